"""Publishing: seats, states, mails; and what is held back."""

from datetime import date

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from accounts import mailkinds
from accounts.delivery.freeze import freeze
from accounts.errors import DomainError
from accounts.models import AuditEntry, Job, Message
from accounts.services.jobs import run_waiting_jobs
from mentorship.models import Enrollment, Pairing
from mentorship.services.pairings import (
    close_pairing,
    pause_pairing,
    publish_pairings,
    resume_due_pairings,
    resume_pairing,
)
from mentorship.tests.make import NOW, make_draft, make_enrollment, make_people, make_person

SKILLS = {
    "criterion": "skills",
    "points": 100,
    "weight": 25,
    "part": 2500,
    "silent": "",
    "shared": ["Python", "Writing"],
    "numbers": {"wanted": 2},
    "sensitive": False,
}
IDENTITY = SKILLS | {"criterion": "identity", "shared": ["a secret"], "sensitive": True}


@pytest.fixture
def draft(cohort, maria, omar):
    mentee = make_enrollment(cohort, maria, "mentee")
    mentor = make_enrollment(cohort, omar, "mentor")
    return make_draft(cohort, mentee, mentor, parts=[SKILLS, IDENTITY])


def seats():
    return dict(Enrollment.objects.values_list("user__name", "seats_taken"))


def test_publish_pairings_takes_both_seats_and_copies_the_rhythm(cohort, draft, ada):
    outcome = publish_pairings(cohort=cohort, by=ada, now=NOW)
    draft.refresh_from_db()
    assert (outcome.pairings, draft.state, draft.published_by) == ([draft], "active", ada)
    assert (draft.cadence, draft.ends_on) == (cohort.cadence, cohort.ends_on)
    assert str(draft.starts_on) == "2026-11-16"
    assert seats() == {"Maria Oliveira": 1, "Omar Haddad": 1}
    assert AuditEntry.objects.get(verb="pairings.publish").details == {"pairings": [draft.pk]}


def test_publish_pairings_writes_to_both_sides_once(cohort, draft, ada, maria, omar):
    for _ in range(2):
        publish_pairings(cohort=cohort, by=ada, now=NOW)
    assert {m.person for m in Message.objects.all()} == {maria, omar}
    assert Message.objects.count() == 2


def test_published_mail_says_why_without_numbers_or_secrets(cohort, draft, ada, maria):
    publish_pairings(cohort=cohort, by=ada, now=NOW)
    message = Message.objects.get(person=maria)
    freeze(message, mailkinds.get(message.kind), NOW)
    assert message.subject_line == "You have been paired in Leaders"
    assert "You would like to learn Python and Writing, and Omar offers that." in message.text
    assert "secret" not in message.text and "62" not in message.text
    why = message.text.split("This is why:")[1].split("You meet:")[0]
    assert 3 <= len([line for line in why.split("\n\n") if line.strip()]) <= 5


def test_publish_pairings_holds_back_who_was_only_invited(cohort, draft, maria, ada):
    Enrollment.objects.filter(user=maria).update(state="invited")
    outcome = publish_pairings(cohort=cohort, by=ada, now=NOW)
    ((held, why),) = outcome.held_back
    assert held == draft and "was invited and has not answered yet" in str(why)
    assert seats() == {"Maria Oliveira": 0, "Omar Haddad": 0}
    assert not Message.objects.exists()


def test_publish_pairings_never_gives_the_last_seat_twice(cohort, draft, ada, omar):
    (other,) = make_people(cohort, "mentee", ["Bea Ruiz"])
    mentor = Enrollment.objects.get(user=omar)
    late = make_draft(cohort, other, mentor)
    outcome = publish_pairings(cohort=cohort, by=ada, now=NOW)
    assert [pairing.pk for pairing, _why in outcome.held_back] == [late.pk]
    assert seats() == {"Maria Oliveira": 1, "Omar Haddad": 1, "Bea Ruiz": 0}


def test_publish_pairings_publishes_only_those_named(cohort, draft, ada):
    mentee, mentor = make_people(cohort, "mentee", ["Bea Ruiz"]) + make_people(
        cohort, "mentor", ["Dee Moss"]
    )
    other = make_draft(cohort, mentee, mentor)
    publish_pairings(cohort=cohort, by=ada, now=NOW, only=[other.pk])
    assert list(Pairing.objects.active()) == [other]


def test_publish_pairings_refuses_a_closed_cohort(cohort, draft, ada):
    cohort.state = "closed"
    cohort.save()
    with pytest.raises(DomainError, match="closed"):
        publish_pairings(cohort=cohort, by=ada, now=NOW)


def test_seats_taken_stay_within_capacity(cohort, maria):
    place = make_enrollment(cohort, maria, "mentor", capacity=2)
    with pytest.raises(IntegrityError):
        Enrollment.objects.filter(pk=place.pk).update(seats_taken=3)


def test_an_active_pairing_has_dates(draft):
    with pytest.raises(IntegrityError):
        Pairing.objects.filter(pk=draft.pk).update(state="active")


def test_close_pairing_gives_both_seats_back(pairing, maria):
    closed = close_pairing(pairing=pairing, by=maria, now=NOW, reason="done")
    assert (closed.state, closed.closed_at, closed.close_reason) == ("closed", NOW, "done")
    assert seats() == {"Maria Oliveira": 0, "Omar Haddad": 0}


def test_close_pairing_twice_gives_a_seat_back_once(pairing, maria):
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="done")
    with pytest.raises(DomainError, match="has ended"):
        close_pairing(pairing=pairing, by=maria, now=NOW, reason="done")


def test_pause_pairing_keeps_the_seats_and_resume_goes_on(pairing, maria):
    paused = pause_pairing(pairing=pairing, by=maria, now=NOW)
    assert (paused.state, seats()["Maria Oliveira"]) == ("paused", 1)
    assert resume_pairing(pairing=pairing, by=maria, now=NOW).state == "active"


def test_pause_pairing_refuses_a_day_that_has_passed(pairing, maria):
    with pytest.raises(DomainError, match="after today"):
        pause_pairing(pairing=pairing, by=maria, now=NOW, until=NOW.date())


@pytest.mark.parametrize(("hour", "state"), [(22, "paused"), (23, "active")])
def test_resume_due_pairings_on_the_day_in_the_pairs_own_zone(pairing, maria, hour, state):
    """Berlin is an hour ahead of UTC in November."""
    pause_pairing(pairing=pairing, by=maria, now=NOW, until=NOW.replace(day=18).date())
    resume_due_pairings(NOW.replace(day=17, hour=hour))
    pairing.refresh_from_db()
    assert pairing.state == state


def test_published_mail_is_not_sent_once_the_pairing_is_closed(cohort, draft, ada, maria):
    publish_pairings(cohort=cohort, by=ada, now=NOW)
    message = Message.objects.get(person=maria)
    kind = mailkinds.get(message.kind)
    assert kind.still_wanted(message, NOW) == ""
    close_pairing(pairing=draft, by=maria, now=NOW, reason="time")
    assert kind.still_wanted(message, NOW) == "This pairing has ended."


def test_a_person_is_paired_once_as_mentee(cohort, draft, ada, maria):
    mentee = Enrollment.objects.get(user=maria)
    dee = make_enrollment(cohort, make_person("Dee Moss"), "mentor")
    make_draft(cohort, mentee, dee)
    outcome = publish_pairings(cohort=cohort, by=ada, now=NOW)
    assert len(outcome.pairings) == 1
    assert "already works with somebody else" in str(outcome.held_back[0][1])


def make_drafts(cohort, count):
    """As many drafts; every third mentor has two."""
    mentees = make_people(cohort, "mentee", [f"M{n}x{count} Ruiz" for n in range(count)])
    mentors = make_people(cohort, "mentor", [f"O{n}x{count} Moss" for n in range(count)])
    for n, mentee in enumerate(mentees):
        mentor = mentors[n - 1] if n % 3 == 2 else mentors[n]
        Enrollment.objects.filter(pk=mentor.pk).update(capacity=2)
        make_draft(cohort, mentee, mentor)


def test_publish_pairings_asks_the_database_the_same_however_many(cohort, ada):
    asked = []
    for count in (3, 30, 60):
        make_drafts(cohort, count)
        with CaptureQueriesContext(connection) as seen:
            outcome = publish_pairings(cohort=cohort, by=ada, now=NOW)
        assert (len(outcome.pairings), outcome.held_back) == (count, [])
        # SQLite takes some thirty mails in one INSERT.
        asked.append(len([each for each in seen if "accounts_message" not in each["sql"]]))
    assert asked[0] == asked[1] == asked[2] <= 20
    assert Enrollment.objects.mentors().filter(seats_taken=2).count() == 1 + 10 + 20


def test_publish_pairings_gives_two_of_a_mentor_two_hours(cohort, ada):
    make_drafts(cohort, 6)
    publish_pairings(cohort=cohort, by=ada, now=NOW)
    hours = list(Pairing.objects.order_by("pk").values_list("weekday", "at__hour"))
    assert hours == [(3, 17), (3, 17), (3, 18), (3, 17), (3, 17), (3, 18)]


@pytest.fixture
def many(cohort, draft, monkeypatch):
    """Three drafts, where more than one takes too long for a page."""
    monkeypatch.setattr("mentorship.services.publishing_all.AT_ONCE", 1)
    monkeypatch.setattr("mentorship.services.publishing_all.PORTION", 2)
    make_drafts(cohort, 2)


def publish_all(client):
    return client.post("/cohorts/autumn/publish/", {"which": "all"})


def test_thousands_are_published_by_the_worker_and_told_afterwards(cohort, many, ada, sign_in):
    client = sign_in(ada)
    waiting = publish_all(client)
    assert Pairing.objects.proposed().count() == 3
    run_waiting_jobs(NOW)
    page = client.get(client.get(waiting.url).url)
    assert "3 pairs are published." in page.content.decode()
    assert [(each["by"], each["count"]) for each in page.context["history"]] == [(ada, 3)]
    assert (Pairing.objects.active().count(), Message.objects.count()) == (3, 6)


def test_the_worker_tells_which_drafts_stay(cohort, many, ada, maria, sign_in):
    Enrollment.objects.filter(user=maria).update(state="invited")
    client = sign_in(ada)
    waiting = publish_all(client)
    run_waiting_jobs(NOW)
    page = client.get(client.get(waiting.url).url).content.decode()
    assert "2 pairs are published." in page and "1 pair stays a draft" in page
    assert "was invited and has not answered yet" in page


def test_the_worker_publishes_what_was_there_when_it_was_asked(cohort, many, ada, sign_in):
    publish_all(sign_in(ada))
    (mentee,), (mentor,) = (
        make_people(cohort, "mentee", ["Bea Ruiz"]),
        make_people(cohort, "mentor", ["Dee Moss"]),
    )
    late = make_draft(cohort, mentee, mentor)
    run_waiting_jobs(NOW)
    assert list(Pairing.objects.proposed()) == [late]


def test_publishing_thousands_twice_is_one_piece_of_work(cohort, many, ada, sign_in):
    client = sign_in(ada)
    assert publish_all(client).url == publish_all(client).url
    assert Job.objects.count() == 1


def test_publishing_thousands_of_a_cohort_that_is_over_says_why_at_once(cohort, many, ada, sign_in):
    cohort.starts_on, cohort.ends_on = date(2026, 9, 1), date(2026, 10, 1)
    cohort.save()
    answer = publish_all(sign_in(ada))
    assert (answer.status_code, Job.objects.count()) == (422, 0)
    assert "The last day of this cohort has passed" in answer.content.decode()


def test_some_ticked_pairs_are_published_at_once(cohort, many, draft, ada, sign_in):
    sign_in(ada).post("/cohorts/autumn/publish/", {"which": "some", "pairing": draft.pk})
    assert list(Pairing.objects.active()) == [draft]


@pytest.mark.parametrize("told", ["x", "00000000-0000-0000-0000-000000000000"])
def test_workbench_tells_nothing_of_work_that_is_not_ones_own(cohort, draft, ada, sign_in, told):
    page = sign_in(ada).get(f"/cohorts/autumn/pairings/?told={told}")
    assert page.status_code == 200 and "published." not in page.content.decode()
