"""A person: one e-mail address, one zone, one language, their days and hours."""

from __future__ import annotations

import functools
import zoneinfo
from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


@functools.cache
def known_zones() -> frozenset[str]:
    """Read once: looking through tzdata takes longer than a page may."""
    return frozenset(zoneinfo.available_timezones())


def validate_zone(name: str) -> None:
    """An IANA name that this host's tzdata knows."""
    if name not in known_zones():
        raise ValidationError(
            _("“%(zone)s” is not a time zone we know. Try a name such as Europe/Berlin."),
            params={"zone": name},
        )


class UserManager(BaseUserManager["User"]):
    def create_user(self, email: str, password: str | None = None, **facts: Any) -> User:
        """A person; without a password they sign in by mailed code or invitation."""
        user = self.model(email=email.strip().lower(), **facts)
        if password:
            user.set_password(password)
        else:
            user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **facts: Any) -> User:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **facts)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser, PermissionsMixin):
    """Identity is the e-mail address, always stored in lower case."""

    email = models.EmailField(_("e-mail address"), max_length=254)
    name = models.CharField(_("name"), max_length=150, blank=True)
    zone = models.CharField(
        _("time zone"), max_length=64, default="UTC", validators=[validate_zone]
    )
    language = models.CharField(_("language"), max_length=8, default="en")
    # Seven characters, Monday first; "1" is a day on which mail is welcome.
    working_days = models.CharField(_("working days"), max_length=7, default="1111100")
    quiet_from = models.TimeField(_("quiet from"), default=time(20))
    quiet_until = models.TimeField(_("quiet until"), default=time(8))
    # Since when nothing is mailed here: a server refused the address, or said so later.
    mail_refused_at = models.DateTimeField(_("mail refused since"), null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique"),
            models.CheckConstraint(
                condition=models.Q(email=Lower("email")), name="user_email_is_lower_case"
            ),
            models.CheckConstraint(
                condition=models.Q(working_days__regex=r"^[01]{7}$"), name="user_working_days_shape"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def clean(self) -> None:
        self.email = self.email.strip().lower()

    @property
    def short_name(self) -> str:
        return short_name(self.name, self.email)

    @property
    def tz(self) -> zoneinfo.ZoneInfo:
        return zoneinfo.ZoneInfo(self.zone)

    def local(self, instant: datetime) -> datetime:
        return instant.astimezone(self.tz)

    def local_date(self, instant: datetime) -> date:
        return self.local(instant).date()

    def works_on(self, day: date) -> bool:
        return self.working_days[day.weekday()] == "1"


def short_name(name: str, email: str) -> str:
    """What a friend would call them: the first word of the name."""
    words = name.split()
    return words[0] if words else email.partition("@")[0]


def told_apart(people: Iterable[tuple[str, str]]) -> dict[str, str]:
    """What to call several people on one page, by address, from their (name, address): the first word
    of the name. Who shares it is given the initial of the last word too, or all of the name where
    that is not enough."""
    names = {email: name for name, email in people}
    called = {email: short_name(name, email) for email, name in names.items()}
    for longer in (_with_initial, " ".join):
        often = Counter(word.casefold() for word in called.values())
        for email, word in called.items():
            if often[word.casefold()] > 1 and (words := names[email].split()):
                called[email] = longer(words)
    return called


def _with_initial(words: list[str]) -> str:
    return f"{words[0]} {words[-1][0]}." if len(words) > 1 else words[0]


class AwayPeriod(models.Model):
    """Days on which nothing but the unavoidable is mailed."""

    person = models.ForeignKey(User, models.CASCADE, related_name="away_periods")
    from_on = models.DateField(_("first day away"))
    until_on = models.DateField(_("last day away"))
    added_at = models.DateTimeField(null=True, blank=True, db_index=True)

    class Meta:
        ordering = ["from_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(until_on__gte=models.F("from_on")), name="away_ends_after_start"
            )
        ]

    def __str__(self) -> str:
        return f"{self.from_on}–{self.until_on}"
