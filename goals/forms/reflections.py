"""The answer to a curious question."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals import words
from goals.models import CommitmentAnswer, Goal

from .parts import chips


class ReflectionForm(forms.Form):
    # Not marked as required: the whole question may be passed over.
    cause = forms.ChoiceField(widget=chips(), required=False)
    text = forms.CharField(
        label=_("Anything to add?"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    share = forms.ChoiceField(
        label=_("Who may read it?"), widget=chips(), initial="no", required=False
    )

    def __init__(
        self, *args: Any, about: CommitmentAnswer | Goal, others: list[Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        cause: Any = self.fields["cause"]
        cause.label, cause.choices = words.curious(about), words.causes(words.is_success(about))
        if others:
            share: Any = self.fields["share"]
            told = {"names": words.names_of(others)}
            share.choices = [("no", _("Only me")), ("yes", _("%(names)s and I") % told)]
        else:
            del self.fields["share"]

    def clean_cause(self) -> str:
        if not self.cleaned_data["cause"]:
            raise forms.ValidationError(
                _("Choose what comes closest. “Something else” is fine too.")
            )
        return str(self.cleaned_data["cause"])

    def wish(self) -> dict[str, Any]:
        data = self.cleaned_data
        return {
            "cause": data["cause"],
            "text": data["text"],
            "share": data.get("share") == "yes",
        }
