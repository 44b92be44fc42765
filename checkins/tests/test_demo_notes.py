"""What the demo tells of notes, of what was brought to talks, and of meetings that move."""

import random
from datetime import timedelta

import pytest

from checkins.demo.acting import Couple
from checkins.demo.bringing import bring
from checkins.demo.chapters import notes, schedule
from checkins.models import (
    CheckIn,
    CheckInChange,
    Note,
    Preparation,
    RhythmProposal,
    TimeProposal,
)
from checkins.queries.history import history
from checkins.tests.make import THURSDAY, make_check_in
from mentorship.tests.make import NOW, make_pairing, make_person

DAY = timedelta(days=1)
EVENING = (THURSDAY - DAY).replace(hour=18)


@pytest.fixture
def couple(pairing, as_mentee, as_mentor) -> Couple:
    return Couple(pairing, as_mentee, as_mentor, keen=1.0, dice=random.Random(1))


def test_demo_has_notes_in_every_ink_of_both(couple, pairing) -> None:
    for weeks in range(1, 6):
        make_check_in(pairing, starts_at=NOW - weeks * 7 * DAY, state="held")
    notes.tell([couple], NOW)
    assert set(Note.objects.values_list("ink", flat=True)) == set(Note.Ink)
    told = [
        {piece.text for entry in history(place).entries for piece in entry.pieces}
        for place in (couple.mentee, couple.mentor)
    ]
    assert len(told[0]) == 8  # five of hers, and three that he shared
    assert len(told[1]) == 6
    assert len(told[0] & told[1]) == 5


def test_demo_brings_lines_on_the_evening_before(couple, pairing) -> None:
    make_check_in(pairing)
    bring(couple, EVENING - timedelta(hours=6))
    bring(couple, EVENING - DAY)
    assert not Preparation.objects.exists()
    bring(couple, EVENING)
    assert Preparation.objects.count() == 2


def test_demo_without_talks_notes_what_is_about_none(couple) -> None:
    notes.tell([couple], NOW)
    assert Note.objects.count() == 2


def test_demo_moves_meetings_in_each_way(cohort) -> None:
    couples = []
    for number in range(6):
        mentee = make_person(f"Mentee{number} A")
        pair = make_pairing(cohort, mentee, make_person(f"Mentor{number} B"))
        make_check_in(pair)
        members = {member.role: member for member in pair.members.all()}
        dice = random.Random(number)
        couples.append(Couple(pair, members["mentee"], members["mentor"], keen=1.0, dice=dice))
    schedule.tell(couples, NOW + DAY)
    whats = CheckInChange.objects.order_by("id").values_list("what", flat=True)
    assert list(whats) == ["moved", "canceled", "agreed"]
    assert set(TimeProposal.objects.values_list("state", flat=True)) == {"picked", "unsuitable"}
    assert RhythmProposal.objects.get().every == "biweekly"
    untouched = CheckIn.objects.of_pairing(couples[0].pairing).get()
    assert (untouched.starts_at, untouched.sequence) == (THURSDAY, 0)
