"""How it went with what one practices."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from checkins.models import PracticeNote
from goals.forms.parts import chips


class PracticeNoteForm(forms.Form):
    said = forms.ChoiceField(
        label=_("Did you do it this time?"), choices=PracticeNote.Said.choices, widget=chips()
    )
    note = forms.CharField(
        label=_("What did you notice?"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
