"""How much each criterion counts, what rules a pair out, what answers are measured against, and
from where a pair is weak."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from mentorship.models import Cohort
from mentorship.numbers import number_in
from mentorship.queries.matchmaking import NO_CRITERIA, PAST_PARTNER, REPORTING_LINE
from mentorship.queries.weighing import Weighed, criteria_of, default_measures, measures_now

WEIGHT, LEAST, ASKED = "weight_", "least_", "asked_"
RULES = {
    "skills": _("none of the skills looked for is offered"),
    "availability": _("no hour of the week in common"),
    "level": _("the %(mentor)s is not above the %(mentee)s in level"),
    "interests": _("no interest in common"),
    "zone": _("eight hours or more between their clocks"),
    "location": _("different places"),
    "department": _("the same department"),
    "language": _("no language in common"),
    PAST_PARTNER: _("they have worked together before"),
    REPORTING_LINE: _("one of them reports to the other, or both to the same person"),
}
PEER_RULES = {
    "skills": _("one looks for skills of which the other offers none"),
    "level": _("their levels are further apart than suits partners"),
}
OWN_RULES = {
    "overlap": _("no answer in common to %(name)s"),
    "same": _("different answers to %(name)s"),
    "different": _("the same answer to %(name)s"),
    "near": _("far apart on %(name)s"),
    "at_least": _("the one who guides is far below on %(name)s"),
}
PEER_OWN_RULES = {"at_least": _("one of them is far below on %(name)s")}


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

    def __init__(self, cohort: Cohort, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cohort, self.criteria = cohort, criteria_of(cohort)
        self.measures = _measure_fields(cohort)
        weights: dict[str, forms.Field] = {
            field_name(WEIGHT, each.key): _weight_field(each, cohort) for each in self.criteria
        }
        least: dict[str, forms.Field] = {
            field_name(LEAST, each.key): _least_field(each)
            for each in self.criteria
            if each.may_be_hard and each.is_graded
        }
        self.fields = weights | self.fields | self.measures | least
        rules = [(each.key, rule_of(each, cohort)) for each in self.criteria if each.may_be_hard]
        hard: Any = self.fields["hard"]
        rules += [(key, str(RULES[key])) for key in NO_CRITERIA]
        hard.choices = [(key, capfirst(rule)) for key, rule in rules]

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
                **self._gaps(data),
                "stickiness": data["stickiness"],
                "asked": {key: data[ASKED + key] for key in default_measures()["asked"]},
                "at_least": self._least(data),
            },
        }

    def _gaps(self, data: Mapping[str, Any]) -> dict[str, Any]:
        """What is not asked, since the cohort pairs nobody that way, stays as it is."""
        gaps = {name: measures_now(self.cohort)[name] for name in ("level_gap", "peer_gap")}
        if "gap_low" in data:
            gaps["level_gap"] = [data["gap_low"], data["gap_high"]]
        return gaps | {name: data[name] for name in ("peer_gap",) if name in data}

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
        return [self[name] for name in self.measures]

    @property
    def least_rows(self) -> list[Any]:
        return [*self._bound(LEAST, True), *self._bound(LEAST, False)]

    @property
    def strict_is_open(self) -> bool:
        rows = [*self.measure_rows, *self.least_rows]
        return any(row.errors for row in rows)


def _sum(rows: list[Any]) -> int:
    """Of what the fields show; what is no number counts nothing."""
    return sum(number_in(str(row.value() or 0), digits=5) or 0 for row in rows)


def field_name(prefix: str, key: str) -> str:
    return prefix + key.replace(":", "_")


def _weight_field(each: Weighed, cohort: Cohort) -> NumberField:
    told = {"default": each.default, "seeker": _seeker(cohort)}
    help_text = _("Default: %(default)s.")
    if each.asked:
        help_text = _("Default: %(default)s; more for %(seeker)s who asks for it, see below.")
    return _percent(label=capfirst(each.name), help_text=help_text % told, initial=0)


def _least_field(each: Weighed) -> NumberField:
    return NumberField(label=capfirst(each.name), min_value=1, max_value=100, empty=1, initial=1)


def _seeker(cohort: Cohort) -> str:
    return cohort.program.words.a_role("mentee" if cohort.pairs_mentors else "peer")


def rule_of(each: Weighed, cohort: Cohort) -> str:
    """What rules a pair out by this criterion; where both kinds are paired, of mentor and mentee."""
    words = cohort.program.words
    told = {"name": each.name, "mentor": words.mentor, "mentee": words.mentee}
    rules, key = (OWN_RULES, each.compare) if each.compare else (RULES, each.key)
    if not cohort.pairs_mentors:
        rules = rules | (PEER_OWN_RULES if each.compare else PEER_RULES)
    return str(rules[key] % told)


def _measure_fields(cohort: Cohort) -> dict[str, forms.Field]:
    sides = _gap_fields(cohort) if cohort.pairs_mentors else {}
    peers = _peer_gap_field() if cohort.pairs_peers else {}
    return sides | peers | _other_measures(cohort)


def _peer_gap_field() -> dict[str, forms.Field]:
    ours = default_measures()["peer_gap"]
    field = NumberField(
        label=_("Levels that partners may be apart and still get all points"),
        min_value=0,
        max_value=12,
        empty=ours,
        help_text=_("Default: %(default)s.") % {"default": ours},
    )
    return {"peer_gap": field}


def _gap_fields(cohort: Cohort) -> dict[str, forms.Field]:
    low, high = default_measures()["level_gap"]
    default, words = _("Default: %(default)s."), cohort.program.words
    told = {"mentor": words.mentor, "mentee": words.mentee}
    return {
        "gap_low": NumberField(
            label=_("Levels that the %(mentor)s should be above the %(mentee)s, at least") % told,
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
    }


def _other_measures(cohort: Cohort) -> dict[str, forms.Field]:
    ours, told = default_measures(), {"seeker": _seeker(cohort)}
    default = _("Default: %(default)s.")
    return {
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
            label=_("Weight of identity for %(seeker)s who asks for it") % told,
            empty=ours["asked"]["identity"],
            help_text=default % {"default": ours["asked"]["identity"]},
        ),
        ASKED + "wishes": _percent(
            label=_("Weight of wishes for %(seeker)s who names somebody") % told,
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
    told |= {name: said[name] for name in ("enough_hours", "stickiness", "peer_gap")}
    told |= {ASKED + key: weight for key, weight in said["asked"].items()}
    return told | {field_name(LEAST, key): least for key, least in said["at_least"].items()}
