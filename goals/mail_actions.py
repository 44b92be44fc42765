"""What can be answered from a mail without signing in. GET shows one page, POST acts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.errors import DomainError
from accounts.mailactions import PAUSE_CONSENT, MailAction, Page, register
from accounts.models import ActionToken, Message
from goals import queries, services, words
from goals.access import partners
from goals.forms import STOP, DecideForm, MailAnswerForm, next_week
from goals.models import Commitment, CommitmentAnswer, Consent, Goal
from goals.services.links import AGREE_GOAL, ANSWER_COMMITMENT, DECIDE_CONSENT

GONE = gettext_lazy("This is not there any more, so there is nothing to answer.")


# -- A promise: five answers, and «stop asking» -----------------------------------------------


def _promise(token: ActionToken) -> Commitment:
    mine = Commitment.objects.owned_by(token.person).with_people()
    found = mine.filter(pk=token.subject_id).first()
    if found is None:
        raise DomainError(GONE)
    return found


def describe_promise(token: ActionToken, now: datetime) -> Page:
    promise = _promise(token)
    facts = [(_("By"), words.weekday(promise.due_on, token.person.local_date(now)))]
    if promise.cue:
        facts.append((_("Your plan"), promise.cue))
    return Page(
        heading=promise.text,
        text=_("All answers are fine, and each takes one press."),
        what_happens=_who_reads(promise),
        button=_("Send this answer"),
        facts=tuple(facts),
    )


def _who_reads(promise: Commitment) -> str:
    names = ", ".join(person.short_name for person in partners(promise.owner))
    if not names:
        return _("Only you can see your answer.")
    return _("%(names)s can see your answer, but never whether you are asked.") % {"names": names}


def promise_initial(token: ActionToken, now: datetime) -> dict[str, Any]:
    return {"moved_to": next_week(_promise(token).due_on, token.person.local_date(now))}


def answer_promise(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    promise, consent = _promise(token), None
    if data["answer"] == STOP:
        consent = queries.consent_of(promise)
        if consent is not None:
            services.revoke_consent(consent=consent, by=token.person, now=now)
        return _("Stopped. No more mail about this one. The promise itself stays as it is.")
    row = services.answer_commitment(
        commitment=promise,
        answer=data["answer"],
        by=token.person,
        now=now,
        note=data.get("note", ""),
        moved_to=data.get("moved_to"),
        via=CommitmentAnswer.Via.MAIL,
    )
    return words.answered(row)


# -- Ask me, or don't -------------------------------------------------------------------------


def _consent(token: ActionToken) -> Consent:
    found = Consent.objects.of(token.person).with_things().filter(pk=token.subject_id).first()
    if found is None:
        raise DomainError(GONE)
    return found


def describe_decision(token: ActionToken, now: datetime) -> Page:
    [card] = queries.consent_cards(token.person, [_consent(token)], now)
    return Page(
        heading=card.title,
        text=_("Only you decide, and you can change it any time."),
        what_happens=_("If you say “Ask me”: %(plan)s") % {"plan": " ".join(card.plan)},
        button=_("Send this answer"),
    )


def decide(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    consent = _consent(token)
    if data["decision"] == "ask":
        services.give_consent(consent=consent, by=token.person, now=now)
        return _("We will ask you, as you said. You can change or stop it any time.")
    services.decline_consent(consent=consent, by=token.person, now=now)
    return _("Fine. No mail about this one.")


# -- Agree to a goal --------------------------------------------------------------------------


def _goal(token: ActionToken) -> Goal:
    found = Goal.objects.visible_to(token.person).with_people().filter(pk=token.subject_id).first()
    if found is None:
        raise DomainError(_("This goal is not shared with you any more."))
    return found


def describe_goal(token: ActionToken, now: datetime) -> Page:
    goal = _goal(token)
    name = goal.person.short_name
    facts = [(_("How to know"), words.measure(queries.main_measure(goal)))]
    if goal.due_on is not None:
        facts.append((_("By"), words.day(goal.due_on)))
    return Page(
        heading=goal.title,
        text=_("%(name)s would like to agree on this goal with you.") % {"name": name},
        what_happens=_("%(name)s gets a mail that it is agreed.") % {"name": name},
        facts=tuple(fact for fact in facts if fact[1]),
    )


def agree(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    goal = services.agree_goal(goal=_goal(token), by=token.person, now=now)
    return _("Agreed. %(name)s hears about it by mail.") % {"name": goal.person.short_name}


# -- Pause what a mail came from (one-click unsubscribe) --------------------------------------


def _consents_behind(token: ActionToken) -> list[Consent]:
    """The mail names its consents in its params; else it is about one, or about their thing."""
    message = token.subject()
    mine = Consent.objects.of(token.person).with_things().order_by("id")
    if isinstance(message, Consent):
        return list(mine.filter(pk=message.pk))
    if not isinstance(message, Message):
        return []
    named = message.params.get("consents") or [message.params.get("consent")]
    ids = [pk for pk in named if isinstance(pk, int)]
    if ids:
        return list(mine.filter(pk__in=ids))
    thing = message.subject()
    if isinstance(thing, Consent):
        return list(mine.filter(pk=thing.pk))
    if isinstance(thing, Goal):
        return list(mine.filter(goal=thing))
    return list(mine.filter(commitment=thing)) if isinstance(thing, Commitment) else []


def describe_pause(token: ActionToken, now: datetime) -> Page:
    cards = queries.consent_cards(token.person, _consents_behind(token), now)
    return Page(
        heading=_("Stop being asked about this?"),
        text=_("Nothing more comes about it until you say so. Nobody else is told."),
        facts=tuple((_("About"), card.title) for card in cards),
        button=_("Stop asking me"),
    )


def pause(token: ActionToken, data: Mapping[str, Any], now: datetime) -> str:
    consents = _consents_behind(token)
    for consent in consents:
        services.pause_consent(consent=consent, by=token.person, now=now)
    return ngettext(
        "Paused. We don’t ask you about this until you say so.",
        "Paused. We don’t ask you about these until you say so.",
        max(len(consents), 1),
    )


register(
    MailAction(
        purpose=ANSWER_COMMITMENT,
        label=gettext_lazy("Answer"),
        describe=describe_promise,
        perform=answer_promise,
        form_class=MailAnswerForm,
        initial=promise_initial,
    )
)
register(
    MailAction(
        purpose=DECIDE_CONSENT,
        label=gettext_lazy("Decide"),
        describe=describe_decision,
        perform=decide,
        form_class=DecideForm,
    )
)
register(
    MailAction(
        purpose=AGREE_GOAL,
        label=gettext_lazy("Agree goal"),
        describe=describe_goal,
        perform=agree,
    )
)
register(
    MailAction(
        purpose=PAUSE_CONSENT,
        label=gettext_lazy("Pause"),
        describe=describe_pause,
        perform=pause,
    )
)
