"""Bytes to text: byte-order marks, UTF-8 first, UTF-16, then the code pages people still use."""

import codecs
import re
from functools import lru_cache
from itertools import pairwise

from charset_normalizer import from_bytes

from mentorship.roster.sentences import Remark, refusal, remark

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMES = {
    "utf-8-sig": "UTF-8",
    "utf-8": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "cp1252": "Windows-1252",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "mac_roman": "Mac Roman",
}
_CODE_PAGES = ("cp1252", "cp1250", "mac_roman", "cp1251", "cp850", "koi8_r", "cp1253", "cp1254")
_HIGH = re.compile(rb"[\x80-\xff]")
_UTF8_LETTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_WORD = re.compile(
    r"[^\s\x00-\x40\[-`{-~“”‘’–—…«»•]*[^\x00-\x7f\s“”‘’–—…«»•][^\s\x00-\x40\[-`{-~]*"
)
_SAMPLE = 200_000


def decode(content: bytes) -> tuple[str, str, list[Remark]]:
    """The text, the name of its encoding, and what to say about it."""
    for mark, codec in _MARKS:
        if content.startswith(mark):
            return _marked(content, codec)
    if codec := _silent_utf16(content):
        return content.decode(codec, errors="replace"), _NAMES[codec], []
    try:
        return content.decode("utf-8"), "UTF-8", []
    except UnicodeDecodeError:
        return _not_utf8(content)


def _marked(content: bytes, codec: str) -> tuple[str, str, list[Remark]]:
    try:
        return content.decode(codec), _NAMES[codec], []
    except UnicodeDecodeError:
        if codec == "utf-8-sig":
            return _not_utf8(content[3:])
        # A file cut off in the middle of a character still has all its lines but the last.
        return content.decode(codec, errors="replace"), _NAMES[codec], []


def _silent_utf16(content: bytes) -> str:
    """UTF-16 without a mark: plain letters leave every other byte zero, on one side only."""
    head = content[:4000]
    even, odd = head[::2].count(0), head[1::2].count(0)
    few, many = sorted((even, odd))
    if len(content) % 2 or many < 4 or many * 20 < len(head) or few * 10 > many:
        return ""
    return "utf-16-be" if even > odd else "utf-16-le"


def _not_utf8(content: bytes) -> tuple[str, str, list[Remark]]:
    if b"\0" in content:
        raise refusal("file_not_a_table")
    high = len(_HIGH.findall(content))
    if sum(map(len, _UTF8_LETTER.findall(content))) * 2 > high:
        text = "".join(_line(line) for line in content.splitlines(keepends=True))
        return text, "UTF-8", [remark("note_mixed_encoding")]
    codec = _best_code_page(content)
    name = _NAMES.get(codec, codec)
    return content.decode(codec, errors="replace"), name, [remark("note_encoding", encoding=name)]


def _line(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("cp1252", errors="replace")


def _best_code_page(content: bytes) -> str:
    """Windows-1252 unless its words look wrong and those of another page look better."""
    sample = b"\n".join(line for line in content.splitlines() if not line.isascii())[:_SAMPLE]
    faults = {codec: _faults(sample, codec) for codec in _CODE_PAGES}
    best = min(_CODE_PAGES, key=lambda codec: faults[codec])
    if faults[best] < 0.1 or not (guessed := _guessed(sample)):
        return best
    return guessed


def _guessed(sample: bytes) -> str:
    best = from_bytes(sample[:20_000]).best()
    if best is None or best.encoding in ("ascii", "utf_8"):
        return ""
    return str(best.encoding)


def _faults(sample: bytes, codec: str) -> float:
    """The share of words, of those with letters beyond ASCII, that no language would write so."""
    text = sample.decode(codec, errors="replace")
    words = _WORD.findall(text)
    if not words:
        return 1.0
    return sum(_odd(word) for word in words) / len(words)


@lru_cache(maxsize=20_000)
def _odd(word: str) -> bool:
    if any(not char.isalpha() for char in word.strip("\xa0©®™°²³§€£¢¥µªº¿¡´¨¸·")):
        return True
    if any(a.islower() and b.isupper() and not b.isascii() for a, b in pairwise(word)):
        return True
    scripts = {_script(char) for char in word if char.isalpha()}
    if len(scripts) > 1:
        return True
    beyond = sum(not char.isascii() for char in word)
    return scripts == {"latin"} and len(word) > 3 and beyond * 5 > len(word) * 3


def _script(char: str) -> str:
    if char < "\u0250":
        return "latin"
    if "\u0400" <= char < "\u0530":
        return "cyrillic"
    return "greek" if "\u0370" <= char < "\u0400" else "other"
