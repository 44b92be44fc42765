"""Writing of one's week, and answering somebody's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from checkins import report_words
from checkins.models import Report, ReportReply
from checkins.models.reports import QUESTIONS
from checkins.services import ReportWish
from goals.models import Commitment
from mentorship.forms.fields import LongTextField, date_field

from .check_ins import AnswerForm
from .parts import area, new_token

QUICK = ("accomplished", "challenge", "promise")
ASKED = {Report.Kind.QUICK.value: QUICK, Report.Kind.FULL.value: QUESTIONS}
PROMISE_AS = [
    ("", _("Just a line here")),
    ("ask", _("A promise: ask me")),
    ("dont", _("A promise: don’t ask me")),
]
FROM_MAIL = [*Report.Mood.choices, ("skip", _("Skip this week"))]


class WeekForm(forms.Form):
    """Which week the page was about when it was opened."""

    week = forms.DateField(widget=forms.HiddenInput)


class TapForm(WeekForm):
    mood = forms.ChoiceField(choices=Report.Mood.choices)

    def wish(self) -> ReportWish:
        return ReportWish(kind=Report.Kind.TAP, mood=self.cleaned_data["mood"])


class ReportForm(WeekForm):
    """Three questions, or ten. All may be left empty but one."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in ASKED], widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, people: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["kind"] = kind
        for name in ASKED[kind]:
            self.fields[name] = _field(name, people)
            if name == "promise":
                self.fields |= _promise_fields()
        self.questions = [self[name] for name in ASKED[kind]]

    def wish(self) -> ReportWish:
        said = {name: value for name, value in self.cleaned_data.items() if name != "week"}
        return ReportWish(**said)


def _field(name: str, people: str) -> forms.Field:
    label = report_words.asked(name, people)
    if name == "energy":
        choices = [("", _("Rather not say")), *Report.Energy.choices]
        return forms.TypedChoiceField(
            label=label,
            choices=choices,
            coerce=int,
            empty_value=None,
            required=False,
            widget=forms.RadioSelect,
        )
    if name == "promise":
        return forms.CharField(
            label=label,
            max_length=240,
            required=False,
            help_text=_("One thing that somebody could see you do."),
        )
    return LongTextField(label=label, max_length=2000, required=False, widget=area(2))


def _promise_fields() -> dict[str, forms.Field]:
    return {
        "promise_as": forms.ChoiceField(
            label=_("What should it be?"),
            choices=PROMISE_AS,
            required=False,
            widget=forms.RadioSelect,
            help_text=_("A promise goes on your list. Whether we ask you about it, only you see."),
        ),
        "promise_by": date_field(label=_("By when?"), required=False),
    }


class ReportForms:
    """The report and answers to promises that were for this time, sent and judged together."""

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        kind: str,
        people: str,
        initial: dict[str, Any],
        promises: Sequence[Commitment],
    ) -> None:
        self.main = ReportForm(data, kind=kind, people=people, initial=initial)
        self.answers = [AnswerForm(data, promise=promise) for promise in promises]

    def is_valid(self) -> bool:
        verdicts = [form.is_valid() for form in (self.main, *self.answers)]
        return all(verdicts)

    def wishes(self) -> dict[str, Any]:
        said = [(form.promise, form.cleaned_data["answer"]) for form in self.answers]
        return {
            "week_on": self.main.cleaned_data["week"],
            "wish": self.main.wish(),
            "answers": [(promise, answer) for promise, answer in said if answer],
        }


class AnswerReportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("Your answer"), choices=ReportReply.Kind.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("Your line"), max_length=500, required=False)


class AddToReportForm(forms.Form):
    text = LongTextField(label=_("What would you like to add?"), max_length=2000, widget=area(3))
    client_token = forms.CharField(
        max_length=36, required=False, initial=new_token, widget=forms.HiddenInput
    )


class ReportFromMailForm(forms.Form):
    mood = forms.ChoiceField(
        label=_("How was your week?"), choices=FROM_MAIL, widget=forms.RadioSelect
    )
    text = LongTextField(
        label=_("A line, if you like"), max_length=2000, required=False, widget=area(2)
    )


def mail_wish(said: Mapping[str, Any]) -> ReportWish:
    """A line belongs to what was hard, or to what got done."""
    about = "challenge" if said["mood"] == Report.Mood.STUCK else "accomplished"
    return ReportWish(kind=Report.Kind.TAP, mood=said["mood"], **{about: said.get("text", "")})
