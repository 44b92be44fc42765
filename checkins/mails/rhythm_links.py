"""What links in mails about another rhythm do, without signing in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.errors import DomainError
from accounts.mailactions import MailAction, Page, register
from accounts.models import ActionToken
from checkins import services
from checkins.mails.rhythms import AGREE, DECLINE
from checkins.models import RhythmProposal
from mentorship.rhythm import rhythm_sentence

GONE = gettext_lazy("This is not there any more, so there is nothing to answer.")


def _proposal(token: ActionToken) -> RhythmProposal:
    rows = RhythmProposal.objects.of(token.person).with_people()
    proposal = rows.filter(pk=token.subject_id).first()
    if proposal is None:
        raise DomainError(GONE)
    return proposal


def describe_agree(token: ActionToken, now: datetime) -> Page:
    proposal = _proposal(token)
    told = {"name": proposal.by.person.short_name, "rhythm": rhythm_sentence(proposal)}
    return Page(
        heading=_("Meet %(rhythm)s?") % told,
        text=_("%(name)s proposes it.") % told,
        what_happens=_("Once all of you have said yes, what is planned follows."),
    )


def agree(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    proposal = services.agree_rhythm(proposal=_proposal(token), by=token.person, now=now)
    told = {"rhythm": rhythm_sentence(proposal)}
    if proposal.state == RhythmProposal.State.AGREED:
        return _("From now on you meet %(rhythm)s. Every calendar hears of it.") % told
    return _("Your yes counts. It holds once all of you have said so.")


def describe_decline(token: ActionToken, now: datetime) -> Page:
    told = {"rhythm": rhythm_sentence(_proposal(token).pairing)}
    return Page(
        heading=_("Not this time?"),
        text=_("Nobody asks why."),
        what_happens=_("You go on meeting %(rhythm)s, and the others hear that.") % told,
    )


def decline(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    services.decline_rhythm(proposal=_proposal(token), by=token.person, now=now)
    return _("Your rhythm stays as it is.")


register(
    MailAction(
        purpose=AGREE,
        label=gettext_lazy("Yes, from now on"),
        describe=describe_agree,
        perform=agree,
    )
)
register(
    MailAction(
        purpose=DECLINE,
        label=gettext_lazy("Not this time"),
        describe=describe_decline,
        perform=decline,
    )
)
