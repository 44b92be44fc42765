"""A planned meeting of a pairing. Each is a calendar event of its own."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.clock import local_date
from goals.models import Commitment
from mentorship.models import Pairing, PairingMember, members_at
from mentorship.words import Words


class CheckInQuerySet(models.QuerySet["CheckIn"]):
    def visible_to(self, user: Any) -> CheckInQuerySet:
        """Members read their own pairings' check-ins."""
        working = Pairing.objects.filter(
            pk__in=PairingMember.objects.of(user).values("pairing"),
        ).published()
        return self.filter(pairing__in=working)

    def of_pairing(self, pairing: Pairing) -> CheckInQuerySet:
        return self.filter(pairing=pairing)

    def planned(self) -> CheckInQuerySet:
        return self.filter(state=CheckIn.State.PLANNED)

    def upcoming(self, now: datetime) -> CheckInQuerySet:
        """Not over yet, in pairings that are working: what is not active is hidden at once."""
        return (
            self.planned()
            .filter(starts_at__gt=now - timedelta(hours=1), pairing__state=Pairing.State.ACTIVE)
            .order_by("starts_at", "id")
        )

    def to_come(self, now: datetime) -> CheckInQuerySet:
        """Upcoming, and those for which a time is still being looked for."""
        sought = self.proposed().filter(pairing__state=Pairing.State.ACTIVE)
        either = Q(pk__in=self.upcoming(now).values("pk")) | Q(pk__in=sought.values("pk"))
        return self.filter(either).order_by("starts_at", "id")

    def to_close(self, now: datetime) -> CheckInQuerySet:
        """The time has come and nobody has written down how it went."""
        return self.planned().filter(starts_at__lte=now, pairing__state=Pairing.State.ACTIVE)

    def lacking_a_half_of(self, members: Any, since: datetime) -> CheckInQuerySet:
        """Held by peers, of whom these have not written their half yet."""
        found = self.held().filter(
            pairing__state=Pairing.State.ACTIVE,
            pairing__members__in=members,
            starts_at__gt=since,
        )
        return found.exclude(close_outs__author__in=members)

    def ahead(self, now: datetime) -> CheckInQuerySet:
        """Planned and not begun, whatever the pairing's state."""
        return self.planned().filter(starts_at__gt=now)

    def standing(self) -> CheckInQuerySet:
        """Planned or over: their day is taken. What is proposed has no day yet."""
        return self.exclude(state__in=[CheckIn.State.PROPOSED, CheckIn.State.CANCELED])

    def proposed(self) -> CheckInQuerySet:
        return self.filter(state=CheckIn.State.PROPOSED)

    def forsaken(self, now: datetime) -> CheckInQuerySet:
        """No time suited, none was proposed since, and what had been is past."""
        return self.proposed().filter(starts_at__lte=now).exclude(time_proposals__state="open")

    def took_its_turn(self) -> CheckInQuerySet:
        """Held, or it didn't happen: what looking back is about. Canceled ones never came."""
        return self.filter(state__in=[CheckIn.State.HELD, CheckIn.State.DID_NOT_HAPPEN])

    def ended(self) -> CheckInQuerySet:
        return self.exclude(state__in=[CheckIn.State.PROPOSED, CheckIn.State.PLANNED])

    def before(self, pk: int) -> CheckInQuerySet:
        """Further down a list that begins with the newest."""
        mark = CheckIn.objects.filter(pk=pk).values_list("starts_at", flat=True).first()
        if mark is None:
            return self
        return self.filter(Q(starts_at__lt=mark) | Q(starts_at=mark, pk__lt=pk))

    def with_people(self) -> CheckInQuerySet:
        return self.select_related("pairing__cohort__program").prefetch_related(
            members_at("pairing__members")
        )

    def held(self) -> CheckInQuerySet:
        return self.filter(state=CheckIn.State.HELD)


class CheckIn(models.Model):
    class State(models.TextChoices):
        PROPOSED = "proposed", _("proposed")
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        DID_NOT_HAPPEN = "skipped", _("didn’t happen")
        CANCELED = "canceled", _("canceled")

    pairing = models.ForeignKey(Pairing, models.CASCADE, related_name="check_ins")
    local_on = models.DateField()  # in the pairing's zone
    # The cadence's own date, which stays when the meeting moves, so that none is planned twice.
    # None: made by hand, or given back to the cadence because the pairing paused.
    rule_on = models.DateField(null=True, blank=True)
    starts_at = models.DateTimeField()
    # What the clock on the wall shows then, in the pairing's zone. Should the rules for clocks
    # change, it stays and the instant moves. None: not looked at yet.
    wall_at = models.TimeField(null=True, blank=True)
    moved_at = models.DateTimeField(null=True, blank=True)  # the last time
    kept = models.BooleanField(default=False)  # though somebody is away, or the program rests
    minutes = models.PositiveSmallIntegerField(default=45)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)  # held, didn't happen or canceled

    objects = CheckInQuerySet.as_manager()

    PLACE = ("starts_at", "local_on", "wall_at", "kept", "moved_at")

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["pairing", "state", "starts_at"], name="check_in_next"),
            models.Index(
                fields=["starts_at"], condition=Q(state="planned"), name="check_in_planned"
            ),
            models.Index(
                fields=["starts_at"], condition=Q(state="proposed"), name="check_in_proposed"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pairing", "local_on"],
                condition=~Q(state__in=["canceled", "proposed"]),
                name="check_in_once_a_day",
            ),
            models.UniqueConstraint(fields=["pairing", "rule_on"], name="check_in_once_a_rule"),
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "planned"]) | Q(ended_at__isnull=False),
                name="check_in_over_has_time",
            ),
            models.CheckConstraint(condition=Q(minutes__gt=0), name="check_in_takes_time"),
        ]

    def __str__(self) -> str:
        return f"check-in {self.pk} on {self.local_on}"

    @property
    def words(self) -> Words:
        """The program's own, for sentences about this one."""
        return self.pairing.cohort.program.words

    @property
    def is_proposed(self) -> bool:
        """A time is still being looked for; `starts_at` is the first that was proposed."""
        return self.state == self.State.PROPOSED

    @property
    def is_held(self) -> bool:
        return self.state == self.State.HELD

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)

    @property
    def scope(self) -> str:
        return self.pairing.scope

    def put_at(self, starts_at: datetime, now: datetime) -> None:
        """Sets the fields of PLACE: what the clock on the wall says is read anew, and who kept it
        in spite of something spoke of another time."""
        self.starts_at = starts_at
        self.local_on = local_date(starts_at, self.pairing.zone)
        self.wall_at, self.kept = None, False
        if self.state == self.State.PLANNED:
            self.moved_at = now

    def has_its_day_come(self, now: datetime) -> bool:
        """From the morning of its day, as the pairing's zone sees it."""
        return local_date(now, self.pairing.zone) >= self.local_on


class RhythmQuerySet(models.QuerySet["Rhythm"]):
    def to_keep(self, now: datetime) -> RhythmQuerySet:
        """Due to be looked at, or resting although the pairing works again."""
        due = Q(look_again_at__lte=now) | Q(look_again_at=None)
        return self.filter(due, pairing__state=Pairing.State.ACTIVE)

    def to_rest(self) -> RhythmQuerySet:
        """Still planning although the pairing is paused or closed."""
        return self.filter(look_again_at__isnull=False).exclude(pairing__state=Pairing.State.ACTIVE)


class Rhythm(models.Model):
    """When a pairing's check-ins must be looked at again; makes an idle tick cheap."""

    pairing = models.OneToOneField(Pairing, models.CASCADE, primary_key=True, related_name="rhythm")
    look_again_at = models.DateTimeField(null=True, blank=True, db_index=True)  # None: resting
    looked_at = models.DateTimeField(null=True, blank=True)

    objects = RhythmQuerySet.as_manager()

    def __str__(self) -> str:
        return f"rhythm of pairing {self.pairing_id}"


class CheckInInvitation(models.Model):
    """What each member's calendar was last told, so that the same news is never sent twice."""

    check_in = models.ForeignKey(CheckIn, models.CASCADE, related_name="invitations")
    member = models.ForeignKey(PairingMember, models.CASCADE, related_name="+")
    sequence = models.PositiveIntegerField()
    canceled = models.BooleanField(default=False)
    told_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["check_in", "member"], name="invitation_once_a_member")
        ]

    def __str__(self) -> str:
        return f"{self.check_in_id}/{self.member_id} seq {self.sequence}"


class CommitmentOrigin(models.Model):
    """Which check-in a promise was made at."""

    commitment = models.OneToOneField(Commitment, models.CASCADE, related_name="origin")
    check_in = models.ForeignKey(CheckIn, models.CASCADE, related_name="promises")

    def __str__(self) -> str:
        return f"{self.commitment_id} at {self.check_in_id}"
