"""What a cohort asks the people who want a place in it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .programs import Cohort

OWN = "q:"  # before the key of a question that only this cohort knows, in Enrollment.answers


class QuestionQuerySet(models.QuerySet["Question"]):
    def in_cohort(self, cohort: Cohort) -> QuestionQuerySet:
        return self.filter(cohort=cohort)

    def asked(self) -> QuestionQuerySet:
        """Not those that were set aside; people's answers to these are kept, that is all."""
        return self.filter(set_aside_at=None)

    def set_aside(self) -> QuestionQuerySet:
        return self.exclude(set_aside_at=None)

    def comparing(self) -> QuestionQuerySet:
        """Questions of the cohort's own that count, or may count, in matching."""
        return self.asked().exclude(compare="")


class Question(models.Model):
    class Kind(models.TextChoices):
        SHORT_TEXT = "short_text", _("a short text")
        LONG_TEXT = "long_text", _("a long text")
        ONE_OF = "one_of", _("one of several answers")
        SEVERAL_OF = "several_of", _("several of many answers")
        SCALE = "scale", _("a scale from 1 to 5")
        SKILLS_WANTED = "skills_wanted", _("skills they would like to learn")
        SKILLS_OFFERED = "skills_offered", _("skills they offer")
        GOALS = "goals", _("goals")
        BIO = "bio", _("about themselves")
        AVAILABILITY = "availability", _("when they have time")
        ACCOUNTABILITY_STYLE = "accountability_style", _("how they like to be held to things")
        LEVEL = "level", _("level")
        INTERESTS = "interests", _("interests")
        LANGUAGES = "languages", _("languages")
        DEPARTMENT = "department", _("department")
        LOCATION = "location", _("place")
        IDENTITY = "identity", _("identity, and whether it should count")
        RANKED_WISHES = "ranked_wishes", _("whom they wish for, in order")
        RATHER_NOT = "rather_not", _("whom they would rather not work with")
        REPORTS_TO = "reports_to", _("to whom they report")

    class Compare(models.TextChoices):
        OVERLAP = "overlap", _("the more answers in common, the better")
        SAME = "same", _("the same answer is better")
        DIFFERENT = "different", _("different answers are better")
        NEAR = "near", _("the nearer, the better")
        AT_LEAST = "at_least", _("the one who guides at least as high")
        WORDS = "words", _("the more words in common, the better")

    # Kinds without a meaning of their own: a cohort may ask any number of them. The others mean
    # the same in every cohort, so they are asked once, under their own key.
    FREE = (Kind.SHORT_TEXT, Kind.LONG_TEXT, Kind.ONE_OF, Kind.SEVERAL_OF, Kind.SCALE)
    WITH_OPTIONS = (
        *(Kind.ONE_OF, Kind.SEVERAL_OF, Kind.SCALE, Kind.SKILLS_WANTED, Kind.SKILLS_OFFERED),
        *(Kind.LEVEL, Kind.INTERESTS, Kind.LANGUAGES, Kind.DEPARTMENT, Kind.LOCATION),
        Kind.IDENTITY,
    )
    COMPARED_BY = {
        Kind.LONG_TEXT: (Compare.WORDS,),
        Kind.ONE_OF: (Compare.SAME, Compare.DIFFERENT),
        Kind.SEVERAL_OF: (Compare.OVERLAP,),
        Kind.SCALE: (Compare.NEAR, Compare.AT_LEAST),
    }
    ALWAYS_SENSITIVE = (Kind.IDENTITY, Kind.RANKED_WISHES, Kind.RATHER_NOT, Kind.REPORTS_TO)
    # More than one entry in the answers, where matching reads what was understood.
    ENTRIES = {
        Kind.AVAILABILITY: ("availability", "availability_hours"),
        Kind.ACCOUNTABILITY_STYLE: ("accountability_style", "style_choices"),
        Kind.LEVEL: ("level", "level_rank"),
        Kind.IDENTITY: ("identity", "identity_wish"),
    }

    # Which criterion of the matching engine reads the answers.
    CRITERIA = {
        Kind.SKILLS_WANTED: "skills",
        Kind.SKILLS_OFFERED: "skills",
        Kind.GOALS: "goal_text",
        Kind.BIO: "goal_text",
        Kind.AVAILABILITY: "availability",
        Kind.ACCOUNTABILITY_STYLE: "style",
        Kind.LEVEL: "level",
        Kind.INTERESTS: "interests",
        Kind.LANGUAGES: "language",
        Kind.DEPARTMENT: "department",
        Kind.LOCATION: "location",
        Kind.IDENTITY: "identity",
        Kind.RANKED_WISHES: "wishes",
    }

    cohort = models.ForeignKey(Cohort, models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=60)
    kind = models.CharField(max_length=24, choices=Kind)
    for_mentees = models.BooleanField(default=True)
    for_mentors = models.BooleanField(default=True)
    for_peers = models.BooleanField(default=True)
    label = models.CharField(max_length=200)
    help = models.CharField(max_length=300, blank=True)
    # Texts to choose from; for a scale what its two ends mean.
    options = models.JSONField(default=list, blank=True)
    required = models.BooleanField(default=False)
    # Never a reason that members read.
    sensitive = models.BooleanField(default=False)
    compare = models.CharField(max_length=12, choices=Compare, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    set_aside_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "key"], name="question_key_in_cohort"),
            models.CheckConstraint(
                condition=Q(for_mentees=True) | Q(for_mentors=True) | Q(for_peers=True),
                name="question_is_for_somebody",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["short_text", "long_text", "one_of", "several_of", "scale"])
                | Q(key=F("kind"), compare=""),
                name="question_of_a_meaning_has_its_key",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_free(self) -> bool:
        return self.kind in self.FREE

    @property
    def entry(self) -> str:
        """Under which name its answer stands in `Enrollment.answers`; the first where several."""
        return f"{OWN}{self.key}" if self.is_free else self.key

    @property
    def entries(self) -> tuple[str, ...]:
        return self.ENTRIES.get(self.Kind(self.kind), (self.entry,))

    @property
    def criterion(self) -> str:
        """The criterion that its answers belong to; empty where they are only read."""
        if self.is_free:
            return self.entry if self.compare else ""
        return self.CRITERIA.get(self.Kind(self.kind), "")

    @property
    def audience(self) -> tuple[str, ...]:
        """The roles that are asked."""
        asked = {
            "mentee": self.for_mentees,
            "mentor": self.for_mentors,
            "peer": self.for_peers,
        }
        return tuple(role for role, is_asked in asked.items() if is_asked)

    @property
    def is_sensitive(self) -> bool:
        return self.sensitive or self.kind in self.ALWAYS_SENSITIVE
