"""How one will know: up to three measures, changed in place so that progress stays with its own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from accounts.errors import DomainError
from goals.models import Goal, Measure
from goals.wishes import MeasureWish

MOST_MEASURES = 3


def set_measures(goal: Goal, wishes: tuple[MeasureWish, ...]) -> None:
    """What is not wished for any more is laid aside where something was logged for it, else gone."""
    _check(wishes)
    before = {measure.position: measure for measure in goal.measures.all()}
    Measure.ever.filter(goal=goal).update(position=None)
    for position, wish in enumerate(wishes, start=1):
        drawn = wish.kind in Measure.DRAWN
        measure = _same(before, position, wish) or Measure(goal=goal, kind=wish.kind)
        measure.unit = "" if wish.kind == Measure.Kind.MILESTONES else wish.unit
        measure.start = wish.start if drawn else 0
        measure.target = wish.target if drawn else None
        measure.position = position
        measure.save()
    Measure.ever.filter(goal=goal, position=None, progress=None).delete()
    getattr(goal, "_prefetched_objects_cache", {}).pop("measures", None)


def _same(before: dict[int | None, Measure], place: int, wish: MeasureWish) -> Measure | None:
    """The one that this was, by its id, else by its place. What changes its kind begins anew."""
    for position, measure in before.items():
        if (measure.pk == wish.pk) if wish.pk is not None else position == place:
            return before.pop(position) if measure.kind == wish.kind else None
    return None


def _check(wishes: tuple[MeasureWish, ...]) -> None:
    if len(wishes) > MOST_MEASURES:
        raise DomainError(_("Three measures at most. Which ones tell you most?"))
    if sum(wish.kind == Measure.Kind.MILESTONES for wish in wishes) > 1:
        raise DomainError(_("The share of steps counts once. What else would tell you?"))
    for wish in wishes:
        _check_one(wish)


def _check_one(wish: MeasureWish) -> None:
    if wish.kind not in Measure.DRAWN:
        return
    if wish.target is None or wish.target == wish.start:
        raise DomainError(_("From where to where? The two numbers have to differ."))
    rated = wish.kind == Measure.Kind.RATING
    if rated and not (1 <= wish.start <= 10 and 1 <= wish.target <= 10):
        raise DomainError(_("A rating goes from 1 to 10. Where is it now, and where should it be?"))
