"""What was asked about a goal, and the drafts that go between people."""

from __future__ import annotations

from dataclasses import dataclass

from accounts.models import User
from goals import words
from goals.models import DraftOffer, Goal, GoalQuestion, Measure

SHOWN = 50


def questions_about(goal: Goal) -> list[GoalQuestion]:
    """In the order in which they were asked, each with its answer."""
    found = goal.questions.select_related("answer", "by__enrollment__user")
    return list(found.order_by("id")[:SHOWN])


@dataclass(frozen=True)
class OfferRow:
    offer: DraftOffer
    measure: str
    is_open: bool  # it can still be adopted


@dataclass(frozen=True)
class OfferLists:
    waiting: list[OfferRow]
    aside: list[OfferRow]
    adopted: list[OfferRow]
    offered: list[OfferRow]  # by the reader; whether one was set aside is not told here


def offer_lists(user: User) -> OfferLists:
    rows = [_row(offer) for offer in DraftOffer.objects.visible_to(user).with_people()[:SHOWN]]
    mine = [row for row in rows if row.offer.to.enrollment.user_id == user.pk]
    fresh = [row for row in mine if row.offer.adopted_at is None]
    return OfferLists(
        waiting=[row for row in fresh if row.offer.set_aside_at is None],
        aside=[row for row in fresh if row.offer.set_aside_at is not None],
        adopted=[row for row in mine if row.offer.adopted_at is not None],
        offered=[row for row in rows if row.offer.to.enrollment.user_id != user.pk],
    )


def _row(offer: DraftOffer) -> OfferRow:
    return OfferRow(offer, _measure_said(offer), offer.to.pairing.holds_seats)


def _measure_said(offer: DraftOffer) -> str:
    if offer.target is None and not offer.unit:
        return ""
    kind = Measure.Kind.NUMBER if offer.target is not None else Measure.Kind.YES_NO
    return words.measure(Measure(kind=kind, unit=offer.unit, start=0, target=offer.target))
