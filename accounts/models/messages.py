"""The outbox: rows are the queue, and what became of each is on the row."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .audit import AppendOnly
from .subjects import About


class MessageQuerySet(models.QuerySet["Message"]):
    def to_person(self, person: models.Model) -> MessageQuerySet:
        return self.filter(person=person)

    def in_scope(self, scope: str) -> MessageQuerySet:
        return self.filter(scope=scope)

    def pending(self) -> MessageQuerySet:
        return self.filter(state=Message.State.PENDING)

    def sent(self) -> MessageQuerySet:
        return self.filter(state=Message.State.SENT)


class Message(About):
    """One mail to one person. Bytes are frozen at the first hand-over and never change after."""

    class State(models.TextChoices):
        PENDING = "pending", _("waiting")
        CLAIMED = "claimed", _("being sent")
        SENT = "sent", _("sent")
        FAILED = "failed", _("refused by the mail server")
        EXPIRED = "expired", _("too late to be useful")
        SUPPRESSED = "suppressed", _("not sent")
        CANCELLED = "cancelled", _("withdrawn")
        COLLAPSED = "collapsed", _("told in another mail")
        UNSURE = "unsure", _("perhaps sent")

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=60, db_index=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="messages_received",
    )
    to_address = models.EmailField(max_length=254)
    dedupe_key = models.CharField(max_length=200, unique=True)
    params = models.JSONField(default=dict, blank=True)

    # Frozen once: the Message-ID and the Date are the same on any resend.
    message_id = models.CharField(max_length=255, unique=True)
    date_header = models.DateTimeField()
    subject_line = models.CharField(max_length=255, blank=True)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    ics = models.TextField(blank=True)
    ics_method = models.CharField(max_length=10, blank=True)
    headers = models.JSONField(default=dict, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    secret = models.BooleanField(default=False)  # copied from the kind: wiped when it is over
    wiped_at = models.DateTimeField(null=True, blank=True)

    state = models.CharField(max_length=12, choices=State, default=State.PENDING)
    reason = models.CharField(max_length=255, blank=True)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    not_after = models.DateTimeField(null=True, blank=True)
    priority = models.PositiveSmallIntegerField(default=5)
    attempts = models.PositiveSmallIntegerField(default=0)
    resends = models.PositiveSmallIntegerField(default=0)
    lease_token = models.UUIDField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    data_started_at = models.DateTimeField(null=True, blank=True)
    smtp_code = models.PositiveSmallIntegerField(null=True, blank=True)
    smtp_reply = models.CharField(max_length=255, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_on = models.DateField(null=True, blank=True)  # the reader's local date
    bounced_at = models.DateTimeField(null=True, blank=True)  # a server said so later, by mail
    told_in = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="tells"
    )

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["priority", "due_at", "id"],
                condition=Q(state="pending"),
                name="message_pending",
            ),
            models.Index(fields=["due_at"], condition=Q(state="pending"), name="message_due"),
            models.Index(
                fields=["lease_until"], condition=Q(state="claimed"), name="message_claimed"
            ),
            models.Index(
                fields=["id"], condition=Q(secret=True, wiped_at=None), name="message_to_wipe"
            ),
            models.Index(
                fields=["created_at"], condition=Q(wiped_at=None), name="message_to_purge"
            ),
            models.Index(fields=["person", "sent_on"], name="message_person_sent"),
            models.Index(fields=["subject_label", "subject_id"], name="message_subject"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="claimed") | Q(lease_until__isnull=False),
                name="message_claimed_has_lease",
            ),
            models.CheckConstraint(
                condition=~Q(state="sent") | Q(sent_at__isnull=False), name="message_sent_has_time"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["pending", "claimed", "sent"]) | ~Q(reason=""),
                name="message_end_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.pk} {self.state}"  # shown in admin, where kinds may tell too much


class DeliveryAttempt(AppendOnly):
    """One conversation with a mail server, as far as it came."""

    message = models.ForeignKey(Message, models.CASCADE, related_name="delivery_attempts")
    at = models.DateTimeField()
    worker = models.CharField(max_length=120)
    phase = models.CharField(max_length=12)
    code = models.PositiveSmallIntegerField(null=True, blank=True)
    reply = models.CharField(max_length=255, blank=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.phase} {self.code or ''}"


class Suppression(models.Model):
    """An address that must not be written to; kept as a hash, so that it outlives erasure."""

    address_hash = models.CharField(max_length=64, unique=True)
    reason = models.CharField(max_length=255)
    since = models.DateTimeField()

    def __str__(self) -> str:
        return self.reason


class MailSwitch(models.Model):
    """A stream of service mails that its reader switched off."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="mail_switches"
    )
    stream = models.CharField(max_length=60)
    off_since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "stream"], name="mail_switch_once")
        ]

    def __str__(self) -> str:
        return self.stream
