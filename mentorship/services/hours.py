"""Hours of the week for pairs that are published: nobody of two pairs meets both at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from mentorship.models import Cohort, Pairing, PairingMember
from mentorship.slots import Slot, free_slot, seen_from

Taken = dict[int, list[Slot]]


def hours_taken(cohort: Cohort, on: date) -> Taken:
    """By person, on the cohort's wall: when they meet in this program already. One query."""
    working = Pairing.objects.in_program(cohort.program).holding_seats()
    rows = PairingMember.objects.filter(pairing__in=working).values_list(
        "enrollment__user", "pairing__weekday", "pairing__at", "pairing__zone"
    )
    taken: Taken = defaultdict(list)
    for person, weekday, at, zone in rows.order_by():
        taken[person].append(seen_from((weekday, at), zone, cohort.zone, on))
    return taken


def take_hour(pairing: Pairing, people: Iterable[int], taken: Taken) -> None:
    """Sets the pairing's day and hour to the next that is free for all of these people."""
    everyone = list(people)
    busy = [slot for person in everyone for slot in taken[person]]
    slot = free_slot((pairing.weekday, pairing.at), busy)
    pairing.weekday, pairing.at = slot
    for person in everyone:
        taken[person].append(slot)
