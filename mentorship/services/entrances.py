"""Opening a cohort to people who come by themselves, and the conditions of coming."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from accounts.audit import record
from accounts.clock import local_date
from accounts.errors import DomainError
from accounts.models import User
from mentorship.models import Cohort, EligibilityRule, Entrance
from mentorship.models.applications import TAKES_PEOPLE
from mentorship.queries.entrances import MOST_RULES

from .editing import change
from .programs import advance_cohort, check_living, check_open

ENTRANCE_FACTS = (
    "is_open",
    "closes_on",
    "for_mentors",
    "for_mentees",
    "for_peers",
    "mentor_places",
    "mentee_places",
    "peer_places",
    "domains",
    "needs_approval",
    "about",
)
RULE_FACTS = ("role", "field", "operator", "value", "message")


@transaction.atomic
def edit_enrollment(*, cohort: Cohort, by: User, now: datetime, **facts: Any) -> Entrance:
    """`facts` are ENTRANCE_FACTS. Who holds a place keeps it, even if there are fewer from now on."""
    cohort = locked_cohort(cohort)
    entrance, _made = Entrance.objects.get_or_create(cohort=cohort)
    entrance.cohort = cohort
    told = {name: facts[name] for name in ENTRANCE_FACTS}
    _check(entrance, told, now)
    changed = change(entrance, told)
    if not changed:
        return entrance
    entrance.save(update_fields=changed)
    if entrance.is_open:
        advance_cohort(cohort, Cohort.State.RECRUITING)
    scope = cohort.scope
    record(by=by, verb="enrollment.edit", about=cohort, scope=scope, now=now, fields=changed)
    return entrance


# What makes an entrance that of one round; everything else of it is a setting.
OWN_WAY = ("id", "cohort", "public_id", "version", "is_open", "closes_on")
OWN_RULE = ("id", "cohort", "created_at")


def settings_of(model: type[Model], own: tuple[str, ...]) -> list[str]:
    """A field that is added comes along to another round, unless it is named as the round's own."""
    return [field.name for field in model._meta.concrete_fields if field.name not in own]


def copy_ways_in(made: Cohort, source: Cohort, now: datetime) -> None:
    """Who may come and in which words they are answered. For a cohort made a moment ago."""
    old = Entrance.objects.filter(cohort=source).first()
    if old is not None:
        facts = {name: getattr(old, name) for name in settings_of(Entrance, OWN_WAY)}
        Entrance.objects.create(cohort=made, **facts)
    names = settings_of(EligibilityRule, OWN_RULE)
    EligibilityRule.objects.bulk_create(
        EligibilityRule(
            cohort=made, created_at=now, **{name: getattr(rule, name) for name in names}
        )
        for rule in EligibilityRule.objects.filter(cohort=source)
    )


def _check(entrance: Entrance, told: dict[str, Any], now: datetime) -> None:
    cohort = entrance.cohort
    require_people_welcome(cohort)
    if not told["is_open"]:
        return
    if not (told["for_mentors"] or told["for_mentees"] or told["for_peers"]):
        raise DomainError(_("Say who may apply, or leave the link closed."))
    last = told["closes_on"]
    if last and last > cohort.ends_on:
        raise DomainError(_("The link cannot stay open longer than the cohort runs."))
    today = local_date(now, cohort.zone)
    if last and last != entrance.closes_on and last < today:
        raise DomainError(_("Choose a last day for applying that is still to come."))


def require_people_welcome(cohort: Cohort) -> None:
    if cohort.state not in TAKES_PEOPLE:
        raise DomainError(_("This cohort is coming to its end and takes nobody new."))
    check_open(cohort.program)


@transaction.atomic
def rotate_link(*, cohort: Cohort, by: User, now: datetime) -> Entrance:
    """A new link; whoever has the old one learns that there is a newer."""
    cohort = locked_cohort(cohort)
    check_living(cohort.program)
    entrance, _made = Entrance.objects.get_or_create(cohort=cohort)
    entrance.cohort = cohort
    entrance.version += 1
    entrance.save(update_fields=["version"])
    record(by=by, verb="link.rotate", about=cohort, scope=cohort.scope, now=now)
    return entrance


@transaction.atomic
def add_rule(*, cohort: Cohort, by: User, now: datetime, **facts: Any) -> EligibilityRule:
    """`facts` are RULE_FACTS. Holds for whoever sends an application from now on."""
    cohort = locked_cohort(cohort)
    require_people_welcome(cohort)
    if cohort.eligibility_rules.count() >= MOST_RULES:
        raise DomainError(_("These are many rules already. Change or remove one of them."))
    rule = EligibilityRule.objects.create(cohort=cohort, created_at=now, **_rule(facts))
    record(by=by, verb="rule.add", about=rule, scope=cohort.scope, now=now, field=rule.field)
    return rule


@transaction.atomic
def edit_rule(*, rule: EligibilityRule, by: User, now: datetime, **facts: Any) -> EligibilityRule:
    check_living(locked_cohort(rule.cohort).program)
    found = EligibilityRule.objects.select_related("cohort").filter(pk=rule.pk).first()
    if found is None:
        raise DomainError(_("Somebody has removed this rule in the meantime."))
    rule = found
    changed = change(rule, _rule(facts))
    if changed:
        rule.save(update_fields=changed)
        scope = rule.cohort.scope
        record(by=by, verb="rule.edit", about=rule, scope=scope, now=now, fields=changed)
    return rule


@transaction.atomic
def remove_rule(*, rule: EligibilityRule, by: User, now: datetime) -> bool:
    """Whether it was still there: of two who press at once, one removes it."""
    check_living(locked_cohort(rule.cohort).program)
    gone, _rows = EligibilityRule.objects.filter(pk=rule.pk).delete()
    if gone:
        scope = rule.cohort.scope
        record(by=by, verb="rule.remove", about=rule, scope=scope, now=now, field=rule.field)
    return bool(gone)


def _rule(facts: dict[str, Any]) -> dict[str, Any]:
    told = {name: str(facts[name]).strip() for name in RULE_FACTS}
    if told["operator"] == EligibilityRule.Operator.ANSWERED:
        return told | {"value": ""}
    if not told["value"]:
        raise DomainError(_("Say what the answer is compared with."))
    return told


def locked_cohort(cohort: Cohort) -> Cohort:
    """One at a time: places are counted and taken under this lock."""
    rows = Cohort.objects.select_for_update(of=("self",)).select_related("program")
    return rows.get(pk=cohort.pk)
