"""Making a promise easier to keep: smaller ones, another moment, an hour for oneself."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from accounts import clock
from accounts.errors import DomainError
from accounts.models import AuditEntry
from goals import hour, services
from goals.forms import CueForm, HourForm, a_good_hour
from goals.models import Commitment, Consent
from goals.tests.make import make_commitment, make_consent, make_goal
from goals.wishes import PromiseWish
from mentorship.tests.make import NOW

PARTS = (
    PromiseWish(text="Write the first slide", due_on=date(2026, 11, 20), cue="the train leaves"),
    PromiseWish(text="Write the second", due_on=date(2026, 11, 27)),
)


def split(promise: Commitment, **changes: object) -> list[Commitment]:
    facts = {"parts": PARTS, "left_as": "let_go", "by": promise.person, "now": NOW}
    return services.split_commitment(commitment=promise, **(facts | changes))


@pytest.fixture
def at_home(maria, as_mentee) -> Client:
    page = Client()
    page.force_login(maria, backend="allauth.account.auth_backends.AuthenticationBackend")
    return page


def test_split_commitment_makes_parts_that_know_where_they_come_from(as_mentee) -> None:
    promise = make_commitment(as_mentee, goal=make_goal(as_mentee))
    first, second = split(promise)

    assert [first.text, second.text] == [part.text for part in PARTS]
    assert (first.split_from, first.goal, first.cue) == (promise, promise.goal, "the train leaves")
    assert list(promise.parts.order_by("id")) == [first, second]


@pytest.mark.parametrize("left_as", ["partly", "let_go"])
def test_split_commitment_answers_the_large_one(as_mentee, left_as) -> None:
    promise = make_commitment(as_mentee)
    split(promise, left_as=left_as)
    promise.refresh_from_db()

    assert promise.state == left_as
    assert [row.answer for row in promise.answers.all()] == [left_as]


def test_split_commitment_never_takes_a_yes_along(as_mentee) -> None:
    promise = make_commitment(as_mentee)
    make_consent(promise)

    assert {part.consent.state for part in split(promise)} == {"offered"}


@pytest.mark.parametrize(("ask", "state"), [(True, "active"), (False, "declined")])
def test_split_commitment_asks_about_the_parts_as_said(as_mentee, ask, state) -> None:
    parts = split(make_commitment(as_mentee), ask=ask)

    assert {Consent.objects.get(commitment=part).state for part in parts} == {state}


def test_split_commitment_twice_is_one_split(as_mentee) -> None:
    promise = make_commitment(as_mentee)

    assert split(promise) == split(promise)
    assert AuditEntry.objects.filter(verb="commitment.split").count() == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"parts": PARTS[:1]},
        {"parts": PARTS * 2},
        {"left_as": "done"},
        {"parts": (PARTS[0], PromiseWish(text="Late", due_on=date(2026, 11, 1)))},
    ],
)
def test_split_commitment_into_what_cannot_be_is_refused(as_mentee, changes) -> None:
    promise = make_commitment(as_mentee)
    with pytest.raises(DomainError):
        split(promise, **changes)
    promise.refresh_from_db()

    assert (promise.state, promise.parts.count()) == ("open", 0)


def test_split_commitment_of_somebody_else_is_refused(as_mentee, omar) -> None:
    with pytest.raises(DomainError):
        split(make_commitment(as_mentee), by=omar)


def test_split_commitment_after_its_end_is_refused(as_mentee) -> None:
    with pytest.raises(DomainError):
        split(make_commitment(as_mentee, state="done", answered_at=NOW))


def test_a_promise_that_moved_three_times_offers_to_be_split(as_mentee, at_home) -> None:
    promise = make_commitment(as_mentee)
    address = f"/promises/{promise.pk}/"
    for moves in range(3):
        at_home.post(f"{address}answer/", {"answer": "moved"})
        promise.refresh_from_db()
        assert promise.is_tired == (moves == 2)

    assert "moved three times" in at_home.get(address).content.decode()
    assert "moved three times" in at_home.get("/promises/").content.decode()


def test_split_page_keeps_what_was_typed_and_names_what_lacks(as_mentee, at_home) -> None:
    promise = make_commitment(as_mentee)
    said = {"part_1-text": "Write one slide", "part_1-due_on": "2030-01-02"}
    page = at_home.post(f"/promises/{promise.pk}/split/", said)

    assert page.status_code == 422
    assert "Write one slide" in page.content.decode()
    assert promise.parts.count() == 0


def test_split_page_makes_the_parts(as_mentee, at_home) -> None:
    promise = make_commitment(as_mentee)
    said = {"left_as": "partly", "ask": "dont"}
    for number in (1, 2):
        said |= {f"part_{number}-text": f"Part {number}", f"part_{number}-due_on": "2030-01-02"}
    at_home.post(f"/promises/{promise.pk}/split/", said)
    page = at_home.get(f"/promises/{promise.pk}/").content.decode()

    assert "Part 1" in page and "Part 2" in page
    assert [part.consent.state for part in promise.parts.all()] == ["declined", "declined"]


# -- Another moment ------------------------------------------------------------------------------


def test_replan_commitment_keeps_the_moment_before(as_mentee, maria) -> None:
    promise = make_commitment(as_mentee, cue="Monday begins")
    services.replan_commitment(commitment=promise, cue="lunch is over", by=maria, now=NOW)
    promise.refresh_from_db()

    assert promise.cue == "lunch is over"
    assert [row.before for row in promise.cue_revisions.all()] == ["Monday begins"]


def test_cue_revisions_are_append_only(as_mentee, maria) -> None:
    promise = make_commitment(as_mentee)
    services.replan_commitment(commitment=promise, cue="lunch is over", by=maria, now=NOW)

    with pytest.raises(TypeError):
        promise.cue_revisions.get().save()


@pytest.mark.parametrize("change", [{"by": "omar"}, {"state": "done"}])
def test_replan_commitment_is_for_its_owner_while_it_is_open(
    as_mentee, maria, omar, change
) -> None:
    promise = make_commitment(as_mentee, state=change.get("state", "open"), answered_at=NOW)

    with pytest.raises(DomainError):
        services.replan_commitment(
            commitment=promise, cue="x", by=omar if "by" in change else maria, now=NOW
        )


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("If Monday’s coffee is poured,", "Monday’s coffee is poured"),
        ("… lunch is over", "lunch is over"),
        ("Iffy weather comes", "Iffy weather comes"),
        ("if", "if"),
        ("", ""),
    ],
)
def test_a_cue_is_kept_without_its_if(typed, kept) -> None:
    form = CueForm({"cue": typed})

    assert form.is_valid()
    assert form.cleaned_data["cue"] == kept


# -- An hour for it ------------------------------------------------------------------------------


def test_an_hour_is_private_neutral_and_in_utc() -> None:
    starts_at = datetime(2026, 11, 20, 8, tzinfo=UTC)
    entry = hour.Hour(uid="a@b", starts_at=starts_at, title="An hour", url="https://x.example/1/")
    (event,) = Calendar.from_ical(hour.render(entry, NOW)).walk("VEVENT")

    assert (event["CLASS"], event["SUMMARY"], event["UID"]) == ("PRIVATE", "An hour", "a@b")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (
        starts_at,
        starts_at + timedelta(hours=1),
    )
    assert "ATTENDEE" not in event


def test_block_hour_gives_a_file_without_the_words_of_the_promise(
    as_mentee, at_home, maria
) -> None:
    promise = make_commitment(as_mentee, text="Ask for a raise")
    day = maria.local_date(clock.now()) + timedelta(days=3)
    answer = at_home.get(f"/promises/{promise.pk}/block-hour/", {"day": f"{day}", "at": "09:00"})
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert "raise" not in answer.content.decode()
    local = event.decoded("DTSTART").astimezone(maria.tz)
    assert (local.date(), local.time()) == (day, time(9))


@pytest.mark.parametrize("day", ["yesterday", "2020-01-01", "9999-12-31", ""])
def test_block_hour_of_no_day_says_what_to_do(as_mentee, at_home, day) -> None:
    promise = make_commitment(as_mentee)
    page = at_home.get(f"/promises/{promise.pk}/block-hour/", {"day": day, "at": "09:00"})

    assert page.status_code == 422
    assert 'value="09:00"' in page.content.decode()


def test_an_hour_that_has_begun_is_refused(maria) -> None:
    said = {"day": maria.local_date(NOW), "at": "00:01"}

    assert not HourForm(said, person=maria, now=NOW).is_valid()


def test_a_good_hour_is_on_a_working_day(maria) -> None:
    friday = datetime(2026, 11, 20, 12, tzinfo=UTC)

    assert a_good_hour(maria, friday)["day"] == date(2026, 11, 23)
