"""Whom one works with: one line each on the home page."""

from __future__ import annotations

from dataclasses import dataclass, field

from accounts.addresses import address
from accounts.models import User
from checkins import words
from checkins.models import CheckIn
from checkins.queries.places import HomePlace
from checkins.queries.todo import ToDo
from mentorship.models import Enrollment, Pairing


@dataclass(frozen=True)
class Partner:
    """The people of one pairing. `todos` are about them, the most useful first."""

    pairing: int
    people: str
    url: str
    program: str
    check_in: CheckIn | None
    reader: User
    paused: bool
    todos: list[ToDo] = field(default_factory=list)

    @property
    def when(self) -> str:
        """When they meet next, on the reader's wall."""
        return words.when(self.reader, self.check_in.starts_at) if self.check_in else ""


def partners_of(
    user: User, places: list[HomePlace], told: list[ToDo], ahead: list[CheckIn]
) -> tuple[list[Partner], list[Partner]]:
    """Those whom the reader mentors, each with what waits about them, and everybody else.

    For whom something waits comes first, in the order of what is most useful; then by the next
    check-in; who has a pause comes last.
    """
    working = [place for place in places if place.pairing.state != Pairing.State.CLOSED]
    lines = {place.pairing.pk: partner_of(user, place, ahead) for place in working}
    mentored = {
        place.pairing.pk for place in working if place.member.role == Enrollment.Role.MENTOR
    }
    for todo in told:
        if todo.pairing in mentored:
            lines[todo.pairing].todos.append(todo)

    first = {todo.pairing: place for place, todo in reversed(list(enumerate(told)))}
    meets = {row.pairing_id: place for place, row in reversed(list(enumerate(ahead)))}

    def order(line: Partner) -> tuple[bool, int, int, int]:
        pk, last = line.pairing, len(told) + len(ahead)
        return line.paused, first.get(pk, last) if line.todos else last, meets.get(pk, last), pk

    in_order = sorted(lines.values(), key=order)
    return (
        [line for line in in_order if line.pairing in mentored],
        [line for line in in_order if line.pairing not in mentored],
    )


def partner_of(user: User, place: HomePlace, ahead: list[CheckIn]) -> Partner:
    theirs = next((row for row in ahead if row.pairing_id == place.pairing.pk), None)
    return Partner(
        pairing=place.pairing.pk,
        people=place.people,
        url=address("mentorship:pairing", place.pairing.pk),
        program=place.pairing.cohort.program.name,
        check_in=theirs,
        reader=user,
        paused=place.pairing.state == Pairing.State.PAUSED,
    )
