"""A time that somebody types may lie in the night of somebody else: asked about, never refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from checkins import words
from checkins.queries.free import woken_by
from mentorship.models import Pairing

ANYWAY = "anyway"


class QuestionField(forms.BooleanField):
    """What it says of a wish is a question, and drawn like one."""

    is_question = True


class MindsNights(forms.Form):
    """Asks once; a tick on the same page says that it is meant. Nothing is asked by day."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields[ANYWAY] = QuestionField(
            label=gettext_lazy("It suits us all the same"), required=False, widget=forms.HiddenInput
        )

    @property
    def asks(self) -> str:
        """What stands above the form where nothing is wrong with it but this."""
        only = self.is_bound and set(self.errors) == {ANYWAY}
        return _("Is that time meant?") if only else ""

    def mind_nights(
        self, times: Iterable[datetime], *, pairing: Pairing, reader: User, minutes: int
    ) -> None:
        """Part of `clean`."""
        told = [
            words.in_night(reader, person, starts_at)
            for starts_at in times
            for person in woken_by(pairing, starts_at, minutes)
        ]
        if not told:
            return
        self.fields[ANYWAY].widget = forms.CheckboxInput()
        if not self.cleaned_data.get(ANYWAY):
            self.add_error(ANYWAY, told)
