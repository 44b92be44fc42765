"""Keeping what is typed. These verbs leave no audit entry: nothing was said to anybody yet."""

from __future__ import annotations

import json
from datetime import datetime

from django.db import transaction

from accounts.drafts import VERSION, FormNumber, Words
from accounts.errors import DomainError
from accounts.models import Draft

LONGEST = 60_000  # characters in one form
LONGEST_AT = 200
MOST = 60  # forms that one person can have begun; the oldest make room


class AlreadySent(DomainError):
    """The same form was sent meanwhile; there is nothing to keep."""


@transaction.atomic
def keep_draft(*, form: FormNumber, words: Words, now: datetime) -> Draft | None:
    """Keeps the words for whoever the form was shown to. Empty words: nothing is kept."""
    if len(json.dumps(words, ensure_ascii=False)) > LONGEST:
        raise DomainError("too long to keep")
    rows = Draft.objects.select_for_update().filter(person=form.person_id)
    found = rows.filter(at=form.at).first()
    if found is not None and found.sent and found.form == form.number:
        raise AlreadySent("sent already")
    _put_beside(found, form)
    said = [value for name, values in words.items() if name != VERSION for value in values]
    if not any(value.strip() for value in said):
        rows.filter(at=form.at).delete()
        return None
    facts = {"form": form.number, "fields": words, "saved_at": now, "sent": False}
    kept, new = rows.update_or_create(person_id=form.person_id, at=form.at, defaults=facts)
    if new:
        newest = rows.order_by("-saved_at").values_list("pk", flat=True)[:MOST]
        rows.exclude(pk__in=list(newest)).delete()
    return kept


@transaction.atomic
def close_draft(*, form: FormNumber, now: datetime) -> None:
    """It was sent: the words go, the form's number stays until nobody can send it late."""
    rows = Draft.objects.select_for_update().filter(person=form.person_id)
    _put_beside(rows.filter(at=form.at).first(), form)
    facts = {"form": form.number, "fields": {}, "saved_at": now, "sent": True}
    Draft.objects.update_or_create(person_id=form.person_id, at=form.at, defaults=facts)


def drop_draft(*, form: FormNumber) -> None:
    """Those that the form was filled with; of another window there may be more."""
    rows = Draft.objects.filter(person=form.person_id)
    rows.filter(at=form.at, form__in=[form.number, *form.known]).delete()
    _forget_beside(form)


def _put_beside(found: Draft | None, form: FormNumber) -> None:
    """Words of another window, which this form was not filled with, make room and are kept."""
    _forget_beside(form)
    if found is None or found.sent or form.has(found.form):
        return
    found.at = f"{form.beside}{found.form}"
    if len(found.at) <= LONGEST_AT:
        found.save(update_fields=["at"])


def _forget_beside(form: FormNumber) -> None:
    """What was put beside earlier, and is in this form now."""
    known = [f"{form.beside}{number}" for number in (form.number, *form.known)]
    Draft.objects.filter(person=form.person_id, at__in=known).delete()


def forget_drafts(now: datetime) -> int:
    old = Draft.objects.out_of_time(now)
    return old.delete()[0] if old.exists() else 0  # an idle tick takes no write lock
