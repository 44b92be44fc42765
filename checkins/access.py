"""Who may: the one door to check-ins, close-outs, notes and feedback, and who can read them."""

from __future__ import annotations

from datetime import datetime
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from accounts.models import User
from accounts.signing import PUBLIC_ID_CHARS, tag_is_good
from accounts.tokens import TokenRefused
from checkins.models import (
    CheckIn,
    CloseOut,
    Feedback,
    FeedbackRequest,
    FeedbackRhythm,
    FreeException,
    Note,
    OffDay,
    PersonalCalendar,
    Report,
    RhythmProposal,
    SavedQuestion,
    TimeProposal,
)
from checkins.models.calendars import FEED
from checkins.models.feedback_requests import LINK
from goals.models import Goal
from mentorship.access import coordinators_of, member_of
from mentorship.models import Enrollment, Pairing, PairingMember, members_at

Thing = TypeVar("Thing", bound=Model)


def _found(queryset: QuerySet[Thing], **by: object) -> Thing:
    """The one visible thing. What you may not see does not exist."""
    thing = queryset.filter(**by).first()
    if thing is None:
        raise Http404
    return thing


# -- Check-ins -----------------------------------------------------------------------------------


def get_check_in(user: User, pk: int) -> CheckIn:
    return _found(CheckIn.objects.visible_to(user).with_people(), pk=pk)


def check_in_actions(user: User, check_in: CheckIn, now: datetime) -> frozenset[str]:
    """What a member may do with a check-in now. It can be closed out from its own day on, since
    people meet earlier than planned too; it can be moved until somebody wrote how it went."""
    if check_in.pairing.state != Pairing.State.ACTIVE:
        return frozenset()
    if member_of(user, check_in.pairing) is None:
        return frozenset()
    steps = set()
    day_has_come = check_in.has_its_day_come(now)
    if check_in.state == CheckIn.State.PLANNED:
        is_ahead = check_in.starts_at > now
        steps |= {"move_check_in", "prepare_check_in", "propose_times"}
        steps |= {"cancel_check_in", "keep_check_in"} if is_ahead else {"skip_check_in"}
    if check_in.is_proposed:
        steps |= {"propose_times"}
    if day_has_come and check_in.state not in (CheckIn.State.PROPOSED, CheckIn.State.CANCELED):
        steps |= {"close_out_check_in"}  # also where somebody said too early that it didn't happen
    return frozenset(steps)


def get_off_day(user: User, pk: int) -> OffDay:
    """A day on which nothing is planned, in a pairing of the user's that works."""
    return _found(OffDay.objects.visible_to(user).skipped().with_people(), pk=pk)


def readers(check_in: CheckIn) -> list[User]:
    """Who can read what is shared at a check-in: the members of its pairing, nobody else."""
    return [member.enrollment.user for member in check_in.pairing.members.all()]


def get_practiced(user: User, pk: int) -> Goal:
    """What this person practices now. It exists for nobody else."""
    return _found(Goal.objects.owned_by(user).open().to_practice().with_people(), pk=pk)


def read_calendar_address(raw: str) -> PersonalCalendar:
    """Whose calendar a program may read there. A wrong guess takes as long as a right one."""
    raw = raw.replace("\0", "")  # PostgreSQL refuses to look for it
    public_id, tag = raw[:PUBLIC_ID_CHARS], raw[PUBLIC_ID_CHARS:]
    calendars = PersonalCalendar.objects.open().select_related("person")
    found = calendars.filter(public_id=public_id).first()
    good = tag_is_good(tag, FEED, public_id, found.version if found else 1)
    if found is None or not good:
        raise Http404
    return found


def get_time_proposal(user: User, pk: int) -> TimeProposal:
    return _found(TimeProposal.objects.of(user).with_people(), pk=pk)


def time_proposal_rights(user: User, proposal: TimeProposal) -> frozenset[str]:
    """What this person may ever do with it, whatever its state. The rest is 403."""
    if proposal.by.enrollment.user_id == user.pk:
        return frozenset({"withdraw_times"})
    return frozenset({"pick_time", "decline_times"})


def get_rhythm_proposal(user: User, pk: int) -> RhythmProposal:
    """Every member may answer it; who proposed it takes it back so."""
    return _found(RhythmProposal.objects.of(user).with_people(), pk=pk)


def get_free_exception(user: User, pk: int) -> FreeException:
    """One's own: nobody else reads when somebody is free."""
    return _found(FreeException.objects.of(user), pk=pk)


def get_saved_question(user: User, pk: int) -> SavedQuestion:
    return _found(SavedQuestion.objects.visible_to(user).with_people(), pk=pk)


def saved_question_rights(user: User, question: SavedQuestion) -> frozenset[str]:
    mine = question.author.enrollment.user_id == user.pk
    rights = {"mark_question_asked", "put_away_question", "bring_back_question"}
    return frozenset(rights) if mine else frozenset()


# -- Close-outs ----------------------------------------------------------------------------------


def get_close_out(user: User, pk: int) -> CloseOut:
    close_outs = CloseOut.objects.visible_to(user).with_people()
    return _found(close_outs, pk=pk)


def close_out_rights(user: User, close_out: CloseOut) -> frozenset[str]:
    """What this person may ever do with it, whatever its state. The rest is 403."""
    if close_out.author.enrollment.user_id == user.pk or close_out.is_half:
        return frozenset()
    return frozenset({"confirm_close_out", "put_right_close_out"})


def close_out_actions(user: User, close_out: CloseOut) -> frozenset[str]:
    """One member confirms what another wrote, or says how they remember it; nobody confirms their
    own words, nor a peer's half."""
    if close_out.is_half:
        return frozenset()
    pairing = close_out.check_in.pairing
    member = member_of(user, pairing)
    if member is None or member.pk == close_out.author_id:
        return frozenset()
    if pairing.state != Pairing.State.ACTIVE:
        return frozenset()
    confirm = set() if close_out.confirmed_at else {"confirm_close_out"}
    return frozenset(confirm | {"put_right_close_out"})


def close_out_readers(close_out: CloseOut) -> list[User]:
    return readers(close_out.check_in)


# -- Notes in three inks, and what was so far -----------------------------------------------------


def writing_actions(place: PairingMember) -> frozenset[str]:
    """Notes are written as long as people work together, on a break too."""
    return frozenset({"write_note"}) if place.pairing.holds_seats else frozenset()


def get_own_note(user: User, pk: int) -> Note:
    """To share it or put it differently, which only its author does. What others shared is read
    where it stands, and has no address of its own."""
    notes = Note.objects.written_by(user).with_people()
    return _found(notes.prefetch_related(members_at("author__pairing__members")), pk=pk)


def note_actions(user: User, note: Note) -> frozenset[str]:
    if note.author.enrollment.user_id != user.pk or not note.author.pairing.holds_seats:
        return frozenset()
    shares = {"share_note"} if note.is_private else set()
    return frozenset(shares | {"correct_note"})


def note_readers(author: PairingMember, ink: str) -> list[User]:
    """Who can read what this member writes in this ink, the author first."""
    if ink == Note.Ink.PRIVATE:
        return [author.person]
    if ink == Note.Ink.PROGRAM:
        return [author.person, *program_readers(author.pairing)]
    others = [one for one in pairing_readers(author.pairing) if one.pk != author.enrollment.user_id]
    return [author.person, *others]


def program_readers(pairing: Pairing) -> list[User]:
    """Those who run the cohort and take no part in this pairing."""
    members = {person.pk for person in pairing_readers(pairing)}
    return [one for one in coordinators_of(pairing.cohort) if one.pk not in members]


# -- Feedback ------------------------------------------------------------------------------------


def get_member(user: User, pk: int) -> PairingMember:
    """Somebody the user works with, to be given feedback. Oneself is not found."""
    others = PairingMember.objects.filter(pairing__in=Pairing.objects.visible_to(user))
    others = others.exclude(enrollment__user=user).with_person()
    return _found(others.prefetch_related(members_at("pairing__members")), pk=pk)


def member_actions(user: User, member: PairingMember) -> frozenset[str]:
    if member.pairing.state != Pairing.State.ACTIVE:
        return frozenset()
    return frozenset({"give_feedback", "promise_feedback_rhythm"})


def get_place(user: User, pairing: int) -> PairingMember:
    """The user's own place in one of their pairings, whether it works, rests or has ended."""
    places = PairingMember.objects.of(user).exclude(pairing__state=Pairing.State.PROPOSED)
    places = places.with_person().prefetch_related(members_at("pairing__members"))
    return _found(places, pairing=pairing)


def place_actions(place: PairingMember) -> frozenset[str]:
    if place.pairing.state != Pairing.State.ACTIVE:
        return frozenset()
    steps = {"request_feedback", "ask_colleague"}
    steps |= {"propose_check_in", "log_check_in", "propose_rhythm"}
    if place.role != Enrollment.Role.MENTOR:
        steps |= {"send_report", "skip_report"}
    return frozenset(steps)


def get_feedback(user: User, pk: int) -> Feedback:
    return _found(Feedback.objects.visible_to(user).with_people(), pk=pk)


def feedback_rights(user: User, feedback: Feedback) -> frozenset[str]:
    mine = feedback.to.enrollment.user_id == user.pk
    rights = {"answer_feedback", "put_off_feedback", "mark_acted_on"}
    return frozenset(rights) if mine else frozenset()


def feedback_actions(user: User, feedback: Feedback) -> frozenset[str]:
    """Who was addressed answers, once; later they may say that they acted on it. Who wrote it
    says more where they are asked to."""
    if feedback.author.pairing.state != Pairing.State.ACTIVE:
        return frozenset()
    if feedback.author.enrollment.user_id == user.pk:
        return frozenset({"say_more"}) if feedback.is_to_say_more else frozenset()
    if feedback.to.enrollment.user_id != user.pk:
        return frozenset()
    if not feedback.is_answered:
        return frozenset({"answer_feedback", "put_off_feedback"})
    return frozenset() if feedback.is_acted_on else frozenset({"mark_acted_on"})


def feedback_readers(feedback: Feedback) -> list[User]:
    """The whole pairing: feedback is never a secret between its members."""
    return pairing_readers(feedback.author.pairing)


def pairing_readers(pairing: Pairing) -> list[User]:
    return [member.enrollment.user for member in pairing.members.all()]


# -- Feedback that somebody asked for ------------------------------------------------------------


def get_feedback_request(user: User, pk: int) -> FeedbackRequest:
    return _found(FeedbackRequest.objects.visible_to(user).with_people(), pk=pk)


def get_answered_request(user: User, pk: int) -> FeedbackRequest:
    """A question of one's own with what a colleague said. To everybody else it does not exist."""
    answered = FeedbackRequest.objects.asked_by(user).exclude(answer=None)
    return _found(answered.with_people(), pk=pk)


def feedback_request_rights(user: User, request: FeedbackRequest) -> frozenset[str]:
    if request.asker.enrollment.user_id == user.pk:
        return frozenset({"withdraw_feedback_request", "share_answer"})
    if request.to is not None and request.to.enrollment.user_id == user.pk:
        return frozenset({"decline_feedback_request"})
    return frozenset()


def read_colleague_link(raw: str) -> FeedbackRequest:
    """The question behind a link without an account. Ended ones are found too, to say so."""
    raw = raw.replace("\0", "")  # PostgreSQL refuses to look for it
    public_id, tag = raw[:PUBLIC_ID_CHARS], raw[PUBLIC_ID_CHARS:]
    good = tag_is_good(tag, LINK, public_id, 1)
    asked = FeedbackRequest.objects.exclude(expires_at=None).with_people()
    request = asked.filter(public_id=public_id).first()
    if request is None or not good:
        raise TokenRefused("unknown")
    return request


# -- Lines that somebody promised ----------------------------------------------------------------


def get_feedback_rhythm(user: User, pk: int) -> FeedbackRhythm:
    return _found(FeedbackRhythm.objects.visible_to(user).with_people(), pk=pk)


def feedback_rhythm_rights(user: User, rhythm: FeedbackRhythm) -> frozenset[str]:
    mine = rhythm.member.enrollment.user_id == user.pk
    return frozenset({"end_feedback_rhythm"}) if mine else frozenset()


# -- Weekly reports ------------------------------------------------------------------------------


def get_report(user: User, pk: int) -> Report:
    return _found(Report.objects.visible_to(user).with_people(), pk=pk)


def report_rights(user: User, report: Report) -> frozenset[str]:
    """Its writer adds to it; the others of the pairing answer it."""
    return frozenset({"add_to_report" if report.person == user else "answer_report"})


def report_actions(user: User, report: Report) -> frozenset[str]:
    if report.member.pairing.state != Pairing.State.ACTIVE:
        return frozenset()
    return report_rights(user, report)


def report_readers(report: Report) -> list[User]:
    return pairing_readers(report.member.pairing)
