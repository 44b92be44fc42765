"""The demo: a story told by the product's own services, loaded once, and kept apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Q, QuerySet
from django.test import Client

from accounts.models import Message, User
from accounts.testing import SmtpSink
from checkins.demo import telling
from checkins.models import CheckIn, CloseOut, Feedback, Nudge
from goals.models import Commitment, Consent, Goal
from mentorship.models import Enrollment, Pairing, PairingRequest, Program
from mentorship.tests import make

NOW, WEEKS = datetime(2026, 11, 25, 12, tzinfo=UTC), 1  # a Wednesday
FOLLOW_UP = "checkins.follow_up"


@dataclass(frozen=True)
class Told:
    now: datetime
    mail_server: SmtpSink


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[Told]:
    """One demo for the whole file, beside a mail server that would take its mails."""
    with (
        SmtpSink() as sink,
        pytest.MonkeyPatch.context() as patch,
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        patch.setattr(settings, "EMAIL_URL", sink.url)
        telling.tell_demo(NOW, lambda line: None, weeks=WEEKS)
        yield Told(NOW, sink)
        transaction.set_rollback(True)


@pytest.fixture
def demo(told: Told, db: None) -> Told:
    """What a test changes in it is gone after that test."""
    return told


@pytest.fixture(autouse=True)
def on_your_own_machine(settings: Any) -> None:
    settings.DEBUG = True


def run_demo(**options: Any) -> str:
    out = StringIO()
    call_command("demo", stdout=out, weeks=1, **options)
    return out.getvalue()


def sign_in(email: str) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": email, "password": settings.DEMO_PASSWORD})
    return client


def autumn_pairings() -> QuerySet[Pairing]:
    return Pairing.objects.filter(cohort__name="Autumn round")


# -- The story -----------------------------------------------------------------------------------


def test_demo_is_a_roster_imported_matched_and_lived(demo) -> None:
    autumn = Enrollment.objects.filter(cohort__name="Autumn round")
    assert autumn.mentees().count() == 60
    assert autumn.mentors().count() == 45
    assert autumn_pairings().active().count() == 60
    for noun in (Goal, Commitment, CloseOut, Feedback, Nudge):
        assert noun.objects.exists(), noun
    assert CheckIn.objects.held().exists()
    assert CheckIn.objects.upcoming(demo.now).exists()


def test_demo_has_partners_in_twos_and_threes(demo) -> None:
    pairs = Pairing.objects.filter(cohort__name="Round of partners").active()
    assert sorted(pair.members.count() for pair in pairs) == [2, 3]


def test_demo_has_people_who_choose_and_wait_for_an_answer(demo) -> None:
    asked = PairingRequest.objects.open().filter(cohort__name="Choosing round")
    assert sorted(asked.values_list("kind", flat=True)) == ["pairing", "talk"]
    assert "Rosa Delgado" in sign_in("yuki@example.org").get("/").text


def test_demo_has_sent_the_mails_of_its_past_in_the_database(demo) -> None:
    past = Message.objects.filter(due_at__lte=demo.now)
    assert past.sent().count() > 200
    assert not past.filter(state__in=["pending", "claimed", "failed", "unsure"]).exists()
    assert not past.sent().filter(Q(sent_at__gt=demo.now) | Q(text="", wiped_at=None)).exists()


def test_demo_mails_never_leave(demo) -> None:
    """Neither while it is told nor with the first tick of the workers afterwards."""
    call_command("tick", now=demo.now, stdout=StringIO())
    assert demo.mail_server.taken == []


def test_demo_asks_nobody_without_consent(demo) -> None:
    asked = Message.objects.filter(kind=FOLLOW_UP)
    assert asked.exists()
    given = Consent.objects.filter(terms__isnull=False)
    assert not Nudge.objects.exclude(consent__in=given).exists()
    assert not asked.exclude(nudge__consent__in=given).exists()
    never = [Consent.State.OFFERED, Consent.State.DECLINED]
    assert Consent.objects.filter(state__in=never).exists()
    assert not Nudge.objects.filter(consent__state__in=never).exists()


@pytest.mark.parametrize(
    ("email", "place"),
    [
        ("maria@example.org", "/"),
        ("omar@example.org", "/"),
        ("ada@example.org", "/programs/"),
        ("lena@example.org", "/"),
        ("yuki@example.org", "/"),
    ],
)
def test_demo_people_sign_in_with_its_password(demo, email, place) -> None:
    client = sign_in(email)
    home = client.get("/", follow=True)
    assert (home.status_code, home.wsgi_request.path) == (200, place)
    assert home.wsgi_request.user.email == email


def test_demo_lets_nobody_else_in_by_a_password(demo) -> None:
    with_one = [person.email for person in User.objects.all() if person.has_usable_password()]
    assert sorted(with_one) == sorted(settings.DEMO_PEOPLE)


# -- The command ---------------------------------------------------------------------------------


def test_demo_is_not_loaded_twice(demo) -> None:
    before = set(User.objects.values_list("pk", flat=True))
    said = run_demo()
    assert "Loading" not in said
    for email in settings.DEMO_PEOPLE:
        assert email in said
    assert settings.DEMO_PASSWORD in said
    assert set(User.objects.values_list("pk", flat=True)) == before


@pytest.fixture
def small_rosters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two pairs: enough to be told again in a second."""
    monkeypatch.setattr(telling, "ROSTERS", tmp_path)
    columns = "Name,Email,Skills"
    for role, rows in {
        "mentees": ("Maria Oliveira,maria@example.org,Talks", "Ines Roig,ines@example.net,Money"),
        "mentors": ("Omar Haddad,omar@example.org,Talks", "Bo Lund,bo@example.com,Money"),
    }.items():
        (tmp_path / f"{role}.csv").write_bytes(make.make_csv(columns, *rows))


def test_demo_reset_makes_it_afresh_and_keeps_others(demo, small_rosters) -> None:
    iris, jon = make.make_person("Iris Vale"), make.make_person("Jon Reyes")
    cohort = make.make_cohort(make.make_program())
    make.make_coordinator(make.make_person("Kim Aldana"), cohort.program, cohort)
    theirs = make.make_pairing(cohort, iris, jon)
    bystander = make.make_person("Lou Brandt")  # in nothing at all
    maria = User.objects.get(email="maria@example.org")
    assert "2 pairings published" in run_demo(reset=True)
    assert User.objects.get(email=maria.email).pk != maria.pk
    assert Enrollment.objects.in_cohort(cohort).count() == 2
    assert Enrollment.objects.filter(cohort__name="Autumn round").count() == 4
    assert list(theirs.members.values_list("enrollment__user__name", flat=True)) == [
        "Iris Vale",
        "Jon Reyes",
    ]
    assert User.objects.filter(pk=bystander.pk).exists()


def test_demo_reset_that_fails_keeps_the_old_one(demo, monkeypatch, tmp_path) -> None:
    monkeypatch.setattr(telling, "ROSTERS", tmp_path)  # the files are gone
    with pytest.raises(FileNotFoundError):
        run_demo(reset=True)
    assert Program.objects.filter(slug="bridges").exists()
    assert autumn_pairings().active().count() == 60


def test_demo_refuses_where_debug_is_off(demo, settings) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="only where DEBUG is on"):
        run_demo(reset=True)
    assert autumn_pairings().active().count() == 60
