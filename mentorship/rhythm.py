"""A cadence in words: “every week on Thursday at 17:00 (Berlin)”."""

from __future__ import annotations

from datetime import time
from typing import Protocol

from django.utils.dates import WEEKDAYS
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LAST = -1
WHICH = {
    1: gettext_lazy("first"),
    2: gettext_lazy("second"),
    3: gettext_lazy("third"),
    4: gettext_lazy("fourth"),
    LAST: gettext_lazy("last"),
}


class Rhythm(Protocol):
    every: str
    weekday: int | None
    monthday: int | None
    nth: int | None
    at: time
    zone: str


def rhythm_sentence(fields: Rhythm) -> str:
    """The tail of a sentence that begins with “You meet …”."""
    at = time_format(fields.at)
    city = zone_city(fields.zone)
    if fields.every == "monthly":
        return _monthly(fields, at, city)
    told = {"day": WEEKDAYS[fields.weekday or 0], "at": at, "city": city}
    if fields.every == "biweekly":
        return _("every two weeks on %(day)s at %(at)s (%(city)s time)") % told
    return _("every week on %(day)s at %(at)s (%(city)s time)") % told


def _monthly(fields: Rhythm, at: str, city: str) -> str:
    if fields.monthday is not None:
        return _("every month on day %(day)s at %(at)s (%(city)s time)") % {
            "day": fields.monthday,
            "at": at,
            "city": city,
        }
    return _("every month on the %(which)s %(day)s at %(at)s (%(city)s time)") % {
        "which": WHICH[fields.nth or 1],
        "day": WEEKDAYS[fields.weekday or 0],
        "at": at,
        "city": city,
    }


def zone_city(zone: str) -> str:
    """“America/New_York” is New York to people."""
    return zone.rpartition("/")[2].replace("_", " ")
