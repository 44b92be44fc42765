"""Reading what mail servers send back: reports of a delivery that failed (RFC 3464) and complaints
of a reader (RFC 5965). Pure: from bytes to what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from typing import Literal

Verdict = Literal["failed", "complaint", "other"]
LARGEST = 1_000_000  # bytes that are looked at; a report is a few thousand
STATUS = re.compile(r"\b([245]\.\d{1,3}\.\d{1,3})\b")
CODE = re.compile(r"\b([45]\d\d)\b")
OUR_HEADERS = ("To", "Delivered-To", "X-Original-To", "Envelope-To")


@dataclass(frozen=True)
class Report:
    """`verdict` is «other» for what is no final failure: a delay, an absence note, a plain letter.
    `sent_to` are the addresses it came to, `message_ids` the mails that it may be about."""

    verdict: Verdict
    sent_to: tuple[str, ...] = ()
    message_ids: tuple[str, ...] = ()
    code: int = 0
    status: str = ""
    words: str = ""

    @property
    def reply(self) -> str:
        """As a server would have said it at once: «5.1.1 no such user»."""
        words = self.words.removeprefix(str(self.code)).strip()
        return words if words.startswith(self.status) else f"{self.status} {words}".strip()


def read_report(raw: bytes) -> Report:
    mail = message_from_bytes(raw[:LARGEST], policy=policy.compat32)
    sent_to = tuple(str(value) for name in OUR_HEADERS for value in mail.get_all(name, []))
    ids = tuple(dict.fromkeys(_message_ids(mail)))
    kind = str(mail.get_param("report-type") or "").lower()
    if kind == "feedback-report":
        return Report("complaint", sent_to, ids)
    if kind != "delivery-status":
        return Report("other", sent_to, ids)
    for fields in _recipients(mail):
        status = _found(STATUS, fields.get("Status"))
        words = " ".join(str(fields.get("Diagnostic-Code", "")).partition(";")[2].split())
        if str(fields.get("Action", "")).strip().lower() == "failed" and status[:1] == "5":
            return Report("failed", sent_to, ids, int(_found(CODE, words) or 0), status, words)
    return Report("other", sent_to, ids)


def _recipients(mail: Message) -> Iterator[Message]:
    """The groups of fields of the machine-readable part, but the first, which is about the server."""
    for part in mail.walk():
        if part.get_content_type() == "message/delivery-status":
            groups = part.get_payload()
            for group in groups if isinstance(groups, list) else []:
                if isinstance(group, Message | EmailMessage) and "Action" in group:
                    yield group


def _message_ids(mail: Message) -> Iterator[str]:
    """Of the mail that came back: its headers stand in a part of their own."""
    for part in mail.walk():
        if part is not mail and part.get("Message-ID"):
            yield str(part["Message-ID"]).strip()
        if part.get_content_type() in {"text/rfc822-headers", "message/rfc822-headers"}:
            inner = part.get_payload(decode=True)
            if isinstance(inner, bytes):
                headers = message_from_bytes(inner, policy=policy.compat32)
                yield from [str(value).strip() for value in headers.get_all("Message-ID", [])]


def _found(pattern: re.Pattern[str], text: object) -> str:
    match = pattern.search(str(text or ""))
    return match[1] if match else ""
