"""Plain builders for tests: rows as they are, without services or mails."""

from datetime import UTC, date, datetime, time
from typing import Any

from accounts.models import User
from mentorship.models import (
    Agreement,
    Cohort,
    Coordinator,
    Enrollment,
    Pairing,
    PairingMember,
    PairingRequest,
    Program,
    Question,
)

NOW = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)  # a Monday
PASSWORD = "a-long-password-for-tests"


def make_person(name: str, **changes: Any) -> User:
    facts = {
        "name": name,
        "email": f"{name.split()[0].lower()}@example.org",
        "zone": "Europe/Berlin",
        "password": PASSWORD,
    }
    person = User.objects.create_user(**(facts | changes))
    person.emailaddress_set.create(email=person.email, verified=True, primary=True)
    return person


def make_program(**changes: Any) -> Program:
    facts = {"name": "Leaders", "slug": "leaders", "state": "open", "zone": "Europe/Berlin"}
    return Program.objects.create(**({"created_at": NOW} | facts | changes))


def make_cohort(program: Program, **changes: Any) -> Cohort:
    facts = {
        "name": "Autumn",
        "slug": "autumn",
        "state": Cohort.State.RUNNING,
        "starts_on": date(2026, 11, 2),
        "ends_on": date(2027, 4, 30),
        "zone": "Europe/Berlin",
        "weekday": 3,
        "at": time(17),
    }
    return Cohort.objects.create(program=program, **({"created_at": NOW} | facts | changes))


def make_coordinator(user: User, program: Program, cohort: Cohort | None = None) -> Coordinator:
    return Coordinator.objects.create(user=user, program=program, cohort=cohort)


def make_enrollment(cohort: Cohort, user: User, role: str, **changes: Any) -> Enrollment:
    facts = {"state": Enrollment.State.ACCEPTED, "created_at": NOW, "capacity": 1}
    return Enrollment.objects.create(cohort=cohort, user=user, role=role, **(facts | changes))


def make_pairing(cohort: Cohort, mentee: User, mentor: User, **changes: Any) -> Pairing:
    """An active pairing; enrollments are made where they are missing."""
    facts = {
        "state": Pairing.State.ACTIVE,
        "starts_on": cohort.starts_on,
        "ends_on": cohort.ends_on,
        "every": cohort.every,
        "weekday": cohort.weekday,
        "at": cohort.at,
        "zone": cohort.zone,
        "created_at": NOW,
        "published_at": NOW,
    }
    pairing = Pairing.objects.create(cohort=cohort, **(facts | changes))
    for person, role in ((mentee, "mentee"), (mentor, "mentor")):
        place = Enrollment.objects.filter(cohort=cohort, user=person, role=role).first()
        place = place or make_enrollment(cohort, person, role)
        if pairing.state in ("active", "paused"):
            place.seats_taken += 1
            place.capacity = max(place.capacity, place.seats_taken)
            place.save()
        PairingMember.objects.create(pairing=pairing, enrollment=place, role=role)
    return pairing


def member_of(pairing: Pairing, user: User) -> PairingMember:
    return pairing.members.get(enrollment__user=user)


def make_people(cohort: Cohort, role: str, names: list[str], **changes: Any) -> list[Enrollment]:
    """Accounts and places of that role, by name."""
    return [make_enrollment(cohort, make_person(name), role, **changes) for name in names]


def make_draft(cohort: Cohort, mentee: Enrollment, mentor: Enrollment, **changes: Any) -> Pairing:
    facts = {"created_at": NOW, "score": 6200, "parts": []}
    draft = Pairing.objects.create(cohort=cohort, **(facts | changes))
    PairingMember.objects.create(pairing=draft, enrollment=mentee, role="mentee")
    PairingMember.objects.create(pairing=draft, enrollment=mentor, role="mentor")
    return draft


def make_group(cohort: Cohort, places: list[Enrollment], **changes: Any) -> Pairing:
    """A draft of two or three peers."""
    facts = {"created_at": NOW, "score": 5000, "parts": []}
    draft = Pairing.objects.create(cohort=cohort, **(facts | changes))
    for place in places:
        PairingMember.objects.create(pairing=draft, enrollment=place, role="peer")
    return draft


def make_trio(cohort: Cohort, *people: User, **changes: Any) -> Pairing:
    """Active: two or three peers who work together."""
    facts = {
        "state": Pairing.State.ACTIVE,
        "starts_on": cohort.starts_on,
        "ends_on": cohort.ends_on,
        "every": cohort.every,
        "weekday": cohort.weekday,
        "at": cohort.at,
        "zone": cohort.zone,
        "published_at": NOW,
    }
    places = [make_enrollment(cohort, person, "peer", seats_taken=1) for person in people]
    return make_group(cohort, places, **(facts | changes))


def make_texts(**changes: str) -> dict[str, str]:
    """All texts of an agreement."""
    return {name: f"Our {name}." for name in Agreement.TEXTS} | changes


def make_csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def make_question(cohort: Cohort, kind: str, **changes: Any) -> Question:
    facts = {"key": kind, "label": f"Your {kind}?", "options": []}
    return Question.objects.create(cohort=cohort, kind=kind, **(facts | changes))


def make_choice(**changes: Any) -> tuple[Enrollment, Enrollment]:
    """A mentee who looks around, and a mentor with one place, in a cohort in which one may."""
    cohort = make_cohort(make_program(), **({"choosing": "chosen"} | changes))
    mentee = make_enrollment(cohort, make_person("Maria Oliveira"), "mentee")
    return mentee, make_enrollment(cohort, make_person("Omar Haddad"), "mentor")


def make_request(sender: Enrollment, recipient: Enrollment, **changes: Any) -> PairingRequest:
    facts = {"cohort": sender.cohort, "sender": sender, "recipient": recipient}
    return PairingRequest.objects.create(**({"created_at": NOW} | facts | changes))
