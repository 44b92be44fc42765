"""Seats are moved by conditional UPDATEs, so that fifty at once cannot take the last one twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from django.db.models import F

from accounts.errors import DomainError
from mentorship.models import Enrollment

BATCH = 500


class NoSeat(DomainError):
    pass


class Seats:
    """The seats of these places, which nobody else moves until the transaction is over. They are
    given out one by one and written together: few statements for thousands."""

    def __init__(self, places: Iterable[int]) -> None:
        self.left: dict[int, int] = {}
        self.taken: Counter[int] = Counter()
        for ids in batches(sorted(set(places))):
            rows = Enrollment.objects.filter(pk__in=ids).order_by("pk").select_for_update()
            accepted = rows.filter(state=Enrollment.State.ACCEPTED)
            for pk, capacity, taken in accepted.values_list("pk", "capacity", "seats_taken"):
                self.left[pk] = capacity - taken

    def has_room(self, place: int) -> bool:
        return self.left.get(place, 0) > self.taken[place]

    def take(self, places: Iterable[int]) -> None:
        self.taken.update(places)

    def write(self, otherwise: object) -> None:
        """All that were taken, or NoSeat with the sentence given and none."""
        for number in sorted(set(self.taken.values())):
            places = [place for place, seats in self.taken.items() if seats == number]
            for ids in batches(places):
                room = Enrollment.objects.filter(
                    pk__in=ids,
                    state=Enrollment.State.ACCEPTED,
                    seats_taken__lte=F("capacity") - number,
                )
                if room.update(seats_taken=F("seats_taken") + number) < len(ids):
                    raise NoSeat(otherwise)
        self.taken.clear()


def batches(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """As many as one statement is asked about."""
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]


def give_seats_back(enrollment_ids: Iterable[int]) -> None:
    Enrollment.objects.filter(pk__in=list(enrollment_ids), seats_taken__gt=0).update(
        seats_taken=F("seats_taken") - 1
    )
