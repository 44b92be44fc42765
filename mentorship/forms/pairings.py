"""Pausing, closing, swapping and publishing; and the words of an agreement."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.models import Agreement
from mentorship.numbers import number_in

from .fields import LongTextField, date_field


class PauseForm(forms.Form):
    until = date_field(
        label=_("Until when?"),
        required=False,
        help_text=_("It goes on by itself on that day. Leave it empty to say so later."),
    )


class AgreementForm(forms.Form):
    """Every text is the pair's own; what stands in it at first is only a start."""

    HELP = {
        "success": _("One line for each of you."),
        "accountability": _(
            "Say it aloud to each other: do you want to be asked about your promises, which ones, "
            "how directly, and what should silence mean? What each of you decided privately stays "
            "private."
        ),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in Agreement.TEXTS:
            field = Agreement._meta.get_field(name)
            self.fields[name] = LongTextField(
                label=str(field.verbose_name).capitalize(),
                max_length=field.max_length,
                help_text=self.HELP.get(name, ""),
                widget=forms.Textarea(attrs={"rows": 4}),
            )


class SwapForm(forms.Form):
    """The chosen mentor's place in the cohort."""

    mentor = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


class TwoForm(forms.Form):
    """Two places of a cohort, as hidden fields of a button."""

    mentee = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)
    mentor = forms.IntegerField(min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput)


class PublishForm(forms.Form):
    """All drafts, or those ticked on this page."""

    which = forms.ChoiceField(choices=[("all", "all"), ("some", "some")])
    pairing = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        ticked = data.getlist("pairing") if data is not None else []
        some = [(value, value) for value in ticked if number_in(value) is not None]
        self.fields["pairing"].choices = some

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("which") == "some" and not data.get("pairing"):
            self.add_error(None, _("Tick the pairs that you want to publish."))
        return data

    @property
    def only(self) -> list[int] | None:
        data = self.cleaned_data
        return data["pairing"] if data["which"] == "some" else None
