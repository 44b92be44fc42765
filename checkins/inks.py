"""The three inks in words: whose they are, what the button says, and what is told afterwards."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from checkins.models import Note


@dataclass(frozen=True)
class Ink:
    key: str
    icon: str
    title: Promise
    button: Promise
    told: Promise


INKS = {
    Note.Ink.PRIVATE: Ink(
        "private", "lock", _("Only you"), _("Keep it to myself"), _("Kept, for you alone.")
    ),
    Note.Ink.SHARED: Ink(
        "shared", "people", _("You together"), _("Share it"), _("Written down for all of you.")
    ),
    Note.Ink.PROGRAM: Ink(
        "program",
        "program",
        _("You and the program"),
        _("Send it to the program"),
        _("It is with those who run the program."),
    ),
}
