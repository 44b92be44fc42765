"""The demo: a roster imported, matched, published and lived, all by the product's own services."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Q

from accounts.models import ActionToken, AuditEntry, Job, Message, User
from accounts.services.clockwork import tick
from accounts.services.jobs import run_waiting_jobs
from checkins.models import CheckIn
from mentorship.models import Cohort, Coordinator, Pairing, Program
from mentorship.services import programs, rosters
from mentorship.services.matching import propose_pairings
from mentorship.services.pairings import publish_pairings

from .acting import Couple, Open, live
from .bringing import bring
from .chapters import CHAPTERS
from .more_rounds import open_more_rounds

SLUG = "bridges"
ROSTERS = Path(__file__).parent / "rosters"
WEEKS = 5
LATELY = timedelta(days=2)  # since then there are two smaller rounds
HOURS = (8, 12, 18)  # of each day, UTC: morning mails, midday, after the check-ins
LIVELY = 16  # so many pairings have goals and promises; the others meet and write little
Say = Callable[[str], None]


def demo_program() -> Program | None:
    return Program.objects.filter(slug=SLUG).first()


@transaction.atomic
def forget_demo() -> None:
    """The demo's program and the people who are in nothing else. Your own programs stay."""
    program = demo_program()
    if program is None:
        return
    took_part = Q(enrollments__cohort__program=program) | Q(posts__program=program)
    people = list(User.objects.filter(took_part).values_list("pk", flat=True))
    Message.objects.in_scope(program.scope).delete()
    for model in (AuditEntry, ActionToken, Job):
        model.objects.filter(scope=program.scope).delete()
    program.delete()
    in_nothing_else = User.objects.filter(pk__in=people, enrollments=None, posts=None)
    in_nothing_else.filter(is_superuser=False).delete()


@transaction.atomic
def tell_demo(now: datetime, say: Say, *, weeks: int = WEEKS) -> Cohort:
    """Some weeks up to `now`. Mails of those weeks are kept in the database as sent. All of it
    appears at once: a worker that runs beside this would act today on what is said of the past."""
    start = first_day(now, weeks)
    cohort = enroll(start, now)
    say("105 people imported")
    pairings = match(cohort, start + timedelta(days=2))
    run_waiting_jobs()  # the import did its work above; its job row is closed here
    say(f"{len(pairings)} pairings published")
    couples = [couple(number, pairing) for number, pairing in enumerate(pairings)]
    for moment in moments(start + timedelta(days=2), now):
        live_all(couples, moment)
        tick(moment, keep=True)
    open_more_rounds(cohort.program, coordinator_of(cohort.program), now - LATELY)
    run_waiting_jobs()
    for chapter in CHAPTERS:
        chapter.tell(couples, now)
    tick(now, keep=True)
    let_people_in()
    return cohort


def moments(start: datetime, now: datetime) -> Iterator[datetime]:
    day = start
    while day.date() <= now.date():
        yield from (at for at in (day.replace(hour=hour) for hour in HOURS) if start <= at < now)
        day += timedelta(days=1)
    yield now


def live_all(couples: list[Couple], now: datetime) -> None:
    over: dict[int, list[CheckIn]] = defaultdict(list)
    for check_in in CheckIn.objects.to_close(now).select_related("pairing__cohort"):
        over[check_in.pairing_id].append(check_in)
    open_now = Open.at(now)
    bring(couples[0], now)
    for pair in couples:
        live(pair, now, over[pair.pairing.pk], open_now)


def first_day(now: datetime, weeks: int) -> datetime:
    monday = now.date() - timedelta(days=now.weekday(), weeks=weeks)
    return datetime.combine(monday, time(8), tzinfo=UTC)


def enroll(start: datetime, now: datetime) -> Cohort:
    ada = User.objects.filter(email="ada@example.org").first() or User.objects.create_user(
        "ada@example.org", name="Ada Lindqvist", zone="Europe/Stockholm", joined_at=start
    )
    program = programs.create_program(
        by=ada,
        now=start,
        name="Bridges",
        zone="Europe/Stockholm",
        support_contact="program@example.org",
        safeguarding_contact="ombuds@example.net",
    )
    Program.objects.filter(pk=program.pk).update(slug=SLUG)
    program.refresh_from_db()
    cohort = programs.create_cohort(
        program=program,
        by=ada,
        now=start,
        name="Autumn round",
        starts_on=(start + timedelta(days=2)).date(),
        ends_on=(start + timedelta(days=180)).date(),
        zone="Europe/Stockholm",
        weekday=next_meeting_day(now),
        at=time(16),
    )
    for name, role in (("mentors.csv", "mentor"), ("mentees.csv", "mentee")):
        upload = rosters.upload_roster(
            cohort=cohort,
            by=ada,
            now=start,
            filename=name,
            content=(ROSTERS / name).read_bytes(),
            role=role,
        )
        rosters.confirm_roster(upload=upload, applied=True, by=ada, now=start)
        upload.refresh_from_db()
        rosters.run_roster(upload=upload, now=start)
    tick(start + timedelta(hours=2), keep=True)
    return cohort


def next_meeting_day(now: datetime) -> int:
    """The working day after next: whoever opens the demo has a check-in ahead."""
    day = now + timedelta(days=2)
    while day.weekday() > 4:
        day += timedelta(days=1)
    return day.weekday()


def coordinator_of(program: Program) -> User:
    return Coordinator.objects.filter(program=program).select_related("user")[0].user


def match(cohort: Cohort, now: datetime) -> list[Pairing]:
    ada = coordinator_of(cohort.program)
    propose_pairings(cohort=cohort, by=ada, now=now)
    publish_pairings(cohort=cohort, by=ada, now=now)
    pairings = Pairing.objects.in_cohort(cohort).active().with_people()
    return sorted(pairings, key=lambda pairing: not is_marias(pairing))


def is_marias(pairing: Pairing) -> bool:
    return any(m.enrollment.user.email == "maria@example.org" for m in pairing.members.all())


def couple(number: int, pairing: Pairing) -> Couple:
    members = {member.role: member for member in pairing.members.all()}
    dice = random.Random(number)  # noqa: S311 - a story, not a secret
    return Couple(
        pairing=pairing,
        mentee=members["mentee"],
        mentor=members["mentor"],
        keen=1.0 if number == 0 else dice.choice([0.95, 0.85, 0.85, 0.7, 0.4]),
        dice=dice,
        lively=number < LIVELY,
    )


def let_people_in() -> None:
    """Those who stand out get the demo's password and a confirmed address."""
    for person in User.objects.filter(email__in=settings.DEMO_PEOPLE):
        person.set_password(settings.DEMO_PASSWORD)
        person.save(update_fields=["password"])
        EmailAddress.objects.update_or_create(
            user=person, email=person.email, defaults={"verified": True, "primary": True}
        )
