"""What ends a task of the workers, and what does not."""

import pytest
from django.db import OperationalError

from accounts.tasks import patiently


def test_tasks_wait_for_a_database_that_is_away(caplog) -> None:
    def locked_out() -> None:
        raise OperationalError("database is locked")

    patiently(locked_out)
    (line,) = caplog.messages
    assert line.endswith("the next tick tries again: database is locked")


def test_tasks_hide_no_other_trouble() -> None:
    def broken() -> None:
        raise ValueError("ours")

    with pytest.raises(ValueError, match="ours"):
        patiently(broken)
