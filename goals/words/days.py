"""Days and hours as pages and mails say them."""

from __future__ import annotations

from datetime import date, time

from django.utils.translation import gettext as _

from accounts.dates import dated


def day(on: date, today: date | None = None) -> str:
    """20 February; with the year where it is not this one."""
    same_year = today is not None and on.year == today.year
    return dated(on, _("j F") if same_year else _("j F Y"))


def weekday(on: date, today: date | None = None) -> str:
    same_year = today is not None and on.year == today.year
    return dated(on, _("l j F") if same_year else _("l j F Y"))


def clock(at: time) -> str:
    return at.strftime("%H:%M")
