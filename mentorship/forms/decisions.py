"""Answering applications: whom, and in which words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.numbers import number_in
from mentorship.queries.decision_texts import (
    SUBJECT_CHARS,
    TEXT_CHARS,
    TOKENS,
    Words,
    unknown_tokens,
)

from .fields import LongTextField

MOST_AT_ONCE = 500


def chosen_ids(values: Iterable[str]) -> list[int]:
    """What was ticked; nonsense is left out."""
    found = (number_in(value) for value in values)
    return list(dict.fromkeys(pk for pk in found if pk is not None))[:MOST_AT_ONCE]


class DecisionForm(forms.Form):
    subject = forms.CharField(label=_("Subject"), max_length=SUBJECT_CHARS)
    text = LongTextField(
        label=_("What they read"),
        max_length=TEXT_CHARS,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("Each person reads their own words in place of these: %(tokens)s"),
    )
    beyond = forms.BooleanField(label=_("Yes, more people than there are places"), required=False)

    def __init__(self, data: Any = None, *, words: Words, asks_beyond: bool = False) -> None:
        super().__init__(data, initial={"subject": words.subject, "text": words.text})
        text = self.fields["text"]
        text.help_text = str(text.help_text) % {"tokens": " ".join(TOKENS)}
        if not asks_beyond:
            del self.fields["beyond"]

    def clean_subject(self) -> str:
        return checked_tokens(" ".join(str(self.cleaned_data["subject"]).split()))

    def clean_text(self) -> str:
        return checked_tokens(str(self.cleaned_data["text"]))


def checked_tokens(text: str) -> str:
    if wrong := unknown_tokens(text):
        told = {"wrong": " ".join(wrong), "tokens": " ".join(TOKENS)}
        raise forms.ValidationError(
            _("%(wrong)s would be read as it stands. These can be filled in: %(tokens)s") % told
        )
    return text


class LetInForm(forms.Form):
    beyond = forms.BooleanField(label=_("Yes, although all places are taken"), required=False)

    def __init__(self, data: Any = None, *, asks_beyond: bool = False) -> None:
        super().__init__(data)
        if not asks_beyond:
            del self.fields["beyond"]
