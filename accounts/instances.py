"""Rows of a known question made into instances.

What Django works out anew for every answer, and field by field for every instance, is worked out
once: which columns are whose, and what their fields are called. Signals of `Model.__init__` are not
sent; nobody here listens to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.query import RelatedPopulator, get_related_populators

Row = tuple[Any, ...]


class Maker:
    """Stands for a model where an instance is made of a row's part."""

    def __init__(self, model: type[Model]) -> None:
        self.model, self._meta = model, model._meta

    def from_db(self, db: str, names: list[str], values: Row) -> Model:
        made = object.__new__(self.model)
        state = ModelState()
        state.db, state.adding = db, False
        made.__dict__.update(zip(names, values, strict=True))
        made.__dict__["_state"] = state
        return made


def instances_of(compiler: Any, db: str) -> Callable[[Iterator[Row]], Iterator[Model]]:
    """Reads the rows of a compiler that has put its question together."""
    info, select = compiler.klass_info, compiler.select
    fields = info["select_fields"]
    first, end = fields[0], fields[-1] + 1
    names = [column[0].target.attname for column in select[first:end]]
    related = get_related_populators(info, select, db)
    _make_lean(related)
    maker, extras = Maker(info["model"]), list(compiler.annotation_col_map.items())

    def instances(rows: Iterator[Row]) -> Iterator[Model]:
        for row in rows:
            made = maker.from_db(db, names, row[first:end])
            for populator in related:
                populator.populate(row, made)
            for name, place in extras:
                made.__dict__[name] = row[place]
            yield made

    return instances


def places_of(compiler: Any) -> dict[str, int]:
    """Where in a row each column of the model itself and each annotation stands."""
    fields = compiler.klass_info["select_fields"]
    own = {compiler.select[place][0].target.attname: place for place in fields}
    return own | dict(compiler.annotation_col_map)


def _make_lean(populators: list[RelatedPopulator]) -> None:
    for populator in populators:
        populator.model_cls = Maker(populator.model_cls)
        _make_lean(populator.related_populators)
