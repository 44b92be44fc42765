"""What a link in a mail allows: one purpose, one subject, one person, until a date."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.http import urlencode

from accounts.signing import INVITATION, UNSUBSCRIBE, sign

from .subjects import About

ROUTES = {UNSUBSCRIBE: "accounts:unsubscribe", INVITATION: "accounts:accept_invitation"}


def new_public_id() -> str:
    return secrets.token_urlsafe(9)


class ActionToken(About):
    """The row holds nothing secret; the link adds an HMAC over purpose, id and version."""

    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    purpose = models.CharField(max_length=60)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="action_tokens"
    )
    params = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=500, blank=True)  # what the person was told; shown again

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "subject_label", "subject_id", "person"],
                name="token_one_per_purpose_and_subject",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject_label} {self.subject_id}"

    @property
    def raw(self) -> str:
        """What stands in the link. Never log it, never store it."""
        return self.public_id + sign(self.purpose, self.public_id, self.version)

    def url(self, **query: str) -> str:
        """The whole address. `url(answer="done")` picks that answer on the page beforehand."""
        route = ROUTES.get(self.purpose, "accounts:answer")
        address = settings.SITE_URL + reverse(route, args=[self.raw])
        return f"{address}?{urlencode(query)}" if query else address
