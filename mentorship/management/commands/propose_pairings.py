"""Propose pairs for a cohort, in this process; publish those that can be if told to."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import clock
from accounts.errors import DomainError
from mentorship.models import Cohort
from mentorship.services.matching import propose_pairings
from mentorship.services.pairings import Published, publish_pairings


class Command(BaseCommand):
    help = "Propose the best pairs of a cohort. With --publish: publish those who accepted."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cohort", required=True, metavar="SLUG")
        parser.add_argument("--publish", action="store_true")
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        cohort = Cohort.objects.select_related("program").filter(slug=options["cohort"]).first()
        if cohort is None:
            raise CommandError(f"There is no cohort with the slug “{options['cohort']}”.")
        now = clock.now()
        try:
            run = propose_pairings(cohort=cohort, by=None, now=now)
            outcome = (
                publish_pairings(cohort=cohort, by=None, now=now)
                if options["publish"]
                else Published()
            )
        except DomainError as refusal:
            raise CommandError(str(refusal)) from refusal
        mentees = set(run.inputs["mentees"])
        unmatched = [each for each in run.result["unmatched"] if str(each["enrollment"]) in mentees]
        result = {
            "pairs": len(run.result["pairs"]),
            "unmatched": len(unmatched),
            "below_floor": run.result["below_floor"],
            "total": run.result["total"],
            "certified": run.result["certified"],
            "published": len(outcome.pairings),
            "held_back": [
                {"pairing": pairing.pk, "reason": str(reason)}
                for pairing, reason in outcome.held_back
            ],
        }
        self._tell(result, options["json"])

    def _tell(self, result: dict[str, Any], as_json: bool) -> None:
        if as_json:
            self.stdout.write(json.dumps(result, ensure_ascii=False))
            return
        for held in result["held_back"]:
            self.stdout.write(f"pairing {held['pairing']} stays a draft: {held['reason']}")
        proof = "proven best" if result["certified"] else "not proven"
        self.stdout.write(
            f"{result['pairs']} pairs ({proof}), {result['below_floor']} of them weak; "
            f"{result['unmatched']} without a pair; {result['published']} published."
        )
