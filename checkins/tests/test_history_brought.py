"""What was brought to talks and reported between them, in the history: each for who may read it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checkins.models import Preparation, ReportAddendum, ReportReply, SavedQuestion
from checkins.queries.history import history
from checkins.tests.make import make_check_in, make_report
from mentorship.models import Pairing
from mentorship.tests.make import NOW, make_trio, member_of

DAY = timedelta(days=1)


def held(pairing, days_ago=7, **changes):
    return make_check_in(
        pairing, **({"starts_at": NOW - days_ago * DAY, "state": "held"} | changes)
    )


def bring(check_in, member, summary="Two slides.", private_note="Ask about pay.") -> Preparation:
    return Preparation.objects.create(
        check_in=check_in, member=member, summary=summary, private_note=private_note, saved_at=NOW
    )


def ask(author, text="How do you begin?", check_in=None, **changes) -> SavedQuestion:
    facts = {"state": "asked", "ended_at": NOW, "client_token": text, "saved_at": NOW}
    return SavedQuestion.objects.create(
        author=author, text=text, check_in=check_in, **(facts | changes)
    )


def answer(report, by, kind="line", text="Well done, walrus.") -> ReportReply:
    return ReportReply.objects.create(report=report, by=by, kind=kind, text=text, at=NOW)


def told(place, **wish) -> list[list[tuple[str, str]]]:
    entries = history(place, **wish).entries
    return [[(piece.kind, piece.text) for piece in entry.pieces] for entry in entries]


def test_history_holds_what_was_brought_and_asked(pairing, as_mentee, as_mentor) -> None:
    check_in = held(pairing)
    bring(check_in, as_mentee)
    ask(as_mentee, check_in=check_in)
    shared = [("brought", "Two slides."), ("question", "How do you begin?")]
    assert told(as_mentor) == [shared]
    assert told(as_mentee) == [[shared[0], ("brought_private", "Ask about pay."), shared[1]]]


def test_history_leaves_out_what_is_brought_to_a_talk_ahead(pairing, as_mentee) -> None:
    bring(make_check_in(pairing, starts_at=NOW + DAY), as_mentee)
    assert told(as_mentee) == told(as_mentee, search="slides") == []


def test_history_leaves_out_questions_that_wait_or_were_put_away(pairing, as_mentee) -> None:
    held(pairing)
    ask(as_mentee, "Later?", state="waiting", ended_at=None)
    ask(as_mentee, "Never.", state="away")
    assert told(as_mentee) == [[]]


def test_history_holds_reports_with_what_was_said_to_them(pairing, as_mentee, as_mentor) -> None:
    report = make_report(as_mentee, mood="stuck", energy=2, promise="Ask Lea.")
    ReportAddendum.objects.create(report=report, text="Found it.", client_token="1", at=NOW)
    answer(report, as_mentor)
    answer(report, as_mentor, "cheer", "")
    expected = [
        ("report", "Stuck"),
        ("report", "The first slides."),
        ("report", "2 of 5"),
        ("report", "Ask Lea."),
        ("added", "Found it."),
        ("reply", "Well done, walrus."),
    ]
    assert told(as_mentee) == told(as_mentor) == [expected]


def test_history_says_nothing_of_skipped_weeks(pairing, as_mentee, as_mentor) -> None:
    make_report(as_mentee, kind="skipped", accomplished="")
    assert told(as_mentee) == told(as_mentor) == []


def test_history_puts_a_report_where_it_was_sent(pairing, as_mentee) -> None:
    older, newer = held(pairing, 14), held(pairing, 7)
    report = make_report(as_mentee, sent_at=NOW - 10 * DAY)
    keys = [entry.key for entry in history(as_mentee).entries]
    assert keys == [f"check_in-{newer.pk}", f"report-{report.pk}", f"check_in-{older.pk}"]
    after = history(as_mentee, before=f"report-{report.pk}").entries
    assert [entry.key for entry in after] == [f"check_in-{older.pk}"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("slides", ["brought", "report"]),
        ("begin", ["question"]),
        ("walrus", ["reply"]),
        ("lighthouse", ["added"]),
        ("slides begin", []),
    ],
)
def test_history_finds_words_in_what_was_brought_and_reported(
    pairing, as_mentee, as_mentor, search, found
) -> None:
    check_in = held(pairing)
    bring(check_in, as_mentee)
    ask(as_mentee, check_in=check_in)
    report = make_report(as_mentee, sent_at=NOW - 20 * DAY)
    ReportAddendum.objects.create(report=report, text="A lighthouse.", client_token="1", at=NOW)
    answer(report, as_mentor)
    pieces = [kind for entry in told(as_mentor, search=search) for kind, _text in entry]
    assert pieces == found


def test_history_finds_a_private_line_for_its_author_alone(pairing, as_mentee, as_mentor) -> None:
    bring(held(pairing), as_mentee, private_note="A walrus.")
    assert told(as_mentee, search="walrus") == [[("brought_private", "A walrus.")]]
    assert told(as_mentor, search="walrus") == []


def test_history_of_a_trio_holds_what_each_brought_and_wrote(cohort, maria, omar, eve) -> None:
    trio = make_trio(cohort, maria, omar, eve)
    check_in = held(trio)
    for person in (maria, omar, eve):
        bring(check_in, member_of(trio, person), summary=person.name, private_note=f"I, {person}")
    make_report(member_of(trio, eve))
    assert told(member_of(trio, maria)) == [
        [("report", "The first slides.")],
        [
            ("brought", "Maria Oliveira"),
            ("brought_private", "I, Maria Oliveira"),
            ("brought", "Omar Haddad"),
            ("brought", "Eve Stone"),
        ],
    ]


def test_history_years_after_the_end_still_reads_both(pairing, as_mentee, as_mentor) -> None:
    """What was written to somebody stays theirs to read, as a letter does."""
    bring(held(pairing, 900), as_mentee, private_note="")
    make_report(as_mentee, sent_at=NOW - 901 * DAY)
    Pairing.objects.update(state="closed", closed_at=NOW - 800 * DAY, close_reason="done")
    assert told(as_mentor) == [[("brought", "Two slides.")], [("report", "The first slides.")]]
    assert len(told(as_mentor, search="slides")) == 2


def test_history_page_draws_what_was_brought_and_reported(pairing, as_mentee, maria, sign_in):
    check_in = held(pairing)
    bring(check_in, as_mentee)
    report = make_report(as_mentee)
    page = sign_in(maria).get(reverse("checkins:history", args=[pairing.pk])).content.decode()
    assert "Maria brought" in page
    assert reverse("checkins:report", args=[report.pk]) in page
    assert "Maria’s week, 9 to 15 November" in page
    assert "Got done" in page


@pytest.mark.parametrize("query", ["", "?q=slides"])
def test_history_of_many_reports_asks_as_often_as_of_one(
    pairing, as_mentee, as_mentor, maria, sign_in, query
) -> None:
    client, page = sign_in(maria), reverse("checkins:history", args=[pairing.pk]) + query

    def write(week: int) -> None:
        monday = NOW.date() - timedelta(days=NOW.weekday()) - week * 7 * DAY
        answer(make_report(as_mentee, week_on=monday, sent_at=NOW - week * 7 * DAY), as_mentor)
        check_in = held(pairing, 7 * week + 1)
        bring(check_in, as_mentee)
        ask(as_mentee, f"Slides {week}?", check_in)

    write(1)
    few = queries_of(client, page)
    for week in range(2, 40):
        write(week)
    assert few == queries_of(client, page) <= 15


def queries_of(client, page) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(page).status_code == 200
    return len(seen)
