"""How much room somebody's week has for mails that may wait: three, of all kinds that count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from accounts import mailkinds
from accounts.models import Message, User
from goals.nudges import MAILS_A_WEEK, Week
from goals.weeks import monday_of

ON_ITS_WAY = (Message.State.PENDING, Message.State.CLAIMED, Message.State.UNSURE)
LATELY = timedelta(days=8)


@dataclass
class Room:
    """Of one person. Questions that leave at the same instant come as one mail."""

    person: User
    now: datetime
    taken: Counter[date] = field(default_factory=Counter)  # mails by Monday
    leaving: set[datetime] = field(default_factory=set)

    def take(self, due_at: datetime) -> None:
        """A mail of questions leaves at this instant, or as soon as it can."""
        leaves_at = max(due_at, self.now)
        if leaves_at not in {max(other, self.now) for other in self.leaving}:
            self.taken[monday_of(self.person.local_date(leaves_at))] += 1
        self.leaving.add(due_at)

    def week(self, now: datetime) -> Week:
        full = {monday for monday, mails in self.taken.items() if mails >= MAILS_A_WEEK}
        return Week(full, frozenset(self.leaving))


def rooms_of(people: Sequence[User], now: datetime) -> dict[int, Room]:
    """By person, in one query however many there are."""
    rooms = {person.pk: Room(person, now) for person in people}
    for person, kind, state, sent_on, due_at in _counting(rooms, now):
        room = rooms[person]
        if state == Message.State.SENT:
            room.taken[monday_of(sent_on)] += 1
        elif state == Message.State.PENDING and mailkinds.get(kind).gathers:
            room.take(due_at)
        else:
            leaves_on = room.person.local_date(max(due_at, now))
            room.taken[monday_of(leaves_on)] += 1
    return rooms


def _counting(people: dict[int, Room], now: datetime) -> Sequence[tuple]:
    gone = Q(state=Message.State.SENT, sent_on__gt=(now - LATELY).date())
    going = Q(state__in=ON_ITS_WAY, due_at__gt=now - LATELY)
    rows = Message.objects.filter(gone | going, person__in=people)
    counting = rows.filter(kind__in=mailkinds.counting_kinds()).order_by()
    return counting.values_list("person", "kind", "state", "sent_on", "due_at")
