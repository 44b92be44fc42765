"""Who may: the one door to programs, cohorts, rosters and pairings, and who can see them."""

from __future__ import annotations

import uuid
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.models import Job, User
from mentorship.models import (
    Break,
    Cohort,
    Coordinator,
    Enrollment,
    Pairing,
    PairingMember,
    Program,
    RosterImport,
)
from mentorship.models.applications import TAKES_PEOPLE
from mentorship.queries.exports import EXPORT
from mentorship.queries.weighing import COMPARE

ENROLLING = frozenset(
    {"edit_enrollment", "rotate_link", "add_rule", "edit_rule", "remove_rule"}
    | {"invite_people", "resend_invitations", "withdraw_invitations"}
    | {"accept_applications", "waitlist_applications", "decline_applications"}
    | {"let_in_applicant"}
)
Thing = TypeVar("Thing", bound=Model)


def found(queryset: QuerySet[Thing], **by: object) -> Thing:
    """The one visible thing. What you may not see does not exist."""
    thing = queryset.filter(**by).first()
    if thing is None:
        raise Http404
    return thing


# -- Programs and cohorts: for those who run them ------------------------------------------


def places_actions(user: User) -> frozenset[str]:
    """Who may open a new program: staff, and whoever runs the whole of one. Somebody who was given
    single rounds of a program was given no more than these."""
    runs_one = user.is_staff or Coordinator.objects.held_by(user).whole().exists()
    return frozenset({"create_program", "create_small_program"}) if runs_one else frozenset()


def get_program(user: User, slug: str) -> Program:
    return found(Program.objects.run_by(user), slug=slug)


def program_actions(user: User, program: Program) -> frozenset[str]:
    """Who runs named cohorts only neither opens new ones nor changes the program."""
    whole = Program.objects.run_whole_by(user).filter(pk=program.pk).exists()
    return PROGRAM_STEPS[Program.State(program.state)] if whole else frozenset()


MANAGING = frozenset(
    {"create_cohort", "edit_program", "archive_program", "add_coordinator", "change_coordinator"}
    | {"remove_coordinator"}
)
PROGRAM_STEPS = {
    Program.State.DRAFT: MANAGING | {"open_program"},
    Program.State.OPEN: MANAGING,
    Program.State.ARCHIVED: frozenset({"reopen_program"}),
}


def get_coordinator(user: User, slug: str, pk: int) -> tuple[Program, User]:
    """Somebody who runs the program or cohorts of it, for those who run all of it."""
    program = get_program(user, slug)
    posts = Coordinator.objects.of_program(program)
    return program, found(User.objects.filter(pk__in=posts.values("user")), pk=pk)


def get_cohort(user: User, slug: str) -> Cohort:
    return found(Cohort.objects.run_by(user).select_related("program"), slug=slug)


def get_break(user: User, cohort: Cohort, pk: int) -> Break:
    """One that the user may remove; what is of the whole program is for who runs that."""
    return found(Break.objects.run_by(user).of_cohort(cohort), pk=pk)


READING = frozenset({"export_cohort", "export_run"})  # left once nothing may change any more
WORKBENCH = frozenset(
    {"lock_pairing", "unlock_pairing", "draft_pairing", "forbid_pair", "allow_pair"}
    | {"force_pair", "name_run", "restore_run", "export_run"}
)


def cohort_actions(user: User, cohort: Cohort) -> frozenset[str]:
    """What somebody who runs this cohort may do with it now."""
    if not cohort.may_change:
        return READING
    if cohort.state == Cohort.State.CLOSING:
        return READING | {"edit_cohort"}
    steps = (
        {"upload_roster", "propose_pairings", "publish_pairings", "swap_pairing"}
        | {"edit_cohort", "weigh_cohort", "close_cohort"}
        | WORKBENCH
        | READING
        | ({"regroup_peer"} if cohort.pairs_peers else set())
        | enrollment_actions(cohort)
    )
    if cohort.state == Cohort.State.PLANNED and cohort.program.state == Program.State.OPEN:
        steps |= {"start_recruiting"}
    return frozenset(steps)


def enrollment_actions(cohort: Cohort) -> frozenset[str]:
    """Bringing people in, while the cohort takes any."""
    takes = cohort.may_change and cohort.state in TAKES_PEOPLE
    return ENROLLING if takes else frozenset()


def get_comparison(user: User, cohort: Cohort, public_id: UUID) -> Job:
    """What other weights would do, for whoever asked and once it is known."""
    asked = Job.objects.filter(kind=COMPARE, by=user, subject_id=cohort.pk)
    return found(asked.filter(state=Job.State.DONE), public_id=public_id)


def get_export(user: User, slug: str, public_id: uuid.UUID) -> tuple[Cohort, Job]:
    """Only who asked for the file takes it, and only while they run the cohort."""
    cohort = get_cohort(user, slug)
    jobs = Job.objects.filter(kind=EXPORT, by=user, subject_id=cohort.pk, state=Job.State.DONE)
    return cohort, get_object_or_404(jobs.defer("upload"), public_id=public_id)


def get_roster(user: User, slug: str, pk: int) -> RosterImport:
    uploads = RosterImport.objects.filter(cohort__in=Cohort.objects.run_by(user))
    uploads = uploads.select_related("cohort__program", "by", "job").defer("content", "outcomes")
    return found(uploads, cohort__slug=slug, pk=pk)


def roster_actions(user: User, roster: RosterImport) -> frozenset[str]:
    if roster.cohort.program.is_archived:
        done = roster.state == RosterImport.State.DONE
        return frozenset({"download_result"}) if done else frozenset()
    if roster.state == RosterImport.State.PREVIEW:
        return frozenset(
            {"map_roster", "complete_roster", "supply_addresses", "withdraw_enrollments"}
            | {"confirm_roster", "drop_roster"}
        )
    if roster.state == RosterImport.State.DONE:
        return frozenset({"download_result", "withdraw_enrollments"})
    stopped = roster.job is not None and roster.job.state == Job.State.FAILED
    if roster.state == RosterImport.State.READING and stopped:
        return frozenset({"drop_roster"})
    if roster.state == RosterImport.State.CONFIRMED and stopped:
        return frozenset({"confirm_roster", "drop_roster"})
    return frozenset()


# -- Pairings as coordinators see them -----------------------------------------------------


def get_run_pairing(user: User, pk: int) -> Pairing:
    """A draft or published pairing of a cohort that the user runs, and is no member of."""
    pairings = Pairing.objects.overseen_by(user).select_related("cohort__program")
    return found(pairings.with_people(), pk=pk)


def get_draft_pairing(user: User, pk: int) -> Pairing:
    """A draft that the user may change. Their own too: somebody has to place them."""
    drafts = Pairing.objects.run_by(user).living().proposed().select_related("cohort__program")
    return found(drafts.with_people(), pk=pk)


# -- Pairings as their members see them ----------------------------------------------------


def get_pairing(user: User, pk: int) -> Pairing:
    pairings = Pairing.objects.visible_to(user).select_related("cohort__program")
    return found(pairings.with_people(), pk=pk)


def get_pairing_to_steer(user: User, pk: int) -> Pairing:
    """For pausing, resuming and closing: a member's own, or one that the user oversees."""
    mine = Q(pk__in=Pairing.objects.visible_to(user).values("pk"))
    overseen = Q(pk__in=Pairing.objects.overseen_by(user).published().values("pk"))
    pairings = Pairing.objects.filter(mine | overseen).select_related("cohort__program")
    return found(pairings.with_people(), pk=pk)


def member_of(user: User, pairing: Pairing) -> PairingMember | None:
    """The user's own row in a pairing fetched through a door above (no query)."""
    for member in pairing.members.all():
        if member.enrollment.user_id == user.pk:
            return member
    return None


# What only members do, by the pairing's state; in each, what they would like to have afterwards.
AFTERWARDS = frozenset({"request_rematch", "withdraw_rematch", "rule_out_partners"})
TOGETHER = frozenset(
    {"draft_agreement", "sign_agreement", "write_card", "answer_fit"}
    | {"propose_extension", "agree_extension", "decline_extension"}
)
STEPS = {
    Pairing.State.ACTIVE: frozenset({"pause_pairing", "close_pairing"}),
    Pairing.State.PAUSED: frozenset({"resume_pairing", "close_pairing"}),
}


def pairing_actions(user: User, pairing: Pairing) -> frozenset[str]:
    """What the user may do with a pairing they got through a door above."""
    steps = STEPS.get(Pairing.State(pairing.state), frozenset())
    if member_of(user, pairing) is None:
        return steps
    if not steps:
        return AFTERWARDS
    alone = {"leave_group"} if len(pairing.members.all()) > 2 else set()
    return AFTERWARDS | steps | TOGETHER | alone


def readers(pairing: Pairing) -> list[User]:
    """Who can see that this pairing exists, and its dates: its members, then its coordinators."""
    members = [member.enrollment.user for member in pairing.members.all()]
    return members + [user for user in coordinators_of(pairing.cohort) if user not in members]


def agreement_readers(pairing: Pairing) -> list[User]:
    """Who can read what the members promised each other: they alone."""
    return [member.enrollment.user for member in pairing.members.all()]


def coordinators_of(cohort: Cohort) -> list[User]:
    posts = Q(posts__program=cohort.program_id, posts__cohort=None) | Q(posts__cohort=cohort)
    return list(User.objects.filter(posts, is_active=True).distinct().order_by("pk"))


def enrollment_readers(enrollment: Enrollment) -> list[User]:
    """Who can read somebody's answers: the person, and the cohort's coordinators."""
    person = enrollment.user
    return [person] + [user for user in coordinators_of(enrollment.cohort) if user != person]
