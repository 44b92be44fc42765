"""Fields that several forms share."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models.people import validate_zone

# A <datalist id="zones"> stands beside every form that has this field.
ZONE_WIDGET_ATTRS = {"list": "zones", "autocomplete": "off", "spellcheck": "false"}


def zone_field(**changes: Any) -> forms.CharField:
    facts: dict[str, Any] = {
        "label": _("Time zone"),
        "max_length": 64,
        "validators": [validate_zone],
        "widget": forms.TextInput(attrs=ZONE_WIDGET_ATTRS),
        "help_text": _("A city near most of you, for example Europe/Berlin or America/Lima."),
    }
    return forms.CharField(**(facts | changes))


def date_field(**changes: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(**({"widget": widget} | changes))


def time_field(**changes: Any) -> forms.TimeField:
    widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    return forms.TimeField(**({"widget": widget} | changes))


class LongTextField(forms.CharField):
    """A textarea whose line ends do not depend on the browser."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).replace("\r\n", "\n")
