"""A cohort to look around in: made of the product's own steps, kept until --reset."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from accounts import clock
from accounts.models import User
from checkins.demo.telling import WEEKS, demo_program, forget_demo, tell_demo


class Command(BaseCommand):
    help = "Loads the demo where there is none; with --reset, makes it afresh."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reset", action="store_true", help="forget the demo's people first")
        parser.add_argument("--weeks", type=int, default=WEEKS, help="how long it has been going")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError(
                "The demo has people with a known password, so it loads only where DEBUG is on."
            )
        with transaction.atomic():  # until the new one is there, the old one stays
            if options["reset"]:
                forget_demo()
            if demo_program() is None:
                self.load(options["weeks"])
        self.say_who()

    def load(self, weeks: int) -> None:
        self.stdout.write("Loading the demo: some weeks of a mentorship program …")
        tell_demo(clock.now(), lambda line: self.stdout.write(f"  {line}"), weeks=weeks)

    def say_who(self) -> None:
        self.stdout.write("\nSign in as")
        for email, role in settings.DEMO_PEOPLE.items():
            name = User.objects.filter(email=email).values_list("name", flat=True).first()
            self.stdout.write(f"  {email:<20} {role:<17} {name}")
        self.stdout.write(f"with the password {settings.DEMO_PASSWORD}")
