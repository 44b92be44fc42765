"""What links in mails about times do: pick one, say that none suits, propose others. None of them
needs a sign-in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts import clock
from accounts.errors import DomainError
from accounts.mailactions import After, MailAction, Page, register
from accounts.models import ActionToken
from accounts.tokens import issue_token
from checkins import services, words
from checkins.forms import PickTimeForm, ProposeTimesForm
from checkins.mails.times import DECLINE, PICK, PROPOSE
from checkins.models import CheckIn, TimeProposal
from checkins.queries.free import times_for_all

GONE = gettext_lazy("This is not there any more, so there is nothing to answer.")
OVER = gettext_lazy("This is over already, so there is no time left to find.")
LIVES = timedelta(days=14)


def _proposal(token: ActionToken) -> TimeProposal:
    rows = TimeProposal.objects.of(token.person).with_people()
    proposal = rows.filter(pk=token.subject_id).first()
    if proposal is None:
        raise DomainError(GONE)
    return proposal


def _open(token: ActionToken, now: datetime) -> TimeProposal:
    """For the page before the press: nobody is led to a button that can only say no."""
    proposal = _proposal(token)
    services.expect_open_times(proposal, now)
    return proposal


def _told(proposal: TimeProposal) -> dict[str, str]:
    check_in = proposal.check_in
    return {"name": proposal.by.person.short_name, "word": check_in.words.check_in}


# -- Picking -------------------------------------------------------------------------------------


def describe_pick(token: ActionToken, now: datetime) -> Page:
    proposal = _open(token, now)
    for_three = len(words.others_of(proposal.check_in.pairing, token.person)) > 1
    return Page(
        heading=_("When does it suit you to meet %(name)s?") % _told(proposal),
        what_happens=_("The earliest that suits all of you is taken, and every calendar hears.")
        if for_three
        else _("It is planned at once, and both calendars hear of it."),
    )


def _pick_form(token: ActionToken) -> Callable[..., forms.Form]:
    facts = {"proposal": _proposal(token), "person": token.person, "now": clock.now()}
    return partial(PickTimeForm, **facts)


def pick(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    times = list(data["times"])
    proposal = services.pick_time(proposal=_proposal(token), by=token.person, times=times, now=now)
    if proposal.state == TimeProposal.State.PICKED:
        check_in = CheckIn.objects.get(pk=proposal.check_in_id)
        told = {"when": words.when(token.person, check_in.starts_at)}
        return _("You meet on %(when)s. It is on its way to every calendar.") % told
    if proposal.state == TimeProposal.State.UNSUITABLE:
        return _("Thank you. Sadly, none of them suits all of you; others can be proposed.")
    return _("Thank you. As soon as all have answered, every calendar hears of the time.")


register(
    MailAction(
        purpose=PICK,
        label=gettext_lazy("Pick this time"),
        describe=describe_pick,
        perform=pick,
        form_for=_pick_form,
    )
)


# -- None of them suits, and others instead ------------------------------------------------------


def describe_decline(token: ActionToken, now: datetime) -> Page:
    told = _told(_open(token, now))
    return Page(
        heading=_("None of these times suits you?"),
        text=_("Nobody is asked why."),
        what_happens=_("%(name)s hears that none suits. You can propose others next.") % told,
    )


def decline(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    proposal = _proposal(token)
    services.decline_times(proposal=proposal, by=token.person, now=now)
    issue_token(
        purpose=PROPOSE,
        about=proposal.check_in,
        person=token.person,
        scope=proposal.scope,
        now=now,
        expires_at=now + LIVES,
    )
    return _("%(name)s hears that none of them suits.") % _told(proposal)


def _propose_next(token: ActionToken, now: datetime) -> After:
    """The further question, while nobody has proposed anything newer."""
    proposal = _proposal(token)
    if proposal.check_in.time_proposals.filter(pk__gt=proposal.pk).exists():
        return After()
    further = ActionToken.objects.filter(
        purpose=PROPOSE,
        subject_label="checkins.checkin",
        subject_id=proposal.check_in_id,
        person=token.person,
        used_at=None,
        expires_at__gt=now,
    )
    return After(token=further.select_related("person").first())


register(
    MailAction(
        purpose=DECLINE,
        label=gettext_lazy("None of these suits me"),
        describe=describe_decline,
        perform=decline,
        after=_propose_next,
    )
)


def check_in_of_link(token: ActionToken) -> CheckIn:
    rows = CheckIn.objects.visible_to(token.person).with_people()
    check_in = rows.filter(pk=token.subject_id).first()
    if check_in is None:
        raise DomainError(GONE)
    return check_in


def describe_propose(token: ActionToken, now: datetime) -> Page:
    check_in = check_in_of_link(token)
    if check_in.state not in (CheckIn.State.PROPOSED, CheckIn.State.PLANNED):
        raise DomainError(OVER)
    people = words.names(words.others_of(check_in.pairing, token.person))
    return Page(
        heading=_("When could you meet %(people)s?") % {"people": people},
        text=_("Up to three times, all in your own time."),
        what_happens=_("One mail goes out, with a button for each time."),
    )


def _propose_form(token: ActionToken) -> Callable[..., forms.Form]:
    check_in, person = check_in_of_link(token), token.person
    offered = times_for_all(
        person, check_in.pairing, clock.now(), minutes=check_in.minutes, moved=check_in
    )
    facts = {"person": person, "pairing": check_in.pairing, "offered": offered, "of": check_in}
    return partial(ProposeTimesForm, **facts)


def propose(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    services.propose_times(
        check_in=check_in_of_link(token), by=token.person, times=data["chosen"], now=now
    )
    return _("Proposed. You hear of it as soon as a time is found.")


register(
    MailAction(
        purpose=PROPOSE,
        label=gettext_lazy("Propose these"),
        describe=describe_propose,
        perform=propose,
        form_for=_propose_form,
    )
)
