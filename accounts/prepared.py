"""Large questions that are put again and again, put together once.

Django writes the SQL of a QuerySet anew each time it is used, which for the questions of the daily
pages costs many times what the database needs for its answer. A prepared question is built once in a
process, with blanks where its values go; from then on only the values are filled in.

    @prepared
    def _due(reader: Any, now: Any) -> QuerySet[Commitment]:
        return Commitment.objects.owned_by(reader).due_before(now - A_WEEK)

    rows = _due(reader=request.user, now=now)

What it is built from must not depend on the values: no `if`, and lists as tuples, for which there is
one question for each length. Blanks may be compared with, moved by a timedelta, and a reader asked for
their own date.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import partial
from itertools import chain
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.db.models.query import ModelIterable
from django.utils import timezone, translation

from accounts.instances import instances_of, places_of
from accounts.models import User

Values = dict[str, Any]
Row = TypeVar("Row")


class Blank(models.Expression):
    """Where a value goes. `of` finds it among those that the question is put with."""

    def __init__(self, of: Callable[[Values], Any], output_field: models.Field[Any, Any]) -> None:
        super().__init__(output_field=output_field)
        self.of = of

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        return "%s", [self]

    def filled(self, values: Values, connection: Any) -> Any:
        return self.output_field.get_db_prep_value(self.of(values), connection)

    def __add__(self, span: timedelta) -> Blank:  # type: ignore[override]
        return Blank(lambda values: self.of(values) + span, self.output_field)

    def __sub__(self, span: timedelta) -> Blank:  # type: ignore[override]
        return Blank(lambda values: self.of(values) - span, self.output_field)


class ReaderBlank(Blank):
    """Stands for a person, as far as questions ask them anything."""

    def __init__(self, person: Callable[[Values], User]) -> None:
        super().__init__(lambda values: person(values).pk, models.BigIntegerField())
        self.person = person

    @property
    def pk(self) -> ReaderBlank:
        return self

    def local_date(self, now: Blank) -> Blank:
        return Blank(
            lambda values: self.person(values).local_date(now.of(values)), models.DateField()
        )


class Known(NamedTuple):
    """A question as it was put together: its rows' shape, its SQL, its values and blanks, and how
    what the database gives becomes values and, where rows are of a model, instances. `places` says
    where in a row a column of that model or an annotation stands."""

    rows: Any
    compiler: Any
    sql: str
    params: dict[str, Any]
    converters: dict[int, Any]
    instances: Callable[[Any], Iterator[Any]] | None
    places: dict[str, int]


class Raw(NamedTuple):
    """Rows as the database gave them: cheap to have and to compare, and read when needed."""

    known: Known | None  # None where nothing was asked
    rows: list[tuple[Any, ...]]

    def place(self, column: str) -> int:
        return self.known.places[column] if self.known else 0

    def by(self, column: str | int) -> dict[Any, tuple[tuple[Any, ...], ...]]:
        """The rows for each value that a column has."""
        place = column if isinstance(column, int) else self.place(column)
        found: dict[Any, list[tuple[Any, ...]]] = defaultdict(list)
        for row in self.rows:
            found[row[place]].append(row)
        return {value: tuple(rows) for value, rows in found.items()}

    def read(self, rows: Iterable[tuple[Any, ...]]) -> list[Any]:
        """What some of them stand for."""
        return _read(self.known, _compiler(self.known), rows) if self.known else []


NOTHING = Raw(None, [])


class Prepared(Generic[Row]):
    def __init__(self, build: Callable[..., models.QuerySet[Any, Row]]) -> None:
        self.build = build
        self.known: dict[tuple[Any, ...], Known] = {}

    def __call__(self, **values: Any) -> list[Row]:
        raw = self.raw(**values)
        return raw.read(raw.rows)

    def raw(self, **values: Any) -> Raw:
        known = self._known(values)
        compiler, params = _compiler(known), _filled(known, values)
        compiler.as_sql = lambda *_args, **_kwargs: (known.sql, params)
        return Raw(known, list(chain.from_iterable(compiler.execute_sql())))

    def _known(self, values: Values) -> Known:
        """Zone and language belong to what is known: SQL may name them."""
        lengths = tuple(len(value) for value in values.values() if isinstance(value, tuple))
        shape = connection.vendor, timezone.get_current_timezone_name(), translation.get_language()
        if (*shape, lengths) not in self.known:
            self.known[*shape, lengths] = self._put_together(values)
        return self.known[*shape, lengths]

    def _put_together(self, values: Values) -> Known:
        blanks = {name: _blank(itemgetter(name), value) for name, value in values.items()}
        rows = self.build(**blanks)
        compiler = rows.query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
        sql, params = compiler.as_sql()
        sql, named = _named(sql, params)
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        converters = compiler.get_converters(columns)
        is_model = rows._iterable_class is ModelIterable
        instances = instances_of(compiler, DEFAULT_DB_ALIAS) if is_model else None
        places = places_of(compiler) if is_model else {}
        return Known(rows, compiler, sql, named, converters, instances, places)


def prepared(build: Callable[..., models.QuerySet[Any, Row]]) -> Prepared[Row]:
    return Prepared(build)


def _blank(of: Callable[[Values], Any], value: Any) -> Any:
    if isinstance(value, tuple):
        return [_blank(partial(_nth, of, place), one) for place, one in enumerate(value)]
    if isinstance(value, User):
        return ReaderBlank(of)
    if isinstance(value, datetime):
        return Blank(of, models.DateTimeField())
    return Blank(of, models.DateField() if isinstance(value, date) else models.BigIntegerField())


PLACE = re.compile(r"(?<!%)%s")


def _named(sql: str, params: Iterable[Any]) -> tuple[str, dict[str, Any]]:
    """Each place with a name, which Django hands on faster than it counts places.

    On SQLite only blanks are places, and whatever else can be is written into the SQL: it plans a
    statement anew for every answer while a value may decide whether a partial index will do."""
    first, *rest = PLACE.split(sql)
    parts, named = [first], {}
    for part, param in zip(rest, params, strict=True):
        word = _literal(param) if connection.vendor == "sqlite" else None
        if word is None:
            name = f"p{len(named)}"
            named[name], word = param, f"%({name})s"
        parts += [word, part]
    return "".join(parts), named


def _literal(param: object) -> str | None:
    if isinstance(param, int):
        return str(int(param))
    if isinstance(param, str) and "\0" not in param:
        return "'" + str(param).replace("'", "''").replace("%", "%%") + "'"
    return None


def _nth(of: Callable[[Values], Any], place: int, values: Values) -> Any:
    return of(values)[place]


def _filled(known: Known, values: Values) -> Values:
    here = connections[DEFAULT_DB_ALIAS]
    return {
        name: param.filled(values, here) if isinstance(param, Blank) else param
        for name, param in known.params.items()
    }


def _compiler(known: Known) -> Any:
    """One whose work is done."""
    return _like(known.compiler, connection=connections[DEFAULT_DB_ALIAS])


def _read(known: Known, compiler: Any, rows: Iterable[tuple[Any, ...]]) -> list[Any]:
    if known.converters:
        rows = compiler.apply_converters(rows, known.converters)
    if known.instances is None:
        return [tuple(row) for row in rows]
    found = list(known.instances(rows))
    models.prefetch_related_objects(found, *known.rows._prefetch_related_lookups)
    return found


def _like(thing: Any, **changes: Any) -> Any:
    """The same without asking it for a copy, which queries and QuerySets make a deep one."""
    other = object.__new__(type(thing))
    other.__dict__ = {**thing.__dict__, **changes}
    return other
