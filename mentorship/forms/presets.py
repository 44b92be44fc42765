"""Three questions, and a small program is open."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.roster.pasted import MOST, Pasted, read_pasted

from .fields import LongTextField, date_field

SHOWN = 5  # wrong lines named at once
PEOPLE = {"rows": 5, "autocapitalize": "none", "spellcheck": "false"}


class SmallProgramForm(forms.Form):
    name = forms.CharField(
        label=_("What is it called?"),
        max_length=120,
        help_text=_("People read it in their first mail."),
    )
    starts_on = date_field(label=_("First day"))
    ends_on = date_field(label=_("Last day"))
    mentors = LongTextField(
        label=_("Who shares experience? (mentors)"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs=PEOPLE),
        help_text=_("A name and an address on each line. Or later: leave it empty."),
    )
    mentees = LongTextField(
        label=_("Who wants to grow? (mentees)"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs=PEOPLE),
    )

    def clean_mentors(self) -> list[tuple[str, str]]:
        return self._people("mentors")

    def clean_mentees(self) -> list[tuple[str, str]]:
        return self._people("mentees")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("Choose a day after the first day."))
        return data

    def _people(self, box: str) -> list[tuple[str, str]]:
        found = read_pasted(self.cleaned_data[box])
        if found.wrong:
            raise forms.ValidationError(_wrong_lines(found))
        if len(found.people) > MOST:
            told = {"most": MOST, "count": len(found.people)}
            raise forms.ValidationError(
                _(
                    "%(count)s people are too many for one box; it takes %(most)s. Open the program "
                    "first and upload a file then."
                )
                % told
            )
        return found.people


def _wrong_lines(found: Pasted) -> list[Any]:
    told = [
        _("Line %(line)s: “%(text)s” has no address that we can read.")
        % {"line": line, "text": text[:80]}
        for line, text in found.wrong[:SHOWN]
    ]
    more = len(found.wrong) - SHOWN
    return told + ([_("And %(count)s lines more.") % {"count": more}] if more > 0 else [])


def half_a_year(today: date) -> dict[str, date]:
    """What the dates begin with: the next Monday but one, and 26 weeks from there."""
    starts_on = date.fromordinal(today.toordinal() + 14 - today.weekday())
    return {"starts_on": starts_on, "ends_on": date.fromordinal(starts_on.toordinal() + 181)}
