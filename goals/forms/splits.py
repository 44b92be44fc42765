"""Splitting a promise, planning it anew, and an hour for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from goals.models import CommitmentAnswer
from goals.services.splits import FEWEST, MOST
from goals.wishes import PromiseWish
from mentorship.cadence import instant_of

from .commitments import AskedField, CueField
from .parts import DayInput, HourInput, chips

WEEK = timedelta(days=7)
FARTHEST = timedelta(days=366)


class PartForm(forms.Form):
    text = forms.CharField(label=_("I will …"), max_length=240)
    cue = CueField()
    due_on = forms.DateField(label=_("By when?"), widget=DayInput())

    def has_changed(self) -> bool:
        """A day alone is no part: each form comes with one."""
        return bool({"text", "cue"} & set(self.changed_data))

    def wish(self) -> PromiseWish | None:
        """Left empty, it is no part."""
        return PromiseWish(**self.cleaned_data) if self.has_changed() else None


class WholeForm(forms.Form):
    left_as = forms.ChoiceField(
        label=_("And the large one?"),
        choices=[
            (CommitmentAnswer.Answer.PARTLY, _("Some of it is done")),
            (CommitmentAnswer.Answer.LET_GO, _("Let it go; the small ones count now")),
        ],
        widget=chips(long=True),
    )
    ask = AskedField(label=_("Would you like to be asked about the small ones?"))


class SplitForms:
    """Room for two or three parts and one word about the whole, bound and judged together."""

    def __init__(self, data: Mapping[str, Any] | None, *, today: date) -> None:
        self.whole = WholeForm(data)
        self.parts = [
            PartForm(
                data,
                prefix=f"part_{number}",
                initial={"due_on": today + number * WEEK},
                empty_permitted=number > FEWEST,
                use_required_attribute=number <= FEWEST,
            )
            for number in range(1, MOST + 1)
        ]

    def is_valid(self) -> bool:
        verdicts = [form.is_valid() for form in (self.whole, *self.parts)]
        return all(verdicts)

    def wishes(self) -> dict[str, Any]:
        found = [form.wish() for form in self.parts]
        return {**self.whole.cleaned_data, "parts": [wish for wish in found if wish is not None]}


class CueForm(forms.Form):
    cue = CueField()


class HourForm(forms.Form):
    """A day and an hour on the reader's own wall."""

    day = forms.DateField(label=_("On which day?"), widget=DayInput())
    at = forms.TimeField(label=_("From when? (your own time)"), widget=HourInput())

    def __init__(self, *args: Any, person: User, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person, self.now = person, now

    def clean(self) -> dict[str, Any]:
        data = self.cleaned_data
        if self.errors:
            return data
        today = self.person.local_date(self.now)
        if not today <= data["day"] <= today + FARTHEST:
            raise forms.ValidationError(_("Choose a day from today on, within a year."))
        data["starts_at"] = instant_of(data["day"], data["at"], self.person.tz)
        if data["starts_at"] < self.now:
            raise forms.ValidationError(_("This hour has begun already. Choose a later one."))
        return data


def a_good_hour(person: User, now: datetime) -> dict[str, Any]:
    """Nine in the morning of the person's next working day."""
    day = person.local_date(now) + timedelta(days=1)
    while person.working_days[day.weekday()] == "0" and "1" in person.working_days:
        day += timedelta(days=1)
    return {"day": day, "at": time(9)}
