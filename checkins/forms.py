"""What a person may type on this floor. Shape is judged here, meaning in services."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from checkins.models import Feedback, FeedbackReply
from checkins.services import NewPromise
from checkins.services.close_outs import MOST_PROMISES
from mentorship.cadence import instant_of
from mentorship.forms.fields import LongTextField, date_field, time_field
from mentorship.models import Enrollment, PairingMember


def new_token() -> str:
    """Stands hidden in a form, so that a double click makes one thing."""
    return str(uuid.uuid4())


def area(rows: int = 4, **attrs: Any) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows, **attrs})


# -- Check-ins -----------------------------------------------------------------------------------


class MoveForm(forms.Form):
    """A day and a time on the reader's own wall."""

    day = date_field(label=_("Which day suits all of you?"))
    at = time_field(label=_("At what time? (your own time)"))

    def starts_at(self, person: User) -> datetime:
        return instant_of(self.cleaned_data["day"], self.cleaned_data["at"], person.tz)


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


class CloseOutForms:
    """The close-out and room for three promises, bound and judged together."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, author: PairingMember, due_on: date
    ) -> None:
        is_half = author.role == Enrollment.Role.PEER
        members = [author] if is_half else list(author.pairing.members.all())
        members.sort(key=lambda member: member.pk != author.pk)
        initial = {"owner": str(author.pk), "due_on": due_on}
        self.main = CloseOutForm(data)
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
        verdicts = [form.is_valid() for form in (self.main, *self.promises)]
        return all(verdicts)

    def wishes(self) -> dict[str, Any]:
        found = [form.promise() for form in self.promises]
        return {
            **self.main.cleaned_data,
            "promises": [promise for promise in found if promise is not None],
        }


# -- Feedback ------------------------------------------------------------------------------------


class GiveFeedbackForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What kind of thing is it?"),
        choices=Feedback.Kind.choices,
        widget=forms.RadioSelect,
    )
    text = LongTextField(
        label=_("Your words"),
        max_length=4000,
        widget=area(5),
        help_text=_("One thing you saw, and what it did. Short is kind."),
    )
    about = forms.ChoiceField(label=_("About what?"), required=False)
    skill = forms.CharField(
        label=_("Or about a skill"),
        max_length=80,
        required=False,
        help_text=_("For example: leading a meeting."),
    )
    client_token = forms.CharField(
        max_length=36, required=False, initial=new_token, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, about: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["about"]
        field.choices = [("", _("Nothing in particular")), *about]


class AnswerFeedbackForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=FeedbackReply.Answer.choices,
        widget=forms.RadioSelect,
    )
    text = LongTextField(
        label=_("Anything to add?"),
        max_length=2000,
        required=False,
        widget=area(3),
        help_text=_("If you will try it: what exactly will you do? It becomes a promise of yours."),
    )
    due_on = date_field(label=_("If you will try it: by when?"), required=False)


class LogFromMailForm(forms.Form):
    value = forms.DecimalField(
        label=_("Where do you stand now?"),
        max_digits=12,
        decimal_places=2,
        required=False,
        help_text=_("The number you count, if there is one."),
    )
    note = LongTextField(label=_("What happened?"), max_length=2000, required=False, widget=area(3))
