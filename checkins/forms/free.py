"""When somebody is free."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.forms.answer_fields import WeekField
from mentorship.forms.fields import date_field, time_field
from mentorship.weekgrid import boxes_of, hours_of


class FreeHoursForm(forms.Form):
    week = WeekField(
        label=_("In a usual week, I can meet"),
        required=False,
        help_text=_("Your own time. Tick what is good, leave out what is merely possible."),
    )

    def __init__(self, *args: Any, hours: Collection[int], **kwargs: Any) -> None:
        super().__init__(*args, initial={"week": boxes_of(hours)}, **kwargs)
        self.said = hours

    def hours(self) -> Collection[int]:
        """Boxes left as they were leave finer hours, from a file, as they were too."""
        boxes = self.cleaned_data["week"]
        return self.said if sorted(boxes) == sorted(boxes_of(self.said)) else hours_of(boxes)


class FreeExceptionForm(forms.Form):
    day = date_field(label=_("Which day?"))
    begins = time_field(label=_("From"))
    until = time_field(label=_("Until"))
    is_free = forms.TypedChoiceField(
        label=_("That time"),
        choices=[("yes", _("I can meet")), ("no", _("I cannot meet"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
