"""What the workers do, once, in this process: for tests, cron and a look at tomorrow."""

from argparse import ArgumentTypeError
from datetime import UTC, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from accounts import clock
from accounts.services import clockwork
from accounts.services.jobs import run_waiting_jobs

BUDGET_SECONDS = 3600


def instant(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            f"{text} is not a time such as 2026-11-23T09:00:00+01:00."
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


class Command(BaseCommand):
    help = "Plans and sends what is due and runs waiting jobs, once."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--now", type=instant, help="as if it were this ISO 8601 time (UTC without an offset)"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        handled = clockwork.tick(options["now"] or clock.db_now(), BUDGET_SECONDS)
        jobs = run_waiting_jobs(options["now"])
        self.stdout.write(f"{handled} mails in hand, {jobs} jobs run")
