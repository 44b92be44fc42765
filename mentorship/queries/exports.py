"""A cohort as tables to take along: structure and matching, never anybody's words or answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Prefetch
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.clock import local_date
from mentorship.models import Cohort, Enrollment, Pairing, PairingMember
from mentorship.sheets import Cell

Rows = Iterator[Sequence[Cell]]
CHUNK = 2_000
EXPORT = "mentorship.export_cohort"  # the kind of the job
AT_ONCE = 1_000  # rows that a page makes a workbook of while somebody waits


def rows_of(cohort: Cohort, what: str) -> int:
    """How many rows the sheet will have."""
    found = Enrollment if what == "people" else Pairing
    return int(found.objects.in_cohort(cohort).count())


@dataclass(frozen=True)
class Sheet:
    title: str
    head: list[str]
    rows: Rows


def people_sheet(cohort: Cohort) -> Sheet:
    head = [
        _("Name"),
        _("E-mail address"),
        _("Role"),
        _("State"),
        _("Seats"),
        _("Seats taken"),
        _("Works with"),
        _("ID in your own system"),
        _("Came by"),
        _("Entered on"),
    ]
    return Sheet(_("People"), head, _people(cohort))


def pairs_sheet(cohort: Cohort) -> Sheet:
    head = [
        *side_heads(cohort),
        _("State"),
        _("Score of 100"),
        _("Chosen by hand"),
        _("Proposed on"),
        _("Published on"),
        _("First day"),
        _("Last day"),
        _("Closed on"),
    ]
    return Sheet(_("Pairs"), head, _pairs(cohort))


def side_heads(cohort: Cohort) -> list[str]:
    """Above names and addresses of the two sides; of partners, one stands left, the rest right."""
    words = cohort.program.words
    left, right = words.mentee, words.mentor
    if cohort.pairs == Cohort.Pairs.PEERS:
        left, right = words.peer, _("other partner")
    elif cohort.pairs_peers:
        left = _("%(role)s or partner") % {"role": left}
        right = _("%(role)s or other partner") % {"role": right}
    address = _("E-mail address: %(role)s")
    return [
        *(capfirst(left), address % {"role": left}),
        *(capfirst(right), address % {"role": right}),
    ]


def _people(cohort: Cohort) -> Rows:
    partners = _partners(cohort)
    places = Enrollment.objects.in_cohort(cohort).select_related("user").defer("answers")
    words = cohort.program.words
    for place in places.order_by("pk").iterator(chunk_size=CHUNK):
        yield [
            place.user.name,
            place.user.email,
            words.role(place.role),
            place.get_state_display(),
            place.capacity,
            place.seats_taken,
            "; ".join(partners.get(place.pk, [])),
            place.external_id,
            place.get_origin_display(),
            _day(place.created_at, cohort),
        ]


def _partners(cohort: Cohort) -> dict[int, list[str]]:
    """Names of those each one works with now, by place."""
    found: dict[int, list[str]] = {}
    together: dict[int, list[tuple[int, str]]] = {}
    rows = PairingMember.objects.filter(
        pairing__in=Pairing.objects.in_cohort(cohort).holding_seats()
    ).order_by("pairing_id", "pk")
    names = ("pairing_id", "enrollment_id", "enrollment__user__name", "enrollment__user__email")
    for pairing, place, name, email in rows.values_list(*names):
        together.setdefault(pairing, []).append((place, name or email))
    for members in together.values():
        for place, _name in members:
            others = [name for other, name in members if other != place]
            found.setdefault(place, []).extend(others)
    return found


def _pairs(cohort: Cohort) -> Rows:
    members = PairingMember.objects.select_related("enrollment__user").defer("enrollment__answers")
    pairings = Pairing.objects.in_cohort(cohort).defer("parts").order_by("pk")
    pairings = pairings.prefetch_related(Prefetch("members", members))
    for pairing in pairings.iterator(chunk_size=CHUNK):
        first, second = _two_sides(list(pairing.members.all()))
        yield [
            *first,
            *second,
            pairing.get_state_display(),
            None if pairing.score is None else pairing.score / 100,
            _("yes") if pairing.by_hand else _("no"),
            _day(pairing.created_at, cohort),
            _day(pairing.published_at, cohort),
            pairing.starts_on,
            pairing.ends_on,
            _day(pairing.closed_at, cohort),
        ]


def _day(instant: datetime | None, cohort: Cohort) -> date | None:
    return local_date(instant, cohort.zone) if instant else None


def _two_sides(members: list[PairingMember]) -> tuple[list[str], list[str]]:
    """Name and address of either side; of peers, the first stands left and the others right."""
    left = [m for m in members if m.role == Enrollment.Role.MENTEE] or members[:1]
    right = [m for m in members if m not in left]
    return _names(left), _names(right)


def _names(members: list[PairingMember]) -> list[str]:
    people = [member.enrollment.user for member in members]
    return [
        "; ".join(person.name for person in people),
        "; ".join(person.email for person in people),
    ]
