"""What the forms of this floor share."""

from __future__ import annotations

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

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


def chips(*, long: bool = False) -> forms.RadioSelect:
    return forms.RadioSelect(attrs={"class": "long"} if long else {})
