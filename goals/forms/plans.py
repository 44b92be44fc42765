"""90-day plans and their reviews."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from goals.models import Goal, Plan, PlanReview
from goals.models.plans import BLOCK, MOST_THEMES
from goals.wishes import PlanWish, ReviewWish, ThemeWish
from mentorship.models import PairingMember

from .parts import DayInput, PlacedForm, chips, partners_of

THEMES = range(1, MOST_THEMES + 1)
EXAMPLES = {1: _("Look and listen"), 2: _("Try it in small"), 3: _("Do it where it counts")}


class PlanForm(PlacedForm):
    """From A to B. Only B and the first day have to be said."""

    point_a = forms.CharField(
        label=_("Where are you now?"),
        max_length=1000,
        required=False,
        help_text=_("A few plain words: what works already, what does not yet."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    point_b = forms.CharField(
        label=_("Where do you want to be in 90 days?"),
        max_length=1000,
        help_text=_("What will somebody see that they do not see today?"),
        error_messages={
            "required": _("Where do you want to be in 90 days? One sentence is enough.")
        },
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    starts_on = forms.DateField(
        label=_("First day"),
        help_text=_("From here we count to day 30, 60 and 90."),
        error_messages={"required": _("Which day do the 90 days begin on?")},
        widget=DayInput(),
    )
    goals = forms.TypedMultipleChoiceField(
        label=_("Which goals are these days for?"),
        coerce=int,
        required=False,
        help_text=_("Up to three. You can add them later too."),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "long"}),
    )

    def __init__(
        self, *args: Any, places: list[PairingMember], goals: list[Goal], **kwargs: Any
    ) -> None:
        super().__init__(*args, places=places, **kwargs)
        for number in THEMES:
            self._add_theme(number)
        field: Any = self.fields["goals"]
        field.choices = [(goal.pk, self._label(goal)) for goal in goals]
        if not goals:
            del self.fields["goals"]

    def _label(self, goal: Goal) -> str:
        """With whom, where there is more than one to have a goal with."""
        place = self.places.get(str(goal.owner_id))
        if len(self.places) < 2 or place is None:
            return goal.title
        return f"{goal.title} ({partners_of(place)})"

    def _add_theme(self, number: int) -> None:
        self.fields[f"theme_{number}"] = forms.CharField(
            label=_("In a few words"),
            max_length=80,
            required=False,
            widget=forms.TextInput(attrs={"placeholder": EXAMPLES[number]}),
        )
        self.fields[f"about_{number}"] = forms.CharField(
            label=_("What is it about?"),
            max_length=500,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @property
    def blocks(self) -> list[dict[str, Any]]:
        """The three themes as the page shows them: which days, and two fields."""
        return [
            {
                "number": number,
                "first": (number - 1) * BLOCK + 1,
                "last": number * BLOCK,
                "title": self[f"theme_{number}"],
                "about": self[f"about_{number}"],
            }
            for number in THEMES
        ]

    @property
    def place_field(self) -> BoundField | None:
        return self["place"] if "place" in self.fields else None

    @property
    def goal_field(self) -> BoundField | None:
        return self["goals"] if "goals" in self.fields else None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for number in THEMES:
            if data.get(f"about_{number}") and not data.get(f"theme_{number}"):
                self.add_error(f"theme_{number}", _("Give these 30 days a name, in a few words."))
        return data

    def wish(self) -> PlanWish:
        data = self.cleaned_data
        return PlanWish(
            point_a=data["point_a"],
            point_b=data["point_b"],
            starts_on=data["starts_on"],
            themes=tuple(
                ThemeWish(
                    position=number,
                    title=data[f"theme_{number}"],
                    about=data[f"about_{number}"],
                )
                for number in THEMES
                if data[f"theme_{number}"]
            ),
            goals=tuple(data.get("goals") or ()),
        )


def plan_initial(plan: Plan) -> dict[str, Any]:
    found: dict[str, Any] = {
        "point_a": plan.point_a,
        "point_b": plan.point_b,
        "starts_on": plan.starts_on,
        "goals": [chosen.goal_id for chosen in plan.plan_goals.all()],
    }
    for theme in plan.themes.all():
        found |= {f"theme_{theme.position}": theme.title, f"about_{theme.position}": theme.about}
    return found


def next_initial(review: PlanReview, today: date) -> dict[str, Any]:
    """Where one stands now is where one wanted to be, and what was said of it. Goals that are
    still open go on."""
    plan = review.plan
    said = "\n".join(line for line in (plan.point_b, review.moved, review.surprised) if line)
    return {
        "point_a": Truncator(said).chars(1000),
        "starts_on": max(plan.ends_on, today),
        "goals": [chosen.goal_id for chosen in plan.plan_goals.all()],
    }


class PlanReviewForm(forms.Form):
    """Three questions and one about being asked; any one line is enough."""

    moved = forms.CharField(
        label=_("What moved?"),
        max_length=2000,
        required=False,
        help_text=_("Small things count."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    surprised = forms.CharField(
        label=_("What surprised you?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    change = forms.CharField(
        label=_("What will you change?"),
        max_length=2000,
        required=False,
        help_text=_("“Nothing” is a good answer too."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    asking = forms.ChoiceField(
        label=_("Would you like to be asked about it more, or less?"),
        choices=PlanReview.Asking.choices,
        required=False,
        widget=chips(),
    )

    def wish(self) -> ReviewWish:
        return ReviewWish(**self.cleaned_data)
