"""Answering applications: yes, not yet, no; one or many at once, each with a mail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from accounts.services.outbox import cancel_messages
from mentorship.models import ApplicationDraft, Cohort, Enrollment, Entrance
from mentorship.queries.decision_texts import ACCEPT, DECLINE, STATE_OF, WAITLIST, Words
from mentorship.queries.entrances import entrance_of, room_for, rooms_of

from .applications import fill_place
from .decision_mails import KIND, queue_decision
from .entrances import locked_cohort, require_people_welcome

State = Enrollment.State
# From which states each answer may be given; a no may be taken back, a yes may not.
MAY_BECOME = {
    ACCEPT: (State.APPLIED, State.WAITLISTED, State.DECLINED),
    WAITLIST: (State.APPLIED,),
    DECLINE: (State.APPLIED, State.WAITLISTED),
}


class BeyondPlaces(DomainError):
    """More people than places; somebody has to say that this is meant."""


def accept_applications(
    *,
    cohort: Cohort,
    places: Collection[int],
    by: User,
    now: datetime,
    subject: str = "",
    text: str = "",
    beyond: bool = False,
) -> list[Enrollment]:
    """`beyond`: even if there are fewer places."""
    return _decide(cohort, places, ACCEPT, by, now, subject, text, beyond)


def waitlist_applications(
    *,
    cohort: Cohort,
    places: Collection[int],
    by: User,
    now: datetime,
    subject: str = "",
    text: str = "",
) -> list[Enrollment]:
    return _decide(cohort, places, WAITLIST, by, now, subject, text)


def decline_applications(
    *,
    cohort: Cohort,
    places: Collection[int],
    by: User,
    now: datetime,
    subject: str = "",
    text: str = "",
) -> list[Enrollment]:
    return _decide(cohort, places, DECLINE, by, now, subject, text)


@transaction.atomic
def _decide(
    cohort: Cohort,
    places: Collection[int],
    verb: str,
    by: User,
    now: datetime,
    subject: str,
    text: str,
    beyond: bool = True,
) -> list[Enrollment]:
    cohort = locked_cohort(cohort)
    require_people_welcome(cohort)
    found = _still_open(cohort, places, verb)
    entrance, _made = Entrance.objects.get_or_create(cohort=cohort)
    entrance.cohort = cohort
    if verb == ACCEPT and not beyond:
        _check_places(entrance, found)
    keep_words(entrance, verb, subject, text)
    _answer(entrance, found, verb, by, now, Words(subject, text))
    return found


def _answer(
    entrance: Entrance,
    places: list[Enrollment],
    verb: str,
    by: User | None,
    now: datetime,
    words: Words,
) -> None:
    for place in places:
        place.state, place.decided_at, place.decided_by = STATE_OF[verb], now, by
        cancel_messages(
            about=place, kinds=[KIND], reason=_("Another answer took its place."), now=now
        )
        queue_decision(
            place=place, entrance=entrance, now=now, subject=words.subject, text=words.text
        )
        record(by=by, verb=f"application.{verb}", about=place, scope=place.cohort.scope, now=now)
    Enrollment.objects.bulk_update(places, ["state", "decided_at", "decided_by"], batch_size=500)


def decline_who_waits(*, cohort: Cohort, by: User | None, now: datetime) -> int:
    """Nobody is left waiting for a place in a round that takes no more people. Within the
    transaction that closes it; in the words of the cohort."""
    rows = Enrollment.objects.in_cohort(cohort).waiting_for_a_place()
    found = list(rows.select_related("user").order_by("applied_at", "pk"))
    for place in found:
        place.cohort = cohort
    _answer(entrance_of(cohort), found, DECLINE, by, now, Words("", ""))
    return len(found)


def _still_open(cohort: Cohort, places: Collection[int], verb: str) -> list[Enrollment]:
    rows = Enrollment.objects.in_cohort(cohort).filter(pk__in=places)
    list(rows.order_by("pk").select_for_update().values_list("pk"))
    found = open_to_answer(cohort, places, verb)
    if not found:
        raise DomainError(_("Choose at least one application that still waits for this answer."))
    return found


def open_to_answer(cohort: Cohort, places: Collection[int], verb: str) -> list[Enrollment]:
    """Those of the chosen who can be given this answer now, in the order in which they came."""
    rows = Enrollment.objects.in_cohort(cohort).applications()
    rows = rows.filter(pk__in=places, state__in=MAY_BECOME[verb])
    found = list(rows.select_related("user").order_by("applied_at", "pk"))
    for place in found:
        place.cohort = cohort
    # A no that was the person's own is theirs to take back.
    return [p for p in found if p.state != State.DECLINED or p.decided_at is not None]


def exceeding(entrance: Entrance, places: Collection[Enrollment]) -> int:
    """How many of them would have no place."""
    rooms = rooms_of(entrance)
    wanted = Counter(place.role for place in places)
    return sum(rooms[role].exceeded_by(count) for role, count in wanted.items())


def _check_places(entrance: Entrance, places: Collection[Enrollment]) -> None:
    over = exceeding(entrance, places)
    if over:
        raise BeyondPlaces(
            ngettext(
                "That is one person more than there are places. Tick the box below if you mean it, "
                "or leave somebody out.",
                "That is %(count)s people more than there are places. Tick the box below if you "
                "mean it, or leave some out.",
                over,
            )
            % {"count": over}
        )


def keep_words(entrance: Entrance, verb: str, subject: str, text: str) -> None:
    """The next mail of this kind in this cohort starts from these."""
    if not subject and not text:
        return
    words = {"subject": subject, "text": text}
    if entrance.mails.get(verb) != words:
        entrance.mails = entrance.mails | {verb: words}
        entrance.save(update_fields=["mails"])


@transaction.atomic
def let_in_applicant(
    *, draft: ApplicationDraft, by: User, now: datetime, beyond: bool = False
) -> Enrollment:
    """Somebody whom a rule turned back gets a place all the same."""
    cohort = locked_cohort(draft.cohort)
    require_people_welcome(cohort)
    rows = ApplicationDraft.objects.turned_back().select_for_update(of=("self",))
    found = rows.select_related("user").filter(pk=draft.pk).first()
    if found is None:
        raise DomainError(_("They have sent or deleted their application in the meantime."))
    found.cohort = cohort
    entrance = entrance_of(cohort)
    if not beyond and room_for(entrance, found.role).is_full:
        raise BeyondPlaces(_("All places are taken. Tick the box below if you mean it."))
    place = Enrollment.objects.in_cohort(cohort).of(found.user).in_role(found.role).first()
    place = fill_place(found, place, State.ACCEPTED, now)
    place.decided_at, place.decided_by = now, by
    place.save(update_fields=["decided_at", "decided_by"])
    queue_decision(place=place, entrance=entrance, now=now)
    scope, rule = cohort.scope, found.turned_back_by_id
    record(by=by, verb="applicant.let_in", about=place, scope=scope, now=now, rule=rule)
    return place
