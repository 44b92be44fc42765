"""The bytes of a frozen mail, built from its row alone: a resend is the same byte by byte."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.message import Message as AnyPart
from email.policy import SMTP

from accounts.delivery.freeze import date_line
from accounts.models import Message

LINES = SMTP.clone(max_line_length=76)  # some servers fold longer header lines anew, badly


def mail_bytes(message: Message) -> bytes:
    mail = EmailMessage(policy=LINES)
    mail["Subject"] = message.subject_line
    mail["To"] = recipient_line(message)
    for name in sorted(message.headers):  # PostgreSQL gives keys back in an order of its own
        mail[name] = message.headers[name]
    mail["Date"] = date_line(message)
    mail["Message-ID"] = message.message_id
    mail.set_content(message.text, cte="quoted-printable")
    mail.add_alternative(message.html, subtype="html", cte="quoted-printable")
    if message.ics:
        _add_calendar(mail, message)
    _set_boundaries(mail, message.public_id.hex)
    return mail.as_bytes()


def recipient_line(message: Message) -> str:
    return str(Address(addr_spec=message.to_address))


def _add_calendar(mail: EmailMessage, message: Message) -> None:
    mail.add_alternative(
        message.ics,
        subtype="calendar",
        cte="base64",
        params={"method": message.ics_method or "REQUEST"},
    )
    # Some programs look for a file only.
    mail.add_attachment(
        message.ics.encode(), maintype="application", subtype="ics", filename="invite.ics"
    )


def _set_boundaries(mail: EmailMessage, seed: str) -> None:
    parts: list[AnyPart] = [part for part in mail.walk() if part.is_multipart()]
    for number, part in enumerate(parts):
        part.set_boundary(f"=_{seed}_{number}")
