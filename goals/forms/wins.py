"""One line about something that went well."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from goals.models import Win

from .parts import PlacedForm, chips

REACH = [
    (Win.Reach.US, _("Shared")),
    (Win.Reach.THANKS, _("Shared, with thanks")),
    (Win.Reach.ME, _("Only me")),
]


class WinForm(PlacedForm):
    words = forms.CharField(label=_("What went well?"), max_length=240)
    reach = forms.ChoiceField(
        label=_("Who may read it?"),
        choices=REACH,
        initial=Win.Reach.US,
        widget=chips(),
    )
    field_order = ["words", "place", "reach", "client_token"]

    def said(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("words", "reach", "client_token")}
