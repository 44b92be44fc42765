"""Mails that come back: who is silent afterwards, who hears of it, and who cannot make it up."""

import io
import mailbox
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.core.management import call_command
from django.test import Client

from accounts.delivery import reasons
from accounts.delivery.run import deliver_due
from accounts.delivery.sweep import purge_words
from accounts.delivery.take_returns import take_returned
from accounts.delivery.verp import envelope_sender, message_returned_to
from accounts.models import AuditEntry, DeliveryAttempt, Message, Suppression, User
from accounts.services.suppressions import write_again
from accounts.tests.make import NOW, make_message

BOUNCES = "bounces@example.org"
DSN = """From: MAILER-DAEMON@mx.example.net
To: {to}
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Message-ID: <dsn@mx.example.net>
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

I am sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.net

Final-Recipient: rfc822; ana@example.org
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {words}

--b
Content-Type: text/rfc822-headers

Message-ID: {message_id}
Subject: A small note

--b--
"""
ARF = """From: fbl@example.net
To: {to}
Subject: FW: A small note
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is spam.
--b
Content-Type: message/feedback-report

Feedback-Type: abuse
User-Agent: Box/1
Version: 1

--b
Content-Type: message/rfc822

Message-ID: {message_id}
Subject: A small note

Words.
--b--
"""


@pytest.fixture
def sent(ana, settings) -> Message:
    settings.BOUNCE_EMAIL = BOUNCES
    make_message(ana)
    deliver_due(NOW)
    return Message.objects.get()


def report(letter: str = DSN, **changes: str) -> bytes:
    facts = {"to": BOUNCES, "action": "failed", "status": "5.1.1", "message_id": "<x@elsewhere>"}
    return letter.format(**{**facts, "words": "550 5.1.1 nobody here", **changes}).encode()


def is_silent() -> bool:
    return Suppression.objects.exists()


def test_a_bounce_to_the_signed_sender_silences_the_address(sent, ana) -> None:
    said = take_returned(report(to=envelope_sender(sent)), now=NOW)
    sent.refresh_from_db()
    ana.refresh_from_db()
    assert said == f"Noted at mail {sent.pk}."
    assert (sent.state, sent.bounced_at, sent.reason) == ("sent", NOW, reasons.CAME_BACK)
    assert Suppression.objects.get().reason == "5.1.1 nobody here"
    assert ana.mail_refused_at == NOW
    assert DeliveryAttempt.objects.values_list("phase", "code").last() == ("returned", 550)
    again = make_message(ana)
    deliver_due(NOW)
    again.refresh_from_db()
    assert (again.state, again.reason) == ("suppressed", reasons.ADDRESS_SILENT)


@pytest.mark.parametrize("letter", [DSN, ARF])
def test_a_report_that_names_our_mail_is_known_by_its_message_id(sent, letter: str) -> None:
    take_returned(report(letter, message_id=sent.message_id), now=NOW)
    assert is_silent()


def test_a_complaint_tells_so_and_silences(sent) -> None:
    take_returned(report(ARF, to=envelope_sender(sent)), now=NOW)
    sent.refresh_from_db()
    assert (sent.reason, is_silent()) == (reasons.SAID_UNWANTED, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"action": "delayed", "status": "4.4.7", "words": "451 later"},
        {"action": "failed", "status": "4.4.7", "words": "451 too late"},
        {"action": "delivered", "status": "2.0.0", "words": "250 fine"},
    ],
)
def test_what_is_not_final_changes_nothing(sent, changes) -> None:
    said = take_returned(report(to=envelope_sender(sent), **changes), now=NOW)
    sent.refresh_from_db()
    assert (said.startswith("Left alone"), sent.bounced_at, is_silent()) == (True, None, False)


def test_a_refusal_of_the_words_is_noted_and_silences_nobody(sent) -> None:
    words = {"status": "5.7.1", "words": "554 5.7.1 looks odd"}
    take_returned(report(to=envelope_sender(sent), **words), now=NOW)
    sent.refresh_from_db()
    assert (sent.bounced_at, is_silent()) == (NOW, False)


def test_the_same_report_twice_is_told_once(sent) -> None:
    for _ in range(2):
        said = take_returned(report(to=envelope_sender(sent)), now=NOW)
    assert said == f"Mail {sent.pk} knew that already."
    assert DeliveryAttempt.objects.filter(phase="returned").count() == 1


def test_nobody_can_make_a_bounce_up(sent) -> None:
    good = envelope_sender(sent)
    forged = good.replace(f"+{sent.pk}-", f"+{sent.pk + 1}-")
    for address in (forged, good[:-18] + "aa@example.org", BOUNCES):
        assert "no mail of ours" in take_returned(report(to=address), now=NOW)
    assert not is_silent()


def test_an_absence_note_or_any_letter_is_left_alone(sent) -> None:
    note = EmailMessage()
    note["To"], note["Subject"], note["Auto-Submitted"] = (
        envelope_sender(sent),
        "Away",
        "auto-replied",
    )
    note.set_content("Back on Monday. 550 5.1.1")
    for letter in (note.as_bytes(), b"", b"\xff\x00 nothing"):
        assert take_returned(letter, now=NOW).startswith("Left alone")


def test_the_envelope_sender_fits_any_server_and_outlives_a_new_key(sent, settings) -> None:
    sender = envelope_sender(sent)
    assert len(sender.partition("@")[0]) <= 64
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-" * 9
    assert message_returned_to(sender.upper()) == sent.pk


def test_the_server_sees_that_sender_and_without_the_setting_the_one_of_from(
    ana, sink, settings
) -> None:
    make_message(ana)
    deliver_due(NOW)
    settings.BOUNCE_EMAIL = BOUNCES
    message = make_message(ana)
    deliver_due(NOW)
    assert sink.senders == ["no-reply@localhost", envelope_sender(message)]


def test_take_returns_reads_one_mail_from_standard_input(sent, monkeypatch, capsys) -> None:
    stdin = io.TextIOWrapper(io.BytesIO(report()))
    monkeypatch.setattr("sys.stdin", stdin)
    call_command("take_returns", "--to", envelope_sender(sent))
    assert capsys.readouterr().out == f"Noted at mail {sent.pk}.\n"


def test_take_returns_reads_a_maildir_once(sent, tmp_path, capsys) -> None:
    box = mailbox.Maildir(tmp_path / "box", create=True)
    box.add(report(to=envelope_sender(sent)))
    for _ in range(2):
        call_command("take_returns", "--maildir", str(tmp_path / "box"))
    assert capsys.readouterr().out == f"Noted at mail {sent.pk}.\n"


# -- Who hears of it -------------------------------------------------------------------------------


@pytest.fixture
def her_page(client: Client, sent, ana) -> Client:
    take_returned(report(to=envelope_sender(sent)), now=NOW)
    client.force_login(ana, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_person_reads_it_on_every_page_and_may_have_mail_again(her_page, ana) -> None:
    page = her_page.get("/you/").content.decode()
    assert "Mail to ana@example.org comes back" in page
    assert her_page.post("/you/mail/again/").status_code == 302
    assert "comes back" not in her_page.get("/you/").content.decode()
    assert not is_silent()
    assert AuditEntry.objects.filter(verb="user.write_again", by=ana).count() == 1


def test_a_person_with_another_address_reads_nothing(her_page, ana) -> None:
    User.objects.update(email="new@example.org")
    assert "comes back" not in her_page.get("/you/").content.decode()


def test_write_again_without_need_leaves_no_trace(ana) -> None:
    write_again(person=ana, by=ana, now=NOW)
    assert not AuditEntry.objects.exists()


def test_staff_find_who_cannot_be_reached_and_may_try_again(client, sent, ana) -> None:
    take_returned(report(to=envelope_sender(sent)), now=NOW)
    staff = User.objects.create_superuser("s@example.org", name="Sol")
    client.force_login(staff, backend="allauth.account.auth_backends.AuthenticationBackend")
    listed = client.get("/admin/accounts/user/?mail_refused_at__isempty=0").content.decode()
    assert "ana@example.org" in listed
    pressed = {"action": "write_again", "_selected_action": [ana.pk]}
    client.post("/admin/accounts/user/", pressed)
    assert not is_silent()


def test_words_go_after_thirty_days_and_what_became_of_the_mail_stays(ana) -> None:
    message = make_message(ana, params={"consents": [7]})
    other = make_message(ana, params={"text": "Well done."})
    deliver_due(NOW)
    assert purge_words(NOW + timedelta(days=30)) == 0
    assert purge_words(NOW + timedelta(days=30, seconds=1)) == 2
    message.refresh_from_db()
    other.refresh_from_db()
    assert (message.text, message.html, message.params) == ("", "", {"consents": [7]})
    assert (other.params, other.state, other.subject_line) == ({}, "sent", "A small note")
