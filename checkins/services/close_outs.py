"""Writing down how a check-in went, and confirming what somebody else wrote."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import queue_message
from checkins.models import CheckIn, CloseOut, CommitmentOrigin, Note, Rhythm, SavedQuestion
from checkins.queries.check_ins import following_check_in
from goals.models import Commitment, Win
from goals.services import answer_commitment, make_commitment, record_win
from mentorship.models import Enrollment, Pairing, PairingMember
from mentorship.services.fit import note_first_meeting

from .check_ins import move_check_in
from .notes import write_note
from .preparation import ask_questions

MOST_PROMISES = 3
TO_CONFIRM = "checkins.close_out_to_confirm"
COPY = "checkins.close_out_copy"
PUT_RIGHT = "checkins.close_out_put_right"
RESTING = _("This pairing is not active right now, so its meetings rest too.")


@dataclass(frozen=True, kw_only=True)
class NewPromise:
    """A promise agreed at the check-in: whose it is, what, and by when."""

    owner: PairingMember
    text: str
    due_on: date
    cue: str = ""


@transaction.atomic
def close_out_check_in(
    *,
    check_in: CheckIn,
    by: User,
    now: datetime,
    summary: str = "",
    thanks: str = "",
    promises: Sequence[NewPromise] = (),
    answers: Sequence[tuple[Commitment, str]] = (),
    private_note: str = "",
    next_at: datetime | None = None,
    asked: Sequence[SavedQuestion] = (),
) -> CloseOut:
    """Marks the check-in held, answers the author's own promises from before, makes the new ones,
    moves the next talk if they agreed on another time, and asks each promise's owner, and nobody
    else, whether they want to be asked about it. Pressed twice, the first one stands."""
    check_in = _locked(check_in)
    author = _member(check_in, by)
    before = check_in.close_outs.filter(author=author).first()
    if before is not None:
        return before
    _expect_closable(check_in, now)
    _expect_words(summary, thanks, promises)
    _expect_own(author, promises)
    close_out = CloseOut.objects.create(
        check_in=check_in,
        author=author,
        summary=summary.strip(),
        thanks=thanks.strip(),
        written_at=now,
    )
    hold(check_in, now)
    answer_promises(answers, by, now)
    made = [_make(close_out, promise, number, by, now) for number, promise in enumerate(promises)]
    ask_questions(check_in=check_in, questions=asked, now=now)
    if private_note.strip():
        facts = {"author": author, "check_in": check_in, "by": by, "now": now}
        write_note(ink=Note.Ink.PRIVATE, text=private_note, **facts)
    _move_the_next(check_in, next_at, by, now)
    _tell_everybody(close_out, now)
    record(
        by=by,
        verb="check_in.close_out",
        about=check_in,
        scope=check_in.scope,
        now=now,
        promises=[commitment.pk for commitment in made],
    )
    return close_out


def answer_promises(answers: Sequence[tuple[Commitment, str]], by: User, now: datetime) -> None:
    """What was answered elsewhere in the meantime stays as it was answered there."""
    chosen = {promise.pk: answer for promise, answer in answers}
    for promise in Commitment.objects.owned_by(by).open().filter(pk__in=chosen):
        answer_commitment(commitment=promise, answer=chosen[promise.pk], by=by, now=now)


def _make(
    close_out: CloseOut, promise: NewPromise, number: int, by: User, now: datetime
) -> Commitment:
    # Making it puts the question «ask me about this?» to its owner, and to nobody else.
    commitment = make_commitment(
        owner=promise.owner,
        by=by,
        now=now,
        text=promise.text,
        cue=promise.cue,
        due_on=promise.due_on,
        client_token=f"close-out-{close_out.pk}-{number}",
    )
    CommitmentOrigin.objects.get_or_create(
        commitment=commitment, defaults={"check_in": close_out.check_in}
    )
    return commitment


def hold(check_in: CheckIn, now: datetime) -> None:
    """It took place, also where somebody said too early that it didn’t. The first one is everybody’s
    win."""
    if check_in.is_held:
        return
    check_in.state = CheckIn.State.HELD
    check_in.ended_at = now
    check_in.save(update_fields=["state", "ended_at"])
    Rhythm.objects.filter(pairing=check_in.pairing).update(look_again_at=now)
    if check_in.pairing.met_at is None:
        note_first_meeting(pairing=check_in.pairing, now=now)
        _celebrate_the_first(check_in.pairing, now)


def _celebrate_the_first(pairing: Pairing, now: datetime) -> None:
    """Having met is everybody's win."""
    kind = Win.Kind.FIRST_CHECK_IN
    for member in pairing.members.select_related("enrollment__user"):
        record_win(owner=member, kind=kind, about=kind.value, now=now)


def _move_the_next(check_in: CheckIn, next_at: datetime | None, by: User, now: datetime) -> None:
    if next_at is None:
        return
    following = following_check_in(check_in, now)
    if following is None:
        raise DomainError(_("No next talk is planned that could be moved."))
    move_check_in(check_in=following, by=by, starts_at=next_at, now=now)


def _tell_everybody(close_out: CloseOut, now: datetime) -> None:
    """All get it in writing; who wrote it, as a copy to keep."""
    for member in close_out.check_in.pairing.members.select_related("enrollment__user"):
        kind = COPY if member.pk == close_out.author_id else TO_CONFIRM
        _tell(kind, close_out, close_out, member, now)


def _tell(
    kind: str, about: CloseOut | Note, close_out: CloseOut, member: PairingMember, now: datetime
) -> None:
    queue_message(
        kind=kind,
        person=member.person,
        about=about,
        scope=close_out.scope,
        now=now,
        dedupe_key=f"{kind}:{about.pk}:{member.pk}",
    )


@transaction.atomic
def confirm_close_out(*, close_out: CloseOut, by: User, now: datetime) -> CloseOut:
    """Another member says: yes, that is how it was. Pressed twice, the first one stands."""
    check_in = _locked(close_out.check_in)
    close_out = CloseOut.objects.select_for_update(of=("self",)).get(pk=close_out.pk)
    member = _member(check_in, by)
    if member.pk == close_out.author_id:
        raise DomainError(_("You wrote this yourself, so somebody else confirms it."))
    if close_out.is_half:
        raise DomainError(_("Partners confirm nothing: each writes a half of their own."))
    if close_out.confirmed_at is not None:
        return close_out
    close_out.confirmed_by, close_out.confirmed_at = member, now
    close_out.save(update_fields=["confirmed_by", "confirmed_at"])
    record(by=by, verb="close_out.confirm", about=close_out, scope=close_out.scope, now=now)
    return close_out


@transaction.atomic
def put_right_close_out(
    *, close_out: CloseOut, text: str, by: User, now: datetime, client_token: str = ""
) -> Note:
    """A line back from somebody who remembers it differently. It stands below what was written,
    for the same readers; nothing is overwritten."""
    check_in = _locked(close_out.check_in)
    member = _member(check_in, by)
    if member.pk == close_out.author_id:
        raise DomainError(_("You wrote this yourself. Write a note below it instead."))
    if close_out.is_half:
        raise DomainError(_("Partners put nothing right: each writes a half of their own."))
    facts = {"author": member, "check_in": check_in, "by": by, "now": now}
    line = write_note(
        ink=Note.Ink.SHARED, text=text, close_out=close_out, client_token=client_token, **facts
    )
    _tell(PUT_RIGHT, line, close_out, close_out.author, now)
    return line


def _locked(check_in: CheckIn) -> CheckIn:
    rows = CheckIn.objects.select_for_update(of=("self",)).select_related("pairing__cohort")
    row = rows.get(pk=check_in.pk)
    if row.pairing.state != Pairing.State.ACTIVE:
        raise DomainError(RESTING)
    return row


def _member(check_in: CheckIn, by: User) -> PairingMember:
    member = check_in.pairing.members.filter(enrollment__user=by).first()
    if member is None:
        raise DomainError(_("Only the people who met can write down how it went."))
    return member


def _expect_closable(check_in: CheckIn, now: datetime) -> None:
    if check_in.state == CheckIn.State.CANCELED:
        raise DomainError(_("It was canceled, so there is nothing to write down."))
    if not check_in.has_its_day_come(now):
        raise DomainError(_("Its day has not come yet. If you met already, move it first."))


def _expect_own(author: PairingMember, promises: Sequence[NewPromise]) -> None:
    """Between peers each half holds the promises of whoever writes it."""
    if author.role != Enrollment.Role.PEER:
        return
    if any(promise.owner.pk != author.pk for promise in promises):
        raise DomainError(_("Write your own promises here. The others write theirs."))


def _expect_words(summary: str, thanks: str, promises: Sequence[NewPromise]) -> None:
    if not (summary.strip() or thanks.strip() or promises):
        raise DomainError(_("Write one line about what you talked about, or one promise."))
    if len(promises) > MOST_PROMISES:
        raise DomainError(_("Three promises at most. Which ones matter most?"))
