"""What somebody wants of their own calendar: an address to subscribe to, and how much it says."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.tokens import new_public_id
from accounts.signing import sign

FEED = "calendar-feed"  # the purpose that its address is signed for


class PersonalCalendarQuerySet(models.QuerySet["PersonalCalendar"]):
    def of(self, user: Any) -> PersonalCalendarQuerySet:
        return self.filter(person=user)

    def open(self) -> PersonalCalendarQuerySet:
        """With an address that answers."""
        return self.filter(is_open=True, person__is_active=True)


class PersonalCalendar(models.Model):
    """The row holds nothing secret: the address adds an HMAC over id and version, so that a new
    version ends the old address at once."""

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="personal_calendar"
    )
    public_id = models.CharField(max_length=16, unique=True, default=new_public_id, editable=False)
    version = models.PositiveIntegerField(default=0)
    is_open = models.BooleanField(default=False)
    opened_at = models.DateTimeField(null=True, blank=True)
    says_more = models.BooleanField(_("titles say with whom, and what I promised"), default=False)
    shows_promises = models.BooleanField(_("the days on which my promises are due"), default=False)
    names_in_subjects = models.BooleanField(_("subjects of mails say with whom"), default=False)

    objects = PersonalCalendarQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(is_open=False) | Q(version__gte=1, opened_at__isnull=False),
                name="calendar_open_has_address",
            )
        ]

    def __str__(self) -> str:
        return f"calendar of {self.person_id}, address {self.version}"

    @property
    def token(self) -> str:
        """What stands in the address. Never log it, never store it."""
        return self.public_id + sign(FEED, self.public_id, self.version)
