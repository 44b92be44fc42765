"""The form that people fill in: a cohort's questions for one role."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from mentorship.models import Cohort, Enrollment, Question
from mentorship.queries.answers import style_facets
from mentorship.queries.questions import questions_for
from mentorship.roster.levels import level_rank
from mentorship.weekgrid import BOXES, boxes_of, hours_of, words_of

from .answer_fields import LanguagesField, TagsField, WeekField, WishesField
from .fields import LongTextField, zone_field

Answers = dict[str, Any]
Fields = dict[str, forms.Field]
Kind = Question.Kind
MAX_SHORT, MAX_LONG, TOP_LEVEL, MAX_SEATS = 300, 4000, 12, 20
SCALE = range(1, 6)


class AnswersForm(forms.Form):
    """`initial` are the answers so far (`Enrollment.answers`). `partial`, for drafts: nothing is
    required. After `is_valid()`, whatever it said, `cleaned_answers()` keeps what was fine.

    Mentors are asked how many people they take on (`capacity`), and whoever is asked for their
    time in which zone it is (`zone`); the page then needs «mentorship/zones.html».
    """

    def __init__(
        self,
        cohort: Cohort,
        role: str,
        data: Any = None,
        initial: Mapping[str, Any] | None = None,
        *,
        partial: bool = False,
        zone: str = "",
        capacity: int | None = None,
        questions: list[Question] | None = None,
    ) -> None:
        super().__init__(data)
        self.said: Answers = dict(initial or {})
        self.questions = questions_for(cohort, role) if questions is None else questions
        self._names: dict[str, list[str]] = {}
        for question in self.questions:
            made = make_fields(question, self.said, role)
            self._names[question.entry] = list(made)
            self.fields |= made
            if question.kind == Kind.AVAILABILITY:
                self.fields["zone"] = zone_field(
                    initial=zone or cohort.zone,
                    help_text=_("A city near you, for example Europe/Berlin or America/Lima."),
                )
        if role == Enrollment.Role.MENTOR:
            self.fields["capacity"] = capacity_field(capacity or cohort.default_capacity)
        if partial:
            for field in self.fields.values():
                field.required = False

    def cleaned_answers(self) -> Answers:
        """All answers, as a roster would have written them; what was not asked stays as it was,
        and what was emptied leaves no entry."""
        found = dict(self.said)
        for question in self.questions:
            names = self._names[question.entry]
            if all(name in self.cleaned_data for name in names):
                values = [self.cleaned_data[name] for name in names]
                found |= read_answer(question, values, self.said)
        return {entry: value for entry, value in found.items() if value not in (None, "", [], {})}

    def changes(self) -> Answers:
        """Entries that are not as they were; None for those that were emptied."""
        found = self.cleaned_answers()
        return {
            entry: found.get(entry)
            for entry in dict.fromkeys((*self.said, *found))
            if found.get(entry) != self.said.get(entry)
        }

    def cleaned_zone(self) -> str:
        """Empty where it was not asked, or left out."""
        return str(self.cleaned_data.get("zone") or "")

    def cleaned_capacity(self) -> int | None:
        return self.cleaned_data.get("capacity")


def capacity_field(initial: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("How many people can you take on?"),
        min_value=1,
        max_value=MAX_SEATS,
        initial=initial,
    )


def make_fields(question: Question, said: Mapping[str, Any], role: str) -> Fields:
    """Field names and fields of one question. Names hold no colon, so that they may be ids."""
    if question.kind == Kind.ACCOUNTABILITY_STYLE:
        return _style(question, said, role)
    return MAKERS[Kind(question.kind)](question, said)


def read_answer(question: Question, values: list[Any], said: Mapping[str, Any]) -> Answers:
    """Entries of `Enrollment.answers` out of the fields' clean values."""
    reader = READERS.get(Kind(question.kind))
    return reader(question, values, said) if reader else {question.entry: values[0]}


def name_of(question: Question) -> str:
    return question.entry.replace(":", "_")


def told(question: Question) -> dict[str, Any]:
    """What every field begins with."""
    help_text = question.help
    if question.is_sensitive:
        private = _("Only you and the people who run the program read this.")
        help_text = f"{help_text} {private}".strip()
    return {"label": question.label, "help_text": help_text, "required": question.required}


# -- Fields of each kind -------------------------------------------------------------------


def _short(question: Question, said: Mapping[str, Any]) -> Fields:
    value = said.get(question.entry, "")
    field = forms.CharField(max_length=MAX_SHORT, initial=value, **told(question))
    return {name_of(question): field}


def _long(question: Question, said: Mapping[str, Any]) -> Fields:
    field = LongTextField(
        max_length=MAX_LONG,
        widget=forms.Textarea(attrs={"rows": 3}),
        initial=said.get(question.entry, ""),
        **told(question),
    )
    return {name_of(question): field}


def _one(question: Question, said: Mapping[str, Any]) -> Fields:
    """What somebody once chose stays a choice for them, though it is offered no more."""
    if not question.options and question.kind != Kind.ONE_OF:
        return _short(question, said)
    chosen = str(said.get(question.entry) or "")
    options = [str(option) for option in question.options]
    if chosen and chosen not in options:
        options.append(chosen)
    return {name_of(question): choice_field(question, [(o, o) for o in options], chosen)}


def choice_field(
    question: Question, choices: list[tuple[str, str]], initial: Any, **changes: Any
) -> forms.ChoiceField:
    facts = told(question) | changes
    if not facts["required"]:
        choices = [*choices, ("", _("no answer"))]
    return forms.ChoiceField(choices=choices, initial=initial, widget=forms.RadioSelect, **facts)


def _several(question: Question, said: Mapping[str, Any]) -> Fields:
    chosen = _list(said, question.entry)
    options = list(dict.fromkeys([*map(str, question.options), *chosen]))
    field = forms.MultipleChoiceField(
        choices=[(option, option) for option in options],
        initial=chosen,
        widget=forms.CheckboxSelectMultiple,
        **told(question),
    )
    return {name_of(question): field}


def _scale(question: Question, said: Mapping[str, Any]) -> Fields:
    ends = dict(zip((SCALE[0], SCALE[-1]), map(str, question.options), strict=False))
    choices = [(str(n), f"{n}: {ends[n]}" if ends.get(n) else str(n)) for n in SCALE]
    return {name_of(question): choice_field(question, choices, said.get(question.entry, ""))}


def _tags(question: Question, said: Mapping[str, Any]) -> Fields:
    make = LanguagesField if question.kind == Kind.LANGUAGES else TagsField
    options = [str(option) for option in question.options]
    field = make(options, initial=_list(said, question.entry), **told(question))
    return {name_of(question): field}


def _identity(question: Question, said: Mapping[str, Any]) -> Fields:
    wish = forms.BooleanField(
        label=_("I would like to work with somebody who shares this, if it can be"),
        required=False,
        initial=bool(said.get("identity_wish")),
    )
    return _tags(question, said) | {"identity_wish": wish}


def _wishes(question: Question, said: Mapping[str, Any]) -> Fields:
    return {
        name_of(question): WishesField(initial=_list(said, question.entry), **told(question)),
    }


def _week(question: Question, said: Mapping[str, Any]) -> Fields:
    field = WeekField(initial=boxes_of(_hours(said)), **told(question))
    return {name_of(question): field}


def _style(question: Question, said: Mapping[str, Any], role: str) -> Fields:
    """One question, four short choices; its own words stand above the first."""
    chosen = said.get("style_choices")
    chosen = chosen if isinstance(chosen, dict) else {}
    found: Fields = {}
    for facet, (label, choices) in style_facets(role).items():
        changes = {"label": label, "help_text": ""}
        if not found:
            changes = {"label": label, "help_text": question.label}
            changes["help_text"] += f" {told(question)['help_text']}".rstrip()
        name = f"{name_of(question)}_{facet}"
        found[name] = choice_field(question, choices, chosen.get(facet, ""), **changes)
    return found


MAKERS: dict[Kind, Callable[[Question, Mapping[str, Any]], Fields]] = {
    Kind.SHORT_TEXT: _short,
    Kind.LONG_TEXT: _long,
    Kind.ONE_OF: _one,
    Kind.SEVERAL_OF: _several,
    Kind.SCALE: _scale,
    Kind.SKILLS_WANTED: _tags,
    Kind.SKILLS_OFFERED: _tags,
    Kind.GOALS: _long,
    Kind.BIO: _long,
    Kind.AVAILABILITY: _week,
    Kind.LEVEL: _one,
    Kind.INTERESTS: _tags,
    Kind.LANGUAGES: _tags,
    Kind.DEPARTMENT: _one,
    Kind.LOCATION: _one,
    Kind.IDENTITY: _identity,
    Kind.RANKED_WISHES: _wishes,
    Kind.RATHER_NOT: _tags,
    Kind.REPORTS_TO: _short,
}


# -- Clean values to entries ---------------------------------------------------------------


def _read_scale(question: Question, values: list[Any], said: Mapping[str, Any]) -> Answers:
    return {question.entry: int(values[0]) if values[0] else None}


def _read_level(question: Question, values: list[Any], said: Mapping[str, Any]) -> Answers:
    """A rank on the ladder of twelve, from its place among the options."""
    level, options = values[0], [str(option) for option in question.options]
    if level == said.get("level"):
        return {}
    rank = None
    if level in options:
        rank = round(TOP_LEVEL * (options.index(level) + 1) / len(options))
    return {"level": level, "level_rank": rank or level_rank(level)}


def _read_week(question: Question, values: list[Any], said: Mapping[str, Any]) -> Answers:
    """Boxes left as they were leave finer hours, from a roster, as they were too."""
    if sorted(values[0]) == sorted(boxes_of(_hours(said))):
        return {}
    boxes = [box for box in BOXES if box in values[0]]
    return {"availability": words_of(boxes), "availability_hours": hours_of(boxes)}


def _read_style(question: Question, values: list[Any], said: Mapping[str, Any]) -> Answers:
    facets = style_facets()
    chosen = {facet: value for facet, value in zip(facets, values, strict=True) if value}
    return {"style_choices": chosen}


def _read_identity(question: Question, values: list[Any], said: Mapping[str, Any]) -> Answers:
    """A wish to be met by somebody alike says nothing without what they are."""
    return {"identity": values[0], "identity_wish": bool(values[0] and values[1]) or None}


READERS: dict[Kind, Callable[[Question, list[Any], Mapping[str, Any]], Answers]] = {
    Kind.SCALE: _read_scale,
    Kind.LEVEL: _read_level,
    Kind.AVAILABILITY: _read_week,
    Kind.ACCOUNTABILITY_STYLE: _read_style,
    Kind.IDENTITY: _read_identity,
}


def _list(said: Mapping[str, Any], entry: str) -> list[str]:
    value = said.get(entry) or []
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def _hours(said: Mapping[str, Any]) -> list[int]:
    value = said.get("availability_hours") or []
    return [hour for hour in value if isinstance(hour, int)] if isinstance(value, list) else []
