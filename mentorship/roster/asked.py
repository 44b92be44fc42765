"""The cohort's own questions, as plain data: which column answers them, and what its cells say.

Answers are written as the cohort's form writes them: one of the options in its own spelling, the
chosen options in their order, a number from 1 to 5, a text of at most so many letters.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from mentorship.roster.cleaning import fold, is_blank, one_line, split_answers, without_joiners
from mentorship.roster.fields import FIELDS, candidates
from mentorship.roster.sentences import Remark, remark
from mentorship.roster.ticks import yes

Said = str | int | list[str] | None
MAX_SHORT, MAX_LONG = 300, 4000
_TEXTS = {"short_text": MAX_SHORT, "long_text": MAX_LONG}
_SCALE = re.compile(
    r"([1-5])(?:[.,]0+)?(?:\s*(?:/|of|out of|von|de|sur)\s*5)?(?:\s*[-–—:.)=(]\s*[^\d\s].*)?\Z",
    re.DOTALL | re.IGNORECASE,
)
# Without these nobody is found or entered, so no question takes their column away by its name.
_NEEDED = frozenset(
    "email name first_name last_name role external_id zone capacity both_roles is_mentor"
    " is_mentee".split()
)


@dataclass(frozen=True)
class Asked:
    """One question. `key` is the entry of the answers, and of a mapping."""

    key: str
    label: str
    kind: str
    """short_text, long_text, one_of, several_of or scale; else a meaning that FIELDS knows."""
    options: tuple[str, ...] = ()
    """What can be chosen; of a scale what its two ends mean."""
    roles: tuple[str, ...] = ("mentor", "mentee", "peer")

    @property
    def is_own(self) -> bool:
        """Only this cohort knows it."""
        return self.key not in FIELDS

    @cached_property
    def _exact(self) -> dict[str, str]:
        return {one_line(option).casefold(): option for option in self.options}

    @cached_property
    def _folded(self) -> dict[str, str]:
        """Without those that differ in punctuation alone, such as C and C++."""
        often = Counter(map(fold, self.options))
        return {fold(each): each for each in self.options if fold(each) and often[fold(each)] == 1}

    @cached_property
    def _longest(self) -> int:
        """How many pieces an option may fall into when a cell is split."""
        return max((len(split_answers(option)) for option in self.options), default=1)

    def option(self, text: str) -> str | None:
        """The option that somebody meant, capitals, accents and punctuation aside."""
        return self._exact.get(one_line(text).casefold()) or self._folded.get(fold(text))

    def chosen(self, pieces: Sequence[str]) -> list[tuple[str, bool]]:
        """(text, whether it is an option). Options that hold a comma are put together again."""
        found, at = [], 0
        while at < len(pieces):
            for end in range(min(len(pieces), at + self._longest), at, -1):
                option = self.option(", ".join(pieces[at:end]))
                if option is not None:
                    break
            found.append((option or pieces[at], option is not None))
            at = end
        return found


def read_asked(asked: Asked, cells: Sequence[tuple[str | None, str]]) -> tuple[Said, list[Remark]]:
    """The answer, and what is said about it. `cells` are (what a column of several is about, its
    text), the blank ones too: an option may be called “None”."""
    return _READERS[asked.kind](asked, cells)


def _text(asked: Asked, cells: Sequence[tuple[str | None, str]]) -> tuple[Said, list[Remark]]:
    most = _TEXTS[asked.kind]
    given = [cell for _item, cell in cells if not is_blank(cell)]
    if asked.kind == "short_text":
        text = one_line(given[0]) if given else ""
    else:
        text = "\n\n".join(dict.fromkeys(given))
    if len(text) <= most:
        return text, []
    return text[:most].rstrip(), [remark("note_answer_cut", question=asked.label, most=most)]


def _one(asked: Asked, cells: Sequence[tuple[str | None, str]]) -> tuple[Said, list[Remark]]:
    for _item, cell in cells:
        option = asked.option(cell)
        if option is not None:
            return option, []
    return None, _not_options(asked, (cell for _item, cell in cells if not is_blank(cell)))


def _several(asked: Asked, cells: Sequence[tuple[str | None, str]]) -> tuple[Said, list[Remark]]:
    said: list[tuple[str, bool]] = []
    for item, cell in cells:
        whole = asked.option(cell)
        ticked = asked.option(item) if item is not None else None
        if ticked is not None:
            if not is_blank(cell) and yes(cell) is not False:
                said.append((ticked, True))
        elif whole is not None:
            said.append((whole, True))
        else:
            said += asked.chosen(split_answers(cell))
    chosen = {text for text, known in said if known}
    others = _not_options(asked, (text for text, known in said if not known))
    return [option for option in asked.options if option in chosen], others


def _scale(asked: Asked, cells: Sequence[tuple[str | None, str]]) -> tuple[Said, list[Remark]]:
    given = [cell for _item, cell in cells if not is_blank(cell)]
    for cell in given:
        if found := _SCALE.match(one_line(cell)):
            return int(found[1]), []
        end = asked.option(cell)
        if end is not None:
            return (1, 5)[min(1, asked.options.index(end))], []
    return None, _not_options(asked, given)


_READERS: dict[str, Callable[..., tuple[Said, list[Remark]]]] = {
    "short_text": _text,
    "long_text": _text,
    "one_of": _one,
    "several_of": _several,
    "scale": _scale,
}


def _not_options(asked: Asked, texts: Iterable[str]) -> list[Remark]:
    named = "; ".join(dict.fromkeys(one_line(text) for text in texts))
    if not named:
        return []
    code = "note_not_on_scale" if asked.kind == "scale" else "note_not_an_option"
    return [remark(code, text=named, question=asked.label)]


def claimed_by(asked: Sequence[Asked], header: str) -> str:
    """The key of the question that this column name repeats word for word, capitals and punctuation
    aside; the first of several. Skills asked of both sides by one name are told by role."""
    full = fold(header)
    if not full or any(score >= 100 and key in _NEEDED for score, key in candidates(full)):
        return ""
    main = fold(re.sub(r"[(\[（].*?[)\]）]", " ", without_joiners(header)))
    keys = [each.key for each in asked if fold(each.label) in (full, main)]
    return "skills" if {"skills_wanted", "skills_offered"} <= set(keys) else "".join(keys[:1])
