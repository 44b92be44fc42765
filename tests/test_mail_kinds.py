"""Every kind of mail, sent through the real pipeline to a mail server, and what each must be like.

The world lives on for two weeks, two hours at a time. A kind of which nobody sent a mail fails, so
that whoever declares a new one gives it an occasion, here or in tests/parts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from email.message import Message as Mail
from html import unescape

import pytest
from django.db import transaction
from django.test import Client, override_settings

from accounts import mailkinds
from accounts.delivery.catchup import CatchUp
from accounts.delivery.run import deliver_due
from accounts.models import ActionToken, MailSwitch, Message
from accounts.services.answers import request_fresh_link
from accounts.services.clockwork import tick
from accounts.services.outbox import queue_message
from accounts.testing import SmtpSink
from checkins import services as checkins
from checkins.models import CheckIn
from goals import services as goals
from goals.models import Consent
from mentorship.services import pairings, rosters
from mentorship.tests.make import NOW, make_csv
from tests.parts import PARTS
from tests.reading import NEVER, visible
from tests.world import World, agreed_goal, make_world, member

SITE = "https://mentorship.example.org"
LARGEST = 100_000
SHARED, OWN, SECRET = "quokkaword", "okapiword", "axolotlword"

# The table of classes. Policy: what happens to a mail of which nobody knows whether it arrived.
#                                 class           counts  unsubscribe  policy
KINDS = {
    "accounts.account_exists": ("transactional", False, "none", "resend_once"),
    "accounts.email_confirmation": ("transactional", False, "none", "resend_once"),
    "accounts.fresh_link": ("transactional", False, "none", "resend_once"),
    "accounts.password_reset": ("transactional", False, "none", "resend_once"),
    "accounts.security_notice": ("transactional", False, "none", "resend_once"),
    "accounts.sign_in_code": ("transactional", False, "none", "resend_once"),
    "accounts.while_away": ("consented", True, "consent", "hold"),
    "accounts.unknown_account": ("transactional", False, "none", "resend_once"),
    "checkins.brief": ("service", False, "stream", "hold"),
    "checkins.check_in_canceled": ("transactional", False, "none", "resend_once"),
    "checkins.check_in_changed": ("transactional", False, "none", "resend_once"),
    "checkins.check_in_invited": ("transactional", False, "none", "resend_once"),
    "checkins.close_out_copy": ("service", False, "stream", "hold"),
    "checkins.close_out_to_confirm": ("service", True, "stream", "hold"),
    "checkins.feedback_given": ("service", True, "stream", "hold"),
    "checkins.follow_up": ("consented", True, "consent", "hold"),
    "goals.goal_agreed": ("service", True, "stream", "hold"),
    "goals.goal_proposed": ("service", True, "stream", "hold"),
    "mentorship.agreement_to_sign": ("transactional", False, "none", "hold"),
    "mentorship.invitation": ("transactional", False, "none", "hold"),
    "mentorship.pairing_published": ("transactional", False, "none", "hold"),
    "mentorship.welcome": ("transactional", False, "none", "hold"),
}
for part in PARTS:
    KINDS |= getattr(part, "MAIL_KINDS", {})
NAMES = sorted(KINDS)


@dataclass
class Sent:
    """A mail as the mail server took it, with its row."""

    row: Message
    mail: Mail

    def part(self, kind: str) -> str:
        found = next(part for part in self.mail.walk() if part.get_content_type() == kind)
        return found.get_payload(decode=True).decode()  # type: ignore[union-attr]

    @property
    def text(self) -> str:
        return self.part("text/plain")

    @property
    def html(self) -> str:
        return self.part("text/html")

    @property
    def links(self) -> set[str]:
        return {unescape(link) for link in re.findall(r'href="([^"]+)"', self.html)}


@pytest.fixture(scope="module")
def db(django_db_setup, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def sink(db) -> Iterator[SmtpSink]:
    with SmtpSink() as sink, override_settings(EMAIL_URL=sink.url, SITE_URL=SITE):
        yield sink


@pytest.fixture(scope="module")
def world(sink: SmtpSink) -> World:
    return make_world(NOW, shared=SHARED, own=OWN, secret=SECRET)


@pytest.fixture(scope="module")
def sent(world: World, sink: SmtpSink) -> dict[str, list[Sent]]:
    """By kind."""
    _occasions(world)
    for hours in range(0, 14 * 24, 2):
        tick(NOW + timedelta(hours=hours))
    _stop_for_a_while(world, NOW + timedelta(days=14))
    rows = {row.message_id: row for row in Message.objects.select_related("person")}
    found = defaultdict(list)
    for mail in sink.taken:
        row = rows[mail["Message-ID"]]
        found[row.kind].append(Sent(row, mail))
    return found


# -- An occasion for each kind ---------------------------------------------------------------------


def _occasions(world: World) -> None:
    """Reminders, briefs and invitations to check-ins come by themselves."""
    _newcomers(world)
    _of_accounts(world)
    pairings.publish_pairings(cohort=world["cohort[autumn]"], by=world.ada, now=NOW)
    agreed_goal(world, member(world, "nina"), world.pavel, "Write a guide", NOW)
    checkins.close_out_check_in(
        check_in=world["check_in[past]"], by=world.omar, now=NOW, summary=world.words("Slides.")
    )
    checkins.give_feedback(
        to=member(world, "pavel"),
        by=world.nina,
        kind="question",
        text=world.words("What would you try next?"),
        client_token="mail",
        now=NOW,
    )
    for part in PARTS:
        if occasions := getattr(part, "occasions", None):
            occasions(world, NOW)
    tick(NOW)  # a code to sign in with is good for ten minutes
    _changes_of_plan(world)


def _newcomers(world: World) -> None:
    cohort = world["cohort[autumn]"]
    for email, applied in (("wim@example.org", True), ("ivy@example.org", False)):
        upload = rosters.upload_roster(
            cohort=cohort,
            by=world.ada,
            filename="new.csv",
            content=make_csv("Name,Email,Role", f"New One,{email},mentee"),
            now=NOW,
        )
        rosters.confirm_roster(upload=upload, applied=applied, by=world.ada, now=NOW)
        upload.refresh_from_db()
        rosters.run_roster(upload=upload, now=NOW)


def _of_accounts(world: World) -> None:
    params = {
        "accounts.sign_in_code": {"code": "QWER-TYUI"},
        "accounts.password_reset": {"url": f"{SITE}/accounts/password/reset/key/1-x/"},
        "accounts.email_confirmation": {"url": f"{SITE}/accounts/confirm-email/x/"},
        "accounts.security_notice": {"event": "password_changed", "ip": "192.0.2.7"},
        "accounts.account_exists": {},
    }
    for kind, given in params.items():
        queue_message(
            kind=kind,
            person=world.nina,
            about=world.nina,
            scope="",
            now=NOW,
            dedupe_key=f"test:{kind}",
            params=given,
        )
    queue_message(
        kind="accounts.unknown_account",
        person=None,
        about=None,
        scope="",
        now=NOW,
        dedupe_key="test:unknown",
        to_address="nobody@example.org",
    )
    token = goals.answer_token(world["promise[other]"], NOW)
    request_fresh_link(token=token, now=NOW)


def _changes_of_plan(world: World) -> None:
    """The next check-in was in calendars already: it moves, and the one after is called off."""
    coming = CheckIn.objects.of_pairing(world["pairing[other]"]).ahead(NOW).order_by("starts_at")
    first = coming[0]
    moved = checkins.move_check_in(
        check_in=first, by=world.nina, starts_at=first.starts_at + timedelta(hours=1), now=NOW
    )
    tick(NOW + timedelta(minutes=10))
    checkins.cancel_check_in(check_in=moved, by=world.nina, now=NOW + timedelta(minutes=20))


def _stop_for_a_while(world: World, since: datetime) -> None:
    """Two mails to one person were late when the workers came back."""
    for number in range(2):
        checkins.give_feedback(
            to=member(world, "pavel"),
            by=world.nina,
            kind="question",
            text=world.words("You made it easy to ask."),
            client_token=f"late {number}",
            now=since - timedelta(hours=number + 1),
        )
    deliver_due(since, episode=CatchUp(since=since, holds=False))


# -- The table ---------------------------------------------------------------------------------------


def test_kinds_are_those_of_the_table() -> None:
    declared = {
        kind.name: (kind.klass, kind.counts, kind.unsubscribe, kind.policy)
        for kind in mailkinds.all_kinds()
    }
    assert declared == KINDS


def test_every_kind_was_sent(sent) -> None:
    assert sorted(sent) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_kind_ends_some_day_and_says_why_it_comes(name) -> None:
    kind = mailkinds.get(name)
    assert timedelta(0) < kind.keeps_for <= timedelta(days=60)
    assert str(kind.why).startswith("You get this")
    assert kind.title or kind.is_transactional


def test_mails_with_ways_in_are_wiped_once_they_left(sent) -> None:
    secret = [mail.row for name in NAMES for mail in sent[name] if mailkinds.get(name).secret]
    assert secret
    assert {row.text + row.html + str(row.params) for row in secret} == {"{}"}


# -- What each mail is like --------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_mail_has_both_parts_and_all_links_in_both(sent, name) -> None:
    for mail in sent[name]:
        lines = set(re.findall(r"https?://\S+", mail.text))
        assert mail.links == lines
        assert all(link.startswith(f"{SITE}/") for link in mail.links)


@pytest.mark.parametrize("name", NAMES)
def test_mail_is_short_and_needs_nothing_from_elsewhere(sent, name) -> None:
    for mail in sent[name]:
        assert len(mail.row.subject_line or str(mail.mail["Subject"])) <= 65
        assert len(mail.html.encode()) + len(mail.text.encode()) < LARGEST
        assert not re.search(r"<img|<link|<script|\bsrc=|url\(|@import", mail.html)


@pytest.mark.parametrize("name", NAMES)
def test_mail_tells_its_language_its_gist_and_why_it_came(sent, name) -> None:
    why = str(mailkinds.get(name).why)
    for mail in sent[name]:
        language = mail.row.person.language if mail.row.person else "en"
        assert f'<html lang="{language}"' in mail.html
        assert re.search(r'<div class="pre">[^<]{10,90}</div>', mail.html)
        if language == "en":
            assert why in " ".join(mail.text.split()) and why in unescape(mail.html)
        assert f"{SITE}/help/" in mail.links


@pytest.mark.parametrize("name", NAMES)
def test_mail_headers_are_short_and_say_that_no_person_sent_it(sent, name) -> None:
    for mail in sent[name]:
        lines = "\n".join(f"{key}: {value}" for key, value in mail.mail.items()).splitlines()
        assert [line for line in lines if len(line) > 76] == []
        assert mail.mail["Auto-Submitted"] == "auto-generated"
        assert mail.mail["X-Auto-Response-Suppress"] == "All"
        assert mail.mail["Date"] and mail.mail["Message-ID"]


@pytest.mark.parametrize("name", NAMES)
def test_mail_stops_with_one_click_unless_it_is_transactional(sent, name) -> None:
    for mail in sent[name]:
        if mailkinds.get(name).is_transactional:
            assert mail.mail["List-Unsubscribe"] is None
            assert not any("/u/" in link for link in mail.links)
        else:
            address = mail.mail["List-Unsubscribe"].strip("<>")
            assert address.startswith(f"{SITE}/u/") and address in mail.links
            assert mail.mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


@pytest.mark.parametrize("name", NAMES)
def test_mail_says_no_words_of_surveillance(sent, name) -> None:
    for mail in sent[name]:
        said = f"{mail.mail['Subject']} {mail.text} {visible(mail.html)}"
        assert NEVER.search(said) is None


@pytest.mark.parametrize("name", NAMES)
def test_subjects_and_calendars_are_neutral_and_secrets_stay(sent, name) -> None:
    """Nothing of what people wrote stands where a glance at a screen can read it."""
    for mail in sent[name]:
        plain = str(mail.mail["Subject"])
        calendars = [p for p in mail.mail.walk() if p.get_content_type() == "text/calendar"]
        plain += "".join(part.get_payload(decode=True).decode() for part in calendars)
        assert not any(phrase in plain for phrase in (SHARED, OWN, SECRET))
        if mail.row.person is None or mail.row.person.email != "maria@example.org":
            assert SECRET not in mail.text


@pytest.mark.parametrize("name", NAMES)
def test_every_kind_can_be_looked_at_in_a_box_of_its_own(sent, name) -> None:
    before = Message.objects.count(), ActionToken.objects.count()
    with override_settings(DEBUG=True):
        page = Client().get(f"/styleguide/mails/{name}/", secure=True)
        body = Client().get(f"/styleguide/mails/{name}/body/", secure=True)
    assert (page.status_code, body.status_code) == (200, 200)
    assert b"<h1>" in body.content
    policy = body["Content-Security-Policy"]
    assert "sandbox" in policy and "default-src 'none'" in policy and "allow-scripts" not in policy
    assert (Message.objects.count(), ActionToken.objects.count()) == before


def test_one_mail_tells_of_all_that_waited(sent) -> None:
    (mail,) = sent["accounts.while_away"]
    assert mail.html.count("<h2>") == mail.row.tells.filter(state="collapsed").count() == 2


@pytest.mark.parametrize("name", NAMES)
def test_mail_has_one_main_action_at_most(sent, name) -> None:
    for mail in sent[name]:
        assert len(re.findall(r'class="button go"', mail.html)) <= 1


@pytest.mark.parametrize("name", NAMES)
def test_mail_names_its_list_and_keeps_to_the_thread_of_its_pair(sent, name) -> None:
    for mail in sent[name]:
        assert re.fullmatch(r"<[a-z.-]+\.mentorship\.example\.org>", mail.mail["List-Id"])
        assert mail.mail["References"] == mail.mail["In-Reply-To"]


# -- Stopping ------------------------------------------------------------------------------------------


def one_click(mail: Sent) -> int:
    """As a mail program does it: no cookie, no page before, and no other address after."""
    address = mail.mail["List-Unsubscribe"].strip("<>").removeprefix(SITE)
    program = Client(enforce_csrf_checks=True)
    answer = program.post(address, {"List-Unsubscribe": "One-Click"}, secure=True)
    assert not answer.cookies
    return answer.status_code


@pytest.mark.parametrize(
    "name", [name for name, (klass, *_rest) in KINDS.items() if klass == "service"]
)
def test_one_click_switches_that_stream_off(sent, name) -> None:
    with transaction.atomic():
        mail = sent[name][0]
        assert one_click(mail) == 200
        assert MailSwitch.objects.get().stream == name
        transaction.set_rollback(True)


def test_one_click_pauses_exactly_that_consent(sent) -> None:
    with transaction.atomic():
        mail = sent["checkins.follow_up"][0]
        others = Consent.objects.exclude(pk=mail.row.subject_id).values_list("pk", "state")
        before = sorted(others)
        assert one_click(mail) == 200
        assert Consent.objects.get(pk=mail.row.subject_id).state == Consent.State.PAUSED
        assert sorted(others.all()) == before
        transaction.set_rollback(True)


def test_follow_ups_come_from_living_consents_alone(sent, world: World) -> None:
    """Omar was offered to be asked and has not said yes; Maria and Nina have."""
    alone = [mail.row for mail in sent["checkins.follow_up"]]
    together = [told for mail in sent["accounts.asked_together"] for told in mail.row.tells.all()]
    assert {row.person for row in (*alone, *together)} == {world.maria, world.nina}
    named = ("active", "promise", "telling", "one", "two", "ninas")
    given = {world[f"consent[{name}]"].pk for name in named}
    assert {row.subject_id for row in (*alone, *together)} <= given


def test_nobody_gets_more_than_three_mails_a_week_that_count(sent) -> None:
    weeks: dict[tuple[int, tuple[int, int]], int] = defaultdict(int)
    for name in mailkinds.counting_kinds():
        for mail in sent[name]:
            row = mail.row
            assert row.sent_on is not None
            weeks[row.person_id, row.sent_on.isocalendar()[:2]] += 1
    assert max(weeks.values()) <= 3


def test_mails_that_may_wait_keep_to_working_hours(sent) -> None:
    for name, (klass, *_rest) in KINDS.items():
        for mail in sent[name] if klass != "transactional" else []:
            assert mail.row.person is not None and mail.row.sent_at is not None
            local: datetime = mail.row.person.local(mail.row.sent_at)
            assert 8 <= local.hour < 20, (name, local)
            assert mail.row.person.works_on(local.date()), (name, local)
