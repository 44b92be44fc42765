"""Another rhythm, on the wall of the pairing's zone."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from mentorship.cadence import Cadence, occurrences
from mentorship.forms.fields import time_field
from mentorship.models import Cohort, Pairing
from mentorship.rhythm import WHICH, zone_city

from .nights import MindsNights
from .parts import USUAL_MINUTES

MONTHLY = Cohort.Every.MONTHLY


class RhythmForm(MindsNights):
    every = forms.ChoiceField(label=_("How often?"), widget=forms.RadioSelect)
    weekday = forms.TypedChoiceField(
        label=_("On which day?"), choices=Cohort.Weekday.choices, coerce=int
    )
    nth = forms.TypedChoiceField(
        label=_("Which one of the month?"),
        choices=list(WHICH.items()),
        coerce=int,
        required=False,
        empty_value=1,
        help_text=_("Only counts if you meet every month."),
    )
    at = time_field()

    def __init__(
        self, *args: Any, pairing: Pairing, person: User, now: datetime, **kwargs: Any
    ) -> None:
        """Offers the program's menu, and what the pair has already."""
        so_far = {name: getattr(pairing, name) for name in ("every", "weekday", "nth", "at")}
        super().__init__(*args, initial=so_far, **kwargs)
        self.zone, self.pairing, self.person, self.now = pairing.zone, pairing, person, now
        offered = {*pairing.cohort.program.rhythms, pairing.every}
        every: Any = self.fields["every"]
        every.choices = [choice for choice in Cohort.Every.choices if choice[0] in offered]
        self.fields["at"].label = _("At what time? (%(city)s time)") % {
            "city": zone_city(self.zone)
        }

    def clean(self) -> dict[str, Any]:
        """By the next of its days: what holds for that one mostly holds for all."""
        data = super().clean() or self.cleaned_data
        if {"every", "weekday", "at"} <= data.keys():
            ahead = occurrences(self.cadence(), self.person.local_date(self.now))
            following = next(one.starts_at for one in ahead if one.starts_at > self.now)
            self.mind_nights(
                [following], pairing=self.pairing, reader=self.person, minutes=USUAL_MINUTES
            )
        return data

    def cadence(self) -> Cadence:
        said = self.cleaned_data
        return Cadence(
            every=said["every"],
            at=said["at"],
            zone=self.zone,
            weekday=said["weekday"],
            nth=said["nth"] if said["every"] == MONTHLY else None,
        )
