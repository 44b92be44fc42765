"""Decisions: is it still allowed to ask, and one card for each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.dates import dated
from accounts.models import User
from goals import nudges, words
from goals.models import (
    AskingStyle,
    Commitment,
    Consent,
    Goal,
)
from goals.wishes import Terms
from mentorship.models import Pairing, PairingMember

from .asking import Thing, asking_style, terms_of, terms_of_a_yes
from .planning import Known, given_terms, known_of, reader_for, terms_if_given, thing_for

NOT_AGAIN_FOR = timedelta(days=30)  # after a no
GO_ON_ASKED_FOR = timedelta(days=14)  # after its end; then silence is a no
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


def why_not_asked(state: Consent.State) -> str:
    """What keeps a consent in this state from bringing anything."""
    return {
        Consent.State.OFFERED: _("You have not decided yet whether to be asked."),
        Consent.State.PAUSED: _("You paused being asked about this."),
        Consent.State.DECLINED: _("You chose not to be asked about this."),
        Consent.State.REVOKED: _("You stopped being asked about this."),
        Consent.State.EXPIRED: _("The time for which you asked us is over."),
    }[state]


def why_not_living(consent: Consent, now: datetime) -> str:
    if consent.state != Consent.State.ACTIVE:
        return why_not_asked(Consent.State(consent.state))
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


def asks_to_go_on(consent: Consent, thing: Thing, today: date) -> bool:
    """It ran out lately, and there would be something to ask: the person is asked whether to go
    on, on screen alone. A no ends the question, and so does silence."""
    if consent.state != Consent.State.EXPIRED or consent.ends_on is None:
        return False
    lately = consent.ends_on < today <= consent.ends_on + GO_ON_ASKED_FOR
    ahead = not isinstance(thing, Commitment) or thing.due_on >= today
    return lately and ahead and getattr(thing, "is_open", True)


# -- Cards: one decision each ----------------------------------------------------------------


@dataclass(frozen=True)
class ConsentCard:
    """One thing and the decision about it, ready for the page: no query is left to make."""

    consent: Consent
    title: str
    terms: Terms
    how: str
    first_words: str
    known: Known
    now: datetime
    given_on: date | None = None
    due_on: date | None = None
    changed_on: date | None = None

    @property
    def state(self) -> str:
        return self.consent.state

    @property
    def is_goal(self) -> bool:
        return self.consent.goal_id is not None

    @property
    def is_undecided(self) -> bool:
        return self.consent.state == Consent.State.OFFERED

    @property
    def asks_to_go_on(self) -> bool:
        active = self.consent.pairing.state == Pairing.State.ACTIVE
        today = self.consent.person.local_date(self.now)
        return active and asks_to_go_on(self.consent, self.consent.thing, today)

    @property
    def question(self) -> str:
        if not self.asks_to_go_on:
            return _("Would you like to be asked about this?")
        ended = {"day": dated(self.consent.ends_on, _("j F Y"))}
        return _("It ended on %(day)s. Go on being asked?") % ended

    @property
    def plan(self) -> list[str]:
        """What a yes brings, as the planner of mails has it. Worked out where it is shown."""
        consent, known = self.consent, self.known
        versions = known.terms.get(consent.pk, [])
        given = given_terms(consent, versions) if consent.state in GIVEN else None
        terms = given or terms_if_given(consent, self.terms, versions, self.now)
        thing = thing_for(consent, known)
        asked = nudges.plan(terms, thing, reader_for(consent, known), (), self.now)
        return words.plan_lines(asked, self.terms, thing.kind, consent.person, self.now)


def which_of(thing: Thing) -> dict[str, Any]:
    """Columns of the consent about it. About a member: their weekly report."""
    if isinstance(thing, PairingMember):
        return {"member": thing, "stream": Consent.Stream.REPORT}
    return {"goal": thing} if isinstance(thing, Goal) else {"commitment": thing}


def consent_of(thing: Thing) -> Consent | None:
    """The decision about a goal, a promise or the weekly report. For its owner's eyes only."""
    return Consent.objects.with_programs().filter(**which_of(thing)).first()


def consent_cards(
    user: User,
    consents: Iterable[Consent],
    now: datetime,
    *,
    ahead: bool = False,
    weeks: Mapping[int, set[date]] | None = None,
) -> list[ConsentCard]:
    """Cards for these consents of this user; as many queries however many there are. What is given
    shows what comes of it only where one looks `ahead`. `weeks`: by member, the Mondays of the
    weeks that were written about, where the caller knows them."""
    mine = [consent for consent in consents if consent.person_id == user.pk]
    if not mine:
        return []
    for consent in mine:
        consent.person = user
    shown = mine if ahead else [consent for consent in mine if consent.state not in GIVEN]
    known = known_of(mine, now, weeks, planned=shown)
    given = all(consent.state in GIVEN and consent.pk in known.terms for consent in mine)
    style = None if given else asking_style(user)
    return [_card(consent, known, style, user, now) for consent in mine]


def _card(
    consent: Consent, known: Known, style: AskingStyle | None, user: User, now: datetime
) -> ConsentCard:
    thing = consent.thing
    versions = known.terms.get(consent.pk, [])
    newest = versions[-1] if versions else None
    if newest is not None and consent.state in GIVEN:
        terms = terms_of(newest)
    else:
        terms = terms_of_a_yes(consent, newest, style, user.local_date(now))
    return ConsentCard(
        consent=consent,
        title=title_of(thing),
        terms=terms,
        how=words.how_asked(terms),
        first_words=words.first_words(thing),
        known=known,
        now=now,
        given_on=user.local_date(consent.decided_at) if consent.decided_at else None,
        due_on=None if isinstance(thing, PairingMember) else thing.due_on,
        changed_on=user.local_date(versions[-1].given_at) if versions else None,
    )


def title_of(thing: Thing) -> str:
    if isinstance(thing, Commitment):
        return thing.text
    return thing.title if isinstance(thing, Goal) else words.report_for(thing)


def undecided(user: User) -> QuerySet[Consent]:
    """Things of the user that wait for ask me / don't, oldest first; nothing that is over."""
    waiting = Consent.objects.of(user).undecided().in_active_pairings().with_programs()
    return waiting.order_by("offered_at", "id")


def undecided_cards(user: User, now: datetime) -> list[ConsentCard]:
    return consent_cards(user, undecided(user)[:5], now)


def all_cards(user: User, now: datetime) -> dict[str, list[ConsentCard]]:
    """«What I asked for»: what is living, what waits for a decision, what was."""
    consents = Consent.objects.of(user).with_programs().order_by("-id")
    groups: dict[str, list[ConsentCard]] = {"living": [], "undecided": [], "over": []}
    for card in consent_cards(user, consents[:200], now):
        if card.asks_to_go_on:
            groups["undecided"].append(card)
        elif not card.is_undecided and card.state not in GIVEN:
            groups["over"].append(card)
        elif card.consent.pairing.state == Pairing.State.CLOSED:
            continue  # nobody is asked any more, so there is nothing to decide or to change
        elif card.state in GIVEN:
            groups["living"].append(card)
        elif getattr(card.consent.thing, "is_open", True):
            groups["undecided"].append(card)
    return groups
