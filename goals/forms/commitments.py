"""Promises and their answers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goals.models import CommitmentAnswer, Goal

from .parts import DayInput, PlacedForm, chips


class CueField(forms.CharField):
    """The if-part alone; whoever writes the “if” too has it only once."""

    def __init__(self, **changes: Any) -> None:
        facts: dict[str, Any] = {
            "label": _("If …"),
            "max_length": 160,
            "required": False,
            "help_text": _(
                "A moment that comes by itself, for example “Monday’s coffee is poured”. When it "
                "comes, you begin; nothing needs to be remembered."
            ),
        }
        super().__init__(**(facts | changes))

    def clean(self, value: Any) -> str:
        said = str(super().clean(value)).rstrip(" ,;.…").removeprefix("…").strip()
        first, _blank, rest = said.partition(" ")
        return rest.strip() if rest and first.casefold() == gettext("if").casefold() else said


class AskedField(forms.ChoiceField):
    """Two answers of the same weight, none picked beforehand; none is an answer for later."""

    def __init__(self, **changes: Any) -> None:
        facts: dict[str, Any] = {
            "label": _("Would you like to be asked about this?"),
            "choices": [("ask", _("Ask me")), ("dont", _("Don’t ask me"))],
            "widget": chips(),
            "required": False,
            "help_text": _(
                "Only you see this answer, and you can change it any time. You can also leave it "
                "open and decide later."
            ),
        }
        super().__init__(**(facts | changes))

    def clean(self, value: Any) -> bool | None:
        return {"ask": True, "dont": False}.get(super().clean(value))


class CommitmentForm(PlacedForm):
    text = forms.CharField(
        label=_("I will …"),
        max_length=240,
        help_text=_("One thing you can do or not do. For example: “send Ana my first draft”."),
    )
    cue = CueField()
    due_on = forms.DateField(label=_("By when?"), widget=DayInput())
    goal = forms.ChoiceField(label=_("Part of a goal?"), required=False)
    ask = AskedField()
    field_order = ["place", "text", "cue", "due_on", "goal", "ask", "client_token"]

    def __init__(self, *args: Any, goals: Iterable[Goal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.goals = {str(goal.pk): goal for goal in goals}
        if self.goals:
            choices = [("", _("no goal")), *((pk, g.title) for pk, g in self.goals.items())]
            field: Any = self.fields["goal"]
            field.choices = choices
        else:
            del self.fields["goal"]

    def chosen_goal(self) -> Goal | None:
        return self.goals.get(self.cleaned_data.get("goal") or "")


ANSWERS = [
    (CommitmentAnswer.Answer.DONE, _("Done")),
    (CommitmentAnswer.Answer.PARTLY, _("Partly")),
    (CommitmentAnswer.Answer.STUCK, _("Stuck: I would like help")),
    (CommitmentAnswer.Answer.MOVED, _("Move it to another day")),
    (CommitmentAnswer.Answer.LET_GO, _("Let it go")),
]


class AnswerForm(forms.Form):
    answer = forms.ChoiceField(label=_("How did it go?"), choices=ANSWERS, widget=chips(long=True))
    moved_to = forms.DateField(
        label=_("Move it to"),
        required=False,
        help_text=_("Only looked at if you move it."),
        widget=DayInput(),
    )
    note = forms.CharField(
        label=_("Anything to add?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


STOP = "stop"


class MailAnswerForm(AnswerForm):
    """The same five answers, and the wish not to be asked any more."""

    answer = forms.ChoiceField(
        label=_("How did it go?"),
        choices=[*ANSWERS, (STOP, _("Stop asking me about this"))],
        widget=chips(long=True),
    )


def next_week(due_on: date, today: date) -> date:
    return max(due_on, today) + timedelta(days=7)
