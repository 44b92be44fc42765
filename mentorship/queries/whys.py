"""Why somebody has nobody, and why two are not paired: the engine's counts and rules in words."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from mentorship.models import Enrollment, MatchingRun
from mentorship.words import Words

from .criteria import CRITERIA, quoted

SEVERAL = "blocked_by_several"
if TYPE_CHECKING:
    from mentorship.matching import Rules
Why = Mapping[str, Any]  # as stored with a run: code, count, rule


def reasons_of(run: MatchingRun | None, words: Words) -> Callable[[Enrollment], list[str]]:
    """For each person the sentences of the last run, or that there was none with them."""
    told = run.result.get("unmatched", []) if run is not None else []
    private = private_rules(run)
    stored = {each["enrollment"]: without_secrets(each["reasons"], private) for each in told}
    labels = labels_of(run)

    def reasons(place: Enrollment) -> list[str]:
        if place.pk in stored:
            return why_sentences(stored[place.pk], place.role, words, labels)
        if run is None:
            return [_("Nothing has been proposed yet.")]
        if run.at < place.created_at:
            return [_("Came after the last proposal. Propose again to include them.")]
        return [_("Their pair was changed, or has ended, since the last proposal.")]

    return reasons


def labels_of(run: MatchingRun | None) -> dict[str, str]:
    """What questions of the cohort's own were called when the run was made, by criterion."""
    asked = run.inputs.get("questions", []) if run is not None else []
    return {each["key"]: each["label"] for each in asked}


def private_rules(run: MatchingRun | None) -> frozenset[str]:
    """Rules about private questions, for runs that were stored with a count of each."""
    asked = run.inputs.get("questions", []) if run is not None else []
    return frozenset(each["key"] for each in asked if each.get("sensitive"))


def not_a_mentor(words: Words) -> str:
    """Also where somebody is not to be chosen and nobody may know why: see `is_secret`."""
    told = {"mentor": words.a_role("mentor")}
    return _("Choose somebody who takes part in this cohort as %(mentor)s.") % told


def why_sentences(
    whys: list[Why], role: str, words: Words, labels: Mapping[str, str] | None = None
) -> list[str]:
    """The engine's counts in words; what single rules keep away stands in one sentence."""
    whys = without_secrets(whys)
    others = {"mentee": words.mentors, "mentor": words.mentees}.get(role, words.peers)
    blocked = [why for why in whys if why["code"] == "blocked_by"]
    said = [_counted(why, others) for why in whys if why["code"] != "blocked_by"]
    return [*([_except_for(blocked, others, labels)] if blocked else []), *said]


def without_secrets(whys: Iterable[Why], private: Container[str] = ()) -> list[Why]:
    """Who is kept apart by a wish, or by a private answer, is counted with those whom several
    rules keep away, so that nobody learns from a number what somebody said."""
    whys = list(whys)
    apart = [why for why in whys if why["rule"] == "excluded" or why["rule"] in private]
    if not apart:
        return whys
    several = [why for why in whys if why["code"] == SEVERAL]
    count = sum(int(why["count"]) for why in (*apart, *several))
    told = [why for why in whys if why not in apart and why not in several]
    return [*told, {"code": SEVERAL, "count": count, "rule": ""}]


def _counted(why: Why, others: str) -> str:
    count = int(why.get("count", 0))
    return _WHYS.get(why["code"], _several)(count) % {"count": count, "others": others}


def _except_for(blocked: list[Why], others: str, labels: Mapping[str, str] | None) -> str:
    """“11 of the mentors fit except for language in common; 2 except for time in common.”"""
    first, *rest = blocked
    rule = rule_words(first["rule"], labels)
    told = {"count": first["count"], "others": others, "rule": rule}
    said = _blocked(int(first["count"])) % told
    for why in rest:
        told = {"count": why["count"], "rule": rule_words(why["rule"], labels)}
        said = _("%(said)s; %(more)s") % {
            "said": said,
            "more": _("%(count)s except for %(rule)s") % told,
        }
    return _("%(said)s.") % {"said": said}


def _seats_taken(n: int) -> str:
    return ngettext(
        "%(count)s of the %(others)s fits, and all seats there went to pairs that fit better.",
        "%(count)s of the %(others)s fit, and all their seats went to pairs that fit better.",
        n,
    )


def _no_seat(n: int) -> str:
    return ngettext(
        "%(count)s of the %(others)s would fit and has no seat left.",
        "%(count)s of the %(others)s would fit and have no seat left.",
        n,
    )


def _elsewhere(n: int) -> str:
    return ngettext(
        "%(count)s of the %(others)s would fit and is better placed elsewhere.",
        "%(count)s of the %(others)s would fit and are better placed elsewhere.",
        n,
    )


def _blocked(n: int) -> str:
    return ngettext(
        "%(count)s of the %(others)s fits except for %(rule)s",
        "%(count)s of the %(others)s fit except for %(rule)s",
        n,
    )


def _several(n: int) -> str:
    return ngettext(
        "%(count)s of the %(others)s is kept away by several rules, or by something told in "
        "confidence.",
        "%(count)s of the %(others)s are kept away by several rules, or by something told in "
        "confidence.",
        n,
    )


_WHYS: dict[str, Callable[[int], str]] = {
    "capacity_zero": lambda n: _("They have no seat to fill."),
    "no_mentors": lambda n: _("There is nobody on the other side yet."),
    "no_mentees": lambda n: _("There is nobody on the other side yet."),
    "no_peers": lambda n: _("There is nobody else to be partners with yet."),
    "seats_taken": _seats_taken,
    "no_seat_offered": _no_seat,
    "placed_elsewhere": _elsewhere,
    "blocked_by_several": _several,
}


def rule_words(rule: str, labels: Mapping[str, str] | None = None) -> str:
    """A rule's name inside a sentence; `labels` of a cohort's own questions by criterion. Who
    wanted two apart, or why, is nobody's business."""
    if labels and rule in labels:
        return _("the answers to %(question)s") % {"question": quoted(labels[rule])}
    own = {
        "self": _("being the same person"),
        "excluded": _("a pair that is not possible"),
        "past_partner": _("having worked together before"),
        "reporting_line": _("being in the same reporting line"),
        "": "",
    }
    return own.get(rule) or str(CRITERIA.get(rule, rule))


def apart_sentence(broken: Iterable[str], rules: Rules) -> str:
    """Why two people cannot be paired, or "" where they can.

    A wish never to work with somebody again is secret. Whoever runs the cohort knows whom they keep
    apart themselves, so an answer of its own for such wishes would tell of them. One sentence
    stands for everything that nobody is to learn, or that would tell by not being it: such a wish,
    whom somebody would rather not work with, an answer to a private question that rules pairs out,
    and a decision of the coordinators. It is said before any other rule, and names none of them.
    """
    broken = list(broken)
    if "self" in broken:
        return _("Nobody is paired with themselves.")
    if _in_confidence(broken, rules):
        return in_confidence()
    labels = {each.key: each.label for each in rules.own}
    named = "; ".join(rule_words(rule, labels) for rule in broken)
    return _("A rule keeps these two apart: %(rules)s.") % {"rules": named} if broken else ""


def in_confidence() -> str:
    return _(
        "These two are kept apart: by something told in confidence, or by whoever runs the "
        "program. Which of these it is, nobody is told."
    )


def _in_confidence(broken: Iterable[str], rules: Rules) -> bool:
    return any(rule == "excluded" or rules.is_sensitive(rule) for rule in broken)


def is_secret(rules: Iterable[str], reader: User | None, *people: Enrollment) -> bool:
    """Whether a reader who is one of the two could learn that the other one does not want them:
    for them the other one is not there to be chosen, and nothing tells why."""
    mine = reader is not None and any(place.user_id == reader.pk for place in people)
    return mine and "excluded" in rules


def what_would_help(broken: Iterable[str], rules: Rules) -> str:
    """What would have to change for a pair that a rule forbids; nothing about what was told in
    confidence."""
    broken = list(broken)
    if not broken or "self" in broken or _in_confidence(broken, rules):
        return ""
    if broken == ["past_partner"]:
        return _(
            "It would be possible if people who have worked together may meet again; you decide "
            "that under “Weigh what counts”."
        )
    return _(
        "It would be possible if this did not rule pairs out; you decide that under “Weigh what "
        "counts”. Who has not said anything about it is never ruled out by it."
    )


def lock_problem(wrong: Any) -> str:
    """A MatchingError about locked pairs, as a sentence that names them."""
    ids = [pk for pk in wrong.ids if pk.isdecimal()]
    places = Enrollment.objects.select_related("user").in_bulk([int(pk) for pk in ids])
    names = [str(places[int(pk)].user) for pk in ids if int(pk) in places]
    if wrong.code == "lock_excluded" and len(names) == 2:
        told = {"mentee": names[0], "mentor": names[1], "why": in_confidence()}
        return (
            _("%(mentee)s with %(mentor)s is locked. %(why)s Unlock the pair, then propose again.")
            % told
        )
    if wrong.code == "lock_line" and len(names) == 2:
        told = {"mentee": names[0], "mentor": names[1]}
        return (
            _(
                "%(mentee)s with %(mentor)s is locked, and one of them reports to the other, or "
                "both to the same person. Unlock the pair, then propose again."
            )
            % told
        )
    if wrong.code == "lock_no_seat" and names:
        return _(
            "More pairs are locked with %(mentor)s than there are seats. Unlock one of them, then "
            "propose again."
        ) % {"mentor": names[0]}
    if wrong.code == "lock_twice" and names:
        return _("%(mentee)s is in two locked pairs. Unlock one of them, then propose again.") % {
            "mentee": names[0]
        }
    return _("Two locked pairs contradict each other. Unlock one, then propose again.")
