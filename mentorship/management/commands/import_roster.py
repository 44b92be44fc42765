"""Enter the people of a file into a cohort; a dry run unless told to commit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import clock
from accounts.errors import DomainError
from mentorship import roster
from mentorship.models import Cohort
from mentorship.queries.remarks import say_refusal, say_remark, unpacked
from mentorship.queries.rosters import Reading, Wishes, plan_import, read_roster
from mentorship.services.imports import import_people
from mentorship.services.rosters import remember_columns


class Command(BaseCommand):
    help = "Enter the people of a roster file into a cohort. Without --commit: a dry run."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--cohort", required=True, metavar="SLUG")
        parser.add_argument("--role", choices=["mentor", "mentee"], default="")
        parser.add_argument(
            "--applied",
            action="store_true",
            help="They applied themselves, also those who were only invited so far. Without it they "
            "are being invited.",
        )
        parser.add_argument(
            "--again",
            action="store_true",
            help="Enter again whom a coordinator withdrew; never who asked to be removed or said no.",
        )
        parser.add_argument("--map", action="append", default=[], metavar="FIELD=COLUMN")
        parser.add_argument("--commit", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        cohort = Cohort.objects.filter(slug=options["cohort"]).first()
        if cohort is None:
            raise CommandError(f"There is no cohort with the slug “{options['cohort']}”.")
        reading = self._read(cohort, options)
        result = self._result(cohort, reading, options)
        if options["map"] and options["commit"]:
            self._remember(cohort, reading, options)
        if options["json"]:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
        else:
            if reading.as_last_time:
                self.stdout.write("Mapped as last time; --map says otherwise.")
            self._tell(result, options["commit"])

    def _read(self, cohort: Cohort, options: dict[str, Any]) -> Reading:
        columns, problems = roster.read_choices(options["map"])
        try:
            content = options["file"].read_bytes()
            reading = read_roster(
                content=content,
                filename=options["file"].name,
                cohort=cohort,
                role=options["role"],
                columns=columns,
            )
        except OSError as trouble:
            raise CommandError(f"{options['file']}: {trouble.strerror}.") from trouble
        except roster.RosterRefused as refusal:
            raise CommandError(say_refusal(refusal)) from refusal
        problems = (*problems, *reading.mapping.problems)
        if problems:
            raise CommandError(" ".join(say_remark(problem) for problem in problems))
        return reading

    def _result(self, cohort: Cohort, reading: Reading, options: dict[str, Any]) -> dict[str, Any]:
        words = cohort.program.words
        if not options["commit"]:
            plan = plan_import(cohort, reading.lines, _wishes(options))
            counts = plan.counts()
            errors = [
                {
                    "line": line.line,
                    "reason": " ".join(say_remark(said, words) for said in line.remarks),
                }
                for line in plan.errors()
            ]
        else:
            done = self._import(cohort, reading, options)
            counts = {"new": done.new, "changed": done.changed, "unchanged": done.unchanged}
            errors = [
                {"line": error["line"], "reason": " ".join(unpacked(error["remarks"], words))}
                for error in done.errors
            ]
        kinds = ("new", "changed", "unchanged")
        return {**{kind: counts[kind] for kind in kinds}, "errors": errors}

    def _remember(self, cohort: Cohort, reading: Reading, options: dict[str, Any]) -> None:
        """The next file with these column names is read the same way."""
        found = reading.mapping.remembered(reading.table.headers)
        own = [each.key for each in reading.asked if each.is_own]
        columns = {key: found.get(key, []) for key in (*roster.FIELDS, *own)}
        remember_columns(cohort, reading.table.labels, options["role"], columns, clock.now())

    def _import(self, cohort: Cohort, reading: Reading, options: dict[str, Any]) -> Any:
        facts = {"applied": options["applied"], "wishes": _wishes(options)}
        try:
            return import_people(
                cohort=cohort, lines=reading.lines, by=None, now=clock.now(), **facts
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal

    def _tell(self, result: dict[str, Any], committed: bool) -> None:
        for error in result["errors"]:
            self.stdout.write(f"line {error['line']}: {error['reason']}")
        done = "Entered" if committed else "Dry run"
        self.stdout.write(
            f"{done}: {result['new']} new, {result['changed']} changed, "
            f"{result['unchanged']} unchanged, {len(result['errors'])} with a problem."
        )
        if not committed:
            self.stdout.write("Nothing was written. Add --commit to enter them.")


def _wishes(options: dict[str, Any]) -> Wishes:
    return Wishes(again=options["again"], agreed=options["applied"])
