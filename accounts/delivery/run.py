"""Delivering everything that is due, a batch at a time, within a budget of seconds."""

from __future__ import annotations

import os
import socket
import time
from datetime import datetime

from django.conf import settings

from accounts.delivery import sweep, transport
from accounts.delivery.catchup import CatchUp, collapse, next_batch
from accounts.delivery.claim import due
from accounts.delivery.couriers import Kept, Run, ToServer
from accounts.delivery.gather import gather
from accounts.delivery.smtp import Server, ServerTrouble
from accounts.delivery.stop import stopping


def worker_name() -> str:
    return f"{socket.gethostname()}:{os.getpid()}"


def deliver_due(
    now: datetime,
    budget_seconds: float = 30,
    *,
    keep: bool = False,
    episode: CatchUp | None = None,
) -> int:
    """How many mails were taken in hand. Each ends sent, put off, or with a reason. With `keep`
    none of them leaves this machine, whatever EMAIL_URL says: the demo's past is told that way."""
    sweep.take_back_abandoned(now)
    sweep.expire_late(now)
    sweep.wipe_secrets(now)
    sweep.purge_words(now)
    if episode is not None:
        collapse(now, episode)
    elif due(now).exists():
        gather(now)
    else:
        return 0
    run, handled = Run(now, worker_name(), episode), 0
    by_server = bool(settings.EMAIL_URL) and not keep
    if by_server and transport.is_paused():
        return 0
    courier = ToServer(Server.from_url(settings.EMAIL_URL)) if by_server else Kept()
    try:
        while time.monotonic() - run.began < budget_seconds and not stopping.is_set():
            batch = next_batch(now, episode)
            if not batch:
                break
            courier.deliver(batch, run)
            handled += len(batch)
    except ServerTrouble as trouble:
        transport.pause(str(trouble))
    finally:
        courier.close()
    return handled
