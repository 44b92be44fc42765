"""A person's own words around check-ins: to take along, and to erase."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_noop

from accounts.models import User
from accounts.services.outbox import cancel_messages, forget_address
from checkins.models import (
    CheckIn,
    CheckInChange,
    CloseOut,
    Feedback,
    FeedbackReply,
    FeedbackRequest,
    FeedbackRhythm,
    FreeException,
    FreeWeek,
    MetElsewhere,
    Note,
    Nudge,
    PersonalCalendar,
    PracticeNote,
    Preparation,
    ProposedTime,
    Report,
    ReportAddendum,
    ReportReply,
    RhythmAgreement,
    RhythmProposal,
    SavedQuestion,
    TimeAnswer,
)
from checkins.models.reports import QUESTIONS, WORDS
from mentorship.models import PairingMember

GONE = gettext_noop("Whoever asked this has left.")


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
        "notes": list(
            Note.objects.filter(author__in=members).values(
                "check_in__local_on", "ink", "text", "written_at"
            )
        ),
        "feedback": [_feedback(entry, user) for entry in feedback.order_by("id")],
        "feedback_requests": [_request(row) for row in _requests_of(user)],
        "feedback_rhythms": list(
            FeedbackRhythm.objects.promised_by(user).values(
                "skill", "every", "begins_on", "until_on", "promised_at", "ended_at"
            )
        ),
        "calendar": list(
            PersonalCalendar.objects.of(user).values(
                "is_open", "opened_at", "says_more", "shows_promises", "names_in_subjects"
            )
        ),
        "free_hours": list(FreeWeek.objects.filter(person=user).values("hours", "said_at")),
        "free_exceptions": list(
            FreeException.objects.of(user).values("day", "begins", "until", "is_free")
        ),
        "changes": list(
            CheckInChange.objects.filter(by__in=members).values("what", "was_at", "line", "at")
        ),
        "met_elsewhere": list(
            MetElsewhere.objects.filter(by__in=members).values(
                "check_in__local_on", "check_in__minutes", "line"
            )
        ),
        "proposed_times": list(
            ProposedTime.objects.filter(proposal__by__in=members).values(
                "starts_at", "proposal__proposed_at", "proposal__state"
            )
        ),
        "times_that_suited": list(
            TimeAnswer.objects.filter(member__in=members).values("time__starts_at", "at")
        ),
        "rhythms_proposed": list(
            RhythmProposal.objects.filter(by__in=members).values(
                "every", "weekday", "monthday", "nth", "at", "zone", "proposed_at", "state"
            )
        ),
        "rhythms_agreed": list(
            RhythmAgreement.objects.filter(member__in=members).values(
                "proposal__every", "proposal__at", "proposal__zone", "agreed_at"
            )
        ),
        "practice": list(
            PracticeNote.objects.of(user)
            .order_by("id")
            .values("goal__title", "check_in__local_on", "said", "note", "at")
        ),
        "reports": [_report(row) for row in _reports_of(members)],
        "report_replies": list(
            ReportReply.objects.filter(by__in=members).values(
                "report__week_on", "kind", "text", "at"
            )
        ),
        "preparations": list(
            Preparation.objects.of(user)
            .order_by("id")
            .values("check_in__local_on", "summary", "private_note", "saved_at")
        ),
        "saved_questions": list(
            SavedQuestion.objects.of(user).values("text", "state", "saved_at", "ended_at")
        ),
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
        "heard": entry.reply.heard if entry.is_answered else "",
        "acted_on": entry.is_acted_on,
    }


def _reports_of(members: QuerySet[PairingMember]) -> QuerySet[Report]:
    return Report.objects.filter(member__in=members).with_people().order_by("id")


def _report(row: Report) -> dict[str, Any]:
    """With what was said to it, which is addressed to its writer."""
    facts = ("week_on", "weeks", "kind", "mood", "sent_at", *QUESTIONS)
    return {name: getattr(row, name) for name in facts} | {
        "added": [{"text": added.text, "at": added.at} for added in row.addenda.all()],
        "replies": [
            {"by": str(reply.by.person), "kind": reply.kind, "text": reply.text, "at": reply.at}
            for reply in row.replies.all()
        ],
    }


def _requests_of(user: User) -> QuerySet[FeedbackRequest]:
    """One's own questions, to whomever; and what one was asked."""
    members = PairingMember.objects.of(user)
    mine = FeedbackRequest.objects.filter(Q(asker__in=members) | Q(to__in=members))
    return mine.with_people().order_by("id")


def _request(row: FeedbackRequest) -> dict[str, Any]:
    answer = getattr(row, "answer", None)
    return {
        "asked_at": row.asked_at,
        "by": row.asker.person.name,
        "of": row.colleague or str(row.to.person if row.to else ""),
        "address": row.address,
        "work": row.work,
        "link": row.link,
        "question": row.question,
        "skill": row.skill,
        "state": row.state,
        "answer": answer.text if answer else "",
        "rating": answer.rating if answer else None,
        "passed_on": answer.shared.text if answer and hasattr(answer, "shared") else "",
    }


@transaction.atomic
def erase(user: User) -> None:
    """The person's own words go; dates stay, since the other's rhythm hangs on them, and what the
    other wrote stays with them. Append-only rows are deleted here and nowhere else."""
    members = PairingMember.objects.of(user)
    Note.objects.filter(author__in=members).delete()
    PracticeNote.objects.of(user).delete()
    PersonalCalendar.objects.of(user).delete()
    Preparation.objects.of(user).delete()
    SavedQuestion.objects.of(user).delete()
    _erase_requests(user)
    _erase_reports(members)
    FreeWeek.objects.filter(person=user).delete()
    FreeException.objects.of(user).delete()
    CheckInChange.objects.filter(by__in=members).update(line="")
    MetElsewhere.objects.filter(by__in=members).update(line="")
    FeedbackReply.objects.filter(feedback__to__in=members).update(text="", heard="")
    Feedback.objects.filter(author__in=members).delete()
    CloseOut.objects.filter(author__in=members).update(summary="", thanks="")


def _erase_reports(members: QuerySet[PairingMember]) -> None:
    """What was said to them stays with those who said it, beneath a report without words."""
    mine = Report.objects.filter(member__in=members)
    mine.update(mood="", energy=None, **dict.fromkeys(WORDS, ""))
    ReportAddendum.objects.filter(report__in=mine).delete()
    ReportReply.objects.filter(by__in=members).delete()


def _erase_requests(user: User) -> None:
    """With the answers, which were theirs alone; a mail that has not left stays here."""
    mine = FeedbackRequest.objects.asked_by(user)
    for request in mine.exclude(expires_at=None):
        kinds = ["checkins.colleague_asked"]
        cancel_messages(about=request, kinds=kinds, reason=GONE, now=request.asked_at)
        forget_address(about=request, kinds=kinds)
    mine.delete()
    FeedbackRhythm.objects.promised_by(user).delete()
