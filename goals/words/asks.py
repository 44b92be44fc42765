"""Beginnings for those who find it hard to ask: to be changed, not to be sent as they stand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from goals.models import Ask

STARTERS = {
    Ask.Kind.RESOURCE: (
        gettext_lazy("I want to get better at … Is there one thing you would read or watch first?"),
        gettext_lazy("Do you have an example of … that I could look at?"),
    ),
    Ask.Kind.INTRODUCTION: (
        gettext_lazy("I would like to talk with somebody who … Do you know anyone who might?"),
        gettext_lazy("Could you tell … that I will write to them about …?"),
    ),
    Ask.Kind.ADVICE: (
        gettext_lazy("I am about to … and waver between … and … What would you look at first?"),
        gettext_lazy("… did not go as I hoped. What would you try next?"),
    ),
}


def starter(number: str) -> tuple[str, str]:
    """Kind and words of the one with this number, «advice.1»; twice "" where there is none."""
    kind, _dot, place = number.partition(".")
    found = STARTERS.get(kind, ())  # type: ignore[call-overload]
    if place.isdecimal() and int(place) < len(found):
        return kind, str(found[int(place)])
    return "", ""
