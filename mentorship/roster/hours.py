"""Availability in words as hours of the week, in the person's own zone."""

import re
from collections.abc import Iterable
from functools import lru_cache

from mentorship.roster.cleaning import fold

_DAYS = (
    r"mon(day)?s?|montags?|lunes|lundi|segunda|mo|понедельник|周一",
    r"tue(s|sday)?s?|dienstags?|martes|mardi|terca|di|вторник|周二",
    r"wed(nesday)?s?|mittwochs?|miercoles|mercredi|quarta|mi|среда|周三",
    r"thu(r|rs|rsday|rsdays)?|thursdays?|donnerstags?|jueves|jeudi|quinta|четверг|周四",
    r"fri(day)?s?|freitags?|viernes|vendredi|sexta|пятница|周五",
    r"sat(urday)?s?|samstags?|sabado|samedi|суббота|周六",
    r"sun(day)?s?|sonntags?|domingo|dimanche|воскресенье|周日",
)
_DAY = tuple(re.compile(rf"\b(?:{names})\b") for names in _DAYS)
_PARTS = tuple(
    (re.compile(words), hours)
    for words, hours in (
        (
            r"\b(mornings?|morgens?|vormittags?|mananas?|manhas?|matin|утр\w+)\b|早上|上午",
            range(8, 12),
        ),
        (r"\b(lunch\w*|noon|midday|mittags?|almuerzo|almoco|midi|обед)\b|中午", range(12, 14)),
        (r"\b(after ?noons?|nachmittags?|tardes?|apres midi|днем)\b|下午", range(13, 17)),
        (
            r"\b(evenings?|after work|nights?|abends?|noches?|noites?|soirs?|вечер\w*)\b|晚上",
            range(17, 21),
        ),
    )
)
_CLOCK = re.compile(
    r"\b(\d{1,2})(?::(\d\d)|h)?\s*(am|pm)?\s*(?:-|–|—|to|until|bis|a)\s*(\d{1,2})(?::\d\d|h)?\s*(am|pm)?\b"
)
_FROM_TO = re.compile(r"[^\W\d]\.?\s*[-–—]\s*[^\W\d]|\b(to|through|thru|bis|until)\b")
_WEEK, _WEEKEND = range(5), range(5, 7)


def read_hours(answers: Iterable[str]) -> list[int]:
    """Hours 0..167 from Monday 00:00, sorted; empty when nothing was understood.

    A part of day without a day holds for the days named before it, or Monday to Friday.
    """
    found: set[int] = set()
    days: tuple[int, ...] = ()
    for answer in answers:
        named, hours = _understood(answer)
        days = named or days
        if hours:
            found.update(day * 24 + hour for day in days or _WEEK for hour in hours)
        elif named:
            found.update(day * 24 + hour for day in named for hour in range(9, 18))
    return sorted(found)


@lru_cache(maxsize=4_000)
def _understood(answer: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    folded = fold(answer)
    raw = answer.casefold()
    return _days(folded, raw), _hours(folded, raw)


def _days(folded: str, raw: str) -> tuple[int, ...]:
    if re.search(r"\b(week ?days?|working days?|wochentags?|werktags?)\b|工作日|будн", folded):
        return tuple(_WEEK)
    if re.search(r"\b(week ?ends?|wochenende)\b|周末|выходн", folded):
        return tuple(_WEEKEND)
    if re.search(r"\b(every ?day|daily|any ?day|any ?time|always|flexible)\b", folded):
        return tuple(_WEEK)
    spots = sorted(
        (found.start(), day) for day, names in enumerate(_DAY) for found in names.finditer(folded)
    )
    days = [day for _, day in spots]
    if len(days) == 2 and days[0] < days[1] and _FROM_TO.search(raw):
        return tuple(range(days[0], days[1] + 1))
    return tuple(dict.fromkeys(days))


def _hours(folded: str, raw: str) -> tuple[int, ...]:
    found: set[int] = set()
    for words, hours in _PARTS:
        if words.search(folded):
            found.update(hours)
    for clock in _CLOCK.finditer(raw):
        begin, end = _hour(clock[1], clock[3] or clock[5]), _hour(clock[4], clock[5])
        if clock[3] is None and clock[5] == "pm" and begin > end:
            begin -= 12
        found.update(range(begin, end) if 0 <= begin < end <= 24 else ())
    return tuple(sorted(found))


def _hour(figures: str, half: str | None) -> int:
    hour = int(figures)
    if half == "pm" and hour < 12:
        return hour + 12
    return 0 if half == "am" and hour == 12 else hour
