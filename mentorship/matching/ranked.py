"""Choice: both sides rank, and nobody is left wanting someone who would rather have them too."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from .people import MatchingError
from .results import Unmatched, Why

Rankings = Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class Agreement:
    """A stable answer: no mentee and mentor who ranked each other both prefer to be together."""

    pairs: tuple[tuple[str, str], ...]  # (mentee, mentor), in the order of the mentees' rankings
    unmatched: tuple[Unmatched, ...]  # mentees
    free: Mapping[str, int]  # seats left of each mentor


def agree(
    mentee_rankings: Rankings, mentor_rankings: Rankings, capacity: Mapping[str, int]
) -> Agreement:
    """Deferred acceptance, mentees asking: the best stable answer for every mentee at once.

    Rankings name the other side's ids, the most wanted first; who is not ranked is not accepted.
    Names without a ranking of their own are people who are gone, and are ignored. A mentor not in
    `capacity` has one seat. MatchingError where a ranking names someone twice or a capacity is
    negative.
    """
    _check(mentee_rankings, mentor_rankings, capacity)
    place = {
        mentor: {mentee: k for k, mentee in enumerate(names)}
        for mentor, names in mentor_rankings.items()
    }
    seats = {mentor: capacity.get(mentor, 1) for mentor in mentor_rankings}
    held: dict[str, list[tuple[int, str]]] = {mentor: [] for mentor in place}
    asking = {mentee: iter(names) for mentee, names in mentee_rankings.items()}
    waiting = list(mentee_rankings)
    while waiting:
        mentee = waiting.pop()
        for mentor in asking[mentee]:
            if mentee in place.get(mentor, ()):
                heappush(held[mentor], (-place[mentor][mentee], mentee))
                if len(held[mentor]) > seats[mentor]:
                    waiting.append(heappop(held[mentor])[1])  # whom the mentor ranks last
                break
    chosen = {mentee: mentor for mentor, names in held.items() for _, mentee in names}
    return Agreement(
        pairs=tuple((mentee, chosen[mentee]) for mentee in mentee_rankings if mentee in chosen),
        unmatched=tuple(
            Unmatched(mentee, _why(mentee, names, place, seats))
            for mentee, names in mentee_rankings.items()
            if mentee not in chosen
        ),
        free={mentor: seats[mentor] - len(names) for mentor, names in held.items()},
    )


def _why(
    mentee: str,
    names: Sequence[str],
    place: Mapping[str, Mapping[str, int]],
    seats: Mapping[str, int],
) -> tuple[Why, ...]:
    there = [mentor for mentor in names if mentor in place]
    if not there:
        return (Why("ranked_nobody"),)
    back = [mentor for mentor in there if mentee in place[mentor]]
    whys = (
        Why("seats_taken", sum(1 for mentor in back if seats[mentor])),
        Why("no_seat_offered", sum(1 for mentor in back if not seats[mentor])),
        Why("not_ranked_back", len(there) - len(back)),
    )
    return tuple(why for why in whys if why.count)


def _check(mentees: Rankings, mentors: Rankings, capacity: Mapping[str, int]) -> None:
    for rankings in (mentees, mentors):
        for name, names in rankings.items():
            if len(set(names)) < len(names):
                raise MatchingError("ranked_twice", name)
    if wrong := [name for name, seats in capacity.items() if seats < 0]:
        raise MatchingError("capacity_negative", *wrong)
