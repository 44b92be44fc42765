"""The guard and the kept transport: what goes out, what waits, what ends with a reason."""

from datetime import UTC, date, datetime, time, timedelta

from accounts.delivery import reasons
from accounts.delivery.claim import claim_batch, extend
from accounts.delivery.guard import pass_gate
from accounts.delivery.run import deliver_due
from accounts.models import AwayPeriod, MailSwitch, Message, User
from accounts.services.suppressions import suppress_address
from accounts.tests.make import NOW, make_message, make_person

SUNDAY = NOW - timedelta(days=1)
LATE = NOW.replace(hour=23)


def reload(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def told(message: Message) -> tuple[str, str]:
    message = reload(message)
    return message.state, message.reason


def test_deliver_due_keeps_the_mail_here_without_a_mail_server(ana) -> None:
    message = make_message(ana)
    assert deliver_due(NOW) == 1
    sent = reload(message)
    assert (sent.state, sent.smtp_reply) == ("sent", "kept in this database")
    assert (sent.sent_at, sent.sent_on) == (NOW, date(2026, 3, 2))


def test_deliver_due_never_sends_early(ana) -> None:
    message = make_message(ana, due_at=NOW + timedelta(seconds=1))
    assert deliver_due(NOW) == 0
    assert told(message) == ("pending", "")


def test_deliver_due_stores_the_local_date_of_the_reader(db) -> None:
    person = make_person("Kiri", zone="Pacific/Auckland")
    message = make_message(person)
    deliver_due(NOW.replace(hour=22))
    assert reload(message).sent_on == date(2026, 3, 3)


def test_deliver_due_expires_what_came_too_late(ana) -> None:
    message = make_message(ana, not_after=NOW)
    deliver_due(NOW)
    assert told(message) == ("expired", reasons.TOO_LATE)


def test_deliver_due_takes_urgent_mail_first(ana) -> None:
    later, urgent = make_message(ana), make_message(ana, priority=1)
    assert claim_batch(NOW) == [urgent, later]


def test_still_wanted_is_asked_when_it_leaves(ana) -> None:
    message = make_message(ana, params={"not_wanted": "The promise was answered."})
    deliver_due(NOW)
    assert told(message) == ("suppressed", "The promise was answered.")


def test_nothing_is_sent_to_a_closed_account(ana) -> None:
    message = make_message(ana)
    User.objects.update(is_active=False)
    deliver_due(NOW)
    assert told(message) == ("suppressed", reasons.PERSON_GONE)


def test_nothing_is_sent_to_a_dead_address(ana) -> None:
    suppress_address(address="ANA@example.org", reason="550 unknown", now=NOW)
    message = make_message(ana)
    deliver_due(NOW)
    assert told(message) == ("suppressed", reasons.ADDRESS_SILENT)


def test_a_switched_off_stream_sends_nothing(ana) -> None:
    MailSwitch.objects.create(person=ana, stream="accounts.test_stream", off_since=NOW)
    off, other = make_message(ana, kind="accounts.test_stream"), make_message(ana)
    deliver_due(NOW)
    assert told(off) == ("suppressed", reasons.SWITCHED_OFF)
    assert told(other) == ("sent", "")


def test_a_service_mail_waits_for_a_working_hour(ana) -> None:
    message = make_message(ana, kind="accounts.test_brief", now=SUNDAY)
    deliver_due(SUNDAY)
    assert told(message) == ("pending", reasons.WAITS_FOR_WINDOW)
    assert reload(message).due_at == NOW.replace(hour=8)


def test_a_service_mail_waits_until_the_person_is_back(ana) -> None:
    AwayPeriod.objects.create(person=ana, from_on=NOW.date(), until_on=date(2026, 3, 4))
    message = make_message(ana, kind="accounts.test_brief")
    deliver_due(NOW)
    assert reload(message).due_at == datetime(2026, 3, 5, 8, tzinfo=UTC)


def test_a_service_mail_that_cannot_wait_that_long_is_not_sent(ana) -> None:
    message = make_message(ana, kind="accounts.test_brief", not_after=LATE + timedelta(hours=2))
    deliver_due(LATE)
    assert told(message) == ("suppressed", reasons.QUIET_TOO_LONG)


def test_a_transactional_mail_does_not_wait(ana) -> None:
    message = make_message(ana)
    deliver_due(LATE)
    assert told(message) == ("sent", "")


def test_the_fourth_mail_that_counts_waits_for_monday(ana) -> None:
    mails = [make_message(ana, kind="accounts.test_stream") for _ in range(4)]
    free = make_message(ana, kind="accounts.test_brief")
    deliver_due(NOW)
    assert [told(mail)[0] for mail in mails] == ["sent", "sent", "sent", "pending"]
    assert told(mails[3])[1] == reasons.WAITS_FOR_WEEK
    assert reload(mails[3]).due_at == datetime(2026, 3, 9, 8, tzinfo=UTC)
    assert told(free) == ("sent", "")
    deliver_due(reload(mails[3]).due_at)
    assert told(mails[3]) == ("sent", "")


def test_the_fourth_mail_ends_with_a_reason_if_it_cannot_wait(ana) -> None:
    soon = NOW + timedelta(days=2)
    mails = [make_message(ana, kind="accounts.test_stream", not_after=soon) for _ in range(4)]
    deliver_due(NOW)
    assert told(mails[3]) == ("suppressed", reasons.WEEK_IS_FULL)


def test_the_three_a_week_are_each_persons_own(ana) -> None:
    ben = make_person("Ben", zone="Europe/London")
    for person in [ana, ana, ana, ben]:
        make_message(person, kind="accounts.test_stream")
    deliver_due(NOW)
    assert Message.objects.sent().count() == 4


def test_a_mail_that_cannot_be_written_ends_after_six_tries_and_stops_nobody(ana) -> None:
    poison = make_message(ana, params={"broken": True})
    others = [make_message(ana) for _ in range(3)]
    for hour in range(0, 42, 7):
        deliver_due(NOW + timedelta(hours=hour))
        assert all(told(other) == ("sent", "") for other in others)
    assert told(poison) == ("failed", reasons.NOT_MADE)
    assert reload(poison).attempts == 6


def test_claim_batch_gives_one_message_to_one_worker(ana) -> None:
    for _ in range(25):
        make_message(ana)
    first, second = claim_batch(NOW), claim_batch(NOW)
    assert (len(first), len(second)) == (20, 5)
    assert not {m.pk for m in first} & {m.pk for m in second}


def test_pass_gate_refuses_a_worker_whose_lease_is_over(ana) -> None:
    make_message(ana)
    (message,) = claim_batch(NOW)
    Message.objects.update(lease_until=NOW)
    assert pass_gate(message, NOW).lost
    assert reload(message).data_started_at is None


def test_pass_gate_refuses_what_was_cancelled_after_the_claim(ana) -> None:
    make_message(ana)
    (message,) = claim_batch(NOW)
    Message.objects.update(state="cancelled", reason="Changed.")
    assert pass_gate(message, NOW).lost
    assert told(message) == ("cancelled", "Changed.")


def test_pass_gate_freezes_the_bytes_once(ana) -> None:
    make_message(ana)
    (message,) = claim_batch(NOW)
    assert pass_gate(message, NOW).go
    first = reload(message)
    Message.objects.update(state="pending", lease_token=None, lease_until=None)
    (again,) = claim_batch(NOW + timedelta(hours=1))
    assert pass_gate(again, NOW + timedelta(hours=1)).go
    second = reload(message)
    same = ["text", "html", "message_id", "date_header", "frozen_at", "headers"]
    assert [getattr(first, f) for f in same] == [getattr(second, f) for f in same]


def test_a_mail_whose_worker_died_before_data_goes_out(ana) -> None:
    make_message(ana)
    (message,) = claim_batch(NOW)
    Message.objects.update(lease_until=NOW)
    deliver_due(NOW)
    assert told(message) == ("sent", "")


def test_a_lease_that_is_kept_alive_is_not_taken_over(ana) -> None:
    make_message(ana)
    (message,) = claim_batch(NOW)
    Message.objects.update(lease_until=NOW)
    assert message.lease_token is not None
    assert extend(message.lease_token) == 1
    assert deliver_due(NOW) == 0


def test_after_data_a_held_mail_is_unsure_and_never_repeated(ana) -> None:
    message = make_message(ana, kind="accounts.test_held")
    _die_in_data()
    deliver_due(NOW)
    assert told(message) == ("unsure", reasons.END_UNKNOWN)


def test_after_data_a_resend_once_mail_goes_out_once_more(ana) -> None:
    message = make_message(ana)
    _die_in_data()
    frozen = reload(message)
    deliver_due(NOW)
    sent = reload(message)
    assert (sent.state, sent.resends, sent.date_header) == ("sent", 1, frozen.date_header)
    Message.objects.update(
        state="claimed", lease_until=NOW, data_started_at=NOW, lease_token=frozen.lease_token
    )
    deliver_due(NOW)
    assert told(message) == ("unsure", reasons.SENT_TWICE_UNKNOWN)


def _die_in_data() -> None:
    (message,) = claim_batch(NOW)
    assert pass_gate(message, NOW).go
    Message.objects.update(lease_until=NOW)


def test_a_kept_secret_is_readable_for_a_quarter_of_an_hour(ana) -> None:
    message = make_message(ana, kind="accounts.test_secret", params={"code": "123"})
    deliver_due(NOW)
    deliver_due(NOW + timedelta(minutes=14))
    assert "A note for you" in reload(message).text
    deliver_due(NOW + timedelta(minutes=15))
    wiped = reload(message)
    assert (wiped.text, wiped.html, wiped.params) == ("", "", {})
    assert wiped.wiped_at is not None


def test_a_secret_that_was_never_sent_is_wiped_at_once(ana) -> None:
    message = make_message(ana, kind="accounts.test_secret", params={"code": "1"}, not_after=NOW)
    deliver_due(NOW)
    assert reload(message).params == {}


def test_an_idle_run_asks_few_questions_and_writes_nothing(
    ana, django_assert_max_num_queries
) -> None:
    with django_assert_max_num_queries(5) as asked:
        deliver_due(NOW)
    assert not [q for q in asked.captured_queries if not q["sql"].startswith("SELECT")]


def test_quiet_hours_of_the_person_are_used(db) -> None:
    night = make_person("Nia", zone="Europe/London", quiet_from=time(9), quiet_until=time(12))
    message = make_message(night, kind="accounts.test_brief")
    deliver_due(NOW)
    assert reload(message).due_at == NOW.replace(hour=12)
