"""Goals, promises, and being asked about them."""

from __future__ import annotations

from datetime import datetime, time
from decimal import Decimal

from accounts.models import User
from goals import services as goals
from goals.models import Commitment, Consent, Goal, ProgressEntry
from goals.queries import consent_of
from goals.wishes import AskingWish, GoalWish, MeasureWish
from mentorship.models import PairingMember

from .rows import DAY, HOUR, World, member

PRIVATE = "Ask for more"


def _wish(world: World, title: str, now: datetime) -> GoalWish:
    title = world.hidden(title) if title == PRIVATE else world.owned(title)
    return GoalWish(
        title=title,
        realistic=world.owned("I have two hours a week."),
        relevant=world.owned("I want to be heard."),
        due_on=now.date() + 80 * DAY,
        confidence=8,
        measures=(MeasureWish(unit=world.owned("talks"), target=Decimal(3)),),
    )


def agreed_goal(world: World, owner: PairingMember, by: User, title: str, now: datetime) -> Goal:
    goal = goals.create_goal(owner=owner, wish=_wish(world, title, now), by=owner.person, now=now)
    goals.propose_goal(goal=goal, by=owner.person, now=now)
    return goals.agree_goal(goal=goal, by=by, now=now + HOUR)


def add_goals(world: World) -> None:
    maria, now = member(world, "maria"), world.now
    goals.say_how_to_ask(
        by=world.maria, now=now - 26 * DAY, wish=AskingWish(at=time(10), silence="again")
    )
    private = goals.create_goal(
        owner=maria, wish=_wish(world, PRIVATE, now), by=world.maria, now=now - 20 * DAY
    )
    proposed = goals.create_goal(
        owner=maria, wish=_wish(world, "Lead a review", now), by=world.maria, now=now - 19 * DAY
    )
    goals.propose_goal(goal=proposed, by=world.maria, now=now - 3 * DAY)
    shared = agreed_goal(world, maria, world.omar, "Give three talks", now - 25 * DAY)
    agreed_goal(world, member(world, "omar"), world.maria, "Ask before telling", now - 24 * DAY)
    others = agreed_goal(
        world, member(world, "nina"), world.pavel, "Run a workshop", now - 25 * DAY
    )
    world.things |= {
        "goal[private]": private,
        "goal[proposed]": proposed,
        "goal[shared]": shared,
        "goal[other]": others,
        "entry[private]": _log(world, private, 4),
        "entry[shared]": _log(world, shared, 9),
    }
    _corrected(world, shared)
    asked = consent_of(shared)
    assert asked is not None
    goals.give_consent(consent=asked, by=world.maria, now=now - 24 * DAY)
    world.things |= {
        "consent[active]": Consent.objects.get(pk=asked.pk),
        "consent[private]": consent_of(private),
    }


def _log(world: World, goal: Goal, days: int) -> ProgressEntry:
    return goals.log_progress(
        goal=goal,
        by=goal.person,
        now=world.now - days * DAY,
        value=Decimal(1),
        note=world.owned("One more."),
    )


def _corrected(world: World, goal: Goal) -> None:
    first = _log(world, goal, 8)
    goals.correct_progress(
        entry=first,
        by=goal.person,
        now=world.now - 7 * DAY,
        value=Decimal(2),
        note=world.owned("Two, in fact."),
        happened_on=first.happened_on,
    )
    wish = _wish(world, "Give three talks, one in English", world.now)
    reason = world.owned("A new conference.")
    goals.edit_goal(goal=goal, wish=wish, by=goal.person, now=world.now - 6 * DAY, reason=reason)
    goal.refresh_from_db()


def _promise(world: World, name: str, text: str, days: int) -> Commitment:
    owner = member(world, name)
    return goals.make_commitment(
        owner=owner,
        text=world.owned(text),
        cue=world.owned("If Monday’s coffee is poured"),
        due_on=(world.now + days * DAY).date(),
        by=owner.person,
        now=world.now - 5 * DAY,
    )


def add_promises(world: World) -> None:
    """Maria asked to be asked about hers; Omar has not decided; both have answered one."""
    hers, his = _promise(world, "maria", "Send the outline", 2), _promise(world, "omar", "Read", 3)
    asked, offered = consent_of(hers), consent_of(his)
    assert asked is not None
    assert offered is not None
    goals.give_consent(consent=asked, by=world.maria, now=world.now - 4 * DAY)
    for name, answer in (("maria", "done"), ("maria", "stuck"), ("omar", "partly")):
        goals.answer_commitment(
            commitment=_promise(world, name, f"Was {answer}", 1),
            answer=answer,
            by=world.people[name],
            now=world.now - 3 * DAY,
            note=world.owned("This is how."),
        )
    world.things |= {
        "promise[marias]": hers,
        "promise[omars]": his,
        "promise[other]": _promise(world, "nina", "Call the venue", 2),
        "consent[promise]": Consent.objects.get(pk=asked.pk),
        "consent[offered]": offered,
    }
