"""How pages answer while a worker enters a long roster: a real web server and a real worker, on the
database that the benchmark made for itself."""

from __future__ import annotations

import http.client
import math
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.test import Client

from accounts.models import User

THINKS = 0.1  # seconds between an answer and the next request
PATIENCE = 30.0  # seconds until a request counts as an error
STARTS_WITHIN = 60.0
PAGES = {"sign-in": "/accounts/login/", "home": "/"}
WARMING = 6  # first answers of young processes, which count for nothing
_LINE = "{:>8} {:>9} {:>9} {:>8} {:>8} {:>8} {:>7}"
NAMES = ("while", "page", "requests", "p50 ms", "p95 ms", "max ms", "errors")


@dataclass
class Tally:
    """How long each answer took, in seconds, and how many were none."""

    took: list[float] = field(default_factory=list)
    errors: int = 0

    def share(self, part: float) -> float:
        """The time within which this part of all answers came; nearest rank."""
        ranked = sorted(self.took)
        return ranked[math.ceil(part * len(ranked)) - 1] if ranked else math.nan

    def line(self, when: str, page: str) -> str:
        figures = [f"{1000 * self.share(part):,.0f}" for part in (0.5, 0.95, 1)]
        return _LINE.format(when, page, len(self.took), *figures, self.errors)


class Visitor(threading.Thread):
    """Asks for one page again and again, as somebody signed in."""

    def __init__(self, port: int, path: str, cookie: str) -> None:
        super().__init__(daemon=True, name=f"visitor of {path}")
        self.port, self.path, self.cookie = port, path, cookie
        self.tally, self.enough = Tally(), threading.Event()

    def run(self) -> None:
        while not self.enough.wait(THINKS):
            began = time.monotonic()
            if ask(self.port, self.path, self.cookie):
                self.tally.took.append(time.monotonic() - began)
            else:
                self.tally.errors += 1


def ask(port: int, path: str, cookie: str = "") -> bool:
    """Whether the whole page came."""
    web = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        web.request("GET", path, headers={"Cookie": cookie} if cookie else {})
        answer = web.getresponse()
        return answer.status == 200 and bool(answer.read())
    except (OSError, http.client.HTTPException):
        return False
    finally:
        web.close()


@contextmanager
def visited(port: int, user: User) -> Iterator[dict[str, Tally]]:
    """Pages are asked for as long as the block lasts; the sign-in page by somebody not signed in."""
    cookies = {"sign-in": "", "home": session_cookie(user)}
    for name in [*PAGES] * WARMING:
        ask(port, PAGES[name], cookies[name])
    visitors = {name: Visitor(port, path, cookies[name]) for name, path in PAGES.items()}
    for visitor in visitors.values():
        visitor.start()
    try:
        yield {name: visitor.tally for name, visitor in visitors.items()}
    finally:
        for visitor in visitors.values():
            visitor.enough.set()
        for visitor in visitors.values():
            visitor.join(PATIENCE + 1)


def session_cookie(user: User) -> str:
    client = Client()
    client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[-1])
    name: str = settings.SESSION_COOKIE_NAME
    value = client.cookies[name].value
    return f"{name.removeprefix('__Host-')}={value}"  # our server speaks plain HTTP


@contextmanager
def site() -> Iterator[int]:
    """The web server and the worker for jobs, as in the Procfile, on this database. Gives the port."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    web = ("-m", "gunicorn", "mentorship.wsgi", "-w", "2", "-b", f"127.0.0.1:{port}")
    jobs = ("manage.py", "work", "--queue", "jobs")
    quiet = ("--no-control-socket", "--log-level", "error")
    processes = [_start(*web, *quiet), _start(*jobs)]
    try:
        until(lambda: ask(port, PAGES["sign-in"]), STARTS_WITHIN)
        yield port
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            _end(process)


def _start(*words: str) -> subprocess.Popen[bytes]:
    own = {
        "DATABASE_URL": database_url(),
        "REDIS_URL": "",
        "EMAIL_URL": "",
        "DEBUG": "1",
        "SITE_URL": "http://127.0.0.1",
        "ALLOWED_HOSTS": "127.0.0.1",
        "TICK_SECONDS": "1",
    }
    env = {**os.environ, **own}
    return subprocess.Popen([sys.executable, *words], cwd=settings.BASE_DIR, env=env)  # noqa: S603


def _end(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def database_url() -> str:
    """Where other processes find the database that this connection uses."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return f"sqlite:///{name}"
    return urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}").geturl()


def until(come: Callable[[], bool], patience: float) -> None:
    last = time.monotonic() + patience
    while not come():
        if time.monotonic() > last:
            raise TimeoutError(f"Nothing came within {patience:.0f} seconds.")
        time.sleep(0.2)


def head() -> str:
    return _LINE.format(*NAMES)
