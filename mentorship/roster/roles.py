"""Roles, typed freely."""

import difflib
import re
from functools import lru_cache

from mentorship.roster.cleaning import fold

ROLES = ("mentor", "mentee", "peer")

_BOTH = re.compile(
    r"\b(both|either( one)?|ambos|ambas|beide|beides|les deux|entrambi|оба|обе)\b"
    r"|两者|都可以|両方|كلاهما"
)
_MENTEE = re.compile(
    r"\b(mentees?|mentoree|menti|mentorad[oa]s?|mentorees?|mentori[sz]ad[oa]|proteges?|apprentices?|learners?"
    r"|coachees?|trainees?|students?|aprendiz|подопечн\w*|менти)\b|学员|学徒|被辅导|メンティー|متدرب|शिष्य"
    r"|\b(be|being|get|getting|am|want to be) (mentored|coached)\b|\bmentored by\b"
    r"|\b(look|looking|search|searching|want|wants|need|needs|find|have|get|like|seek"
    r"|seeking|having|finding)"
    r"\b( for| to have| to find| to get)? ?(a|an|my|some)? ?(new )?(mentor|coach)s?\b"
    r"|\breceive mentoring\b"
)
_MENTOR = re.compile(
    r"\b(mentors?|mentora|mentoras|mentores|mentorin|mentoren|mentoring|mentorship|coach|coaching|tutor|guide"
    r"|advis[oe]r|sponsor|teacher|teaching|наставни\w+|ментор\w*)\b|导师|メンター|مرشد|मार्गदर्शक|गुरु"
)
_PEER = re.compile(r"\b(peers?|accountability (partner|buddy)|buddy|partner)\b")
_AND = re.compile(r"[,;/+&|\n]|\b(?:and|as well as|und|y|et|e)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(not|no|never)\b( as| be| to be| want to be)*( a)? (mentors?|mentees?)\b")
_FOR_OTHERS = re.compile(
    r"\b(for|to|of|with) (a |my |our |some |the |new |young )*"
    r"(mentees?|students?|learners?|trainees?|apprentices?)\b"
)
_SPELLED = {"mentor": "mentor", "mentors": "mentor", "mentee": "mentee", "mentees": "mentee"}


@lru_cache(maxsize=2_000)
def read_roles(text: str) -> tuple[str, ...]:
    """Roles in the order of `ROLES`; empty when the words name none."""
    folded = _FOR_OTHERS.sub(" ", _NOT.sub(" ", fold(text[:300])))
    mentee = bool(_MENTEE.search(folded))
    rest = _MENTEE.sub(" ", folded)
    mentor = bool(_MENTOR.search(rest))
    if not (mentee or mentor):
        mentor, mentee = _misspelled(folded)
    if _BOTH.search(folded) and not (_PEER.search(folded) and not mentor and not mentee):
        mentor = mentee = True
    peer = bool(_PEER.search(folded)) and (not (mentor or mentee) or _names_peer_apart(text[:300]))
    return tuple(role for role, said in zip(ROLES, (mentor, mentee, peer), strict=True) if said)


def _names_peer_apart(text: str) -> bool:
    """ "Mentee, accountability partner" names two roles; "peer mentor" names one."""
    parts = [fold(part) for part in _AND.split(text)]
    others = (_MENTEE, _MENTOR)
    return any(_PEER.search(part) and not any(o.search(part) for o in others) for part in parts)


def _misspelled(folded: str) -> tuple[bool, bool]:
    """Whether a word is nearly "mentor", nearly "mentee"."""
    found: set[str] = set()
    for word in folded.split()[:12]:
        near = difflib.get_close_matches(word, _SPELLED, n=1, cutoff=0.8)
        found.update(_SPELLED[each] for each in near)
    return "mentor" in found, "mentee" in found


def role_of_filename(filename: str) -> str | None:
    """The role that a file's name tells: "mentors-2026.csv" → mentor. None for both or neither."""
    words = set(fold(filename.replace("\\", "/").rsplit("/", 1)[-1]).split())
    plural = (words & {"mentors", "mentoren", "mentores"}, words & {"mentees", "mentorados"})
    for mentor, mentee in (plural, (words & {"mentor"}, words & {"mentee"})):
        if bool(mentor) != bool(mentee):
            return "mentor" if mentor else "mentee"
    return None
