"""Much data in a world: thirty and more of whatever its pages list."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from accounts.models import AuditEntry, AwayPeriod, Job, Message
from accounts.services.outbox import queue_message
from checkins.models import CheckIn, CommitmentOrigin, Note
from checkins.tests.make import make_check_in, make_close_out, make_feedback
from goals.models import CommitmentAnswer, Goal, GoalRevision, ProgressEntry
from goals.tests.make import make_commitment, make_consent, make_goal
from mentorship.models import Agreement, Enrollment, MatchingRun, PairingMember, RosterImport
from mentorship.tests import make
from tests.parts import PARTS
from tests.world import World

MANY = 30
DAY = timedelta(days=1)


def add_crowd(world: World) -> None:
    _pairs(world)
    _drafts(world)
    _places(world)
    for name in ("maria", "omar"):
        for number in range(MANY):
            _of_a_member(world, world[f"member[{name}]"], number)
    _of_a_check_in(world)
    _of_a_goal(world)
    for name in ("maria", "omar", "ada", "staff"):
        _of_a_person(world, name)
    for part in PARTS:
        if crowd := getattr(part, "crowd", None):
            crowd(world, MANY)


def _pairs(world: World) -> None:
    """Omar mentors thirty more people, each with a goal, promises and check-ins."""
    cohort = world["cohort[autumn]"]
    Enrollment.objects.filter(cohort=cohort, user=world.omar).update(capacity=100)
    for number in range(MANY):
        mentee = make.make_person(f"Mia{number} Learner")
        pairing = make.make_pairing(cohort, mentee, world.omar)
        learner = make.member_of(pairing, mentee)
        mentor = make.member_of(pairing, world.omar)
        goal = make_goal(learner, state="proposed", agreed_at=None)
        _progress(world, goal, number)
        make_commitment(learner, due_on=world.now.date() - DAY)
        make_commitment(learner, stuck_at=world.now - DAY)
        make_commitment(mentor, due_on=world.now.date() - DAY)
        held = make_check_in(pairing, starts_at=world.now - 8 * DAY, state=CheckIn.State.HELD)
        make_check_in(pairing, starts_at=world.now - DAY)
        make_check_in(pairing, starts_at=world.now + 5 * DAY)
        make_close_out(held, learner)
        make_feedback(learner, mentor)
        facts = make.make_texts() | {"created_at": world.now, "written_by": learner}
        Agreement.objects.create(pairing=pairing, **facts)


def _drafts(world: World) -> None:
    cohort = world["cohort[autumn]"]
    for number in range(MANY):
        mentee = make.make_enrollment(cohort, make.make_person(f"Liv{number} Waits"), "mentee")
        mentor = make.make_enrollment(cohort, make.make_person(f"Max{number} Mentor"), "mentor")
        make.make_draft(cohort, mentee, mentor, score=3000)
        make.make_enrollment(cohort, make.make_person(f"Lou{number} Alone"), "mentee")
        make.make_enrollment(
            cohort, make.make_person(f"Sue{number} Free"), "mentor", state="invited"
        )


def _places(world: World) -> None:
    """Thirty programs, cohorts, files and runs."""
    cohort = world["cohort[autumn]"]
    for number in range(MANY):
        program = make.make_program(name=f"P{number}", slug=f"p{number}")
        for program_, slug in ((program, f"c{number}"), (world["program[makers]"], f"m{number}")):
            made = make.make_cohort(program_, name=f"C{number}", slug=slug)
            for runner in (world.ada, world.staff):
                make.make_coordinator(runner, program_, made)
        RosterImport.objects.create(
            cohort=cohort,
            by=world.ada,
            filename=f"{number}.csv",
            state="done",
            applied=True,
            result={"new": 1, "changed": 0, "unchanged": 0, "errors": []},
            created_at=world.now,
        )
        MatchingRun.objects.create(cohort=cohort, by=world.ada, at=world.now - DAY)


def _of_a_member(world: World, member: PairingMember, number: int) -> None:
    day = world.now.date() + (number - 10) * DAY
    member = PairingMember.objects.with_person().get(pk=member.pk)
    goal = make_goal(member, due_on=day + 60 * DAY)
    _progress(world, goal, number)
    make_consent(goal)
    make_consent(make_commitment(member, due_on=day, goal=goal))
    offered = {"state": "offered", "decided_at": None, "ends_on": None, "next_plan_at": None}
    make_consent(make_commitment(member, due_on=day), **offered)
    make_goal(member, state="achieved", ended_at=world.now)
    make_commitment(member, due_on=day, state="done", answered_at=world.now - DAY)
    other = member.pairing.members.exclude(pk=member.pk).get()
    make_feedback(member, other, goal=goal)


def _progress(world: World, goal: Goal, number: int) -> None:
    ProgressEntry.objects.create(
        goal=goal,
        by=goal.person,
        happened_on=world.now.date() - (number % 20) * DAY,
        value=Decimal(number % 3),
        note="One more.",
        client_token=f"crowd-{number}",
        logged_at=world.now,
    )


def _of_a_check_in(world: World) -> None:
    """Many of them, and one with many promises and notes."""
    member, check_in = world["member[maria]"], world["check_in[held]"]
    for number in range(MANY):
        starts_at = world.now - (40 + number) * DAY
        make_check_in(world["pairing[active]"], starts_at=starts_at, state=CheckIn.State.HELD)
        promise = make_commitment(member)
        CommitmentOrigin.objects.create(commitment=promise, check_in=check_in)
        Note.objects.create(
            check_in=check_in, author=member, ink="private", text="A thought", written_at=world.now
        )


def _of_a_goal(world: World) -> None:
    goal, promise = world["goal[shared]"], world["promise[marias]"]
    for number in range(MANY):
        _progress(world, goal, number)
        GoalRevision.objects.create(goal=goal, at=world.now, by=world.maria, reason="A change.")
        CommitmentAnswer.objects.create(
            commitment=promise, answer="stuck", at=world.now, on=world.now.date()
        )


def _of_a_person(world: World, name: str) -> None:
    person, today = world.people[name], world.now.date()
    for number in range(MANY):
        AwayPeriod.objects.create(
            person=person,
            from_on=today + (100 + 2 * number) * DAY,
            until_on=today + (101 + 2 * number) * DAY,
        )
        queue_message(
            kind="accounts.security_notice",
            person=person,
            about=person,
            scope="",
            now=world.now,
            dedupe_key=f"crowd-{name}-{number}",
            params={"event": "password_set"},
        )
        Job.objects.create(
            kind="mentorship.propose_pairings", by=person, created_at=world.now, state="done"
        )
        AuditEntry.objects.create(at=world.now, by=person, verb="user.update_settings")
    assert Message.objects.filter(person=person).count() >= MANY
