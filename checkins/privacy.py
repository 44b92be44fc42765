"""A person's own words around check-ins: to take along, and to erase."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from checkins.models import CheckIn, CloseOut, Feedback, FeedbackReply, Note, Nudge
from mentorship.models import PairingMember


def export(user: User) -> dict[str, Any]:
    """What the person wrote, what was written to them, and the reminders they asked for. A private
    note about somebody else goes to its author alone."""
    members = PairingMember.objects.of(user)
    check_ins = CheckIn.objects.filter(pairing__in=members.values("pairing"))
    feedback = Feedback.objects.filter(Q(author__in=members) | Q(to__in=members)).with_people()
    return {
        "check_ins": list(check_ins.values("local_on", "starts_at", "minutes", "state")),
        "close_outs": list(
            CloseOut.objects.filter(author__in=members).values("summary", "thanks", "written_at")
        ),
        "notes": list(Note.objects.filter(author__in=members).values("ink", "text", "written_at")),
        "feedback": [_feedback(entry, user) for entry in feedback.order_by("id")],
        "reminders": list(Nudge.objects.of(user).values("due_on", "step", "state", "reason")),
    }


def _feedback(entry: Feedback, user: User) -> dict[str, Any]:
    given = entry.author.enrollment.user_id == user.pk
    return {
        "direction": "given" if given else "received",
        "kind": entry.kind,
        "text": entry.text,
        "skill": entry.skill,
        "given_at": entry.given_at,
        "answer": entry.reply.answer if entry.is_answered else "",
        "answer_text": entry.reply.text if entry.is_answered else "",
    }


@transaction.atomic
def erase(user: User) -> None:
    """The person's own words go; dates stay, since the other's rhythm hangs on them, and what the
    other wrote stays with them. Append-only rows are deleted here and nowhere else."""
    members = PairingMember.objects.of(user)
    Note.objects.filter(author__in=members).delete()
    FeedbackReply.objects.filter(feedback__to__in=members).update(text="")
    Feedback.objects.filter(author__in=members).delete()
    CloseOut.objects.filter(author__in=members).update(summary="", thanks="")
