"""The doors of questions about goals and of drafts that are offered."""

from __future__ import annotations

from accounts.models import User
from goals.models import DraftOffer, GoalQuestion
from mentorship.models import Enrollment, PairingMember

from .doors import found
from .people import members_of


def get_goal_question(user: User, pk: int) -> GoalQuestion:
    return found(GoalQuestion.objects.visible_to(user).with_people(), pk=pk)


def question_rights(user: User, question: GoalQuestion) -> frozenset[str]:
    """The owner of the goal answers; everybody who reads the goal reads along."""
    mine = question.goal.owner.enrollment.user_id == user.pk
    return frozenset({"answer_question"}) if mine else frozenset()


def get_draft_offer(user: User, pk: int) -> DraftOffer:
    return found(DraftOffer.objects.visible_to(user).with_people(), pk=pk)


def offer_rights(user: User, offer: DraftOffer) -> frozenset[str]:
    mine = offer.to.enrollment.user_id == user.pk
    return frozenset({"adopt", "set_aside"}) if mine else frozenset()


def receivers_of(user: User) -> list[PairingMember]:
    """To whom this person may offer a draft: whoever they mentor, and their partners."""
    places = [place for place in members_of(user) if place.role != Enrollment.Role.MENTEE]
    return [
        member
        for place in places
        for member in place.pairing.members.all()
        if member.pk != place.pk and member.role != Enrollment.Role.MENTOR
    ]


def get_receiver(user: User, pk: int) -> PairingMember:
    """Somebody to offer a draft to; for anybody else there is no such page."""
    allowed = [member.pk for member in receivers_of(user)]
    members = PairingMember.objects.with_person().prefetch_related("pairing__members")
    return found(members.filter(pk__in=allowed), pk=pk)
