"""Up to three ways to know, in the form of a goal. The second and third are asked for when wanted."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goals.chart import plain
from goals.models import Measure
from goals.smart import Aim
from goals.wishes import MeasureWish

from .parts import chips

Kind = Measure.Kind
SLOTS = ("", "_2", "_3")  # ends of the fields' names
PARTS = ("kind", "start", "target", "unit")
KINDS = [
    (Kind.NUMBER, _("I can count it")),
    (Kind.YES_NO, _("It happens, or not yet")),
    (Kind.RATING, _("People I ask rate it")),
    (Kind.MILESTONES, _("By its steps")),
]


@dataclass(frozen=True)
class Slot:
    """The fields of one measure, for the page."""

    kind: forms.BoundField
    start: forms.BoundField
    target: forms.BoundField
    unit: forms.BoundField

    @property
    def is_used(self) -> bool:
        return bool(self.kind.value()) or any(field.errors for field in vars(self).values())


class MeasuresForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("How will you know?"),
        choices=[("", _("I don’t know yet")), *KINDS],
        required=False,
        widget=chips(),
    )
    start = forms.DecimalField(label=_("From"), max_digits=12, decimal_places=2, required=False)
    target = forms.DecimalField(label=_("To"), max_digits=12, decimal_places=2, required=False)
    unit = forms.CharField(max_length=80, required=False)

    def __init__(self, *args: Any, measures: Sequence[Measure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = [measure.pk for measure in measures]
        self.fields["unit"].label = unit_label()
        for slot in SLOTS[1:]:
            for part in PARTS:
                self.fields[part + slot] = deepcopy(self.fields[part])
            kind: Any = self.fields["kind" + slot]
            kind.label = _("How else will you know?")
            kind.choices = [("", _("Nothing else")), *KINDS]

    @property
    def slots(self) -> list[Slot]:
        return [Slot(**{part: self[part + slot] for part in PARTS}) for slot in SLOTS]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for slot in SLOTS:
            self._clean_slot(slot, data)
        return data

    def _clean_slot(self, slot: str, data: dict[str, Any]) -> None:
        kind, start, target = "kind" + slot, "start" + slot, "target" + slot
        if data.get(kind) not in Measure.DRAWN:
            for name in (start, target):  # not asked for, so nothing is wrong with them
                self.errors.pop(name, None)
                data.setdefault(name, None)
            return
        rated = data[kind] == Kind.RATING
        for name in (start, target):
            if rated and data.get(name) is not None and not 1 <= data[name] <= 10:
                self.add_error(name, _("A rating goes from 1 to 10."))
        if rated and data.get(start) is None and start not in self.errors:
            self.add_error(start, _("Where is it now, from 1 to 10?"))
        if target in self.errors or start in self.errors:
            return
        if data.get(target) is None:
            self.add_error(target, _("Which number do you want to reach?"))
        elif data[target] == (data.get(start) or 0):
            self.add_error(target, _("From where to where? The two numbers have to differ."))

    def measures(self) -> tuple[MeasureWish, ...]:
        """In their order; what is left empty is no measure."""
        data = self.cleaned_data
        return tuple(
            MeasureWish(
                kind=data["kind" + slot],
                unit=data["unit" + slot],
                start=data["start" + slot] or Decimal(0),
                target=data["target" + slot],
                pk=self.known[number] if number < len(self.known) else 0,  # 0: a new one
            )
            for number, slot in enumerate(SLOTS)
            if data["kind" + slot]
        )

    def aims(self) -> tuple[Aim, ...]:
        """What can be said of them while they are being typed, mistakes and all."""
        data = self.cleaned_data
        return tuple(
            Aim(
                kind=data["kind" + slot],
                unit=data.get("unit" + slot) or "",
                start=data.get("start" + slot) or Decimal(0),
                target=data.get("target" + slot),
            )
            for slot in SLOTS
            if data.get("kind" + slot)
        )

    def numbers_field(self) -> str:
        """Where a goal is made smaller: its first number, else its sentence."""
        for slot in SLOTS:
            if self["kind" + slot].value() in Measure.DRAWN:
                return "target" + slot
        return "title"


def unit_label() -> SafeString:
    """One field that each kind asks for in its own words; the style sheet shows the fitting ones."""
    return format_html(
        '<span data-for="number">{}</span> <span data-for="yes_no">{}</span> '
        '<span data-for="rating">{}</span>',
        gettext("What do you count?"),
        gettext("What happens?"),
        gettext("What do they rate?"),
    )


def measures_initial(measures: Sequence[Measure]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for slot, measure in zip(SLOTS, measures, strict=False):
        found["kind" + slot], found["unit" + slot] = measure.kind, measure.unit
        if measure.target is not None:
            found["start" + slot] = plain(measure.start)
            found["target" + slot] = plain(measure.target)
    return found
