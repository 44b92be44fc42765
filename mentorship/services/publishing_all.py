"""Publishing thousands of drafts: by the worker, a portion at a time, so that no page waits and no
mail has to wait for one long transaction."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.errors import DomainError
from accounts.jobkinds import Progress
from accounts.models import Job, User
from accounts.services.jobs import start_job
from mentorship.models import Cohort, Pairing
from mentorship.queries.workbench import PUBLISH

from .pairings import check_goes_on, publish_pairings

AT_ONCE = 200  # pairs that a page publishes while somebody waits
PORTION = 250


def takes_long(cohort: Cohort) -> bool:
    return int(Pairing.objects.in_cohort(cohort).proposed().count()) > AT_ONCE


@transaction.atomic
def start_publishing(*, cohort: Cohort, by: User, now: datetime) -> Job:
    """The job that publishes all drafts there are now, and none that a later proposal makes;
    pressed twice, the one that is under way."""
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    check_goes_on(cohort, now)
    waiting = [Job.State.WAITING, Job.State.RUNNING]
    running = Job.objects.filter(kind=PUBLISH, subject_id=cohort.pk, by=by, state__in=waiting)
    last = Pairing.objects.in_cohort(cohort).proposed().order_by("pk").last()
    if last is None:
        raise DomainError(_("There was no draft to publish."))
    asked = {"up_to": last.pk, "retry": reverse("mentorship:workbench", args=[cohort.slug])}
    return running.first() or start_job(
        kind=PUBLISH, by=by, about=cohort, scope=cohort.scope, now=now, input=asked
    )


def publish_all(
    *, cohort: Cohort, by: User | None, now: datetime, up_to: int, progress: Progress
) -> dict[str, int]:
    """Each portion is whole. Where a worker dies, the next one goes on with what is left."""
    drafts = Pairing.objects.in_cohort(cohort).proposed().filter(pk__lte=up_to)
    ids = list(drafts.order_by("pk").values_list("pk", flat=True))
    published = held_back = 0
    for start in range(0, len(ids), PORTION):
        progress(100 * start // len(ids), _("Publishing the pairs"))
        some = ids[start : start + PORTION]
        outcome = publish_pairings(cohort=cohort, by=by, now=now, only=some)
        published += len(outcome.pairings)
        held_back += len(outcome.held_back)
    return {"published": published, "held_back": held_back}
