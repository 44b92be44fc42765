"""Reads for the feedback log and for the page that writes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from checkins import words
from checkins.models import CheckIn, Feedback, FeedbackRequest, FeedbackRhythm
from checkins.models.feedback import FeedbackQuerySet
from goals.models import Commitment, Goal
from mentorship.models import Pairing, PairingMember, seat_members

PER_PAGE = 20
CHOICES_SHOWN = 12
SKILLS_SHOWN = 30


@dataclass
class FeedbackPage:
    entries: list[Feedback]
    older: int | None
    people: list[PairingMember]
    places: list[tuple[int, str]]  # the reader's pairings, from which to ask, and with whom
    rhythms: list[FeedbackRhythm]


def feedback_page(
    user: User, now: datetime, chosen: dict[str, Any], before: int | None = None
) -> FeedbackPage:
    """All ways, newest first, a page at a time; and whom one may write to."""
    mine = _chosen(Feedback.objects.visible_to(user), chosen).with_people()
    if before is not None:
        mine = mine.filter(pk__lt=before)
    rows = list(mine.order_by("-pk")[: PER_PAGE + 1])
    older = rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else None
    entries = [as_seen_by(user, entry) for entry in rows[:PER_PAGE]]
    rhythms = FeedbackRhythm.objects.visible_to(user).living(user.local_date(now)).with_people()
    working = _working_places(user)
    places = [row for row in working if row.enrollment.user_id == user.pk]
    return FeedbackPage(
        entries=entries,
        older=older,
        people=[row for row in working if row.enrollment.user_id != user.pk],
        places=list(words.with_whom((row.pairing for row in places), user).items()),
        rhythms=list(rhythms.with_last_line()),
    )


def _chosen(rows: FeedbackQuerySet, chosen: dict[str, Any]) -> FeedbackQuerySet:
    if "person" in chosen:
        rows = rows.between_me_and(chosen["person"])
    if "skill" in chosen:
        rows = rows.about_skill(chosen["skill"])
    return rows.unanswered() if "unanswered" in chosen else rows


def people_in_log(user: User) -> list[tuple[str, str]]:
    """Whom the log may be narrowed to, as choices: partners of now and then."""
    places = PairingMember.objects.filter(pairing__in=Pairing.objects.visible_to(user))
    others = places.exclude(enrollment__user=user).order_by("enrollment__user__name")
    found = {
        str(row.enrollment.user_id): str(row.person)
        for row in others.select_related("enrollment__user")
    }
    return list(found.items())


def skills_in_log(user: User) -> list[str]:
    rows = Feedback.objects.visible_to(user).exclude(skill="").order_by()
    return _each_once(rows.values_list("skill", flat=True).distinct())


def skills_of(pairing: Pairing) -> list[str]:
    """What these people named before, to be suggested; from one read."""
    asked = FeedbackRequest.objects.filter(asker__pairing=pairing).order_by()
    promised = FeedbackRhythm.objects.filter(member__pairing=pairing).order_by()
    named = Feedback.objects.of_pairing(pairing).order_by().values_list("skill", flat=True)
    # Whom somebody asked outside is theirs alone, and so is what about.
    inside = asked.exclude(to=None).values_list("skill", flat=True)
    return _each_once(named.union(inside, promised.values_list("skill", flat=True)))


def _each_once(skills: Iterable[str]) -> list[str]:
    """However they were written, in the order of the alphabet."""
    found = {skill.casefold(): skill for skill in sorted(skills, reverse=True) if skill}
    return [found[key] for key in sorted(found)][:SKILLS_SHOWN]


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


def request_to_answer(user: User, member: PairingMember, pk: int | None) -> FeedbackRequest | None:
    """What this person asked of the reader, where a link says so."""
    asked = FeedbackRequest.objects.filter(asker=member, to__enrollment__user=user, state="open")
    return asked.with_people().filter(pk=pk).first() if pk else None


def words_to_say_more_about(user: User, member: PairingMember, pk: int | None) -> Feedback | None:
    """What this person would like to hear more about."""
    asked = Feedback.objects.to_say_more(user).filter(to=member)
    return asked.with_people().filter(pk=pk).first() if pk else None


def _working_places(user: User) -> list[PairingMember]:
    """Everybody's places in the pairings that the reader works in, with people, in two reads."""
    pairings = PairingMember.objects.of(user).active().values("pairing")
    rows = PairingMember.objects.filter(pairing__in=pairings).with_person()
    found = list(rows.order_by("enrollment__user__name", "id"))
    seat_members(found)
    return found


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
