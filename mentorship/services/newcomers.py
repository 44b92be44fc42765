"""Who is new in a cohort by a file: worked out before the transaction, written inside of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from allauth.account.models import EmailAddress
from django.conf import settings

from accounts.bulk import Rows
from accounts.models import User
from accounts.services.outbox import queue_ready, ready_messages
from mentorship.models import Cohort, Enrollment, Program
from mentorship.queries.rosters import Entry, ids_by_email, users_by_email
from mentorship.roster import ParsedPerson

from .import_mails import first_mails, key_of, kind_of
from .new_accounts import account_facts


class Newcomers:
    """Rows of accounts, places and mails that lack only the ids which the database gives."""

    def __init__(
        self,
        entries: Sequence[Entry],
        cohort: Cohort,
        *,
        applied: bool,
        by: User | None,
        now: datetime,
    ) -> None:
        self.facts = {"applied": applied, "by": by, "now": now}
        self.entries, self.cohort, self.kind = entries, cohort, kind_of(applied)
        people = {entry.person.email: entry.person for entry in entries}
        known = users_by_email(people)
        program = cohort.program
        self.users = {
            e: known.get(e) or _user(person, program, now) for e, person in people.items()
        }
        self.fresh = [user for email, user in self.users.items() if email not in known]
        self.accounts = Rows(User, self.fresh)
        addresses = [EmailAddress(user=u, email=u.email, primary=True) for u in self.fresh]
        self.addresses = Rows(EmailAddress, addresses)
        self.places = [_place(entry, self.users, cohort, applied, by, now) for entry in entries]
        self.rows = Rows(Enrollment, self.places)
        self.firsts = list({place.user.email: place for place in reversed(self.places)}.values())
        self.mails = ready_messages(first_mails(self.firsts, cohort, applied, now))

    def write(self, *, last: int, anew: bool = False) -> list[Enrollment]:
        """`last`: the highest id of a place in this cohort before."""
        self.accounts.insert(ignore_conflicts=True)
        ids = ids_by_email(self.users)
        if len(ids) < len(self.users) and not anew:  # an account was erased in the meantime
            return Newcomers(self.entries, self.cohort, **self.facts).write(last=last, anew=True)
        self.addresses.fill("user_id", [ids[user.email] for user in self.fresh])
        self.addresses.insert(ignore_conflicts=True)
        self._write_places(ids, last)
        self._write_mails()
        return self.places

    def _write_places(self, ids: dict[str, int], last: int) -> None:
        for entry, place in zip(self.entries, self.places, strict=True):
            place.user_id = ids[place.user.email]
            entry.enrollment = place
        self.rows.fill("user_id", [place.user_id for place in self.places])
        self.rows.insert()
        made = Enrollment.objects.in_cohort(self.cohort).filter(pk__gt=last).order_by()
        found = {(user, role): pk for pk, user, role in made.values_list("pk", "user", "role")}
        for place in self.places:
            place.pk = found[place.user_id, place.role]

    def _write_mails(self) -> None:
        users = [place.user_id for place in self.firsts]
        self.mails.fill("person_id", users)
        self.mails.fill("subject_id", [place.pk for place in self.firsts])
        self.mails.fill("dedupe_key", [key_of(self.kind, self.cohort, user) for user in users])
        queue_ready(self.mails)


def _user(person: ParsedPerson, program: Program, now: datetime) -> User:
    language = person.language if person.language in dict(settings.LANGUAGES) else ""
    facts = account_facts(program, name=person.name, now=now, zone=person.zone, language=language)
    return User(email=person.email, **facts)


def _place(
    entry: Entry,
    users: dict[str, User],
    cohort: Cohort,
    applied: bool,
    by: User | None,
    now: datetime,
) -> Enrollment:
    return Enrollment(
        cohort=cohort,
        user=users[entry.person.email],
        role=entry.role,
        state=Enrollment.State.ACCEPTED if applied else Enrollment.State.INVITED,
        origin=Enrollment.Origin.IMPORT,
        entered_by=by,
        external_id=entry.person.external_id,
        answers=entry.answers,
        capacity=entry.capacity,
        created_at=now,
    )
