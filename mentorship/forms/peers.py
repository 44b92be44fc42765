"""Moving a peer between groups."""

from __future__ import annotations

from django import forms

from mentorship.queries.regrouping import HOWS


class RegroupForm(forms.Form):
    """How, and with whom."""

    how = forms.ChoiceField(choices=[(how, how) for how in HOWS])
    other = forms.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
