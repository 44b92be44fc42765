"""Before a yes, and after it: every mail of the next 30 days, with its words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import clock
from checkins import words
from checkins.mails.ahead import show
from checkins.queries.dry_run import dry_run
from goals import access


@require_safe
def look_ahead(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    consent = access.get_consent(request.user, pk)
    found = dry_run(consent, now)
    context = {
        "card": found,
        "actions": access.consent_actions(request.user, consent),
        "shown": show(consent, found, now),
        "why_not": [words.WHY_NOT[row.reason] for row in found.not_planned[:1]],
        "readers": access.readers(consent),
    }
    return render(request, "checkins/look_ahead.html", context)
