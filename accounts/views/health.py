"""For watchdogs: is the database there, does mail flow?"""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.queries import pulse


def _moment() -> datetime:
    """By the database's clock, as the ticks are; its absence is what this page is there to tell."""
    try:
        return clock.db_now()
    except DatabaseError:
        return clock.now()


@login_not_required
@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    found = pulse(_moment())
    facts = {
        "ok": found.is_well,
        "database": "ok" if found.database else "unreachable",
        "oldest_due_mail_seconds": found.oldest_due,
        "last_tick": found.last_tick.isoformat() if found.last_tick else None,
        "last_tick_seconds": found.tick_age,
        "mail_server": "paused" if found.paused_until else "ok",
        "catching_up_until": found.hold_until.isoformat() if found.hold_until else None,
    }
    return JsonResponse(facts, status=200 if found.is_well else 503)
