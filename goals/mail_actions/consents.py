"""Ask me or don’t, and the pause behind one-click unsubscribe, from a mail."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.errors import DomainError
from accounts.mailactions import PAUSE_CONSENT, MailAction, Page, register
from accounts.models import ActionToken, Message
from goals import queries, services
from goals.forms import DecideForm
from goals.models import Commitment, Consent, Goal
from goals.services.links import DECIDE_CONSENT

GONE = gettext_lazy("This is not there any more, so there is nothing to answer.")


def _consent(token: ActionToken) -> Consent:
    found = Consent.objects.of(token.person).with_programs().filter(pk=token.subject_id).first()
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


# -- Pause what a mail came from (one-click unsubscribe) --------------------------------------


def _consents_behind(token: ActionToken) -> list[Consent]:
    """The mail names its consents in its params; else it is about one, or about their thing."""
    message = token.subject()
    mine = Consent.objects.of(token.person).with_programs().order_by("id")
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
        purpose=DECIDE_CONSENT,
        label=gettext_lazy("Decide"),
        describe=describe_decision,
        perform=decide,
        form_class=DecideForm,
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
