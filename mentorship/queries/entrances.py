"""How people come into a cohort, and how many places are left there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts.models import User
from mentorship.eligibility import CAPACITY, EMAIL_DOMAIN, ZONE, meets
from mentorship.models import (
    ApplicationDraft,
    Cohort,
    EligibilityRule,
    Enrollment,
    Entrance,
    Program,
    Question,
)
from mentorship.models.applications import TAKES_PEOPLE
from mentorship.queries.questions import questions_for

MOST_RULES = 50
SHOWN_OPEN = 50


def entrance_of(cohort: Cohort) -> Entrance:
    """The row, or an unsaved one with the defaults."""
    found = Entrance.objects.filter(cohort=cohort).first() or Entrance(cohort=cohort)
    found.cohort = cohort
    return found


def still_takes(cohort: Cohort, *, invited: bool, now: datetime) -> bool:
    """Whether an application that was begun can be sent now. Who was invited needs no link."""
    if invited:
        return cohort.state in TAKES_PEOPLE and cohort.program.state == Program.State.OPEN
    return entrance_of(cohort).is_open_at(now)


@dataclass(frozen=True)
class Room:
    """Places of one role. `left` is None where there is no limit."""

    role: str
    places: int | None
    taken: int

    @property
    def left(self) -> int | None:
        return None if self.places is None else max(0, self.places - self.taken)

    @property
    def is_full(self) -> bool:
        return self.left == 0

    def exceeded_by(self, more: int) -> int:
        """How many of so many more would have no place."""
        return 0 if self.places is None else max(0, self.taken + more - self.places)


def rooms_of(entrance: Entrance) -> dict[str, Room]:
    """By role, in one query."""
    holding = Enrollment.objects.filter(cohort=entrance.cohort_id).holding_places()
    roles = Enrollment.Role.values
    taken = holding.aggregate(**{role: Count("pk", filter=Q(role=role)) for role in roles})
    return {role: Room(role, entrance.places_for(role), taken[role]) for role in roles}


def room_for(entrance: Entrance, role: str) -> Room:
    return rooms_of(entrance)[role]


def rules_for(cohort: Cohort, role: str = "") -> list[EligibilityRule]:
    rules = EligibilityRule.objects.filter(cohort=cohort)
    if role:
        rules = rules.filter(role__in=["", role])
    return list(rules[:MOST_RULES])


def rule_rows(cohort: Cohort) -> list[dict[str, object]]:
    """Each rule with the words of what it is about."""
    labels = dict(rule_fields(cohort))
    words = cohort.program.words
    return [
        {
            "rule": rule,
            "label": labels.get(rule.field, rule.field.partition(":")[2] or rule.field),
            "is_asked": rule.field in labels,
            "role": words.role(rule.role) if rule.role else "",
        }
        for rule in rules_for(cohort)
    ]


def rule_fields(cohort: Cohort) -> list[tuple[str, str]]:
    """What a rule can be about, with the words that people read."""
    fields = {
        question.entry: question.label
        for role in cohort.roles
        for question in questions_for(cohort, role)
    }
    facts = {
        EMAIL_DOMAIN: _("The part of their address after the @"),
        ZONE: _("Their time zone"),
    }
    if cohort.pairs_mentors:
        told = {"mentor": cohort.program.words.a_role("mentor")}
        facts[CAPACITY] = _("How many people %(mentor)s takes on") % told
    return list((fields | facts).items())


def first_unmet(draft: ApplicationDraft) -> EligibilityRule | None:
    """The first rule that an application does not meet. What somebody in this role is not asked
    cannot turn them back."""
    rules = rules_for(draft.cohort, draft.role)
    if not rules:
        return None
    questions = questions_for(draft.cohort, draft.role)
    facts = {question.entry: draft.answers.get(question.entry) for question in questions}
    orders = {question.entry: ordered_options(question) for question in questions}
    facts |= {ZONE: draft.zone or draft.user.zone, EMAIL_DOMAIN: domain_of(draft.user.email)}
    if draft.role == Enrollment.Role.MENTOR:
        facts |= {CAPACITY: draft.capacity or draft.cohort.default_capacity}
    for rule in rules:
        if rule.field not in facts:
            continue
        told = rule.operator, rule.value, orders.get(rule.field, ())
        if not meets(facts[rule.field], *told):
            return rule
    return None


def ordered_options(question: Question) -> tuple[str, ...]:
    """Answers that stand in an order, lowest first, as they are typed in the builder. Of one of
    several answers that is so where a coordinator has said “at least” or “at most” about them."""
    ordered = (Question.Kind.LEVEL, Question.Kind.ONE_OF)
    return tuple(question.options) if question.kind in ordered else ()


def orders_of(cohort: Cohort) -> dict[str, tuple[str, ...]]:
    """Of everything that a rule can be about, as far as it has an order."""
    return {
        question.entry: ordered_options(question)
        for role in Enrollment.Role.values
        for question in questions_for(cohort, role)
    }


def domain_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


def open_to(user: User) -> list[Entrance]:
    """Cohorts that take people with addresses such as this one. Not those that take any address:
    these are for whoever was given the link; nor those to which this person has begun to apply."""
    found = Entrance.objects.open().select_related("cohort__program").order_by("cohort__starts_on")
    found = found.exclude(domains=[]).exclude(cohort__enrollments__user=user)
    found = found.exclude(cohort__application_drafts__user=user)
    return [each for each in found[:SHOWN_OPEN] if each.welcomes(user.email)]
