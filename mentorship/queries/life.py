"""What a pairing's page tells its members beside who and why, and what coordinators are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Subquery
from django.utils.translation import gettext as _

from accounts.models import User
from mentorship.models import (
    Cohort,
    Extension,
    FitCheck,
    MemberCard,
    NeverAgain,
    Pairing,
    PairingMember,
    PartingNote,
    RematchWish,
)

OPENERS = 3
FEWEST_TOGETHER = 5  # a number of answers without names is told from here on


# -- For members ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Card:
    person: User
    answers: list[tuple[str, str]]


@dataclass(frozen=True)
class Life:
    """All of it is about the reader's own pairing."""

    cards: list[Card] = field(default_factory=list)
    openers: list[str] = field(default_factory=list)
    has_card: bool = False
    fit_waits: bool = False
    extension: Extension | None = None
    has_agreed: bool = False
    agreed: list[User] = field(default_factory=list)
    notes: list[PartingNote] = field(default_factory=list)
    wished_at: datetime | None = None  # somebody else


def life_of(pairing: Pairing, member: PairingMember) -> Life:
    """At most four queries; a pairing that has ended needs other things than one that works."""
    own = _own_facts(member)
    if pairing.state == Pairing.State.CLOSED:
        notes = PartingNote.objects.filter(member__pairing=pairing)
        return Life(notes=list(notes.select_related("member__enrollment__user")), **own)
    extension = open_extension(pairing)
    agreed = {one.member_id for one in extension.agreements.all()} if extension else set()
    cards = _cards(pairing) if pairing.met_at is None else {}
    return Life(
        cards=[_card(one, cards[one.pk]) for one in pairing.members.all() if one.pk in cards],
        openers=openers(pairing) if pairing.met_at is None else [],
        has_card=member.pk in cards,
        extension=extension,
        has_agreed=member.pk in agreed,
        agreed=[one.enrollment.user for one in pairing.members.all() if one.pk in agreed],
        **own,
    )


def _own_facts(member: PairingMember) -> dict[str, Any]:
    wishes = RematchWish.objects.open().filter(enrollment=OuterRef("enrollment"))
    waits = FitCheck.objects.unanswered().filter(member=OuterRef("pk"))
    me = PairingMember.objects.filter(pk=member.pk)
    return me.values(wished_at=Subquery(wishes.values("asked_at")), fit_waits=Exists(waits)).get()


def open_extension(pairing: Pairing) -> Extension | None:
    rows = pairing.extensions.open().select_related("by__enrollment__user")
    return rows.prefetch_related("agreements").first()


def latest_check(member: PairingMember) -> FitCheck | None:
    return FitCheck.objects.filter(member=member).first()


def card_of(member: PairingMember) -> dict[str, str]:
    """What stands in the form that changes it."""
    card = MemberCard.objects.filter(member=member).first()
    return {name: getattr(card, name) for name in MemberCard.ANSWERS} if card else {}


def _cards(pairing: Pairing) -> dict[int, MemberCard]:
    return {card.member_id: card for card in MemberCard.objects.filter(member__pairing=pairing)}


def _card(member: PairingMember, card: MemberCard) -> Card:
    answers = [
        (str(MemberCard._meta.get_field(name).verbose_name), getattr(card, name))
        for name in MemberCard.ANSWERS
    ]
    return Card(member.enrollment.user, [(label, said) for label, said in answers if said])


def openers(pairing: Pairing) -> list[str]:
    """Three questions to begin with: about what they have in common, then ones for anybody."""
    shared = {part["criterion"]: part["shared"] for part in pairing.parts if not part["sensitive"]}
    said = []
    if shared.get("interests"):
        said.append(
            _("All of you named %(thing)s. How did it begin for each of you?")
            % {"thing": shared["interests"][0]}
        )
    if shared.get("skills"):
        said.append(
            _("How did you come to %(thing)s, and what would you still like to learn about it?")
            % {"thing": shared["skills"][0]}
        )
    return (said + _plain_openers())[:OPENERS]


def _plain_openers() -> list[str]:
    return [
        _("What went better than you expected, lately?"),
        _("Who has helped you on your way, and how?"),
        _("What would make you say, at the end, that this was worth the time?"),
    ]


def ruled_out(user: User) -> list[int]:
    """For that person alone. A list, since a form ticks nothing for a set."""
    said = NeverAgain.objects.filter(by=user).order_by("about")
    return list(said.values_list("about", flat=True))


# -- For coordinators ----------------------------------------------------------------------


@dataclass(frozen=True)
class Voice:
    """An answer that somebody gave with their name."""

    person: User
    others: list[User]
    answer: str
    on: date


@dataclass(frozen=True)
class Asking:
    """Somebody who would like to be paired anew."""

    person: User
    role: str
    since: date
    works: bool  # in a pairing that has not ended yet


@dataclass(frozen=True)
class Voices:
    asking: list[Asking]
    by_name: list[Voice]
    together: list[tuple[str, int]]


def rematch_wishes(cohort: Cohort, reader: User) -> Any:
    """Open ones, but for people with whom the reader works: those asked somebody else to help."""
    theirs = Pairing.objects.holding_seats().filter(
        pk__in=PairingMember.objects.of(reader).values("pairing")
    )
    rows = RematchWish.objects.open().filter(enrollment__cohort=cohort)
    return rows.exclude(enrollment__memberships__pairing__in=theirs)


def voices(cohort: Cohort, reader: User) -> Voices:
    """Only what people said by name, and numbers of five and more. What is said about a pairing in
    which the reader is a member is not for them."""
    overseen = Pairing.objects.overseen_by(reader).in_cohort(cohort)
    answers = FitCheck.objects.answered().filter(member__pairing__in=overseen)
    return Voices(
        [_asking(wish, cohort) for wish in _wishes(cohort, reader)],
        [_voice(check, cohort) for check in _named(answers)],
        _together(answers),
    )


def _wishes(cohort: Cohort, reader: User) -> list[RematchWish]:
    return list(rematch_wishes(cohort, reader).select_related("enrollment__user")[:200])


def _asking(wish: RematchWish, cohort: Cohort) -> Asking:
    place = wish.enrollment
    words: Mapping[str, str] = {"role": cohort.program.words.role(place.role)}
    person: User = place.user
    works = place.seats_taken > 0
    return Asking(person, words["role"], person.local_date(wish.asked_at), works)


def _named(answers: Any) -> list[FitCheck]:
    members = Prefetch(
        "member__pairing__members", PairingMember.objects.select_related("enrollment__user")
    )
    rows = answers.by_name().select_related("member__enrollment__user", "member__pairing")
    return list(rows.prefetch_related(members).order_by("-answered_at")[:200])


def _voice(check: FitCheck, cohort: Cohort) -> Voice:
    members = check.member.pairing.members.all()
    others = [one.enrollment.user for one in members if one.pk != check.member_id]
    assert check.answered_at is not None
    person: User = check.member.enrollment.user
    answer = str(check.get_answer_display())
    return Voice(person, others, answer, person.local_date(check.answered_at))


def _together(answers: Any) -> list[tuple[str, int]]:
    """Each answer for itself and without a sum, so that nothing can be worked out from it."""
    rows = answers.filter(by_name=False).order_by().values("answer")
    counted = rows.annotate(count=Count("member__enrollment__user", distinct=True))
    found = {row["answer"]: row["count"] for row in counted}
    told = [(str(each.label), found.get(each, 0)) for each in FitCheck.Answer]
    return [(label, count) for label, count in told if count >= FEWEST_TOGETHER]
