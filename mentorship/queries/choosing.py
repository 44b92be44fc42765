"""Whom somebody may ask, and why the two might fit. The engine is asked about one person and at
most a few hundred others at a time, so that no page waits for a matching run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property, partial
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from mentorship.models import Enrollment, Pairing, PairingRequest, Program
from mentorship.rhythm import zone_city

from .answers import language_name
from .criteria import listed
from .matchmaking import engine, inputs_of, private_words, sensitive_words, stored_parts
from .paging import KeyPage, slice_by_key
from .peers import peer_inputs_of, stored_pairs
from .reasons import first_reasons

Role = Enrollment.Role
ASKS = {Role.MENTEE.value: Role.MENTOR.value, Role.PEER.value: Role.PEER.value}
WEIGHED = 300  # by the engine, at most; the most promising by what they offer
PER_PAGE = 12
MOST_OPEN = 3  # requests of one place that wait for an answer
SKILLS_OFFERED, SKILLS_SHOWN = 40, 6


@dataclass(frozen=True)
class Fit:
    """Why two people might fit; the score orders, and is shown to nobody."""

    score: int
    told: Callable[[], list[dict[str, Any]]]

    @cached_property
    def parts(self) -> list[dict[str, Any]]:
        """As a pairing stores them; made for those alone who are shown."""
        return self.told()


@dataclass(frozen=True)
class Card:
    place: Enrollment
    offers: list[str]
    wants: list[str]
    languages: str
    clock: str
    reasons: list[str]
    asked: bool = False


@dataclass(frozen=True)
class Browsing:
    cards: list[Card]
    page: KeyPage
    skills: list[str] = field(default_factory=list)
    total: int = 0
    is_full: bool = False  # so many requests are open that no other can be sent


# -- Who may choose, and whom ----------------------------------------------------------------


def may_choose(place: Enrollment) -> bool:
    """Whether the cohort lets this role look around; not whether the person still needs to."""
    if place.state != Enrollment.State.ACCEPTED or place.cohort.program.state != Program.State.OPEN:
        return False
    if place.role == Role.MENTEE:
        return place.cohort.mentees_choose
    return place.role == Role.PEER and place.cohort.peers_browse


def may_invite(place: Enrollment) -> bool:
    is_peer = place.role == Role.PEER and place.state == Enrollment.State.ACCEPTED
    return is_peer and place.cohort.peers_invite


def has_ended(place: Enrollment) -> bool:
    """Worked with somebody, and has not asked for somebody else: nobody is looked for, and nobody
    asks them. Where mentees alone make the pairs, looking around is how one asks."""
    choosing = place.cohort.choosing == place.cohort.Choosing.CHOSEN
    if place.seats_taken or (place.role == Role.MENTEE and choosing):
        return False
    return Enrollment.objects.finished().filter(pk=place.pk).exists()


def last_pairing(place: Enrollment) -> Pairing | None:
    """Where they can ask for somebody else."""
    ended = Pairing.objects.filter(members__enrollment=place, state=Pairing.State.CLOSED)
    return ended.order_by("-closed_at", "-pk").first()


def is_looking(place: Enrollment) -> bool:
    return may_choose(place) and not place.seats_taken and not has_ended(place)


def candidates_of(place: Enrollment) -> QuerySet[Enrollment]:
    """Those with a seat that neither a pairing nor a draft has taken: choosing never undoes what
    somebody has on the workbench. Without the person and without who said “not now” before."""
    role = ASKS.get(place.role, "")
    others = Enrollment.objects.filter(cohort=place.cohort_id, role=role).accepted()
    no = PairingRequest.objects.filter(sender=place, state=PairingRequest.State.DECLINED)
    others = others.exclude(user=place.user_id).exclude(pk__in=no.values("recipient"))
    others = others.exclude(pk__in=Enrollment.objects.finished().values("pk"))
    free: QuerySet[Enrollment] = others.with_room().counting_seats().filter(free__gt=0)
    return free


def fit_of(place: Enrollment, other: Enrollment) -> Fit | None:
    """None where a rule, a wish or a block keeps the two apart."""
    return fits_of(place, [other]).get(other.pk)


def fits_of(place: Enrollment, others: Sequence[Enrollment]) -> dict[int, Fit]:
    """The others with whom this person may be paired, the best first."""
    people = [place, *others]
    if place.role == Role.PEER:
        return _fits_of_peer(place, peer_inputs_of(place.cohort, places=people))
    inputs = inputs_of(place.cohort, places=people)
    if str(place.pk) not in inputs.mentee_at:
        return {}
    hidden = sensitive_words(inputs)
    found = engine().alternatives(inputs, str(place.pk), len(people))
    return {int(f.mentor): Fit(f.score, partial(stored_parts, f.reasons, hidden)) for f in found}


def _fits_of_peer(place: Enrollment, inputs: Any) -> dict[int, Fit]:
    hidden = private_words(inputs.peers, inputs.rules)
    me, found = str(place.pk), {}
    for pair in engine().peer_alternatives(inputs, me):
        other = next(int(pk) for pk in pair.people if pk != me)
        found[other] = Fit(pair.score, partial(stored_pairs, [pair], hidden))
    return found


# -- Looking around --------------------------------------------------------------------------


def browse(
    place: Enrollment, now: datetime, *, search: str = "", skill: str = "", after: int = 0
) -> Browsing:
    """One page of those who fit best; the same few queries, however many there are."""
    private = private_entries(place)
    rows = _rows(place, private)
    skills = _common_skills(offered for _pk, _name, offered in rows)
    kept = [row for row in rows if _is_meant(row, search, skill)]
    best = _most_promising(kept, place)
    others = list(Enrollment.objects.filter(pk__in=best).select_related("user"))
    fits = fits_of(place, others)
    page = slice_by_key(list(fits), after=after, size=PER_PAGE)
    by_id = {other.pk: other for other in others}
    asked = set(_open_from(place))
    cards = [
        card_of(place, by_id[pk], fits[pk], now, asked=pk in asked, private=private)
        for pk in page.items
    ]
    return Browsing(cards, page, skills, len(fits), len(asked) >= MOST_OPEN)


def suggestions(place: Enrollment, now: datetime, most: int = 3) -> list[Card]:
    """Others to ask instead; those who were asked already are not among them."""
    if not is_looking(place):
        return []
    asked = set(PairingRequest.objects.filter(sender=place).values_list("recipient", flat=True))
    found = browse(place, now).cards
    return [card for card in found if card.place.pk not in asked][:most]


def _rows(place: Enrollment, private: frozenset[str]) -> list[tuple[int, str, Any]]:
    candidates = candidates_of(place).order_by("pk")
    key = "skills_offered" if place.role == Role.MENTEE else "skills_wanted"
    rows = list(candidates.values_list("pk", "user__name", f"answers__{key}"))
    return [(pk, name, []) for pk, name, _said in rows] if key in private else rows


def private_entries(place: Enrollment) -> frozenset[str]:
    """Answers of this cohort that nobody reads on a card, nor finds people by."""
    asked = place.cohort.questions.all()
    return frozenset(entry for each in asked if each.is_sensitive for entry in each.entries)


def _common_skills(offers: Iterable[Any]) -> list[str]:
    """The skills offered most often, for the filter; each in the spelling met first."""
    spelled: dict[str, str] = {}
    counted: Counter[str] = Counter()
    for each in offers:
        for skill in tags(each):
            counted[spelled.setdefault(skill.casefold(), skill)] += 1
    return sorted((skill for skill, _n in counted.most_common(SKILLS_OFFERED)), key=str.casefold)


def _is_meant(row: tuple[int, str, Any], search: str, skill: str) -> bool:
    _pk, name, offered = row
    skills = [each.casefold() for each in tags(offered)]
    if skill and skill.casefold() not in skills:
        return False
    text = " ".join([name.casefold(), *skills])
    return all(word in text for word in search.casefold().split()[:5])


def _most_promising(rows: list[tuple[int, str, Any]], place: Enrollment) -> list[int]:
    """All of them, or in a large cohort those who offer most of what is looked for."""
    if len(rows) <= WEIGHED:
        return [row[0] for row in rows]
    wanted = {skill.casefold() for skill in tags(place.answers.get("skills_wanted"))}
    common = {
        pk: len(wanted.intersection(skill.casefold() for skill in tags(offered)))
        for pk, _name, offered in rows
    }
    return sorted(common, key=lambda pk: (-common[pk], pk))[:WEIGHED]


def has_asked_enough(place: Enrollment) -> bool:
    return _open_from(place).count() >= MOST_OPEN


def _open_from(place: Enrollment) -> QuerySet[Any]:
    sent = PairingRequest.objects.open().filter(sender=place)
    return sent.values_list("recipient", flat=True)


def tags(value: Any) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


# -- One card ----------------------------------------------------------------------------------


def card_of(
    place: Enrollment,
    other: Enrollment,
    fit: Fit | None,
    now: datetime,
    *,
    asked: bool = False,
    private: frozenset[str] | None = None,
) -> Card:
    """What others may read of somebody who can be asked; nothing else of their answers."""
    private = private_entries(other) if private is None else private
    said = {entry: value for entry, value in other.answers.items() if entry not in private}
    parts = fit.parts if fit is not None else []
    return Card(
        place=other,
        offers=tags(said.get("skills_offered"))[:SKILLS_SHOWN],
        wants=tags(said.get("skills_wanted"))[:SKILLS_SHOWN] if other.role == Role.PEER else [],
        languages=listed([language_name(tag) for tag in tags(said.get("languages"))]),
        clock=clock_words(place.user, other.user, now),
        reasons=first_reasons(parts, place, other)[:3],
        asked=asked,
    )


def own_card(place: Enrollment, now: datetime) -> Card:
    """The same about oneself, as others read it."""
    return replace(card_of(place, place, None, now), clock=zone_city(place.user.zone))


def clock_words(reader: User, other: User, now: datetime) -> str:
    """“Lisbon, the same clock as yours”, “New York, 5 hours behind you”."""
    ahead = other.local(now).utcoffset() or timedelta()
    mine = reader.local(now).utcoffset() or timedelta()
    minutes = int((ahead - mine).total_seconds() // 60)
    hours = abs(minutes) / 60
    told = {"city": zone_city(other.zone), "hours": f"{hours:.1f}".removesuffix(".0")}
    if not minutes:
        return _("%(city)s, the same clock as yours") % told
    whole = max(1, round(hours))
    if minutes > 0:
        said = ngettext(
            "%(city)s, %(hours)s hour ahead of you", "%(city)s, %(hours)s hours ahead of you", whole
        )
    else:
        said = ngettext(
            "%(city)s, %(hours)s hour behind you", "%(city)s, %(hours)s hours behind you", whole
        )
    return said % told
