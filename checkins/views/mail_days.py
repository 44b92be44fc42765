"""Why this mail, why no mail: one day of the reader's own."""

from __future__ import annotations

from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.queries import title_of as title_of_mail
from checkins import why_words
from checkins.queries.mail_days import Mail, mail_day
from goals.queries.consents import title_of

EARLIEST = date(2000, 1, 1)


@require_safe
def why_mail(request: HttpRequest) -> HttpResponse:
    now, person = clock.now(), request.user
    today = person.local_date(now)
    on = _day(request.GET.get("on", ""), today)
    found = mail_day(person, on, now)
    context = {
        "on": on,
        "today": today,
        "before": on - timedelta(days=1),
        "after": on + timedelta(days=1) if on < today else None,
        "came": [_shown(mail) | {"at": mail.message.sent_at} for mail in found.came],
        "held": [_shown(mail) | {"at": mail.message.due_at} for mail in found.held],
        "silent": [
            {
                "title": title_of(one.consent.thing),
                "lines": why_words.why_none(one, person),
            }
            for one in found.silent
        ],
        "readers": [person],
    }
    return render(request, "checkins/why_mail.html", context)


def _shown(mail: Mail) -> dict[str, object]:
    message = mail.message
    return {
        "title": title_of_mail(message),
        "state": message.get_state_display(),
        "reason": gettext(message.reason) if message.reason else "",
        "came_back": message.bounced_at is not None,
        "lines": why_words.why_it_came(mail),
        "switchable": mail.switchable,
        "asked": bool(mail.asked),
    }


def _day(typed: str, today: date) -> date:
    """Days to come are shown before a yes; anything else typed is today."""
    try:
        on = parse_date(typed)
    except ValueError:
        on = None
    return on if on is not None and EARLIEST <= on <= today else today
