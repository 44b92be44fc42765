"""Goals: one sentence, five questions, and the end."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from goals.models import Goal
from goals.smart import Sketch
from goals.wishes import GoalWish

from .measures import PARTS, SLOTS, MeasuresForm, measures_initial
from .parts import DayInput, PlacedForm


class SentenceForm(PlacedForm):
    """The start of a goal: one sentence."""

    title = forms.CharField(
        label=_("What do you want to achieve?"),
        max_length=200,
        help_text=_("One sentence is enough for now. Only you will see it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["place", "title", "client_token"]


CONFIDENCE = [("", "–"), *((n, str(n)) for n in range(1, 11))]


class GoalForm(MeasuresForm):
    """Five plain questions. None but the sentence has to be answered to keep a draft."""

    title = forms.CharField(
        label=_("What exactly do you want to achieve?"),
        max_length=200,
        help_text=_("Something another person could see. For example: “Lead the monthly review”."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    realistic = forms.CharField(
        label=_("What makes it realistic?"),
        max_length=1000,
        required=False,
        help_text=_("Time you have, people who help, something like it that you did before."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    relevant = forms.CharField(
        label=_("Why does it matter to you?"),
        max_length=1000,
        required=False,
        help_text=_("What will be different when you are there?"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    due_on = forms.DateField(
        label=_("By when?"),
        required=False,
        help_text=_("Up to three months ahead works well."),
        widget=DayInput(),
    )
    confidence = forms.TypedChoiceField(
        label=_("How sure are you that you will get there, from 1 to 10?"),
        choices=CONFIDENCE,
        coerce=int,
        empty_value=None,
        required=False,
    )
    repeats = forms.ChoiceField(
        label=_("Does it come again?"),
        choices=Goal.Repeats.choices,
        required=False,
        help_text=_("When it is over, you are offered the next one. Nothing starts by itself."),
    )
    reason = forms.CharField(
        label=_("What changed?"),
        max_length=1000,
        required=False,
        help_text=_("You agreed on this goal together; a new target or date says why."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, goal: Goal, **kwargs: Any) -> None:
        super().__init__(*args, measures=goal.measures.all(), **kwargs)
        if goal.state != Goal.State.AGREED:
            del self.fields["reason"]
        self.order_fields(["title", *(part + slot for slot in SLOTS for part in PARTS)])

    def wish(self) -> GoalWish:
        data = self.cleaned_data
        return GoalWish(
            title=data["title"],
            realistic=data["realistic"],
            relevant=data["relevant"],
            due_on=data["due_on"],
            confidence=data["confidence"],
            repeats=data["repeats"],
            measures=self.measures(),
        )

    def sketch(self, today: date, pace: Decimal | None = None) -> Sketch:
        """What can be said of the goal while it is being typed, mistakes and all."""
        data = self.cleaned_data
        return Sketch(
            title=data.get("title") or "",
            today=today,
            due_on=data.get("due_on"),
            aims=self.aims(),
            relevant=data.get("relevant") or "",
            confidence=data.get("confidence"),
            pace=pace,
            language=language(),
        )


def language() -> str:
    return (get_language() or "en").split("-")[0]


def goal_initial(goal: Goal) -> dict[str, Any]:
    return {
        "title": goal.title,
        "realistic": goal.realistic,
        "relevant": goal.relevant,
        "due_on": goal.due_on,
        "confidence": goal.confidence,
        "repeats": goal.repeats,
        **measures_initial(goal.measures.all()),
    }


class LearnedForm(forms.Form):
    learned = forms.CharField(
        label=_("What did you learn?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
