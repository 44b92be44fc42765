"""Second files, and what is taken along."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Job
from accounts.models.subjects import about_fields

if TYPE_CHECKING:
    from tests.world import World

NOUNS = {"mentorship:supply_addresses": "roster", "mentorship:take_export": "export"}


def add(world: World) -> None:
    """A large export of Ada's is ready."""
    cohort = world["cohort[autumn]"]
    job = Job.objects.create(
        kind="mentorship.export_cohort",
        by=world.ada,
        scope=cohort.scope,
        **about_fields(cohort),
        input={"what": "people", "kind": "xlsx"},
        upload=b"PK",
        state=Job.State.DONE,
        created_at=world.now,
        finished_at=world.now,
    )
    world.things["export[big]"] = {"slug": cohort.slug, "public_id": job.public_id}


def sent_with(row: str, world: World) -> dict[str, Any]:
    file = SimpleUploadedFile("where.csv", b"Name,Email\nNobody,nobody@example.org\n")
    return {"mentorship:supply_addresses": {"file": file}}.get(row.partition("[")[0], {})
