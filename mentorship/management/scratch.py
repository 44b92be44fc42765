"""A database made for a measurement and thrown away, and a cohort in it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import time as clock_time
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

from django.db import connection

from accounts import clock
from accounts.models import User
from mentorship.models import Cohort, Coordinator, Program


@contextmanager
def scratch_database() -> Iterator[None]:
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        name = connection.settings_dict["NAME"]
        if connection.vendor == "sqlite":
            connection.settings_dict["TEST"]["NAME"] = str(Path(folder, "bench.sqlite3"))
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        stack.callback(connection.creation.destroy_test_db, name, verbosity=0)
        yield


def database_url() -> str:
    """This process's database, for another process."""
    facts = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{facts['NAME']}"
    login = f"{quote(facts['USER'])}:{quote(facts['PASSWORD'])}@" if facts["USER"] else ""
    query = f"?{urlencode(facts['OPTIONS'])}" if facts["OPTIONS"] else ""
    place = f"{facts['HOST'] or 'localhost'}:{facts['PORT'] or 5432}"
    return f"postgres://{login}{place}/{facts['NAME']}{query}"


def make_scratch_cohort(slug: str) -> tuple[Cohort, User]:
    """A recruiting cohort, alone in its program, and who coordinates it."""
    now = clock.now()
    ada = User.objects.create_user(email=f"ada@{slug}.example", name="Ada", password=None)
    program = Program.objects.create(name=slug, slug=slug, state=Program.State.OPEN, created_at=now)
    Coordinator.objects.create(program=program, user=ada)
    cohort = Cohort.objects.create(
        program=program,
        name=slug,
        slug=slug,
        state=Cohort.State.RECRUITING,
        starts_on=now.date(),
        ends_on=now.date() + timedelta(180),
        zone="UTC",
        weekday=3,
        at=clock_time(17),
        created_at=now,
    )
    return cohort, ada
