"""Links from mails: GET shows, POST acts once, nobody is signed in."""

import logging
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import clock
from accounts.logs import MaskTokens
from accounts.models import ActionToken, AuditEntry, MailSwitch, Message
from accounts.services.answers import switch_mail_on
from accounts.tests import acts
from accounts.tests.make import NOW, make_message, make_token
from accounts.tokens import issue_token

WRITES = ("INSERT", "UPDATE", "DELETE")


@pytest.fixture
def token(db) -> ActionToken:
    return make_token(expires_at=clock.now() + timedelta(days=14))


@pytest.fixture
def strict() -> Client:
    """A mail program: no cookies, and CSRF checks are on."""
    return Client(enforce_csrf_checks=True)


def path(token: ActionToken, **query: str) -> str:
    return token.url(**query).removeprefix("http://localhost:8000")


@pytest.mark.parametrize("method", ["get", "head"])
def test_answer_changes_nothing_when_it_is_only_opened(token, strict, method: str) -> None:
    with CaptureQueriesContext(connection) as asked:
        for _ in range(5):
            assert getattr(strict, method)(path(token, answer="done")).status_code == 200
    assert not [q["sql"] for q in asked if q["sql"].startswith(WRITES)]
    assert acts.done == []


def test_answer_page_has_the_answer_picked_from_the_link(token, client) -> None:
    page = client.get(path(token, answer="later")).content.decode()
    assert "How did it go?" in page
    assert '<option value="later" selected>' in page


def test_answer_acts_on_post_without_cookie_or_csrf(token, strict) -> None:
    response = strict.post(path(token), {"answer": "done"})
    assert (response.status_code, "Noted: done." in response.content.decode()) == (200, True)
    assert acts.done == ["accounts.test:done"]
    assert not Session.objects.exists()
    assert "sessionid" not in response.cookies


def test_answer_again_shows_the_first_result(token, client) -> None:
    for _ in range(20):
        response = client.post(path(token), {"answer": "done"})
        assert "Noted: done." in response.content.decode()
    assert acts.done == ["accounts.test:done"]


def test_answer_keeps_what_was_typed_when_the_service_says_no(token, client) -> None:
    response = client.post(path(token), {"answer": "later"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "Not possible today. Try tomorrow." in page
    assert '<option value="later" selected>' in page
    assert ActionToken.objects.get().used_at is None


def test_answer_with_an_unknown_choice_is_422(token, client) -> None:
    assert client.post(path(token), {"answer": "hack"}).status_code == 422
    assert acts.done == []


def test_answer_without_a_form_needs_one_press(client, db) -> None:
    token = make_token(purpose="accounts.plain", expires_at=clock.now() + timedelta(days=1))
    assert "Noted: yes." in client.post(path(token)).content.decode()


def test_answer_headers_keep_the_token_to_itself(token, client) -> None:
    response = client.get(path(token))
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store, private"
    assert response["X-Robots-Tag"] == "noindex, nofollow"


def test_answer_with_a_guessed_link_is_404(client, token) -> None:
    other = "B" if token.raw.endswith("A") else "A"
    assert client.get(f"/a/{token.raw[:-1]}{other}/").status_code == 404
    assert client.get("/a/short/").status_code == 404


def test_answer_link_works_at_no_other_address(client, token) -> None:
    assert client.get(f"/u/{token.raw}").status_code == 404
    assert client.post(f"/u/{token.raw}").status_code == 404
    assert client.get(f"/i/{token.raw}/").status_code == 404


def test_an_expired_link_offers_a_fresh_one(client, db) -> None:
    token = make_token(expires_at=clock.now())
    page = client.get(path(token))
    assert (page.status_code, "Mail me a fresh link" in page.content.decode()) == (410, True)
    assert not Message.objects.exists()
    for _ in range(2):
        client.post(path(token), {"renew": "1"})
    assert [m.kind for m in Message.objects.all()] == ["accounts.fresh_link"]
    assert client.get(path(token)).status_code == 200


def test_posting_an_answer_to_an_expired_link_does_nothing(client, db) -> None:
    token = make_token(expires_at=clock.now())
    assert client.post(path(token), {"answer": "done"}).status_code == 410
    assert acts.done == []


def test_a_link_is_slowed_down_after_twenty_uses_a_minute(token, client) -> None:
    statuses = [client.get(path(token)).status_code for _ in range(41)]
    assert 429 in statuses


def test_log_lines_never_show_a_token(token) -> None:
    for address in (path(token), f"/u/{token.raw}", f"/i/{token.raw}/"):
        line = logging.LogRecord("x", 20, "", 1, 'Not Found: %s "GET"', (address,), None)
        MaskTokens().filter(line)
        assert token.raw not in line.getMessage()
        assert token.public_id not in line.getMessage()


@pytest.mark.parametrize(
    "place", ["/join/", "/accounts/confirm-email/", "/accounts/password/reset/key/"]
)
def test_log_lines_never_show_other_keys(place) -> None:
    line = logging.LogRecord("x", 20, "", 1, f"Not Found: {place}1-abC_9:x%3A7/ seen", None, None)
    MaskTokens().filter(line)
    assert line.getMessage() == f"Not Found: {place}…/ seen"


def stop_token(message: Message) -> ActionToken:
    assert message.person is not None
    return issue_token(
        purpose="unsubscribe",
        about=message,
        person=message.person,
        scope="",
        now=NOW,
        expires_at=clock.now() + timedelta(days=1),
    )


def test_unsubscribe_one_click_switches_the_stream_off_at_once(ana, strict) -> None:
    token = stop_token(make_message(ana, kind="accounts.test_stream"))
    response = strict.post(path(token), {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200
    assert MailSwitch.objects.get().stream == "accounts.test_stream"
    assert AuditEntry.objects.get().verb == "mail.switch_off"


def test_unsubscribe_changes_nothing_when_it_is_only_opened(ana, strict) -> None:
    token = stop_token(make_message(ana, kind="accounts.test_stream"))
    for _ in range(3):
        assert strict.get(path(token)).status_code == 200
        assert strict.head(path(token)).status_code == 200
    assert not MailSwitch.objects.exists()


def test_unsubscribe_works_again_after_the_stream_was_switched_on(ana, strict) -> None:
    token = stop_token(make_message(ana, kind="accounts.test_stream"))
    strict.post(path(token))
    switch_mail_on(person=ana, stream="accounts.test_stream", by=ana, now=NOW)
    strict.post(path(token))
    assert MailSwitch.objects.count() == 1


def test_unsubscribe_from_a_consented_mail_pauses_its_consent(ana, strict) -> None:
    token = stop_token(make_message(ana, kind="accounts.test_asked"))
    assert strict.post(path(token)).status_code == 200
    assert acts.done == ["unsubscribe:"]
    assert not MailSwitch.objects.exists()
