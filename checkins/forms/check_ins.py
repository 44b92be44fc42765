"""Moving a check-in, and writing down how it went."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from checkins.services import NewPromise
from checkins.services.close_outs import MOST_PROMISES
from mentorship.cadence import instant_of
from mentorship.forms.fields import LongTextField, date_field, time_field
from mentorship.models import Enrollment, PairingMember

from .parts import area


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
