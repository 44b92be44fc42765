"""How much each criterion counts, what rules a pair out, what answers are measured against, and
from where a pair is weak."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from mentorship.queries.matchmaking import PAST_PARTNER
from mentorship.queries.weighing import Weighed, default_measures

WEIGHT, LEAST, ASKED = "weight_", "least_", "asked_"
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
OWN_RULES = {
    "overlap": _("no answer in common to %(name)s"),
    "same": _("different answers to %(name)s"),
    "different": _("the same answer to %(name)s"),
    "near": _("far apart on %(name)s"),
    "at_least": _("the one who guides is far below on %(name)s"),
}


class NumberField(forms.IntegerField):
    """Always there, so that it is not called optional; left empty it is what it says it would be."""

    def __init__(self, *, empty: int = 0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.empty = empty

    def clean(self, value: Any) -> int:
        if value in self.empty_values:
            return self.empty
        return int(super().clean(value) or 0)


class AnyChoices(forms.MultipleChoiceField):
    """None of them is an answer too, so that it is not called optional."""

    def validate(self, value: list[str]) -> None:
        if value:
            super().validate(value)


def _percent(**facts: Any) -> NumberField:
    return NumberField(min_value=0, max_value=100, **facts)


class WeighForm(forms.Form):
    hard = AnyChoices(
        label=_("What rules a pair out?"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever has not said anything about it is never ruled out by it."),
    )
    floor = forms.IntegerField(
        label=_("Below how many points of 100 is a pair weak?"),
        min_value=0,
        max_value=100,
        help_text=_("A weak pair is proposed only where somebody would have nobody otherwise."),
    )

    def __init__(self, criteria: Iterable[Weighed], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = list(criteria)
        weights: dict[str, forms.Field] = {
            field_name(WEIGHT, each.key): _weight_field(each) for each in self.criteria
        }
        least: dict[str, forms.Field] = {
            field_name(LEAST, each.key): _least_field(each)
            for each in self.criteria
            if each.may_be_hard and each.is_graded
        }
        self.fields = weights | self.fields | _measure_fields() | least
        choices = [(each.key, capfirst(rule_of(each))) for each in self.criteria if rule_of(each)]
        hard: Any = self.fields["hard"]
        hard.choices = [*choices, (PAST_PARTNER, capfirst(RULES[PAST_PARTNER]))]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        total = sum(self.weights(data).values())
        if total != 100 and not self.errors:
            told = {"total": total}
            self.add_error(
                None, _("The weights add up to %(total)s now; they have to make 100.") % told
            )
        if data.get("gap_low", 0) > data.get("gap_high", 0):
            self.add_error("gap_high", _("This has to be at least as much as the first number."))
        return data

    def weights(self, data: Mapping[str, Any]) -> dict[str, int]:
        return {each.key: data.get(field_name(WEIGHT, each.key)) or 0 for each in self.criteria}

    @property
    def total(self) -> int:
        return _sum([*self.weight_rows, *self.folded_rows])

    @property
    def folded_total(self) -> int:
        return _sum(self.folded_rows)

    @property
    def facts(self) -> dict[str, Any]:
        """As the services want them."""
        data = self.cleaned_data
        return {
            "weights": self.weights(data),
            "hard_rules": data["hard"],
            "floor": data["floor"],
            "measures": {
                "enough_hours": data["enough_hours"],
                "level_gap": [data["gap_low"], data["gap_high"]],
                "stickiness": data["stickiness"],
                "asked": {key: data[ASKED + key] for key in default_measures()["asked"]},
                "at_least": self._least(data),
            },
        }

    def _least(self, data: Mapping[str, Any]) -> dict[str, int]:
        told = {each.key: data.get(field_name(LEAST, each.key)) for each in self.criteria}
        return {key: points for key, points in told.items() if points and points != 1}

    # -- The fields as the page shows them, in parts ---------------------------------------

    def _bound(self, prefix: str, answered: bool) -> list[Any]:
        keys = [each.key for each in self.criteria if each.answered == answered]
        names = [field_name(prefix, key) for key in keys]
        return [self[name] for name in names if name in self.fields]

    @property
    def weight_rows(self) -> list[Any]:
        return self._bound(WEIGHT, True)

    @property
    def folded_rows(self) -> list[Any]:
        return self._bound(WEIGHT, False)

    @property
    def measure_rows(self) -> list[Any]:
        return [self[name] for name in _measure_fields()]

    @property
    def least_rows(self) -> list[Any]:
        return [*self._bound(LEAST, True), *self._bound(LEAST, False)]

    @property
    def strict_is_open(self) -> bool:
        rows = [*self.measure_rows, *self.least_rows]
        return any(row.errors for row in rows)


def _sum(rows: list[Any]) -> int:
    """Of what the fields show; what is no number counts nothing."""
    shown = [str(row.value() or 0) for row in rows]
    figures = (text for text in shown if text.isascii() and text.isdecimal() and len(text) < 6)
    return sum(map(int, figures))


def field_name(prefix: str, key: str) -> str:
    return prefix + key.replace(":", "_")


def _weight_field(each: Weighed) -> NumberField:
    told = {"default": each.default, "asked": each.asked}
    help_text = _("Default: %(default)s.")
    if each.asked:
        help_text = _("Default: %(default)s; more for a mentee who asks for it, see below.")
    return _percent(label=capfirst(each.name), help_text=help_text % told, initial=0)


def _least_field(each: Weighed) -> NumberField:
    return NumberField(label=capfirst(each.name), min_value=1, max_value=100, empty=1, initial=1)


def rule_of(each: Weighed) -> str:
    """What rules a pair out by this criterion; empty where nothing does."""
    if not each.may_be_hard:
        return ""
    if each.compare:
        return str(OWN_RULES[each.compare] % {"name": each.name})
    return str(RULES[each.key])


def _measure_fields() -> dict[str, forms.Field]:
    ours = default_measures()
    low, high = ours["level_gap"]
    default = _("Default: %(default)s.")
    return {
        "gap_low": NumberField(
            label=_("Levels that a mentor should be above a mentee, at least"),
            min_value=-12,
            max_value=12,
            empty=low,
            help_text=default % {"default": low},
        ),
        "gap_high": NumberField(
            label=_("Levels above that still get all points"),
            min_value=-12,
            max_value=12,
            empty=high,
            help_text=default % {"default": high},
        ),
        "enough_hours": NumberField(
            label=_("Hours a week in common that are enough"),
            min_value=1,
            max_value=168,
            empty=ours["enough_hours"],
            help_text=default % {"default": ours["enough_hours"]},
        ),
        "stickiness": _percent(
            label=_(
                "Points by which a pair that is there already is favoured when you propose anew"
            ),
            empty=ours["stickiness"],
            help_text=default % {"default": ours["stickiness"]},
        ),
        ASKED + "identity": _percent(
            label=_("Weight of identity for a mentee who asks for it"),
            empty=ours["asked"]["identity"],
            help_text=default % {"default": ours["asked"]["identity"]},
        ),
        ASKED + "wishes": _percent(
            label=_("Weight of wishes for a mentee who names somebody"),
            empty=ours["asked"]["wishes"],
            help_text=default % {"default": ours["asked"]["wishes"]},
        ),
    }


def shown(
    weights: Mapping[str, int],
    hard_rules: list[str],
    floor: int,
    measures: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What the form begins with."""
    told: dict[str, Any] = {field_name(WEIGHT, key): weight for key, weight in weights.items()}
    said = default_measures() | dict(measures or {})
    told |= {"hard": hard_rules, "floor": floor}
    told |= {"gap_low": said["level_gap"][0], "gap_high": said["level_gap"][1]}
    told |= {name: said[name] for name in ("enough_hours", "stickiness")}
    told |= {ASKED + key: weight for key, weight in said["asked"].items()}
    return told | {field_name(LEAST, key): least for key, least in said["at_least"].items()}
