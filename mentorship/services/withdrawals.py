"""Ending places of people whom a newer file no longer names. Proposed only; a person decides."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import cancel_messages
from mentorship.models import Cohort, Enrollment, Pairing

NAMED = 5  # in a sentence; more are counted


@transaction.atomic
def withdraw_enrollments(
    *, cohort: Cohort, places: Collection[int], by: User, now: datetime
) -> list[Enrollment]:
    """All of them or none. Nobody is written to; mails on their way to them are held back."""
    found = list(
        Enrollment.objects.in_cohort(cohort)
        .withdrawable()
        .filter(pk__in=places)
        .select_for_update(of=("self",))
        .select_related("user")
    )
    if not found:
        raise DomainError(_("Choose at least one person who still has a place here."))
    _refuse_who_works_with_somebody(found)
    Pairing.objects.proposed().filter(members__enrollment__in=found).delete()
    for place in found:
        place.state = Enrollment.State.WITHDRAWN
        cancel_messages(about=place, reason=_("Their place in the cohort ended."), now=now)
        record(by=by, verb="enrollment.withdraw", about=place, scope=cohort.scope, now=now)
    Enrollment.objects.bulk_update(found, ["state"], batch_size=500)
    return found


def _refuse_who_works_with_somebody(places: list[Enrollment]) -> None:
    busy = [place.user.name or place.user.email for place in places if place.seats_taken]
    if not busy:
        return
    names = ", ".join(busy[:NAMED]) + (f" (+{len(busy) - NAMED})" if len(busy) > NAMED else "")
    raise DomainError(
        _(
            "These people work with somebody at the moment: %(names)s. Close their pairings "
            "first, or leave them out. Nobody was withdrawn."
        )
        % {"names": names}
    )
