"""Cells as they come out of forms and spreadsheets, made plain."""

import re
import unicodedata
from collections.abc import Iterable

_REMOVED = [0x00AD, 0x180E, 0x200B, 0x200E, 0x200F, 0xFEFF, *range(0x202A, 0x202F)]
_REMOVED += [*range(0x2060, 0x2070), *range(0xFFF9, 0xFFFD)]
_CONTROLS = [*range(0x09), *range(0x0E, 0x20), 0x7F, *range(0x80, 0x85), *range(0x86, 0xA0)]
_SPACES = [0x09, 0x00A0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000]
_BREAKS = [0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029]
_PLAIN: dict[int, str | None] = {
    **dict.fromkeys(_REMOVED),
    **dict.fromkeys(_CONTROLS),
    **dict.fromkeys(_SPACES, " "),
    **dict.fromkeys(_BREAKS, "\n"),
}
_JOINERS = dict.fromkeys((0x200C, 0x200D))
_MOJIBAKE = re.compile("[ÂÃÄÅÐÑØÙâã][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
_TEXT_FORMULA = re.compile(r'=\s*"((?:[^"]|"")*)"\Z', re.DOTALL)
_LINK_FORMULA = re.compile(
    r'=\s*HYPERLINK\(\s*"([^"]*)"\s*(?:[,;]\s*"([^"]*)")?\s*\)\Z', re.IGNORECASE
)
_BLANKS = frozenset(
    """
    |-|--|---|—|–|/|.|n/a|n.a.|na|none|null|nil|nan|tbd|tbc|(blank)|(none)|not applicable|no answer
    |#n/a|#ref!|#value!|#name?|#div/0!|#null!|#num!|no response|k.a.|keine|keine angabe|нет|ninguno
    |ninguna|nenhum|nenhuma|aucun|aucune|无|なし
    """.replace("\n    ", "").split("|")
)
_BULLET = re.compile(r"^(?:[-–—•*·▪◦●]+|\(?\d{1,2}[.)])\s+")
_NOT_WORDS = re.compile(r"[^a-z0-9#]")
_BETWEEN = frozenset("\n;|,、，；،؛•")
_OPENING, _CLOSING = "([{（", ")]}）"
MAX_ANSWERS = 50
MAX_ANSWER = 300


def clean(cell: str) -> str:
    """A cell without invisible characters, doubled encodings and spreadsheet disguises."""
    if cell.isascii() and cell.isprintable():
        text = cell.strip()
    else:
        text = _lines_stripped(_repaired(cell).replace("\r\n", "\n").translate(_PLAIN))
        text = unicodedata.normalize("NFC", text)
    return _undisguised(text) if text[:1] in ("=", "'") else text


def _lines_stripped(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def _repaired(text: str) -> str:
    """UTF-8 that somebody once read as Windows-1252 and saved again: "JosÃ©" was "José"."""
    if not _MOJIBAKE.search(text):
        return text
    try:
        return b"".join(_byte(char) for char in text).decode("utf-8")
    except UnicodeError:
        return text


def _byte(char: str) -> bytes:
    try:
        return char.encode("cp1252")
    except UnicodeEncodeError:
        return char.encode("latin-1")


def _undisguised(text: str) -> str:
    """The text inside of ="00123", =HYPERLINK("mailto:…") and '+44."""
    if found := _TEXT_FORMULA.match(text):
        return found[1].replace('""', '"').strip()
    if found := _LINK_FORMULA.match(text):
        return (found[2] or found[1]).strip()
    if re.match(r"'[=+\-@\d]", text):
        return text[1:]
    return text


def is_formula(cell: str) -> bool:
    return len(cell) > 1 and cell[0] == "=" and cell[1] != " "


def without_joiners(text: str) -> str:
    """Joiners belong to Persian, Hindi and emoji, but not to addresses and column names."""
    return text.translate(_JOINERS)


def is_blank(cell: str) -> bool:
    """Nothing there, or a word people type for nothing."""
    return len(cell) <= 20 and cell.strip().casefold() in _BLANKS


def one_line(text: str) -> str:
    return " ".join(text.split())


def fold(text: str) -> str:
    """Small letters without accents and punctuation: what two spellings have in common."""
    if text.isascii():
        return " ".join(_NOT_WORDS.sub(" ", text.casefold()).split())
    flat = unicodedata.normalize("NFKD", without_joiners(text).casefold())
    kept = (
        char if char.isalnum() or char == "#" or unicodedata.category(char)[0] == "M" else " "
        for char in flat
        if not ("\u0300" <= char <= "\u036f" or "\u064b" <= char <= "\u0655")
    )
    return " ".join("".join(kept).split())


def split_answers(cell: str) -> list[str]:
    """Several answers in one cell: by comma, semicolon, line or bar, but not inside parentheses."""
    if is_blank(cell):
        return []
    pieces: list[str] = [""]
    depth = 0
    for char in cell.replace(" / ", ";"):
        depth = max(0, depth + (char in _OPENING) - (char in _CLOSING))
        if char == "\n" or (depth == 0 and char in _BETWEEN):
            pieces.append("")
            depth = 0
        else:
            pieces[-1] += char
    return unique(_BULLET.sub("", one_line(piece)).strip(" .;,") for piece in pieces)


def unique(answers: Iterable[str]) -> list[str]:
    """Each answer once, whatever its spelling, in order, without the blank ones."""
    found: dict[str, str] = {}
    for answer in answers:
        if not is_blank(answer):
            found.setdefault(fold(answer) or answer, answer[:MAX_ANSWER])
    return list(found.values())[:MAX_ANSWERS]
