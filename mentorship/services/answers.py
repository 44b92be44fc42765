"""People change what they said about themselves, before they are paired and after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import ngettext

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.people import update_settings
from mentorship.models import Enrollment

from .programs import check_goes_on


@transaction.atomic
def edit_answers(
    *,
    enrollment: Enrollment,
    by: User,
    now: datetime,
    changes: Mapping[str, Any],
    capacity: int | None = None,
    zone: str = "",
) -> Enrollment:
    """`changes` by entry, None for what is taken back; the rest stays, even if a file changed it a
    moment ago. Proposals and pairs stay as they are. The zone is the person's own setting."""
    rows = Enrollment.objects.select_for_update(of=("self",)).select_related(
        "cohort__program", "user"
    )
    enrollment = rows.get(pk=enrollment.pk)
    check_goes_on(enrollment.cohort)
    if capacity is not None:
        _check_capacity(enrollment, capacity)
        enrollment.capacity = capacity
    said = enrollment.answers | dict(changes)
    enrollment.answers = {entry: value for entry, value in said.items() if value is not None}
    enrollment.save(update_fields=["answers", "capacity"])
    if zone and zone != enrollment.user.zone:
        update_settings(person=enrollment.user, by=by, now=now, zone=zone)
    record(
        by=by,
        verb="enrollment.edit_answers",
        about=enrollment,
        scope=enrollment.cohort.scope,
        now=now,
        fields=sorted(changes),
    )
    return enrollment


def _check_capacity(enrollment: Enrollment, capacity: int) -> None:
    taken = enrollment.seats_taken
    if capacity < taken:
        raise DomainError(
            ngettext(
                "You work with %(count)s person at the moment, so it cannot be fewer.",
                "You work with %(count)s people at the moment, so it cannot be fewer.",
                taken,
            )
            % {"count": taken}
        )
