"""A database beside the real one: empty, in this process's memory, gone afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.apps import apps
from django.core.management import call_command
from django.db import ConnectionHandler, connections

MEMORY = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}}


@contextmanager
def database_aside() -> Iterator[None]:
    """Inside, all reads and writes of this thread go to tables of their own. The real database is
    neither read nor written nor locked, so nothing can be left in it."""
    real, aside = connections["default"], ConnectionHandler(MEMORY)["default"]
    connections["default"] = aside
    try:
        _make_tables()
        yield
    finally:
        connections["default"] = real
        aside.connection.close()


def _make_tables() -> None:
    aside = connections["default"]
    with aside.constraint_checks_disabled(), aside.schema_editor() as editor:
        for model in apps.get_models(include_auto_created=True):
            if model._meta.can_migrate(aside) and not model._meta.auto_created:
                editor.create_model(model)
    call_command("createcachetable", verbosity=0)
