"""Decisions: is it still allowed to ask, and one card for each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from goals import words
from goals.models import (
    AskingStyle,
    Commitment,
    Consent,
    ConsentTerms,
    Goal,
)
from goals.wishes import Terms
from mentorship.models import Pairing, PairingMember

from .asking import Thing, asking_style, default_terms, terms_of

NOT_AGAIN_FOR = timedelta(days=30)  # after a no
GIVEN = (Consent.State.ACTIVE, Consent.State.PAUSED)


def consent_is_living(consent_id: int, now: datetime, *, lock: bool = True) -> str:
    """ "" while the person may be asked, else the reason as a plain sentence.

    With `lock` the consent's row is held to the end of the caller's transaction, so that a
    pause or a stop either comes before this look or after the mail, never in between.
    """
    if lock:
        Consent.objects.select_for_update().filter(pk=consent_id).first()
    consent = Consent.objects.with_things().filter(pk=consent_id).first()
    if consent is None:
        return _("What this was about is gone.")
    return why_not_living(consent, now)


def why_not_living(consent: Consent, now: datetime) -> str:
    if consent.state != Consent.State.ACTIVE:
        return {
            Consent.State.OFFERED: _("You have not decided yet whether to be asked."),
            Consent.State.PAUSED: _("You paused being asked about this."),
            Consent.State.DECLINED: _("You chose not to be asked about this."),
            Consent.State.REVOKED: _("You stopped being asked about this."),
            Consent.State.EXPIRED: _("The time for which you asked us is over."),
        }[Consent.State(consent.state)]
    person = consent.person
    if not person.is_active:
        return _("This account is closed.")
    if consent.ends_on is None or consent.ends_on < person.local_date(now):
        return _("The time for which you asked us is over.")
    if not getattr(consent.thing, "is_open", True):
        return _("It is done or let go, so there is nothing to ask.")
    if consent.pairing.state != Pairing.State.ACTIVE:
        return _("Your pairing is paused or has ended.")
    return ""


# -- Cards: one decision each ----------------------------------------------------------------


@dataclass(frozen=True)
class ConsentCard:
    """One thing and the decision about it, ready for the page: no query is left to make."""

    consent: Consent
    title: str
    is_goal: bool
    terms: Terms
    how: str
    plan: list[str]
    first_words: str
    given_on: date | None = None
    due_on: date | None = None
    changed_on: date | None = None

    @property
    def state(self) -> str:
        return self.consent.state

    @property
    def is_undecided(self) -> bool:
        return self.consent.state == Consent.State.OFFERED


def which_of(thing: Thing) -> dict[str, Any]:
    """Columns of the consent about it. About a member: their weekly report."""
    if isinstance(thing, PairingMember):
        return {"member": thing, "stream": Consent.Stream.REPORT}
    return {"goal": thing} if isinstance(thing, Goal) else {"commitment": thing}


def consent_of(thing: Thing) -> Consent | None:
    """The decision about a goal, a promise or the weekly report. For its owner's eyes only."""
    return Consent.objects.with_things().filter(**which_of(thing)).first()


def consent_cards(user: User, consents: Iterable[Consent], now: datetime) -> list[ConsentCard]:
    """Cards for these consents of this user; two queries however many there are."""
    mine = [consent for consent in consents if consent.person_id == user.pk]
    if not mine:
        return []
    versions: dict[int, list[ConsentTerms]] = {}
    for version in ConsentTerms.objects.filter(consent__in=mine).order_by("version"):
        versions.setdefault(version.consent_id, []).append(version)
    given = all(consent.state in GIVEN and consent.pk in versions for consent in mine)
    style = None if given else asking_style(user)
    return [_card(consent, versions.get(consent.pk, []), style, user, now) for consent in mine]


def _card(
    consent: Consent,
    versions: list[ConsentTerms],
    style: AskingStyle | None,
    user: User,
    now: datetime,
) -> ConsentCard:
    thing, today = consent.thing, user.local_date(now)
    newest = versions[-1] if versions and consent.state in GIVEN else None
    terms = terms_of(newest) if newest else default_terms(thing, style, today)
    if isinstance(thing, Commitment):
        title, due_on = thing.text, thing.due_on
        plan = words.plan_of_promise(terms, thing.due_on, user, now)
    elif isinstance(thing, Goal):
        title, due_on = thing.title, thing.due_on
        since = user.local_date(versions[0].given_at) if newest else today
        plan = words.plan_of_goal(terms, since, user, now)
    else:
        title, due_on = words.report_for(thing), None
        plan = words.plan_of_report(terms, user, now)
    return ConsentCard(
        consent=consent,
        title=title,
        is_goal=isinstance(thing, Goal),
        terms=terms,
        how=words.how_asked(terms),
        plan=plan,
        first_words=words.first_words(thing),
        given_on=user.local_date(consent.decided_at) if consent.decided_at else None,
        due_on=due_on,
        changed_on=user.local_date(versions[-1].given_at) if versions else None,
    )


def undecided(user: User) -> QuerySet[Consent]:
    """Things of the user that wait for ask me / don't, oldest first; nothing that is over."""
    waiting = Consent.objects.of(user).undecided().in_active_pairings().with_things()
    return waiting.order_by("offered_at", "id")


def undecided_cards(user: User, now: datetime) -> list[ConsentCard]:
    return consent_cards(user, undecided(user)[:5], now)


def all_cards(user: User, now: datetime) -> dict[str, list[ConsentCard]]:
    """«What I asked for»: what is living, what waits for a decision, what was."""
    consents = Consent.objects.of(user).with_things().order_by("-id")
    groups: dict[str, list[ConsentCard]] = {"living": [], "undecided": [], "over": []}
    for card in consent_cards(user, consents[:200], now):
        if not card.is_undecided and card.state not in GIVEN:
            groups["over"].append(card)
        elif card.consent.pairing.state == Pairing.State.CLOSED:
            continue  # nobody is asked any more, so there is nothing to decide or to change
        elif card.state in GIVEN:
            groups["living"].append(card)
        elif getattr(card.consent.thing, "is_open", True):
            groups["undecided"].append(card)
    return groups
