"""What `make run` does once the requirements are there.

The database, the demo where there is nothing yet, then web, worker and jobs of the Procfile
together until Ctrl-C. It is Honcho's `start` with one difference: a terminal that is closed ends
everything too, where Honcho would die alone and leave the servers behind.
"""

import os
import select
import signal
import socket
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from honcho.environ import expand_processes, parse_procfile
from honcho.manager import Manager
from honcho.printer import Printer

ROOT = Path(__file__).resolve().parent.parent


def chosen_port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 65536):
        sys.exit(f"PORT must be a number from 1 to 65535, not {text!r}.")
    with socket.socket() as door:
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            door.bind(("127.0.0.1", int(text)))
        except OSError as error:
            sys.exit(
                f"Port {text} cannot be used ({error.strerror}). Choose another: make run PORT=8001"
            )
    return int(text)


def says_site_url() -> bool:
    """True where the person chose an address; links in mails carry it."""
    if os.environ.get("SITE_URL"):
        return True
    env_file = ROOT / ".env"
    lines = env_file.read_text(encoding="utf-8").splitlines() if env_file.exists() else []
    return any(line.removeprefix("export ").startswith("SITE_URL=") for line in lines)


def manage(*words: str) -> None:
    done = subprocess.run([sys.executable, "manage.py", *words], check=False)
    if done.returncode:
        sys.exit(f"`manage.py {' '.join(words)}` did not end well; what it said stands above.")


class Terminal:
    """Standard output that may go away while the servers are still being ended."""

    def write(self, text: str) -> None:
        with suppress(OSError):
            sys.stdout.write(text)

    def flush(self) -> None:
        with suppress(OSError):
            sys.stdout.flush()

    def isatty(self) -> bool:
        return sys.stdout.isatty()


def end_with_terminal() -> None:
    """A window that runs nothing but `make run` tells make alone when it is closed, and make waits
    for us; so the terminal itself is watched."""
    gone = select.poll()
    gone.register(sys.stdin, 0)  # a hang-up is told whatever is asked for
    gone.poll()
    os.kill(os.getpid(), signal.SIGTERM)


def start(port: int) -> int:
    manager = Manager(Printer(Terminal()))
    procfile = parse_procfile((ROOT / "Procfile").read_text(encoding="utf-8"))
    for process in expand_processes(procfile.processes, port=port):
        manager.add_process(process.name, process.cmd, env={**os.environ, **process.env})
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    if sys.stdin.isatty():
        threading.Thread(target=end_with_terminal, daemon=True).start()
    manager.loop()
    ended_by_hand = manager.returncode in (130, 143)
    return 0 if ended_by_hand else int(manager.returncode or 0)


def main() -> int:
    os.chdir(ROOT)
    port = chosen_port()
    # Beside this Python stand gunicorn and celery, which the Procfile names.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    os.environ["DEBUG"] = "1"
    os.environ["PYTHONUNBUFFERED"] = "1"
    if not says_site_url():
        # Each process gets a PORT of its own, so none of them could tell the address from it.
        os.environ["SITE_URL"] = f"http://localhost:{port}"
    manage("migrate", "--verbosity", "0")
    manage("createcachetable")
    manage("demo")
    print(f"\nOpen http://localhost:{port} in a browser. Ctrl-C ends everything.\n", flush=True)
    return start(port)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(0)
