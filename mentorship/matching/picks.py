"""Asking the same formula for a block of pairs or for a list of single pairs.

Formulas read the mentees' side with `left`, the mentors' side with `right`, and what both have in
common with `dot`; the picks give arrays that broadcast to (rows, columns) or to (pairs,). Numbers
are integers throughout, so the answer for a pair does not depend on the block it is computed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from .tables import Ints

_DENSE = 1024  # wider matrices stay sparse


@dataclass(frozen=True)
class Counts:
    """Whole numbers per person and feature, dense float32 or sparse.

    Sums of products must stay below 2**24, where float32 is exact.
    """

    matrix: Any  # ndarray float32 or csr_array int64, (people, features)
    dense: bool

    def of(self, people: Ints) -> Any:
        return self.matrix[people]


def counts(rows: Sequence[Iterable[tuple[int, int]]], features: int) -> Counts:
    """From (feature, number) per person."""
    cells = [(i, j, n) for i, row in enumerate(rows) for j, n in row]
    shape = (len(rows), max(1, features))
    triples = np.array(cells, np.int64).reshape(-1, 3)
    if shape[1] <= _DENSE:
        dense = np.zeros(shape, np.float32)
        dense[triples[:, 0], triples[:, 1]] = triples[:, 2]
        return Counts(dense, True)
    return Counts(csr_array((triples[:, 2], (triples[:, 0], triples[:, 1])), shape=shape), False)


def grid(cells: dict[tuple[int, int], int], rows: int, columns: int) -> Any:
    """A sparse (rows, columns) matrix of what holds for few pairs."""
    places = np.array(list(cells), np.int64).reshape(-1, 2)
    values = np.array(list(cells.values()), np.int64)
    return csr_array((values, (places[:, 0], places[:, 1])), shape=(rows, columns))


class Pick(Protocol):
    def left(self, values: NDArray[Any]) -> NDArray[Any]:
        """The mentees' values, to broadcast."""

    def right(self, values: NDArray[Any]) -> NDArray[Any]:
        """The mentors' values, to broadcast."""

    def dot(self, a: Counts, b: Counts) -> Ints:
        """Sum over features of the mentee's times the mentor's number."""

    def look(self, matrix: Any) -> Ints:
        """The pairs' cells of a sparse (mentees, mentors) matrix."""


@dataclass(frozen=True)
class Block:
    """Each of `rows` with each of `columns`."""

    rows: Ints
    columns: Ints

    def left(self, values: NDArray[Any]) -> NDArray[Any]:
        return values[self.rows, None]

    def right(self, values: NDArray[Any]) -> NDArray[Any]:
        return values[None, self.columns]

    def dot(self, a: Counts, b: Counts) -> Ints:
        product = a.of(self.rows) @ b.of(self.columns).T
        return np.asarray(product if a.dense else product.toarray()).astype(np.int64)

    def look(self, matrix: Any) -> Ints:
        return np.asarray(matrix[self.rows][:, self.columns].toarray())


@dataclass(frozen=True)
class Pairs:
    """rows[k] with columns[k]."""

    rows: Ints
    columns: Ints

    def left(self, values: NDArray[Any]) -> NDArray[Any]:
        return values[self.rows]

    def right(self, values: NDArray[Any]) -> NDArray[Any]:
        return values[self.columns]

    def dot(self, a: Counts, b: Counts) -> Ints:
        left, right = a.of(self.rows), b.of(self.columns)
        product = left * right if a.dense else left.multiply(right)
        return np.asarray(product.sum(axis=1)).astype(np.int64)

    def look(self, matrix: Any) -> Ints:
        found = matrix[self.rows, self.columns]
        return np.asarray(found.toarray() if hasattr(found, "toarray") else found).reshape(-1)
