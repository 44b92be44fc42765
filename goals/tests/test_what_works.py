"""How a person's own answers come to be looked at, and the page that tells."""

from datetime import date, timedelta

from goals import queries, services
from goals.models import Consent
from goals.patterns import Answered
from goals.tests.make import make_commitment, make_consent, make_goal
from mentorship.tests.make import NOW

TODAY = NOW.date()  # a Monday
DAY = timedelta(days=1)


def answer(promise, said: str, **changes) -> None:
    facts = {"by": promise.person, "now": NOW}
    services.answer_commitment(commitment=promise, answer=said, **(facts | changes))


def kept_and_moved(member, kept: int, moved: int) -> None:
    """With an if-then line they were kept; without one they were moved."""
    for _number in range(kept):
        answer(make_commitment(member, due_on=TODAY, cue="If it is nine"), "done")
    for _number in range(moved):
        answer(make_commitment(member, due_on=TODAY), "moved")


def test_answers_given_tell_how_the_promise_was(as_mentee, maria) -> None:
    text, due_on = "Write 200 words", date(2026, 11, 20)  # a Friday
    make = {"text": text, "cue": "If it rains", "due_on": due_on, "goal": make_goal(as_mentee)}
    promise = make_commitment(as_mentee, **make)
    make_consent(promise)
    services.log_progress(goal=promise.goal, by=maria, now=NOW, note="One more")
    answer(promise, "partly", now=NOW + 4 * DAY)

    assert queries.answers_given(maria) == [
        Answered(
            kept=True,
            progress=True,
            weekday=4,
            words=3,
            number=True,
            cue=True,
            lead=4,
            asked="mail",
        )
    ]


def test_answers_given_know_each_day_a_promise_was_due(as_mentee, maria) -> None:
    promise = make_commitment(as_mentee, due_on=TODAY + DAY)
    answer(promise, "stuck")
    answer(promise, "moved", moved_to=TODAY + 3 * DAY)
    answer(promise, "done", now=NOW + 2 * DAY)
    found = [(row.kept, row.weekday, row.lead) for row in queries.answers_given(maria)]

    assert found == [(False, 1, 1), (True, 3, 3)]


def test_answers_given_count_progress_from_when_it_was_promised(as_mentee, maria) -> None:
    goal = make_goal(as_mentee)
    services.log_progress(goal=goal, by=maria, now=NOW, note="Before", happened_on=TODAY - DAY)
    answer(make_commitment(as_mentee, goal=goal, due_on=TODAY), "done")

    assert [row.progress for row in queries.answers_given(maria)] == [False]


def test_answers_given_after_a_no_were_not_asked_about(as_mentee, maria) -> None:
    promise = make_commitment(as_mentee)
    consent = make_consent(promise)
    services.revoke_consent(consent=consent, by=maria, now=NOW)
    assert Consent.objects.get().state == "revoked"
    answer(promise, "done", now=NOW + DAY)

    assert [row.asked for row in queries.answers_given(maria)] == [""]


def test_answers_given_are_the_persons_own(as_mentee, as_mentor, maria) -> None:
    answer(make_commitment(as_mentor), "done")

    assert queries.answers_given(maria) == []


def test_patterns_page_waits_for_six_answers(as_mentee, maria, sign_in) -> None:
    kept_and_moved(as_mentee, 3, 2)

    assert "1 more answer" not in (page := sign_in(maria).get("/patterns/").text)
    assert "One more answer" in page


def test_patterns_page_tells_what_stands_apart(as_mentee, maria, sign_in) -> None:
    kept_and_moved(as_mentee, 5, 5)
    page = sign_in(maria).get("/patterns/").text

    assert "If-then lines" in page and "5 of 5 kept" in page and "0 of 5 kept" in page
    assert "Looks real so far, from 10 answers." in page


def test_patterns_page_says_so_when_nothing_stands_out(as_mentee, maria, sign_in) -> None:
    for said in ("done", "moved") * 4:
        answer(make_commitment(as_mentee, due_on=TODAY), said)

    assert "Nothing stands out so far" in sign_in(maria).get("/patterns/").text
