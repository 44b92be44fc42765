"""make faults: each fault in turn, and a table. ARGS=--quick: a short form; --only F1,F14: some."""

from __future__ import annotations

import argparse
import functools
import os
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.faults.servers import Missing, Postgres, Redis, own_servers

if TYPE_CHECKING:
    from tests.faults.stage import Finding

SIZES = {True: (100, 10), False: (1000, 100)}  # mails, hits
LINE = "{:<34} {:>8} {:>5} {:>7} {:>5}  {:<8} {}"


class Nowhere:
    """No app has migrations."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


def main() -> int:
    parser = argparse.ArgumentParser(prog="make faults", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="100 mails and 10 kills")
    parser.add_argument("--only", default="", help="faults of these names, for example F1,F14")
    asked = parser.parse_args()
    # Whoever is told to stop takes its servers along.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    if not shutil.which("faketime"):
        sys.exit("Missing: faketime (apt install faketime).")
    try:
        with own_servers() as (postgres, redis):
            good = _run(postgres.url, redis.url, asked, _faults(postgres, redis, asked.quick))
    except Missing as missing:
        sys.exit(f"Missing: {missing}.")
    return 0 if good else 1


def _faults(postgres: Postgres, redis: Redis, quick: bool) -> list[tuple[str, str, Any]]:
    """Name, what it is, what plays it. Imported late: Django must know its database first."""

    def play(module: str, name: str, **facts: Any) -> Callable[..., Finding]:
        def later(*args: Any) -> Finding:
            from importlib import import_module

            return getattr(import_module(f"tests.faults.{module}"), name)(*args, **facts)

        return later

    away = 50.0 if quick else 120.0
    sending, around = functools.partial(play, "sending"), functools.partial(play, "around")
    return [
        ("F1", "kill -9 of workers", sending("kills")),
        ("R6", "a killed worker's mails go on", sending("recovery")),
        ("F2", "SIGTERM of workers", sending("deploys")),
        ("F3", "451 to 30 %", sending("later")),
        ("F4", "554 to all", sending("refused")),
        ("F5", "silence at seven phases", sending("silent")),
        ("F6", "cut before accept", sending("cut_before")),
        ("F7", "cut after accept, 30 %", sending("cut_after")),
        ("F8", "refused for 24 h", sending("away_for_a_day")),
        ("F9", "535 wrong password", sending("wrong_password")),
        (
            "F10",
            "Redis emptied, away, locked",
            around("broker", redis=redis, away=away),
        ),
        ("F11", "PostgreSQL stopped, cut off", around("database", postgres=postgres)),
        ("F12", "clocks wrong by hours and a day", around("clocks")),
        ("F13", "two beats, six tickers", around("tickers")),
        ("F14", "72 h at a stop", around("three_days")),
        ("F15", "scanners and double clicks", around("clicks")),
        ("F16", "decisions racing with mail", around("races")),
        ("F17", "mails that cannot be written", sending("poison")),
    ]


def _run(database_url: str, redis_url: str, asked: Any, faults: list[tuple[str, str, Any]]) -> bool:
    from scripts.testenv import FIXED

    os.environ.update(FIXED | {"LOG_LEVEL": "CRITICAL", "DATABASE_URL": database_url})
    os.environ["REDIS_URL"] = redis_url
    _set_up()
    messages, hits = SIZES[asked.quick]
    print(f"PostgreSQL and Redis of our own, two workers, {messages} mails, {hits} hits.")
    print(LINE.format("fault", "mails", "lost", "copies", "s", "verdict", ""), flush=True)
    good = [
        _play(name, what, play, messages, _hits(name, hits))
        for name, what, play in faults
        if not asked.only or name in asked.only.split(",")
    ]
    if not asked.only or "R12" in asked.only.split(","):
        good.append(_on_sqlite(messages // 2, hits // 4 or 1))
    return all(good)


def _hits(name: str, hits: int) -> int:
    return {"F2": hits // 2, "F11": max(3, hits // 10)}.get(name, hits)


def _set_up() -> None:
    import django
    from django.conf import settings

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mentorship.settings")
    # Tables as the models say, in seconds; that migrations lead there is another check's.
    settings.MIGRATION_MODULES = Nowhere()
    django.setup()
    from accounts.tests import acts, kinds

    kinds.register_all()
    acts.register_all()
    _make_tables()


def _make_tables() -> None:
    from django.core.management import call_command

    call_command("migrate", run_syncdb=True, verbosity=0)
    call_command("createcachetable", verbosity=0)


def _play(name: str, what: str, play: Any, messages: int, hits: int) -> bool:
    from django.db import connection

    from tests.faults import stage

    stage.clear()
    began = time.monotonic()
    try:
        found: Finding = play(f"{name} {what}", messages, hits)
    except Exception as trouble:  # a fault that cannot be played is no proof
        found = stage.Finding(f"{name} {what}", messages, problems=[repr(trouble)])
        connection.close()
    _say(found, time.monotonic() - began)
    return found.is_good


def _say(found: Finding, seconds: float) -> None:
    verdict = "holds" if found.is_good else "BROKEN"
    more = "; ".join([*dict.fromkeys(found.problems), *([found.notes] if found.notes else [])])
    cells = (found.fault, found.messages, found.lost, found.extra, f"{seconds:.0f}", verdict, more)
    print(LINE.format(*cells), flush=True)


def _on_sqlite(messages: int, hits: int) -> bool:
    """R12: as `make run` starts it: SQLite, no Redis, each worker with a broker in its memory."""
    from tests.faults import sending

    with _sqlite():
        return _play("R12", "F1 on SQLite", sending.kills, messages, hits)


@contextmanager
def _sqlite() -> Iterator[None]:
    from django.conf import settings
    from django.db import connections

    with tempfile.TemporaryDirectory() as folder:
        import environ

        database = environ.Env.db_url_config(f"sqlite:///{Path(folder, 'faults.sqlite3')}")
        options = {"timeout": 20, "transaction_mode": "IMMEDIATE"}
        options["init_command"] = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"
        connections.close_all()
        connections.settings = connections.configure_settings(
            {"default": {**database, "CONN_MAX_AGE": 600, "OPTIONS": options}}
        )
        del connections["default"]
        os.environ["REDIS_URL"] = settings.REDIS_URL = ""
        _make_tables()
        yield
        connections.close_all()


if __name__ == "__main__":
    sys.exit(main())
