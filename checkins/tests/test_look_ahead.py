"""What is shown before a yes is what comes after it: the same planner, the same words."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.urls import reverse

from accounts.models import ActionToken, AwayPeriod, MailSwitch, Message
from accounts.services.clockwork import tick
from checkins.models import Nudge
from checkins.queries.dry_run import dry_run
from goals.models import Consent
from goals.services import give_consent, offer_consent, say_how_to_ask
from goals.tests.make import make_commitment, make_consent, make_goal
from goals.wishes import AskingWish
from mentorship.tests.make import NOW

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
TUESDAY = date(2026, 11, 17)


def offered(thing, by) -> Consent:
    made = offer_consent(thing=thing, by=by, now=NOW)
    return Consent.objects.with_programs().get(pk=made.pk)


def address(consent: Consent) -> str:
    return reverse("checkins:look_ahead", args=[consent.pk])


def shown(consent: Consent) -> list[tuple[int, datetime, int]]:
    found = dry_run(consent, NOW)
    return [(step.step, mail.at, len(mail.asks)) for mail, step in found.steps(consent)]


def came(consent: Consent) -> list[tuple[int, datetime, int]]:
    rows = Nudge.objects.filter(consent=consent, state="handed").select_related("message__told_in")
    left = [(row.step, row.message.told_in or row.message) for row in rows]
    return [(step, mail.sent_at, mail.tells.count() or 1) for step, mail in left]


def live(days: int) -> None:
    for hours in range(24 * days):
        moment = NOW + hours * HOUR
        if moment.hour in (8, 9, 10, 14, 16):
            tick(moment, keep=True)


@pytest.fixture
def maria_alone(maria):
    """Other mails would take room that nobody can foresee."""
    for stream in ("mentorship.agreement_open", "mentorship.fit_check"):
        MailSwitch.objects.create(person=maria, stream=stream, off_since=NOW)
    return maria


@pytest.mark.parametrize("silence", ["wait", "again", "tell"])
def test_what_was_shown_is_what_comes(as_mentee, maria_alone, silence) -> None:
    say_how_to_ask(by=maria_alone, now=NOW, wish=AskingWish(silence=silence, at=time(10)))
    for number in range(3):
        make_consent(make_commitment(as_mentee, due_on=TUESDAY + number * DAY))
    make_consent(make_goal(as_mentee))
    AwayPeriod.objects.create(
        person=maria_alone, from_on=date(2026, 11, 24), until_on=date(2026, 11, 27)
    )
    consent = offered(make_commitment(as_mentee, due_on=date(2026, 11, 20)), maria_alone)
    expected = shown(consent)
    give_consent(consent=consent, by=maria_alone, now=NOW)
    live(30)
    others = [(step, at) for step, at, _together in came(consent)]
    assert [(step, at) for step, at, _together in expected if step != 3] == [
        pair for pair in others if pair[0] != 3
    ]
    assert len(expected) == len(others)


def test_what_was_shown_of_a_goal_is_what_comes(as_mentee, maria_alone) -> None:
    consent = offered(make_goal(as_mentee), maria_alone)
    expected = shown(consent)
    give_consent(consent=consent, by=maria_alone, now=NOW)
    live(31)
    assert expected == came(consent) and len(expected) == 4


def test_look_ahead_shows_the_exact_words(as_mentee, maria_alone, sign_in) -> None:
    consent = offered(make_commitment(as_mentee, due_on=TUESDAY), maria_alone)
    page = sign_in(maria_alone).get(address(consent)).content.decode()
    give_consent(consent=consent, by=maria_alone, now=NOW)
    live(3)
    mail = Message.objects.get(kind="checkins.follow_up")
    body = mail.text.partition("Hello Maria,")[2]
    said = [line for line in body.splitlines() if line and not line.startswith((">", "http", "-"))]
    words = " ".join(page.split()).replace("&#x27;", "'")
    assert said[0] in words and mail.subject_line in words
    assert "If you don’t answer, nothing more comes about it." in words


def test_look_ahead_leaves_nothing_behind(as_mentee, maria_alone, sign_in) -> None:
    consent = offered(make_commitment(as_mentee), maria_alone)
    assert sign_in(maria_alone).get(address(consent)).status_code == 200
    assert not (Nudge.objects.exists() or Message.objects.exists() or ActionToken.objects.exists())
    assert Consent.objects.get().state == "offered"


@pytest.mark.parametrize("others", [0, 3, 10])
def test_look_ahead_costs_the_same_beside_many(
    as_mentee, maria_alone, sign_in, django_assert_max_num_queries, others
) -> None:
    for number in range(others):
        make_consent(make_commitment(as_mentee, due_on=TUESDAY + number * DAY))
    consent = offered(make_commitment(as_mentee), maria_alone)
    client = sign_in(maria_alone)
    client.get(address(consent))
    with django_assert_max_num_queries(15):
        client.get(address(consent))


def test_look_ahead_says_why_nothing_comes(as_mentee, maria_alone, sign_in) -> None:
    wish = AskingWish(how="check_in")
    say_how_to_ask(by=maria_alone, now=datetime(2026, 11, 16, 9, tzinfo=UTC), wish=wish)
    page = sign_in(maria_alone).get(address(offered(make_commitment(as_mentee), maria_alone)))
    assert "No mail in the next 30 days." in page.content.decode()
