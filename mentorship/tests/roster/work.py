"""How much work something is: calls of functions, the same on every machine and every day."""

import sys
from collections.abc import Callable
from typing import Any


def calls_of(deed: Callable[..., Any], *args: Any) -> int:
    count = 0

    def seen(frame: Any, event: str, arg: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        deed(*args)
    finally:
        sys.setprofile(before)
    return count
