"""90-day plans: started from a goal or from nothing, shared when their owner wants, looked back on
three times, and followed by the next one."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from goals.models import Goal, Plan, PlanGoal, PlanReview, PlanTheme
from goals.models.plans import DAYS, MOST_GOALS, MOST_THEMES, REVIEW_DAYS
from goals.wishes import PlanWish, ReviewWish
from mentorship.models import PairingMember

FARTHEST = timedelta(days=366)


@transaction.atomic
def start_plan(
    *,
    owner: PairingMember,
    wish: PlanWish,
    by: User,
    now: datetime,
    client_token: str = "",
    follows: Plan | None = None,
) -> Plan:
    """Its owner's alone at first. The same form sent twice is one plan."""
    _check_owner(owner, by)
    _check_pairing(owner)
    if client_token:
        list(PairingMember.objects.select_for_update().filter(pk=owner.pk).values_list("pk"))
        before = Plan.objects.filter(owner=owner, client_token=client_token).first()
        if before is not None:
            return before
    _check_start(wish.starts_on, by.local_date(now))
    plan = Plan.objects.create(
        owner=owner,
        point_a=wish.point_a.strip(),
        point_b=_said(wish.point_b),
        starts_on=wish.starts_on,
        follows=follows,
        client_token=client_token,
        created_at=now,
    )
    _fill(plan, wish)
    _note("start", plan, by, now)
    return plan


@transaction.atomic
def edit_plan(*, plan: Plan, wish: PlanWish, by: User, now: datetime) -> Plan:
    """Its first day stays once there is a review, for the reviews stand on days of it."""
    plan = _locked(plan)
    _check_owner(plan.owner, by)
    _check_pairing(plan.owner)
    if wish.starts_on != plan.starts_on:
        if plan.reviews.exists():
            raise DomainError(_("You have looked back on this plan, so its first day stays."))
        _check_start(wish.starts_on, by.local_date(now))
    plan.point_a, plan.point_b = wish.point_a.strip(), _said(wish.point_b)
    plan.starts_on = wish.starts_on
    plan.save()
    _fill(plan, wish)
    _note("edit", plan, by, now)
    return plan


@transaction.atomic
def share_plan(*, plan: Plan, by: User, now: datetime) -> Plan:
    """The others of the pairing can read it from now on. A second press finds it shared."""
    plan = _locked(plan)
    _check_owner(plan.owner, by)
    if plan.shared_at is not None:
        return plan
    _check_pairing(plan.owner)
    plan.shared_at = now
    plan.save(update_fields=["shared_at"])
    _note("share", plan, by, now)
    return plan


@transaction.atomic
def write_plan_review(
    *, plan: Plan, day: int, wish: ReviewWish, by: User, now: datetime
) -> PlanReview:
    """Once for each of the three days, from that day on. It changes no consent: who wants to be
    asked more or less says so where consents are given."""
    plan = _locked(plan)
    _check_owner(plan.owner, by)
    _check_pairing(plan.owner)
    before = plan.reviews.filter(day=day).first()
    if before is not None:
        raise DomainError(_("You have looked back on this day already; it stays as you wrote it."))
    if day not in REVIEW_DAYS or plan.day_on(day) > by.local_date(now):
        raise DomainError(_("This day is still ahead of you."))
    words = {name: getattr(wish, name).strip() for name in ("moved", "surprised", "change")}
    if not any(words.values()):
        raise DomainError(_("Write a line first, to whichever question speaks to you."))
    review = PlanReview.objects.create(
        plan=plan, day=day, asking=wish.asking, written_at=now, **words
    )
    _note("write_review", plan, by, now, day=day)
    return review


@transaction.atomic
def start_next_plan(
    *,
    review: PlanReview,
    owner: PairingMember,
    wish: PlanWish,
    by: User,
    now: datetime,
    client_token: str = "",
) -> Plan:
    """The next 90 days, from the last review of these. Once: a second press finds the first."""
    plan = _locked(review.plan)
    _check_owner(plan.owner, by)
    if not review.is_last:
        raise DomainError(_("The next 90 days grow from the review on day 90."))
    following = Plan.objects.filter(follows=plan).first()
    if following is not None:
        return following
    return start_plan(
        owner=owner, wish=wish, by=by, now=now, client_token=client_token, follows=plan
    )


# -- Inside -----------------------------------------------------------------------------------


def _locked(plan: Plan) -> Plan:
    Plan.objects.select_for_update().filter(pk=plan.pk).first()
    return Plan.objects.with_people().get(pk=plan.pk)


def _check_owner(owner: PairingMember, by: User) -> None:
    if owner.person != by:
        raise DomainError(_("Only the person whose plan it is can do this."))


def _check_pairing(owner: PairingMember) -> None:
    if not owner.pairing.holds_seats:
        raise DomainError(_("This pairing has ended, so nothing new is written in its plans."))


def _check_start(starts_on: date, today: date) -> None:
    if starts_on < today - timedelta(days=DAYS):
        raise DomainError(_("These 90 days would be over already. Choose a later first day."))
    if starts_on > today + FARTHEST:
        raise DomainError(_("Choose a first day within the coming year."))


def _said(point_b: str) -> str:
    if not point_b.strip():
        raise DomainError(_("Where do you want to be in 90 days? One sentence is enough."))
    return point_b.strip()


def _fill(plan: Plan, wish: PlanWish) -> None:
    """In place, so that what stays keeps its row."""
    kept = [theme for theme in wish.themes if theme.title.strip()]
    if len(kept) > MOST_THEMES:
        raise DomainError(_("Three themes at most, one for each 30 days."))
    for theme in kept:
        PlanTheme.objects.update_or_create(
            plan=plan,
            position=theme.position,
            defaults={"title": theme.title.strip(), "about": theme.about.strip()},
        )
    plan.themes.exclude(position__in=[theme.position for theme in kept]).delete()
    _choose_goals(plan, list(dict.fromkeys(wish.goals)))


def _choose_goals(plan: Plan, chosen: list[int]) -> None:
    if len(chosen) > MOST_GOALS:
        raise DomainError(_("Three goals at most. Which ones matter most in these 90 days?"))
    goals = Goal.objects.filter(owner=plan.owner).in_bulk(chosen)
    if len(goals) < len(chosen):
        raise DomainError(_("Choose goals that you have with the same person as this plan."))
    plan.plan_goals.all().delete()
    PlanGoal.objects.bulk_create(
        PlanGoal(plan=plan, goal=goals[pk], position=position)
        for position, pk in enumerate(chosen, start=1)
    )


def _note(verb: str, plan: Plan, by: User, now: datetime, **details: Any) -> None:
    record(by=by, verb=f"plan.{verb}", about=plan, scope=plan.scope, now=now, **details)
