"""What somebody's own silence is to mean: told to the others only where they chose that."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.delivery.freeze import freeze
from accounts.delivery.guard import judge
from accounts.mailkinds import get
from accounts.models import Message
from accounts.queries import own_messages
from checkins.sweeps import plan_nudges
from goals.models import Commitment, Consent
from goals.services import (
    answer_commitment,
    change_consent,
    pause_consent,
    resume_consent,
    revoke_consent,
)
from goals.tests.make import make_commitment, make_consent
from goals.wishes import Terms
from mentorship.services.pairings import pause_pairing
from mentorship.tests.make import NOW

ASKED = datetime(2026, 11, 20, 10, tzinfo=UTC)  # Lisbon is at UTC in winter
TOLD = datetime(2026, 11, 23, 10, tzinfo=UTC)
NINE = timedelta(hours=4)  # later, it is nine in New York
MINUTE = timedelta(minutes=1)


@pytest.fixture
def promise(as_mentee) -> Commitment:
    return make_commitment(as_mentee)


@pytest.fixture
def consent(promise, maria) -> Consent:
    terms = Terms(silence="tell", silence_days=3, ends_on=date(2026, 12, 4))
    return change_consent(consent=make_consent(promise), by=maria, now=NOW, terms=terms)


def mails(kind: str = "checkins.silence_told") -> list[Message]:
    return list(Message.objects.filter(kind=kind).order_by("id"))


def ask(**came: object) -> None:
    """The question is handed over, and comes on its day unless said otherwise."""
    plan_nudges(NOW)
    plan_nudges(ASKED)
    facts = {"state": "sent", "sent_at": ASKED, "sent_on": ASKED.date()}
    Message.objects.filter(kind="checkins.follow_up").update(**(facts | came))


def plan_all(**came: object) -> None:
    ask(**came)
    for moment in (TOLD - MINUTE, TOLD, TOLD + timedelta(days=9)):
        plan_nudges(moment)


def verdict(mail: Message) -> tuple[bool, str]:
    told = judge(mail, get(mail.kind), TOLD + NINE)
    return told.go, told.reason


def test_silence_is_told_once_to_the_other(consent, omar) -> None:
    plan_all()
    (mail,) = mails()
    assert (mail.person, mail.due_at) == (omar, TOLD)
    assert verdict(mail) == (True, "")
    assert len(mails("checkins.follow_up")) == 1


@pytest.mark.parametrize(
    "came",
    [
        {"state": "suppressed", "reason": "x", "sent_at": None, "sent_on": None},
        {"state": "failed", "reason": "x", "sent_at": None, "sent_on": None},
        {"bounced_at": ASKED},
    ],
)
def test_silence_about_a_question_that_never_came_is_not_told(consent, came) -> None:
    plan_all(**came)
    assert [verdict(mail)[0] for mail in mails()] == [False]


def test_silence_counts_from_the_day_on_which_the_question_came(consent) -> None:
    ask(sent_at=ASKED + timedelta(days=3), sent_on=TOLD.date())
    plan_nudges(TOLD)
    assert mails() == []
    plan_nudges(TOLD + timedelta(days=3))
    assert [mail.due_at for mail in mails()] == [TOLD + timedelta(days=3)]


def test_quiet_during_a_pause_is_not_told(consent, maria) -> None:
    ask()
    pause_consent(consent=consent, by=maria, now=ASKED + MINUTE)
    resume_consent(consent=consent, by=maria, now=TOLD + timedelta(days=1))
    plan_nudges(TOLD + timedelta(days=1, hours=1))
    assert mails() == []


def test_who_was_not_told_after_all_reads_nothing_of_it(consent, omar) -> None:
    plan_all()
    assert own_messages(omar, None).rows == []
    Message.objects.filter(kind="checkins.silence_told").update(state="sent", sent_at=TOLD)
    assert len(own_messages(omar, None).rows) == 1


@pytest.mark.parametrize("silence", ["wait", "again", "help", "nothing"])
def test_silence_is_told_to_nobody_unless_that_was_chosen(consent, maria, silence) -> None:
    terms = Terms(silence=silence, ends_on=date(2026, 12, 4))
    change_consent(consent=consent, by=maria, now=NOW, terms=terms)
    plan_all()
    assert mails() == []


@pytest.mark.parametrize("answer", ["done", "partly", "stuck", "moved", "let_go"])
def test_silence_is_over_with_any_answer(consent, promise, maria, answer) -> None:
    plan_nudges(NOW)
    plan_nudges(ASKED)
    answer_commitment(commitment=promise, answer=answer, by=maria, now=ASKED + MINUTE)
    plan_nudges(TOLD)
    assert mails() == []


def _change_to_wait(consent: Consent, by, now) -> None:
    change_consent(
        consent=consent, by=by, now=now, terms=Terms(silence="wait", ends_on=date(2026, 12, 4))
    )


@pytest.mark.parametrize("stop", [pause_consent, revoke_consent, _change_to_wait])
def test_silence_is_not_told_after_a_stop_before_the_claim(consent, maria, stop) -> None:
    plan_all()
    stop(consent=consent, by=maria, now=TOLD)
    go, reason = verdict(mails()[0])
    assert (go, "consent" in reason, "Maria" in reason) == (False, False, False)


def test_silence_is_not_told_while_the_pairing_rests(consent, pairing, maria) -> None:
    plan_all()
    pause_pairing(pairing=pairing, by=maria, now=TOLD)
    assert verdict(mails()[0])[0] is False


def test_telling_says_what_was_promised_and_blames_nobody(consent) -> None:
    plan_all()
    (mail,) = mails()
    freeze(mail, get(mail.kind), TOLD)
    assert mail.subject_line == "Maria would welcome a word from you"
    assert "Give the team update without slides" in mail.text
    assert "Maria decided that, not the program." in " ".join(mail.text.split())


def test_the_question_says_beforehand_who_will_be_told(consent) -> None:
    plan_all()
    (mail,) = mails("checkins.follow_up")
    freeze(mail, get(mail.kind), ASKED)
    words = " ".join(mail.text.split())
    assert "If you don’t answer within 3 days, we let Omar know, as you wished." in words
