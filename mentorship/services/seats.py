"""Seats are moved by conditional UPDATEs, so that fifty at once cannot take the last one twice."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import F

from accounts.errors import DomainError
from mentorship.models import Enrollment


class NoSeat(DomainError):
    """`enrollment_id` says whose seats are all taken."""

    def __init__(self, message: object, enrollment_id: int) -> None:
        super().__init__(message)
        self.enrollment_id = enrollment_id


def take_seat(enrollment: Enrollment, *, otherwise: object) -> None:
    """One seat more, or NoSeat with the sentence given."""
    room = Enrollment.objects.filter(
        pk=enrollment.pk, state=Enrollment.State.ACCEPTED, seats_taken__lt=F("capacity")
    )
    if not room.update(seats_taken=F("seats_taken") + 1):
        raise NoSeat(otherwise, enrollment.pk)


def give_seats_back(enrollment_ids: Iterable[int]) -> None:
    Enrollment.objects.filter(pk__in=list(enrollment_ids), seats_taken__gt=0).update(
        seats_taken=F("seats_taken") - 1
    )
