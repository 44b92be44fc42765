"""Naming a saved run, and taking it along."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.models import MatchingRun


class RunNameForm(forms.Form):
    name = forms.CharField(
        label=_("A name for this run"),
        required=False,
        max_length=MatchingRun._meta.get_field("name").max_length,
        help_text=_("Only those who run this cohort see it."),
    )


class RunExportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("As"), choices=[("csv", _("CSV")), ("xlsx", _("Excel workbook"))]
    )
