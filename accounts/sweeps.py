"""Work of the tick. Each app declares its own in sweeps.py; the clockwork runs them in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Sweep:
    name: str
    order: int
    function: Callable[[datetime], int]  # given `now`, returns how many rows it moved


_sweeps: dict[str, Sweep] = {}


def register(name: str, order: int, function: Callable[[datetime], int]) -> Sweep:
    """Low orders first: 10–49 change facts, 50–89 plan mails, 90 and more tidy up."""
    if name in _sweeps:
        raise ValueError(f"The sweep {name} is declared twice.")
    _sweeps[name] = Sweep(name, order, function)
    return _sweeps[name]


def in_order() -> list[Sweep]:
    return sorted(_sweeps.values(), key=lambda sweep: (sweep.order, sweep.name))
