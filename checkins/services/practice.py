"""Noting in private, after a check-in, how it went with what one practices."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from checkins.models import CheckIn, PracticeNote
from goals.models import Goal


@transaction.atomic
def note_practice(
    *, goal: Goal, check_in: CheckIn, said: str, by: User, now: datetime, note: str = ""
) -> PracticeNote:
    """Once for each goal and check-in."""
    Goal.objects.select_for_update().filter(pk=goal.pk).first()
    if not goal.practice or goal.person != by:
        raise DomainError(_("Only the person who practices it can note how it went."))
    if not CheckIn.objects.visible_to(by).held().filter(pk=check_in.pk).exists():
        raise DomainError(_("This question comes after a talk that was held."))
    about = {"goal": goal, "check_in": check_in}
    facts = {"said": said, "note": note.strip()}
    before = PracticeNote.objects.filter(**about).first()
    if before is None:
        kept = PracticeNote.objects.create(at=now, **about, **facts)
        record(by=by, verb="practice.note", about=kept, scope=goal.scope, now=now)
        return kept
    if (before.said, before.note) != (facts["said"], facts["note"]):
        raise DomainError(_("You have noted this one already, and it stays as you said it."))
    return before
