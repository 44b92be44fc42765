"""Thousands of new rows at once: made ready before a transaction, written inside of it.

What the ORM works out for each value costs many times what the database needs to store it, and
while it does so nobody else can write. So rows are worked out first; ids that only the database
gives are set later, column by column.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection, models

AT_ONCE = 500


class Rows:
    """New rows of one table. Signals and `save()` do not run, as with `bulk_create`."""

    def __init__(self, model: type[models.Model], things: Iterable[models.Model]) -> None:
        self.table = model._meta.db_table
        fields = [field for field in model._meta.concrete_fields if not field.primary_key]
        self.columns = [str(field.column) for field in fields]
        self.rows = [[_value(field, thing) for field in fields] for thing in things]

    def __len__(self) -> int:
        return len(self.rows)

    def fill(self, column: str, values: Iterable[int | str]) -> None:
        """A column that could not be known before, one value a row."""
        at = self.columns.index(column)
        for row, value in zip(self.rows, values, strict=True):
            row[at] = value

    def insert(self, *, ignore_conflicts: bool = False) -> None:
        if not self.rows:
            return
        end = " ON CONFLICT DO NOTHING" if ignore_conflicts else ""
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":  # one prepared statement, as often as there are rows
                cursor.executemany(self._sql(1, end), self.rows)
                return
            for start in range(0, len(self.rows), AT_ONCE):
                some = self.rows[start : start + AT_ONCE]
                flat = [value for row in some for value in row]
                cursor.execute(self._sql(len(some), end), flat)

    def _sql(self, rows: int, end: str) -> str:
        quote = connection.ops.quote_name
        columns: Sequence[str] = [quote(column) for column in self.columns]
        marks = "(" + ", ".join(["%s"] * len(columns)) + ")"
        values = ", ".join([marks] * rows)
        into = f"{quote(self.table)} ({', '.join(columns)})"
        return f"INSERT INTO {into} VALUES {values}{end}"  # noqa: S608  # names of our own models


def _value(field: Any, thing: models.Model) -> Any:
    value = field.pre_save(thing, add=True)
    if hasattr(value, "resolve_expression"):
        raise TypeError(f"{field} holds an expression; such rows cannot be made ready before.")
    return field.get_db_prep_save(value, connection)
