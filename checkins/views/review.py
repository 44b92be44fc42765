"""A mentor's page: all mentees at a glance."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_safe

from accounts import clock
from accounts.kept import TOKEN, Kept
from checkins.queries.mentees import mentee_of
from checkins.queries.review import Facts, Reading, read_review
from goals.words import EITHER_WAY
from mentorship.context import introduce, roles_of


class Card(NamedTuple):
    """What is said of one person, and their line among all."""

    waits: bool
    role: str
    body: SafeString
    line: SafeString


CARDS: Kept[Card] = Kept(2000)


@require_safe
def review(request: HttpRequest) -> HttpResponse:
    reading = read_review(get_user(request), clock.now())
    introduce(request, reading.own)
    cards = [
        CARDS.get(facts, lambda facts=facts: _draw(reading, facts)) for facts in reading.people
    ]
    # Those who wait for an answer come first; the names stay in their order.
    cards.sort(key=lambda card: not card.waits)
    context = {
        "cards": mark_safe("".join(card.body for card in cards)),  # noqa: S308  templates made both
        "lines": mark_safe("".join(card.line for card in cards)),  # noqa: S308
        "people": len(cards),
        "roles": _whose_page({card.role for card in cards} or roles_of(reading.user)),
    }
    return render(request, "checkins/review.html", context)


def _draw(reading: Reading, facts: Facts) -> Card:
    mentee = mentee_of(reading, facts)
    told = {"mentee": mentee, "either_way": EITHER_WAY, "csrf_token": TOKEN}
    return Card(
        waits=bool(mentee.waiting),
        role=mentee.member.role,
        body=render_to_string("checkins/parts/mentee.html", told),
        line=render_to_string("checkins/parts/mentee_line.html", told),
    )


def _whose_page(roles: Collection[str]) -> str:
    """“mentor”, “peer” or “both”: whom the reader looks in on."""
    if "peer" not in roles:
        return "mentor"
    return "both" if {"mentee", "mentor"} & set(roles) else "peer"
