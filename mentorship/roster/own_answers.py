"""What one line of a file answers to the cohort's own questions."""

from collections.abc import Callable, Iterable, Sequence

from mentorship.roster.asked import Asked, read_asked
from mentorship.roster.cleaning import fold, unique
from mentorship.roster.sentences import Remark

Answer = str | bool | int | list[str] | list[int] | dict[str, str]
Cells = Callable[[str], Sequence[tuple[str | None, str]]]
LISTS = ("skills_wanted", "skills_offered", "interests", "identity")
LINES = ("department", "location")
TOP_LEVEL = 12


def own_answers(
    asked: Iterable[Asked], roles: Iterable[str], cells: Cells, notes: list[Remark]
) -> dict[str, Answer]:
    """Only what was answered. A question without a column of its own shares that of its namesake:
    the same words, asked of the other side."""
    found: dict[str, Answer] = {}
    by_name: dict[str, Sequence[tuple[str | None, str]]] = {}
    own = [(each, cells(each.key)) for each in asked if each.is_own]
    for each, given in own:
        if given:
            by_name.setdefault(fold(each.label), given)
    for each, given in own:
        if not set(each.roles) & set(roles):
            continue
        said, remarks = read_asked(each, given or by_name.get(fold(each.label), ()))
        notes += (remark for remark in remarks if remark not in notes)
        if said not in (None, "", []):
            assert said is not None
            found[each.key] = said
    return found


def as_offered(
    answers: dict[str, Answer], roles: Iterable[str], asked: Iterable[Asked]
) -> dict[str, Answer]:
    """Answers that the cohort offers to choose from, in its spelling; others stay as they are."""
    for each in asked:
        value = answers.get(each.key)
        if each.is_own or not each.options or not value or not set(each.roles) & set(roles):
            continue
        if each.key in LISTS and isinstance(value, list):
            answers[each.key] = unique(text for text, _ in each.chosen([str(v) for v in value]))
        elif each.key in LINES:
            answers[each.key] = each.option(str(value)) or value
        elif each.key == "level" and (level := each.option(str(value))) is not None:
            # As the form does it: a rank from its place among the levels, on the ladder of twelve.
            place = each.options.index(level) + 1
            answers |= {"level": level, "level_rank": round(TOP_LEVEL * place / len(each.options))}
    return answers


def not_asked(roles: Sequence[str], asked: Iterable[Asked]) -> dict[str, frozenset[str]]:
    """For somebody with two roles: what only the other one is asked."""
    if len(roles) < 2:
        return {}
    own = [each for each in asked if each.is_own]
    return {role: frozenset(each.key for each in own if role not in each.roles) for role in roles}


# What was understood from an answer goes when the answer is another one.
_UNDERSTOOD = {
    "availability": ("availability_hours",),
    "level": ("level_rank",),
    "accountability_style": ("style_choices",),
    "communication": ("style_choices",),
    "style": ("style_choices",),
}


def merged(before: dict[str, Answer], told: dict[str, Answer]) -> dict[str, Answer]:
    """A file changes what it tells. What it has no words for, somebody may have said elsewhere."""
    stale = {entry for key in told for entry in _UNDERSTOOD.get(key, ())}
    return {key: value for key, value in before.items() if key not in stale} | told
