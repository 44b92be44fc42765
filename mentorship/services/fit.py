"""Whether it fits: asked after the first check-in and after a month, answered in private."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import cancel_messages, draft_message, queue_messages
from mentorship.models import FitCheck, Pairing, PairingMember

FIT_CHECK = "mentorship.fit_check"
AFTER = timedelta(hours=20)  # a first impression wants a night
MONTH = timedelta(days=30)
TOO_LATE = timedelta(
    days=14
)  # a pairing that was paused so long is not asked about its first month
JUST_ASKED = timedelta(days=10)
AT_ONCE = 200


@transaction.atomic
def note_first_meeting(*, pairing: Pairing, now: datetime) -> bool:
    """The pairing has met for the first time; each member is asked whether it fits, a day later.
    Told by whoever knows about check-ins. Once: what was noted before stays."""
    first = Pairing.objects.active().filter(pk=pairing.pk, met_at=None)
    if not first.update(met_at=now):
        return False
    ask_fit(pairing=pairing, moment=FitCheck.Moment.FIRST, now=now, due_at=now + AFTER)
    return True


@transaction.atomic
def ask_fit(*, pairing: Pairing, moment: str, now: datetime, due_at: datetime | None = None) -> int:
    """One question and one mail for each member. Returns how many."""
    mails = []
    for member in pairing.members.with_person():
        check, is_new = FitCheck.objects.get_or_create(
            member=member, moment=moment, defaults={"asked_at": now}
        )
        if is_new:
            mails.append(
                draft_message(
                    kind=FIT_CHECK,
                    person=member.person,
                    about=check,
                    scope=member.pairing.scope,
                    now=now,
                    due_at=due_at,
                    dedupe_key=f"{FIT_CHECK}:{check.pk}",
                )
            )
    queue_messages(mails)
    record(by=None, verb="fit.ask", about=pairing, scope=pairing.scope, now=now, moment=str(moment))
    return len(mails)


@transaction.atomic
def answer_fit(
    *, pairing: Pairing, by: User, now: datetime, answer: str, by_name: bool
) -> FitCheck:
    """Answers what was asked last; said unasked, it is a word of one's own. May be changed."""
    member = _member(pairing, by)
    if answer not in FitCheck.Answer.values:
        raise DomainError(_("Please choose one of the three answers."))
    check = FitCheck.objects.select_for_update().filter(member=member).first()
    if check is None:
        check = FitCheck(member=member, moment=FitCheck.Moment.OWN, asked_at=now)
    check.answer, check.by_name, check.answered_at = answer, by_name, now
    check.save()
    # An earlier question that is still open has been answered with this one.
    FitCheck.objects.unanswered().filter(member=member).delete()
    cancel_messages(about=check, reason=_("It was answered on screen."), now=now)
    record(by=by, verb="fit.answer", about=check, scope=member.pairing.scope, now=now)
    return check


def _member(pairing: Pairing, by: User) -> PairingMember:
    """The member's row, held: pressed twice, the second answer finds the first."""
    rows = pairing.members.of(by).with_person().select_for_update(of=("self",))
    member = rows.first()
    if member is None:
        raise DomainError(_("Only the members of a pairing say whether it fits."))
    if not member.pairing.holds_seats:
        raise DomainError(_("This pairing has ended, so there is nothing to answer any more."))
    return member


def ask_fit_of_a_month(now: datetime) -> int:
    """The sweep of day 30. Each pairing is looked at once."""
    due = Pairing.objects.to_ask_fit((now - MONTH).date()).select_related("cohort")
    found = list(due.order_by("starts_on")[:AT_ONCE])
    return sum(_ask_once(pairing, now) for pairing in found)


@transaction.atomic
def _ask_once(pairing: Pairing, now: datetime) -> int:
    if (
        not Pairing.objects.active()
        .filter(pk=pairing.pk, fit_asked_at=None)
        .update(fit_asked_at=now)
    ):
        return 0
    lately = FitCheck.objects.filter(member__pairing=pairing, asked_at__gt=now - JUST_ASKED)
    began = pairing.starts_on
    if began is None or began < (now - MONTH - TOO_LATE).date() or lately.exists():
        return 1
    ask_fit(pairing=pairing, moment=FitCheck.Moment.DAY_30, now=now)
    return 1
