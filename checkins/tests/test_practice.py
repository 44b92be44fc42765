"""What somebody practices: a question after each check-in, for themselves alone."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.errors import DomainError
from checkins import privacy, services
from checkins.models import CheckIn, PracticeNote
from checkins.queries.practice import practice_rows, practice_waiting_for, practices_to_note
from goals.models import Goal
from goals.services import start_practice
from mentorship.tests.make import NOW, make_pairing, make_person

DAY = timedelta(days=1)


@pytest.fixture
def goal(as_mentor, omar) -> Goal:
    return start_practice(
        owner=as_mentor, title="Ask one direct question", by=omar, now=NOW - 9 * DAY
    )


@pytest.fixture
def held(pairing) -> CheckIn:
    return make_held(pairing)


def make_held(pairing, days_ago: int = 1) -> CheckIn:
    when = NOW - days_ago * DAY
    facts = {"state": "held", "created_at": when, "ended_at": when}
    return CheckIn.objects.create(pairing=pairing, local_on=when.date(), starts_at=when, **facts)


def note(goal: Goal, check_in: CheckIn, by, **changes: object) -> PracticeNote:
    facts = {"said": "little", "note": "At the end", "now": NOW}
    return services.note_practice(goal=goal, check_in=check_in, by=by, **(facts | changes))


def test_a_note_is_kept_once(goal, held, omar) -> None:
    first = note(goal, held, omar)
    assert note(goal, held, omar) == first
    with pytest.raises(DomainError, match="stays as you said"):
        note(goal, held, omar, said="yes")


def test_nobody_else_notes_or_reads(goal, held, maria) -> None:
    with pytest.raises(DomainError, match="Only the person who practices"):
        note(goal, held, maria)
    assert practices_to_note(maria, held) == []
    assert practice_rows(maria) == []


def test_only_what_was_held_is_asked_about(goal, held, omar) -> None:
    planned = CheckIn.objects.create(
        pairing=held.pairing, local_on=NOW.date(), starts_at=NOW, created_at=NOW
    )
    assert practices_to_note(omar, held) == [goal]
    assert practices_to_note(omar, planned) == []
    with pytest.raises(DomainError, match="that was held"):
        note(goal, planned, omar)


def test_talks_before_it_was_begun_are_not_asked_about(goal, pairing, omar) -> None:
    before = make_held(pairing, days_ago=12)
    assert practices_to_note(omar, before) == []
    assert practice_waiting_for(omar, NOW) == []


def test_it_waits_for_two_weeks_and_until_it_is_noted(goal, held, omar) -> None:
    assert practice_waiting_for(omar, NOW) == [(held, goal)]
    assert practice_waiting_for(omar, NOW + 20 * DAY) == []
    note(goal, held, omar)
    assert practice_waiting_for(omar, NOW) == []


def test_the_question_stands_on_the_page_of_the_check_in(goal, held, omar, maria, sign_in) -> None:
    his = sign_in(omar)
    address = f"/check-ins/{held.pk}/practice/{goal.pk}/"
    assert address in his.get(f"/check-ins/{held.pk}/").content.decode()
    assert "practice" not in _main(sign_in(maria).get(f"/check-ins/{held.pk}/"))
    his.post(address, {"said": "yes", "note": "Twice"})
    assert address not in his.get(f"/check-ins/{held.pk}/").content.decode()
    assert "Twice" in _main(his.get("/practice/"))


def _main(answer) -> str:
    page = answer.content.decode()
    return page[page.index("<main") : page.index("</main>")]


def test_the_list_of_what_waits_says_with_whom_one_talked(
    goal, pairing, cohort, omar, sign_in, back_then
) -> None:
    make_held(pairing)
    other = make_pairing(cohort, make_person("Maria Santos", email="santos@example.org"), omar)
    make_held(other)
    page = sign_in(omar).get("/practice/").content.decode()
    assert [f"<bdi>{name}</bdi>" in page for name in ("Maria O.", "Maria S.")] == [True, True]


def test_what_was_typed_stays_when_nothing_is_chosen(goal, held, omar, sign_in) -> None:
    answer = sign_in(omar).post(f"/check-ins/{held.pk}/practice/{goal.pk}/", {"note": "Hm"})
    assert answer.status_code == 422
    assert "Hm" in answer.content.decode()


def test_a_note_is_never_rewritten(goal, held, omar) -> None:
    kept = note(goal, held, omar)
    with pytest.raises(TypeError, match="append-only"):
        kept.save()
    with pytest.raises(TypeError, match="append-only"):
        kept.delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        PracticeNote.objects.create(goal=goal, check_in=held, said="yes", at=NOW)


def test_notes_are_taken_along_and_erased(goal, held, omar) -> None:
    note(goal, held, omar)
    assert [row["note"] for row in privacy.export(omar)["practice"]] == ["At the end"]
    privacy.erase(omar)
    assert PracticeNote.objects.count() == 0
