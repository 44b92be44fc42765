"""The weekly report. What was sent stays as it was sent; answers and additions are rows of their own.

A report that is due or begun is no row: a week that nobody wrote about is absent, and what is typed
and not sent is a draft of the form.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.finding import saying
from accounts.models.audit import AppendOnly
from goals.models import Commitment
from mentorship.models import Pairing, PairingMember, members_at

ANSWERED_WITHIN = timedelta(days=21)  # what is older is read, and no longer waits for an answer
WEEK = timedelta(days=7)
QUESTIONS = (
    "accomplished",
    "proud",
    "challenge",
    "responded",
    "learned",
    "progress",
    "helped",
    "energy",
    "promise",
    "wanted",
)
WORDS = tuple(name for name in QUESTIONS if name != "energy")


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Any) -> ReportQuerySet:
        """The people of the pairing read what was sent, and nobody else. Who skipped a week knows
        it alone.

        It was written to them, as a close-out or a letter is, so it stays readable when they have
        finished; promises and goals, which live on, do not."""
        working = Pairing.objects.filter(
            pk__in=PairingMember.objects.of(user).values("pairing"),
        ).published()
        mine = Q(member__enrollment__user=user)
        return self.filter(mine | Q(member__pairing__in=working)).sent()

    def sent(self) -> ReportQuerySet:
        return self.exclude(kind=Report.Kind.SKIPPED)

    def written_by(self, user: Any) -> ReportQuerySet:
        return self.filter(member__enrollment__user=user)

    def received_by(self, user: Any) -> ReportQuerySet:
        return self.exclude(member__enrollment__user=user)

    def of_pairing(self, pairing: Pairing) -> ReportQuerySet:
        return self.filter(member__pairing=pairing)

    def waiting_for(self, user: Any, now: datetime) -> ReportQuerySet:
        """Sent lately by somebody the reader works with, and not answered by the reader."""
        mine = PairingMember.objects.of(user).active().values("pairing")
        said = ReportReply.objects.filter(report=OuterRef("pk"), by__enrollment__user=user)
        lately = self.sent().filter(sent_at__gt=now - ANSWERED_WITHIN, member__pairing__in=mine)
        return lately.received_by(user).exclude(Exists(said))

    def saying(self, words: Sequence[str]) -> ReportQuerySet:
        """In the report, in what was added to it or in what was said to it."""
        added = ReportAddendum.objects.filter(saying(words, "text")).values("report")
        said = ReportReply.objects.filter(saying(words, "text")).values("report")
        return self.filter(saying(words, *WORDS) | Q(pk__in=added) | Q(pk__in=said))

    def before(self, pk: int) -> ReportQuerySet:
        """Further down a list that begins with the newest."""
        return self.filter(pk__lt=pk)

    def with_people(self) -> ReportQuerySet:
        replies = ReportReply.objects.select_related("by__enrollment__user")
        return self.select_related(
            "member__enrollment__user", "member__pairing__cohort__program", "commitment"
        ).prefetch_related(
            members_at("member__pairing__members"),
            models.Prefetch("replies", replies),
            "addenda",
        )


class Report(AppendOnly):
    class Kind(models.TextChoices):
        TAP = "tap", _("one tap")
        QUICK = "quick", _("three questions")
        FULL = "full", _("ten questions")
        SKIPPED = "skipped", _("skipped")

    class Mood(models.TextChoices):
        GOOD = "good", _("Good week")
        STUCK = "stuck", _("Stuck")

    class State(models.TextChoices):
        DUE = "due", _("due")
        DRAFT = "draft", _("begun")
        SENT = "sent", _("sent")
        ANSWERED = "answered", _("answered")
        SKIPPED = "skipped", _("skipped")

    class Energy(models.IntegerChoices):
        ONE = 1, _("1, very little")
        TWO = 2, "2"
        THREE = 3, "3"
        FOUR = 4, "4"
        FIVE = 5, _("5, plenty")

    member = models.ForeignKey(PairingMember, models.CASCADE, related_name="reports")
    week_on = models.DateField()  # the Monday of its week, on the writer's calendar
    weeks = models.PositiveSmallIntegerField(default=1)  # two where the one before was absent
    kind = models.CharField(max_length=8, choices=Kind)
    mood = models.CharField(max_length=8, choices=Mood, blank=True)
    accomplished = models.TextField(_("what got done?"), max_length=2000, blank=True)
    proud = models.TextField(_("what are you proud of?"), max_length=2000, blank=True)
    challenge = models.TextField(_("what was hard?"), max_length=2000, blank=True)
    responded = models.TextField(_("how did you respond to it?"), max_length=2000, blank=True)
    learned = models.TextField(_("what did you learn?"), max_length=2000, blank=True)
    progress = models.TextField(_("what moved on your goals?"), max_length=2000, blank=True)
    helped = models.TextField(_("what or who helped?"), max_length=2000, blank=True)
    energy = models.PositiveSmallIntegerField(
        _("how much energy did you have?"), choices=Energy, null=True, blank=True
    )
    promise = models.CharField(_("what do you promise for next week?"), max_length=240, blank=True)
    wanted = models.TextField(_("what would you like from them?"), max_length=2000, blank=True)
    commitment = models.ForeignKey(
        Commitment, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField()
    sent_on = models.DateField()  # the writer's local date

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["member", "week_on"], name="report_member_week")]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "week_on"],
                condition=~Q(kind="skipped"),
                name="report_once_a_week",
            ),
            models.UniqueConstraint(
                fields=["member", "week_on"],
                condition=Q(kind="skipped"),
                name="report_skipped_once_a_week",
            ),
            models.CheckConstraint(
                condition=Q(weeks__in=[1, 2]), name="report_covers_one_week_or_two"
            ),
            models.CheckConstraint(
                condition=Q(energy=None) | Q(energy__range=(1, 5)), name="report_energy_one_to_five"
            ),
            models.CheckConstraint(
                condition=Q(mood__in=["", "good", "stuck"]), name="report_mood_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(kind="skipped")
                | Q(mood="", energy=None, commitment=None, **dict.fromkeys(WORDS, "")),
                name="report_skipped_says_nothing",
            ),
        ]

    def __str__(self) -> str:
        return f"report {self.pk}"  # without anybody's words

    @property
    def scope(self) -> str:
        return self.member.pairing.scope

    @property
    def person(self) -> Any:
        return self.member.person

    @property
    def since_on(self) -> date:
        return self.week_on - (self.weeks - 1) * WEEK

    @property
    def until_on(self) -> date:
        return self.week_on + timedelta(days=6)

    @property
    def is_stuck(self) -> bool:
        return self.mood == self.Mood.STUCK

    @property
    def state(self) -> str:
        """Of a row; what is due or begun has none yet."""
        if self.kind == self.Kind.SKIPPED:
            return self.State.SKIPPED
        return self.State.ANSWERED if self.replies.all() else self.State.SENT

    def answers(self) -> list[tuple[str, str]]:
        """What was answered, each with its question, in the order they were asked."""
        said = [(name, getattr(self, name)) for name in QUESTIONS]
        return [(name, str(words)) for name, words in said if words]


class ReportReply(AppendOnly):
    """What a reader said to it. Each kind once; a line may come after a cheer."""

    class Kind(models.TextChoices):
        LINE = "line", _("A line")
        CHEER = "cheer", _("Cheer")
        KEEP = "keep", _("For our next talk")

    report = models.ForeignKey(Report, models.CASCADE, related_name="replies")
    by = models.ForeignKey(PairingMember, models.CASCADE, related_name="report_replies")
    kind = models.CharField(max_length=8, choices=Kind)
    text = models.CharField(_("your line"), max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "report replies"
        constraints = [
            models.UniqueConstraint(fields=["report", "by", "kind"], name="report_reply_once"),
            models.CheckConstraint(
                condition=~Q(kind="line") | ~Q(text=""), name="report_reply_line_says_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to report {self.report_id}"


class ReportAddendum(AppendOnly):
    """What its writer would like to add afterwards."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="addenda")
    text = models.TextField(_("what would you like to add?"), max_length=2000)
    client_token = models.CharField(max_length=36)
    at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "report addenda"
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="report_addendum_says_something"),
            models.UniqueConstraint(
                fields=["report", "client_token"], name="report_addendum_once_per_form"
            ),
        ]

    def __str__(self) -> str:
        return f"addendum to report {self.report_id}"
