"""Reads for a person's own calendar: what they want of it, and what stands in it."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.links import page_url
from accounts.models import User
from checkins import words
from checkins.feed import Entry, Feed
from checkins.models import CheckIn, PersonalCalendar
from goals.models import Commitment
from mentorship.models import Pairing, PairingMember, seat_members
from mentorship.words import shared_words

BACK, AHEAD = timedelta(days=90), timedelta(days=366)
SHOWN = (CheckIn.State.PLANNED, CheckIn.State.HELD)


def calendar_of(person: User) -> PersonalCalendar:
    """What they said about it, or what holds until somebody says something."""
    return PersonalCalendar.objects.of(person).first() or PersonalCalendar(person=person)


def address_of(calendar: PersonalCalendar) -> str:
    if not calendar.is_open:
        return ""
    return settings.SITE_URL + reverse("checkins:calendar_feed", args=[calendar.token])


def feed_of(calendar: PersonalCalendar, now: datetime) -> Feed:
    """Ninety days back and a year ahead, in the words and the language of whose it is."""
    person = calendar.person
    with translation.override(person.language):
        check_ins = list(_check_ins(calendar, now))
        pairings = _pairings(calendar, {check_in.pairing_id for check_in in check_ins})
        titles = {pairing.pk: _title(calendar, pairing) for pairing in pairings}
        entries = [_meeting(check_in, titles[check_in.pairing_id]) for check_in in check_ins]
        if calendar.shows_promises:
            entries += [_promise(calendar, row) for row in _promises(person, now)]
        shared = shared_words(pairing.cohort.program.words for pairing in pairings)
        organizer = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
        return Feed(capfirst(shared.check_ins), organizer, entries)


def _check_ins(calendar: PersonalCalendar, now: datetime) -> QuerySet[CheckIn]:
    """What is not active is hidden at once; what was held stays."""
    rows = CheckIn.objects.visible_to(calendar.person).filter(
        state__in=SHOWN, starts_at__gt=now - BACK, starts_at__lt=now + AHEAD
    )
    resting = rows.planned().exclude(pairing__state=Pairing.State.ACTIVE)
    return rows.exclude(pk__in=resting.values("pk")).order_by("starts_at", "id")


def _pairings(calendar: PersonalCalendar, keys: set[int]) -> list[Pairing]:
    """Each read once, however many meetings it has."""
    if not calendar.says_more:
        return list(Pairing.objects.filter(pk__in=keys).select_related("cohort__program"))
    rows = PairingMember.objects.filter(pairing__in=keys).select_related(
        "enrollment__user", "pairing__cohort__program"
    )
    members = list(rows.order_by("pk"))
    seat_members(members)
    return list({member.pairing_id: member.pairing for member in members}.values())


def _promises(person: User, now: datetime) -> QuerySet[Commitment]:
    today = person.local_date(now)
    rows = Commitment.objects.owned_by(person).open().in_active_pairings()
    return rows.filter(due_on__gt=today - BACK, due_on__lt=today + AHEAD).order_by("due_on", "id")


def title_for(calendar: PersonalCalendar, check_in: CheckIn) -> str:
    return _title(calendar, check_in.pairing)


def _title(calendar: PersonalCalendar, pairing: Pairing) -> str:
    """Neutral, since others may see a calendar; with whom, for those who chose to say it."""
    title = capfirst(pairing.cohort.program.words.check_in)
    if not calendar.says_more:
        return title
    people = words.names(words.others_of(pairing, calendar.person))
    return _("%(word)s with %(people)s") % {"word": title, "people": people}


def _meeting(check_in: CheckIn, title: str) -> Entry:
    return Entry(
        uid=str(check_in.uid),
        sequence=check_in.sequence,
        changed_at=(check_in.moved_at or check_in.created_at).astimezone(UTC),
        starts=check_in.starts_at.astimezone(UTC),
        minutes=check_in.minutes,
        title=title,
        url=page_url("checkins:check_in", check_in.pk),
    )


def _promise(calendar: PersonalCalendar, promise: Commitment) -> Entry:
    """On the day alone: it takes no hour from anybody."""
    url = page_url("goals:commitment", promise.pk)
    return Entry(
        uid=str(uuid.uuid5(uuid.NAMESPACE_URL, url)),
        sequence=promise.moves,
        changed_at=promise.made_at.astimezone(UTC),
        starts=promise.due_on,
        minutes=0,
        title=promise.text if calendar.says_more else _("Something I promised"),
        url=url,
    )
