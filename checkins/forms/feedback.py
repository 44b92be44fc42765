"""Giving feedback, finding it again and answering it; and promising a line now and then."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from checkins.models import Feedback, FeedbackReply, FeedbackRhythm
from mentorship.forms.fields import LongTextField, date_field

from .parts import area, new_token


def skill_field(**changes: Any) -> forms.CharField:
    """A <datalist id="skills"> with what this pairing named before stands beside it."""
    facts: dict[str, Any] = {
        "max_length": 80,
        "widget": forms.TextInput(attrs={"list": "skills", "autocomplete": "off"}),
        "help_text": _("For example: leading a meeting."),
    }
    return forms.CharField(**(facts | changes))


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
    skill = skill_field(label=_("Or about a skill"), required=False)
    client_token = forms.CharField(
        max_length=36, required=False, initial=new_token, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, about: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["about"]
        field.choices = [("", _("Nothing in particular")), *about]


class AnswerFeedbackForm(forms.Form):
    heard = LongTextField(
        label=_("What I heard is …"),
        max_length=500,
        required=False,
        widget=area(2),
        help_text=_("In your own words. It often shows what was meant."),
    )
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


class FeedbackFilterForm(forms.Form):
    """What the log shows. Whatever is no choice any more means everything."""

    person = forms.ChoiceField(label=_("With whom"), required=False)
    skill = forms.ChoiceField(label=_("Skill"), required=False)
    unanswered = forms.BooleanField(label=_("Not answered yet"), required=False)

    def __init__(
        self,
        *args: Any,
        people: Iterable[tuple[str, str]] = (),
        skills: Iterable[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        person: Any = self.fields["person"]
        person.choices = [("", _("Everybody")), *people]
        skill: Any = self.fields["skill"]
        skill.choices = [("", _("All skills")), *((one, one) for one in skills)]

    def chosen(self) -> dict[str, Any]:
        self.is_valid()
        found = {name: value for name, value in self.cleaned_data.items() if value}
        if "person" in found:
            found["person"] = int(found["person"])
        return found


class FeedbackRhythmForm(forms.Form):
    skill = skill_field(label=_("On which skill?"))
    every = forms.TypedChoiceField(
        label=_("How often?"),
        choices=FeedbackRhythm.Every.choices,
        coerce=int,
        widget=forms.RadioSelect,
    )
    until_on = date_field(label=_("Until when?"))
