"""How I like to be asked: said once, privately; a change is a new version."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models.audit import AppendOnly


class AskingQuerySet(models.QuerySet["AskingStyle"]):
    def of(self, user: Any) -> AskingQuerySet:
        return self.filter(person=user)


class AskingStyle(AppendOnly):
    class By(models.TextChoices):
        MENTOR = "mentor", _("the person I work with")
        SYSTEM = "system", _("only the system")

    class How(models.TextChoices):
        MAIL = "mail", _("by mail")
        CHECK_IN = "check_in", _("at our next check-in")
        I_WRITE = "i_write", _("I write to you")

    class Tone(models.TextChoices):
        PLAIN = "plain", _("plain")
        WARM = "warm", _("warm")
        DIRECT = "direct", _("direct")

    class Silence(models.TextChoices):
        WAIT = "wait", _("I’m busy: just wait")
        HELP = "help", _("I’m stuck: offer help")
        AGAIN = "again", _("ask me once more, privately")
        TELL = "tell", _("tell the person I work with after a few days")
        NOTHING = "nothing", _("nothing at all")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="asking_styles"
    )
    who = models.CharField(_("who may ask you?"), max_length=8, choices=By, default=By.SYSTEM)
    how = models.CharField(_("how?"), max_length=10, choices=How, default=How.MAIL)
    at = models.TimeField(_("at what time of day?"))
    per_week = models.PositiveSmallIntegerField(_("at most how often a week?"), default=1)
    tone = models.CharField(_("in which tone?"), max_length=8, choices=Tone, default=Tone.WARM)
    silence = models.CharField(
        _("if you don’t answer, what does it mean?"),
        max_length=8,
        choices=Silence,
        default=Silence.WAIT,
    )
    silence_days = models.PositiveSmallIntegerField(default=5)
    until = models.DateField(_("until when does this hold?"), null=True, blank=True)
    said_at = models.DateTimeField()

    objects = AskingQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(per_week__range=(1, 2)), name="asking_at_most_twice_a_week"
            ),
            models.CheckConstraint(
                condition=Q(silence_days__range=(2, 14)), name="asking_silence_days_range"
            ),
        ]

    def __str__(self) -> str:
        return f"asking style {self.pk} of {self.person_id}"
