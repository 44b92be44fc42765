"""An application from its first word to its end, as the person who writes it acts on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.invitations import note_address
from accounts.services.outbox import cancel_messages, queue_message
from mentorship.models import (
    ApplicationDraft,
    Cohort,
    EligibilityRule,
    Enrollment,
    Entrance,
    Pairing,
)
from mentorship.models.applications import ApplicationDraftQuerySet
from mentorship.queries.entrances import entrance_of, first_unmet, room_for

from .decision_mails import queue_decision
from .enrollments import check_takes_answers
from .entrances import locked_cohort
from .new_accounts import account_facts
from .programs import check_goes_on

State = Enrollment.State
FIRST_REMINDER, LAST_REMINDER = timedelta(days=2), timedelta(days=7)
KEPT_FOR = timedelta(days=60)  # what nobody sent or touched for so long is deleted
AT_ONCE = 200


@dataclass(frozen=True)
class Written:
    """What the form holds: answers, the zone of the hours in them, and a mentor's seats."""

    answers: Mapping[str, Any]
    zone: str = ""
    capacity: int | None = None


class TurnedBack(DomainError):
    """A rule is not met. The sentence is the rule's own."""

    def __init__(self, rule: EligibilityRule) -> None:
        super().__init__(rule.message)
        self.rule = rule


# -- Beginning -----------------------------------------------------------------------------


@transaction.atomic
def start_application(
    *, entrance: Entrance, role: str, by: User, now: datetime
) -> ApplicationDraft:
    """By somebody who is signed in and has the link. The one they have begun, if there is one."""
    _check_open(entrance, role, by.email, now)
    _check_no_place(_place(entrance.cohort, by, role))
    return _draft(entrance.cohort, by, role, now, begun=True)


@transaction.atomic
def request_application(
    *, entrance: Entrance, role: str, email: str, name: str, language: str, now: datetime
) -> None:
    """By a stranger, who gets a mail with the way in. Whether we knew the address shows nowhere."""
    email = email.strip().lower()
    _check_open(entrance, role, email, now)
    cohort = entrance.cohort
    facts = account_facts(cohort.program, name=name, now=now, zone=cohort.zone, language=language)
    person, _made = User.objects.get_or_create(email=email, defaults=facts)
    if not person.is_active:
        return
    note_address(person=person)
    place = _place(cohort, person, role)
    about = place if place and not may_apply_again(place) else None
    about = about or _draft(cohort, person, role, now, begun=False)
    queue_application_link(person=person, about=about, cohort=cohort, now=now)
    record(by=None, verb="application.request", about=about, scope=cohort.scope, now=now)


def queue_application_link(
    *,
    person: User,
    about: ApplicationDraft | Enrollment,
    cohort: Cohort,
    now: datetime,
    once: str = "%Y%m%d%H",
) -> None:
    """At most one an hour, whoever presses; one a minute for who is signed in and asks for it."""
    queue_message(
        kind="mentorship.application_link",
        person=person,
        about=about,
        scope=cohort.scope,
        now=now,
        dedupe_key=f"application_link:{about._meta.model_name}:{about.pk}:{now.strftime(once)}",
        priority=1,
    )


def _check_open(entrance: Entrance, role: str, email: str, now: datetime) -> None:
    if not entrance.is_open_at(now):
        raise DomainError(_("Nobody new can apply here at the moment."))
    if role not in entrance.roles:
        raise DomainError(_("Choose one of the ways of taking part that are offered here."))
    if not entrance.welcomes(email):
        raise DomainError(outside_sentence(entrance))


def outside_sentence(entrance: Entrance) -> str:
    told = {
        "domains": ", ".join(f"@{domain}" for domain in entrance.domains),
        "contact": entrance.cohort.program.support_contact,
    }
    if told["contact"]:
        return (
            _(
                "This is for people with an address that ends in %(domains)s. Do you belong here all "
                "the same? Write to %(contact)s."
            )
            % told
        )
    return (
        _(
            "This is for people with an address that ends in %(domains)s. Do you belong here all "
            "the same? Ask whoever gave you the link."
        )
        % told
    )


def may_apply_again(place: Enrollment) -> bool:
    """Who left by themselves, or said no to an invitation, may change their mind."""
    left = place.state in (State.WITHDRAWN, State.DECLINED)
    return left and place.decided_at is None


def _check_no_place(place: Enrollment | None) -> None:
    if place is None or may_apply_again(place) or place.state == State.INVITED:
        return
    if place.state in (State.DECLINED, State.WITHDRAWN):
        raise DomainError(
            _("Your application for this round was answered already. Write to your program.")
        )
    raise DomainError(_("You have applied already. “Your places” says where it stands."))


def _place(cohort: Cohort, person: User, role: str) -> Enrollment | None:
    places = Enrollment.objects.in_cohort(cohort).of(person).in_role(role)
    return places.select_for_update(of=("self",)).first()


def _draft(
    cohort: Cohort, person: User, role: str, now: datetime, *, begun: bool
) -> ApplicationDraft:
    draft, made = ApplicationDraft.objects.get_or_create(
        cohort=cohort,
        user=person,
        role=role,
        defaults={"created_at": now, "touched_at": now},
    )
    if begun and draft.begun_at is None:
        begin(draft, now)
    if made and begun:
        _record(draft, "application.start", person, now)
    return draft


def begin(draft: ApplicationDraft, now: datetime) -> None:
    """From here on we know whose it is, and they are reminded of it twice."""
    draft.begun_at, draft.touched_at = now, now
    draft.remind_at = now + FIRST_REMINDER
    draft.save(update_fields=["begun_at", "touched_at", "remind_at"])


# -- Writing -------------------------------------------------------------------------------


@transaction.atomic
def save_application(
    *, cohort: Cohort, role: str, written: Written, by: User, now: datetime
) -> ApplicationDraft:
    """Keeps what is there so far. Invited people have no draft before this."""
    check_goes_on(cohort)
    _check_no_place(_place(cohort, by, role))
    mine = ApplicationDraft.objects.select_for_update().filter(cohort=cohort, user=by, role=role)
    draft = mine.first()
    if draft is None:  # none yet; or sent from another window while this one waited for it
        place = _place(cohort, by, role)
        _check_no_place(place)
        if place is None or place.state != State.INVITED:
            raise DomainError(_("Open the link to this cohort once more, then go on."))
        _draft(cohort, by, role, now, begun=True)
        draft = mine.get()
    draft.cohort, draft.user = cohort, by
    if draft.begun_at is None:
        begin(draft, now)
    draft.answers, draft.zone = dict(written.answers), written.zone
    draft.capacity, draft.touched_at = written.capacity, now
    draft.save(update_fields=["answers", "zone", "capacity", "touched_at"])
    return draft


@transaction.atomic
def mail_application(*, draft: ApplicationDraft, by: User, now: datetime) -> ApplicationDraft:
    """The finish-later link, at once, because they asked for it."""
    queue_application_link(person=by, about=draft, cohort=draft.cohort, now=now, once="%Y%m%d%H%M")
    _record(draft, "application.mail", by, now)
    return draft


@transaction.atomic
def delete_application(*, draft: ApplicationDraft, by: User, now: datetime) -> None:
    """What they wrote is gone, and no more mail comes about it."""
    _drop(draft, _("They deleted what they had written."), now)
    _record(draft, "application.delete", by, now)


def _drop(draft: ApplicationDraft, reason: object, now: datetime) -> None:
    cancel_messages(about=draft, reason=reason, now=now)
    ApplicationDraft.objects.filter(pk=draft.pk).delete()


def _record(draft: ApplicationDraft, verb: str, by: User | None, now: datetime) -> None:
    scope = draft.cohort.scope
    record(by=by, verb=verb, about=draft, scope=scope, now=now, role=draft.role)


# -- Sending -------------------------------------------------------------------------------


def submit_application(
    *, cohort: Cohort, role: str, written: Written, by: User, now: datetime
) -> Enrollment:
    """Applied; or in at once where nobody has to say yes; or on the waiting list where all places
    are taken. Who does not meet a rule reads it, and what they wrote is kept."""
    draft = save_application(cohort=cohort, role=role, written=written, by=by, now=now)
    try:
        return _submit(draft, by, now)
    except TurnedBack as refusal:
        _turn_back(draft, refusal.rule, now)
        raise


@transaction.atomic
def _submit(draft: ApplicationDraft, by: User, now: datetime) -> Enrollment:
    cohort = locked_cohort(draft.cohort)
    entrance = entrance_of(cohort)
    place = _place(cohort, by, draft.role)
    _check_no_place(place)
    was_invited = place is not None and place.state == State.INVITED
    if was_invited:
        check_takes_answers(cohort)
    else:
        _check_open(entrance, draft.role, by.email, now)
    rule = first_unmet(draft)
    if rule is not None:
        raise TurnedBack(rule)
    state = State.ACCEPTED if was_invited else _state_for(entrance, draft.role)
    place = fill_place(draft, place, state, now)
    scope = cohort.scope
    record(by=by, verb="application.submit", about=place, scope=scope, now=now, state=str(state))
    if state != State.APPLIED:
        queue_decision(place=place, entrance=entrance, now=now)
    return place


def _state_for(entrance: Entrance, role: str) -> str:
    if entrance.needs_approval:
        return State.APPLIED
    return State.WAITLISTED if room_for(entrance, role).is_full else State.ACCEPTED


def fill_place(
    draft: ApplicationDraft, place: Enrollment | None, state: str, now: datetime
) -> Enrollment:
    """The enrollment that an application becomes; the draft is gone."""
    place = place or Enrollment(
        cohort=draft.cohort,
        user=draft.user,
        role=draft.role,
        origin=Enrollment.Origin.LINK,
        created_at=now,
    )
    place.state, place.answers = state, draft.answers
    place.applied_at = place.answered_at = now
    place.decided_at = place.decided_by = None
    place.capacity = max(_seats(draft), place.seats_taken)
    place.save()
    if draft.zone and draft.zone != draft.user.zone:  # the hours they named are in this one
        User.objects.filter(pk=draft.user_id).update(zone=draft.zone)
    _drop(draft, _("They have sent their application."), now)
    return place


def _seats(draft: ApplicationDraft) -> int:
    if draft.role != Enrollment.Role.MENTOR:
        return 1
    return draft.capacity or draft.cohort.default_capacity


@transaction.atomic
def _turn_back(draft: ApplicationDraft, rule: EligibilityRule, now: datetime) -> None:
    """Kept for the coordinators: who, when and which rule. Not what was written. It has had its
    answer, so no mail asks to finish it."""
    facts = {"turned_back_at": now, "turned_back_by": rule, "remind_at": None}
    ApplicationDraft.objects.filter(pk=draft.pk).update(**facts)
    scope = draft.cohort.scope
    record(
        by=draft.user, verb="application.turn_back", about=draft, scope=scope, now=now, rule=rule.pk
    )


# -- Leaving -------------------------------------------------------------------------------


@transaction.atomic
def withdraw_application(*, place: Enrollment, by: User, now: datetime) -> Enrollment:
    """The person takes it back. The place is free again; what they wrote stays with their row
    until they ask to be removed."""
    locked_cohort(place.cohort)
    rows = Enrollment.objects.select_for_update(of=("self",)).select_related("cohort", "user")
    place = rows.get(pk=place.pk)
    if place.state in (State.WITHDRAWN, State.DECLINED, State.COMPLETED):
        return place
    if Pairing.objects.holding_seats().with_enrollment(place).exists():
        raise DomainError(
            _("You are working with somebody at the moment. Close that pairing first, then leave.")
        )
    Pairing.objects.proposed().with_enrollment(place).delete()
    place.state, place.answered_at = State.WITHDRAWN, now
    place.decided_at = place.decided_by = None
    place.save(update_fields=["state", "answered_at", "decided_at", "decided_by"])
    cancel_messages(about=place, reason=_("They took their application back."), now=now)
    record(by=by, verb="application.withdraw", about=place, scope=place.cohort.scope, now=now)
    return place


# -- By the clock --------------------------------------------------------------------------


def remind_of_applications(now: datetime) -> int:
    """The mails after two and after seven days; then never again."""
    made = 0
    for draft in ApplicationDraft.objects.to_remind(now).order_by("remind_at")[:AT_ONCE]:
        made += remind_of_application(draft=draft, now=now)
    return made


@transaction.atomic
def remind_of_application(*, draft: ApplicationDraft, now: datetime) -> int:
    rows = ApplicationDraft.objects.select_for_update(of=("self",)).to_remind(now)
    found = rows.select_related("cohort", "user").filter(pk=draft.pk).first()
    if found is None or found.begun_at is None:
        return 0
    last = found.begun_at + LAST_REMINDER
    queue_message(
        kind="mentorship.finish_later",
        person=found.user,
        about=found,
        scope=found.cohort.scope,
        now=now,
        dedupe_key=f"finish_later:{found.pk}:{2 if now >= last else 1}",
    )
    found.remind_at = last if now < last else None
    found.save(update_fields=["remind_at"])
    return 1


def forget_applications(now: datetime) -> int:
    """What was begun and neither sent nor touched for two months."""
    old = ApplicationDraft.objects.untouched_since(now - KEPT_FOR)
    return _forget(old) if old.exists() else 0  # an idle tick takes no write lock


@transaction.atomic
def _forget(drafts: ApplicationDraftQuerySet) -> int:
    """The rows are held: whoever comes back to theirs in this very moment keeps it."""
    held = [draft.pk for draft in drafts.select_for_update()[:AT_ONCE]]
    deleted, _rows = ApplicationDraft.objects.filter(pk__in=held).delete()
    return deleted
