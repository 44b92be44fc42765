"""Why a pair: the parts of a score in words. Coordinators read all of them with their points,
members three to five sentences without any number and without anything sensitive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import zip_longest
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.models import User
from mentorship.models import Cohort, Enrollment, Pairing, PairingMember, Question
from mentorship.words import Words

Part = Mapping[str, Any]  # as stored by matching.Reason.as_json()

CRITERIA = {
    "skills": gettext_lazy("skills looked for and offered"),
    "goal_text": gettext_lazy("same words in goals and about themselves"),
    "style": gettext_lazy("ways of working"),
    "availability": gettext_lazy("time in common"),
    "level": gettext_lazy("difference in level"),
    "interests": gettext_lazy("interests"),
    "zone": gettext_lazy("time zones"),
    "location": gettext_lazy("place"),
    "department": gettext_lazy("another department"),
    "identity": gettext_lazy("identity, where somebody asked for it"),
    "wishes": gettext_lazy("wishes for each other"),
    "language": gettext_lazy("language in common"),
}


def criterion_names(cohort: Cohort) -> dict[str, str]:
    """Every criterion that may count in this cohort, and how it is called there."""
    return names_with(Question.objects.in_cohort(cohort).comparing())


def names_with(own: Iterable[Question]) -> dict[str, str]:
    """Ours, and these questions of the cohort's own."""
    ours = {key: str(name) for key, name in CRITERIA.items()}
    return ours | {question.entry: quoted(question.label) for question in own}


def quoted(label: str) -> str:
    """A question of a cohort's own inside a sentence."""
    return _("“%(question)s”") % {"question": label}


def criterion_name(part: Part) -> str:
    """Also of a question that is asked no more, as it was called then."""
    if part.get("label"):
        return quoted(part["label"])
    return str(CRITERIA.get(part["criterion"], part["criterion"]))


GOOD = 60  # points from which a criterion counts as a reason
FEWEST, MOST = 3, 5
NAMED = ("skills", "interests")  # their sentences name what is shared, and nothing beyond it
SHOWN = 4


# -- For members ---------------------------------------------------------------------------


def member_reasons(pairing: Pairing, reader: PairingMember | None) -> list[str]:
    """Three to five sentences for one member; where little is known, ones that hold for all."""
    if reader is not None and reader.role == Enrollment.Role.PEER:
        return peer_reasons(pairing, reader)
    mentee, mentor = _side(pairing, "mentee"), _side(pairing, "mentor")
    said: list[str] = []
    if reader is not None and mentee is not None and mentor is not None:
        reads_as_mentee = reader.pk == mentee.pk
        other = (mentor if reads_as_mentee else mentee).enrollment.user
        said = fit_reasons(pairing.parts, other, reads_as_mentee=reads_as_mentee)
    plain = _plain_sentences(pairing)
    return (said[:MOST] + plain[: max(0, FEWEST - len(said))])[:MOST]


def fit_reasons(parts: Iterable[Part], other: User, *, reads_as_mentee: bool) -> list[str]:
    """What speaks for the two, the strongest first: no number, nothing sensitive."""
    told = (_member_sentence(part, other, reads_as_mentee) for part in sorted(parts, key=_strength))
    return [sentence for sentence in told if sentence]


def peer_reasons(pairing: Pairing, reader: PairingMember) -> list[str]:
    """One partner after the other, so that the second is not lost behind the first."""
    others = [m.enrollment for m in pairing.members.all() if m.pk != reader.pk]
    told = [sentences_between(pairing.parts, reader.enrollment_id, other) for other in others]
    rows = zip_longest(*told, fillvalue="")
    said = list(dict.fromkeys(text for row in rows for text in row if text))[:MOST]
    return (said + _plain_sentences(pairing)[: max(0, FEWEST - len(said))])[:MOST]


def sentences_between(parts: Iterable[Part], reader_pk: int, other: Enrollment) -> list[str]:
    """What one peer reads about another one; the skills both ways."""
    two = {reader_pk, other.pk}
    theirs = [part for part in parts if set(part.get("between", ())) == two]
    found: list[str] = []
    for part in sorted(theirs, key=_strength):
        if part["criterion"] == "skills" and not part["sensitive"] and not part["silent"]:
            first = part["between"][0] == reader_pk
            ways = part["ways"] if first else part["ways"][::-1]
            for shared, reads_as_mentee in zip(ways, (True, False), strict=True):
                found.append(_skills({"shared": shared}, other.user.short_name, reads_as_mentee))
        else:
            found.append(_member_sentence(part, other.user, True))
    return [text for text in found if text]


def first_reasons(parts: Iterable[Part], reader: Enrollment, other: Enrollment) -> list[str]:
    """The same for somebody who looks around: whatever the two have in common by name counts, be
    it one skill of three; the clocks stand on the card already."""
    kept = [part for part in parts if part["criterion"] != "zone"]
    said = [
        dict(part) | {"points": GOOD} if part["criterion"] in NAMED and part["shared"] else part
        for part in kept
    ]
    if reader.role == Enrollment.Role.PEER:
        return sentences_between(said, reader.pk, other)
    return fit_reasons(said, other.user, reads_as_mentee=True)


def _side(pairing: Pairing, role: str) -> PairingMember | None:
    return next((member for member in pairing.members.all() if member.role == role), None)


def _strength(part: Part) -> tuple[int, str]:
    return -int(part["part"]), str(part["criterion"])


def _member_sentence(part: Part, other: User, reads_as_mentee: bool) -> str:
    if part["sensitive"] or part["points"] < GOOD or part["silent"]:
        return ""
    if part.get("compare"):
        return own_member_sentence(part, other.short_name)
    between_peers = PEER_SENTENCES.get(part["criterion"]) if "between" in part else None
    make = between_peers or MEMBER_SENTENCES.get(part["criterion"])
    return make(part, other.short_name, reads_as_mentee) if make else ""


def _skills(part: Part, name: str, reads_as_mentee: bool) -> str:
    told = {"name": name, "skills": listed(part["shared"])}
    if not part["shared"]:
        return ""
    if reads_as_mentee:
        return _("You would like to learn %(skills)s, and %(name)s offers that.") % told
    return _("%(name)s would like to learn %(skills)s, which you offer.") % told


def _goal_text(part: Part, name: str, reads_as_mentee: bool) -> str:
    """Never the words themselves: what somebody wrote about themselves was not written for this."""
    if not part["shared"]:
        return ""
    return _("What you and %(name)s wrote about your goals touches on the same things.") % {
        "name": name
    }


def _style(part: Part, name: str, reads_as_mentee: bool) -> str:
    return _("You and %(name)s described your ways of working much alike.") % {"name": name}


def _availability(part: Part, name: str, reads_as_mentee: bool) -> str:
    return _("There are hours in the week when you both have time.")


def _level(part: Part, name: str, reads_as_mentee: bool) -> str:
    if reads_as_mentee:
        return _("%(name)s is a few steps further on the way that you are going.") % {"name": name}
    return _("You are a few steps further on the way that %(name)s is going.") % {"name": name}


def _interests(part: Part, name: str, reads_as_mentee: bool) -> str:
    if not part["shared"]:
        return ""
    told = {"name": name, "interests": listed(part["shared"])}
    return _("You and %(name)s share an interest in %(interests)s.") % told


def _zone(part: Part, name: str, reads_as_mentee: bool) -> str:
    return _("Your clocks are close enough for a talk at a good hour for both of you.")


def _location(part: Part, name: str, reads_as_mentee: bool) -> str:
    told = {"name": name, "place": (part["shared"] or [""])[0]}
    return _("You and %(name)s are both in %(place)s.") % told if part["shared"] else ""


def _department(part: Part, name: str, reads_as_mentee: bool) -> str:
    return _("%(name)s works in another part of the organization, so sees yours from outside.") % {
        "name": name
    }


MEMBER_SENTENCES: dict[str, Callable[[Part, str, bool], str]] = {
    "skills": _skills,
    "goal_text": _goal_text,
    "style": _style,
    "availability": _availability,
    "level": _level,
    "interests": _interests,
    "zone": _zone,
    "location": _location,
    "department": _department,
}


def _same_level(part: Part, name: str, reads_as_mentee: bool) -> str:
    return _("You and %(name)s are at about the same point of your ways.") % {"name": name}


def _same_hours(part: Part, name: str, reads_as_mentee: bool) -> str:
    return _("There are hours in the week when you and %(name)s have time.") % {"name": name}


def _near_clocks(part: Part, name: str, reads_as_mentee: bool) -> str:
    return _("Your clock and %(name)s’s are close enough for a talk at a good hour.") % {
        "name": name
    }


PEER_SENTENCES: dict[str, Callable[[Part, str, bool], str]] = {
    "level": _same_level,
    "availability": _same_hours,
    "zone": _near_clocks,
}


def _plain_sentences(pairing: Pairing) -> list[str]:
    """True of every pair."""
    if pairing.chosen:
        return [
            _("You chose each other: one of you asked, and the other one said yes."),
            _(
                "If it turns out not to fit, say so early: nobody is to blame, and there are others."
            ),
        ]
    by_hand = (
        _("The people who run the program put you three together by hand.")
        if len(pairing.members.all()) > 2
        else _("The people who run the program chose this pair by hand.")
    )
    chosen = (
        by_hand
        if pairing.by_hand
        else _("We looked at everybody together, so that as many as possible have somebody.")
    )
    return [
        chosen,
        _("Somebody who runs the program looked at it before you heard of it."),
        _("If it turns out not to fit, say so early: nobody is to blame, and there are others."),
    ]


# -- For coordinators ----------------------------------------------------------------------


def score_of_100(score: int | None) -> str:
    """“72”; an em dash where nothing was computed."""
    return "—" if score is None else str((score + 50) // 100)


def reason_rows(pairing_parts: list[Part], words: Words) -> list[dict[str, Any]]:
    """A row for each criterion that counts; the parts (in points of 100) add up to the score."""
    rows = [part for part in pairing_parts if part["weight"]]
    return [
        {
            "name": criterion_name(part),
            "part": f"{part['part'] / 100:.1f}".removesuffix(".0"),
            "weight": part["weight"],
            "points": part["points"],
            "text": part_sentence(part, words),
        }
        for part in sorted(rows, key=_strength)
    ]


def part_sentence(part: Part, words: Words) -> str:
    """One criterion in words, for coordinators. Sensitive answers are not spelled out."""
    if part["silent"]:
        return _("at least one of them has not said; counts as the middle")
    if part["sensitive"]:
        return _("fits what was asked for") if part["points"] >= GOOD else _("does not fit")
    if part.get("compare"):
        return own_part_sentence(part)
    between_peers = PEER_LINES.get(part["criterion"]) if "between" in part else None
    make = between_peers or PART_SENTENCES.get(part["criterion"])
    return make(part) if make else ""


def best_reasons(parts: list[Part], words: Words, most: int = 3) -> list[str]:
    """The strongest parts in one short line each, for the table."""
    good = [p for p in sorted(parts, key=_strength) if p["weight"] and p["points"] >= GOOD]
    known = [part for part in good if not part["silent"]]
    return [text for part in known if (text := part_sentence(part, words))][:most]


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


# -- Questions of a cohort's own --------------------------------------------------------------


def own_member_sentence(part: Part, name: str) -> str:
    """What both were asked, and what both said; of long texts never the words."""
    told = {"name": name, "question": quoted(part["label"]), "answers": listed(part["shared"])}
    if part["compare"] in ("overlap", "same"):
        return _("To %(question)s you and %(name)s both said %(answers)s.") % told
    if part["compare"] == "different":
        return _("To %(question)s you and %(name)s said different things, which may help.") % told
    if part["compare"] == "words":
        touches = _("What you and %(name)s wrote to %(question)s touches on the same things.")
        return touches % told if part["shared"] else ""
    return _("Your answers to %(question)s and those of %(name)s go well together.") % told


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


def listed(things: list[str] | tuple[str, ...]) -> str:
    """“a”, “a and b”, “a, b and c”; a long list stops."""
    shown = [str(thing) for thing in things[:SHOWN]]
    if len(shown) < 2:
        return "".join(shown)
    told = {"first": ", ".join(shown[:-1]), "last": shown[-1]}
    return _("%(first)s and %(last)s") % told
