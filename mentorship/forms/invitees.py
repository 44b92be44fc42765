"""Addresses of people to invite, as somebody types or pastes them."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from mentorship.models import Cohort
from mentorship.roster.addresses import read_address
from mentorship.roster.names import given_name_first
from mentorship.services.invitees import MOST_AT_ONCE, Invitee

from .fields import LongTextField

MOST_CHARS = 60_000
MAX_LINE, NAME_CHARS, EMAIL_CHARS = 1000, 150, 254
AROUND = re.compile(r"^[\s\"'“”,;<(]+|[\s\"'“”,;<(]+$")
LeftOut = tuple[str, str]  # the line or address, and what is the matter with it
ADDRESS = re.compile(r"[^\s<>()\[\]\"“”',;]+@[^\s<>()\[\]\"“”',;]+")


class InviteForm(forms.Form):
    role = forms.ChoiceField(label=gettext_lazy("As what?"), widget=forms.RadioSelect)
    people = LongTextField(
        label=gettext_lazy("Who?"),
        max_length=MOST_CHARS,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "One address a line, with or without a name: Ana Ruiz <ana@example.org>"
        ),
    )

    def __init__(
        self, data: Any = None, *, cohort: Cohort, role: str = "", people: str = ""
    ) -> None:
        super().__init__(data, initial={"role": role, "people": people})
        words = cohort.program.words
        roles = [(role, _("As %(role)s") % {"role": words.a_role(role)}) for role in cohort.roles]
        self.fields["role"].choices = roles
        self.found: list[Invitee] = []
        self.wrong: list[LeftOut] = []

    def clean_people(self) -> str:
        """Good lines go into `found`; the others into `wrong`, and nothing of them is lost."""
        text = self.cleaned_data["people"]
        seen: set[str] = set()
        for line in lines_of(text):
            invitee = read_line(line)
            if invitee is None:
                self.wrong.append((line, _("No address can be read in this line.")))
            elif invitee.email not in seen:
                seen.add(invitee.email)
                self.found.append(invitee)
        if not self.found:
            raise forms.ValidationError(_("No address can be read in it. Write one a line."))
        if len(self.found) > MOST_AT_ONCE:
            raise forms.ValidationError(
                _("Up to %(most)s addresses at once, please. More of them fit into a file.")
                % {"most": MOST_AT_ONCE}
            )
        return str(text)


def lines_of(text: str) -> list[str]:
    """One for each address: a comma ends one only once an address stands before it."""
    found: list[str] = []
    for line in text.splitlines():
        held = ""
        for part in re.split(r"(?<=[,;])", line):
            held += part
            if "@" in held:
                found.append(held)
                held = ""
        found.append(held)
    parts = [part.strip(" ,;\t") for part in found]
    return [part for part in parts if part]


def read_line(line: str) -> Invitee | None:
    """“Ana Ruiz <ana@example.org>”, “Ana Ruiz, ana@example.org”, “Ruiz; Ana; ana@example.org”."""
    found = ADDRESS.search(line[:MAX_LINE])
    email, _remark = read_address(found[0] if found else line)
    if not email or len(email) > EMAIL_CHARS:
        return None
    before = AROUND.sub("", line[: found.start()]) if found else ""
    return Invitee(email, given_name_first(" ".join(before.split()))[:NAME_CHARS])


def left_over(wrong: list[LeftOut]) -> str:
    """What stands in the box again."""
    return "\n".join(line for line, _reason in wrong)


def told_of(invited: int, wrong: int) -> str:
    said = ngettext("One person is invited.", "%(count)s people are invited.", invited)
    if not wrong:
        return said % {"count": invited}
    rest = ngettext("One line needs a look.", "%(lines)s lines need a look.", wrong)
    return f"{said} {rest}" % {"count": invited, "lines": wrong}
