"""Asking the same formula for a block of pairs or for a list of single pairs.

Formulas read the mentees' side with `left`, the mentors' side with `right`, and what both have in
common with `dot`; the picks give arrays that broadcast to (rows, columns) or to (pairs,). Numbers
are integers throughout, so the answer for a pair does not depend on the block it is computed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from .tables import Ints

_DENSE = 2048  # features; the mentors' side of wider matrices stays sparse
Small = NDArray[Any]  # whole numbers, of 16 or 32 bits
Span = slice | Ints


class Counts:
    """Whole numbers per person and feature, (people, features)."""

    def __init__(
        self, rows: Sequence[Iterable[tuple[int, int]]], features: int, kind: Any = np.int16
    ):
        """From (feature, number) per person. Sums of products must fit into `kind`."""
        cells = [(i, j, n) for i, row in enumerate(rows) for j, n in row]
        triples = np.array(cells, np.int32).reshape(-1, 3)
        places = (triples[:, 0], triples[:, 1])
        shape = (len(rows), max(1, features))
        self.matrix = csr_array((triples[:, 2].astype(kind), places), shape=shape)

    @cached_property
    def across(self) -> Any:
        """(features, people): dense where that is small, since this is the fastest to multiply."""
        turned = self.matrix.T
        return turned.toarray(order="C") if turned.shape[0] <= _DENSE else turned.tocsr()


def grid(cells: dict[tuple[int, int], int], rows: int, columns: int) -> Any:
    """A sparse (rows, columns) matrix of what holds for few pairs."""
    places = np.array(list(cells), np.int64).reshape(-1, 2)
    values = np.array(list(cells.values()), np.int32)
    return csr_array((values, (places[:, 0], places[:, 1])), shape=(rows, columns))


class Pick(Protocol):
    def left(self, values: NDArray[Any]) -> NDArray[Any]:
        """The mentees' values, to broadcast."""

    def right(self, values: NDArray[Any]) -> NDArray[Any]:
        """The mentors' values, to broadcast."""

    def dot(self, a: Counts, b: Counts) -> Small:
        """Sum over features of the mentee's times the mentor's number."""

    def look(self, matrix: Any) -> Small:
        """The pairs' cells of a sparse (mentees, mentors) matrix."""

    def cells(self, matrix: NDArray[Any]) -> NDArray[Any]:
        """The pairs' cells of a full (mentees, mentors) matrix."""

    def rows_of(self, matrix: NDArray[Any], place: Ints) -> NDArray[Any]:
        """The pairs' cells, each mentee's row of the matrix being that of their place; fresh."""


@dataclass(frozen=True)
class Block:
    """Each of `rows` with each of `columns`."""

    rows: Span
    columns: Span

    def left(self, values: NDArray[Any]) -> NDArray[Any]:
        return values[self.rows, None]

    def right(self, values: NDArray[Any]) -> NDArray[Any]:
        return values[None, self.columns]

    def dot(self, a: Counts, b: Counts) -> Small:
        return _dense(a.matrix[self.rows] @ b.across[:, self.columns])

    def look(self, matrix: Any) -> Small:
        return _dense(matrix[self.rows][:, self.columns])

    def cells(self, matrix: NDArray[Any]) -> NDArray[Any]:
        return matrix[self.rows][:, self.columns]

    def rows_of(self, matrix: NDArray[Any], place: Ints) -> NDArray[Any]:
        return matrix[place[self.rows]][:, self.columns]


@dataclass(frozen=True)
class Pairs:
    """rows[k] with columns[k]."""

    rows: Ints
    columns: Ints

    def left(self, values: NDArray[Any]) -> NDArray[Any]:
        return values[self.rows]

    def right(self, values: NDArray[Any]) -> NDArray[Any]:
        return values[self.columns]

    def dot(self, a: Counts, b: Counts) -> Small:
        return _dense(a.matrix[self.rows].multiply(b.matrix[self.columns]).sum(axis=1))

    def look(self, matrix: Any) -> Small:
        return _dense(matrix[self.rows, self.columns]).reshape(-1)

    def cells(self, matrix: NDArray[Any]) -> NDArray[Any]:
        return matrix[self.rows, self.columns]

    def rows_of(self, matrix: NDArray[Any], place: Ints) -> NDArray[Any]:
        return matrix[place[self.rows], self.columns]


def _dense(found: Any) -> Small:
    return np.asarray(found.toarray() if hasattr(found, "toarray") else found)
