"""Invitations, and the mails that django-allauth asks for."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts import clock, sweeps
from accounts.delivery.run import deliver_due
from accounts.models import Heartbeat, Message, Tick, User
from accounts.services.clockwork import tick
from accounts.services.invitations import invitation_url
from accounts.tests import acts
from accounts.tests.make import NOW, make_message

PASSWORD = "seven quiet mountains"
CODE_MAIL = "accounts.sign_in_code"


@pytest.fixture
def link(ana) -> str:
    now = clock.now()
    url = invitation_url(
        person=ana,
        about=ana,
        now=now,
        expires_at=now + timedelta(days=30),
        params={"inviter": "Ada Lind", "to": "Leaders", "next": "/you/", "then": "accounts.plain"},
    )
    return url.removeprefix("http://localhost:8000")


def test_accept_invitation_tells_who_invites_to_what_and_changes_nothing(client, link) -> None:
    with CaptureQueriesContext(connection) as asked:
        page = client.get(link).content.decode()
    assert "Ada Lind" in page and "Leaders" in page
    assert not [q for q in asked if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert not EmailAddress.objects.exists()


def test_accept_invitation_with_a_password_verifies_and_signs_in(client, link, ana) -> None:
    response = client.post(link, {"password": PASSWORD})
    assert response["Location"] == "/you/"
    ana.refresh_from_db()
    assert ana.check_password(PASSWORD)
    address = EmailAddress.objects.get()
    assert (address.email, address.verified, address.primary) == (ana.email, True, True)
    assert client.get("/you/").status_code == 200
    assert acts.done == ["invitation:"]


def test_accept_invitation_without_a_password_signs_in_too(client, link, ana) -> None:
    assert client.post(link, {"skip": "1"})["Location"] == "/you/"
    ana.refresh_from_db()
    assert not ana.has_usable_password()
    assert client.get("/you/").status_code == 200


def test_accept_invitation_refuses_a_weak_password(client, link) -> None:
    assert client.post(link, {"password": "1234"}).status_code == 422
    assert not Session.objects.exists()


def test_accept_invitation_needs_a_choice(client, link) -> None:
    assert client.post(link, {"password": ""}).status_code == 422


def test_accept_invitation_sends_a_known_account_to_sign_in(client, link, ana) -> None:
    ana.set_password(PASSWORD)
    ana.save()
    response = client.post(link, {"skip": "1"})
    assert response["Location"] == "/accounts/login/?next=%2Fyou%2F"
    assert not Session.objects.exists()
    assert EmailAddress.objects.get().verified


def test_accept_invitation_signs_in_once_only(client, link) -> None:
    client.post(link, {"skip": "1"})
    client.logout()
    assert client.post(link, {"skip": "1"})["Location"].startswith("/accounts/login/")
    assert client.get("/you/").status_code == 302
    assert acts.done == ["invitation:"]


def test_accept_invitation_refuses_a_link_that_is_too_old(client, ana) -> None:
    now = clock.now()
    url = invitation_url(person=ana, about=ana, now=now, expires_at=now)
    assert client.get(url.removeprefix("http://localhost:8000")).status_code == 410


def test_a_mailed_code_signs_in(client, ana) -> None:
    client.post("/accounts/login/code/", {"email": ana.email})
    message = Message.objects.get()
    assert (message.kind, message.priority, message.secret) == (CODE_MAIL, 1, True)
    deliver_due(clock.now())
    text = Message.objects.get().text
    code = message.params["code"]
    assert code in text
    response = client.post("/accounts/login/code/confirm/", {"code": code})
    assert response.status_code == 302
    assert client.get("/you/").status_code == 200


def test_an_unknown_address_gets_one_mail_an_hour_and_the_same_page(client, ana) -> None:
    known = client.post("/accounts/login/code/", {"email": ana.email})
    Message.objects.all().delete()
    for _ in range(3):
        unknown = Client().post("/accounts/login/code/", {"email": "who@example.org"})
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    message = Message.objects.get()
    assert (message.kind, message.person) == ("accounts.unknown_account", None)
    deliver_due(clock.now())
    assert Message.objects.get().state == "sent"


def test_a_password_reset_link_carries_our_own_host(client, ana, settings) -> None:
    EmailAddress.objects.create(user=ana, email=ana.email, verified=True, primary=True)
    settings.ALLOWED_HOSTS = ["*"]
    client.post("/accounts/password/reset/", {"email": ana.email}, headers={"host": "evil.example"})
    deliver_due(clock.now())
    message = Message.objects.get()
    link = re.search(r"http://localhost:8000/accounts/password/reset/key/\S+", message.text)
    assert message.kind == "accounts.password_reset" and link is not None
    assert client.get(link[0].removeprefix("http://localhost:8000")).status_code in (200, 302)


def test_a_changed_password_is_told_to_its_owner(sign_in, ana) -> None:
    ana.set_password(PASSWORD)
    ana.save()
    EmailAddress.objects.create(user=ana, email=ana.email, verified=True, primary=True)
    new = {"oldpassword": PASSWORD, "password1": PASSWORD + "s", "password2": PASSWORD + "s"}
    sign_in(ana).post("/accounts/password/change/", new)
    deliver_due(clock.now())
    message = Message.objects.get()
    assert (message.subject_line, message.person) == ("Your password was changed", ana)


def test_nobody_can_sign_up_without_an_invitation(client, db) -> None:
    client.post(
        "/accounts/signup/",
        {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD},
    )
    assert not User.objects.filter(email="new@example.org").exists()


def test_admin_sign_in_is_our_own(client, db) -> None:
    assert client.get("/admin/login/")["Location"].startswith("/accounts/login/")


def staff_page(client):
    staff = User.objects.create_superuser("root@example.org", PASSWORD, name="Root")
    client.force_login(staff, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_admin_adds_a_person_who_signs_in_by_code(client, db) -> None:
    new = {"email": "New@Example.org", "name": "New", "password1": PASSWORD, "password2": PASSWORD}
    assert staff_page(client).post("/admin/accounts/user/add/", new).status_code == 302
    assert not User.objects.get(email="new@example.org").has_usable_password()


def test_admin_sets_nobodys_password(client, ana) -> None:
    address = f"/admin/accounts/user/{ana.pk}/password/"
    new = {"password1": PASSWORD, "password2": PASSWORD, "usable_password": "true"}
    assert staff_page(client).post(address, new).status_code == 403
    ana.refresh_from_db()
    assert not ana.has_usable_password()


@pytest.mark.parametrize(
    ("been_here", "address"), [(False, "b@example.org"), (True, "ana@example.org")]
)
def test_admin_mends_the_address_of_a_person_who_was_never_here(
    client, ana, been_here, address
) -> None:
    if been_here:
        User.objects.filter(pk=ana.pk).update(last_login=NOW)
    facts = {"email": "b@example.org", "name": "Ana", "zone": "UTC", "language": "en"}
    facts |= {"working_days": "1111100", "quiet_from": "20:00", "quiet_until": "08:00"}
    answer = staff_page(client).post(f"/admin/accounts/user/{ana.pk}/change/", facts)
    ana.refresh_from_db()
    assert (answer.status_code, ana.name, ana.email) == (302, "Ana", address)


@pytest.mark.parametrize("query", ["kind=accounts.test_held", "text__contains=Test", "person=1"])
def test_admin_finds_mails_by_what_it_shows_only(client, ana, query) -> None:
    make_message(ana, kind="accounts.test_held")
    page = staff_page(client)
    assert page.get("/admin/accounts/message/?state__exact=pending").status_code == 200
    assert page.get(f"/admin/accounts/message/?{query}").status_code == 400


def test_admin_does_not_tell_who_asked_to_be_asked(client, ana) -> None:
    make_message(ana, kind="accounts.test_asked", params={"not_wanted": "Paused by her."})
    deliver_due(NOW)
    page = staff_page(client)
    for tail in ("", f"{Message.objects.get().pk}/change/"):
        shown = page.get(f"/admin/accounts/message/{tail}").content.decode()
        assert "ana@example.org" in shown
        assert "test_asked" not in shown and "Paused" not in shown


def test_admin_shows_no_words_of_a_mail(client, ana) -> None:
    staff = User.objects.create_superuser("root@example.org", PASSWORD, name="Root")
    client.force_login(staff, backend="allauth.account.auth_backends.AuthenticationBackend")
    message = make_message(ana, kind="accounts.test_secret", params={"code": "876543"})
    deliver_due(NOW)
    page = client.get(f"/admin/accounts/message/{message.pk}/change/").content.decode()
    assert "accounts.test_secret" in page
    assert "876543" not in page and "A note for you" not in page


def test_tick_runs_sweeps_in_order_and_survives_a_broken_one(ana, monkeypatch) -> None:
    ran: list[str] = []

    def breaks(now) -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(sweeps, "_sweeps", {})
    sweeps.register("late", 60, lambda now: ran.append("late") or 0)
    sweeps.register("broken", 20, breaks)
    sweeps.register("early", 10, lambda now: ran.append("early") or 0)
    message = make_message(ana)
    tick(NOW)
    message.refresh_from_db()
    assert (ran, message.state) == (["early", "late"], "sent")


def test_tick_leaves_a_sign_of_life(db) -> None:
    before = clock.now()
    tick(NOW)
    tick(NOW)
    assert before <= Tick.objects.get().last_at <= clock.now()
    assert Heartbeat.objects.get().name == "mail"


@pytest.mark.parametrize(
    ("params", "heading"),
    [
        ({"to": "Leaders"}, "You have a place in Leaders"),
        ({"to": "Leaders", "then": "some.action"}, "You are invited to Leaders"),
    ],
)
def test_accept_invitation_says_whether_anything_is_left_to_decide(client, ana, params, heading):
    now = clock.now()
    url = invitation_url(
        person=ana, about=ana, now=now, expires_at=now + timedelta(days=1), params=params
    )
    assert heading in client.get(url.removeprefix("http://localhost:8000")).content.decode()
