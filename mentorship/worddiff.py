"""What changed from one text to another, word by word. Pure: no Django, no database."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Kind = Literal["same", "new", "gone"]
LONGEST = 1_200  # pieces on either side; beyond that the whole text is told as replaced


@dataclass(frozen=True)
class Piece:
    kind: Kind
    text: str

    @property
    def is_marked(self) -> bool:
        return self.kind != "same" and not self.text.isspace()


def pieces(text: str) -> list[str]:
    """Words with the blanks before them, so that joined they are the text again."""
    return re.findall(r"\s*\S+|\s+$", text)


def differences(old: str, new: str) -> list[Piece]:
    """The new text with what is new in it, and what is gone where it stood. Joined without what is
    gone it is the new text, joined without what is new the old one."""
    before, after = pieces(old), pieces(new)
    if max(len(before), len(after)) > LONGEST:
        return _said([("gone", old), ("new", new)])
    found: list[tuple[Kind, str]] = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(("same", "".join(after[k:m])))
            continue
        found += [("gone", "".join(before[i:j])), ("new", "".join(after[k:m]))]
    return _said(found)


def _said(found: list[tuple[Kind, str]]) -> list[Piece]:
    """The blanks around a change stand by themselves, so that a page marks nothing but words."""
    return [Piece(kind, text) for kind, whole in found for text in _parted(kind, whole) if text]


def _parted(kind: Kind, text: str) -> list[str]:
    if kind == "same":
        return [text]
    words = text.strip()
    before, _words, after = text.partition(words) if words else (text, "", "")
    return [before, words, after]
