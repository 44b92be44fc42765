"""A pause, a stop or an end leaves nothing planned behind, and going on brings no old question."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.models import Message
from checkins.models import Nudge
from checkins.sweeps import end_nudges, plan_nudges
from goals.models import Consent
from goals.services import (
    expire_consents,
    pause_consent,
    resume_consent,
    resume_paused_consents,
    revoke_consent,
)
from goals.tests.make import make_commitment, make_consent
from mentorship.tests.make import NOW

DUE = datetime(2026, 11, 20, 10, tzinfo=UTC)  # a Friday; Lisbon is at UTC in winter
MONDAY_TEN = datetime(2026, 11, 23, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def consent(as_mentee) -> Consent:
    made = make_consent(make_commitment(as_mentee))
    plan_nudges(NOW)
    return made


def planned() -> list[tuple[str, str, datetime]]:
    return list(Nudge.objects.values_list("state", "reason", "due_at"))


def mails() -> int:
    return Message.objects.filter(kind="checkins.follow_up").count()


@pytest.mark.parametrize("stop", [pause_consent, revoke_consent])
def test_end_nudges_at_their_time_after_a_stop(consent, maria, stop) -> None:
    stop(consent=consent, by=maria, now=NOW)
    assert end_nudges(DUE - HOUR) == 0
    assert end_nudges(DUE) == 1
    assert planned() == [("skipped", "stopped", DUE)]
    assert end_nudges(DUE) == 0


def test_end_nudges_of_what_ran_out(consent) -> None:
    Consent.objects.update(ends_on=date(2026, 11, 18))
    expire_consents(DUE)
    end_nudges(DUE)
    assert planned() == [("skipped", "ended", DUE)]


def test_end_nudges_leaves_a_living_one(consent) -> None:
    assert end_nudges(DUE + HOUR) == 0
    plan_nudges(DUE + HOUR)
    assert mails() == 1


def test_end_nudges_with_nothing_due_is_one_read(consent, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        end_nudges(DUE - HOUR)


def test_resume_consent_asks_at_the_next_good_hour_and_not_at_once(consent, maria) -> None:
    pause_consent(consent=consent, by=maria, now=NOW)
    end_nudges(DUE)
    resume_consent(consent=consent, by=maria, now=DUE + HOUR)
    plan_nudges(DUE + HOUR)
    assert mails() == 0
    assert planned() == [("planned", "on_the_day", MONDAY_TEN)]
    plan_nudges(MONDAY_TEN)
    assert mails() == 1


def test_a_pause_that_ends_by_itself_asks_at_the_next_good_hour_too(consent, maria) -> None:
    pause_consent(consent=consent, by=maria, now=NOW, until=date(2026, 11, 21))
    resume_paused_consents(DUE + 24 * HOUR)
    plan_nudges(DUE + 24 * HOUR)
    assert mails() == 0
    assert planned() == [("planned", "on_the_day", MONDAY_TEN)]
