"""Coming prepared: a few lines for a check-in, and questions that wait for one."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import NAMESPACE_OID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from checkins.models import CheckIn, Preparation, SavedQuestion
from mentorship.models import Pairing, PairingMember

State = SavedQuestion.State
MOST_WAITING = 30  # of one person in one pairing


class Overtaken(Exception):
    """The same preparation was saved elsewhere since this page was opened: no refusal, a question
    to whoever wrote both. `current` is what stands there now; nothing of either was changed."""

    def __init__(self, current: Preparation) -> None:
        super().__init__(f"{current} has version {current.version}")
        self.current = current


@transaction.atomic
def prepare_check_in(
    *,
    check_in: CheckIn,
    by: User,
    now: datetime,
    version: int,
    summary: str = "",
    private_note: str = "",
    questions: Sequence[str] = (),
    client_token: str = "",
) -> Preparation:
    """`version` is the one that the writer has seen, 0 for none. The same words sent twice change
    nothing; other words over a newer version are refused with what stands there."""
    check_in, member = _locked(check_in, by)
    words = {"summary": summary.strip(), "private_note": private_note.strip()}
    found = check_in.preparations.filter(member=member).first()
    if found is None and not any([*words.values(), *questions]):
        raise DomainError(_("Write a line or a question. Two lines are enough."))
    if found is None:
        facts = {"saved_at": now, **words}
        found = check_in.preparations.create(member=member, **facts)
        _record("check_in.prepare", found, by, now)
    elif any(getattr(found, name) != text for name, text in words.items()):
        if found.version != version:
            raise Overtaken(found)
        _write(found, words, by, now)
    for line in questions:
        save_question(place=member, text=line, by=by, now=now, client_token=client_token)
    return found


def _write(found: Preparation, words: dict[str, str], by: User, now: datetime) -> None:
    found.summary, found.private_note = words["summary"], words["private_note"]
    found.version, found.saved_at = found.version + 1, now
    found.save(update_fields=["summary", "private_note", "version", "saved_at"])
    _record("check_in.prepare", found, by, now)


def _locked(check_in: CheckIn, by: User) -> tuple[CheckIn, PairingMember]:
    """The check-in's row is held, so that two windows save one after the other."""
    rows = CheckIn.objects.select_for_update(of=("self",)).select_related("pairing")
    row = rows.get(pk=check_in.pk)
    member = row.pairing.members.filter(enrollment__user=by).first()
    if member is None:
        raise DomainError(_("Only the people who meet prepare for it."))
    if row.state != CheckIn.State.PLANNED:
        raise DomainError(_("This one is over. What you bring next can wait as a question."))
    _expect_working(row.pairing)
    return row, member


# -- Questions that wait -------------------------------------------------------------------------


@transaction.atomic
def save_question(
    *, place: PairingMember, text: str, by: User, now: datetime, client_token: str
) -> SavedQuestion:
    """For the next check-in with these people. One form may carry several; sent twice, each of
    them is there once."""
    place = PairingMember.objects.select_for_update(of=("self",)).with_person().get(pk=place.pk)
    text = " ".join(text.split())
    if place.person != by:
        raise DomainError(_("You can save questions of your own."))
    _expect_working(place.pairing)
    if not text:
        raise DomainError(_("Which question? A few words are enough."))
    token = str(uuid5(NAMESPACE_OID, f"{client_token}:{text}"))
    before = SavedQuestion.objects.filter(author=place, client_token=token).first()
    if before is not None:
        return before
    if SavedQuestion.objects.filter(author=place).waiting().count() >= MOST_WAITING:
        raise DomainError(_("Thirty questions wait already. Put some away first."))
    question = SavedQuestion.objects.create(
        author=place, text=text, client_token=token, saved_at=now
    )
    _record("question.save", question, by, now)
    return question


@transaction.atomic
def mark_question_asked(*, question: SavedQuestion, by: User, now: datetime) -> SavedQuestion:
    return _end(question, State.ASKED, "question.mark_asked", by, now)


@transaction.atomic
def put_away_question(*, question: SavedQuestion, by: User, now: datetime) -> SavedQuestion:
    return _end(question, State.PUT_AWAY, "question.put_away", by, now)


@transaction.atomic
def bring_back_question(*, question: SavedQuestion, by: User, now: datetime) -> SavedQuestion:
    question = _own(question, by)
    if question.state == State.WAITING:
        return question
    _expect_working(question.author.pairing)
    question.state, question.ended_at, question.check_in = State.WAITING, None, None
    question.save(update_fields=["state", "ended_at", "check_in"])
    _record("question.bring_back", question, by, now)
    return question


@transaction.atomic
def ask_questions(
    *, check_in: CheckIn, questions: Collection[SavedQuestion], now: datetime
) -> None:
    """Those that were talked about at a check-in, whoever saved them. Part of writing it down, so
    the entry of that says who did it. What was put away meanwhile stays so."""
    rows = SavedQuestion.objects.waiting().of_pairing(check_in.pairing)
    rows.filter(pk__in=[question.pk for question in questions]).update(
        state=State.ASKED, check_in=check_in, ended_at=now
    )


def _end(
    question: SavedQuestion, state: SavedQuestion.State, verb: str, by: User, now: datetime
) -> SavedQuestion:
    question = _own(question, by)
    if question.state == state:
        return question
    if question.state != State.WAITING:
        raise DomainError(_("This question waits no more. Bring it back first."))
    question.state, question.ended_at = state, now
    question.save(update_fields=["state", "ended_at"])
    _record(verb, question, by, now)
    return question


def _own(question: SavedQuestion, by: User) -> SavedQuestion:
    rows = SavedQuestion.objects.select_for_update(of=("self",))
    question = rows.select_related("author__enrollment", "author__pairing").get(pk=question.pk)
    if question.author.enrollment.user_id != by.pk:
        raise DomainError(_("This question is somebody else’s."))
    return question


# -- Shared by the verbs -------------------------------------------------------------------------


def _expect_working(pairing: Pairing) -> None:
    if pairing.state != Pairing.State.ACTIVE:
        raise DomainError(_("This pairing is not active right now, so its meetings rest too."))


def _record(verb: str, about: Preparation | SavedQuestion, by: User, now: datetime) -> None:
    record(by=by, verb=verb, about=about, scope=about.scope, now=now)
