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

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import partial
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
from django.utils import timezone, translation

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
    what the database gives becomes values."""

    rows: Any
    compiler: Any
    sql: str
    params: tuple[Any, ...]
    converters: dict[int, Any]


class Prepared(Generic[Row]):
    def __init__(self, build: Callable[..., models.QuerySet[Any, Row]]) -> None:
        self.build = build
        self.known: dict[tuple[Any, ...], Known] = {}

    def __call__(self, **values: Any) -> list[Row]:
        """Zone and language belong to what is known: SQL may name them."""
        lengths = tuple(len(value) for value in values.values() if isinstance(value, tuple))
        shape = connection.vendor, timezone.get_current_timezone_name(), translation.get_language()
        if (*shape, lengths) not in self.known:
            self.known[*shape, lengths] = self._put_together(values)
        return _answer(self.known[*shape, lengths], values)

    def _put_together(self, values: Values) -> Known:
        blanks = {name: _blank(itemgetter(name), value) for name, value in values.items()}
        rows = self.build(**blanks)
        compiler = rows.query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
        sql, params = compiler.as_sql()
        columns = [column for column, *_ in compiler.select[: compiler.col_count]]
        return Known(rows, compiler, sql, tuple(params), compiler.get_converters(columns))


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


def _nth(of: Callable[[Values], Any], place: int, values: Values) -> Any:
    return of(values)[place]


def _answer(known: Known, values: Values) -> list[Any]:
    """Runs it through Django's own reading of rows, with a compiler whose work is done."""
    here = connections[DEFAULT_DB_ALIAS]
    params = [
        param.filled(values, here) if isinstance(param, Blank) else param for param in known.params
    ]
    compiler = _like(known.compiler, connection=here)
    compiler.as_sql = lambda *_args, **_kwargs: (known.sql, params)
    compiler.get_converters = lambda _columns: known.converters
    query = _like(known.rows.query, get_compiler=lambda *_args, **_kwargs: compiler)
    return list(_like(known.rows, _query=query, _result_cache=None))


def _like(thing: Any, **changes: Any) -> Any:
    """The same without asking it for a copy, which queries and QuerySets make a deep one."""
    other = object.__new__(type(thing))
    other.__dict__ = {**thing.__dict__, **changes}
    return other
