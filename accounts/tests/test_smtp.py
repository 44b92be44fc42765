"""Talking to a real (small) mail server, and to one that misbehaves."""

import re
from datetime import timedelta
from email import policy
from email.parser import BytesParser
from html.parser import HTMLParser

import pytest
from django.core.exceptions import ImproperlyConfigured

from accounts.delivery import reasons
from accounts.delivery.claim import claim_batch
from accounts.delivery.guard import pass_gate
from accounts.delivery.mime import mail_bytes
from accounts.delivery.run import deliver_due
from accounts.delivery.smtp import Server, address_is_dead
from accounts.models import DeliveryAttempt, Message, Suppression, Transport
from accounts.tests.make import NOW, make_message

DAY = timedelta(days=1)


def reload(message: Message) -> Message:
    return Message.objects.get(pk=message.pk)


def test_deliver_due_hands_the_mail_to_the_server(ana, sink) -> None:
    message = make_message(ana)
    deliver_due(NOW)
    (taken,) = sink.taken
    sent = reload(message)
    assert taken["Message-ID"] == message.message_id
    assert taken["To"] == "ana@example.org"
    assert taken["Auto-Submitted"] == "auto-generated"
    assert (sent.state, sent.smtp_code, sent.smtp_reply) == ("sent", 250, "2.0.0 taken")
    assert [(a.phase, a.code) for a in DeliveryAttempt.objects.all()] == [("data", 250)]


def test_deliver_due_wipes_a_secret_with_the_answer(ana, sink) -> None:
    message = make_message(ana, kind="accounts.test_secret", params={"code": "123456"})
    deliver_due(NOW)
    wiped = reload(message)
    assert (wiped.state, wiped.text, wiped.html, wiped.params) == ("sent", "", "", {})


def test_a_final_refusal_fails_and_silences_the_address(ana, sink) -> None:
    sink.at_rcpt = "550 5.1.1 nobody here"
    message, later = make_message(ana), make_message(ana, due_at=NOW + DAY)
    deliver_due(NOW)
    assert reload(message).state == "failed"
    assert reload(message).reason == f"{reasons.REFUSED} 550 5.1.1 nobody here"
    assert Suppression.objects.get().reason == "550 5.1.1 nobody here"
    sink.at_rcpt = ""
    deliver_due(NOW + DAY)
    assert (reload(later).state, sink.count()) == ("suppressed", 0)


def test_a_refusal_of_the_content_does_not_silence_the_address(ana, sink) -> None:
    sink.at_data = "554 5.7.1 looks odd"
    message = make_message(ana)
    deliver_due(NOW)
    assert reload(message).state == "failed"
    assert not Suppression.objects.exists()


def test_a_later_answer_waits_longer_each_time_and_fails_after_a_day(ana, sink) -> None:
    sink.at_data = "451 4.3.0 busy"
    message = make_message(ana)
    moment, waits = NOW, []
    for _ in range(9):
        deliver_due(moment)
        waits.append((reload(message).due_at - moment).total_seconds() / 60)
        moment = reload(message).due_at
    expected = [1, 5, 15, 60, 180, 360, 360, 360]
    for waited, planned in zip(waits, expected, strict=False):
        assert planned * 0.79 <= waited <= planned * 1.21 + 0.1
    failed = reload(message)
    assert (failed.state, failed.attempts) == ("failed", 9)
    assert failed.reason == reasons.SERVER_TOO_SLOW


def test_a_mail_put_off_by_the_server_goes_out_later_with_the_same_bytes(ana, sink) -> None:
    sink.at_data = "451 4.3.0 busy"
    message = make_message(ana)
    deliver_due(NOW)
    frozen = reload(message)
    sink.at_data = ""
    deliver_due(NOW + timedelta(hours=1))
    assert reload(message).state == "sent"
    assert sink.taken[0]["Date"] == frozen.date_header.strftime("%a, %d %b %Y %H:%M:%S +0000")


def test_an_absent_server_costs_no_attempts_and_pauses_the_transport(ana, settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    message = make_message(ana)
    deliver_due(NOW)
    waiting = reload(message)
    assert (waiting.state, waiting.attempts, waiting.due_at) == ("pending", 0, NOW)
    transport = Transport.objects.get()
    assert (transport.failures, transport.paused_until is not None) == (1, True)
    assert deliver_due(NOW) == 0
    assert Transport.objects.get().failures == 1


def test_a_server_that_comes_back_ends_the_pause(ana, sink) -> None:
    Transport.objects.create(pk=1, failures=4, paused_until=NOW, reason="gone")
    message = make_message(ana)
    deliver_due(NOW)
    assert reload(message).state == "sent"
    assert Transport.objects.get().failures == 0


def test_a_server_that_closes_at_once_is_trouble_not_a_refusal(ana, sink) -> None:
    sink.at_rcpt = "421 4.3.2 closing"
    message = make_message(ana)
    deliver_due(NOW)
    assert (reload(message).state, reload(message).attempts) == ("pending", 0)
    assert Transport.objects.get().failures == 1


def test_a_connection_that_breaks_at_the_end_is_repeated_once_with_the_same_id(ana, sink) -> None:
    sink.hang_up_after = 1
    message = make_message(ana)
    deliver_due(NOW)
    first, second = sink.taken
    assert first["Message-ID"] == second["Message-ID"]
    assert first["Date"] == second["Date"]
    assert (reload(message).state, reload(message).resends) == ("sent", 1)


def test_a_connection_that_breaks_at_the_end_leaves_a_held_mail_unsure(ana, sink) -> None:
    sink.hang_up_after = 9
    message = make_message(ana, kind="accounts.test_held")
    deliver_due(NOW)
    assert (reload(message).state, sink.count()) == ("unsure", 1)


def test_a_connection_that_always_breaks_makes_two_copies_at_most(ana, sink) -> None:
    sink.hang_up_after = 9
    message = make_message(ana)
    deliver_due(NOW)
    assert (reload(message).state, sink.count()) == ("unsure", 2)


def test_what_is_no_longer_wanted_opens_no_connection(ana, settings) -> None:
    settings.EMAIL_URL = "smtp://127.0.0.1:1"
    message = make_message(ana, params={"not_wanted": "Answered."})
    deliver_due(NOW)
    assert reload(message).state == "suppressed"
    assert not Transport.objects.exists()


def test_many_mails_share_one_connection(ana, sink) -> None:
    for _ in range(25):
        make_message(ana)
    deliver_due(NOW)
    assert sink.count() == 25
    assert sink.connections == 1


def test_a_bad_address_ends_and_stops_nobody(ana, sink) -> None:
    bad = make_message(ana, to_address="ana\r\nBcc: eve@example.org")
    good = make_message(ana)
    deliver_due(NOW)
    assert (reload(bad).state, reload(good).state) == ("pending", "sent")
    assert reload(bad).attempts == 1
    assert sink.count() == 1


def frozen(message: Message) -> Message:
    claimed = claim_batch(NOW)
    assert pass_gate(claimed[0], NOW).go
    return reload(message)


def parsed(message: Message):
    return BytesParser(policy=policy.default).parsebytes(mail_bytes(message))


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag not in {"img", "script", "link", "iframe"}
        self.found += [value or "" for name, value in attrs if name == "href"]


@pytest.mark.parametrize(
    "kind", ["accounts.test_notice", "accounts.test_stream", "accounts.test_asked"]
)
def test_a_mail_has_text_and_html_with_the_same_links(ana, kind: str) -> None:
    mail = parsed(frozen(make_message(ana, kind=kind)))
    text = mail.get_body(("plain",)).get_content()
    html = mail.get_body(("html",)).get_content()
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert all(link in text for link in Links(html).found)
    assert "http://localhost:8000/help/" in text
    assert "You get this because a test runs." in text
    assert "Ünïcode <stays>" in text and "Ünïcode &lt;stays&gt;" in html
    assert '<html lang="en"' in html
    assert len(html) < 100_000


@pytest.mark.parametrize("kind", ["accounts.test_stream", "accounts.test_asked"])
def test_subscription_mail_has_both_one_click_headers_on_short_lines(
    ana, kind: str, settings
) -> None:
    settings.SITE_URL = "https://mentors.example.org"
    raw = mail_bytes(frozen(make_message(ana, kind=kind))).decode()
    line = re.search(
        r"^List-Unsubscribe: <https://mentors\.example\.org/u/[\w-]{22}>\r$", raw, re.M
    )
    assert line is not None and len(line[0].strip()) <= 76
    assert "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n" in raw


def test_transactional_mail_cannot_be_unsubscribed(ana) -> None:
    mail = parsed(frozen(make_message(ana)))
    assert mail["List-Unsubscribe"] is None
    assert "/u/" not in mail.get_body(("plain",)).get_content()


def test_a_calendar_part_is_alternative_and_file(ana) -> None:
    message = frozen(make_message(ana))
    message.ics, message.ics_method = "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "CANCEL"
    mail = parsed(message)
    types = [part.get_content_type() for part in mail.walk()]
    assert types == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    calendar = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert calendar.get_param("method") == "CANCEL"
    assert calendar.get_payload(decode=True) == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"
    assert mail_bytes(message) == mail_bytes(message)


def test_server_from_url_reads_scheme_port_and_quoted_password() -> None:
    server = Server.from_url("smtp+tls://mail%40x:p%3Ass@mail.example.org")
    assert server == Server("smtp+tls", "mail.example.org", 587, "mail@x", "p:ss")
    with pytest.raises(ImproperlyConfigured):
        Server.from_url("http://mail.example.org")


@pytest.mark.parametrize(
    ("code", "reply", "dead"),
    [
        (550, "no such user", True),
        (550, "5.1.1 unknown", True),
        (551, "moved", True),
        (553, "5.1.3 bad syntax", True),
        (554, "5.1.2 no such host", True),
        (550, "5.7.1 policy", False),
        (554, "5.7.1 spam", False),
        (552, "5.2.2 full", False),
    ],
)
def test_address_is_dead_only_when_the_answer_speaks_of_the_address(
    code: int, reply: str, dead: bool
) -> None:
    assert address_is_dead(code, reply) is dead
