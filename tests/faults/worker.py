"""A worker process that also knows the kinds of the tests, and has less patience with a mail server
that says nothing. Forked from a server that has imported all there is, since a test starts hundreds;
for other clocks it is started by itself: python -m tests.faults.worker work --queue mail."""

from __future__ import annotations

import json
import os
import sys
from typing import Any

import django
from django.apps import apps

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")
if not apps.ready:  # whoever plays the faults has it already
    django.setup()


def run(command: tuple[str, ...], changes: dict[str, Any]) -> None:
    """With these settings, in this process, to its end."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1)
    os.dup2(quiet, 2)
    _change(changes)
    from django.core.management import call_command

    call_command(*command)


def _change(changes: dict[str, Any]) -> None:
    from django.conf import settings
    from django.db import connections

    from accounts import mailkinds
    from accounts.delivery import smtp
    from accounts.tests import kinds
    from mentorship.celery import app

    for name, value in changes.items():
        setattr(settings, name, value)
    connections.settings = connections.configure_settings(changes["DATABASES"])
    if hasattr(connections._connections, "default"):
        del connections["default"]
    app.conf.broker_url = settings.REDIS_URL or "memory://localhost/"
    app.conf.beat_schedule["tick"]["schedule"] = 1
    smtp.COMMAND_SECONDS = smtp.CONNECT_SECONDS = changes.get("PATIENCE", 60)
    smtp.FINAL_DOT_SECONDS = smtp.COMMAND_SECONDS * 2
    if mailkinds.find(kinds.KINDS[0].name) is None:
        kinds.register_all()


if __name__ == "__main__":
    run(tuple(sys.argv[1:]), json.loads(os.environ["CHANGES"]))
