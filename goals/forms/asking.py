"""How somebody likes to be asked, and about what."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.models import AskingStyle
from goals.wishes import AskingWish, Manner, Terms

from .parts import DayInput, HourInput, chips

SILENCES = [
    (AskingStyle.Silence.WAIT, _("I’m busy. Leave it until we next meet.")),
    (AskingStyle.Silence.AGAIN, _("I didn’t see it. Ask me once more, three days later.")),
    (AskingStyle.Silence.HELP, _("I may be stuck. Write once more and offer help.")),
    (AskingStyle.Silence.TELL, _("Tell the person I work with, after some days.")),
    (AskingStyle.Silence.NOTHING, _("Nothing at all. Silence is an answer too.")),
]
HOWS = [
    (AskingStyle.How.MAIL, _("By mail, with buttons to answer")),
    (AskingStyle.How.CHECK_IN, _("No mail: when we next meet")),
    (AskingStyle.How.I_WRITE, _("No mail: I write when I’m ready")),
]
TONES = [
    (AskingStyle.Tone.PLAIN, _("Plain: “Did you do it?”")),
    (AskingStyle.Tone.WARM, _("Warm: “How is it going?”")),
    (AskingStyle.Tone.DIRECT, _("Direct: “You said you would. Well?”")),
]
SILENCE_DAYS = [(3, "3"), (5, "5"), (7, "7"), (10, "10")]
TIMES_A_WEEK = [(1, _("once")), (2, _("twice"))]


class HowForm(forms.Form):
    """The questions that «how I like to be asked» and the terms of one thing share."""

    how = forms.ChoiceField(label=_("How may we ask you?"), choices=HOWS, widget=chips(long=True))
    at = forms.TimeField(
        label=_("At what time of day?"),
        help_text=_("Your own time, on your working days, never in your quiet hours."),
        widget=HourInput(),
    )
    per_week = forms.TypedChoiceField(
        label=_("At most how often a week, about one thing?"),
        coerce=int,
        choices=TIMES_A_WEEK,
        widget=chips(),
    )
    tone = forms.ChoiceField(label=_("In which tone?"), choices=TONES, widget=chips(long=True))
    silence = forms.ChoiceField(
        label=_("If you don’t answer, what does it mean?"),
        choices=SILENCES,
        help_text=_(
            "This is about promises. For a goal or your week, silence brings nothing more."
        ),
        widget=chips(long=True),
    )
    silence_days = forms.TypedChoiceField(
        label=_("If you want them told: after how many days?"),
        coerce=int,
        choices=SILENCE_DAYS,
        required=False,
        empty_value=Manner.silence_days,
        help_text=_("Nobody is told anything unless you chose that above."),
        widget=chips(),
    )


class AskingForm(HowForm):
    who = forms.ChoiceField(
        label=_("Who may bring it up?"),
        choices=[
            (AskingStyle.By.SYSTEM, _("Only this page and its mails")),
            (AskingStyle.By.MENTOR, _("The person I work with, too")),
        ],
        help_text=_(
            "If they may, they read before a meeting which of the things you chose for it you want "
            "them to bring up. Of everything else they learn nothing."
        ),
        widget=chips(long=True),
    )
    until = forms.DateField(
        label=_("Until when does this hold?"),
        required=False,
        help_text=_("Leave it empty and each thing ends on its own date."),
        widget=DayInput(),
    )
    field_order = ["how", "who", "at", "per_week", "tone", "silence", "silence_days", "until"]

    def wish(self) -> AskingWish:
        return AskingWish(**self.cleaned_data)


class TermsForm(HowForm):
    ends_on = forms.DateField(
        label=_("Until when?"),
        help_text=_("After this day we stop by ourselves."),
        widget=DayInput(),
    )

    def terms(self, before: Terms) -> Terms:
        """The chosen words; who may bring it up stays as it was said."""
        return Terms(who=before.who, **self.cleaned_data)


class PauseForm(forms.Form):
    until = forms.DateField(label=_("Until"), required=False, widget=DayInput())


class DecideForm(forms.Form):
    """Two answers of the same weight, none picked beforehand."""

    decision = forms.ChoiceField(
        label=_("Would you like to be asked about this?"),
        choices=[("ask", _("Ask me")), ("dont", _("Don’t ask me"))],
        widget=chips(),
    )
