"""Which column tells what: guessed from the column names, corrected by a person."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as MappingType
from dataclasses import dataclass, field, replace

from mentorship.roster.asked import Asked, claimed_by
from mentorship.roster.cleaning import fold, one_line, without_joiners
from mentorship.roster.fields import FIELDS, candidates
from mentorship.roster.roles import read_roles
from mentorship.roster.sentences import Remark, remark

Role = str
"""mentor, mentee or peer."""

_MATRIX = re.compile(r"(.*\S)\s*\[([^\[\]]+)\]\s*\Z", re.DOTALL)
_DASHED = re.compile(r"(.*\S)\s+[-–—:]\s+(\S.*)\Z", re.DOTALL)
_RANKED_SKILL = re.compile(r"(#\s?\d|\b[1-9](st|nd|rd|th)\b).*\b(skill|practice|topic)")
_OFFERING = re.compile(
    r"\bexpertise\b|sharing your|\bteach|\boffer|\bmentor others|only .* mentor\b"
)
_WANTING = re.compile(r"like to (develop|learn|improve)|\blearn\b|want to|\bdevelop\b")
_LIST_FIELDS = frozenset(key for key, each in FIELDS.items() if each.kind == "list")
_SKILLS = ("skills", "skills_wanted", "skills_offered", "interests")
_MIN_SCORE, _SURE = 25, 200


@dataclass(frozen=True)
class Mapping:
    """Field → column places (from 0). `items` names what a matrix column is about ("[Python]")."""

    columns: dict[str, tuple[int, ...]] = field(default_factory=dict)
    items: dict[int, str] = field(default_factory=dict)
    problems: tuple[Remark, ...] = ()
    """What is wrong with explicit choices. Nothing may be imported while there are any."""

    def unused(self, headers: Sequence[str]) -> list[int]:
        """Places of the columns that tell nothing we know."""
        used = {place for places in self.columns.values() for place in places}
        return [place for place in range(len(headers)) if place not in used]

    def remembered(self, headers: Sequence[str]) -> dict[str, list[str]]:
        """This mapping in column names: what `apply_choices` takes for the next file."""
        names = labels(headers)
        return {key: [names[place] for place in places] for key, places in self.columns.items()}


def labels(headers: Sequence[str]) -> list[str]:
    """Column names made unique: "Python", "Python (2)"; "Column 7" where there is none."""
    seen: Counter[str] = Counter()
    found = []
    for place, header in enumerate(headers):
        name = one_line(header) or f"Column {place + 1}"
        seen[name.casefold()] += 1
        turn = seen[name.casefold()]
        found.append(name if turn == 1 else f"{name} ({turn})")
    return found


def guess_mapping(
    headers: Sequence[str],
    role: Role | None = None,
    sample: Sequence[Sequence[str]] = (),
    asked: Sequence[Asked] = (),
) -> Mapping:
    """The likeliest mapping. `sample` (cells of some rows) settles what names leave open. A column
    that is called like a question of the cohort (`asked`) answers it."""
    items, stems = _matrices(headers)
    sections = _sections(headers)
    claims: list[tuple[int, int, str]] = []
    for place, header in enumerate(headers):
        stem = stems.get(place, header)
        if key := claimed_by(asked, header) or claimed_by(asked, stem):
            claims.append((-_SURE, place, key))
        for score, key in _claims(stem, place in items, sections.get(place)):
            claims.append((-score, place, key))
    columns: dict[str, list[int]] = defaultdict(list)
    taken: set[int] = set()
    for _, place, key in sorted(claims, key=lambda claim: claim[:2]):
        many = key not in FIELDS or FIELDS[key].kind in ("text", "list")
        if place not in taken and (many or not columns[key]):
            columns[key].append(place)
            taken.add(place)
    _settle(columns, sample)
    found = {key: tuple(sorted(places)) for key, places in columns.items() if places}
    return Mapping(found, {place: item for place, item in items.items() if place in taken})


def _claims(header: str, in_matrix: bool, section: str | None) -> list[tuple[int, str]]:
    """Scored fields for one column."""
    full = fold(header)
    main = fold(re.sub(r"[(\[（].*?[)\]）]", " ", without_joiners(header))) or full
    scored = {key: score for score, key in candidates(main)}
    for score, key in candidates(full):
        scored.setdefault(key, score // 2 if score < 100 else score)
    if _RANKED_SKILL.search(full):
        scored = {"skills": 90}
    if in_matrix:
        scored = {key: score for key, score in scored.items() if key in _LIST_FIELDS}
        scored = scored or {"skills": 40}
    best = max(scored, key=lambda key: scored[key], default="")
    if section and best in _SKILLS:
        scored = {section: scored[best]}
    return [(score, key) for key, score in scored.items() if score >= _MIN_SCORE]


def _matrices(headers: Sequence[str]) -> tuple[dict[int, str], dict[int, str]]:
    """Questions exported as one column an answer: "Question [answer]", "Question - answer"."""
    items: dict[int, str] = {}
    stems: dict[int, str] = {}
    for pattern, least in ((_MATRIX, 1), (_DASHED, 3)):
        split = {
            place: found
            for place, header in enumerate(headers)
            if place not in items and (found := pattern.match(header))
        }
        often = Counter(fold(found[1]) for found in split.values())
        for place, found in split.items():
            if often[fold(found[1])] >= least:
                items[place], stems[place] = one_line(found[2]), found[1]
    return items, stems


def _sections(headers: Sequence[str]) -> dict[int, str]:
    """For a form that asks the same questions twice, once as mentor and once as mentee.

    The second part begins where the first column name comes again; its own words tell whose it is.
    """
    folded = [fold(header) for header in headers]
    often = Counter(name for name in folded if name)
    repeated = [place for place, name in enumerate(folded) if name and name in folded[:place]]
    if len(repeated) < 3:
        return {}
    again = repeated[0]
    start = folded.index(folded[again])
    halves = (range(start, again), range(again, len(headers)))
    leaning = [
        sum(
            bool(_OFFERING.search(name)) - bool(_WANTING.search(name))
            for name in (folded[place] for place in half)
            if often[name] == 1
        )
        for half in halves
    ]
    offered_first = leaning[0] >= leaning[1]
    wanted, offered = "skills_wanted", "skills_offered"
    order = (offered, wanted) if offered_first else (wanted, offered)
    return {place: key for key, half in zip(order, halves, strict=True) for place in half}


def _settle(columns: dict[str, list[int]], sample: Sequence[Sequence[str]]) -> None:
    """Let the cells decide: a "Role" column of job titles, addresses under an unknown name."""
    if not sample:
        return
    for place in columns["role"]:
        cells = _filled(sample, place)
        if cells and sum(bool(read_roles(cell)) for cell in cells) * 3 < len(cells):
            columns["role"] = []
            if not columns["job_title"]:
                columns["job_title"] = [place]
    for key in ("is_mentor", "is_mentee"):
        # A column "Mentor" full of names says who, not whether.
        columns[key] = [place for place in columns[key] if _mostly(sample, place, _short_answer)]
    if not columns["email"]:
        width = max(len(cells) for cells in sample)
        used = {place for key, places in columns.items() if key != "name" for place in places}
        addressed = [p for p in range(width) if p not in used and _mostly(sample, p, _has_at)]
        columns["email"] = [place for place in addressed if place not in columns["name"]][:1]


def _filled(sample: Sequence[Sequence[str]], place: int) -> list[str]:
    return [cells[place] for cells in sample if place < len(cells) and cells[place]]


def _mostly(sample: Sequence[Sequence[str]], place: int, fits: Callable[[str], bool]) -> bool:
    cells = _filled(sample, place)
    return bool(cells) and sum(fits(cell) for cell in cells) * 2 > len(cells)


def _short_answer(cell: str) -> bool:
    return fold(cell) in {"yes", "no", "y", "n", "x", "true", "false", "1", "0", "ja", "nein", "si"}


def _has_at(cell: str) -> bool:
    return bool(re.search(r"\S@\S+\.\S", cell[:500]))


def read_choices(pairs: Iterable[str]) -> tuple[dict[str, list[str]], tuple[Remark, ...]]:
    """FIELD=COLUMN texts, as typed in a shell. A field may come several times."""
    chosen: dict[str, list[str]] = defaultdict(list)
    problems = []
    for pair in pairs:
        key, sign, column = pair.partition("=")
        if not sign or not key.strip():
            problems.append(remark("map_not_a_pair", text=pair))
        else:
            chosen[key.strip()].append(column.strip())
    return dict(chosen), tuple(problems)


def apply_choices(
    mapping: Mapping,
    headers: Sequence[str],
    choices: MappingType[str, str | Sequence[str]],
    asked: Sequence[Asked] = (),
) -> Mapping:
    """The mapping with explicit choices: field → column name(s) or number(s) from 1; "" for none.

    A column has one meaning, so a chosen column leaves the field that guessing gave it.
    """
    columns = dict(mapping.columns)
    problems = list(mapping.problems)
    known = [*FIELDS, *(each.key for each in asked if each.is_own)]
    for typed, wanted in choices.items():
        key = typed if typed in known else fold(typed).replace(" ", "_")
        if key not in known:
            problems.append(remark("map_unknown_field", field=typed, fields=", ".join(known)))
            continue
        places: list[int] = []
        for name in [wanted] if isinstance(wanted, str) else wanted:
            found, problem = _find_column(headers, name)
            places.extend(found)
            problems.extend([problem] if problem else [])
        columns = {other: _without(kept, places) for other, kept in columns.items()}
        columns[key] = tuple(dict.fromkeys(places))
    columns = {key: places for key, places in columns.items() if places}
    items, _ = _matrices(headers)
    used = {place for places in columns.values() for place in places}
    return replace(
        mapping,
        columns=columns,
        items={place: item for place, item in items.items() if place in used},
        problems=tuple(problems),
    )


def _without(places: tuple[int, ...], gone: Sequence[int]) -> tuple[int, ...]:
    return tuple(place for place in places if place not in gone)


def _find_column(headers: Sequence[str], wanted: str) -> tuple[list[int], Remark | None]:
    text = one_line(wanted)
    if not text:
        return [], None
    names = labels(headers)
    for same in (str.casefold, fold):
        for place, name in enumerate(names):
            if same(name) == same(text):
                return [place], None
    _, stems = _matrices(headers)
    if of_matrix := [place for place, stem in stems.items() if fold(stem) == fold(text)]:
        return of_matrix, None
    if text.isdecimal():
        if 1 <= int(text) <= len(headers):
            return [int(text) - 1], None
        return [], remark("map_column_number", column=text, count=len(headers))
    return [], remark("map_unknown_column", column=text, columns=", ".join(names))
