"""Facts about people and what is said to them. Each file holds one noun."""

from .audit import AuditEntry
from .drafts import Draft
from .jobs import Job
from .messages import DeliveryAttempt, MailSwitch, Message, Suppression
from .people import AwayPeriod, User
from .pulse import Heartbeat, Tick, Transport
from .tokens import ActionToken

__all__ = [
    "ActionToken",
    "AuditEntry",
    "AwayPeriod",
    "DeliveryAttempt",
    "Draft",
    "Heartbeat",
    "Job",
    "MailSwitch",
    "Message",
    "Suppression",
    "Tick",
    "Transport",
    "User",
]
