"""What somebody brings to a check-in, and questions for next time."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.drafts import VersionInput
from checkins.models import Preparation, SavedQuestion
from goals.forms.parts import OnceForm, PlacedForm
from mentorship.forms.fields import LongTextField

from .parts import area

LONGEST_QUESTION = 400
LONGEST_TEXT = 8000


class PrepareForm(OnceForm):
    """`seen_version` is the one that its reader has seen, 0 for none; a draft brings its own along."""

    summary = LongTextField(
        label=gettext_lazy("What happened since last time?"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=area(5),
        help_text=gettext_lazy(
            "Two lines are enough: what you did, and where you would like help."
        ),
    )
    questions = LongTextField(
        label=gettext_lazy("Questions you bring"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=area(3),
        help_text=gettext_lazy("One a line. Each waits until you asked it or put it away."),
    )
    private_note = LongTextField(
        label=gettext_lazy("Just for you"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=area(2),
    )
    seen_version = forms.IntegerField(min_value=0, widget=VersionInput)

    @staticmethod
    def words_of(found: Preparation | None) -> dict[str, Any]:
        if found is None:
            return {"seen_version": 0}
        words = {"summary": found.summary, "private_note": found.private_note}
        return {**words, "seen_version": found.version}

    def wish(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return data | {"version": data.pop("seen_version")}

    def beside(self, current: Preparation) -> PrepareForm:
        """This form again, with what was saved meanwhile and what was just written one after the
        other: whoever sends it has read both."""
        said = self.cleaned_data
        both = {
            name: _one_after_the_other(getattr(current, name), said[name])
            for name in ("summary", "private_note")
        }
        rest = {"questions": "\n".join(said["questions"]), "client_token": said["client_token"]}
        return PrepareForm({**both, **rest, "seen_version": current.version})

    def clean_questions(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["questions"].split("\n")]
        if any(len(line) > LONGEST_QUESTION for line in lines):
            raise ValidationError(
                _("A question of more than 400 characters is hard to remember. Make it two?")
            )
        return [line for line in lines if line]


def _one_after_the_other(before: str, mine: str) -> str:
    if before.strip() == mine.strip():
        return mine
    return "\n\n".join(text for text in (before.strip(), mine.strip()) if text)


class SaveQuestionForm(PlacedForm):
    text = forms.CharField(
        label=gettext_lazy("Your question"),
        max_length=LONGEST_QUESTION,
        help_text=gettext_lazy("As you would ask it."),
        widget=area(2),
    )
    field_order = ["text", "place", "client_token"]

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("text", "client_token")}


class AskedForm(forms.Form):
    """In the close-out: which of the waiting questions were talked about."""

    questions = forms.MultipleChoiceField(
        label=gettext_lazy("Which questions did you get to?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("The others wait for next time."),
    )

    def __init__(self, data: Any = None, *, waiting: Iterable[SavedQuestion]) -> None:
        super().__init__(data, prefix="asked")
        self.waiting = {str(question.pk): question for question in waiting}
        field: Any = self.fields["questions"]
        field.choices = [
            (pk, f"{question.text} ({question.person.short_name})")
            for pk, question in self.waiting.items()
        ]

    def asked(self) -> list[SavedQuestion]:
        return [self.waiting[pk] for pk in self.cleaned_data["questions"]]
