"""Who works with whom, and what they agreed on."""

from __future__ import annotations

from datetime import datetime

from accounts.models import User
from mentorship.models import Cohort, Enrollment, MatchingRun, Pairing
from mentorship.services import agreements, matching, pairings
from mentorship.tests import make

from .former import add_former_life
from .rows import DAY, HOUR, World


def place(cohort: Cohort, user: User, role: str) -> Enrollment:
    return Enrollment.objects.get(cohort=cohort, user=user, role=role)


def publish(world: World, cohort: Cohort, mentee: User, mentor: User, now: datetime) -> Pairing:
    draft = make.make_draft(
        cohort, place(cohort, mentee, "mentee"), place(cohort, mentor, "mentor")
    )
    outcome = pairings.publish_pairings(cohort=cohort, by=world.ada, now=now, only=[draft.pk])
    assert outcome.pairings == [draft], outcome.held_back
    return Pairing.objects.select_related("cohort__program").get(pk=draft.pk)


def add_pairings(world: World) -> None:
    autumn, now = world["cohort[autumn]"], world.now
    former = publish(world, autumn, world.maria, world.fred, now - 39 * DAY)
    world.things["pairing[closed]"] = former
    add_former_life(world, former)
    pairings.close_pairing(pairing=former, by=world.ada, now=now - 30 * DAY, reason="moved_on")
    former.refresh_from_db()
    world.things |= {
        "pairing[active]": publish(world, autumn, world.maria, world.omar, now - 28 * DAY),
        "pairing[other]": publish(world, autumn, world.nina, world.pavel, now - 28 * DAY),
    }
    run = matching.propose_pairings(cohort=autumn, by=world.ada, now=now - DAY)
    draft, another = Pairing.objects.in_cohort(autumn).proposed()
    mentor = another.members.get(role="mentor").enrollment
    world.things |= {"run": run, "pairing[draft]": draft, "mentor to swap": mentor}
    assert MatchingRun.objects.count() == 1
    _pairing_of_a_coordinator(world)
    _members(world)


def _pairing_of_a_coordinator(world: World) -> None:
    """Dora is a mentor in the program that she runs, so she does not oversee that one; the other
    one of her program is having a pause."""
    first, when = world["cohort[first]"], world.now - 20 * DAY
    for name, role in {
        "hana": "mentee",
        "dora": "mentor",
        "iris": "mentee",
        "jon": "mentor",
    }.items():
        make.make_enrollment(first, world.people[name], role)
    world.things["pairing[doras]"] = publish(world, first, world.hana, world.dora, when)
    paused = publish(world, first, world.iris, world.jon, when)
    world.things["pairing[paused]"] = pairings.pause_pairing(
        pairing=paused, by=world.jon, now=world.now - 2 * DAY
    )


def _members(world: World) -> None:
    for label, names in {
        "active": ("maria", "omar"),
        "other": ("nina", "pavel"),
        "closed": ("maria", "fred"),
    }.items():
        for name in names:
            member = make.member_of(world[f"pairing[{label}]"], world.people[name])
            key = name if label != "closed" else f"{name} before"
            world.things[f"member[{key}]"] = member


def add_agreements(world: World) -> None:
    """Signed by Maria and Omar, then changed by Omar; the other pair has a signed one."""
    texts = {name: world.words(f"Our {name}.") for name in make.make_texts()}
    for label, names in {"active": ("maria", "omar"), "other": ("nina", "pavel")}.items():
        pairing, writer, signer = world[f"pairing[{label}]"], *(world.people[n] for n in names)
        when = world.now - 27 * DAY
        agreement = agreements.draft_agreement(pairing=pairing, by=writer, texts=texts, now=when)
        agreements.sign_agreement(agreement=agreement, by=signer, now=when + HOUR)
    changed = texts | {"rhythm": world.words("Thursdays at five.")}
    world.things["agreement"] = agreements.draft_agreement(
        pairing=world["pairing[active]"], by=world.omar, texts=changed, now=world.now - 2 * DAY
    )
