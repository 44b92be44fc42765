"""A mentor with ten mentees who have worked together for a while, as rows: what daily pages read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from itertools import count

from django.db.models import Model

from accounts.models import User
from checkins.models import CheckIn, CloseOut, Feedback, FeedbackReply
from goals.models import (
    AskingStyle,
    Commitment,
    CommitmentAnswer,
    Goal,
    Measure,
    ProgressEntry,
    Reflection,
    Win,
)
from mentorship.management.scratch import make_scratch_cohort
from mentorship.models import Agreement, Cohort, Enrollment, Pairing, PairingMember

MENTEES = 10
BETWEEN = timedelta(days=14)  # from one check-in to the next
DAY = timedelta(days=1)


@dataclass
class Pair:
    """With what grows from check-in to check-in, until it is written at once."""

    pairing: Pairing
    mentee: PairingMember
    mentor: PairingMember
    goal: Goal
    met_at: list[datetime]


def make_years(slug: str, *, days: int, entries: int, now: datetime) -> tuple[User, User]:
    """The first mentee and the mentor of all; so many entries of progress for each mentee."""
    cohort, _ada = make_scratch_cohort(slug)
    Cohort.objects.filter(pk=cohort.pk).update(
        state=Cohort.State.RUNNING, starts_on=now.date() - timedelta(days)
    )
    cohort.refresh_from_db()
    omar = _person("Omar", slug)
    people = [_person(f"Mentee {number}", slug) for number in range(MENTEES)]
    mentor = _place(cohort, omar, "mentor", now)
    pairs = [_pair(cohort, _place(cohort, who, "mentee", now), mentor, now) for who in people]
    for pair in pairs:
        _agree(pair, now)
        _meet(pair, now)
        _log(pair, entries, now)
    for person in (omar, *people):
        AskingStyle.objects.create(person=person, at=time(9), said_at=now)
    return people[0], omar


def _person(name: str, slug: str) -> User:
    email = f"{name.replace(' ', '').lower()}@{slug}.example"
    return User.objects.create_user(email=email, name=name, password=None)


def _place(cohort: Cohort, person: User, role: str, now: datetime) -> Enrollment:
    seats = MENTEES if role == "mentor" else 1
    return Enrollment.objects.create(
        cohort=cohort,
        user=person,
        role=role,
        state=Enrollment.State.ACCEPTED,
        capacity=seats,
        seats_taken=seats,
        created_at=now,
    )


def _pair(cohort: Cohort, mentee: Enrollment, mentor: Enrollment, now: datetime) -> Pair:
    began = now - timedelta((now.date() - cohort.starts_on).days)
    pairing = Pairing.objects.create(
        cohort=cohort,
        state=Pairing.State.ACTIVE,
        starts_on=cohort.starts_on,
        ends_on=cohort.ends_on,
        weekday=cohort.weekday,
        at=cohort.at,
        zone=cohort.zone,
        created_at=began,
        published_at=began,
        met_at=began,
        fit_asked_at=began,
        agreement_asked_at=began,
    )
    members = [
        PairingMember.objects.create(pairing=pairing, enrollment=place, role=place.role)
        for place in (mentee, mentor)
    ]
    goal = Goal.objects.create(
        owner=members[0],
        title="Write forty pages by the day",
        due_on=now.date() + timedelta(60),
        state=Goal.State.AGREED,
        created_at=began,
        shared_at=began,
        agreed_at=began,
    )
    Measure.objects.create(goal=goal, unit="pages", start=0, target=40)
    days = range((now - began) // BETWEEN)
    return Pair(pairing, *members, goal, [now - DAY - BETWEEN * number for number in days])


def _agree(pair: Pair, now: datetime) -> None:
    Agreement.objects.create(
        pairing=pair.pairing,
        state=Agreement.State.SIGNED,
        created_at=now,
        signed_at=now,
        **dict.fromkeys(Agreement.TEXTS, "What we said."),
    )


def _save(rows: Iterator[Model]) -> list[Model]:
    """All of one kind in one go."""
    made = list(rows)
    return type(made[0])._default_manager.bulk_create(made, batch_size=500) if made else []


def _meet(pair: Pair, now: datetime) -> None:
    """Each time a close-out, a promise with its answer and a thought, and words with their reply.
    The newest of everything waits."""
    held = _save(_check_in(pair, at, CheckIn.State.HELD) for at in pair.met_at)
    _save(_check_in(pair, at, CheckIn.State.PLANNED) for at in (now + 6 * DAY,))
    _save(_close_out(pair, row, waits=not place) for place, row in enumerate(held))
    promises = _save(_promise(pair, at, is_open=not n) for n, at in enumerate(pair.met_at))
    _save(_promise(pair, now, is_open=True) for _ in range(2))
    answers = _save(_answer(promise) for promise in promises[1:])
    _save(_thought(pair, answer) for answer in answers)
    written = _save(_words(pair, at, number) for number, at in enumerate(pair.met_at))
    _save(FeedbackReply(feedback=row, answer="thanked", at=row.given_at) for row in written[2:])
    _save(_win(pair, at) for at in pair.met_at[::6])


def _check_in(pair: Pair, at: datetime, state: str) -> CheckIn:
    ended_at = at if state == CheckIn.State.HELD else None
    facts = {"starts_at": at, "local_on": at.date(), "rule_on": at.date(), "created_at": at}
    return CheckIn(pairing=pair.pairing, state=state, ended_at=ended_at, **facts)


def _close_out(pair: Pair, check_in: CheckIn, *, waits: bool) -> CloseOut:
    at = check_in.starts_at
    confirmed = {} if waits else {"confirmed_by": pair.mentor, "confirmed_at": at}
    said = "We looked at the pages of the week, and at what comes next."
    return CloseOut(check_in=check_in, author=pair.mentee, summary=said, written_at=at, **confirmed)


def _promise(pair: Pair, at: datetime, *, is_open: bool) -> Commitment:
    return Commitment(
        owner=pair.mentee,
        goal=pair.goal,
        text="Write two pages before we talk again",
        due_on=at.date() + BETWEEN / 2,
        state="open" if is_open else "done",
        made_at=at,
        answered_at=None if is_open else at + BETWEEN / 2,
    )


def _answer(promise: Commitment) -> CommitmentAnswer:
    at = promise.answered_at
    return CommitmentAnswer(commitment=promise, answer="done", at=at, on=at.date())


def _thought(pair: Pair, answer: CommitmentAnswer) -> Reflection:
    return Reflection(
        owner=pair.mentee,
        commitment=answer.commitment,
        answer=answer,
        is_success=True,
        cause=Reflection.Cause.TIME,
        at=answer.at,
        on=answer.on,
    )


def _words(pair: Pair, at: datetime, number: int) -> Feedback:
    """By turns of one to the other."""
    author, to = [(pair.mentee, pair.mentor), (pair.mentor, pair.mentee)][number % 2]
    text = "You paused before the numbers, and everybody looked up."
    return Feedback(
        author=author, to=to, kind="observe", text=text, client_token=str(number), given_at=at
    )


def _win(pair: Pair, at: datetime) -> Win:
    return Win(owner=pair.mentee, words="Ten pages in a week", on=at.date(), at=at)


def _log(pair: Pair, entries: int, now: datetime) -> None:
    """Evenly from the first day until yesterday; more than one a day where there are many."""
    began = pair.pairing.created_at
    step = (now - DAY - began) / entries
    times = (began + step * (number + 1) for number in range(entries))
    _save(
        ProgressEntry(
            goal=pair.goal,
            by=pair.goal.person,
            happened_on=at.date(),
            value=Decimal(38 * number // entries),
            client_token=str(number),
            logged_at=at,
        )
        for number, at in zip(count(), times)
    )
