"""How long to wait: for one mail that the server put off, and for a server that is not there."""

from __future__ import annotations

import random
from datetime import timedelta

# After these the last wait repeats; nine answers of «later» take about a day.
WAITS = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=3),
    timedelta(hours=6),
]
ANSWERS_IN_A_DAY = 9
TRIES_TO_WRITE = 6
JITTER = 0.2
FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=5)


def wait_after(attempts: int) -> timedelta:
    """The wait after the nth answer, ±20 % so that mails of one batch come back scattered."""
    wait = WAITS[min(attempts, len(WAITS)) - 1]
    return wait * random.uniform(1 - JITTER, 1 + JITTER)  # noqa: S311


def pause_after(failures: int) -> timedelta:
    return min(FIRST_PAUSE * 2 ** min(failures - 1, 10), LONGEST_PAUSE)
