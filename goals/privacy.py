"""A person's own goals, promises and decisions: to take along, and to erase."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from accounts.models import User
from goals import words
from goals.models import (
    Ask,
    AskingStyle,
    AskReply,
    Cheer,
    Commitment,
    Consent,
    DraftOffer,
    Goal,
    GoalQuestion,
    Plan,
    Reflection,
    ShelfItem,
    Win,
)


def export(user: User) -> dict[str, Any]:
    """Everything of this floor that is about the person, as plain values."""
    goals = Goal.objects.owned_by(user).prefetch_related(
        "measures", "milestones", "progress", "revisions"
    )
    promises = Commitment.objects.owned_by(user).prefetch_related("answers", "cue_revisions")
    consents = Consent.objects.of(user).prefetch_related("terms")
    return {
        "goals": [_goal(goal) for goal in goals],
        "questions_about_goals": _questions(user),
        "drafts_offered": _drafts(user),
        "plans": _plans(user),
        "promises": [_promise(promise) for promise in promises],
        "reflections": _reflections(user),
        "how_i_like_to_be_asked": list(
            AskingStyle.objects.of(user).order_by("id").values(*ASKING, "said_at")
        ),
        "being_asked": [_consent(consent) for consent in consents],
        "asks": _asks(user),
        "shelf": list(ShelfItem.objects.of(user).values("kind", "title", "url", "note", "skip")),
        "wins": [_win(win) for win in Win.objects.owned_by(user).with_things()],
    }


ASKING = ("who", "how", "at", "per_week", "tone", "silence", "silence_days", "until")


def _goal(goal: Goal) -> dict[str, Any]:
    return {
        "title": goal.title,
        "realistic": goal.realistic,
        "relevant": goal.relevant,
        "due_on": goal.due_on,
        "confidence": goal.confidence,
        "state": goal.state,
        "created_at": goal.created_at,
        "learned": goal.learned,
        "repeats": goal.repeats,
        "practice": goal.practice,
        "measures": [str(measure) for measure in goal.measures.all()],
        "milestones": [
            {"title": step.title, "due_on": step.due_on, "reached_on": step.reached_on}
            for step in goal.milestones.all()
        ],
        "progress": [
            {
                "happened_on": entry.happened_on,
                "value": entry.value,
                "note": entry.note,
                "link": entry.link,
                "outcome": entry.outcome,
            }
            for entry in goal.progress.all()
        ],
        "revisions": [
            {"at": revision.at, "before": revision.before, "reason": revision.reason}
            for revision in goal.revisions.all()
        ],
    }


def _questions(user: User) -> list[dict[str, Any]]:
    """What the person asked, and what they were asked about their own goals."""
    mine = Q(by__enrollment__user=user) | Q(goal__owner__enrollment__user=user)
    return [
        {
            "goal": row.goal.title,
            "asked_by": row.by.person.name,
            "asked_at": row.asked_at,
            "question": row.text,
            "answer": row.answer.text if row.is_answered else "",
        }
        for row in GoalQuestion.objects.filter(mine).with_people().order_by("id")
    ]


def _drafts(user: User) -> list[dict[str, Any]]:
    """Offered to the person or by them; that one was set aside is told to whom it was offered."""
    mine = Q(by__enrollment__user=user) | Q(to__enrollment__user=user)
    return [
        {
            "by": row.by.person.name,
            "to": row.to.person.name,
            "sentence": row.title,
            "why": row.why,
            "due_on": row.due_on,
            "measure": f"{row.target or ''} {row.unit}".strip(),
            "offered_at": row.offered_at,
            "adopted_at": row.adopted_at,
            "set_aside_at": row.set_aside_at if row.to.enrollment.user_id == user.pk else None,
        }
        for row in DraftOffer.objects.filter(mine).with_people().order_by("id")
    ]


def _plans(user: User) -> list[dict[str, Any]]:
    rows = Plan.objects.owned_by(user).with_contents().prefetch_related("plan_goals__goal")
    return [
        {
            "point_a": plan.point_a,
            "point_b": plan.point_b,
            "starts_on": plan.starts_on,
            "ends_on": plan.ends_on,
            "shared_at": plan.shared_at,
            "themes": [{"title": theme.title, "about": theme.about} for theme in plan.themes.all()],
            "goals": [found.goal.title for found in plan.plan_goals.all()],
            "reviews": list(
                plan.reviews.values("day", "moved", "surprised", "change", "asking", "written_at")
            ),
        }
        for plan in rows
    ]


def _promise(promise: Commitment) -> dict[str, Any]:
    return {
        "text": promise.text,
        "cue": promise.cue,
        "due_on": promise.due_on,
        "state": promise.state,
        "made_at": promise.made_at,
        "moments_before": [row.before for row in promise.cue_revisions.all()],
        "answers": [
            {"on": answer.on, "answer": answer.answer, "note": answer.note}
            for answer in promise.answers.all()
        ],
    }


def _reflections(user: User) -> list[dict[str, Any]]:
    said = Reflection.objects.owned_by(user).said().order_by("id")
    return list(said.values("on", "goal__title", "commitment__text", "cause", "text", "is_shared"))


def _asks(user: User) -> list[dict[str, Any]]:
    """What the person asked, and what they answered others: not the others' own words."""
    asked = Ask.objects.asked_by(user)
    answered = AskReply.objects.filter(ask__to__enrollment__user=user)
    return [
        *({"asked_at": ask.asked_at, "kind": ask.kind, "text": ask.text} for ask in asked),
        *({"answered_at": row.answered_at, "text": row.text} for row in answered),
    ]


def _consent(consent: Consent) -> dict[str, Any]:
    return {
        "about": _about(consent),
        "state": consent.state,
        "decided_at": consent.decided_at,
        "ends_on": consent.ends_on,
        "terms": list(
            consent.terms.order_by("version").values("version", "given_at", "ends_on", *ASKING[:-1])
        ),
    }


def _about(consent: Consent) -> str:
    if consent.goal is not None:
        return consent.goal.title
    if consent.commitment is not None:
        return consent.commitment.text
    return str(consent.get_stream_display())


def _win(win: Win) -> dict[str, Any]:
    return {
        "on": win.on,
        "kind": win.kind,
        "words": words.win_words(win),
        "reach": win.reach,
        "hidden": win.hidden_at is not None,
        "cheers": len(win.cheers.all()),
    }


def erase(user: User) -> None:
    """The person's own words go, with their history; what partners wrote stays with them."""
    Cheer.objects.filter(by__enrollment__user=user).delete()
    Win.objects.owned_by(user).delete()
    Consent.objects.of(user).delete()
    Reflection.objects.owned_by(user).delete()
    AskReply.objects.filter(ask__to__enrollment__user=user).delete()
    Ask.objects.asked_by(user).delete()
    ShelfItem.objects.of(user).delete()
    Commitment.objects.owned_by(user).delete()
    Plan.objects.owned_by(user).delete()
    GoalQuestion.objects.of(user).delete()
    DraftOffer.objects.offered_by(user).delete()
    DraftOffer.objects.offered_to(user).delete()
    Goal.objects.owned_by(user).delete()
    AskingStyle.objects.of(user).delete()
