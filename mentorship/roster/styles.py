"""How somebody likes to work, from their own words to the few choices that matching compares."""

import re
from collections.abc import Iterable

_CHOICES = (
    (
        "push",
        "gentle",
        r"gentl\w*|soft\w*|friendly|not too much|light|relaxed|calm|easy|sanft|no drama",
    ),
    (
        "push",
        "direct",
        r"direct\w*|blunt\w*|hard|a lot|strict|firm\w*|straight|push me|direkt|tough",
    ),
    ("medium", "written", r"writ\w*|mails?|e mails?|text|chat|messages?|schriftlich"),
    ("medium", "spoken", r"spoken|speak\w*|talk\w*|calls?|phone|video|voice|in person|mundlich"),
    ("first", "praise", r"praise( first)?|positive first|encourag\w*|lob"),
    ("first", "critique", r"critique first|criticism first|problems first|kritik zuerst"),
    (
        "between",
        "yes",
        r"between (meetings|check ins|sessions)|weekly|once a week|nudge\w*|reminders?",
    ),
)
_PATTERNS = tuple(
    (facet, choice, re.compile(rf"\b({words})\b")) for facet, choice, words in _CHOICES
)
_NOT_THAT = re.compile(r"\b(no|not|without|rather than|instead of|never|less) (?!too\b)\w+")


def style_choices(texts: Iterable[str]) -> dict[str, str]:
    """Facet → choice: `push` gentle or direct, `medium` written or spoken, `first` praise or
    critique, `between` yes. What was not said, or said both ways, is left out.
    """
    folded = " ".join(re.sub(r"[^\w,.;\n]+", " ", text[:500].casefold()) for text in texts)
    said = _NOT_THAT.sub(" ", folded)
    found: dict[str, set[str]] = {}
    for facet, choice, words in _PATTERNS:
        if words.search(said):
            found.setdefault(facet, set()).add(choice)
    return {facet: min(choices) for facet, choices in found.items() if len(choices) == 1}
