"""One read each for everything a person's home page tells, over all pairings at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from accounts.prepared import prepared
from checkins import words
from checkins.models import CheckIn, Feedback, Preparation, Report
from goals.models import AskingStyle, Commitment, Consent, Goal
from mentorship.context import reader_facts
from mentorship.models import (
    Agreement,
    AgreementSignature,
    Enrollment,
    Extension,
    ExtensionAgreement,
    FitCheck,
    Pairing,
    PairingMember,
    RematchWish,
    seat_members,
)

CLOSE_OUT_WITHIN = timedelta(days=10)  # later it is no longer fresh enough to be asked for
STUCK_FOR = timedelta(days=7)
LOOK_AHEAD = timedelta(days=70)


@dataclass(frozen=True)
class ReportStanding:
    """The last week that the reader wrote about here, the last that is written or skipped, and
    whether they want to be asked."""

    written_on: date | None
    handled_on: date | None
    is_wanted: bool


@dataclass(frozen=True)
class HomePlace:
    """A published place of the reader's, and what of its pairing waits for them."""

    member: PairingMember
    others: list[User]
    people: str  # what to call the others on a page with everybody whom the reader works with
    is_to_sign: bool  # an agreement is written down, and lacks the reader's name
    is_to_begin: bool  # no agreement yet, not even a draft
    is_to_extend: bool  # a later last day is proposed, and the reader has not said yes
    fit_waits: bool
    has_style: bool  # the reader has said how they like to be asked, in any place
    report: ReportStanding
    asks_for_another: bool  # the reader would like to work with somebody else

    @property
    def pairing(self) -> Pairing:
        return self.member.pairing


def places_of(user: User) -> list[HomePlace]:
    """Oldest first, in one read with the people."""
    rows = _published(reader=user)
    seat_members(rows)
    mine = [row for row in rows if row.enrollment.user_id == user.pk]
    called = words.with_whom((row.pairing for row in mine), user)
    return [
        HomePlace(
            member=row,
            others=words.others_of(row.pairing, user),
            people=called[row.pairing_id],
            is_to_sign=row.has_draft and not row.has_my_name,
            is_to_begin=not (row.has_draft or row.has_signed),
            is_to_extend=row.is_to_extend,
            fit_waits=row.fit_waits,
            has_style=row.has_style,
            report=ReportStanding(row.report_written_on, row.report_handled_on, row.report_wanted),
            asks_for_another=row.asks_for_another,
        )
        for row in mine
    ]


@prepared
def _published(reader: Any) -> QuerySet[PairingMember]:
    """Everybody's places in the reader's pairings."""
    drafts = Agreement.objects.filter(pairing=OuterRef("pairing"), state=Agreement.State.DRAFT)
    signed = Agreement.objects.filter(pairing=OuterRef("pairing"), state=Agreement.State.SIGNED)
    mine = AgreementSignature.objects.filter(
        agreement__pairing=OuterRef("pairing"),
        agreement__state=Agreement.State.DRAFT,
        member=OuterRef("pk"),
    )
    agreed = ExtensionAgreement.objects.filter(
        extension=OuterRef("pk"), member__enrollment__user=reader
    )
    wishes = RematchWish.objects.open().filter(enrollment=OuterRef("enrollment"))
    longer = Extension.objects.open().filter(pairing=OuterRef("pairing")).exclude(Exists(agreed))
    published = PairingMember.objects.of(reader).exclude(pairing__state=Pairing.State.PROPOSED)
    return (
        PairingMember.objects.filter(pairing__in=published.values("pairing"))
        .at_a_glance()
        .annotate(
            has_draft=Exists(drafts),
            has_signed=Exists(signed),
            has_my_name=Exists(mine),
            is_to_extend=Exists(longer),
            fit_waits=Exists(FitCheck.objects.unanswered().filter(member=OuterRef("pk"))),
            has_style=Exists(AskingStyle.objects.of(reader)),
            asks_for_another=Exists(wishes),
            **_report_facts(),
            **reader_facts(reader),
        )
        .order_by("id")
    )


def _report_facts() -> dict[str, Any]:
    mine = Report.objects.filter(member=OuterRef("pk")).order_by("-week_on").values("week_on")
    asked = Consent.objects.active().filter(member=OuterRef("pk"), stream=Consent.Stream.REPORT)
    return {
        "report_written_on": Subquery(mine.sent()[:1]),
        "report_handled_on": Subquery(mine[:1]),
        "report_wanted": Exists(asked),
    }


def planned_check_ins(active: list[HomePlace], now: datetime) -> list[CheckIn]:
    """And those that a partner has closed already, while one's own half is open; each with
    whether the reader has prepared for it."""
    pairings = {place.pairing.pk: place.pairing for place in active}
    reader = active[0].member.person
    has_halves = any(place.member.role == Enrollment.Role.PEER for place in active)
    found = (_planned_or_half if has_halves else _planned)(reader=reader, now=now)
    for row in found:
        row.pairing = pairings[row.pairing_id]
    return found


def _own_active(reader: Any) -> QuerySet[PairingMember]:
    return PairingMember.objects.of(reader).active()


@prepared
def _planned(reader: Any, now: Any) -> QuerySet[CheckIn]:
    return _with_preparation(_around(reader, now), reader)


@prepared
def _planned_or_half(reader: Any, now: Any) -> QuerySet[CheckIn]:
    as_peer = _own_active(reader).peers().values("pk")
    halves = CheckIn.objects.lacking_a_half_of(as_peer, now - CLOSE_OUT_WITHIN)
    either = Q(pk__in=_around(reader, now).values("pk")) | Q(pk__in=halves.values("pk"))
    return _with_preparation(CheckIn.objects.filter(either), reader)


SHOWN = (
    *("pairing_id", "state", "starts_at", "minutes"),
    *(f"off_day__{name}" for name in ("check_in_id", "starts_at", "name")),
    *(f"off_day__person__{name}" for name in ("name", "email")),
)


def _with_preparation(rows: QuerySet[CheckIn], reader: Any) -> QuerySet[CheckIn]:
    mine = Preparation.objects.of(reader).filter(check_in=OuterRef("pk"))
    rows = rows.annotate(is_prepared=Exists(mine)).select_related("off_day__person")
    return rows.only(*SHOWN).order_by("starts_at", "id")


def _around(reader: Any, now: Any) -> QuerySet[CheckIn]:
    return CheckIn.objects.planned().filter(
        pairing__in=_own_active(reader).values("pairing"),
        starts_at__gt=now - CLOSE_OUT_WITHIN,
        starts_at__lt=now + LOOK_AHEAD,
    )


def _seated(rows: list[Any], active: list[HomePlace]) -> list[Any]:
    """With their owners as they were read already."""
    members = {row.pk: row for place in active for row in place.pairing.members.all()}
    for row in rows:
        row.owner = members[row.owner_id]
    return rows


def open_goals(user: User, active: list[HomePlace]) -> list[Goal]:
    return _seated(_open_goals(reader=user), active)


@prepared
def _open_goals(reader: Any) -> QuerySet[Goal]:
    """Where the reader works with somebody now: one's own, and what others propose."""
    rows = Goal.objects.visible_to(reader).open()
    rows = rows.filter(owner__pairing__in=_own_active(reader).values("pairing"))
    rows = rows.filter(Q(owner__enrollment__user=reader) | Q(state=Goal.State.PROPOSED))
    return rows.select_related("consent").with_main_measure().order_by("id")


def open_promises(user: User, active: list[HomePlace], now: datetime) -> list[Commitment]:
    """One's own open ones, and those of others that are stuck since lately."""
    return _seated(_open_promises(reader=user, now=now), active)


@prepared
def _open_promises(reader: Any, now: Any) -> QuerySet[Commitment]:
    heard = Feedback.objects.filter(
        commitment=OuterRef("pk"),
        author__enrollment__user=reader,
        given_at__gt=OuterRef("stuck_at"),
    )
    rows = Commitment.objects.open()
    rows = rows.filter(owner__pairing__in=_own_active(reader).values("pairing"))
    lately = Q(stuck_at__gt=now - STUCK_FOR)
    rows = rows.filter(Q(owner__enrollment__user=reader) | lately)
    rows = rows.select_related("consent")
    return rows.annotate(has_heard=Exists(heard)).order_by("due_on", "id")
