"""Fields for answers: tags as chips with room for more, a week to tick, wishes in order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.validators import ProhibitNullCharactersValidator
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from mentorship.queries.answers import DAY_NAMES, PART_NAMES, language_name
from mentorship.roster.cleaning import one_line, split_answers, unique
from mentorship.roster.languages import read_language
from mentorship.weekgrid import BOXES, PARTS

MAX_TAG = 80
MAX_TAGS = 30
WISHES = 3
no_null = ProhibitNullCharactersValidator()

PART_TIMES = {part: f"{hours[0]}–{hours[-1] + 1}" for part, (hours, _core) in PARTS.items()}


class Drawn(forms.Widget):
    """A widget of several inputs, drawn by a template of the house."""

    drawing = ""
    use_fieldset = True

    def id_for_label(self, id_: str) -> str:
        return ""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> str:
        told = self.build_attrs(self.attrs, attrs) | self.facts(value or [])
        return render_to_string(self.drawing, {"name": name, **told})

    def facts(self, value: list[str]) -> dict[str, Any]:
        raise NotImplementedError


class TagsWidget(Drawn):
    """Chips for what is offered, a line for what is not: `name` and `name-more`."""

    drawing = "own/tags.html"

    def __init__(self, options: Mapping[str, str]) -> None:
        super().__init__()
        self.options = options

    def facts(self, value: list[str]) -> dict[str, Any]:
        offered = [(key, label, key in value) for key, label in self.options.items()]
        more = ", ".join(self.shown(each) for each in value if each not in self.options)
        return {"offered": offered, "more": more}

    def shown(self, tag: str) -> str:
        return tag

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        ticked = data.getlist(name) if hasattr(data, "getlist") else list(data.get(name) or [])
        return [*ticked, *split_answers(str(data.get(f"{name}-more") or ""))]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class TagsField(forms.Field):
    def __init__(self, options: Iterable[str] = (), **kwargs: Any) -> None:
        kwargs.setdefault("widget", TagsWidget({option: option for option in options}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> list[str]:
        tags = unique(one_line(str(each)) for each in value or [])
        if len(tags) > MAX_TAGS:
            told = {"most": MAX_TAGS}
            raise forms.ValidationError(_("Keep it to %(most)s or fewer, please.") % told)
        for tag in tags:
            no_null(tag)
            if len(tag) > MAX_TAG:
                told = {"most": MAX_TAG, "start": tag[:30]}
                raise forms.ValidationError(
                    _("“%(start)s…” is longer than %(most)s letters. Say it shorter, please.")
                    % told
                )
        return tags


class LanguagesWidget(TagsWidget):
    def shown(self, tag: str) -> str:
        return language_name(tag)


class LanguagesField(TagsField):
    """Languages that we know by their codes, others as they were written."""

    def __init__(self, options: Iterable[str] = (), **kwargs: Any) -> None:
        by_code = {read_language(option) or option: option for option in options}
        super().__init__(widget=LanguagesWidget(by_code), **kwargs)

    def to_python(self, value: Any) -> list[str]:
        return list(dict.fromkeys(read_language(each) or each for each in super().to_python(value)))


class WeekWidget(Drawn):
    drawing = "own/week.html"

    def facts(self, value: list[str]) -> dict[str, Any]:
        days = [
            (
                name,
                [(f"{day}-{part}", PART_NAMES[part], f"{day}-{part}" in value) for part in PARTS],
            )
            for day, name in DAY_NAMES.items()
        ]
        parts = [(PART_NAMES[part], PART_TIMES[part]) for part in PARTS]
        return {"days": days, "parts": parts}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return data.getlist(name) if hasattr(data, "getlist") else list(data.get(name) or [])

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return False


class WeekField(forms.MultipleChoiceField):
    widget = WeekWidget

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=[(box, box) for box in BOXES], **kwargs)


class WishesWidget(Drawn):
    """Three lines, the most wanted first: `name-1` to `name-3`."""

    drawing = "own/wishes.html"

    def facts(self, value: list[str]) -> dict[str, Any]:
        return {"wishes": [(rank, *_at(value, rank)) for rank in range(1, WISHES + 1)]}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[str]:
        return [str(data.get(f"{name}-{rank}") or "") for rank in range(1, WISHES + 1)]


def _at(value: list[str], rank: int) -> tuple[str]:
    return (value[rank - 1] if rank <= len(value) else "",)


class WishesField(TagsField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=WishesWidget(), **kwargs)
