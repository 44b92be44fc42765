"""Why a pair, for coordinators: all parts of a score with their points, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .criteria import GOOD, Part, criterion_name, listed, strength


def score_of_100(score: int | None) -> str:
    """“72”; an em dash where nothing was computed."""
    return "—" if score is None else str((score + 50) // 100)


def reason_rows(pairing_parts: list[Part]) -> list[dict[str, Any]]:
    """A row for each criterion that counts, and one for all that somebody has not said anything
    about; the parts (in points of 100) add up to the score."""
    rows = sorted((part for part in pairing_parts if part["weight"]), key=strength)
    silent = [part for part in rows if part["silent"]]
    known = [_row([part], part_sentence(part)) for part in rows if not part["silent"]]
    return [*known, _row(silent, _say_silent(len(silent)))] if silent else known


def _row(parts: list[Part], text: str) -> dict[str, Any]:
    return {
        "name": listed([criterion_name(part) for part in parts], most=None),
        "part": f"{sum(part['part'] for part in parts) / 100:.1f}".removesuffix(".0"),
        "weight": sum(part["weight"] for part in parts),
        "text": text,
    }


def _say_silent(count: int) -> str:
    return ngettext(
        "at least one of them has not said; counts as the middle",
        "at least one of them has not said; each counts as the middle",
        count,
    )


def part_sentence(part: Part) -> str:
    """One criterion in words, for coordinators. Sensitive answers are not spelled out."""
    if part["silent"]:
        return _say_silent(1)
    if part["sensitive"]:
        return _("fits what was asked for") if part["points"] >= GOOD else _("does not fit")
    if part.get("compare"):
        return own_part_sentence(part)
    between_peers = PEER_LINES.get(part["criterion"]) if "between" in part else None
    make = between_peers or PART_SENTENCES.get(part["criterion"])
    return make(part) if make else ""


def best_reasons(parts: list[Part], most: int = 3) -> list[str]:
    """The strongest parts in one short line each, for the table."""
    good = [p for p in sorted(parts, key=strength) if p["weight"] and p["points"] >= GOOD]
    known = [part for part in good if not part["silent"]]
    return [text for part in known if (text := part_sentence(part))][:most]


def _say_skills(part: Part) -> str:
    wanted = part.get("numbers", {}).get("wanted", 0)
    if not part["shared"]:
        return _("none of the skills looked for is offered")
    told = {"skills": listed(part["shared"]), "found": len(part["shared"]), "wanted": wanted}
    return _("%(found)s of %(wanted)s skills looked for: %(skills)s") % told


def _say_words(part: Part) -> str:
    if not part["shared"]:
        return _("no telling words in common")
    return _("same words: %(words)s") % {"words": listed(part["shared"])}


def _say_style(part: Part) -> str:
    asked = part.get("numbers", {}).get("questions", 0)
    told = {"same": len(part["shared"]), "asked": asked}
    return _("%(same)s of %(asked)s answers about ways of working are the same") % told


def _say_hours(part: Part) -> str:
    hours = part.get("numbers", {}).get("hours", 0)
    return ngettext(
        "%(hours)s hour a week in common", "%(hours)s hours a week in common", hours
    ) % {"hours": hours}


def _say_level(part: Part) -> str:
    gap = part.get("numbers", {}).get("gap", 0)
    if gap < 0:
        return ngettext("%(gap)s level below", "%(gap)s levels below", -gap) % {"gap": -gap}
    if gap == 0:
        return _("the same level")
    return ngettext("%(gap)s level above", "%(gap)s levels above", gap) % {"gap": gap}


def _say_interests(part: Part) -> str:
    if not part["shared"]:
        return _("no interests in common")
    return _("both like %(interests)s") % {"interests": listed(part["shared"])}


def _say_zone(part: Part) -> str:
    hours = part.get("numbers", {}).get("minutes_apart", 0) / 60
    if not hours:
        return _("the same time zone")
    return _("%(hours)s h apart") % {"hours": f"{hours:.1f}".removesuffix(".0")}


def _say_location(part: Part) -> str:
    if part["points"] >= GOOD:
        return _("both in %(place)s") % {"place": listed(part["shared"])}
    return _("in different places")


def _say_department(part: Part) -> str:
    return _("different departments") if part["points"] >= GOOD else _("the same department")


PART_SENTENCES: dict[str, Callable[[Part], str]] = {
    "skills": _say_skills,
    "goal_text": _say_words,
    "style": _say_style,
    "availability": _say_hours,
    "level": _say_level,
    "interests": _say_interests,
    "zone": _say_zone,
    "location": _say_location,
    "department": _say_department,
}


def _say_each_others(part: Part) -> str:
    if not part["shared"]:
        return _("none of the skills looked for is offered")
    return _("skills for each other: %(skills)s") % {"skills": listed(part["shared"])}


def _say_apart(part: Part) -> str:
    gap = abs(part.get("numbers", {}).get("gap", 0))
    if gap == 0:
        return _("the same level")
    return ngettext("%(gap)s level apart", "%(gap)s levels apart", gap) % {"gap": gap}


PEER_LINES: dict[str, Callable[[Part], str]] = {"skills": _say_each_others, "level": _say_apart}


def own_part_sentence(part: Part) -> str:
    """For coordinators."""
    shared, numbers = part["shared"], part.get("numbers", {})
    if part["compare"] == "words":
        return _say_words(part)
    if part["compare"] in ("near", "at_least"):
        return _("%(mentee)s and %(mentor)s on a scale of 5") % {
            "mentee": numbers.get("mentee"),
            "mentor": numbers.get("mentor"),
        }
    if part["compare"] == "overlap":
        return (
            _("both: %(answers)s") % {"answers": listed(shared)} if shared else _("none in common")
        )
    if len(shared) == 1:
        return _("the same answer: %(answer)s") % {"answer": shared[0]}
    return _("different answers: %(answers)s") % {"answers": listed(shared)}
