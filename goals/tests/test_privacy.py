"""Taking one's own words along, erasing them, and what Django's admin never shows."""

from datetime import date

import pytest
from django.test import Client

from accounts.models import User
from goals import privacy, services
from goals.models import AskingStyle, Commitment, Consent, ConsentTerms, Goal, Milestone
from goals.tests.make import make_commitment, make_consent, make_goal, make_milestone
from goals.wishes import AskingWish
from mentorship.tests.make import NOW


def test_export_is_the_persons_own(as_mentee, as_mentor, maria) -> None:
    goal = make_goal(as_mentee)
    make_consent(goal)
    make_goal(as_mentor, title="Omar’s own")
    services.log_progress(goal=goal, by=maria, now=NOW, note="A dry run")
    services.add_milestone(
        goal=goal, by=maria, now=NOW, title="Book a room", due_on=date(2026, 12, 1)
    )
    found = privacy.export(maria)

    assert [exported["title"] for exported in found["goals"]] == [goal.title]
    assert found["goals"][0]["milestones"] == [
        {"title": "Book a room", "due_on": date(2026, 12, 1), "reached_on": None}
    ]
    assert found["goals"][0]["progress"][0]["note"] == "A dry run"
    assert found["being_asked"][0]["about"] == goal.title


def test_erase_leaves_the_partners_words(as_mentee, as_mentor, maria) -> None:
    goal = make_goal(as_mentee)
    make_milestone(goal)
    make_consent(goal)
    make_consent(make_commitment(as_mentee))
    kept = make_commitment(as_mentor)
    services.say_how_to_ask(by=maria, now=NOW, wish=AskingWish())
    privacy.erase(maria)

    assert (Goal.objects.count(), Consent.objects.count()) == (0, 0)
    assert Milestone.objects.count() == 0
    assert (ConsentTerms.objects.count(), AskingStyle.objects.count()) == (0, 0)
    assert list(Commitment.objects.all()) == [kept]


@pytest.fixture
def staff_page(db) -> Client:
    page = Client()
    page.force_login(
        User.objects.create_superuser("root@example.org", "pw"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return page


def test_admin_knows_nothing_of_goals_and_promises(staff_page) -> None:
    assert staff_page.get("/admin/goals/").status_code == 404
    assert "goal" not in staff_page.get("/admin/").content.decode().lower()


def test_admin_does_not_tell_what_people_decided(maria, as_mentee, staff_page) -> None:
    goal = make_goal(as_mentee)
    consent = services.offer_consent(thing=goal, by=maria, now=NOW)
    services.give_consent(consent=consent, by=maria, now=NOW)
    services.drop_goal(goal=goal, by=maria, now=NOW)
    shown = staff_page.get("/admin/accounts/auditentry/").content.decode()
    assert "consent." not in shown and "goal." not in shown
