"""A roster file against what the cohort already has: what would be new, changed, unchanged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from itertools import islice
from typing import Any

from django.db.models import Count, Max
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.clock import local_date
from accounts.models import AuditEntry, User
from accounts.models.subjects import label_of
from mentorship import roster
from mentorship.models import OWN, Cohort, ColumnChoice, Enrollment
from mentorship.roster import ParsedPerson, Remark, RowError
from mentorship.words import Words

from .questions import asked_in_files
from .remarks import own_remark, packed

CHUNK = 500
Columns = Mapping[str, str | list[str]]
GONE = (Enrollment.State.DECLINED, Enrollment.State.WITHDRAWN)
FIELD_NAMES = {
    "email": _("e-mail address"),
    "name": _("name"),
    "first_name": _("first name"),
    "last_name": _("last name"),
    "role": _("role: mentor, mentee or partner"),
    "both_roles": _("wants to be both (yes or no)"),
    "is_mentor": _("is a mentor (yes or no)"),
    "is_mentee": _("is a mentee (yes or no)"),
    "capacity": _("how many people they take on"),
    "external_id": _("ID in your own system"),
    "zone": _("time zone"),
    "languages": _("languages"),
    "level": _("level or grade"),
    "department": _("department or organization"),
    "location": _("place"),
    "profession": _("profession"),
    "job_title": _("job title"),
    "skills_wanted": _("skills they would like to learn"),
    "skills_offered": _("skills they can offer"),
    "skills": _("skills (by role: wanted or offered)"),
    "interests": _("interests"),
    "goals": _("goals"),
    "bio": _("about them"),
    "availability": _("when they have time"),
    "accountability_style": _("how they like to be held to things"),
    "communication": _("how they like to communicate"),
    "style": _("how they like to work"),
    "identity_wish": _("wishes somebody with a similar identity (yes or no)"),
    "identity": _("identity"),
    "ranked_wishes": _("whom they wish for, in order"),
    "rather_not": _("whom they would rather not work with"),
    "reports_to": _("to whom they report: name or address"),
}


def field_names(words: Words) -> dict[str, str]:
    """What a column can hold, in the program's own words."""
    told = {"mentor": words.mentor, "mentee": words.mentee, "partner": words.peer}
    named = {
        "role": gettext("role: %(mentor)s, %(mentee)s or %(partner)s") % told,
        "is_mentor": gettext("is %(role)s (yes or no)") % {"role": words.a_role("mentor")},
        "is_mentee": gettext("is %(role)s (yes or no)") % {"role": words.a_role("mentee")},
    }
    return {key: named.get(key, str(name)) for key, name in FIELD_NAMES.items()}


KINDS = ("new", "changed", "unchanged", "error")
AGAIN, AGREED = "again", "agreed"


@dataclass(frozen=True)
class Reading:
    """A file as understood: its table, which column means what, and each line."""

    table: roster.Table
    mapping: roster.Mapping
    lines: list[ParsedPerson | RowError]
    as_last_time: bool = False
    """Its columns mean what somebody said of an earlier file with the same column names."""
    asked: tuple[roster.Asked, ...] = ()
    """The questions of the cohort that it may answer."""


def read_roster(
    *,
    content: bytes,
    filename: str,
    cohort: Cohort,
    role: str = "",
    columns: Columns | None = None,
    addresses: Mapping[int, str] | None = None,
) -> Reading:
    """Raises RosterRefused when the file as a whole cannot be read. What `columns` leave open is
    as it was said of the last such file, else guessed."""
    table = roster.read_table(content, filename)
    if not cohort.pairs_mentors:
        role = role or Enrollment.Role.PEER
    asked = asked_in_files(cohort, role)
    mapping = roster.guess_mapping(table.headers, role or None, table.sample(), asked)
    remembered = remembered_columns(cohort, table.labels, role)
    for choices in (remembered, columns):
        if choices:
            known = _of_asked(choices, asked)
            mapping = roster.apply_choices(mapping, table.headers, known, asked)
    lines = roster.understand(
        table,
        mapping,
        default_role=role or None,
        default_zone=cohort.zone,
        default_capacity=cohort.default_capacity,
        addresses=addresses,
        asked=asked,
    )
    as_last_time = bool(remembered) and not columns
    return Reading(table, mapping, lines, as_last_time=as_last_time, asked=asked)


def _of_asked(choices: Columns, asked: Iterable[roster.Asked]) -> Columns:
    """Without questions that somebody set aside or took away since."""
    own = {each.key for each in asked}
    return {key: named for key, named in choices.items() if not key.startswith(OWN) or key in own}


def remembered_columns(cohort: Cohort, labels: Iterable[str], role: str) -> Columns:
    chosen = ColumnChoice.objects.filter(
        program=cohort.program_id, headers=headers_key(labels, role)
    ).first()
    return chosen.columns if chosen else {}


def headers_key(labels: Iterable[str], role: str) -> str:
    """The same for files with the same column names in the same order, uploaded as the same role."""
    names = "\n".join([role, *(label.casefold() for label in labels)])
    return sha256(names.encode()).hexdigest()


@dataclass(frozen=True)
class Wishes:
    """What somebody ticked beside the file; nobody's place changes its state without."""

    again: bool = False
    """Who was withdrawn by those who run the cohort is entered again."""
    agreed: bool = False
    """Who was only invited has applied, as this file says."""

    def take(self, back: str) -> bool:
        return self.again if back == AGAIN else self.agreed and back == AGREED


NO_WISHES = Wishes()


@dataclass
class Entry:
    """One person in one role, as the file would have it."""

    person: ParsedPerson
    role: str
    kind: str
    enrollment: Enrollment | None = None
    back: str = ""
    """AGAIN or AGREED: its state would change, if somebody wishes so."""

    @cached_property
    def answers(self) -> dict[str, Any]:
        """What the file tells, beside what they said otherwise."""
        told = self.person.answers_as(self.role)
        return roster.merged(self.enrollment.answers, told) if self.enrollment else told

    @property
    def capacity(self) -> int:
        """Mentors have seats; everybody else has one. Seats already taken are never taken back."""
        wanted = self.person.capacity if self.role == Enrollment.Role.MENTOR else 1
        return max(wanted, self.enrollment.seats_taken) if self.enrollment else wanted


@dataclass
class Line:
    line: int
    kind: str
    name: str = ""
    email: str = ""
    roles: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()
    entries: tuple[Entry, ...] = ()
    external_id: str = ""

    @property
    def back(self) -> str:
        return next((entry.back for entry in self.entries if entry.back), "")

    def outcome(self) -> list[Any]:
        """[line, kind, whose account, remarks]: what stays of this line after an import."""
        place = next((entry.enrollment for entry in self.entries if entry.enrollment), None)
        return [self.line, self.kind, place.user_id if place else None, packed(self.remarks)]


@dataclass
class Plan:
    """What an import would do. Nothing here has been written."""

    lines: list[Line] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    stamp: tuple[Any, ...] = ()
    absent: list[int] = field(default_factory=list)
    """Places of those who came by an earlier file, in a role of this one, and are not in it."""

    def counts(self) -> dict[str, int]:
        found = dict.fromkeys(KINDS, 0)
        for line in self.lines:
            found[line.kind] += 1
        return found

    def backs(self) -> dict[str, int]:
        """How many lines would wait for somebody's wish."""
        found = Counter(line.back for line in self.lines if line.kind != "error")
        return {back: found[back] for back in (AGAIN, AGREED)}

    def errors(self) -> list[Line]:
        return [line for line in self.lines if line.kind == "error"]


def plan_import(
    cohort: Cohort, lines: Iterable[ParsedPerson | RowError], wishes: Wishes = NO_WISHES
) -> Plan:
    """Compares in memory: two queries for the cohort, whatever the file's length."""
    known = _Known(cohort, wishes)
    plan = Plan(stamp=cohort_stamp(cohort))
    for read in lines:
        if isinstance(read, RowError):
            why = (read.reason,)
            its_id = read.external_id
            plan.lines.append(Line(read.line, "error", read.name, remarks=why, external_id=its_id))
            continue
        entries, remarks = known.compare(read)
        kind = _line_kind(entries)
        said = read.notes + remarks
        plan.lines.append(
            Line(read.line, kind, read.name, read.email, read.roles, said, tuple(entries))
        )
        if kind != "error":
            plan.entries += entries
    plan.absent = known.absent(plan)
    return plan


def cohort_stamp(cohort: Cohort) -> tuple[Any, ...]:
    """Changes when somebody else entered people in the meantime."""
    found = Enrollment.objects.in_cohort(cohort).aggregate(
        Max("pk"), Count("pk"), Max("answered_at")
    )
    return tuple(found.values())


def users_by_email(emails: Iterable[str]) -> dict[str, User]:
    found: dict[str, User] = {}
    for some in chunks(emails, CHUNK):
        found.update({user.email: user for user in User.objects.filter(email__in=some)})
    return found


def ids_by_email(emails: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for some in chunks(emails, CHUNK):
        found.update(User.objects.filter(email__in=some).values_list("email", "pk"))
    return found


def chunks(things: Iterable[Any], size: int) -> Iterator[list[Any]]:
    waiting = iter(things)
    while some := list(islice(waiting, size)):
        yield some


def _line_kind(entries: list[Entry]) -> str:
    kinds = {entry.kind for entry in entries}
    return next((kind for kind in ("error", "new", "changed") if kind in kinds), "unchanged")


class _Known:
    """Who is in the cohort already, found by their ID in the file, else by e-mail address."""

    def __init__(self, cohort: Cohort, wishes: Wishes) -> None:
        self.cohort, self.wishes = cohort, wishes
        self.by_email: dict[tuple[str, str], Enrollment] = {}
        self.by_id: dict[tuple[str, str], Enrollment] = {}
        for place in Enrollment.objects.in_cohort(cohort).select_related("user"):
            self.by_email[place.user.email, place.role] = place
            if place.external_id:
                self.by_id[place.external_id, place.role] = place

    def absent(self, plan: Plan) -> list[int]:
        found = [entry for line in plan.lines for entry in line.entries]
        roles = {entry.role for entry in found}
        seen = {entry.enrollment.pk for entry in found if entry.enrollment}
        return [
            place.pk
            for place in self.by_email.values()
            if place.role in roles and place.pk not in seen and place.may_be_withdrawn
        ]

    def compare(self, person: ParsedPerson) -> tuple[list[Entry], tuple[Remark, ...]]:
        entries: list[Entry] = []
        remarks: list[Remark] = []
        for role in person.roles:
            entry, remark = self._entry(person, role)
            entries += [entry] if entry else []
            if remark and remark not in remarks:
                remarks.append(remark)
        # Without any role that the cohort has, there is no place at all.
        return entries or [Entry(person, "", "error")], tuple(remarks)

    def _entry(self, person: ParsedPerson, role: str) -> tuple[Entry | None, Remark | None]:
        if role not in self.cohort.roles:
            return None, own_remark("no_peers_here" if role == "peer" else "no_sides_here")
        place = self.by_email.get((person.email, role))
        by_id = self.by_id.get((person.external_id, role)) if person.external_id else None
        if by_id and place and by_id is not place:
            said = own_remark("id_of_another", id=person.external_id, email=by_id.user.email)
            return Entry(person, role, "error"), said
        place = by_id or place
        if place is None:
            return Entry(person, role, "new"), None
        entry = Entry(person, role, "unchanged", place)
        if place.state in GONE:
            return entry, self._why_gone(entry, place)
        if place.state == Enrollment.State.INVITED:
            entry.back = AGREED
        if self._differs(entry, place) or self.wishes.take(entry.back):
            entry.kind = "changed"
        if place.user.email != person.email:
            return entry, own_remark("email_stays", email=place.user.email)
        return entry, self._invited(entry)

    def _invited(self, entry: Entry) -> Remark | None:
        if entry.back != AGREED:
            return None
        return own_remark("takes_part_now" if self.wishes.agreed else "was_invited")

    def _why_gone(self, entry: Entry, place: Enrollment) -> Remark:
        """Their own wish, unless a coordinator's hand is written down after it."""
        at = self.withdrawn.get(place.pk) or place.decided_at
        if at is None or (place.answered_at and place.answered_at > at):
            return own_remark("asked_to_leave")
        day = local_date(at, self.cohort.zone).isoformat()
        if place.state != Enrollment.State.WITHDRAWN:
            return own_remark("was_turned_down", day=day)
        entry.back = AGAIN
        if not self.wishes.again:
            return own_remark("was_withdrawn", day=day)
        entry.kind = "changed"
        return own_remark("entered_again", day=day)

    @cached_property
    def withdrawn(self) -> dict[int, datetime]:
        """When coordinators withdrew whom, by place; the latest time counts."""
        told = AuditEntry.objects.filter(
            verb="enrollment.withdraw",
            scope=self.cohort.scope,
            subject_label=label_of(Enrollment),
        )
        return dict(told.order_by("pk").values_list("subject_id", "at"))

    def _differs(self, entry: Entry, place: Enrollment) -> bool:
        told = entry.person.external_id
        return (
            place.answers != entry.answers
            or place.capacity != entry.capacity
            or (bool(told) and place.external_id != told)
        )
