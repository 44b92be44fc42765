"""A round's rhythm before it happens: which mails its people would get, and on whose yes."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from checkins.demo.forward import fast_forward
from mentorship.models import Cohort

LONGEST = 366


def days(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= LONGEST:
        raise ArgumentTypeError(f"{text} is not a number of days from 1 to {LONGEST}.")
    return int(text)


class Command(BaseCommand):
    help = (
        "Plays a copy of a cohort forward from its first day, with made-up people, and tells which "
        "mails would come. The copy lives in memory: the database is read once, and neither "
        "changed nor locked; nothing is sent. The same seed tells the same."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--cohort", required=True, metavar="SLUG")
        parser.add_argument("--days", type=days, default=30, metavar="N")
        parser.add_argument(
            "--seed", type=int, default=1, metavar="S", help="another one, other people"
        )
        parser.add_argument("--json", action="store_true", help="every mail, for scripts")

    def handle(self, *args: Any, **options: Any) -> None:
        slug = options["cohort"]
        cohort = Cohort.objects.select_related("program").filter(slug=slug).first()
        if cohort is None:
            known = ", ".join(Cohort.objects.order_by("slug").values_list("slug", flat=True)[:20])
            raise CommandError(f"There is no cohort {slug}. There are: {known or 'none yet'}.")
        found = fast_forward(cohort, days=options["days"], seed=options["seed"])
        if options["json"]:
            self.stdout.write(json.dumps({"messages": found}, indent=1))
            return
        for kind, mails in sorted(Counter(row["kind"] for row in found).items()):
            self.stdout.write(f"{mails:>6}  {kind}")
