"""Moving a check-in, and writing down how it went."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from checkins.models import CheckIn, SavedQuestion
from checkins.models.changes import LINE
from checkins.services import NewPromise
from checkins.services.close_outs import MOST_PROMISES
from goals.models import Commitment, CommitmentAnswer
from mentorship.cadence import instant_of
from mentorship.forms.fields import LongTextField, date_field, time_field
from mentorship.models import Enrollment, Pairing, PairingMember

from .nights import MindsNights
from .parts import USUAL_MINUTES, area
from .preparation import AskedForm

Answer = CommitmentAnswer.Answer


def line_field() -> forms.CharField:
    return forms.CharField(
        label=_("A line for the others"),
        max_length=LINE,
        required=False,
        help_text=_("Only if you like. Nobody needs a reason."),
    )


class MoveForm(MindsNights):
    """A day and a time on the reader's own wall."""

    day = date_field(label=_("Which day suits all of you?"))
    at = time_field(label=_("At what time? (your own time)"))
    line = line_field()

    def __init__(
        self,
        *args: Any,
        person: User,
        pairing: Pairing,
        minutes: int = USUAL_MINUTES,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.pairing, self.minutes = person, pairing, minutes

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        chosen = self.chosen()
        if chosen is not None:
            facts = {"pairing": self.pairing, "reader": self.person, "minutes": self.minutes}
            self.mind_nights([chosen], **facts)
        return data

    def chosen(self) -> datetime | None:
        day, at = (self.cleaned_data.get(name) for name in ("day", "at"))
        return instant_of(day, at, self.person.tz) if day and at else None

    def starts_at(self) -> datetime:
        return instant_of(self.cleaned_data["day"], self.cleaned_data["at"], self.person.tz)


class CancelForm(forms.Form):
    line = line_field()


class LogCheckInForm(forms.Form):
    """A talk that took place, as a mail and a page ask for it."""

    on = date_field(label=_("Which day was it?"))
    minutes = forms.IntegerField(
        label=_("About how many minutes?"), min_value=1, max_value=600, initial=45
    )
    line = forms.CharField(
        label=_("One line about it"),
        max_length=LINE,
        required=False,
        help_text=_("Only if you like. More, and promises, can follow in the close-out."),
    )
    was_planned = forms.BooleanField(
        label=_("If one was planned for that day, this was it"), required=False, initial=True
    )


def as_planned(check_in: CheckIn, person: User) -> dict[str, Any]:
    """What a form that moves it begins with."""
    local = person.local(check_in.starts_at)
    return {"day": local.date(), "at": local.time()}


class NextForm(MoveForm):
    """Another time for the next talk. Left as the page showed it, it stays as it is planned, also
    where somebody else has moved it meanwhile."""

    line = None  # the close-out itself says what there is to say
    shown = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, following: CheckIn, person: User, **kwargs: Any) -> None:
        initial = as_planned(following, person)
        initial["shown"] = _said(initial["day"], initial["at"])
        super().__init__(
            *args,
            prefix="next",
            initial=initial,
            use_required_attribute=False,
            person=person,
            pairing=following.pairing,
            minutes=following.minutes,
            **kwargs,
        )
        for field in self.fields.values():
            field.required = False

    def has_changed(self) -> bool:
        return self.is_bound and self.chosen() is not None

    def chosen(self) -> datetime | None:
        """None where it stays as the page showed it."""
        day, at = (self.cleaned_data.get(name) for name in ("day", "at"))
        shown = self.cleaned_data.get("shown") or self.initial["shown"]
        return super().chosen() if day and at and _said(day, at) != shown else None


def _said(day: date, at: time) -> str:
    return f"{day:%Y-%m-%d} {at:%H:%M}"


class CloseOutForm(forms.Form):
    summary = LongTextField(
        label=_("What did you talk about?"),
        max_length=4000,
        required=False,
        widget=area(5),
        help_text=_("Two or three lines are plenty. All of you get them in writing."),
    )
    thanks = forms.CharField(
        label=_("One line of thanks"),
        max_length=240,
        required=False,
        help_text=_("What helped you today?"),
    )
    private_note = LongTextField(
        label=_("Just for you"),
        max_length=4000,
        required=False,
        widget=area(3),
    )


class PromiseForm(forms.Form):
    owner = forms.ChoiceField(label=_("Whose promise is it?"), widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("I will …"),
        max_length=240,
        help_text=_("One thing that somebody could see you do."),
    )
    cue = forms.CharField(
        label=_("If … happens, that is the moment"),
        max_length=160,
        required=False,
        help_text=_("For example: “if Monday’s stand-up begins”. It makes keeping it easier."),
    )
    due_on = date_field(label=_("By when?"))

    def __init__(self, *args: Any, members: list[PairingMember], by: User, **kwargs: Any) -> None:
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        self.members = {str(member.pk): member for member in members}
        owner: Any = self.fields["owner"]
        owner.choices = [
            (pk, _("Mine") if member.person == by else member.person.short_name)
            for pk, member in self.members.items()
        ]
        if len(owner.choices) == 1:  # between peers each promises for themselves
            owner.widget = forms.HiddenInput()

    def has_changed(self) -> bool:
        """By its words: the day that stands there beforehand moves with the next talk."""
        return bool({"text", "cue"} & set(self.changed_data))

    def promise(self) -> NewPromise | None:
        """Left empty, it is no promise."""
        if not self.has_changed():
            return None
        return NewPromise(
            owner=self.members[self.cleaned_data["owner"]],
            text=self.cleaned_data["text"],
            cue=self.cleaned_data["cue"],
            due_on=self.cleaned_data["due_on"],
        )


class AnswerForm(forms.Form):
    """What became of one of the author's own promises; left open, it stays as it is."""

    answer = forms.ChoiceField(
        choices=[
            (Answer.DONE, _("Done")),
            (Answer.PARTLY, _("Partly")),
            (Answer.STUCK, _("Stuck")),
            (Answer.MOVED, _("Move it a week")),
            (Answer.LET_GO, _("Let it go")),
        ],
        required=False,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, promise: Commitment, **kwargs: Any) -> None:
        super().__init__(*args, prefix=f"answer_{promise.pk}", **kwargs)
        self.promise = promise
        answer: Any = self.fields["answer"]
        answer.label = promise.text


class CloseOutForms:
    """The close-out, answers to one's own open promises and room for three new ones, bound and
    judged together."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        author: PairingMember,
        due_on: date,
        open_promises: Sequence[Commitment] = (),
        following: CheckIn | None = None,
        questions: Sequence[SavedQuestion] = (),
    ) -> None:
        is_half = author.role == Enrollment.Role.PEER
        members = [author] if is_half else list(author.pairing.members.all())
        members.sort(key=lambda member: member.pk != author.pk)
        initial = {"owner": str(author.pk), "due_on": due_on}
        self.main = CloseOutForm(data)
        self.asked = AskedForm(data, waiting=questions)
        mine = [promise for promise in open_promises if promise.owner_id == author.pk]
        self.answers = [AnswerForm(data, promise=promise) for promise in mine]
        self.next = None
        if following is not None:
            self.next = NextForm(data, following=following, person=author.person)
        self.promises = [
            PromiseForm(
                data,
                prefix=f"promise_{number}",
                initial=initial,
                members=members,
                by=author.person,
            )
            for number in range(1, MOST_PROMISES + 1)
        ]

    def is_valid(self) -> bool:
        # Every form is judged, so that all errors show at once.
        optional = [self.next] if self.next else []
        every = [self.main, self.asked, *self.answers, *optional, *self.promises]
        verdicts = [form.is_valid() for form in every]
        return all(verdicts)

    def wishes(self) -> dict[str, Any]:
        found = [form.promise() for form in self.promises]
        said = [(form.promise, form.cleaned_data["answer"]) for form in self.answers]
        return {
            **self.main.cleaned_data,
            "next_at": self.next.chosen() if self.next else None,
            "asked": self.asked.asked(),
            "answers": [(promise, answer) for promise, answer in said if answer],
            "promises": [promise for promise in found if promise is not None],
        }
