"""Which letter of SMART could be stronger. Pure: codes and values, the sentences are elsewhere.

A hint is a thought, never a barrier. Word lists exist for English, Spanish and German; in other
languages only what the fields tell is looked at.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

SURE_ENOUGH = 7  # below this confidence, a smaller goal is the better goal
STRETCH = 2  # times the pace so far that still counts as within reach

VAGUE = {
    "en": (
        r"better|more|less|improv\w+|enhanc\w+|develop\w*|grow\w*|learn\w*|understand\w*|explor\w+"
        r"|work on|becom\w+|be|try|strengthen\w*|increas\w+|reduc\w+|boost\w*|get into|good|great"
        r"|effective\w*|confident\w*|network\w*|regularly|often|soon|some|several|a lot|think about"
        r"|look into|know|stop|skills?|break into|avoid\w*|stay|focus\w*|confidence"
        r"|well|best|clear\w*|consistent\w*|motivat\w+|serious\w*|what matters|a bit"
    ),
    "es": (
        r"mejor\w*|más|menos|aprend\w+|entend\w+|explor\w+|desarroll\w+|crecer|ser|intent\w+"
        r"|aument\w+|reduc\w+|pronto|algun\w+|mucho|bien|a menudo|trabajar en"
    ),
    "de": (
        r"besser\w*|mehr|weniger|verbesser\w+|lernen|verstehen|entwickeln|wachsen|werden|sein"
        r"|versuchen|steigern|bald|einige|viel|gut|oft|arbeiten an"
    ),
}
# A finish line says by itself when it is crossed: yes or no.
FINISH = {
    "en": (
        r"pass|finish|complete|publish|launch|submit|graduate|earn|hand in|deliver|get promoted"
        r"|apply for|give an?|attend|host|hire|move to|hold|present|negotiate|sign|defend|release"
    ),
    "es": r"aprobar|terminar|completar|publicar|lanzar|entregar|graduarme|firmar|presentar",
    "de": (
        r"bestehen|abschließen|fertig\w*|veröffentlichen|abgeben|einreichen|unterschreiben|halten"
    ),
}
NUMBER = {
    "en": (
        r"one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty"
        r"|forty|fifty|hundred|once|twice|half|double|daily|weekly|monthly|(?:every|each) \w+"
    ),
    "es": (
        r"uno|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|doce|veinte|cada \w+|diario"
        r"|semanal|mensual"
    ),
    "de": (
        r"ein|eine|einen|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwölf|zwanzig|jede\w* \w+"
        r"|täglich|wöchentlich|monatlich"
    ),
}
MONTHS = {
    "en": (
        r"january|february|march|april|may|june|july|august|september|october|november|december"
        r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec"
    ),
    "es": (
        r"enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre"
    ),
    "de": (r"januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember"),
}
SPAN = {
    "en": (
        r"(?:in|within|over|during|for) (?:the )?(?:next |coming )?(?:\w+ )?"
        r"(?:days?|weeks?|months?|quarters?|years?)"
        r"|(?:this|next|by the end of the|end of the) (?:week|month|quarter|year|semester|summer)"
        r"|(?:by|until|before) (?:the )?(?:end of )?"
        r"(?:\w+day|christmas|summer|spring|autumn|winter)"
    ),
    "es": (
        r"en (?:los próximos )?(?:\w+ )?(?:días|semanas|mes(?:es)?|trimestres?|años?)"
        r"|est[ea] (?:semana|mes|trimestre|año)|a fin(?:al)? de (?:mes|año)"
    ),
    "de": (
        r"in (?:den nächsten )?(?:\w+ )?(?:tagen|wochen|monaten|jahren?)"
        r"|dies\w+ (?:woche|monat|quartal|jahr)|bis (?:\w+tag|weihnachten|jahresende|monatsende)"
    ),
}
UNTIL = {
    "en": r"(?:by|until|till|before|at)(?: the end of| end of| the)?",
    "es": r"(?:antes|a finales|a fin) de|hasta(?: finales de)?",
    "de": r"(?:bis|vor)(?: ende| anfang| mitte| zum)?",
}
PLAIN_DATE = (
    r"\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}(?:[./](?:\d{4}|\d{2}))?|(?:q[1-4]\b ?)?\b20\d\d|q[1-4]"
)
DEED = {
    "en": (
        r"run|write|learn|get|give|read|finish|become|start|build|improve|find|lead|create|pass"
        r"|launch|publish|speak|join|quit|lose|change|move|apply|develop|make|take|hold|host|teach"
    ),
    "es": (
        r"correr|escribir|aprender|conseguir|dar|leer|terminar|empezar|crear|mejorar|encontrar"
        r"|liderar|aprobar|cambiar|hacer"
    ),
    "de": (
        r"laufen|schreiben|lernen|lesen|beginnen|bauen|verbessern|finden|leiten|bestehen|wechseln"
        r"|machen|halten|gründen"
    ),
}
AND = {"en": r"and(?: also)?|as well as|plus|then", "es": r"y(?: también)?", "de": r"und(?: auch)?"}
GETTING_FEEDBACK = r"(?:get|take|give) (?:\w+ )?(?:feedback|notes)"
WHY = {"en": r"so that|because|in order to|so i can", "es": r"para|porque", "de": r"damit|weil|um"}
# How many of these a busy person finishes in a week, generously. By the first letters of the unit.
MOST_A_WEEK = {
    "book": 2,
    "presentation": 4,
    "talk": 4,
    "speech": 4,
    "article": 5,
    "project": 2,
    "course": 2,
    "certificat": 1,
    "chapter": 7,
    "interview": 12,
    "workshop": 4,
    "paper": 3,
    "hour": 60,
    "libro": 2,
    "buch": 2,
    "bücher": 2,
}


@dataclass(frozen=True, kw_only=True)
class Aim:
    """One way to know. `kind`: number, yes_no, rating or milestones; `steps` only where known."""

    kind: str
    unit: str = ""
    start: Decimal = Decimal(0)
    target: Decimal | None = None
    steps: int | None = None

    @property
    def is_drawn(self) -> bool:
        return self.kind in ("number", "rating")

    @property
    def is_counted(self) -> bool:
        return self.is_drawn and self.target is not None


@dataclass(frozen=True, kw_only=True)
class Sketch:
    """What is known of a goal so far. `pace` is units a week of the first aim as logged so far."""

    title: str
    today: date
    due_on: date | None = None
    aims: tuple[Aim, ...] = ()
    relevant: str | None = None  # None: not asked yet
    confidence: int | None = None
    pace: Decimal | None = None
    language: str = "en"


@dataclass(frozen=True)
class Hint:
    letter: str  # S, M, A, R or T
    code: str
    values: dict[str, str] = field(default_factory=dict)


def hints(sketch: Sketch) -> list[Hint]:
    """At most one thought per weakness, in the order of the letters."""
    if not sketch.title.strip():
        return []
    found = [_vague(sketch), _several(sketch), _number(sketch), _of_aims(sketch)]
    found += [_reach(sketch), _confidence(sketch), _why(sketch), _date(sketch)]
    return [hint for hint in found if hint is not None]


def _find(pattern: str, text: str) -> str:
    match = re.search(rf"(?<!\w)(?:{pattern})(?!\w)", text, re.IGNORECASE)
    return match.group(0) if match else ""


def _words(table: dict[str, str], language: str) -> str:
    return table.get(language, r"(?!)")


def _date_words(language: str) -> str:
    months = _words(MONTHS, language)
    day_month = rf"\d{{1,2}}(?:st|nd|rd|th|\.)? (?:of |de )?(?:{months})|(?:{months}) \d{{1,2}}"
    until = rf"(?:{_words(UNTIL, language)}) (?:{day_month}|{months})"
    return rf"{until}|{_words(SPAN, language)}|{day_month}|{PLAIN_DATE}|{months}"


def _without_dates(sketch: Sketch) -> str:
    pattern = rf"(?<!\w)(?:{_date_words(sketch.language)})(?!\w)"
    return re.sub(pattern, " ", sketch.title, flags=re.IGNORECASE)


def has_number(sketch: Sketch) -> bool:
    if any(aim.is_counted for aim in sketch.aims):
        return True
    text = _without_dates(sketch)
    return bool(re.search(r"\d", text) or _find(_words(NUMBER, sketch.language), text))


def has_finish_line(sketch: Sketch) -> bool:
    return bool(_find(_words(FINISH, sketch.language), sketch.title))


def _vague(sketch: Sketch) -> Hint | None:
    word = _find(_words(VAGUE, sketch.language), _without_dates(sketch))
    if not word or has_number(sketch) or has_finish_line(sketch):
        return None
    return Hint("S", "vague", {"word": word.lower()})


def _several(sketch: Sketch) -> Hint | None:
    text = re.sub(GETTING_FEEDBACK, " ", sketch.title, flags=re.IGNORECASE)
    joint, deed = _words(AND, sketch.language), _words(DEED, sketch.language)
    further = rf"(?:(?:{joint})|[,;/]) (?:(?:{joint}) )?(?:to )?(?:{deed})"
    if _find(further, text):
        return Hint("S", "several")
    return None


def _number(sketch: Sketch) -> Hint | None:
    if any(aim.is_drawn and aim.target is None for aim in sketch.aims):
        return Hint("M", "no_target")
    if has_number(sketch) or has_finish_line(sketch):
        return None
    vague = _find(_words(VAGUE, sketch.language), _without_dates(sketch))
    said = any(aim.unit.strip() or aim.kind == "milestones" for aim in sketch.aims)
    return None if said or (sketch.aims and not vague) else Hint("M", "no_number")


def _of_aims(sketch: Sketch) -> Hint | None:
    """What one of the ways to know still lacks: the first that lacks something."""
    for aim in sketch.aims:
        if aim.kind == "milestones" and aim.steps == 0:
            return Hint("M", "no_steps")
        if aim.is_counted and not aim.unit.strip():
            return Hint("M", "no_unit" if aim.kind == "number" else "no_rated")
    return None


def needed_a_week(sketch: Sketch, aim: Aim) -> Decimal | None:
    """Units a week from today to the date, or None if it cannot be said."""
    if aim.target is None or sketch.due_on is None or sketch.due_on <= sketch.today:
        return None
    weeks = Decimal((sketch.due_on - sketch.today).days) / 7
    return abs(aim.target - aim.start) / weeks


def _reach(sketch: Sketch) -> Hint | None:
    """The first number whose weeks would be too full."""
    for place, aim in enumerate(sketch.aims):
        needed, most = needed_a_week(sketch, aim), _most(aim)
        if place == 0 and sketch.pace is not None and sketch.pace > 0:
            most = sketch.pace * STRETCH
        if needed is not None and most is not None and needed > most:
            values = {"needed": f"{needed:.1f}", "unit": aim.unit.strip()}
            return Hint("A", "beyond_reach", values)
    return None


def _most(aim: Aim) -> Decimal | None:
    unit = aim.unit.strip().lower()
    if aim.kind != "number":
        return None
    return next((Decimal(n) for word, n in MOST_A_WEEK.items() if unit.startswith(word)), None)


def _confidence(sketch: Sketch) -> Hint | None:
    unsure = sketch.confidence is not None and sketch.confidence < SURE_ENOUGH
    return Hint("A", "not_sure", {"confidence": str(sketch.confidence)}) if unsure else None


def _why(sketch: Sketch) -> Hint | None:
    if sketch.relevant is None or sketch.relevant.strip():
        return None
    return None if _find(_words(WHY, sketch.language), sketch.title) else Hint("R", "no_why")


def _date(sketch: Sketch) -> Hint | None:
    if sketch.due_on is not None:
        return Hint("T", "date_past") if sketch.due_on <= sketch.today else None
    words = _find(_date_words(sketch.language), sketch.title)
    return Hint("T", "date_in_words", {"words": words}) if words else Hint("T", "no_date")
