"""Times to choose from, with a link for each; and the news that none of them suits."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from accounts.links import page_url
from accounts.mailkinds import Button, Content, MailKind, register
from accounts.models import Message, User
from accounts.tokens import issue_token
from checkins import words
from checkins.models import CheckIn, TimeProposal
from mentorship.models import Pairing

PICK = "checkins.pick_time"
DECLINE = "checkins.decline_times"
PROPOSE = "checkins.propose_times"
ANSWERED = gettext_noop("It was answered already.")
OVER = gettext_noop("These times are off the table.")
RESTING = gettext_noop("The pairing is paused or has ended.")
WHY = gettext_lazy("You get this because you are one of those who meet.")


def proposal_of(message: Message) -> TimeProposal | None:
    return TimeProposal.objects.with_people().filter(pk=message.subject_id).first()


def still_to_propose(message: Message, now: datetime) -> str:
    proposal = proposal_of(message)
    if proposal is None or not proposal.is_open or proposal.expires_at <= now:
        return OVER
    if proposal.check_in.pairing.state != Pairing.State.ACTIVE:
        return RESTING
    waits = TimeProposal.objects.waiting_for(message.person, now).filter(pk=proposal.pk)
    return "" if waits.exists() else ANSWERED


def proposed(message: Message, now: datetime) -> Content:
    proposal, reader = _facts(message)
    check_in, by = proposal.check_in, proposal.by.person
    times = [time for time in proposal.times.all() if time.starts_at > now]
    told = {"name": by.short_name, "word": check_in.words.check_in}
    others = words.others_of(check_in.pairing, reader)
    expires_at = proposal.expires_at
    facts = {"about": proposal, "person": reader, "scope": proposal.scope, "now": now}
    pick = issue_token(purpose=PICK, expires_at=expires_at, **facts)
    decline = issue_token(purpose=DECLINE, expires_at=expires_at, **facts)
    return Content(
        subject=_("Times for your %(word)s") % told,
        heading=_("When shall you meet?"),
        preheader=_("One click is enough; you need not sign in for it."),
        paragraphs=[_opening(proposal, len(times)), *_as_planned(check_in, reader)],
        facts=[
            (str(number), words.both_times(reader, others, time.starts_at))
            for number, time in enumerate(times, 1)
        ],
        buttons=[
            *(
                Button(words.brief_when(reader, t.starts_at), pick.url(times=str(t.pk)))
                for t in times
            ),
            Button(_("None of these suits me"), decline.url()),
        ],
        closing=[_rule(others)],
        thread=f"pairing-{check_in.pairing_id}",
    )


def _opening(proposal: TimeProposal, number: int) -> str:
    told = {"name": proposal.by.person.short_name, "word": proposal.check_in.words.check_in}
    if number == 1:
        return _("%(name)s proposes a time for your %(word)s.") % told
    return _("%(name)s proposes a few times for your %(word)s, all in your own time.") % told


def _as_planned(check_in: CheckIn, reader: User) -> list[str]:
    if check_in.is_proposed:
        return []
    told = {"when": words.when(reader, check_in.starts_at)}
    return [_("It is planned for %(when)s, and stays there until another time is found.") % told]


def _rule(others: list[User]) -> str:
    if len(others) > 1:
        return _(
            "Each of you says which ones suit. The earliest that suits all of you is taken, and "
            "every calendar hears of it."
        )
    return _("What you pick is planned at once, and both calendars hear of it.")


def still_to_say_unsuitable(message: Message, now: datetime) -> str:
    proposal = proposal_of(message)
    if proposal is None or proposal.state != TimeProposal.State.UNSUITABLE:
        return OVER
    if proposal.check_in.pairing.state != Pairing.State.ACTIVE:
        return RESTING
    return ANSWERED if proposal.check_in.time_proposals.filter(pk__gt=proposal.pk).exists() else ""


def unsuitable(message: Message, now: datetime) -> Content:
    proposal, reader = _facts(message)
    check_in = proposal.check_in
    told = {"word": check_in.words.check_in}
    again = issue_token(
        purpose=PROPOSE,
        about=check_in,
        person=reader,
        scope=proposal.scope,
        now=now,
        expires_at=now + timedelta(days=14),
    )
    return Content(
        subject=_("Another time for your %(word)s?") % told,
        heading=_("These times do not suit everybody"),
        preheader=_("Nobody is asked why. Others can be proposed."),
        paragraphs=[
            _("None of the times for your %(word)s suits all of you.") % told,
            *_as_planned(check_in, reader),
        ],
        buttons=[
            Button(_("Propose other times"), again.url(), primary=True),
            Button(_("Open the %(word)s") % told, page_url("checkins:check_in", check_in.pk)),
        ],
        thread=f"pairing-{check_in.pairing_id}",
    )


def _facts(message: Message) -> tuple[TimeProposal, User]:
    proposal = proposal_of(message)
    assert proposal is not None and message.person is not None  # asked by still_to_… before
    return proposal, message.person


register(
    MailKind(
        name="checkins.times_proposed",
        klass="transactional",
        title=gettext_lazy("Times to choose from"),
        why=WHY,
        keeps_for=timedelta(days=60),
        render=proposed,
        still_wanted=still_to_propose,
    )
)
register(
    MailKind(
        name="checkins.times_unsuitable",
        klass="transactional",
        title=gettext_lazy("Times that do not suit everybody"),
        why=WHY,
        keeps_for=timedelta(days=14),
        render=unsuitable,
        still_wanted=still_to_say_unsuitable,
    )
)
