"""Another rhythm: proposed to the others, and what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from accounts.links import action_url, page_url
from accounts.mailkinds import Button, Content, MailKind, register
from accounts.models import Message, User
from checkins.models import RhythmProposal
from checkins.queries.rhythm_proposals import next_days
from mentorship.models import Pairing
from mentorship.rhythm import rhythm_sentence

AGREE = "checkins.agree_rhythm"
DECLINE = "checkins.decline_rhythm"
LIVES = timedelta(days=30)
ANSWERED = gettext_noop("It was answered already.")
RESTING = gettext_noop("The pairing is paused or has ended.")
WHY = gettext_lazy("You get this because you are one of those who meet.")


def proposal_of(message: Message) -> RhythmProposal | None:
    return RhythmProposal.objects.with_people().filter(pk=message.subject_id).first()


def still_to_propose(message: Message, now: datetime) -> str:
    waits = RhythmProposal.objects.waiting_for(message.person).filter(pk=message.subject_id)
    return "" if waits.exists() else ANSWERED


def still_to_answer(message: Message, now: datetime) -> str:
    proposal = proposal_of(message)
    if proposal is None or proposal.pairing.state != Pairing.State.ACTIVE:
        return RESTING
    return ""


def proposed(message: Message, now: datetime) -> Content:
    proposal, reader = _facts(message)
    told = {"name": proposal.by.person.short_name, "rhythm": rhythm_sentence(proposal)}
    return Content(
        subject=_("Another rhythm for the two of you?")
        if len(proposal.pairing.members.all()) == 2
        else _("Another rhythm for the three of you?"),
        heading=_("How about meeting %(rhythm)s?") % told,
        preheader=_("Yes or not this time is one click; you need not sign in for it."),
        paragraphs=[
            _("%(name)s proposes that you meet %(rhythm)s.") % told,
            _("So far you meet %(rhythm)s.") % {"rhythm": rhythm_sentence(proposal.pairing)},
            _("It counts once all of you have said yes. Nobody is asked why not."),
        ],
        facts=[
            (str(number), text) for number, text in enumerate(next_days(reader, proposal, now), 1)
        ],
        buttons=[
            Button(_("Yes, from now on"), _act(AGREE, proposal, reader, now), primary=True),
            Button(_("Not this time"), _act(DECLINE, proposal, reader, now)),
        ],
        closing=[_("What is planned follows the new rhythm, and every calendar hears of it.")],
        thread=f"pairing-{proposal.pairing_id}",
    )


def answered(message: Message, now: datetime) -> Content:
    proposal, _reader = _facts(message)
    told = {"rhythm": rhythm_sentence(proposal.pairing)}
    agreed = proposal.state == RhythmProposal.State.AGREED
    return Content(
        subject=_("About your rhythm"),
        heading=_("You meet %(rhythm)s") % told if agreed else _("Your rhythm stays as it is"),
        preheader=_("How often you meet, and when."),
        paragraphs=[
            _("All of you have said yes: from now on you meet %(rhythm)s.") % told
            if agreed
            else _("Another rhythm does not suit everybody right now: you meet %(rhythm)s.") % told
        ],
        buttons=[Button(_("See what is planned"), page_url("checkins:check_ins"), primary=True)],
        thread=f"pairing-{proposal.pairing_id}",
    )


def _act(purpose: str, proposal: RhythmProposal, person: User, now: datetime) -> str:
    return action_url(
        purpose, about=proposal, person=person, scope=proposal.scope, now=now, lives=LIVES
    )


def _facts(message: Message) -> tuple[RhythmProposal, User]:
    proposal = proposal_of(message)
    assert proposal is not None and message.person is not None  # asked by still_to_… before
    return proposal, message.person


register(
    MailKind(
        name="checkins.rhythm_proposed",
        klass="transactional",
        title=gettext_lazy("Another rhythm"),
        why=WHY,
        keeps_for=timedelta(days=14),
        render=proposed,
        still_wanted=still_to_propose,
    )
)
register(
    MailKind(
        name="checkins.rhythm_answered",
        klass="service",
        title=gettext_lazy("Answers about another rhythm"),
        why=WHY,
        keeps_for=timedelta(days=7),
        counts=True,
        render=answered,
        still_wanted=still_to_answer,
    )
)
