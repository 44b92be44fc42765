"""What members type while they work together, and when they stop."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from mentorship.models import FitCheck, MemberCard, Pairing

from .fields import LongTextField, date_field


class CardForm(forms.Form):
    """Any of them, or none."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in MemberCard.ANSWERS:
            field = MemberCard._meta.get_field(name)
            label = str(field.verbose_name)
            self.fields[name] = forms.CharField(
                label=label[0].upper() + label[1:],
                max_length=field.max_length,
                required=False,
            )


class FitForm(forms.Form):
    """Neither answer stands there before the person has said something."""

    answer = forms.ChoiceField(
        label=_("How is it?"),
        choices=[
            (FitCheck.Answer.GOOD, _("It is good")),
            (FitCheck.Answer.DECIDING, _("I am still deciding")),
            (FitCheck.Answer.NO_FIT, _("It is not a fit")),
        ],
        widget=forms.RadioSelect(attrs={"class": "long"}),
    )
    by_name = forms.ChoiceField(
        label=_("May your coordinators read it, with your name?"),
        choices=[("yes", _("Yes, they may")), ("no", _("No, keep it to me"))],
        widget=forms.RadioSelect(attrs={"class": "long"}),
        help_text=_("Both are fine. Whoever you work with reads it in neither case."),
    )

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        return {"answer": said["answer"], "by_name": said["by_name"] == "yes"}


class ExtensionForm(forms.Form):
    ends_on = date_field(
        label=_("Until when would you like to go on?"),
        help_text=_("At most a year longer. All of you have to say yes."),
    )


class RuleOutForm(forms.Form):
    """Nobody ticked is a good answer too."""

    about = forms.TypedMultipleChoiceField(
        label=_("Do not pair me again with"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, partners: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["about"]
        field.choices = [(person.pk, str(person)) for person in partners]


class CloseForm(forms.Form):
    """A reason; and from members, what they would like to leave and to find."""

    reason = forms.ChoiceField(
        label=_("What describes it best?"),
        choices=Pairing.CloseReason.choices,
        widget=forms.RadioSelect(attrs={"class": "long"}),
        help_text=_("No reason is a bad one. Whoever you work with is not shown your answer."),
    )
    thanks = LongTextField(
        label=_("A few words of thanks"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Only if you like. They are mailed and stand on the page of your pairing."),
    )
    find_another = forms.BooleanField(
        label=_("Please find me somebody else"),
        required=False,
        help_text=_("Whoever runs the program reads that you asked."),
    )
    rule_out = forms.TypedMultipleChoiceField(
        label=_("Do not pair me again with"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nobody is ever told, and you can change it later."),
    )

    def __init__(self, *args: Any, partners: list[User], is_member: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told = [c for c in Pairing.CloseReason.choices if c[0] != Pairing.CloseReason.COHORT_OVER]
        reason: Any = self.fields["reason"]
        reason.choices = told
        rule_out: Any = self.fields["rule_out"]
        rule_out.choices = [(person.pk, str(person)) for person in partners]
        if not is_member:
            for name in ("thanks", "find_another", "rule_out"):
                del self.fields[name]
