"""Goals and what is logged for them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from goals.chart import plain
from goals.models import Goal, Measure, ProgressEntry
from goals.smart import Sketch
from goals.wishes import GoalWish, MeasureWish

from .parts import DayInput, OnceForm, PlacedForm, chips


class SentenceForm(PlacedForm):
    """The start of a goal: one sentence."""

    title = forms.CharField(
        label=_("What do you want to achieve?"),
        max_length=200,
        help_text=_("One sentence is enough for now. Only you will see it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    field_order = ["place", "title", "client_token"]


KINDS = [
    (Measure.Kind.NUMBER, _("I can count it")),
    (Measure.Kind.YES_NO, _("It happens, or not yet")),
]
CONFIDENCE = [("", "–"), *((n, str(n)) for n in range(1, 11))]


class GoalForm(forms.Form):
    """Five plain questions. None but the sentence has to be answered to keep a draft."""

    title = forms.CharField(
        label=_("What exactly do you want to achieve?"),
        max_length=200,
        help_text=_("Something another person could see. For example: “Lead the monthly review”."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    kind = forms.ChoiceField(
        label=_("How will you know?"), choices=KINDS, required=False, widget=chips()
    )
    unit = forms.CharField(
        label=_("What do you count?"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("presentations")}),
    )
    start = forms.DecimalField(
        label=_("From"), max_digits=12, decimal_places=2, required=False, initial=0
    )
    target = forms.DecimalField(label=_("To"), max_digits=12, decimal_places=2, required=False)
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
    reason = forms.CharField(
        label=_("What changed?"),
        max_length=1000,
        required=False,
        help_text=_("You agreed on this goal together; a new target or date says why."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, agreed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not agreed:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        counted = data.get("kind") == Measure.Kind.NUMBER
        if counted and data.get("target") is None and "target" not in self.errors:
            if data.get("start") or data.get("unit"):
                self.add_error("target", _("Which number do you want to reach?"))
        elif counted and data.get("target") == (data.get("start") or 0):
            self.add_error("target", _("From where to where? The two numbers have to differ."))
        return data

    def wish(self) -> GoalWish:
        data = self.cleaned_data
        return GoalWish(
            title=data["title"],
            realistic=data["realistic"],
            relevant=data["relevant"],
            due_on=data["due_on"],
            confidence=data["confidence"],
            measures=self._measures(),
        )

    def _measures(self) -> tuple[MeasureWish, ...]:
        data = self.cleaned_data
        if data["kind"] == Measure.Kind.YES_NO:
            return (MeasureWish(kind=data["kind"]),)
        if data["target"] is None:
            return ()
        start = data["start"] or 0
        return (MeasureWish(unit=data["unit"], start=start, target=data["target"]),)

    def sketch(self, today: date) -> Sketch:
        """What can be said of the goal while it is being typed, mistakes and all."""
        data = self.cleaned_data
        return Sketch(
            title=data.get("title") or "",
            today=today,
            due_on=data.get("due_on"),
            kind=data.get("kind") or "",
            unit=data.get("unit") or "",
            start=data.get("start") or Decimal(0),
            target=data.get("target"),
            relevant=data.get("relevant") or "",
            confidence=data.get("confidence"),
            language=language(),
        )


def language() -> str:
    return (get_language() or "en").split("-")[0]


def goal_initial(goal: Goal, measure: Measure | None) -> dict[str, Any]:
    found = {
        "title": goal.title,
        "realistic": goal.realistic,
        "relevant": goal.relevant,
        "due_on": goal.due_on,
        "confidence": goal.confidence,
    }
    if measure is not None:
        found |= {
            "kind": measure.kind,
            "unit": measure.unit,
            "start": plain(measure.start),
            "target": plain(measure.target) if measure.target is not None else None,
        }
    return found


class LearnedForm(forms.Form):
    learned = forms.CharField(
        label=_("What did you learn?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


OUTCOMES = [
    ("", _("A step forward")),
    (ProgressEntry.Outcome.DELIVERED, _("Something delivered")),
    (ProgressEntry.Outcome.SAID, _("What others said")),
    (ProgressEntry.Outcome.LEARNED, _("Something learned")),
]


class ProgressForm(OnceForm):
    value = forms.DecimalField(
        label=_("Where do you stand now?"), max_digits=12, decimal_places=2, required=False
    )
    note = forms.CharField(
        label=_("What happened?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    link = forms.URLField(
        label=_("A link to show"), required=False, max_length=200, assume_scheme="https"
    )
    outcome = forms.ChoiceField(
        label=_("What came of it?"), choices=OUTCOMES, required=False, initial="", widget=chips()
    )
    happened_on = forms.DateField(label=_("When?"), required=False, widget=DayInput())

    def __init__(self, *args: Any, measure: Measure | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if measure is None or measure.target is None:
            del self.fields["value"]
        elif measure.unit:
            label = _("Where do you stand now (%(unit)s)?") % {"unit": measure.unit}
            self.fields["value"].label = label

    def said(self) -> dict[str, Any]:
        return self.cleaned_data


def entry_initial(entry: ProgressEntry) -> dict[str, Any]:
    return {
        "value": plain(entry.value) if entry.value is not None else None,
        "note": entry.note,
        "link": entry.link,
        "outcome": entry.outcome,
        "happened_on": entry.happened_on,
    }
