"""How pairs come about in a cohort: proposed, chosen by the people themselves, or both."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from accounts.audit import record
from accounts.models import User
from mentorship.models import Cohort

from .editing import change


@transaction.atomic
def edit_choosing(
    *,
    cohort: Cohort,
    by: User,
    now: datetime,
    choosing: str,
    peers_browse: bool,
    peers_invite: bool,
) -> Cohort:
    """Requests that are open stay open: two people have begun to talk already."""
    cohort = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    told = {
        "choosing": choosing,
        "peers_browse": peers_browse,
        "peers_invite": peers_invite,
    }
    changed = change(cohort, told)
    if changed:
        cohort.save(update_fields=changed)
        record(
            by=by,
            verb="cohort.edit_choosing",
            about=cohort,
            scope=cohort.scope,
            now=now,
            fields=changed,
        )
    return cohort
