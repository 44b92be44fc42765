"""How senior a grade is, on one rough ladder from 1 to 12, for gaps between mentor and mentee."""

import re
from functools import lru_cache

from mentorship.roster.cleaning import fold

_CIVIL_SERVICE = [
    "aa",
    "ao",
    "eo",
    "heo",
    "seo",
    "grade 7",
    "grade 6",
    "scs1",
    "scs2",
    "scs3",
    "scs4",
]  # lowest first
_SAME = {"g7": "grade 7", "g6": "grade 6", "scs 1": "scs1", "scs 2": "scs2", "scs 3": "scs3"}
_LADDER: tuple[tuple[int, re.Pattern[str]], ...] = tuple(
    (rank, re.compile(words))
    for rank, words in (
        (12, r"\b(c level|ceo|cto|cfo|coo|chief|president|founder|geschaftsfuhr\w+)\b"),
        (11, r"\b(svp|evp|vp|vice president)\b"),
        (10, r"\b(director|direktor|directeur|diretor\w?|head|executive|partner|директор)\b"),
        (9, r"\b(principal|distinguished|fellow|professor)\b"),
        (8, r"\b(staff|lead|leader|manager|leiter\w*|gerente|chef|supervisor|руководитель)\b"),
        (6, r"\b(senior|sr|senior level|experienced|expert|ведущий|старший)\b|高级|资深"),
        (4, r"\b(mid|middle|intermediate|mid level|regular|professional|associate|pleno)\b|中级"),
        (
            2,
            r"\b(junior|jr|entry|graduate|early|assistant|beginner|младший)\b|初级",
        ),
        (1, r"\b(intern|trainee|apprentice|student|working student|stagiaire|стажер)\b|实习"),
    )
)
_NUMBERED = re.compile(r"\b(?:l|level|ic|band|stage|nivel|stufe|p|m)? ?(\d{1,2})\b")
_YEARS = re.compile(r"\b(\d{1,2})\b.*\b(years?|yrs?|jahre|ans|anos|лет|года?)\b")


@lru_cache(maxsize=2_000)
def level_rank(text: str) -> int | None:
    """A rank, or None for words that say nothing about seniority."""
    folded = fold(text[:120])
    folded = _SAME.get(folded, folded)
    if folded in _CIVIL_SERVICE:
        return _CIVIL_SERVICE.index(folded) + 1
    if years := _YEARS.search(folded):
        return min(12, 1 + int(years[1]) // 2)
    for rank, words in _LADDER:
        if words.search(folded):
            return rank
    if numbered := _NUMBERED.fullmatch(folded):
        return min(12, max(1, int(numbered[1])))
    return None
