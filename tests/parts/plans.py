"""90-day plans: Maria shares one with Omar, keeps one to herself, looked back on all of a third, and
has one from her time with Fred; Nina shares hers with Pavel."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from goals.models import Plan, PlanReview
from goals.services import share_plan, start_plan, write_plan_review
from goals.tests.make import make_plan, make_review
from goals.wishes import PlanWish, ReviewWish, ThemeWish

if TYPE_CHECKING:
    from mentorship.models import PairingMember
    from tests.world import World

DAY = timedelta(days=1)
NOUNS = {
    "checkins:plan": "plan",
    "checkins:plan_pdf": "plan",
    "goals:edit_plan": "plan",
    "goals:share_plan": "plan",
    "goals:start_next_plan": "plan",
    "goals:write_plan_review": "plan_day",
}


def add(world: World) -> None:
    from tests.world import member

    maria, nina = member(world, "maria"), member(world, "nina")
    shared = _plan(world, maria, 40, goals=(world["goal[shared]"].pk, world["goal[private]"].pk))
    _share(world, shared)
    over = _plan(world, maria, 85)
    _look_back(world, over, 30)
    Plan.objects.filter(pk=over.pk).update(starts_on=world.now.date() - 95 * DAY)
    over.refresh_from_db()
    _look_back(world, over, 90)
    former = make_plan(world["member[maria before]"], starts_on=world.now.date() - 60 * DAY)
    Plan.objects.filter(pk=former.pk).update(point_b=world.owned("Speak every week"))
    other = _plan(world, nina, 31)
    _share(world, other)
    private = _plan(world, maria, 0)
    world.things |= {
        "plan[shared]": shared,
        "plan[private]": private,
        "plan[over]": over,
        "plan[former]": former,
        "plan[other]": other,
        "plan_day[shared, 30]": {"pk": shared.pk, "day": 30},
        "plan_day[shared, 60]": {"pk": shared.pk, "day": 60},
        "plan_day[private, 30]": {"pk": private.pk, "day": 30},
        "plan_day[former, 30]": {"pk": former.pk, "day": 30},
        "plan_day[other, 30]": {"pk": other.pk, "day": 30},
    }


def _plan(world: World, owner: PairingMember, days: int, goals: tuple[int, ...] = ()) -> Plan:
    wish = PlanWish(
        point_a=world.owned("I read from my slides"),
        point_b=world.owned("I speak to the room"),
        starts_on=world.now.date() - days * DAY,
        themes=(ThemeWish(position=1, title=world.owned("Watch"), about=world.owned("Others")),),
        goals=goals,
    )
    return start_plan(owner=owner, wish=wish, by=owner.person, now=world.now)


def _share(world: World, plan: Plan) -> None:
    share_plan(plan=plan, by=plan.person, now=world.now)


def _look_back(world: World, plan: Plan, day: int) -> PlanReview:
    wish = ReviewWish(moved=world.owned("Two talks"), change=world.owned("Less"), asking="more")
    return write_plan_review(plan=plan, day=day, wish=wish, by=plan.person, now=world.now)


def sent_with(row: str, world: World) -> dict[str, Any]:
    plan = {"point_b": "Elsewhere", "starts_on": f"{world.now:%Y-%m-%d}", "client_token": "x"}
    return {
        "goals:edit_plan": plan,
        "goals:start_next_plan": plan,
        "goals:start_plan": plan,
        "goals:write_plan_review": {"moved": "Much."},
    }.get(row.partition("[")[0], {})


def crowd(world: World, many: int) -> None:
    """Thirty plans of each, and all reviews of one."""
    today = world.now.date()
    for name in ("maria", "omar"):
        member = world[f"member[{name}]"]
        for number in range(many):
            plan = make_plan(member, starts_on=today - number * 20 * DAY)
            make_review(plan, 30)
    for day in (60, 90):
        make_review(world["plan[shared]"], day)
