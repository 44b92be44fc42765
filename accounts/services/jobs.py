"""Work that takes longer than a page may. Rows are the queue; one worker holds a job by lease."""

from __future__ import annotations

import logging
import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_noop, override

from accounts import clock, jobkinds
from accounts.delivery.stop import stopping
from accounts.errors import DomainError
from accounts.leases import LeaseKeeper
from accounts.models import Job, User
from accounts.models.subjects import about_fields
from accounts.services.audit import record
from accounts.wake import wake

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
TRIES = 2  # a second one only after the first worker died
UPLOADS_KEPT = timedelta(days=7)
DIED_TWICE = gettext_noop(
    "This stopped twice without an answer. Please tell whoever runs this site; nothing half-done "
    "was kept."
)
BROKE = gettext_noop(
    "Something went wrong on our side, and this stopped. Please try again, or tell whoever runs "
    "this site."
)


class LeaseLost(Exception):
    """Another worker has this job now; this one must not write any more."""


@transaction.atomic
def start_job(
    *,
    kind: str,
    by: User | None,
    scope: str,
    now: datetime,
    about: models.Model | None = None,
    input: dict[str, Any] | None = None,
    upload: bytes | None = None,
) -> Job:
    """Puts the work in the queue; its page is at `accounts:job` with `public_id`."""
    jobkinds.get(kind)
    job = Job.objects.create(
        kind=kind,
        by=by,
        scope=scope,
        **about_fields(about),
        input=input or {},
        upload=upload,
        created_at=now,
    )
    record(by=by, verb="job.start", about=job, scope=scope, now=now, kind=kind)
    transaction.on_commit(lambda: wake("accounts.tasks.run_jobs"), robust=True)
    return job


def run_waiting_jobs(now: datetime | None = None) -> int:
    """Runs what waits, one after the other, until nothing does. Returns how many it ran. Each
    job dates what it makes by the database's clock, or by `now` where a look ahead says so."""
    done = 0
    while not stopping.is_set():
        job = _claim()
        if job is None:
            break
        _run(job, now)
        done += 1
    return done


def forget_uploads(now: datetime) -> int:
    """Files of people's facts are not kept longer than a week after they were used."""
    old = Job.objects.exclude(upload=None).filter(finished_at__lt=now - UPLOADS_KEPT)
    return old.update(upload=None) if old.exists() else 0


def _open_jobs() -> models.QuerySet[Job]:
    abandoned = Q(state=Job.State.RUNNING, lease_until__lt=Now())
    return Job.objects.filter(Q(state=Job.State.WAITING) | abandoned).order_by("id")


def _claim() -> Job | None:
    if not _open_jobs().exists():
        return None
    with transaction.atomic():
        job = _open_jobs().select_for_update(skip_locked=True).first()
        if job is None:
            return None
        if job.attempts >= TRIES:
            _finish(job, state=Job.State.FAILED, note=DIED_TWICE)
            return _claim()
        Job.objects.filter(pk=job.pk).update(
            state=Job.State.RUNNING,
            attempts=job.attempts + 1,
            lease_token=uuid.uuid4(),
            lease_until=Now() + LEASE,
            started_at=Now(),
            progress=0,
            note="",
        )
    return Job.objects.select_related("by").get(pk=job.pk)


def _held(job: Job) -> models.QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, lease_token=job.lease_token, state=Job.State.RUNNING)


def _run(job: Job, now: datetime | None) -> None:
    def progress(percent: int, note: object = "") -> None:
        changes = {"progress": max(0, min(100, int(percent))), "note": str(note)[:255]}
        if not _held(job).update(**changes, lease_until=Now() + LEASE):
            raise LeaseLost

    keeper = LeaseKeeper(lambda: _held(job).update(lease_until=Now() + LEASE), 15)
    try:
        with keeper, override(job.by.language if job.by else None):
            result = jobkinds.get(job.kind)(job, now or clock.db_now(), progress)
    except LeaseLost:
        log.warning("%s was taken over by another worker", job)
    except DomainError as refusal:
        _finish(job, state=Job.State.FAILED, note=str(refusal))
    except Exception:
        log.exception("%s broke", job)
        _finish(job, state=Job.State.FAILED, note=BROKE)
    else:
        _finish(job, state=Job.State.DONE, note="", result=result or {}, progress=100)


def _finish(job: Job, **changes: Any) -> None:
    changes["note"] = str(changes["note"])[:255]
    rows = _held(job) if job.lease_token else Job.objects.filter(pk=job.pk)
    rows.update(**changes, finished_at=Now(), lease_token=None, lease_until=None)
