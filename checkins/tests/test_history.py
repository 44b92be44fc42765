"""Looking back on a pairing: newest first, page by page, searched, and never more than one may read."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from checkins.models import CheckIn, CommitmentOrigin, Note
from checkins.queries.history import history, years_of
from checkins.tests.make import make_check_in, make_close_out, make_feedback
from goals.tests.make import make_commitment, make_consent
from mentorship.models import Pairing
from mentorship.tests.make import NOW

DAY = timedelta(days=1)


def held(pairing, days_ago=7, **changes) -> CheckIn:
    return make_check_in(pairing, starts_at=NOW - days_ago * DAY, state="held", **changes)


def write(author, ink="shared", text="A note.", at=NOW, **about) -> Note:
    return Note.objects.create(author=author, ink=ink, text=text, written_at=at, **about)


def promised(check_in, owner, **changes):
    made = make_commitment(owner, **changes)
    CommitmentOrigin.objects.create(commitment=made, check_in=check_in)
    return made


def told(place, **wish) -> list[list[tuple[str, str]]]:
    entries = history(place, **wish).entries
    return [[(piece.kind, piece.text) for piece in entry.pieces] for entry in entries]


def close() -> None:
    Pairing.objects.update(state="closed", closed_at=NOW, close_reason="done")


# -- What stands in it -----------------------------------------------------------------------------


def test_history_holds_what_belongs_to_each_talk(pairing, as_mentee, as_mentor) -> None:
    check_in = held(pairing)
    make_close_out(check_in, as_mentee, summary="Slides.", thanks="For your time.")
    promised(check_in, as_mentor, text="Send the book", cue="")
    write(as_mentor, text="Page 12.", check_in=check_in)
    make_feedback(as_mentor, as_mentee, text="You paused.", check_in=check_in)
    assert told(as_mentee) == [
        [
            ("summary", "Slides."),
            ("thanks", "For your time."),
            ("promise", "Send the book"),
            ("note", "Page 12."),
            ("feedback", "You paused."),
        ]
    ]


def test_history_is_newest_first_with_what_lay_between(pairing, as_mentee) -> None:
    older, newer = held(pairing, 14), held(pairing, 7)
    between = write(as_mentee, at=NOW - 10 * DAY)
    keys = [entry.key for entry in history(as_mentee).entries]
    assert keys == [f"check_in-{newer.pk}", f"note-{between.pk}", f"check_in-{older.pk}"]


def test_history_leaves_out_what_lies_ahead_or_was_canceled(pairing, as_mentee) -> None:
    make_check_in(pairing, starts_at=NOW + DAY)
    make_check_in(pairing, starts_at=NOW - DAY, state="canceled")
    skipped = make_check_in(pairing, starts_at=NOW - 2 * DAY, state="skipped")
    assert [entry.check_in for entry in history(as_mentee).entries] == [skipped]


def test_history_finds_a_talk_ahead_once_something_is_noted_for_it(pairing, as_mentee) -> None:
    ahead = make_check_in(pairing, starts_at=NOW + DAY)
    write(as_mentee, "private", check_in=ahead)
    assert [entry.check_in for entry in history(as_mentee).entries] == [ahead]


def test_history_goes_on_where_a_page_ends(pairing, as_mentee) -> None:
    for days in range(1, 6):
        held(pairing, days)
        write(as_mentee, at=NOW - days * DAY)  # at the very same moments
    seen, before = [], ""
    while True:
        page = history(as_mentee, before=before, most=3)
        seen += [entry.key for entry in page.entries]
        before = page.older
        if not before:
            break
    assert seen == [entry.key for entry in history(as_mentee).entries]
    assert len(set(seen)) == 10


@pytest.mark.parametrize("key", ["x", "note-", "note-1x", "goal-1", "check_in-999999", "--"])
def test_history_takes_a_key_that_is_none_for_the_first_page(pairing, as_mentee, key) -> None:
    check_in = held(pairing)
    assert [entry.check_in for entry in history(as_mentee, before=key).entries] == [check_in]


# -- Who reads what --------------------------------------------------------------------------------


def test_history_shows_each_what_they_may_read(pairing, as_mentee, as_mentor) -> None:
    check_in = held(pairing)
    for ink in Note.Ink:
        write(as_mentor, ink, text=ink.value, check_in=check_in)
    assert told(as_mentee) == [[("note", "shared")]]
    assert told(as_mentor) == [[("note", "private"), ("note", "shared"), ("note", "program")]]


def test_history_stays_after_the_end_and_promises_are_their_owners(
    pairing, as_mentee, as_mentor
) -> None:
    check_in = held(pairing)
    make_close_out(check_in, as_mentee, summary="Slides.")
    promised(check_in, as_mentee, text="Mine", cue="")
    promised(check_in, as_mentor, text="His", cue="")
    close()
    assert told(as_mentee) == [[("summary", "Slides."), ("promise", "Mine")]]


def test_history_says_nothing_of_being_asked(pairing, as_mentee, omar, sign_in) -> None:
    """With consent and without: the same page for the other."""
    promise = promised(held(pairing), as_mentee)
    page = reverse("checkins:history", args=[pairing.pk])
    without = sign_in(omar).get(page).content.decode()
    make_consent(promise)
    assert parts_of(sign_in(omar).get(page).content.decode()) == parts_of(without)


def parts_of(html: str) -> str:
    return html[html.index("<main") : html.index("</main>")]


def test_history_of_others_does_not_exist(pairing, ada, cleo, eve, sign_in) -> None:
    page = reverse("checkins:history", args=[pairing.pk])
    assert {sign_in(one).get(page).status_code for one in (ada, cleo, eve)} == {404}


# -- Looking for words -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("slides", ["summary"]),
        ("SLIDES", ["summary"]),
        ("ÜBUNG", ["thanks"]),
        ("book", ["promise"]),
        ("twelve", ["note"]),
        ("paused", ["feedback"]),
        ("first slides", ["summary"]),
        ("slides twelve", []),
        ("100%", []),
        ("_", []),
    ],
)
def test_history_finds_words_wherever_they_were_written(
    pairing, as_mentee, as_mentor, search, found
) -> None:
    check_in = held(pairing)
    make_close_out(check_in, as_mentee, summary="The first slides.", thanks="Für die Übung.")
    promised(check_in, as_mentor, text="Send the book", cue="")
    write(as_mentor, text="Page twelve.", check_in=check_in)
    make_feedback(as_mentor, as_mentee, text="You paused.", check_in=check_in, skill="")
    held(pairing, 30)
    pieces = [kind for entry in told(as_mentee, search=search) for kind, _text in entry]
    assert pieces == found


@pytest.mark.parametrize("ink", ["private", "program"])
def test_history_does_not_find_what_one_may_not_read(pairing, as_mentee, as_mentor, ink) -> None:
    check_in = held(pairing)
    write(as_mentor, ink, text="A walrus.", check_in=check_in)
    write(as_mentor, ink, text="A walrus.")
    assert told(as_mentee, search="walrus") == []
    assert len(told(as_mentor, search="walrus")) == 2


def test_history_does_not_find_promises_of_others_after_the_end(
    pairing, as_mentee, as_mentor
) -> None:
    promised(held(pairing), as_mentor, text="Call the walrus")
    close()
    assert told(as_mentee, search="walrus") == []


def test_history_shows_a_find_in_its_context(pairing, as_mentee) -> None:
    words = "Before. " * 40 + "Then the walrus came. " + "After. " * 40
    make_close_out(held(pairing), as_mentee, summary=words)
    ((piece,),) = [entry.pieces for entry in history(as_mentee, search="walrus").entries]
    assert [part.text for part in piece.parts if part.hit] == ["walrus"]
    assert len("".join(part.text for part in piece.parts)) < 220


def test_history_narrows_to_a_year_of_the_readers_calendar(pairing, as_mentee, as_mentor) -> None:
    at = datetime(2027, 1, 1, 3, tzinfo=UTC)  # still the old year in New York
    make_check_in(pairing, starts_at=at, state="held")
    assert [len(told(one, year=2027)) for one in (as_mentee, as_mentor)] == [1, 0]


def test_years_are_those_of_working_together(pairing, as_mentee) -> None:
    pairing.starts_on, pairing.ends_on = date(2024, 11, 1), date(2026, 2, 1)
    as_mentee.pairing = pairing
    assert years_of(as_mentee, NOW) == [2026, 2025, 2024]


# -- Much of it ------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["", "?q=slides", "?all=1"])
def test_history_of_300_talks_asks_as_often_as_of_one(pairing, as_mentee, maria, sign_in, query):
    client, page = sign_in(maria), reverse("checkins:history", args=[pairing.pk]) + query
    make_close_out(held(pairing), as_mentee)
    few = queries_of(client, page)
    for days in range(8, 308):
        make_close_out(held(pairing, days), as_mentee)
    assert few == queries_of(client, page) <= 15


def queries_of(client, page) -> int:
    client.get(page)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(page).status_code == 200
    return len(seen)
