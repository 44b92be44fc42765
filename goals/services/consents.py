"""The person's decision to be asked about one thing.

Every change holds the consent's row. The mail guard holds the same row while it looks, so a
pause or a stop either comes before a mail leaves, or after.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from goals.models import Commitment, Consent, ConsentTerms, Goal
from goals.queries import (
    NOT_AGAIN_FOR,
    asking_style,
    consent_of,
    current_terms,
    terms_of,
    terms_of_a_yes,
    which_of,
)
from goals.queries.asking import Thing
from goals.services.asking import check_hour
from goals.wishes import Terms

State = Consent.State
GIVEN = (State.ACTIVE, State.PAUSED)
SWEEP_BATCH = 500


@transaction.atomic
def offer_consent(*, thing: Thing, by: User | None, now: datetime) -> Consent:
    """Puts the question to the owner of the thing, or to a member about their weekly report.
    Anyone may offer; after a no or a stop it is not put again for 30 days, and what is decided
    stays decided."""
    consent = consent_of(thing)
    if consent is None:
        consent = Consent.objects.create(person=thing.person, offered_at=now, **which_of(thing))
        _note("offer", consent, by, now)
        return consent
    consent = _locked(consent)
    if not _may_be_put_again(consent, now):
        return consent
    consent.state, consent.offered_at, consent.paused_until = State.OFFERED, now, None
    return _saved("offer", consent, by, now)


def _may_be_put_again(consent: Consent, now: datetime) -> bool:
    if consent.state in (State.OFFERED, *GIVEN):
        return False
    return consent.decided_at is None or consent.decided_at + NOT_AGAIN_FOR <= now


@transaction.atomic
def give_consent(
    *, consent: Consent, by: User, now: datetime, terms: Terms | None = None
) -> Consent:
    """«Ask me». Without terms: as the person likes to be asked. Said twice, it is said once."""
    consent = _locked(consent, by)
    if consent.state in GIVEN:
        return consent
    _check_thing(consent)
    today = by.local_date(now)
    newest = current_terms(consent)
    terms = terms or terms_of_a_yes(consent, newest, asking_style(by), today)
    _check_terms(terms, by, today)
    consent.state, consent.decided_at, consent.paused_until = State.ACTIVE, now, None
    _add_terms(consent, terms, now)
    return _saved("give", consent, by, now, ends_on=terms.ends_on.isoformat())


@transaction.atomic
def decline_consent(*, consent: Consent, by: User, now: datetime) -> Consent:
    """«Don’t ask me». Pressed on an old page after a yes, it is a stop: less is always granted."""
    consent = _locked(consent, by)
    if consent.state in GIVEN:
        return revoke_consent(consent=consent, by=by, now=now)
    if consent.state not in (State.OFFERED, State.EXPIRED):
        return consent
    consent.state, consent.decided_at = State.DECLINED, now
    return _saved("decline", consent, by, now)


@transaction.atomic
def pause_consent(
    *, consent: Consent, by: User, now: datetime, until: date | None = None
) -> Consent:
    """Quiet at once, until a day or until the person says so."""
    consent = _locked(consent, by)
    if consent.state not in GIVEN:
        return consent
    if until is not None and until <= by.local_date(now):
        raise DomainError(_("Choose a day after today, or leave it open."))
    if consent.state == State.PAUSED and consent.paused_until == until:
        return consent
    consent.state, consent.paused_until = State.PAUSED, until
    return _saved("pause", consent, by, now)


@transaction.atomic
def resume_consent(*, consent: Consent, by: User, now: datetime) -> Consent:
    consent = _locked(consent, by)
    if consent.state == State.ACTIVE:
        return consent
    if consent.state != State.PAUSED:
        raise DomainError(_("This is not paused. Press “Ask me” to be asked about it."))
    _check_thing(consent)
    _go_on(consent, now)
    return _saved("resume", consent, by, now)


@transaction.atomic
def revoke_consent(*, consent: Consent, by: User, now: datetime) -> Consent:
    """Stops for good. One can say yes again at any time; nobody asks for 30 days."""
    consent = _locked(consent, by)
    if consent.state not in GIVEN:
        return consent
    consent.state, consent.decided_at, consent.paused_until = State.REVOKED, now, None
    return _saved("revoke", consent, by, now)


@transaction.atomic
def change_consent(*, consent: Consent, by: User, now: datetime, terms: Terms) -> Consent:
    """A new version of how; the versions before it stay as they were."""
    consent = _locked(consent, by)
    if consent.state not in GIVEN:
        raise DomainError(_("This has ended. Press “Ask me” to be asked about it again."))
    latest = current_terms(consent)
    if latest is not None and terms_of(latest) == terms:
        return consent
    _check_thing(consent)
    _check_terms(terms, by, by.local_date(now))
    _add_terms(consent, terms, now)
    return _saved("change", consent, by, now, ends_on=terms.ends_on.isoformat())


# -- What happens to the thing happens to its consent -----------------------------------------


def end_consent_of(thing: Goal | Commitment, *, by: User | None, now: datetime) -> None:
    """The thing is over, so there is nothing left to ask."""
    consent = consent_of(thing)
    if consent is None:
        return
    consent = _locked(consent)
    if consent.state in (State.OFFERED, *GIVEN):
        consent.state, consent.paused_until = State.EXPIRED, None
        _saved("expire", consent, by, now)


def replan_consent_of(thing: Thing, *, now: datetime) -> None:
    """Something happened that the next question should know of."""
    consent = consent_of(thing)
    if consent is not None:
        consent = _locked(consent)
        if consent.state == State.ACTIVE:
            consent.next_plan_at = now
            consent.save(update_fields=["next_plan_at"])


def move_consent_of(promise: Commitment, *, days: int, now: datetime) -> None:
    """The owner moved the day of a promise: a yes moves along, in a new version of its terms."""
    consent = consent_of(promise)
    if consent is None or consent.state not in GIVEN:
        return
    consent = _locked(consent)
    latest = current_terms(consent)
    if consent.state in GIVEN and latest is not None and days > 0:
        terms = terms_of(latest)
        _add_terms(consent, terms.ending(terms.ends_on + timedelta(days=days)), now)
    _saved("move", consent, promise.person, now)


# -- Sweeps -----------------------------------------------------------------------------------


def expire_consents(now: datetime) -> int:
    """Ends what was agreed until a day that is over where the person lives."""
    somewhere = now.date() + timedelta(days=1)
    ended = Consent.objects.ended_before(somewhere).order_by("ends_on", "id")
    return sum(_expire_one(pk, now) for pk in ended.values_list("pk", flat=True)[:SWEEP_BATCH])


@transaction.atomic
def _expire_one(pk: int, now: datetime) -> int:
    consent = _locked_by_id(pk)
    over = consent.ends_on is not None and consent.ends_on < consent.person.local_date(now)
    if consent.state not in GIVEN or not over:
        return 0
    consent.state, consent.paused_until = State.EXPIRED, None
    _saved("expire", consent, None, now)
    return 1


def resume_paused_consents(now: datetime) -> int:
    """Goes on where a pause was until a day that has come where the person lives."""
    somewhere = now.date() + timedelta(days=1)
    resting = Consent.objects.resting_until(somewhere).order_by("paused_until", "id")
    return sum(_resume_one(pk, now) for pk in resting.values_list("pk", flat=True)[:SWEEP_BATCH])


@transaction.atomic
def _resume_one(pk: int, now: datetime) -> int:
    consent = _locked_by_id(pk)
    until = consent.paused_until
    if consent.state != State.PAUSED or until is None or until > consent.person.local_date(now):
        return 0
    _go_on(consent, now)
    _saved("resume", consent, None, now)
    return 1


# -- Inside -----------------------------------------------------------------------------------


def _locked(consent: Consent, by: User | None = None) -> Consent:
    """The row as it is now, held. Only its own person may decide."""
    if by is not None and consent.person_id != by.pk:
        raise DomainError(_("Only the person who would be asked can decide this."))
    return _locked_by_id(consent.pk)


def _locked_by_id(pk: int) -> Consent:
    Consent.objects.select_for_update().filter(pk=pk).first()
    return Consent.objects.with_things().get(pk=pk)


def _check_thing(consent: Consent) -> None:
    if not getattr(consent.thing, "is_open", True):
        raise DomainError(_("This is already done or let go, so there is nothing to ask."))
    if not consent.pairing.holds_seats:
        raise DomainError(_("Your pairing has ended, so there is nobody to bring this up with."))


def _check_terms(terms: Terms, by: User, today: date) -> None:
    check_hour(by, terms.at, terms.how)
    if terms.ends_on < today:
        raise DomainError(_("This end is in the past. Choose today or a later day."))


def _go_on(consent: Consent, now: datetime) -> None:
    consent.state, consent.paused_until, consent.resumed_at = State.ACTIVE, None, now


def _add_terms(consent: Consent, terms: Terms, now: datetime) -> None:
    latest = current_terms(consent)
    ConsentTerms.objects.create(
        consent=consent,
        version=latest.version + 1 if latest else 1,
        who=terms.who,
        how=terms.how,
        at=terms.at,
        per_week=terms.per_week,
        tone=terms.tone,
        silence=terms.silence,
        silence_days=terms.silence_days,
        ends_on=terms.ends_on,
        given_at=now,
    )
    consent.ends_on = terms.ends_on


def _saved(verb: str, consent: Consent, by: User | None, now: datetime, **details: Any) -> Consent:
    """The planner looks at an active one at once, and never at any other."""
    consent.next_plan_at = now if consent.state == State.ACTIVE else None
    consent.save()
    _note(verb, consent, by, now, **details)
    return consent


def _note(verb: str, consent: Consent, by: User | None, now: datetime, **details: Any) -> None:
    record(by=by, verb=f"consent.{verb}", about=consent, scope=consent.scope, now=now, **details)
