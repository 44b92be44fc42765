"""Two small rounds beside the large one: partners of one standing, and people who choose."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

from accounts.models import User
from mentorship.models import Cohort, Enrollment, Program
from mentorship.services import choosing, programs, requests, rosters
from mentorship.services.matching import propose_pairings
from mentorship.services.pairings import publish_pairings

ROSTERS = Path(__file__).parent / "rosters"


def open_more_rounds(program: Program, by: User, now: datetime) -> None:
    open_partners(program, by, now)
    open_choosing(program, by, now)


def open_partners(program: Program, by: User, now: datetime) -> None:
    """Five partners: a pair, and three together."""
    cohort = open_round(program, by, now, "Round of partners", Cohort.Pairs.PEERS)
    read(cohort, by, now, "partners.csv", Enrollment.Role.PEER)
    propose_pairings(cohort=cohort, by=by, now=now)
    publish_pairings(cohort=cohort, by=by, now=now)


def open_choosing(program: Program, by: User, now: datetime) -> None:
    """Yuki looks around and has asked Rosa for a first talk; Noor asks to work with Jiri."""
    cohort = open_round(program, by, now, "Choosing round", Cohort.Pairs.MENTORS)
    chosen = Cohort.Choosing.CHOSEN
    choosing.edit_choosing(
        cohort=cohort, by=by, now=now, choosing=chosen, peers_browse=False, peers_invite=False
    )
    read(cohort, by, now, "choosing_mentors.csv", Enrollment.Role.MENTOR)
    read(cohort, by, now, "choosing_mentees.csv", Enrollment.Role.MENTEE)
    for ask, sender, recipient in (
        (requests.ask_for_talk, "yuki@example.org", "rosa.delgado@example.org"),
        (requests.request_pairing, "noor.haidari@example.com", "jiri.kolar@example.org"),
    ):
        one, other = place_of(cohort, sender), place_of(cohort, recipient)
        ask(sender=one, recipient=other, by=one.user, now=now)


def open_round(program: Program, by: User, now: datetime, name: str, pairs: str) -> Cohort:
    return programs.create_cohort(
        program=program,
        by=by,
        now=now,
        name=name,
        starts_on=now.date(),
        ends_on=(now + timedelta(days=120)).date(),
        zone=program.zone,
        weekday=(now + timedelta(days=3)).weekday(),
        at=time(9),
        pairs=pairs,
    )


def read(cohort: Cohort, by: User, now: datetime, filename: str, role: str) -> None:
    content = (ROSTERS / filename).read_bytes()
    upload = rosters.upload_roster(
        cohort=cohort, by=by, now=now, filename=filename, content=content, role=role
    )
    rosters.confirm_roster(upload=upload, applied=True, by=by, now=now)
    upload.refresh_from_db()
    rosters.run_roster(upload=upload, now=now)


def place_of(cohort: Cohort, email: str) -> Enrollment:
    places = Enrollment.objects.in_cohort(cohort).select_related("cohort__program", "user")
    return places.get(user__email=email)
