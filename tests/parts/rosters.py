"""Second files, and what is taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

if TYPE_CHECKING:
    from tests.world import World

NOUNS = {"mentorship:supply_addresses": "roster"}


def sent_with(row: str, world: World) -> dict[str, Any]:
    file = SimpleUploadedFile("where.csv", b"Name,Email\nNobody,nobody@example.org\n")
    return {"mentorship:supply_addresses": {"file": file}}.get(row.partition("[")[0], {})
