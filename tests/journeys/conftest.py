"""A browser, a clock that can be set, and the post."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine

from mentorship.tests.make import NOW

from .clock import Clock
from .post import Post
from .visitor import DESK, PHONE, Visitor

QUIET_BROWSER = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    args = [*browser_type_launch_args.get("args", []), *QUIET_BROWSER]
    return {**browser_type_launch_args, "args": args}


@pytest.fixture
def clock() -> Iterator[Clock]:
    with time_machine.travel(NOW, tick=True) as machine:
        yield Clock(machine)


@pytest.fixture
def site(transactional_db: None, clock: Clock, settings: Any, live_server: Any) -> str:
    """The address of the running site, which links in mails carry too."""
    settings.SITE_URL = live_server.url
    return live_server.url


@pytest.fixture
def post(site: str, clock: Clock) -> Post:
    return Post(clock)


@pytest.fixture
def visitor(site: str, new_context: Callable[..., Any]) -> Callable[..., Visitor]:
    """A new browser of its own, which knows nobody: a phone, or a dark screen on a desk."""

    def arrive(name: str, *, desk: bool = False, **changes: Any) -> Visitor:
        facts = {
            "base_url": site,
            "viewport": DESK if desk else PHONE,
            "color_scheme": "dark" if desk else "light",
            "locale": "en-GB",
            "reduced_motion": "reduce",
        }
        context = new_context(**(facts | changes))
        context.set_default_timeout(20_000)
        has_scripts = changes.get("java_script_enabled", True)
        return Visitor(name, context, has_scripts=has_scripts)

    return arrive
