"""A mail server for tests: it keeps what it takes, and misbehaves when told to."""

from __future__ import annotations

import asyncio
import random
import socket
import threading
import time
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult


@dataclass
class Trick:
    """What a client meets at a phase: this answer, silence for so many seconds, or a connection
    that is gone. `share` of those who come meet it, `times` in all."""

    answer: str = ""
    silent: float = 0.0
    hang_up: bool = False
    share: float = 1.0
    times: int = 1_000_000
    met: int = 0

    def is_met(self) -> bool:
        if self.met >= self.times or random.random() >= self.share:  # noqa: S311
            return False
        self.met += 1
        return True


class TrickySMTP(SMTP):
    """Phases before a handler of aiosmtpd is asked: the greeting and the word DATA."""

    async def _handle_client(self) -> None:
        if await self.event_handler.meets("connect", self) is not None:
            self.transport.abort()
            return
        await super()._handle_client()

    async def smtp_DATA(self, arg: str) -> None:
        answer = await self.event_handler.meets("data", self)
        if answer:
            await self.push(answer)
            return
        await super().smtp_DATA(arg)


@dataclass
class SmtpSink:
    """Use as a context manager; `url` goes into EMAIL_URL.

    `at_rcpt` and `at_data` are answers to give instead of 250. `hang_up_after` closes that many
    connections after a mail was taken and before the answer. `pause` is spent before and after
    a mail is taken, so that a kill has something to hit. `tricks` are by phase: connect, ehlo,
    mail, rcpt, data, dot (all is here, nothing taken) and taken. With `password` clients must say it.
    """

    at_rcpt: str = ""
    at_data: str = ""
    hang_up_after: int = 0
    pause: float = 0.0
    password: str = ""
    tricks: dict[str, Trick] = field(default_factory=dict)
    taken: list[Message] = field(default_factory=list)
    taken_at: list[float] = field(default_factory=list)
    senders: list[str] = field(default_factory=list)
    connections: int = 0
    port: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __enter__(self) -> SmtpSink:
        if not self.port:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self.port = free.getsockname()[1]
        self.open()
        return self

    def __exit__(self, *trouble: object) -> None:
        self.close()

    def open(self) -> None:
        self.controller = _Controller(self, hostname="127.0.0.1", port=self.port)
        self.controller.start()

    def close(self) -> None:
        """Connections are refused from now on."""
        self.controller.stop()

    @property
    def url(self) -> str:
        login = f"ada:{self.password}@" if self.password else ""
        return f"smtp://{login}127.0.0.1:{self.port}"

    async def meets(self, phase: str, server: Any) -> str | None:
        """None: all is well. Else what to answer; empty where the connection is gone."""
        trick = self.tricks.get(phase)
        if trick is None or not trick.is_met():
            return None
        await asyncio.sleep(trick.silent)
        if trick.hang_up:
            server.transport.abort()
            return ""
        return trick.answer or None

    async def handle_EHLO(
        self, server: Any, session: Any, envelope: Any, hostname: str, responses: list[str]
    ) -> list[str]:
        await self.meets("ehlo", server)
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_MAIL(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        answer = await self.meets("mail", server)
        if answer is None:
            envelope.mail_from = address
        return "250 2.1.0 fine" if answer is None else answer

    async def handle_RCPT(
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        answer = self.at_rcpt or await self.meets("rcpt", server)
        if answer is None:
            envelope.rcpt_tos.append(address)
        return "250 2.1.5 known here" if answer is None else answer

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.at_data:
            return self.at_data
        answer = await self.meets("dot", server)
        if answer is not None:
            return answer
        await asyncio.sleep(self.pause)
        with self.lock:
            self.senders.append(envelope.mail_from)
            self.taken.append(message_from_bytes(envelope.content))
            self.taken_at.append(time.time())
        await asyncio.sleep(self.pause)
        if self.hang_up_after > 0:
            self.hang_up_after -= 1
            server.transport.abort()
        answer = await self.meets("taken", server)
        return "250 2.0.0 taken" if answer is None else answer

    def count(self) -> int:
        with self.lock:
            return len(self.taken)


class _Controller(Controller):
    def factory(self) -> SMTP:
        sink: SmtpSink = self.handler

        def sign_in(server: Any, session: Any, envelope: Any, how: str, data: Any) -> AuthResult:
            return AuthResult(success=data.password == sink.password.encode())

        asks = bool(sink.password)
        return TrickySMTP(
            sink,
            hostname="127.0.0.1",
            authenticator=sign_in if asks else None,
            auth_required=asks,
            auth_require_tls=False,
        )
