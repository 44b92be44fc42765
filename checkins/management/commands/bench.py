"""Measure matching and imports on invented cohorts, beside other solvers, and what pages cost.

On the top floor, since it opens pages of all."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from checkins.management.costs import costs
from checkins.management.delivering import delivery
from checkins.management.feeds import feeds
from mentorship.bench import report
from mentorship.management.importing import imports
from mentorship.management.proposing import proposals

TABLES = {
    "matching": report.matching,
    "peers": report.peers,
    "propose": proposals,
    "import": imports,
    "pages": costs,
    "mail": delivery,
    "feed": feeds,
}


class Command(BaseCommand):
    help = (
        "Measure the matching (time, memory, proof, promises), proposals, imports, pages and mail."
    )
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", choices=list(TABLES))
        parser.add_argument("--quick", action="store_true", help="small cohorts, half a minute")

    def handle(self, *args: Any, **options: Any) -> None:
        asked = [options["what"]] if options["what"] else list(TABLES)
        right = []
        for name in asked:
            right.append(TABLES[name](self._say, quick=options["quick"]))
            self._say("")
        if not all(right):
            raise CommandError(
                "An answer is wrong (see NO above), a promise is broken, somebody is missing, or a page "
                "or mail did not come."
            )

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
