"""How many people somebody has room for, in figures, words and prose."""

import re
from functools import lru_cache

from mentorship.roster.cleaning import fold, is_blank
from mentorship.roster.sentences import Remark, remark

OPEN_CAPACITY = 5
"""What "as many as you need" means: generous, and still one person's evenings."""
MOST = 20

_WORDS = {
    0: "no zero none nobody null nil keine keinen aucun ninguno nenhum",
    1: "one a an single once un une uno una um uma ein eine einen один одна одного одну 一 واحد एक",
    2: "two couple pair dos deux zwei dois duas due два две двух двоих 两 二 اثنان दो",
    3: "three few several tres trois drei tre три трех троих 三 ثلاثة तीन",
    4: "four cuatro quatre vier quatro quattro четыре 四 اربعة चार",
    5: "five cinco cinq funf cinque пять 五 خمسة पांच",
    6: "six seis sechs sei шесть 六",
    7: "seven", 8: "eight", 9: "nine", 10: "ten",
}  # fmt: skip
_NUMBERS = {word: number for number, words in _WORDS.items() for word in words.split()}
_OPEN = re.compile(
    r"\b(as many as|unlimited|no (limit|max\w*|preference)|any number|however many|lots|many|all"
    r"|plenty|so viele|tantos|tantas|autant|unbegrenzt|ilimitado|сколько угодно)\b|∞|不限|随便"
)
_UNCLEAR = re.compile(
    r"\b(depends|unsure|not sure|maybe|flexible|tbc|tbd|unknown|dont know|don t know)\b"
)
_NONE = re.compile(r"^(none|nobody|zero|no( one)?|not (this|at the|now|any).*|0)$")
_TIMES = re.compile(
    r"\b\d+([.,]\d+)?\s*(x|h|hrs?|hours?|min(ute)?s?|weeks?|months?|days?|years?|times?|%|percent|sessions?)\b"
    r"|\b(an?|one|two|three|four|once|twice) (hours?|weeks?|months?|days?|times?|sessions?)\b"
    r"|\b(a|per|each|every|this|one|at a|at one) (week|month|year|quarter|round|time|term)\b"
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DATE = re.compile(
    rf"^(\d{{1,2}}) ({'|'.join(_MONTHS)})\w*$|^({'|'.join(_MONTHS)})\w* (\d{{1,2}})$"
)
_ISO_DATE = re.compile(r"^\d{4}-(\d{2})-(\d{2})( 00:00)?$")
_RANGE = re.compile(r"(\d+)\s*(?:-|–|—|~|/|to|or|bis|ou|oder|a|to maybe|или|до|至)\s*(\d+)(?![\w])")


@lru_cache(maxsize=4_000)
def read_capacity(cell: str, default: int) -> tuple[int, Remark | None]:
    """The number, with a note where it was understood rather than read."""
    if is_blank(cell):
        return default, None
    text = " ".join(cell.casefold().split())
    if dated := _from_date(text):
        return dated, remark("note_capacity_date", text=cell, capacity=dated)
    number = _number(text)
    if number is not None and number > 100:
        number = None
    if number is not None and number > MOST:
        return MOST, remark("note_capacity_high", text=cell, capacity=MOST)
    if number is not None:
        plain = bool(re.fullmatch(r"\W*\d+([.,]0+)?\W*|\w+\W*", text)) and number > 0
        return number, None if plain else remark("note_capacity_open", text=cell, capacity=number)
    if _OPEN.search(fold(text)) or "∞" in text:
        return OPEN_CAPACITY, remark("note_capacity_open", text=cell, capacity=OPEN_CAPACITY)
    return default, remark("note_capacity_unclear", text=cell, capacity=default)


def _from_date(text: str) -> int:
    """1-2 typed into a spreadsheet comes back as 2 January."""
    found = _ISO_DATE.match(text)
    if found:
        pair = (int(found[1]), int(found[2]))
    elif named := _DATE.match(fold(text)):
        month = named[2] or named[3]
        pair = (int(named[1] or named[4]), _MONTHS.index(month) + 1)
    else:
        return 0
    return max(pair) if max(pair) <= 12 else 0


def _number(text: str) -> int | None:
    folded = fold(text)
    if _NONE.match(folded):
        return 0
    text = _TIMES.sub(" ", re.sub(r"(\d)[.,](\d)", r"\1.\2", text))
    text = re.sub(r"(\d+)\.\d+", r"\1", text)
    if _UNCLEAR.search(fold(text)) and not re.search(r"\d", text):
        return None
    if found := _RANGE.search(_in_figures(text)):
        return max(int(found[1]), int(found[2]))
    figures = re.findall(r"\d+", text)
    if figures:
        return int(figures[0])
    if _OPEN.search(folded):
        return None
    written = re.findall(r"\d+", _in_figures(text))
    return int(written[0]) if written else None


def _in_figures(text: str) -> str:
    """Words of numbers as figures; a bare article only where no other number is."""
    words = re.split(r"(\W+)", text)
    numbers = [_NUMBERS.get(fold(word)) for word in words]
    articles = {"a", "an", "no"}
    if any(n is not None and words[i] not in articles for i, n in enumerate(numbers)):
        numbers = [None if words[i] in articles else n for i, n in enumerate(numbers)]
    return "".join(word if n is None else str(n) for word, n in zip(words, numbers, strict=True))
