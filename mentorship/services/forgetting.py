"""What was copied out of somebody's answers goes with the answers."""

from __future__ import annotations

from django.db.models import QuerySet

from mentorship.models import Enrollment, Pairing


def forget_reasons(*, places: QuerySet[Enrollment]) -> None:
    """The reasons of a pair hold words of both. A reason without its words would say that there
    were none, so the whole reason goes; what is only counted stays."""
    gone = set(places.values_list("pk", flat=True))
    kept = []
    for pairing in Pairing.objects.filter(members__enrollment__in=gone).distinct():
        parts = [part for part in pairing.parts if not (_has_words(part) and _is_about(part, gone))]
        if len(parts) < len(pairing.parts):
            pairing.parts = parts
            kept.append(pairing)
    Pairing.objects.bulk_update(kept, ["parts"])


def _has_words(part: dict) -> bool:
    return bool(part.get("shared"))


def _is_about(part: dict, gone: set[int]) -> bool:
    """Between three, a reason is about two of them."""
    return "between" not in part or not gone.isdisjoint(part["between"])
