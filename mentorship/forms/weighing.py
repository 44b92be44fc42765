"""How much each criterion counts, what rules a pair out, and from where a pair is weak."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from mentorship.queries.matchmaking import PAST_PARTNER
from mentorship.queries.reasons import CRITERIA
from mentorship.queries.weighing import HARD, default_weights, raised_by_asking

WEIGHT = "weight_"
RULES = {
    "skills": _("none of the skills looked for is offered"),
    "availability": _("no hour of the week in common"),
    "level": _("the mentor is not above the mentee in level"),
    "interests": _("no interest in common"),
    "zone": _("eight hours or more between their clocks"),
    "location": _("different places"),
    "department": _("the same department"),
    "language": _("no language in common"),
    PAST_PARTNER: _("they have worked together before"),
}


class WeighForm(forms.Form):
    hard = forms.MultipleChoiceField(
        label=_("What rules a pair out?"),
        required=False,
        choices=[(key, capfirst(RULES[key])) for key in (*HARD, PAST_PARTNER)],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever has not said anything about it is never ruled out by it."),
    )
    floor = forms.IntegerField(
        label=_("Below how many points of 100 is a pair weak?"),
        min_value=0,
        max_value=100,
        help_text=_("A weak pair is proposed only where somebody would have nobody otherwise."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        defaults, raised = default_weights(), raised_by_asking()
        weights = {WEIGHT + key: self._weight(key, defaults, raised) for key in CRITERIA}
        self.fields = weights | self.fields

    @staticmethod
    def _weight(
        key: str, defaults: Mapping[str, int], raised: Mapping[str, int]
    ) -> forms.IntegerField:
        told = {"default": defaults[key], "asked": raised.get(key)}
        help_text = _("Default: %(default)s.")
        if key in raised:
            help_text = _("Default: %(default)s; at least %(asked)s for a mentee who asks for it.")
        return forms.IntegerField(
            label=capfirst(CRITERIA[key]),
            min_value=0,
            max_value=100,
            required=False,
            help_text=help_text % told,
        )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        total = sum(self.weights(data).values())
        if total != 100 and not self.errors:
            told = {"total": total}
            self.add_error(
                None, _("The weights add up to %(total)s now; they have to make 100.") % told
            )
        return data

    @staticmethod
    def weights(data: Mapping[str, Any]) -> dict[str, int]:
        return {key: data.get(WEIGHT + key) or 0 for key in CRITERIA}

    @property
    def facts(self) -> dict[str, Any]:
        """As the services want them."""
        data = self.cleaned_data
        return {
            "weights": self.weights(data),
            "hard_rules": data["hard"],
            "floor": data["floor"],
        }


def shown(weights: Mapping[str, int], hard_rules: list[str], floor: int) -> dict[str, Any]:
    """What the form begins with."""
    told: dict[str, Any] = {WEIGHT + key: weight for key, weight in weights.items()}
    return told | {"hard": hard_rules, "floor": floor}
