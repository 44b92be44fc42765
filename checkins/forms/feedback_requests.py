"""Asking for feedback, answering as a colleague, and passing an answer on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from checkins.models import Feedback
from mentorship.forms.fields import LongTextField

from .feedback import skill_field
from .parts import area, new_token

QUESTION = _("What worked, and what is one thing you would do differently?")


class _AskForm(forms.Form):
    work = forms.CharField(
        label=_("Which piece of work?"),
        max_length=240,
        help_text=_("A talk, a draft, a meeting you led: something they saw or can look at."),
    )
    link = forms.URLField(
        label=_("A link to it"), required=False, assume_scheme="https", max_length=200
    )
    question = LongTextField(
        label=_("Your one question"), max_length=300, initial=QUESTION, widget=area(2)
    )
    skill = skill_field(label=_("About which skill?"), required=False)
    goal = forms.ChoiceField(label=_("For which goal?"), required=False)
    client_token = forms.CharField(
        max_length=36, required=False, initial=new_token, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, goals: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        goals = list(goals)
        field: Any = self.fields["goal"]
        field.choices = [("", _("None in particular")), *goals]
        if not goals:
            del self.fields["goal"]


class RequestFeedbackForm(_AskForm):
    to = forms.ChoiceField(label=_("Whom would you like to ask?"), widget=forms.RadioSelect)
    field_order = ["to", "work", "link", "question", "skill", "goal"]

    def __init__(self, *args: Any, people: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.choices = list(people)
        if len(field.choices) == 1:
            field.initial, field.widget = field.choices[0][0], forms.HiddenInput()


class AskColleagueForm(_AskForm):
    name = forms.CharField(
        label=_("Their name"), max_length=80, help_text=_("The mail begins with it.")
    )
    address = forms.EmailField(label=_("Their e-mail address"), max_length=254)
    field_order = ["name", "address", "work", "link", "question", "skill", "goal"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "goal" in self.fields:
            self.fields["goal"].help_text = _(
                "They do not see your goal. Where it is measured by what people say, they are "
                "asked for a number from 1 to 10, too."
            )


class AnswerAsColleagueForm(forms.Form):
    text = LongTextField(
        label=_("Your answer"),
        max_length=4000,
        widget=area(6),
        help_text=_("Two or three sentences are plenty. What you saw helps most."),
    )
    rating = forms.TypedChoiceField(
        label=_("And as a number, from 1 (not at all) to 10 (fully)"),
        choices=[("", _("No number")), *((str(one), str(one)) for one in range(1, 11))],
        coerce=int,
        empty_value=None,
        required=False,
    )
    never_again = forms.BooleanField(
        label=_("After this, please never mail such questions to this address again."),
        required=False,
    )

    def __init__(self, *args: Any, asks_rating: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_rating:
            del self.fields["rating"]


class DeclineAsColleagueForm(forms.Form):
    never_again = forms.BooleanField(
        label=_("And please never mail such questions to this address again, whoever asks."),
        required=False,
    )


class ShareAnswerForm(forms.Form):
    text = LongTextField(
        label=_("What you pass on"),
        max_length=4000,
        widget=area(6),
        help_text=_("Leave out what you would rather keep."),
    )
    with_rating = forms.BooleanField(label=_("With the number, too"), required=False)

    def __init__(self, *args: Any, rating: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if rating is None:
            del self.fields["with_rating"]


class AnswerRequestForm(forms.Form):
    """From the mail: a few words on what a partner asked about."""

    kind = forms.ChoiceField(
        label=_("What kind of thing is it?"),
        choices=Feedback.Kind.choices,
        widget=forms.RadioSelect,
    )
    text = LongTextField(label=_("Your words"), max_length=4000, widget=area(5))


class SayMoreForm(forms.Form):
    """From the mail: what was meant."""

    text = LongTextField(label=_("Your words"), max_length=4000, widget=area(5))
