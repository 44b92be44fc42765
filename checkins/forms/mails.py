"""What may be typed on the page behind a link in a mail."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.forms.fields import LongTextField

from .parts import area


class LogFromMailForm(forms.Form):
    value = forms.DecimalField(
        label=_("Where do you stand now?"),
        max_digits=12,
        decimal_places=2,
        required=False,
        help_text=_("The number you count, if there is one."),
    )
    note = LongTextField(label=_("What happened?"), max_length=2000, required=False, widget=area(3))
