"""Reads for the feedback log and for the page that writes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from checkins import words
from checkins.models import CheckIn, Feedback
from goals.models import Commitment, Goal
from mentorship.models import Pairing, PairingMember

PER_PAGE = 20
CHOICES_SHOWN = 12


@dataclass
class FeedbackPage:
    entries: list[Feedback]
    older: int | None
    people: list[PairingMember]


def feedback_page(user: User, before: int | None = None) -> FeedbackPage:
    """Both directions, newest first, a page at a time; and whom one may write to."""
    mine = Feedback.objects.visible_to(user).with_people()
    if before is not None:
        mine = mine.filter(pk__lt=before)
    rows = list(mine.order_by("-pk")[: PER_PAGE + 1])
    older = rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else None
    entries = [as_seen_by(user, entry) for entry in rows[:PER_PAGE]]
    return FeedbackPage(entries, older, people_to_write_to(user))


def as_seen_by(user: User, entry: Feedback) -> Feedback:
    """Once a pairing has closed, goals and promises are their owner's alone again: the others
    still read what was said, and no longer what it was about. No query; not to be saved."""
    pairing = entry.author.pairing
    if pairing.state != Pairing.State.CLOSED:
        return entry
    mine = {m.pk for m in pairing.members.all() if m.enrollment.user_id == user.pk}
    if entry.goal is not None and entry.goal.owner_id not in mine:
        entry.goal = None
    if entry.commitment is not None and entry.commitment.owner_id not in mine:
        entry.commitment = None
    if entry.is_answered and entry.to_id not in mine:
        entry.reply.commitment = None
    return entry


def people_to_write_to(user: User) -> list[PairingMember]:
    pairings = PairingMember.objects.of(user).active().values("pairing")
    others = PairingMember.objects.filter(pairing__in=pairings).exclude(enrollment__user=user)
    return list(others.select_related("enrollment__user").order_by("enrollment__user__name", "id"))


def things_to_write_about(user: User, member: PairingMember) -> list[tuple[str, str]]:
    """Shared goals, recent promises and check-ins of this pairing, as choices."""
    pairing = member.pairing
    word = capfirst(pairing.cohort.program.words.check_in)
    goals = Goal.objects.visible_to(user).exclude(shared_at=None).of_pairing(pairing).open()
    promises = Commitment.objects.visible_to(user).of_pairing(pairing).order_by("-due_on", "-id")
    check_ins = CheckIn.objects.visible_to(user).of_pairing(pairing).held().order_by("-starts_at")
    choices = [
        (f"goal:{goal.pk}", _("Goal: %(title)s") % {"title": goal.title})
        for goal in goals[:CHOICES_SHOWN]
    ]
    choices += [
        (f"commitment:{row.pk}", _("Promise: %(text)s") % {"text": row.text})
        for row in promises[:CHOICES_SHOWN]
    ]
    choices += [
        (
            f"check_in:{row.pk}",
            _("%(word)s on %(day)s") % {"word": word, "day": words.day(row.local_on)},
        )
        for row in check_ins[:3]
    ]
    return choices


def thing_chosen(user: User, about: str) -> dict[str, Any]:
    """What a choice of the list stands for, read through the same visibility."""
    noun, _colon, pk = about.partition(":")
    rows: Any = {
        "goal": Goal.objects.visible_to(user).exclude(shared_at=None),
        "commitment": Commitment.objects.visible_to(user),
        "check_in": CheckIn.objects.visible_to(user),
    }.get(noun)
    if rows is None:
        return {}
    return {noun: rows.filter(pk=int(pk)).first()}
