"""Proposing times, and choosing among them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from checkins import words
from checkins.models import CheckIn, TimeProposal
from checkins.services.times import MOST_TIMES
from mentorship.cadence import instant_of
from mentorship.forms.fields import date_field, time_field
from mentorship.models import Pairing

from .nights import MindsNights
from .parts import USUAL_MINUTES

MINUTES = (20, 30, 45, 60, 90)
LONG = {"class": "long"}


def minutes_field(**changes: Any) -> forms.TypedChoiceField:
    choices = [(minutes, _("%(count)s minutes") % {"count": minutes}) for minutes in MINUTES]
    facts: dict[str, Any] = {"label": _("How long?"), "choices": choices, "coerce": int}
    return forms.TypedChoiceField(**(facts | {"initial": USUAL_MINUTES} | changes))


class OfferedTimes(forms.MultipleChoiceField):
    """Instants in ISO form. One that was on offer a moment ago may be chosen still."""

    def to_python(self, value: Any) -> list[Any]:
        try:
            instants = [datetime.fromisoformat(str(each)) for each in value or []]
        except ValueError:
            raise forms.ValidationError(_("Choose one of these times.")) from None
        return [instant for instant in instants if instant.tzinfo is not None]

    def validate(self, value: Any) -> None:
        if self.required and not value:
            raise forms.ValidationError(self.error_messages["required"])


class ProposeTimesForm(MindsNights):
    """Up to three: ticked among those offered, or typed on the reader's own wall."""

    times = OfferedTimes(
        label=_("Times that suit all of you"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs=LONG),
        help_text=_("Choose up to three. They are in nobody’s night, and nobody is away."),
    )
    minutes = minutes_field()

    def __init__(
        self,
        *args: Any,
        person: User,
        pairing: Pairing,
        offered: Sequence[datetime],
        of: CheckIn | None = None,
        **kwargs: Any,
    ) -> None:
        """`of`: the check-in that they are for, which has its length already."""
        super().__init__(*args, **kwargs)
        self.person, self.pairing, self.of = person, pairing, of
        others = words.others_of(pairing, person)
        times: Any = self.fields["times"]
        times.choices = [
            (instant.isoformat(), words.both_times(person, others, instant)) for instant in offered
        ]
        if not offered:
            del self.fields["times"]
        if of is not None:
            del self.fields["minutes"]
        for number in range(1, MOST_TIMES + 1):
            self.fields[f"day_{number}"] = date_field(label=_("Day"), required=False)
            self.fields[f"at_{number}"] = time_field(label=_("Time (your own)"), required=False)

    def typed_rows(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        numbers = range(1, MOST_TIMES + 1)
        return [(self[f"day_{number}"], self[f"at_{number}"]) for number in numbers]

    def has_typed(self) -> bool:
        return self.is_bound and any(day.value() or at.value() for day, at in self.typed_rows())

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        typed = []
        for number in range(1, MOST_TIMES + 1):
            day, at = data.get(f"day_{number}"), data.get(f"at_{number}")
            if day and at:
                typed.append(instant_of(day, at, self.person.tz))
            elif day and f"at_{number}" in data:
                self.add_error(f"at_{number}", _("And at what time?"))
            elif at and f"day_{number}" in data:
                self.add_error(f"day_{number}", _("And on which day?"))
        data["chosen"] = [*data.get("times", []), *typed]
        minutes = self.of.minutes if self.of else data.get("minutes", USUAL_MINUTES)
        self.mind_nights(typed, pairing=self.pairing, reader=self.person, minutes=minutes)
        return data

    def wishes(self) -> dict[str, Any]:
        length = {"minutes": self.cleaned_data["minutes"]} if "minutes" in self.fields else {}
        return {"times": self.cleaned_data["chosen"], **length}


class PickTimeForm(forms.Form):
    """One of them between two people; all that suit where three have to agree."""

    def __init__(
        self, *args: Any, proposal: TimeProposal, person: User, now: datetime, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        others = words.others_of(proposal.check_in.pairing, person)
        choices = [
            (time.pk, words.both_times(person, others, time.starts_at))
            for time in proposal.times.all()
            if time.starts_at > now
        ]
        if len(others) > 1:
            self.fields["times"] = forms.TypedMultipleChoiceField(
                label=_("Which of these suit you?"),
                choices=choices,
                coerce=int,
                widget=forms.CheckboxSelectMultiple(attrs=LONG),
                help_text=_("Tick all that suit. The earliest that suits all of you is taken."),
            )
        else:
            self.fields["times"] = forms.TypedChoiceField(
                label=_("Which of these suits you?"),
                choices=choices,
                coerce=lambda said: [int(said)],
                widget=forms.RadioSelect(attrs=LONG),
            )

    def picked(self) -> list[int]:
        return list(self.cleaned_data["times"])
