"""PostgreSQL and Redis of our own, from the programs that this machine has, to be ill-treated."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

AS_POSTGRES = ["runuser", "-u", "postgres", "--"]


class Missing(Exception):
    """A program that the faults need and this machine has not."""


def free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def answers(port: int, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        with socket.socket() as door:
            if door.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"Nothing answers on port {port}.")


def postgres_programs() -> Path:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/pg_ctl"))
    if found:
        return found[-1].parent
    if there := shutil.which("pg_ctl"):
        return Path(there).parent
    raise Missing("PostgreSQL's programs (apt install postgresql)")


class Postgres:
    """A cluster in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.programs, self.folder, self.port = postgres_programs(), folder, free_port()
        self.prefix = AS_POSTGRES if os.geteuid() == 0 else []
        self.data = folder / "data"

    def run(self, program: str, *words: str) -> None:
        command = [*self.prefix, str(self.programs / program), *words]
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr or done.stdout}")

    def make(self) -> None:
        self.run("initdb", "-D", str(self.data), "-A", "trust", "-U", "postgres", "-E", "UTF8")
        self.start()
        self.run("createdb", "-h", "127.0.0.1", "-p", str(self.port), "-U", "postgres", "faults")

    def start(self) -> None:
        settings = f"-p {self.port} -c listen_addresses=127.0.0.1 -k {self.folder}"
        log = str(self.folder / "log")
        self.run(
            "pg_ctl", "-D", str(self.data), "-w", "-t", "300", "-o", settings, "-l", log, "start"
        )

    def stop(self) -> None:
        """As if the power had gone."""
        self.run("pg_ctl", "-D", str(self.data), "-w", "-t", "300", "-m", "immediate", "stop")

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/faults"


class Redis:
    def __init__(self, folder: Path) -> None:
        program = shutil.which("redis-server")
        if program is None:
            raise Missing("redis-server (apt install redis-server)")
        self.program, self.folder, self.port = program, folder, free_port()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        words = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", "/tmp"]
        self.process = subprocess.Popen([self.program, *words], stdout=subprocess.DEVNULL)
        answers(self.port)

    def kill(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def say(self, *words: str) -> None:
        tool = shutil.which("redis-cli")
        if tool is None:
            raise Missing("redis-cli (apt install redis-tools)")
        subprocess.run([tool, "-p", str(self.port), *words], capture_output=True, check=True)

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"


@contextmanager
def own_servers() -> Iterator[tuple[Postgres, Redis]]:
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if os.geteuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        postgres, redis = Postgres(folder), Redis(folder)
        try:
            postgres.make()
            redis.start()
            yield postgres, redis
        finally:
            redis.kill()
            if (postgres.data / "postmaster.pid").exists():
                postgres.stop()
