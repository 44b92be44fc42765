"""Who there is, which programs, and who came into a cohort by a file."""

from __future__ import annotations

from datetime import datetime

from accounts.models import Job
from mentorship.models import Cohort, Enrollment, RosterImport
from mentorship.services import rosters, weighing
from mentorship.tests import make

from .rows import DAY, World

ROSTER = b"""Name,Email,Role,Skills you offer,Skills you want to learn,Capacity
Maria Oliveira,maria@example.org,mentee,,Public speaking,
Nina Berg,nina@example.org,mentee,,Negotiation,
Lia Costa,lia@example.org,mentee,,Public speaking,
Uma Vance,uma@example.org,mentee,,Falconry,
Omar Haddad,omar@example.org,mentor,Public speaking,,1
Pavel Novak,pavel@example.org,mentor,Negotiation,,1
Fred Moss,fred@example.org,mentor,Public speaking,,1
Greta Holm,greta@example.org,mentor,Public speaking,,1
"""
MORE = b"""Name,Email,Role
Gil Park,gil@example.org,mentee
Nobody,,mentee
"""
NAMES = {
    "maria": ("Maria Oliveira", "Europe/Lisbon"),
    "omar": ("Omar Haddad", "America/New_York"),
    "nina": ("Nina Berg", "Europe/Berlin"),
    "pavel": ("Pavel Novak", "Europe/Prague"),
    "fred": ("Fred Moss", "Europe/London"),
    "lia": ("Lia Costa", "Europe/Lisbon"),
    "hana": ("Hana Sato", "Asia/Tokyo"),
    "iris": ("Iris Lund", "Europe/Oslo"),
    "jon": ("Jon Arnason", "Atlantic/Reykjavik"),
    "ada": ("Ada Lind", "Europe/Berlin"),
    "cleo": ("Cleo Marsh", "Europe/Berlin"),
    "dora": ("Dora Weiss", "Europe/Vienna"),
    "eve": ("Eve Stone", "Europe/Berlin"),
}


def add_people(world: World) -> None:
    for key, (name, zone) in NAMES.items():
        language = "de" if key == "nina" else "en"
        world.people[key] = make.make_person(name, zone=zone, language=language)
    world.people["staff"] = make.make_person("Sam Staff", is_staff=True, is_superuser=True)


def add_programs(world: World) -> None:
    today = world.now.date()
    dates = {"starts_on": today - 42 * DAY, "ends_on": today + 140 * DAY}
    leaders = make.make_program(support_contact="desk@example.org")
    autumn = make.make_cohort(leaders, **dates)
    spring = make.make_cohort(leaders, name="Spring", slug="spring", **dates)
    other = make.make_program(name="Makers", slug="makers")
    first = make.make_cohort(other, name="First", slug="first", **dates)
    make.make_coordinator(world.ada, leaders, autumn)
    make.make_coordinator(world.cleo, leaders, spring)
    make.make_coordinator(world.dora, other)
    world.things |= {
        "program[leaders]": leaders,
        "program[makers]": other,
        "cohort[autumn]": autumn,
        "cohort[spring]": spring,
        "cohort[first]": first,
    }


def add_roster(world: World) -> None:
    """One file imported by a job, one waiting to be confirmed."""
    cohort, long_ago = world["cohort[autumn]"], world.now - 40 * DAY
    facts = {"cohort": cohort, "by": world.ada}
    upload = rosters.upload_roster(
        **facts, filename="people.csv", content=ROSTER, now=long_ago, role=""
    )
    job = rosters.confirm_roster(upload=upload, applied=True, by=world.ada, now=long_ago)
    rosters.run_roster(upload=RosterImport.objects.get(pk=upload.pk), now=long_ago)
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, progress=100, result={})
    waiting = rosters.upload_roster(
        **facts, filename="more.csv", content=MORE, now=world.now - DAY, role=""
    )
    world.things |= {
        "roster[done]": {"slug": cohort.slug, "pk": upload.pk},
        "roster[waiting]": {"slug": cohort.slug, "pk": waiting.pk},
        # Came by the first file, is not in the second, and works with nobody.
        "place of uma": Enrollment.objects.get(cohort=cohort, user__email="uma@example.org"),
        # Somebody else's file under the address of a cohort that Cleo does run.
        "roster[waiting, as of spring]": {"slug": "spring", "pk": waiting.pk},
        "job": job,
    }
    _comparison(world, cohort, long_ago)


def _comparison(world: World, cohort: Cohort, now: datetime) -> None:
    """What other weights would change, asked by Ada."""
    asked = {"weights": {"skills": 60, "style": 40}, "hard_rules": ["language"], "floor": 40}
    job = weighing.start_comparison(cohort=cohort, by=world.ada, now=now, **asked)
    counts = {"matched": 1, "below_floor": 0, "points": 60}
    result = {"before": counts, "after": counts, "moved": []}
    Job.objects.filter(pk=job.pk).update(state=Job.State.DONE, progress=100, result=result)
    here = {"public_id": job.public_id}
    world.things["comparison[autumn]"] = here | {"slug": cohort.slug}
    world.things["comparison[autumn, as of spring]"] = here | {"slug": "spring"}
