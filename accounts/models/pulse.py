"""Signs of life: which workers run, when the clock last struck, how the mail server does."""

from __future__ import annotations

from django.db import models


class Heartbeat(models.Model):
    name = models.CharField(max_length=60)
    host = models.CharField(max_length=120)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "host"], name="heartbeat_once")]

    def __str__(self) -> str:
        return f"{self.name}@{self.host}"


class Tick(models.Model):
    """One row: when due work was last looked for, by the database's clock."""

    last_at = models.DateTimeField(null=True, blank=True)
    # Until when all that was late waits its turn, and until when nothing but the urgent leaves.
    catching_up_since = models.DateTimeField(null=True, blank=True)
    hold_until = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.last_at)


class Transport(models.Model):
    """One row: while the mail server cannot be reached, nobody tries it before this instant. The
    bucket holds how many mails may leave now; it counts while catching up only."""

    paused_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=255, blank=True)
    bucket = models.FloatField(default=0)
    bucket_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.reason or "open"
