"""From rows to the matching engine: who takes part, under which rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from mentorship.models import (
    OWN,
    Cohort,
    Enrollment,
    ForbiddenPair,
    NeverAgain,
    Pairing,
    PairingMember,
    Question,
)

from .heads import Heads, heads_of
from .places import Place, closed_places, kept, key_of, opened, places_of

if TYPE_CHECKING:
    from mentorship.matching import Inputs, OwnQuestion, Person, Rules
PUSH = ("gentle", "balanced", "direct")  # in order: neighbours are half alike
PAST_PARTNER, REPORTING_LINE = "past_partner", "reporting_line"
NO_CRITERIA = (PAST_PARTNER, REPORTING_LINE)  # hard rules that are no criteria


def engine() -> Any:
    """The matching package. Importing it brings numpy and scipy (0.4 s), which most pages of a
    web process never need."""
    from mentorship import matching  # noqa: PLC0415

    return matching


def inputs_of(
    cohort: Cohort,
    *,
    locked: Iterable[tuple[str, str]] = (),
    places: Iterable[Enrollment] | None = None,
    together: Iterable[frozenset[str]] = (),
) -> Inputs:
    """Everybody who may appear in a draft; seats of published pairings are gone already.

    `places`: these alone, fetched with their people, where a question is about a few. `together`:
    who are to work together as partners, so not as mentor and mentee too.
    """
    people = opened(_everybody(cohort)) if places is None else places_of(places)
    heads = heads_of(cohort, people if places is None else None)
    return _made(cohort, people, *_facts(cohort, together), heads, tuple(locked))


@dataclass(frozen=True)
class Preparation:
    """What questions about single pairs of a cohort are asked of."""

    inputs: Inputs

    @cached_property
    def hidden(self) -> frozenset[str]:
        return sensitive_words(self.inputs)


def prepared(cohort: Cohort, *, together: Iterable[frozenset[str]] = ()) -> Preparation:
    """`inputs_of`, for pages: the next question of a coordinator finds it prepared, unless
    anything has changed in anybody's answers, seats or wishes since, or in the rules."""
    places, (past, apart, rules) = _everybody(cohort), _facts(cohort, together)
    heads = heads_of(cohort, places)
    facts = (places, _sorted(past), _sorted(apart), rules, cohort.starts_on, cohort.floor, heads)

    def build() -> Preparation:
        return Preparation(_made(cohort, opened(places), past, apart, rules, heads, ()))

    return kept(facts, build)


def _sorted(people: Mapping[str, set[str]]) -> list[tuple[str, list[str]]]:
    return sorted((person, sorted(others)) for person, others in people.items())


def _everybody(cohort: Cohort) -> list[Place]:
    return closed_places(Enrollment.objects.in_cohort(cohort).matchable())


def _facts(
    cohort: Cohort, together: Iterable[frozenset[str]]
) -> tuple[dict[str, set[str]], dict[str, set[str]], Rules]:
    """Who worked with whom, who is kept apart, and the rules."""
    past, rules = past_partners(cohort, together), rules_of(cohort)
    return past, kept_apart(cohort, {} if rules.repeat_partners else past), rules


def _made(
    cohort: Cohort,
    places: list[Place],
    past: Mapping[str, set[str]],
    apart: Mapping[str, set[str]],
    rules: Rules,
    heads: Heads,
    locked: tuple[tuple[str, str], ...],
) -> Inputs:
    mentees = [p for p in places if p.role == Enrollment.Role.MENTEE and not p.seats_taken]
    mentors = [p for p in places if p.role == Enrollment.Role.MENTOR]
    mentee_names, mentor_names = Names(mentees), Names(mentors)
    found: Inputs = engine().Inputs(
        tuple(person_of(p, cohort, mentor_names, past, apart, heads) for p in mentees),
        tuple(person_of(p, cohort, mentee_names, past, apart, heads) for p in mentors),
        rules,
        locked=locked,
        floor=cohort.floor,
    )
    return found


def rules_of(cohort: Cohort) -> Rules:
    return rules_with(cohort, cohort.weights, cohort.hard_rules)


def rules_with(
    cohort: Cohort,
    weights: Mapping[str, int],
    hard_rules: Iterable[str] | None,
    measures: Mapping[str, Any] | None = None,
) -> Rules:
    """The cohort's rules, were these its weights, hard rules and measures (its own where None)."""
    questions = list(Question.objects.in_cohort(cohort).asked())
    own = own_questions(questions)
    keys = (*engine().CRITERIA, *(each.key for each in own))
    weights = living(weights, keys) or {each.key: each.weight for each in engine().DEFAULT_CRITERIA}
    rules = engine().Rules.weighted(weights, own)
    if hard_rules is not None:
        named = set(hard_rules)
        criteria = tuple(replace(each, hard=each.key in named) for each in rules.criteria)
        rules = replace(rules, criteria=criteria, repeat_partners=PAST_PARTNER not in named)
        rules = replace(rules, reporting_line=REPORTING_LINE in named)
    private = frozenset(each.criterion for each in questions if each.is_sensitive)
    found: Rules = replace(rules, on=cohort.starts_on, scales={"push": PUSH}, private=private)
    return _measured(found, cohort.measures if measures is None else measures)


def own_questions(questions: Iterable[Question]) -> tuple[OwnQuestion, ...]:
    """Those whose answers are compared, and that no criterion of ours knows."""
    make = engine().OwnQuestion
    return tuple(make(q.entry, q.compare, q.label, q.is_sensitive) for q in questions if q.compare)


def living(weights: Mapping[str, int], keys: Iterable[str]) -> dict[str, int]:
    """Weights that sum to 100 again where a question that counted is asked no more: its points go
    to the others in proportion. Empty where none of them counts any more."""
    left = {key: weights[key] for key in keys if weights.get(key)}
    total = sum(left.values())
    if total in (0, 100):
        return left
    shares = {key: weight * 100 // total for key, weight in left.items()}
    by_rest = sorted(left, key=lambda key: -(left[key] * 100 % total))
    for key in by_rest[: 100 - sum(shares.values())]:
        shares[key] += 1
    return shares


def _measured(rules: Rules, measures: Mapping[str, Any]) -> Rules:
    """With what criteria measure against as the cohort says; what it leaves open is the engine's."""
    plain = {name: measures[name] for name in ("enough_hours", "stickiness") if name in measures}
    if "level_gap" in measures:
        plain["level_gap"] = tuple(measures["level_gap"])
    at_least, asked = measures.get("at_least", {}), measures.get("asked", {})
    criteria = tuple(
        replace(
            each,
            at_least=at_least.get(each.key, each.at_least),
            asked=asked.get(each.key, each.asked),
        )
        for each in rules.criteria
    )
    return replace(rules, criteria=criteria, **plain)


class Names:
    """The other side by name and by address, for wishes that people typed."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.keys: dict[str, str] = {}
        for place in places:
            for name in (place.name, place.email):
                if name:
                    self.keys.setdefault(" ".join(name.casefold().split()), key_of(place))

    def find(self, typed: object) -> list[str]:
        wishes = typed if isinstance(typed, list) else []
        keys = [self.keys.get(" ".join(str(wish).casefold().split()), "") for wish in wishes]
        return [key for key in keys if key]


def past_partners(cohort: Cohort, also: Iterable[frozenset[str]] = ()) -> dict[str, set[str]]:
    """Who has worked with whom in this program, in any cohort, or does now; and those named."""
    members = PairingMember.objects.filter(
        pairing__in=Pairing.objects.published().filter(cohort__program=cohort.program_id)
    ).values_list("pairing", "enrollment__user")
    together: dict[int, set[str]] = defaultdict(set)
    for pairing, user in members:
        together[pairing].add(f"u{user}")
    found: dict[str, set[str]] = defaultdict(set)
    for people in (*together.values(), *also):
        for person in people:
            found[person] |= people - {person}
    return found


def kept_apart(cohort: Cohort, past: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """Who is not to be paired with whom, in both directions, so that nobody can tell whether the
    coordinators or one of the two said so. What somebody said in secret adds nothing where having
    worked together rules the pair out already: that stays the one reason which is told."""
    found: dict[str, set[str]] = defaultdict(set)
    pairs = ForbiddenPair.objects.in_cohort(cohort).values_list("first_id", "second_id")
    people = Enrollment.objects.in_cohort(cohort).values("user")
    said = NeverAgain.objects.filter(by__in=people, about__in=people).values_list("by", "about")
    secret = [(by, about) for by, about in said if f"u{about}" not in past.get(f"u{by}", ())]
    for first, second in [*pairs, *secret]:
        found[f"u{first}"].add(f"u{second}")
        found[f"u{second}"].add(f"u{first}")
    return found


def person_of(
    place: Place,
    cohort: Cohort,
    others: Names,
    past: Mapping[str, set[str]],
    apart: Mapping[str, set[str]],
    heads: Heads,
) -> Person:
    said = place.answers
    wish = said.get("identity", []) if said.get("identity_wish") else []
    found: Person = engine().Person(
        id=str(place.pk),
        person=key_of(place),
        wanted=_tags(said, "skills_wanted"),
        offered=_tags(said, "skills_offered"),
        goals=str(said.get("goals", "")),
        bio=str(said.get("bio", "")),
        style=_style(said),
        hours=engine().utc_week(said.get("availability_hours", []), place.zone, cohort.starts_on),
        level=said.get("level_rank"),
        interests=_tags(said, "interests"),
        zone=place.zone,
        location=str(said.get("location", "")),
        department=str(said.get("department", "")),
        languages=_tags(said, "languages"),
        identities=_tags(said, "identity"),
        identity_wish=tuple(str(each) for each in wish),
        wishes=tuple(others.find(said.get("ranked_wishes"))),
        rather_not=frozenset(others.find(said.get("rather_not"))),
        excluded=frozenset(apart.get(key_of(place), ())),
        reports_to=heads.of(place.user_id),
        past_partners=frozenset(past.get(key_of(place), ())),
        own={entry: _texts(value) for entry, value in said.items() if entry.startswith(OWN)},
        capacity=place.capacity - place.seats_taken,
    )
    return found


def _texts(value: Any) -> tuple[str, ...]:
    """An answer to a question of the cohort's own, as the engine compares it."""
    return tuple(str(each) for each in (value if isinstance(value, list) else [value]))


def _tags(said: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = said.get(key) or []
    return tuple(str(each) for each in value) if isinstance(value, list) else ()


def _style(said: Mapping[str, Any]) -> dict[str, str]:
    """Questions whose answers are compared; long prose says too little for that, unless choices
    were understood from it."""
    chosen = said.get("style_choices")
    found = {str(k): str(v) for k, v in chosen.items()} if isinstance(chosen, dict) else {}
    keys = ("style", "communication", *(() if found else ("accountability_style",)))
    return found | {key: str(said[key]) for key in keys if said.get(key) and _is_short(said[key])}


def _is_short(text: object) -> bool:
    return len(str(text)) <= 80


def sensitive_words(inputs: Inputs) -> frozenset[str]:
    return private_words((*inputs.mentees, *inputs.mentors), inputs.rules)


def private_words(people: Iterable[Person], rules: Rules) -> frozenset[str]:
    """Words of anybody's answers about identity, and to private questions of the cohort's own.
    Texts may repeat them; reasons must not."""
    people = list(people)
    private = [each.key for each in rules.own if each.sensitive]
    said = [text for each in people for text in (*each.identities, *each.identity_wish)]
    said += [text for each in people for key in private for text in each.own.get(key, ())]
    return frozenset(word for text in said for word in re.findall(r"\w+", text.casefold()))


def stored_parts(reasons: Iterable[Any], hidden: frozenset[str]) -> list[dict[str, Any]]:
    """As the pages read them. What is sensitive keeps its points and loses its words."""
    found = []
    for reason in reasons:
        part = reason.as_json()
        if part["sensitive"]:
            part["shared"] = []
        elif part["criterion"] == "goal_text" or part.get("compare") == "words":
            part["shared"] = [word for word in part["shared"] if word not in hidden]
        found.append(part)
    return found


def stored_points(parts: Iterable[Mapping[str, Any]]) -> dict[str, int]:
    """Points by criterion, of what counts and is known: to look for pairs by them."""
    known = [part for part in parts if part["weight"] and not part["silent"]]
    weakest_last = sorted(known, key=lambda part: -part["points"])  # of the pairs of a trio
    return {part["criterion"]: part["points"] for part in weakest_last}
