"""Notes, lines back to a close-out, and looking back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from checkins.models import Note
from mentorship.forms.fields import LongTextField

from .parts import area, new_token


class NoteForm(forms.Form):
    """Which ink it is stands on the button that sends it, beside the names of its readers."""

    text = LongTextField(label=_("Your note"), max_length=4000, widget=area(5))
    ink = forms.ChoiceField(
        label=_("Who reads it"),
        choices=Note.Ink.choices,
        error_messages={"required": _("Choose who reads it.")},
    )
    client_token = forms.CharField(
        max_length=36, required=False, initial=new_token, widget=forms.HiddenInput
    )


class LineBackForm(forms.Form):
    text = LongTextField(
        label=_("How do you remember it?"),
        max_length=1000,
        widget=area(3),
        help_text=_("One line is enough. It stands below what was written; nothing is replaced."),
    )
    client_token = forms.CharField(
        max_length=36, required=False, initial=new_token, widget=forms.HiddenInput
    )


class HistoryForm(forms.Form):
    """What to look for in what was. A year that is no choice means all of them."""

    q = forms.CharField(
        label=_("Words to look for"),
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    year = forms.ChoiceField(label=_("Year"), required=False)

    def __init__(self, *args: Any, years: Iterable[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        year: Any = self.fields["year"]
        year.choices = [("", _("All years")), *((str(one), str(one)) for one in years)]

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        year = self.cleaned_data.get("year")
        search = self.cleaned_data.get("q", "").strip()
        return {"search": search, "year": int(year) if year else None}
