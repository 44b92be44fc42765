"""What somebody would like to know and has nothing to do about: a day without a meeting, and times
of theirs that passed without a word. Parts of the one read that `waiting` makes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Case, CharField, Count, F, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from checkins.models import OffDay, TimeProposal
from checkins.queries.todo import Row, ToDo
from mentorship.models import PairingMember

SOON = timedelta(days=21)
BREAK, AWAY, AWAY_MYSELF = 0, 1, 2
IN_TWO = 2


def off_rows(reader: Any, now: Any, today: Any) -> QuerySet[Any]:
    """Where the others have an address, these have the day; where they have a place, who is away;
    and for a name the person's, or what the break is called."""
    rows = OffDay.objects.visible_to(reader).skipped().after(now).filter(on__lt=today + SOON)
    kind = Case(When(person=None, then=BREAK), When(person=reader, then=AWAY_MYSELF), default=AWAY)
    named = Case(
        When(person=None, then=F("name")),
        When(person__name="", then=F("person__email")),
        default=F("person__name"),
        output_field=CharField(),
    )
    day = Cast("on", CharField())
    return rows.order_by().values_list(Value("off"), "pk", "pairing_id", kind, named, day)


def passed_rows(reader: Any, now: Any) -> QuerySet[Any]:
    """By their check-in, where it stands and can be moved still; else by 0. Where the others have
    the other's place, these have how many meet."""
    others = PairingMember.objects.filter(pairing=OuterRef("check_in__pairing"))
    first = others.exclude(enrollment__user=reader).order_by("pk")
    rows = TimeProposal.objects.passed_by(reader, now).order_by()
    rows = rows.annotate(many=Count("check_in__pairing__members"))
    stands = Case(When(check_in__state="planned", then=F("check_in_id")), default=0)
    return rows.values_list(
        Value("passed"),
        stands,
        "check_in__pairing_id",
        "many",
        Subquery(first.values("enrollment__user__name")[:1]),
        Subquery(first.values("enrollment__user__email")[:1]),
    )


def to_know_off(row: Row) -> ToDo:
    told = {"day": date_format(date.fromisoformat(row.email), _("l j F")), "name": row.name}
    if row.member == AWAY_MYSELF:
        said = _("You do not meet on %(day)s: you are away.")
    elif row.member == AWAY:
        told["name"] = Row(*row[:5], "").by["name"]
        said = _("You do not meet on %(day)s: %(name)s is away.")
    else:
        said = _("You do not meet on %(day)s: %(name)s.")
    return ToDo(
        kind="off",
        title=said % told,
        url=reverse("checkins:plan_instead", args=[row.pk]),
        sort="off",
        pairing=row.pairing,
    )


def to_know_passed(row: Row) -> ToDo:
    """Not whose turn it was: times pass, and others can be proposed."""
    if row.pk:
        text = _("The times you proposed have passed, so it stays as planned. Propose others")
        url = reverse("checkins:propose_times", args=[row.pk])
    else:
        text = _("The times you proposed have passed. Propose others")
        url = reverse("checkins:propose_check_in", args=[row.pairing])
    title = row.by["name"] if row.member == IN_TWO else _("Your partners")
    return ToDo(kind="asked", title=title, text=text, url=url, sort="asked")
