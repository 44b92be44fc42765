"""Who runs a program, and what part of it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.models import Cohort

WHOLE, SOME = "whole", "some"


class ScopeForm(forms.Form):
    """The whole program, or cohorts by name."""

    what = forms.ChoiceField(
        label=_("What do they look after?"),
        choices=[(WHOLE, _("the whole program")), (SOME, _("only these cohorts"))],
        initial=WHOLE,
        widget=forms.RadioSelect,
    )
    cohorts = forms.MultipleChoiceField(
        label=_("Cohorts"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Only counts for “only these cohorts”."),
    )

    def __init__(self, *args: Any, cohorts: Iterable[Cohort], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_pk = {str(cohort.pk): cohort for cohort in cohorts}
        if self.by_pk:
            self.fields["cohorts"].choices = [(pk, each.name) for pk, each in self.by_pk.items()]
        else:  # nothing to choose from yet
            del self.fields["cohorts"]
            self.fields["what"].choices = [(WHOLE, _("the whole program"))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("what") == SOME and "cohorts" in data and not data["cohorts"]:
            self.add_error("cohorts", _("Choose at least one cohort, or the whole program."))
        return data

    @property
    def chosen(self) -> list[Cohort]:
        """Empty for the whole program."""
        if self.cleaned_data["what"] == WHOLE:
            return []
        return [self.by_pk[pk] for pk in self.cleaned_data.get("cohorts", [])]


class AddCoordinatorForm(ScopeForm):
    email = forms.EmailField(
        label=_("Their e-mail address"),
        max_length=254,
        help_text=_("Whoever has no account yet gets one, and a mail with the way in."),
    )
    name = forms.CharField(
        label=_("Their name"),
        max_length=150,
        required=False,
        help_text=_("Only needed for somebody who is new here."),
    )
    field_order = ["email", "name", "what", "cohorts"]
