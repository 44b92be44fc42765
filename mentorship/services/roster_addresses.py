"""Addresses from a second file for the people whom a roster only names."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from accounts.errors import DomainError
from accounts.models import User
from mentorship import roster
from mentorship.models import RosterImport
from mentorship.queries.remarks import own_remark, packed, say_refusal
from mentorship.queries.roster_pages import lines_without_address

from .rosters import expect_preview, keep_addresses

NAMED = 20  # lines in a sentence; more are counted


def supply_addresses(
    *, upload: RosterImport, by: User, now: datetime, filename: str, content: bytes
) -> RosterImport:
    """By ID, else by exact name. What is unclear stays open and is asked for on screen."""
    expect_preview(upload)
    wanted = [
        roster.Wanted(line["line"], line["name"], line.get("id", ""))
        for line in lines_without_address(upload)
    ]
    found = roster.supplied(wanted, _contacts(content, filename))
    missing = len(wanted) - len(found.addresses) - len(found.unclear)
    said = [own_remark("addresses_supplied", found=len(found.addresses), file=filename)]
    if found.unclear:
        lines = ", ".join(map(str, found.unclear[:NAMED]))
        lines += "" if len(found.unclear) <= NAMED else " …"
        said.append(own_remark("addresses_unclear", lines=lines, file=filename))
    if missing:
        said.append(own_remark("addresses_missing", missing=missing, file=filename))
    upload.preview = upload.preview | {"supplied": packed(said)}
    return keep_addresses(upload, by, now, found.addresses, verb="roster.supply_addresses")


def _contacts(content: bytes, filename: str) -> list[roster.Contact]:
    try:
        roster.refuse_early(content, filename)
        table = roster.read_table(content, filename)
    except roster.RosterRefused as refusal:
        raise DomainError(say_refusal(refusal)) from refusal
    mapping = roster.guess_mapping(table.headers, None, table.sample())
    if not mapping.columns.get("email"):
        raise DomainError(
            _(
                "No column of this file holds e-mail addresses. Give the column a name such as "
                "“E-mail” and upload it again."
            )
        )
    return list(roster.contacts(table, mapping))
