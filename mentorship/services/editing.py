"""Changing what a program says and when a cohort runs, after they were opened."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.errors import DomainError
from accounts.models import User
from mentorship.models import Program
from mentorship.queries.agreements import own_texts

from .programs import check_contacts, check_living

PROGRAM_FACTS = (
    "name",
    "zone",
    "mentor_word",
    "mentee_word",
    "check_in_word",
    "offers_weekly",
    "offers_biweekly",
    "offers_monthly",
    "default_capacity",
    "quiet_from",
    "quiet_until",
    "support_contact",
    "safeguarding_contact",
)


@transaction.atomic
def edit_program(
    *, program: Program, by: User, now: datetime, agreement_texts: Mapping[str, str], **facts: Any
) -> Program:
    """`facts` are PROGRAM_FACTS. The address stays, so that links in old mails do too."""
    program = Program.objects.select_for_update().get(pk=program.pk)
    check_contacts(facts["support_contact"], facts["safeguarding_contact"])
    # Told from ours in the words that stood on the page, which may be about to change too.
    texts = own_texts(program, agreement_texts)
    told = {name: facts.get(name, getattr(program, name)) for name in PROGRAM_FACTS}
    if not (told["offers_weekly"] or told["offers_biweekly"] or told["offers_monthly"]):
        raise DomainError(_("Choose at least one rhythm for the menu."))
    check_living(program)
    changed = change(program, told | {"agreement_texts": texts})
    if changed:
        program.save(update_fields=changed)
        record(
            by=by, verb="program.edit", about=program, scope=program.scope, now=now, fields=changed
        )
    return program


def change(row: Model, facts: Mapping[str, Any]) -> list[str]:
    """Sets what is new; returns the names of those fields."""
    told = {name: each.strip() if isinstance(each, str) else each for name, each in facts.items()}
    changed = [name for name, each in told.items() if getattr(row, name) != each]
    for name in changed:
        setattr(row, name, told[name])
    return changed
