"""Three mails a week; what has no room waits for the next week, and one mail does where one can."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db.models import Q
from django.utils.html import escape

from accounts.delivery.freeze import freeze
from accounts.mailkinds import get
from accounts.models import ActionToken, MailSwitch, Message
from accounts.services.answers import unsubscribe
from accounts.services.clockwork import tick
from accounts.signing import UNSUBSCRIBE
from accounts.tests.make import make_message
from checkins.models import Nudge
from checkins.services import plan_consent
from goals.models import Consent
from goals.services import answer_commitment, change_consent, revoke_consent
from goals.tests.make import make_commitment, make_consent
from goals.wishes import Terms
from mentorship.tests.make import NOW

TUESDAY = date(2026, 11, 17)
DAY, HOUR = timedelta(days=1), timedelta(hours=1)


@pytest.fixture(autouse=True)
def only_questions(maria) -> None:
    """No mail about the agreement takes room."""
    MailSwitch.objects.create(person=maria, stream="mentorship.agreement_open", off_since=NOW)


def ask(owner, due_on: date, at: time = time(10)) -> Consent:
    consent = make_consent(make_commitment(owner, text=f"By {due_on:%A} {at}", due_on=due_on))
    if at != time(10):
        terms = Terms(at=at, ends_on=consent.ends_on)
        change_consent(consent=consent, by=owner.person, now=NOW, terms=terms)
    return consent


def live(days: int, start: datetime = NOW) -> None:
    for hour in range(0, 24 * days + 1, 1):
        moment = start + hour * HOUR
        if moment.hour in (8, 10, 16):
            tick(moment, keep=True)


def sent() -> list[Message]:
    left = Message.objects.filter(Q(kind="checkins.follow_up") | Q(kind="accounts.asked_together"))
    return list(left.filter(state="sent").order_by("sent_at", "pk"))


def test_questions_of_one_hour_come_as_one_mail(as_mentee) -> None:
    first, second = ask(as_mentee, TUESDAY), ask(as_mentee, TUESDAY)
    live(3)
    (mail,) = sent()
    assert (mail.kind, mail.tells.count()) == ("accounts.asked_together", 2)
    for consent in (first, second):
        assert consent.commitment.text in mail.text
    assert mail.text.count("You said yes to this") == 2


def test_one_mail_answers_each_by_itself(as_mentee) -> None:
    first, _second = ask(as_mentee, TUESDAY), ask(as_mentee, TUESDAY)
    live(3)
    promise = first.commitment
    token = ActionToken.objects.get(subject_label="goals.commitment", subject_id=promise.pk)
    assert sent()[0].html.count(f"{token.url(answer='done')}".partition("?")[0]) == 5


def test_the_fourth_mail_of_a_week_waits_for_monday(as_mentee) -> None:
    days = [TUESDAY + number * DAY for number in range(4)]
    consents = [ask(as_mentee, day) for day in days]
    live(8)
    assert [mail.sent_on for mail in sent()] == [*days[:3], date(2026, 11, 23)]
    assert sent()[-1].subject_id == consents[-1].pk


def test_what_waits_comes_in_one_mail(as_mentee) -> None:
    for number in range(3):
        ask(as_mentee, TUESDAY + number * DAY)
    friday = TUESDAY + 3 * DAY
    late = [ask(as_mentee, friday), ask(as_mentee, friday, time(16))]
    live(8)
    last = sent()[-1]
    assert (last.sent_at.hour, last.sent_on) == (8, date(2026, 11, 23))
    assert {told.subject_id for told in last.tells.all()} == {consent.pk for consent in late}


def test_what_waits_says_so_and_why(as_mentee) -> None:
    for number in range(4):
        ask(as_mentee, TUESDAY + number * DAY)
    live(5)
    waiting = Nudge.objects.get(state="planned")
    assert (waiting.reason, waiting.due_on) == ("week_full", date(2026, 11, 23))


def test_other_mails_take_room_too(as_mentee, maria) -> None:
    for number in range(3):
        mail = make_message(maria, kind="goals.goal_agreed", dedupe_key=f"other {number}")
        Message.objects.filter(pk=mail.pk).update(state="sent", sent_at=NOW, sent_on=NOW.date())
    ask(as_mentee, TUESDAY)
    live(8)
    assert [mail.sent_on for mail in sent()] == [date(2026, 11, 23)]


@pytest.mark.parametrize("how", ["answered", "stopped"])
def test_what_waits_is_let_go_when_nobody_wants_it_any_more(as_mentee, maria, how) -> None:
    consents = [ask(as_mentee, TUESDAY + number * DAY) for number in range(4)]
    live(5)
    saturday = NOW + 5 * DAY
    if how == "stopped":
        revoke_consent(consent=consents[-1], by=maria, now=saturday)
    else:
        answer_commitment(commitment=consents[-1].commitment, answer="done", by=maria, now=saturday)
    live(4, saturday)
    assert len(sent()) == 3


def test_stopping_the_one_mail_pauses_each_that_it_named(as_mentee, maria) -> None:
    named = [ask(as_mentee, TUESDAY), ask(as_mentee, TUESDAY)]
    other = ask(as_mentee, TUESDAY + 9 * DAY)
    live(3)
    token = ActionToken.objects.get(purpose=UNSUBSCRIBE, subject_id=sent()[0].pk)
    unsubscribe(token=token, now=NOW + 4 * DAY)
    states = dict(Consent.objects.values_list("pk", "state"))
    assert states == {named[0].pk: "paused", named[1].pk: "paused", other.pk: "active"}
    assert MailSwitch.objects.count() == 1


def test_two_ticks_at_once_still_make_one_mail(as_mentee) -> None:
    ask(as_mentee, TUESDAY)
    ask(as_mentee, TUESDAY)
    for _worker in range(2):
        tick(datetime(2026, 11, 17, 10, tzinfo=UTC), keep=True)
    assert len(sent()) == 1


def test_bytes_that_were_put_off_do_not_outlive_a_stop(as_mentee) -> None:
    """Made, put off by the mail server; then a yes is taken back, and the look that noticed ended
    before the bytes were made anew."""
    first, second = ask(as_mentee, TUESDAY), ask(as_mentee, TUESDAY)
    live(3)
    (mail,) = sent()
    mail.state, mail.sent_at, mail.sent_on = Message.State.PENDING, None, None
    mail.save()
    later = NOW + 2 * DAY
    revoke_consent(consent=first, by=as_mentee.person, now=later)
    kind = get(mail.kind)
    assert kind.still_wanted(mail, later) == ""
    mail.refresh_from_db()
    assert mail.frozen_at is not None  # as the row has it still
    assert kind.still_wanted(mail, later) == ""
    assert mail.frozen_at is None
    freeze(mail, kind, later)
    assert second.commitment.text in mail.text
    assert mail.text.count("You said yes to this") == 1
    assert kind.still_wanted(mail, later) == "" and mail.frozen_at is not None


def test_each_question_of_one_mail_says_all_that_it_would_say_alone(as_mentee) -> None:
    for _count in range(2):
        ask(as_mentee, TUESDAY)
    live(3)
    (mail,) = sent()
    parts = [get("checkins.follow_up").render(part, NOW) for part in mail.tells.all()]
    assert len(parts) == 2
    for content in parts:
        assert all(escape(line) in mail.html for line in content.closing)
        assert all(escape(link.url) in mail.html for link in content.footer_links)


def test_a_consent_planned_alone_takes_no_others_along(as_mentee) -> None:
    broken, sound = ask(as_mentee, TUESDAY), ask(as_mentee, TUESDAY, at=time(16))
    plan_consent(consent=sound, now=NOW)
    rows = Nudge.objects.values_list("consent", flat=True)
    assert (sound.pk in rows, broken.pk in rows) == (True, False)
