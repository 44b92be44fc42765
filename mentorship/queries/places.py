"""Who takes part, as matching reads it: without models, since a cohort may be thousands."""

from __future__ import annotations

import json
from collections import OrderedDict
from collections.abc import Callable, Iterable
from hashlib import blake2b
from threading import Lock
from typing import Any, NamedTuple, TypeVar

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from mentorship.models import Enrollment

Made = TypeVar("Made")
KEPT = 2  # preparations that one process holds, some 20 MB each for a cohort of 4,000


class Place(NamedTuple):
    """What matching reads of an enrollment and its account."""

    pk: int
    user_id: int
    role: str
    capacity: int
    seats_taken: int
    name: str
    email: str
    zone: str
    answers: Any  # a dict; the text it is stored as until `opened`


def key_of(place: Enrollment | Place) -> str:
    """Who it is, the same in both roles."""
    return f"u{place.user_id}"


def places_of(enrollments: Iterable[Enrollment]) -> list[Place]:
    """Of enrollments that were fetched with their people."""
    return [
        Place(e.pk, e.user_id, e.role, e.capacity, e.seats_taken, *_person(e.user), e.answers)
        for e in enrollments
    ]


def _person(user: Any) -> tuple[str, str, str]:
    return user.name, user.email, user.zone


def closed_places(enrollments: QuerySet[Enrollment]) -> list[Place]:
    """In one query; their answers are texts still, which is all that comparing needs."""
    columns = ("pk", "user_id", "role", "capacity", "seats_taken")
    person = ("user__name", "user__email", "user__zone")
    said = Cast("answers", TextField())
    return [Place(*row) for row in enrollments.values_list(*columns, *person, said)]


def opened(places: Iterable[Place]) -> list[Place]:
    return [place._replace(answers=json.loads(place.answers)) for place in places]


_kept: OrderedDict[bytes, Any] = OrderedDict()
_lock = Lock()


def kept(facts: object, build: Callable[[], Made]) -> Made:
    """What `build` makes of these facts, and of nothing else: made once while a process is asked
    about the same facts again. Whatever changes them, even by a letter, makes it anew."""
    key = blake2b(repr(facts).encode(errors="backslashreplace")).digest()
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            found: Made = _kept[key]
            return found
    made = build()
    with _lock:
        _kept[key] = made
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return made
