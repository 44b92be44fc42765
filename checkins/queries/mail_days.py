"""One day of somebody's mails: what came and why, and what was asked for and brought none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext

from accounts import mailkinds
from accounts.models import Message, User
from checkins.models import Nudge
from checkins.queries.as_of import Past, past_of
from checkins.queries.room import ON_ITS_WAY
from goals.models import Consent, ConsentTerms
from goals.nudges import MAILS_A_WEEK, TELLS, Case, Week
from goals.queries import why_not_living
from goals.queries.consents import why_not_asked
from goals.weeks import monday_of
from goals.why import Held, WhyNot, why_not_on

MOST = 200
WAITS = ("text", "html", "ics", "headers", "params")  # not read: it is about their fate alone
ENDED_LATELY = timedelta(days=14)


@dataclass(frozen=True)
class Day:
    """A local day of the person, and the instants between which it lies."""

    on: date
    begins: datetime
    ends: datetime
    now: datetime

    @classmethod
    def of(cls, person: User, on: date, now: datetime) -> Day:
        zone = ZoneInfo(person.zone)
        begins, ends = (
            datetime.combine(day, time(), zone).astimezone(UTC)
            for day in (on, on + timedelta(days=1))
        )
        return cls(on, begins, ends, now)

    @property
    def is_today(self) -> bool:
        return self.begins <= self.now < self.ends

    @property
    def seen_from(self) -> datetime:
        """Today as it stands; a day that is over as it began."""
        return self.now if self.is_today else self.begins


@dataclass(frozen=True)
class Asked:
    """One thing in a mail: what was said yes to, in which version."""

    consent: Consent
    terms: ConsentTerms | None


@dataclass(frozen=True)
class Mail:
    message: Message
    asked: list[Asked] = field(default_factory=list)

    @property
    def switchable(self) -> bool:
        kind = mailkinds.find(self.message.kind)
        return kind is not None and kind.unsubscribe == "stream"


@dataclass(frozen=True)
class Silent:
    """One thing that was asked for and brought no mail. Exactly one of the four is set."""

    consent: Consent
    why: str = ""  # it was not to be asked about then
    outbox: Message | None = None  # it was handed over, and this became of it
    skipped: Nudge | None = None
    plan: WhyNot | None = None


@dataclass(frozen=True)
class MailDay:
    day: Day
    came: list[Mail]
    held: list[Mail]
    """Meant for that day, of kinds that nobody says yes to, and not sent then."""
    silent: list[Silent]


def mail_day(person: User, on: date, now: datetime) -> MailDay:
    day = Day.of(person, on, now)
    messages = _messages(person, day)
    consents = _consents(person, day)
    past = past_of(person, consents, day.seen_from, day.ends)
    came = [_mail(row, messages, past) for row in messages if _left_on(row, on)]
    spoken = {asked.consent.pk for mail in came for asked in mail.asked}
    week = _week(person, messages, day)
    silent = [_silent(row, past, week, day) for row in consents if row.pk not in spoken]
    return MailDay(
        day=day,
        came=came,
        held=[Mail(row) for row in messages if _was_held(row, day)],
        silent=[one for one in silent if one is not None],
    )


def _messages(person: User, day: Day) -> list[Message]:
    """Of its whole week, since three fill it; with what each mail told of, in one query."""
    monday = monday_of(day.on)
    sent = Q(sent_on__gte=monday, sent_on__lte=day.on)
    meant = Q(due_at__gte=day.begins, due_at__lt=day.ends)
    going = Q(state__in=ON_ITS_WAY, due_at__lt=day.ends)
    told = Q(told_in__sent_on=day.on)
    rows = Message.objects.to_person(person).filter(sent | meant | going | told)
    found = rows.select_related("nudge", "told_in").defer(
        *WAITS, *(f"told_in__{name}" for name in WAITS)
    )
    return list(found.order_by("due_at", "pk"))


def _consents(person: User, day: Day) -> list[Consent]:
    """What had been said yes to by then."""
    given = ConsentTerms.objects.filter(consent=OuterRef("pk"), given_at__lt=day.ends)
    rows = Consent.objects.of(person).filter(Exists(given)).with_programs()
    return list(rows.order_by("-pk")[:MOST])


def _left_on(message: Message, on: date) -> bool:
    return message.state == Message.State.SENT and message.sent_on == on


def _was_held(message: Message, day: Day) -> bool:
    """Reminders are told of beside what they ask about; what somebody else wished us to tell, and
    was not told, is no business of who would have read it."""
    meant = day.begins <= message.due_at < day.ends
    kind = mailkinds.find(message.kind)
    if not meant or kind is None or kind.rests_on_consent:
        return False
    return not _left_on(message, day.on) and not (
        message.told_in is not None and _left_on(message.told_in, day.on)
    )


def _mail(message: Message, messages: Iterable[Message], past: Past) -> Mail:
    nudges = [
        nudge
        for row in messages
        if message.pk in (row.pk, row.told_in_id)
        if (nudge := getattr(row, "nudge", None)) is not None and nudge.consent_id in past.consents
    ]
    asked = [
        Asked(past.consents[nudge.consent_id], past.terms_at(nudge.consent_id, message.sent_at))
        for nudge in nudges
    ]
    return Mail(message, asked)


def _week(person: User, messages: list[Message], day: Day) -> Week:
    """Whether three mails had come, or were on their way, when the day began."""
    counting = mailkinds.counting_kinds()
    taken: dict[date, int] = defaultdict(int)
    leaving = set()
    for row in messages:
        kind = mailkinds.find(row.kind)
        if row.kind not in counting or kind is None:
            continue
        if row.state == Message.State.SENT and row.sent_on is not None:
            taken[monday_of(row.sent_on)] += row.sent_on < day.on or day.is_today
        elif day.is_today and row.state in ON_ITS_WAY:
            if kind.gathers:
                leaving.add(row.due_at)
            taken[monday_of(person.local_date(max(row.due_at, day.now)))] += 1
    full = {monday for monday, mails in taken.items() if mails >= MAILS_A_WEEK}
    return Week(full, frozenset(leaving))


def _silent(consent: Consent, past: Past, week: Week, day: Day) -> Silent | None:
    """The outbox knows best, then the person's own decision, then what was written down, and then
    the planner. A row that was planned says nothing of a decision taken since."""
    nudges = [row for row in past.nudges[consent.pk] if row.due_on == day.on]
    handed = [row.message for row in nudges if row.message is not None and row.step != TELLS]
    if handed:
        message = handed[-1]
        return Silent(consent, outbox=message.told_in or message)
    why = _why_not_asked(consent, past, day)
    if why:
        return None if _is_long_over(consent, past, day) else Silent(consent, why=why)
    skipped = [row for row in nudges if row.state == Nudge.State.SKIPPED]
    if skipped:
        return Silent(consent, skipped=skipped[-1])
    terms = past.given(consent)
    assert terms is not None  # only what was said yes to is looked at
    case = Case(
        terms=terms,
        thing=past.thing(consent),
        reader=past.reader(consent),
        handled=past.handled(consent, day.on, and_on=day.is_today),
        now=day.seen_from,
        week=week,
    )
    return Silent(consent, plan=_planned(case, day))


def _why_not_asked(consent: Consent, past: Past, day: Day) -> str:
    """ "" if it lived on that day, else why not, as a sentence."""
    state, terms = past.state(consent), past.given(consent)
    if state == Consent.State.EXPIRED and terms is not None and terms.ends_on >= day.on:
        return gettext("It is done or let go, so there is nothing to ask.")
    if day.is_today:
        return why_not_living(consent, day.now)
    if state == Consent.State.ACTIVE and terms is not None and terms.ends_on < day.on:
        state = Consent.State.EXPIRED
    if state != Consent.State.ACTIVE:
        return why_not_asked(state)
    closed_at = consent.pairing.closed_at
    return gettext("Your pairing had ended.") if closed_at and closed_at < day.begins else ""


def _is_long_over(consent: Consent, past: Past, day: Day) -> bool:
    """Nobody waits for a mail about it any more; what is paused may come back."""
    since = past.since.get(consent.pk) or consent.decided_at
    over = past.state(consent) not in (Consent.State.ACTIVE, Consent.State.PAUSED)
    return over and since is not None and since < day.begins - ENDED_LATELY


def _planned(case: Case, day: Day) -> WhyNot:
    """A day that is over and on which it was due, or before it, is no day of things to come."""
    found = why_not_on(case, day.on)
    is_late = found.next is not None and found.next.due_on < day.on
    if is_late or (found.reason == Held.TO_COME and not day.is_today):
        return WhyNot(Held.NOT_LEFT)
    return found
