"""How proposed times come to an end, other than by being picked."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_noop

from accounts.services.outbox import cancel_messages
from checkins.models import CheckIn, TimeProposal
from mentorship.models import PairingMember

AT_ONCE = 200
PROPOSED = "checkins.times_proposed"
ANSWERED = gettext_noop("It was answered already.")
State = TimeProposal.State


def end_proposal(proposal: TimeProposal, state: str, now: datetime) -> None:
    proposal.state, proposal.ended_at = state, now
    proposal.save(update_fields=["state", "ended_at", "ended_by"])
    cancel_messages(about=proposal, kinds=[PROPOSED], reason=ANSWERED, now=now)


def end_times_of(check_in: CheckIn, now: datetime, by: PairingMember | None = None) -> None:
    """It has another time meanwhile, none at all, or others are proposed: by somebody else than
    before, whom none of them suited."""
    for proposal in check_in.time_proposals.filter(state=State.OPEN):
        if by is not None and by.pk != proposal.by_id:
            proposal.ended_by = by
            end_proposal(proposal, State.UNSUITABLE, now)
        else:
            end_proposal(proposal, State.WITHDRAWN, now)


def let_go(check_in: CheckIn, now: datetime) -> None:
    """One that never had a time was in nobody's calendar, and is in nobody's way now."""
    if check_in.is_proposed:
        check_in.state, check_in.ended_at = CheckIn.State.CANCELED, now
        check_in.save(update_fields=["state", "ended_at"])


@transaction.atomic
def end_proposals(*, now: datetime) -> int:
    """The sweep: times that have passed, check-ins that are settled, pairings that rest."""
    ended = list(TimeProposal.objects.to_end(now).select_related("check_in")[:AT_ONCE])
    for proposal in ended:
        past = proposal.expires_at <= now
        end_proposal(proposal, State.EXPIRED if past else State.WITHDRAWN, now)
        let_go(proposal.check_in, now)
    forsaken = list(CheckIn.objects.forsaken(now)[:AT_ONCE])
    for check_in in forsaken:
        let_go(check_in, now)
    return len(ended) + len(forsaken)
