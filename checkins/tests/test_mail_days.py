"""For any day of one's own: why a mail came, and why none did."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine

from accounts.models import AwayPeriod, MailSwitch, Message
from accounts.services.clockwork import tick
from checkins import why_words
from checkins.models import Nudge
from checkins.queries.mail_days import mail_day
from goals.models import Consent
from goals.services import (
    answer_commitment,
    give_consent,
    offer_consent,
    pause_consent,
    resume_consent,
    revoke_consent,
)
from goals.tests.make import make_commitment
from mentorship.tests.make import NOW

DAY = timedelta(days=1)


@pytest.fixture
def promise(as_mentee, maria):
    """Due in three days, on a working day; nothing else fills her week."""
    for stream in ("mentorship.agreement_open", "mentorship.fit_check"):
        MailSwitch.objects.create(person=maria, stream=stream, off_since=NOW)
    return make_commitment(as_mentee, due_on=working_day(3))


@pytest.fixture
def consent(promise, maria) -> Consent:
    made = offer_consent(thing=promise, by=maria, now=NOW)
    give_consent(consent=made, by=maria, now=NOW)
    made.refresh_from_db()
    return made


def working_day(days: int) -> date:
    on = NOW.date() + days * DAY
    while on.weekday() > 4:
        on += DAY
    return on


def at(on: date, hour: int) -> datetime:
    return datetime.combine(on, time(hour), UTC)


def live(until: date) -> None:
    on = NOW.date()
    while on <= until:
        for hour in (8, 9, 10, 15):
            if at(on, hour) >= NOW:
                tick(at(on, hour), keep=True)
        on += DAY


def told(person, on: date, now: datetime) -> list[str]:
    """The lines about what brought none."""
    return [
        line for one in mail_day(person, on, now).silent for line in why_words.why_none(one, person)
    ]


def test_a_mail_that_came_names_the_yes_behind_it(consent, promise, maria) -> None:
    live(promise.due_on)
    found = mail_day(maria, promise.due_on, at(promise.due_on, 20))
    (mail,) = [mail for mail in found.came if mail.asked]
    assert [asked.consent for asked in mail.asked] == [consent]
    assert "you said yes to this on" in why_words.why_it_came(mail)[0]
    assert found.silent == []


def test_the_day_reads_the_same_a_week_later(consent, promise, maria) -> None:
    live(promise.due_on)
    answer_commitment(commitment=promise, answer="done", by=maria, now=at(promise.due_on + DAY, 9))
    later = at(promise.due_on + 7 * DAY, 9)
    came = [mail for mail in mail_day(maria, promise.due_on, later).came if mail.asked]
    assert [mail.asked[0].consent for mail in came] == [consent]
    before = told(maria, promise.due_on - DAY, later)
    assert before[0] == "Nothing about it was due that day."


def test_before_its_day_nothing_is_due_and_the_next_is_named(consent, promise, maria) -> None:
    why, comes = told(maria, promise.due_on - DAY, at(promise.due_on - DAY, 12))
    assert why == "Nothing about it was due that day."
    assert str(promise.due_on.day) in comes


def test_in_the_morning_it_is_still_to_come(consent, promise, maria) -> None:
    (why,) = told(maria, promise.due_on, at(promise.due_on, 5))
    assert why == "It is to come today at 10:00."


def test_answered_before(consent, promise, maria) -> None:
    now = at(promise.due_on - DAY, 9)
    answer_commitment(
        commitment=promise, answer="moved", by=maria, now=now, moved_to=promise.due_on + 7 * DAY
    )
    live(promise.due_on)
    why = told(maria, promise.due_on, at(promise.due_on, 20))
    assert why[0] in ("The date moved.", "Nothing about it was due that day.")


def test_away(consent, promise, maria) -> None:
    AwayPeriod.objects.create(person=maria, from_on=promise.due_on, until_on=promise.due_on + DAY)
    live(promise.due_on)
    why = told(maria, promise.due_on, at(promise.due_on, 20))
    assert why[0] == "You were away that day, so it waits until you are back."


def test_not_a_day_for_mail(consent, promise, maria) -> None:
    days = ["1"] * 7
    days[promise.due_on.weekday()] = "0"
    maria.working_days = "".join(days)
    maria.save()
    live(promise.due_on)
    why = told(maria, promise.due_on, at(promise.due_on, 20))
    assert why[0].startswith("That is not one of your days for mail")


def test_a_full_week(consent, promise, maria) -> None:
    for number in range(3):
        message(maria, promise.due_on, number)
    why = told(maria, promise.due_on, at(promise.due_on, 9))
    assert why[0] == "Three mails fill a week, so it waits for the next one."


def message(person, on: date, number: int) -> Message:
    sent_at = at(on, 7)
    return Message.objects.create(
        kind="checkins.feedback_given",
        person=person,
        to_address=person.email,
        dedupe_key=f"one-{number}",
        message_id=f"<{number}@example.org>",
        date_header=sent_at,
        created_at=sent_at,
        due_at=sent_at,
        state="sent",
        sent_at=sent_at,
        sent_on=on,
    )


def test_a_stopped_consent_outweighs_what_was_planned(consent, promise, maria) -> None:
    live(NOW.date())
    revoke_consent(consent=consent, by=maria, now=at(promise.due_on - DAY, 9))
    Nudge.objects.update(state="planned", reason="on_the_day")
    for now in (at(promise.due_on, 20), at(promise.due_on + 3 * DAY, 9)):
        assert told(maria, promise.due_on, now) == ["You stopped being asked about this."]


def test_a_pause_that_is_over_still_tells_of_its_days(consent, promise, maria) -> None:
    pause_consent(consent=consent, by=maria, now=at(promise.due_on - DAY, 9))
    resume_consent(consent=consent, by=maria, now=at(promise.due_on + DAY, 9))
    later = at(promise.due_on + 2 * DAY, 9)
    assert told(maria, promise.due_on, later) == ["You paused being asked about this."]


def test_stopped_after_it_was_handed_over(consent, promise, maria) -> None:
    """The outbox knows what became of it."""
    live(promise.due_on)
    mail = Message.objects.get(kind="checkins.follow_up")
    reason = "You stopped being asked about this."
    Message.objects.filter(pk=mail.pk).update(
        state="suppressed", reason=reason, sent_at=None, sent_on=None
    )
    assert told(maria, promise.due_on, at(promise.due_on, 20)) == [reason]


def test_two_things_in_one_mail_are_both_named(consent, promise, as_mentee, maria) -> None:
    other = make_commitment(as_mentee, text="Ask for a room.", due_on=promise.due_on)
    give_consent(consent=offer_consent(thing=other, by=maria, now=NOW), by=maria, now=NOW)
    live(promise.due_on)
    found = mail_day(maria, promise.due_on, at(promise.due_on, 20))
    (mail,) = [mail for mail in found.came if mail.asked]
    assert {asked.consent.commitment for asked in mail.asked} == {promise, other}
    assert found.silent == []


def test_nobody_reads_of_another(consent, promise, maria, omar) -> None:
    live(promise.due_on)
    found = mail_day(omar, promise.due_on, at(promise.due_on, 20))
    assert [mail for mail in found.came if mail.asked] == found.silent == []


def test_the_page_is_two_clicks_away(consent, promise, maria, client) -> None:
    live(promise.due_on)
    client.force_login(maria, backend="allauth.account.auth_backends.AuthenticationBackend")
    with time_machine.travel(at(promise.due_on, 20), tick=False):
        log = client.get("/you/messages/").content.decode()
        assert f"/you/messages/day/?on={promise.due_on}" in log
        page = client.get(f"/you/messages/day/?on={promise.due_on}").content.decode()
        assert "/you/messages/day/" in client.get("/asking/all/").content.decode()
    assert promise.text in page
    assert "you said yes to this on" in page


@pytest.mark.parametrize("typed", ["", "soon", "2026-13-45", "2099-01-01", "0001-01-01"])
def test_what_is_no_day_of_the_past_is_today(consent, maria, client, typed) -> None:
    client.force_login(maria, backend="allauth.account.auth_backends.AuthenticationBackend")
    page = client.get("/you/messages/day/", {"on": typed})
    assert "Your mails today" in page.content.decode()


def test_done_says_so(consent, promise, maria) -> None:
    now = at(promise.due_on - DAY, 9)
    answer_commitment(commitment=promise, answer="done", by=maria, now=now)
    for later in (at(promise.due_on, 20), at(promise.due_on + 3 * DAY, 9)):
        why = told(maria, promise.due_on, later)
        assert why == ["It is done or let go, so there is nothing to ask."]
