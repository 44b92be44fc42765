"""Days without check-ins."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.public_days import countries

from .fields import date_field


class BreakForm(forms.Form):
    name = forms.CharField(
        label=_("What people call it"), max_length=60, help_text=_("For example “Winter break”.")
    )
    from_on = date_field(label=_("First day"))
    until_on = date_field(label=_("Last day"))
    whole_program = forms.BooleanField(label=_("For all cohorts of the program"), required=False)

    def __init__(self, *args: Any, runs_whole: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not runs_whole:
            del self.fields["whole_program"]


class HolidaysForm(forms.Form):
    country = forms.ChoiceField(
        label=_("Country"), choices=lambda: [("", _("Choose one")), *countries()]
    )
