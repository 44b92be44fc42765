"""Why a pair, for its members: three to five sentences without any number and without anything
sensitive."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import zip_longest

from django.utils.translation import gettext as _

from accounts.models import User
from mentorship.models import Enrollment, Pairing, PairingMember

from .criteria import GOOD, Part, listed, quoted, strength

FEWEST, MOST = 3, 5
NAMED = ("skills", "interests")  # their sentences name what is shared, and nothing beyond it


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
    told = (_member_sentence(part, other, reads_as_mentee) for part in sorted(parts, key=strength))
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
    for part in sorted(theirs, key=strength):
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
