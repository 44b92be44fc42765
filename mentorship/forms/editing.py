"""All that a program says about itself, when it is changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from mentorship.models import Agreement, Cohort
from mentorship.words import Words

from .fields import LongTextField, date_field, time_field
from .programs import CohortForm, ProgramForm

TEXT = "agreement_"


class EditProgramForm(ProgramForm):
    check_in_word = forms.CharField(label=_("For “check-in”"), max_length=40, required=False)
    rhythms = forms.MultipleChoiceField(
        label=_("Which rhythms may a cohort choose?"),
        choices=Cohort.Every.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    default_capacity = forms.IntegerField(
        min_value=1,
        max_value=20,
        help_text=_("Each cohort, and each person, can say another number."),
    )
    quiet_from = time_field(
        label=_("No mail from"),
        help_text=_("What new people start with, on their own clock. They can choose other hours."),
    )
    quiet_until = time_field(label=_("No mail until"))

    HELP = {
        "rhythm": _("Leave it empty, and each pair reads its own days and hour here."),
        "ending": _("Leave it empty, and each pair reads its own last day here."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = Words(mentor_word=self.initial.get("mentor_word", ""))
        self.fields["default_capacity"].label = _("People per %(mentor)s, to begin with") % {
            "mentor": words.mentor
        }
        for name in Agreement.TEXTS:
            field = Agreement._meta.get_field(name)
            self.fields[TEXT + name] = LongTextField(
                label=capfirst(field.verbose_name),
                max_length=field.max_length,
                required=False,
                help_text=self.HELP.get(name, ""),
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    @property
    def facts(self) -> dict[str, Any]:
        """As the service wants them: the texts together, the rest by name."""
        data = self.cleaned_data
        texts = {name: data[TEXT + name] for name in Agreement.TEXTS}
        rest = {name: value for name, value in data.items() if not name.startswith(TEXT)}
        menu = rest.pop("rhythms")
        offers = {f"offers_{every}": every in menu for every in Cohort.Every.values}
        return {**rest, **offers, "agreement_texts": texts}

    @property
    def agreement(self) -> list[forms.BoundField]:
        return [self[TEXT + name] for name in Agreement.TEXTS]


class EditCohortForm(CohortForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].help_text = _(
            "Pairs that were to end on this day end on the new one with it."
        )
        self.fields["every"].help_text = _(
            "Holds for pairs that are published from now on. Pairs that work keep their rhythm."
        )
        self.fields["default_capacity"].help_text = _("Holds for people entered from now on.")


class DuplicateForm(forms.Form):
    name = forms.CharField(label=_("What is the next round called?"), max_length=120)
    starts_on = date_field(label=_("First day"))
    ends_on = date_field(label=_("Last day"))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("Choose a day after the first day."))
        return data
