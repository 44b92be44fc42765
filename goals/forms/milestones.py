"""Steps of a goal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .parts import DayInput, OnceForm


class MilestoneForm(OnceForm):
    title = forms.CharField(
        label=_("Which step?"),
        max_length=200,
        help_text=_("Something that is reached or not: “A room is booked”."),
    )
    due_on = forms.DateField(label=_("By when?"), widget=DayInput())


class DropMilestoneForm(forms.Form):
    reason = forms.CharField(
        label=_("Why does it go?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, agreed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not agreed:
            del self.fields["reason"]
