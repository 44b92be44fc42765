"""The conversation with a mail server, each phase with its own patience."""

from __future__ import annotations

import contextlib
import re
import smtplib
import ssl
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

CONNECT_SECONDS = 10
COMMAND_SECONDS = 60
# A server that has taken the last byte may think about it for ten minutes (RFC 5321, 4.5.3.2.6);
# to hang up earlier is how duplicates are made.
FINAL_DOT_SECONDS = 600
PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
CLOSING = 421
SIGN_IN_FIRST = {530, 534, 535, 538}
ADDRESS_REFUSED = {550, 551, 553}
ENHANCED = re.compile(r"^5\.(\d{1,3})\.\d{1,3}\b")


class ServerTrouble(Exception):
    """Nothing to do with one mail: refused, TLS, sign-in, hung up before DATA."""


class EndUnknown(Exception):
    """The whole mail was handed over, and no answer came."""


class Answered(Exception):
    """The server has said no to this mail: 4xx for now, 5xx for good."""

    def __init__(self, phase: str, code: int, reply: str) -> None:
        super().__init__(f"{phase}: {code} {reply}")
        self.phase, self.code, self.reply = phase, code, reply

    @property
    def is_final(self) -> bool:
        return self.code >= 500


def address_is_dead(code: int, reply: str) -> bool:
    """550, 551, 553 and 5.1.x speak of the address; 5.7.x speaks of what we sent."""
    enhanced = ENHANCED.match(reply)
    if enhanced:
        return enhanced[1] == "1" or (code in ADDRESS_REFUSED and enhanced[1] != "7")
    return code in ADDRESS_REFUSED


@dataclass(frozen=True)
class Server:
    scheme: str
    host: str
    port: int
    user: str = ""
    password: str = ""

    @classmethod
    def from_url(cls, url: str) -> Server:
        parts = urlsplit(url)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ImproperlyConfigured(
                "EMAIL_URL must look like smtp+tls://user:password@mail.example.org:587 "
                "(or smtp://, smtp+ssl://)."
            )
        return cls(
            scheme=parts.scheme,
            host=parts.hostname,
            port=parts.port or PORTS[parts.scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
        )


class Conversation:
    """One connection, used for many mails."""

    def __init__(self, server: Server, our_name: str) -> None:
        self.server = server
        self.our_name = our_name
        self.smtp: smtplib.SMTP | None = None

    def start_mail(self, sender: str, recipient: str) -> None:
        """MAIL and RCPT. A server that will not have our sender has trouble with us, not with
        this mail."""
        smtp = self._open()
        code, reply = self._command(smtp.mail, sender)
        if code >= 500:
            raise ServerTrouble(f"MAIL FROM: {code} {reply}")
        if code >= 300:
            raise Answered("mail", code, reply)
        code, reply = self._command(smtp.rcpt, recipient)
        if code >= 300:
            raise Answered("rcpt", code, reply)

    def hand_over(self, mail: bytes) -> tuple[int, str]:
        """DATA. After its last byte only an answer tells whether the server has the mail."""
        smtp = self.smtp
        if smtp is None or smtp.sock is None:
            raise ServerTrouble("The connection was closed before DATA.")
        code, reply = self._command(smtp.docmd, "DATA")
        if code != 354:
            raise Answered("data", code, reply)
        try:
            smtp.send(_dotted(mail))
        except OSError as trouble:  # the final dot cannot have left: nothing was accepted
            self._drop()
            raise ServerTrouble(f"DATA: {trouble}") from trouble
        try:
            smtp.sock.settimeout(FINAL_DOT_SECONDS)
            code, answer = smtp.getreply()
            smtp.sock.settimeout(COMMAND_SECONDS)
        except (OSError, smtplib.SMTPException) as trouble:
            self._drop()
            raise EndUnknown(str(trouble)) from trouble
        if code == -1:
            self._drop()
            raise EndUnknown("The answer was not SMTP.")
        reply = _words(answer)
        if code != 250:
            raise Answered("data", code, reply)
        return code, reply

    def forget_mail(self) -> None:
        """RSET, so that the next mail starts afresh; without a connection there is no need."""
        if self.smtp is None:
            return
        try:
            self._command(self.smtp.rset)
        except (ServerTrouble, Answered):
            self._drop()

    def close(self) -> None:
        if self.smtp is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                self.smtp.quit()
            self._drop()

    def _open(self) -> smtplib.SMTP:
        if self.smtp is None:
            try:
                self.smtp = self._connect()
            except (OSError, smtplib.SMTPException) as trouble:
                raise ServerTrouble(f"{type(trouble).__name__}: {trouble}") from trouble
        return self.smtp

    def _connect(self) -> smtplib.SMTP:
        server, context = self.server, ssl.create_default_context()
        name, patience = self.our_name, CONNECT_SECONDS
        smtp: smtplib.SMTP
        if server.scheme == "smtp+ssl":
            smtp = smtplib.SMTP_SSL(
                server.host, server.port, name, timeout=patience, context=context
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, name, timeout=patience)
        try:
            smtp.sock.settimeout(COMMAND_SECONDS)
            if server.scheme == "smtp+tls":
                smtp.starttls(context=context)
            smtp.ehlo_or_helo_if_needed()
            if server.user:
                smtp.login(server.user, server.password)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _command(self, command: object, *args: str) -> tuple[int, str]:
        try:
            code, answer = command(*args)  # type: ignore[operator]
        except (OSError, smtplib.SMTPException) as trouble:
            self._drop()
            raise ServerTrouble(f"{type(trouble).__name__}: {trouble}") from trouble
        reply = _words(answer)
        if code == CLOSING or code in SIGN_IN_FIRST or code == -1:
            self._drop()
            raise ServerTrouble(f"{code} {reply}")
        return code, reply

    def _drop(self) -> None:
        if self.smtp is not None:
            self.smtp.close()
            self.smtp = None


def _dotted(mail: bytes) -> bytes:
    body = re.sub(rb"(?m)^\.", b"..", mail)
    return body + (b"" if body.endswith(b"\r\n") else b"\r\n") + b".\r\n"


def _words(answer: bytes) -> str:
    return " ".join(answer.decode("utf-8", "replace").split())
