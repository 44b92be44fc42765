"""Telling the members' calendars. Each member is told each sequence of a check-in once."""

from __future__ import annotations

from datetime import datetime, timedelta

from accounts.models import Message, User
from accounts.services.outbox import cancel_messages, queue_message
from checkins.models import CheckIn, CheckInInvitation, Rhythm
from mentorship.models import Pairing, PairingMember

BRIEF_AHEAD = timedelta(hours=24)
INVITED = "checkins.check_in_invited"
CHANGED = "checkins.check_in_changed"
CANCELED = "checkins.check_in_canceled"
BRIEF = "checkins.brief"
NOT_TOLD_YET = "The check-in was canceled before its invitation left."
LEFT = "The person has left the group."


def tell_calendars(check_in: CheckIn, now: datetime, because: str = "") -> int:
    """Invites who was not invited, and tells who was what has changed since. Returns how many."""
    told = {row.member_id: row for row in check_in.invitations.all()}
    return sum(
        _tell_member(check_in, member, told.get(member.pk), now, because)
        for member in check_in.pairing.members.select_related("enrollment__user")
    )


def _tell_member(
    check_in: CheckIn,
    member: PairingMember,
    told: CheckInInvitation | None,
    now: datetime,
    because: str,
) -> bool:
    gone = check_in.state == CheckIn.State.CANCELED
    if told is None and gone:
        return False
    if told is not None and (told.sequence >= check_in.sequence or told.canceled):
        return False
    if gone and _withdrawn_in_time(check_in, member.person, now):
        CheckInInvitation.objects.filter(check_in=check_in, member=member).delete()
        return False
    CheckInInvitation.objects.update_or_create(
        check_in=check_in,
        member=member,
        defaults={"sequence": check_in.sequence, "canceled": gone, "told_at": now},
    )
    kind = INVITED if told is None else CANCELED if gone else CHANGED
    _queue(kind, check_in, member, now, because=because)
    return True


def _withdrawn_in_time(check_in: CheckIn, person: User, now: datetime) -> bool:
    """Nothing has left for this person: then there is nothing to take back."""
    mails = Message.objects.filter(
        subject_label="checkins.checkin", subject_id=check_in.pk, person=person
    )
    waiting = cancel_messages(
        about=check_in, reason=NOT_TOLD_YET, now=now, kinds=[INVITED, CHANGED], person=person
    )
    return waiting > 0 and not mails.filter(kind=INVITED).exclude(state="cancelled").exists()


def call_off_for_leaver(*, pairing: Pairing, now: datetime) -> int:
    """`pairing` is what was: its member's calendar still has the meetings of the two who go on."""
    theirs = CheckInInvitation.objects.filter(member__pairing=pairing, canceled=False)
    ahead = theirs.filter(check_in__in=CheckIn.objects.ahead(now)).select_related(
        "check_in__pairing__cohort__program", "member__enrollment__user"
    )
    invitations = list(ahead)
    for told in invitations:
        check_in, member = told.check_in, told.member
        cancel_messages(about=check_in, reason=LEFT, now=now, kinds=[BRIEF], person=member.person)
        if not _withdrawn_in_time(check_in, member.person, now):
            _queue(CANCELED, check_in, member, now)
        told.delete()
    Rhythm.objects.get_or_create(pairing=pairing)  # seen to
    return len(invitations)


def brief_members(check_in: CheckIn, now: datetime) -> int:
    """A day before: one mail that reminds and prepares. Who was told of this time less than a
    day before it starts has that mail in the inbox already."""
    told = check_in.invitations.filter(
        sequence=check_in.sequence, canceled=False, told_at__lte=check_in.starts_at - BRIEF_AHEAD
    )
    invitations = list(told.select_related("member__enrollment__user"))
    for invitation in invitations:
        _queue(BRIEF, check_in, invitation.member, now, not_after=check_in.starts_at)
    return len(invitations)


def _queue(
    kind: str,
    check_in: CheckIn,
    member: PairingMember,
    now: datetime,
    not_after: datetime | None = None,
    because: str = "",
) -> None:
    queue_message(
        kind=kind,
        person=member.person,
        about=check_in,
        scope=check_in.scope,
        now=now,
        dedupe_key=f"{kind}:{check_in.uid}:{member.pk}:{check_in.sequence}",
        not_after=not_after or check_in.ends_at,
        # A mail that a newer change has overtaken is withheld when its turn comes.
        params={"sequence": check_in.sequence, "because": because},
    )
