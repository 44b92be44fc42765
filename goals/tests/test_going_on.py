"""What ran out: asked once whether to go on, on screen; nothing is sent meanwhile."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse

from goals import queries, services
from goals.models import Consent, Goal
from goals.tests.make import make_commitment, make_consent, make_goal
from mentorship.tests.make import NOW, UTC

ENDED = date(2026, 11, 20)
AFTER = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def goal(as_mentee) -> Goal:
    return make_goal(as_mentee)


@pytest.fixture
def over(goal) -> Consent:
    consent = make_consent(goal, ends_on=ENDED)
    services.expire_consents(AFTER)
    consent.refresh_from_db()
    return consent


def asks(consent: Consent, now: datetime = AFTER) -> bool:
    return queries.asks_to_go_on(consent, consent.thing, consent.person.local_date(now))


def test_what_ran_out_asks_to_go_on_for_two_weeks_and_then_rests(over) -> None:
    assert (over.state, over.next_plan_at) == ("expired", None)
    assert [asks(over, AFTER + days * DAY) for days in (0, 11, 12)] == [True, True, False]
    assert queries.consent_is_living(over.pk, AFTER)


def test_go_on_keeps_the_words_and_has_a_new_end(over, maria) -> None:
    services.give_consent(consent=over, by=maria, now=AFTER)
    first, newest = over.terms.order_by("version")
    over.refresh_from_db()
    assert (over.state, over.ends_on) == ("active", AFTER.date() + 90 * DAY)
    assert newest.ends_on == over.ends_on
    for name in ("how", "at", "who", "tone", "per_week", "silence", "silence_days"):
        assert getattr(newest, name) == getattr(first, name)
    assert not asks(over)


def test_decline_what_ran_out_is_not_asked_again(over, maria) -> None:
    services.decline_consent(consent=over, by=maria, now=AFTER)
    over.refresh_from_db()
    assert over.state == "declined"
    assert not asks(over)
    assert not asks(over, AFTER + DAY)


def test_what_is_over_itself_does_not_ask_to_go_on(goal, over, maria) -> None:
    services.achieve_goal(goal=goal, by=maria, now=AFTER)
    assert not asks(Consent.objects.get(pk=over.pk))


@pytest.mark.parametrize(
    ("due_on", "asked"), [(date(2026, 11, 22), False), (ENDED + 9 * DAY, True)]
)
def test_a_promise_asks_to_go_on_only_before_its_day(as_mentor, due_on, asked) -> None:
    consent = make_consent(make_commitment(as_mentor, due_on=due_on), ends_on=ENDED)
    services.expire_consents(AFTER)
    consent.refresh_from_db()
    assert asks(consent) is asked


@pytest.mark.parametrize("name", ["goals:consents", "goals:goal", "checkins:home"])
def test_pages_ask_to_go_on_with_two_answers_alike(
    over, goal, maria, sign_in, time_machine, name
) -> None:
    services.say_how_to_ask(by=maria, now=NOW, wish=queries.asking_wish(None))
    time_machine.move_to(AFTER, tick=False)
    where = reverse(name, args=[goal.pk] if name == "goals:goal" else [])
    told = sign_in(maria).get(where).content.decode()
    assert "It ended on" in told
    for verb in ("give", "decline"):
        button = f'<button class="button" type="submit" formaction="/asking/{over.pk}/{verb}/">'
        assert button in told


def test_going_on_from_a_page_and_not(over, maria, sign_in, time_machine) -> None:
    time_machine.move_to(AFTER, tick=False)
    maria_in = sign_in(maria)
    maria_in.post(reverse("goals:decline_consent", args=[over.pk]))
    over.refresh_from_db()
    assert over.state == "declined"
    assert "It ended on" not in maria_in.get(reverse("goals:consents")).content.decode()
