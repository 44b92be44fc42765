"""What a person may type. Shape is judged here, meaning in services."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from goals.chart import plain
from goals.models import AskingStyle, CommitmentAnswer, Goal, Measure, ProgressEntry
from goals.smart import Sketch
from goals.wishes import AskingWish, GoalWish, MeasureWish, Terms
from mentorship.models import PairingMember


def new_token() -> str:
    """Stands hidden in a form, so that a double click makes one thing."""
    return str(uuid.uuid4())


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%Y-%m-%d")


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **attrs: Any) -> None:
        super().__init__(attrs=attrs, format="%H:%M")


class OnceForm(forms.Form):
    client_token = forms.CharField(
        max_length=36, required=False, initial=new_token, widget=forms.HiddenInput
    )


class PlacedForm(OnceForm):
    """For something new: it asks with whom, if there is more than one place to put it."""

    place = forms.ChoiceField(label=_("With whom?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, places: list[PairingMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = {str(member.pk): member for member in places}
        if len(places) > 1:
            field: Any = self.fields["place"]
            field.choices = [(pk, partners_of(member)) for pk, member in self.places.items()]
        else:
            del self.fields["place"]

    def owner(self) -> PairingMember:
        chosen = self.cleaned_data.get("place") or next(iter(self.places))
        return self.places[chosen]


def partners_of(member: PairingMember) -> str:
    others = (other for other in member.pairing.members.all() if other.pk != member.pk)
    return ", ".join(str(other.enrollment.user) for other in others)


# -- How I like to be asked ------------------------------------------------------------------

# Telling somebody else about a silence is not offered before it can be kept.
SILENCES = [
    (AskingStyle.Silence.WAIT, _("I’m busy. Leave it until our next check-in.")),
    (AskingStyle.Silence.AGAIN, _("I missed it. Ask me once more, three days later.")),
    (AskingStyle.Silence.HELP, _("I may be stuck. Write once more and offer help.")),
    (AskingStyle.Silence.NOTHING, _("Nothing at all. Silence is an answer too.")),
]
HOWS = [
    (AskingStyle.How.MAIL, _("By mail, with buttons to answer")),
    (AskingStyle.How.CHECK_IN, _("No mail: at our next check-in")),
    (AskingStyle.How.I_WRITE, _("No mail: I write when I’m ready")),
]
TONES = [
    (AskingStyle.Tone.PLAIN, _("Plain: “Did you do it?”")),
    (AskingStyle.Tone.WARM, _("Warm: “How is it going?”")),
    (AskingStyle.Tone.DIRECT, _("Direct: “You said you would. Well?”")),
]
TIMES_A_WEEK = [(1, _("once")), (2, _("twice"))]


def chips(*, long: bool = False) -> forms.RadioSelect:
    return forms.RadioSelect(attrs={"class": "long"} if long else {})


class HowForm(forms.Form):
    """The questions that «how I like to be asked» and the terms of one thing share."""

    how = forms.ChoiceField(label=_("How may we ask you?"), choices=HOWS, widget=chips(long=True))
    at = forms.TimeField(
        label=_("At what time of day?"),
        help_text=_("Your own time, on your working days, never in your quiet hours."),
        widget=HourInput(),
    )
    per_week = forms.TypedChoiceField(
        label=_("At most how often a week, about one thing?"),
        coerce=int,
        choices=TIMES_A_WEEK,
        widget=chips(),
    )
    tone = forms.ChoiceField(label=_("In which tone?"), choices=TONES, widget=chips(long=True))
    silence = forms.ChoiceField(
        label=_("If you don’t answer, what does it mean?"),
        choices=SILENCES,
        widget=chips(long=True),
    )


class AskingForm(HowForm):
    who = forms.ChoiceField(
        label=_("Who may bring it up?"),
        choices=[
            (AskingStyle.By.SYSTEM, _("Only this page and its mails")),
            (AskingStyle.By.MENTOR, _("The person I work with, too")),
        ],
        widget=chips(long=True),
    )
    until = forms.DateField(
        label=_("Until when does this hold?"),
        required=False,
        help_text=_("Leave it empty and each thing ends on its own date."),
        widget=DayInput(),
    )
    field_order = ["how", "who", "at", "per_week", "tone", "silence", "until"]

    def wish(self) -> AskingWish:
        return AskingWish(**self.cleaned_data)


class TermsForm(HowForm):
    ends_on = forms.DateField(
        label=_("Until when?"),
        help_text=_("After this day we stop by ourselves."),
        widget=DayInput(),
    )

    def terms(self, before: Terms) -> Terms:
        """The chosen words; who may bring it up stays as it was said."""
        return Terms(who=before.who, silence_days=before.silence_days, **self.cleaned_data)


class PauseForm(forms.Form):
    until = forms.DateField(label=_("Until"), required=False, widget=DayInput())


# -- Goals -----------------------------------------------------------------------------------


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
        "happened_on": entry.happened_on,
    }


# -- Promises --------------------------------------------------------------------------------


class CommitmentForm(PlacedForm):
    text = forms.CharField(
        label=_("I will …"),
        max_length=240,
        help_text=_("One thing you can do or not do. For example: “send Ana my first draft”."),
    )
    due_on = forms.DateField(label=_("By when?"), widget=DayInput())
    cue = forms.CharField(
        label=_("When will you start it?"),
        max_length=160,
        required=False,
        help_text=_("A moment helps: “If Monday’s coffee is poured, then I open the draft.”"),
    )
    goal = forms.ChoiceField(label=_("Part of a goal?"), required=False)
    field_order = ["place", "text", "due_on", "cue", "goal", "client_token"]

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


class DecideForm(forms.Form):
    """Two answers of the same weight, none picked beforehand."""

    decision = forms.ChoiceField(
        label=_("Would you like to be asked about this?"),
        choices=[("ask", _("Ask me")), ("dont", _("Don’t ask me"))],
        widget=chips(),
    )


def next_week(due_on: date, today: date) -> date:
    return max(due_on, today) + timedelta(days=7)
