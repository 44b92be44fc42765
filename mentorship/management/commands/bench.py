"""Measure matching and imports on invented cohorts, beside other solvers, and pages meanwhile."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from mentorship.bench import report
from mentorship.management.importing import imports


class Command(BaseCommand):
    help = "Measure the matching (time, memory, proof, order), the import of rosters, and pages meanwhile."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("what", nargs="?", choices=["matching", "peers", "import"])
        parser.add_argument("--quick", action="store_true", help="small cohorts, half a minute")

    def handle(self, *args: Any, **options: Any) -> None:
        asked = [options["what"]] if options["what"] else ["matching", "peers", "import"]
        tables = {"matching": report.matching, "peers": report.peers, "import": imports}
        right = []
        for name in asked:
            right.append(tables[name](self._say, quick=options["quick"]))
            self._say("")
        if not all(right):
            raise CommandError(
                "An answer is wrong (see NO above), not everybody was entered, or a page did not come."
            )

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()
