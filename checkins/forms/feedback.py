"""Giving feedback and answering it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from checkins.models import Feedback, FeedbackReply
from mentorship.forms.fields import LongTextField, date_field

from .parts import area, new_token


class GiveFeedbackForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What kind of thing is it?"),
        choices=Feedback.Kind.choices,
        widget=forms.RadioSelect,
    )
    text = LongTextField(
        label=_("Your words"),
        max_length=4000,
        widget=area(5),
        help_text=_("One thing you saw, and what it did. Short is kind."),
    )
    about = forms.ChoiceField(label=_("About what?"), required=False)
    skill = forms.CharField(
        label=_("Or about a skill"),
        max_length=80,
        required=False,
        help_text=_("For example: leading a meeting."),
    )
    client_token = forms.CharField(
        max_length=36, required=False, initial=new_token, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, about: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["about"]
        field.choices = [("", _("Nothing in particular")), *about]


class AnswerFeedbackForm(forms.Form):
    answer = forms.ChoiceField(
        label=_("Your answer"),
        choices=FeedbackReply.Answer.choices,
        widget=forms.RadioSelect,
    )
    text = LongTextField(
        label=_("Anything to add?"),
        max_length=2000,
        required=False,
        widget=area(3),
        help_text=_("If you will try it: what exactly will you do? It becomes a promise of yours."),
    )
    due_on = date_field(label=_("If you will try it: by when?"), required=False)
