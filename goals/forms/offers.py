"""A question about a goal, a draft for somebody else, and what one practices."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.models import Goal
from goals.wishes import DraftWish

from .parts import DayInput, OnceForm, PlacedForm


class GoalQuestionForm(OnceForm):
    text = forms.CharField(
        label=_("What would you like to understand?"),
        max_length=1000,
        help_text=_("For example: “Who would notice that you are there?”"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class GoalAnswerForm(forms.Form):
    text = forms.CharField(
        label=_("Your answer"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DraftOfferForm(OnceForm):
    """One sentence is enough; the rest may help."""

    title = forms.CharField(
        label=_("The goal, in one sentence"),
        max_length=200,
        help_text=_("As the other might say it. For example: “Lead the monthly review”."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    why = forms.CharField(
        label=_("Why do you think of it?"),
        max_length=1000,
        required=False,
        help_text=_("What you noticed, or what it could open."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due_on = forms.DateField(label=_("By when?"), required=False, widget=DayInput())
    target = forms.DecimalField(
        label=_("How many?"),
        required=False,
        min_value=Decimal("0.01"),
        max_digits=12,
        decimal_places=2,
    )
    unit = forms.CharField(
        label=_("Of what, or which moment would tell?"),
        max_length=80,
        required=False,
        help_text=_("For example: “reviews”. Without a number: “the first review is held”."),
    )

    def wish(self) -> DraftWish:
        data = self.cleaned_data
        return DraftWish(
            title=data["title"],
            why=data["why"],
            due_on=data["due_on"],
            unit=data["unit"],
            target=data["target"],
        )


PRACTICE_TITLE: dict[str, Any] = {
    "label": _("What would you like to practice?"),
    "max_length": 200,
    "help_text": _("Small enough for each time. For example: “Ask one direct question”."),
}
PRACTICE_WHY: dict[str, Any] = {
    "label": _("Why does it matter to you?"),
    "max_length": 1000,
    "required": False,
}


class PracticeForm(PlacedForm):
    title = forms.CharField(**PRACTICE_TITLE, widget=forms.Textarea(attrs={"rows": 2}))
    relevant = forms.CharField(**PRACTICE_WHY, widget=forms.Textarea(attrs={"rows": 2}))


class EditPracticeForm(forms.Form):
    title = forms.CharField(**PRACTICE_TITLE, widget=forms.Textarea(attrs={"rows": 2}))
    relevant = forms.CharField(**PRACTICE_WHY, widget=forms.Textarea(attrs={"rows": 2}))


def practice_initial(goal: Goal) -> dict[str, Any]:
    return {"title": goal.title, "relevant": goal.relevant}
