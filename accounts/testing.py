"""A mail server for tests: it keeps what it takes, and misbehaves when told to."""

from __future__ import annotations

import asyncio
import socket
import threading
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller


@dataclass
class SmtpSink:
    """Use as a context manager; `url` goes into EMAIL_URL.

    `at_rcpt` and `at_data` are answers to give instead of 250. `hang_up_after` closes that many
    connections after a mail was taken and before the answer. `pause` is spent before and after
    a mail is taken, so that a kill has something to hit.
    """

    at_rcpt: str = ""
    at_data: str = ""
    hang_up_after: int = 0
    pause: float = 0.0
    taken: list[Message] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    connections: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> SmtpSink:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.controller = Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()
        return self

    def __exit__(self, *trouble: object) -> None:
        self.controller.stop()

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        if self.at_rcpt:
            return self.at_rcpt
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 known here"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.at_data:
            return self.at_data
        await asyncio.sleep(self.pause)
        with self.lock:
            self.senders.append(envelope.mail_from)
            self.taken.append(message_from_bytes(envelope.content))
        await asyncio.sleep(self.pause)
        if self.hang_up_after > 0:
            self.hang_up_after -= 1
            server.transport.abort()
        return "250 2.0.0 taken"

    def count(self) -> int:
        with self.lock:
            return len(self.taken)
