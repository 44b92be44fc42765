"""The tick: everything that is due happens here, whoever calls it and however often."""

from __future__ import annotations

import logging
import socket
from datetime import datetime

from django.conf import settings
from django.db.models.functions import Now

from accounts import clock, sweeps
from accounts.delivery.catchup import notice
from accounts.delivery.run import deliver_due
from accounts.models import Heartbeat, Tick
from accounts.services.drafts import forget_drafts
from accounts.services.jobs import forget_uploads

log = logging.getLogger(__name__)
ROW = 1


def tick(now: datetime, budget_seconds: float = 30, *, keep: bool = False) -> int:
    """Runs every sweep, then delivers what is due. Two at once are harmless. Returns how many
    mails were taken in hand; with `keep` they stay in the database. Mails that nobody is sent, as in
    the demo, can flood nobody, so that no gap is made up for."""
    episode = notice() if settings.EMAIL_URL and not keep else None
    for sweep in sweeps.in_order():
        try:
            sweep.function(now)
        except Exception:  # one broken sweep must not stop the others, nor the mail
            log.exception("The sweep %s broke", sweep.name)
    handled = deliver_due(now, budget_seconds, keep=keep, episode=episode)
    forget_uploads(now)
    forget_drafts(now)
    note_tick("mail")
    return handled


def note_tick(worker: str) -> None:
    """When due work was last looked for, by the database's clock, and by whom."""
    who = {"name": worker, "host": socket.gethostname()[:120]}
    if not Heartbeat.objects.filter(**who).update(at=Now()):
        Heartbeat.objects.get_or_create(**who, defaults={"at": clock.db_now()})
    if worker == "mail" and not Tick.objects.filter(pk=ROW).update(last_at=Now()):
        Tick.objects.get_or_create(pk=ROW, defaults={"last_at": clock.db_now()})
