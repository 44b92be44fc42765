"""What is logged for a goal."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from goals.chart import plain
from goals.models import Measure, ProgressEntry

from .parts import DayInput, OnceForm, chips

OUTCOMES = [
    ("", _("A step forward")),
    (ProgressEntry.Outcome.DELIVERED, _("Something delivered")),
    (ProgressEntry.Outcome.SAID, _("What others said")),
    (ProgressEntry.Outcome.LEARNED, _("Something learned")),
]


class ProgressForm(OnceForm):
    measure = forms.ChoiceField(label=_("Which one moved?"), required=False, widget=chips())
    value = forms.DecimalField(
        label=_("Where do you stand now?"), max_digits=12, decimal_places=2, required=False
    )
    note = forms.CharField(
        label=_("What happened?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    link = forms.URLField(
        label=_("A link to show"), required=False, max_length=200, assume_scheme="https"
    )
    outcome = forms.ChoiceField(
        label=_("What came of it?"), choices=OUTCOMES, required=False, initial="", widget=chips()
    )
    happened_on = forms.DateField(label=_("When?"), required=False, widget=DayInput())

    def __init__(
        self,
        *args: Any,
        measures: Sequence[Measure],
        corrects: ProgressEntry | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.corrects = corrects
        self.known = {str(found.pk): found for found in measures if found.kind in Measure.LOGGED}
        drawn = [found for found in self.known.values() if found.is_drawn]
        if not drawn:
            del self.fields["value"]
        elif len(drawn) == 1 and drawn[0].unit:
            label = gettext("Where do you stand now (%(unit)s)?") % {"unit": drawn[0].unit}
            self.fields["value"].label = label
        self._offer(drawn)

    def _offer(self, drawn: list[Measure]) -> None:
        """The choice between measures, where there is one. Nothing «happened» by default."""
        if len(self.known) == len(drawn) <= 1:
            del self.fields["measure"]
            return
        field: Any = self.fields["measure"]
        field.choices = [(pk, choice_of(found)) for pk, found in self.known.items()]
        if drawn:
            self.initial.setdefault("measure", str(drawn[0].pk))
        else:
            field.label = _("Did it happen?")
            field.choices = [("", _("Not yet")), *field.choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        chosen = self.known.get(data.get("measure") or "")
        if chosen is not None and chosen.kind == Measure.Kind.YES_NO:
            if data.get("value") is not None:
                self.add_error("value", _("Which one is this number of? Choose it above."))
            data["value"] = Decimal(1)
        elif self.corrects is not None and self._took_back():
            data["value"] = Decimal(0)
        data["measure"] = chosen
        return data

    def _took_back(self) -> bool:
        before = self.corrects.measure if self.corrects else None
        return before is not None and before.kind == Measure.Kind.YES_NO

    def said(self) -> dict[str, Any]:
        found = dict(self.cleaned_data)
        found.setdefault("value", None)
        if self.corrects is not None:
            del found["measure"]
        return found


def choice_of(measure: Measure) -> str:
    if measure.kind == Measure.Kind.YES_NO:
        happened = gettext("It happened: %(what)s") % {"what": measure.unit}
        return happened if measure.unit else gettext("It happened")
    if measure.kind == Measure.Kind.RATING:
        rated = gettext("%(what)s, 1 to 10") % {"what": measure.unit}
        return rated if measure.unit else gettext("The rating, 1 to 10")
    return measure.unit or gettext("The number")


def entry_initial(entry: ProgressEntry) -> dict[str, Any]:
    happened = entry.value and entry.measure_id
    return {
        "value": plain(entry.value) if entry.value is not None else None,
        "measure": str(entry.measure_id) if happened else "",
        "note": entry.note,
        "link": entry.link,
        "outcome": entry.outcome,
        "happened_on": entry.happened_on,
    }
