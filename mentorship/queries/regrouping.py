"""Moving one peer between groups by hand: what every move would make of the groups it touches."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from accounts.models import User
from mentorship.models import Cohort, Enrollment, Pairing

from .criteria import listed
from .matchmaking import engine, private_words
from .peers import drafted_together, peer_inputs_of, stored_pairs
from .score_parts import best_reasons, score_of_100
from .whys import apart_sentence, is_secret

if TYPE_CHECKING:
    from mentorship.matching import PeerInputs, PeerPair
SHOWN, FOUND, MOST = 8, 20, 3
JOIN, SWAP, LEAVE = "join", "swap", "leave"
HOWS = (JOIN, SWAP, LEAVE)


@dataclass(frozen=True)
class Made:
    """A group as it would be after a move. `draft` is the one that becomes it, None a new one."""

    draft: Pairing | None
    places: tuple[Enrollment, ...]
    pairs: tuple[PeerPair, ...]

    @property
    def score(self) -> int:
        return sum(pair.score for pair in self.pairs) // len(self.pairs)

    def __str__(self) -> str:
        names = listed([str(place.user) for place in self.places])
        return _("%(names)s: %(score)s") % {"names": names, "score": score_of_100(self.score)}


@dataclass(frozen=True)
class Move:
    """`problem` says why it cannot be."""

    how: str
    groups: tuple[Made, ...] = ()
    gone: tuple[Pairing, ...] = ()  # drafts of which too few are left
    alone: tuple[Enrollment, ...] = ()
    problem: str = ""

    def outcome(self) -> str:
        told = [str(group) for group in self.groups]
        if self.alone:
            names = listed([str(place.user) for place in self.alone])
            told.append(_("without anybody: %(names)s") % {"names": names})
        return "; ".join(told)


@dataclass(frozen=True)
class Option:
    """One other peer, and the ways to come together with them."""

    other: Enrollment
    score: str
    best: list[str]
    join: Move
    swap: Move | None


@dataclass(frozen=True)
class _Group:
    draft: Pairing | None
    places: tuple[Enrollment, ...]

    def without(self, place: Enrollment) -> tuple[Enrollment, ...]:
        return tuple(one for one in self.places if one.pk != place.pk)


class GroupBoard:
    """All questions about one peer, asked of one preparation."""

    def __init__(self, cohort: Cohort, place: Enrollment, reader: User | None = None) -> None:
        self.cohort, self.reader = cohort, reader
        pairs = drafted_together(cohort, "mentor") if cohort.pairs_mentors else []
        self.inputs: PeerInputs = peer_inputs_of(cohort, together=pairs)
        self.hidden = private_words(self.inputs.peers, self.inputs.rules)
        people = Enrollment.objects.in_cohort(cohort).peers().select_related("user")
        self.people = {one.pk: one for one in people if str(one.pk) in self.inputs.at}
        self.groups: dict[int, _Group] = {}
        for draft in Pairing.objects.in_cohort(cohort).proposed().of_peers().with_people():
            places = tuple(member.enrollment for member in draft.members.all())
            self.groups.update({one.pk: _Group(draft, places) for one in places})
        self.place = place

    @property
    def problem(self) -> str:
        """Why nothing can be done with this person."""
        if self.place.pk in self.people:
            return ""
        return _("%(name)s works with somebody already, or does not take part any more.") % {
            "name": self.place.user
        }

    @property
    def mine(self) -> _Group:
        return self._group(self.place)

    def _group(self, place: Enrollment) -> _Group:
        return self.groups.get(place.pk) or _Group(None, (place,))

    # -- What may be chosen --------------------------------------------------------------------

    def suggestions(self) -> list[Option]:
        """Those who fit best and are in another group, or in none."""
        if self.problem:
            return []
        scores = self.inputs.scores[self.inputs.at[str(self.place.pk)]]
        ids = [int(person.id) for person in self.inputs.peers]
        order = sorted(range(len(ids)), key=lambda i: (-int(scores[i]), ids[i]))
        fit = [ids[i] for i in order if scores[i] >= 0 and self._is_elsewhere(ids[i])]
        return [self.option(self.people[pk]) for pk in fit[:SHOWN]]

    def search(self, words: str) -> list[Option]:
        found = Enrollment.objects.in_cohort(self.cohort).peers().named_like(words)
        ids = [pk for pk in found.values_list("pk", flat=True)[:FOUND] if pk in self.people]
        fit = [pk for pk in ids if not self.problem and self._is_elsewhere(pk)]
        return [self.option(self.people[pk]) for pk in fit]

    def _is_elsewhere(self, pk: int) -> bool:
        """And may be thought of: nobody reads here who does not want to be with them."""
        if pk not in self.people or any(one.pk == pk for one in self.mine.places):
            return False
        other = self.people[pk]
        return not is_secret(self._pair(self.place, other).broken, self.reader, self.place, other)

    def option(self, other: Enrollment) -> Option:
        pair = self._pair(self.place, other)
        together = self.mine.draft is not None or self._group(other).draft is not None
        return Option(
            other,
            score_of_100(pair.score),
            best_reasons(stored_pairs([pair], self.hidden)),
            self.join(other),
            self.swap(other) if together else None,
        )

    # -- The moves -----------------------------------------------------------------------------

    def plan(self, how: str, other: Enrollment | None) -> Move:
        if self.problem:
            return Move(how, problem=self.problem)
        if how == LEAVE:
            return self.leave()
        if other is None or not self._is_elsewhere(other.pk):
            return Move(how, problem=_("Choose a partner who is in another group, or in none."))
        return self.join(other) if how == JOIN else self.swap(other)

    def join(self, other: Enrollment) -> Move:
        mine, theirs = self.mine, self._group(other)
        if len(theirs.places) >= MOST:
            return Move(JOIN, problem=_("They are three already. Swap with one of them instead."))
        return self._move(
            JOIN,
            _Group(theirs.draft, (*theirs.places, self.place)),
            _Group(mine.draft, mine.without(self.place)),
        )

    def swap(self, other: Enrollment) -> Move:
        mine, theirs = self.mine, self._group(other)
        return self._move(
            SWAP,
            _Group(mine.draft, (*mine.without(self.place), other)),
            _Group(theirs.draft, (*theirs.without(other), self.place)),
        )

    def leave(self) -> Move:
        mine = self.mine
        if mine.draft is None:
            return Move(LEAVE, problem=_("They are in no group."))
        return self._move(
            LEAVE, _Group(mine.draft, mine.without(self.place)), _Group(None, (self.place,))
        )

    def _move(self, how: str, *wanted: _Group) -> Move:
        found = _Sorted()
        for group in wanted:
            if len(group.places) < 2:
                found.alone += group.places
                found.gone += [group.draft] if group.draft else []
                continue
            places = tuple(sorted(group.places, key=lambda place: place.pk))
            twos = list(combinations(places, 2))
            pairs = tuple(self._pair(*two) for two in twos)
            if any(
                is_secret(pair.broken, self.reader, *two)
                for pair, two in zip(pairs, twos, strict=True)
            ):
                return Move(how, problem=_("This does not fit. Choose somebody else."))
            broken = dict.fromkeys(rule for pair in pairs for rule in pair.broken)
            if problem := apart_sentence(broken, self.inputs.rules):
                return Move(how, problem=problem)
            found.groups.append(Made(group.draft, places, pairs))
        return Move(how, tuple(found.groups), tuple(found.gone), tuple(found.alone))

    def _pair(self, one: Enrollment, other: Enrollment) -> PeerPair:
        found: PeerPair = engine().explain_peers(self.inputs, str(one.pk), str(other.pk))
        return found


@dataclass
class _Sorted:
    groups: list[Made] = field(default_factory=list)
    gone: list[Pairing] = field(default_factory=list)
    alone: list[Enrollment] = field(default_factory=list)
