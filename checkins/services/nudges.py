"""From living consents to messages in the outbox. No consent, no nudge, ever."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction

from accounts.models import Message
from accounts.services.outbox import draft_message, queue_messages
from checkins.models import Nudge
from checkins.queries.nudges import LATER, AskingFacts, facts_of
from checkins.queries.room import Room, rooms_of
from goals import nudges
from goals.models import Consent
from goals.nudges import TELLS, Handled, Plan, Planned, Reason
from goals.queries import why_not_living
from mentorship.models import Pairing

FOLLOW_UP = "checkins.follow_up"
SILENCE_TOLD = "checkins.silence_told"
LOOK_AGAIN = timedelta(days=1)
LOOK_MUCH_LATER = timedelta(days=30)
CHANGING = ["due_at", "due_on", "state", "reason", "message"]


@transaction.atomic
def plan_consents(*, consents: Sequence[Consent], now: datetime, alone: bool = False) -> int:
    """Writes down what comes next, hands over what is due, and says when to look again.
    Run twice, it changes nothing the second time. Returns how many were handed over."""
    # Decided otherwise, or planned by another worker: then it is not among them. All of a person's
    # that are due come along, so that they can leave in one mail; but not where each is planned
    # `alone`, since one of them breaks.
    due = Consent.objects.select_for_update(of=("self",)).to_plan(now)
    wanted = (
        due.filter(pk__in=[row.pk for row in consents])
        if alone
        else due.filter(person__in={row.person_id for row in consents})
    )
    locked = list(wanted.order_by("pk").values_list("pk", flat=True))
    rows = list(Consent.objects.with_programs().filter(pk__in=locked).order_by("pk"))
    rooms = rooms_of([row.person for row in rows], now)
    works = [
        _Work(consent, facts, now, rooms[consent.person_id])
        for consent, facts in zip(rows, facts_of(rows, now), strict=True)
    ]
    for work in works:
        work.think()
    _write(works, now)
    return sum(len(work.due) for work in works)


def plan_consent(*, consent: Consent, now: datetime) -> int:
    return plan_consents(consents=[consent], now=now, alone=True)


def _write(works: Sequence[_Work], now: datetime) -> None:
    """All at once; a row needs its id before a message can be named after it."""
    rows = [row for work in works for row in work.changed]
    old = [row for row in rows if row.pk is not None]
    Nudge.objects.bulk_create([row for row in rows if row.pk is None])
    drafts = [(draft, row) for work in works for row in work.due for draft in _drafts(row, now)]
    queue_messages([draft for draft, _row in drafts])
    # A step that goes to several people names one of its mails.
    due = {draft.dedupe_key: row for draft, row in reversed(drafts)}
    for message in Message.objects.filter(dedupe_key__in=due).defer("text", "html", "ics"):
        due[message.dedupe_key].message = message
    # One by one costs less than what the ORM makes of a bulk update.
    for row in {id(row): row for row in (*old, *due.values())}.values():
        row.save(update_fields=CHANGING)
    looks: dict[datetime | None, list[int]] = defaultdict(list)
    for work in works:
        looks[work.consent.next_plan_at].append(work.consent.pk)
    for moment, consents in looks.items():
        Consent.objects.filter(pk__in=consents).update(next_plan_at=moment)


def _drafts(row: Nudge, now: datetime) -> list[Message]:
    return _to_others(row, now) if row.step == TELLS else [_message_of(row, now)]


def _to_others(row: Nudge, now: datetime) -> list[Message]:
    consent = row.consent
    members = consent.pairing.members.with_person().exclude(enrollment__user=consent.person)
    return [
        draft_message(
            kind=SILENCE_TOLD,
            person=member.person,
            about=consent,
            scope=consent.scope,
            now=now,
            dedupe_key=f"{SILENCE_TOLD}:{row.pk}:{member.pk}",
            due_at=row.due_at,
            params={"nudge": row.pk},
        )
        for member in members
    ]


def _message_of(row: Nudge, now: datetime) -> Message:
    consent = row.consent
    return draft_message(
        kind=FOLLOW_UP,
        person=consent.person,
        about=consent,
        scope=consent.scope,
        now=now,
        dedupe_key=f"{FOLLOW_UP}:{row.pk}",
        due_at=row.due_at,
        params={"step": row.step, "about_on": row.about_on.isoformat()},
    )


@transaction.atomic
def end_nudges(*, nudges: Sequence[Nudge], now: datetime) -> int:
    """What was planned on a yes that rests or is over says why it did not come. Until its time it
    stays as it is: whoever goes on before then finds it where it was."""
    rows = Nudge.objects.left_behind(now).filter(pk__in=[row.pk for row in nudges])
    expired = rows.filter(consent__state=Consent.State.EXPIRED)
    skipped = Nudge.State.SKIPPED
    ended = expired.update(state=skipped, reason=str(Reason.ENDED))
    return ended + rows.update(state=skipped, reason=str(Reason.STOPPED))


@dataclass
class _Work:
    """One consent, in memory: which of its rows change, and which are due."""

    consent: Consent
    facts: AskingFacts
    now: datetime
    room: Room
    changed: list[Nudge] = field(default_factory=list)
    due: list[Nudge] = field(default_factory=list)

    def think(self) -> None:
        if why_not_living(self.consent, self.now):
            self._stop()
            return
        plan = self._plan()
        self._leave_out(plan)
        step = plan.next
        if step is not None:
            row = self._write_down(step)
            if step.due_at <= self.now:
                row.state = Nudge.State.HANDED_OVER
                if not step.is_to_others:
                    self.room.take(step.due_at)
                self.due.append(row)
                self.facts.handled.append(Handled(step.about_on, step.step, step.due_on))
                step = self._plan().next
                if step is not None:
                    self._write_down(step)
        self._look_again(step)

    def _plan(self) -> Plan:
        facts = self.facts
        week = self.room.week(self.now)
        return nudges.plan(facts.terms, facts.thing, facts.reader, facts.handled, self.now, week)

    def _write_down(self, step: Planned) -> Nudge:
        row = self._row(step.about_on, step.step)
        row.due_at, row.due_on = step.due_at, step.due_on
        row.state = Nudge.State.PLANNED
        row.reason = str(Reason.WEEK_FULL if step.held else step.reason)
        return self._changes(row)

    def _row(self, about_on: date, step: int) -> Nudge:
        found = (row for row in self.facts.nudges if (row.about_on, row.step) == (about_on, step))
        new = Nudge(consent=self.consent, about_on=about_on, step=step, created_at=self.now)
        row = next(found, new)
        row.consent = self.consent
        return row

    def _changes(self, row: Nudge) -> Nudge:
        if row not in self.changed:
            self.changed.append(row)
        return row

    def _leave_out(self, plan: Plan) -> None:
        """What was planned and is no longer: the row says why."""
        wanted = {(step.about_on, step.step) for step in plan.planned}
        whys = {(step.about_on, step.step): step.reason for step in plan.not_planned}
        for_all = (step.reason for step in plan.not_planned if step.about_on is None)
        otherwise = next(for_all, Reason.MOVED)
        for row in self._planned():
            if (row.about_on, row.step) not in wanted:
                self._skip(row, whys.get((row.about_on, row.step), otherwise))

    def _stop(self) -> None:
        """Not to be asked now. A pairing that rests may come back, so that is looked at again."""
        rests = self.consent.pairing.state != Pairing.State.ACTIVE
        if not rests:
            open_still = getattr(self.consent.thing, "is_open", True)
            for row in self._planned():
                self._skip(row, Reason.ENDED if open_still else Reason.OVER)
        self.consent.next_plan_at = self.now + LOOK_AGAIN if rests else None

    def _planned(self) -> list[Nudge]:
        return [row for row in self.facts.nudges if row.state == Nudge.State.PLANNED]

    def _skip(self, row: Nudge, why: Reason) -> None:
        row.state, row.reason = Nudge.State.SKIPPED, str(why)
        self._changes(row)

    def _look_again(self, step: Planned | None) -> None:
        ends_on = self.consent.ends_on
        self.consent.next_plan_at = step.due_at if step is not None else None
        if step is None and ends_on and ends_on > (self.now + LATER).date():
            self.consent.next_plan_at = self.now + LOOK_MUCH_LATER
