"""Reads mails that came back, one from standard input or all of a Maildir."""

import mailbox
import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts import clock
from accounts.delivery.take_returns import take_returned
from accounts.returns import LARGEST


class Command(BaseCommand):
    help = "Takes a mail that came back (a bounce or a complaint) from standard input."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--to", default="", help="the address it came to, as the server knows")
        parser.add_argument("--maildir", help="read all new mails of this folder instead")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["maildir"]:
            self._read_all(options["maildir"])
        else:
            raw = sys.stdin.buffer.read(LARGEST)
            self.stdout.write(take_returned(raw, now=clock.now(), sent_to=options["to"]))

    def _read_all(self, folder: str) -> None:
        try:
            box = mailbox.Maildir(folder, create=False)
        except mailbox.NoSuchMailboxError:
            raise CommandError(f"{folder} is no Maildir.") from None
        for key, mail in box.items():
            if mail.get_subdir() == "new":
                self.stdout.write(take_returned(box.get_bytes(key), now=clock.now()))
                mail.set_subdir("cur")
                mail.add_flag("S")
                box[key] = mail
