"""The small preset of a program, and a cohort's dates and rhythm."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mentorship.models import Cohort, Program
from mentorship.rhythm import WHICH

from .fields import date_field, time_field, zone_field


class ProgramForm(forms.Form):
    name = forms.CharField(
        label=_("What is the program called?"),
        max_length=120,
        help_text=_("People read it in their first mail, so take the name they know."),
    )
    zone = zone_field(label=_("In which time zone are most of you?"))
    support_contact = forms.EmailField(
        label=_("Whom may people write to when they need help?"),
        help_text=_("An address that somebody reads on working days."),
    )
    safeguarding_contact = forms.EmailField(
        label=_("Who is told when somebody raises a concern?"),
        help_text=_(
            "Somebody who does not run the program, so that a concern about it is safe too."
        ),
    )
    mentor_word = forms.CharField(
        label=_("For “mentor”"),
        max_length=40,
        required=False,
        help_text=_("Guide, coach, buddy … Empty: ours."),
    )
    mentee_word = forms.CharField(label=_("For “mentee”"), max_length=40, required=False)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        support, safe = data.get("support_contact"), data.get("safeguarding_contact")
        if support and safe and support.lower() == safe.lower():
            self.add_error(
                "safeguarding_contact",
                _("Take somebody else than the one who helps with the program."),
            )
        return data


class UnlessSaid(forms.ChoiceField):
    """Where nothing is said it stays as it is, or as it always was."""

    def clean(self, value: Any) -> Any:
        return super().clean(value or self.initial)


class CohortForm(forms.Form):
    PLACED = frozenset(
        "name pairs starts_on ends_on zone every weekday at nth default_capacity".split()
    )
    name = forms.CharField(
        label=_("What is this round called?"),
        max_length=120,
        help_text=_("For example “Autumn 2026”."),
    )
    pairs = UnlessSaid(
        label=_("Whom do you bring together?"),
        choices=Cohort.Pairs.choices,
        initial=Cohort.Pairs.MENTORS,
        widget=forms.RadioSelect,
        help_text=_("Partners meet in twos; where one is left over, in a three."),
    )
    starts_on = date_field(label=_("First day"))
    ends_on = date_field(label=_("Last day"))
    zone = zone_field()
    every = forms.ChoiceField(
        label=_("How often do pairs meet?"),
        choices=Cohort.Every.choices,
        initial=Cohort.Every.WEEKLY,
        widget=forms.RadioSelect,
        help_text=_("Each pair can agree on another rhythm later."),
    )
    weekday = forms.TypedChoiceField(
        label=_("On which day?"),
        choices=Cohort.Weekday.choices,
        coerce=int,
        initial=Cohort.Weekday.THURSDAY,
    )
    nth = forms.TypedChoiceField(
        label=_("Which one of the month?"),
        choices=list(WHICH.items()),
        coerce=int,
        required=False,
        initial=1,
        empty_value=None,
        help_text=_("Only counts if pairs meet every month."),
    )
    at = time_field(label=_("At what time?"))
    default_capacity = forms.IntegerField(
        min_value=1,
        max_value=20,
        initial=1,
    )

    def __init__(self, *args: Any, program: Program, **kwargs: Any) -> None:
        """Offers the program's menu of rhythms, and the one that a cohort has already."""
        super().__init__(*args, **kwargs)
        words = program.words
        pairs: Any = self.fields["pairs"]
        pairs.choices = [(each, words.pairs(each)) for each in Cohort.Pairs.values]
        self.fields["default_capacity"].label = _(
            "People per %(mentor)s, unless they say otherwise"
        ) % {"mentor": words.mentor}
        pairs.initial = self.get_initial_for_field(pairs, "pairs")
        offered = {*program.rhythms, self.initial.get("every")}
        self.fields["every"].choices = [
            (every, label) for every, label in Cohort.Every.choices if every in offered
        ]

    @property
    def others(self) -> list[forms.BoundField]:
        """Fields that the page gives no place of their own."""
        return [field for field in self.visible_fields() if field.name not in self.PLACED]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("starts_on"), data.get("ends_on")
        if first and last and last <= first:
            self.add_error("ends_on", _("Choose a day after the first day."))
        return data
