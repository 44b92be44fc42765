"""E-mail addresses as people type and programs paste them."""

import re
import unicodedata
from urllib.parse import unquote

from mentorship.roster.cleaning import is_blank, is_formula, one_line, without_joiners
from mentorship.roster.sentences import Remark, remark

MAX_CELL = 1_000
"""Characters; a longer cell holds no address, and looking for one would take long."""
_ADDRESS = re.compile(r"[^\s<>()\[\]{}\",;:|\\@]+@[^\s<>()\[\]{}\",;:|\\@]+")
_LOCAL = re.compile(
    r"[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*\Z", re.IGNORECASE
)
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]\Z")
_AT_WORD = re.compile(r"\s*[\[({<]\s*at\s*[\])}>]\s*", re.IGNORECASE)
_DOT_WORD = re.compile(r"\s*[\[({<]\s*dot\s*[\])}>]\s*", re.IGNORECASE)
_AROUND_AT = re.compile(r"\s*@\s*")
_LOOSE_DOT = re.compile(r"(?<=\w)\s*\.\s*(?=\w+$|\w+\.\w+$)")


def read_address(cell: str) -> tuple[str, Remark | None]:
    """The address in lower case with a note where it was repaired, or "" and what is wrong."""
    if is_blank(cell):
        return "", remark("email_missing")
    if is_formula(cell):
        return "", remark("email_formula")
    if len(cell) > MAX_CELL:
        return "", remark("email_invalid", text=cell)
    text = one_line(unicodedata.normalize("NFKC", without_joiners(cell)))
    plain = _plain(text)
    found = list(dict.fromkeys(_trimmed(each).lower() for each in _ADDRESS.findall(plain)))
    if len(found) > 1:
        return "", remark("email_several", text=text)
    if (
        plain.count("@") > len(found)
        and len(found) == 1
        and plain.count("@") != _repeats(plain, found)
    ):
        return "", remark("email_invalid", text=text)
    problem = _problem(found[0] if found else "", plain, text)
    if problem:
        return "", problem
    address = _ascii(found[0])
    repaired = address != text.lower() and not _only_wrapped(text, found[0])
    return address, remark("note_email_repaired", text=text, email=address) if repaired else None


def has_address(cell: str) -> bool:
    return bool(_ADDRESS.search(cell[:MAX_CELL]))


def _plain(text: str) -> str:
    """Without mailto:, with "(at)" written as @ and without spaces around @ and the last dots."""
    text = re.sub(r"mailto:\s*", "", text, flags=re.IGNORECASE)
    text = _DOT_WORD.sub(".", _AT_WORD.sub("@", text))
    text = _AROUND_AT.sub("@", re.sub(r"\?(subject|body|cc)=.*$", "", text))
    local, at, domain = text.rpartition("@")
    if at and "<" not in text:
        text = local + at + _LOOSE_DOT.sub(".", domain)
    return unquote(text) if "%40" in text else text


def _trimmed(address: str) -> str:
    return (
        address.strip(".*_`'’‘“”«»!?/") if not address.startswith("_") else address.rstrip(".'’”»")
    )


def _repeats(plain: str, found: list[str]) -> int:
    return sum(_trimmed(each).lower() == found[0] for each in _ADDRESS.findall(plain))


def _only_wrapped(text: str, address: str) -> bool:
    """Name <a@b.c>, mailto:a@b.c and the like hold the address as it is: nothing was guessed."""
    return address in text.lower()


def _problem(address: str, plain: str, text: str) -> Remark | None:
    if "@" not in plain:
        return remark("email_no_at", text=text)
    if not address:
        return remark(
            "email_domain" if plain.rstrip().endswith("@") else "email_invalid", text=text
        )
    if re.search(r"@[\w-]+,\w", plain):
        return remark("email_domain", text=text)
    if _has_space(plain, address):
        return remark("email_space", text=text)
    local, _, _domain = address.partition("@")
    if not local.isascii():
        return remark("email_letters", text=text)
    if not _LOCAL.match(local) or len(local) > 64:
        return remark("email_invalid", text=text)
    if not _DOMAIN.match(_ascii(address).partition("@")[2]) or len(address) > 254:
        return remark("email_domain", text=text)
    return None


def _has_space(plain: str, address: str) -> bool:
    """Whether words stand beside the address that are not a name in front of <address>."""
    if re.search(r"[<(\[]", plain):
        return False
    rest = plain.lower().replace(address, " ", 1).strip(" .,;:'\"*_`’‘“”«»!?/>)]")
    return bool(rest) and rest != address


def _ascii(address: str) -> str:
    """Domains in other scripts in their wire form; unusable ones as they are."""
    local, _, domain = address.partition("@")
    if domain.isascii():
        return address
    try:
        return f"{local}@{domain.encode('idna').decode('ascii')}"
    except UnicodeError:
        return address
