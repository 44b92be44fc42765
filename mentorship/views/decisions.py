"""The queue of applications, and answering them: one or many, with a mail that can be edited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import require
from mentorship.access import get_cohort
from mentorship.access.applications import get_turned_back
from mentorship.access.places import enrollment_actions
from mentorship.forms.decisions import MOST_AT_ONCE, DecisionForm, LetInForm, chosen_ids
from mentorship.forms.search import ListQuery
from mentorship.models import Cohort, Enrollment
from mentorship.queries import applications as queries
from mentorship.queries.decision_texts import ACCEPT, DECLINE, WAITLIST, Words, filled, text_of
from mentorship.queries.entrances import entrance_of, room_for, rooms_of
from mentorship.services import decisions as services

from .answers import done, form_page, posted

NAMES_SHOWN = 12
STATES = ("applied", "waitlisted", "accepted", "declined", "withdrawn")
ANSWERED_AGAIN = ("applied", "waitlisted", "declined")


@require_safe
def applications(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    asked = ListQuery.read(request.GET)
    page = queries.applications_page(
        found,
        search=asked.search,
        role=asked.role,
        state=asked.state,
        after=asked.after,
        before=asked.before,
    )
    rooms = rooms_of(entrance_of(found))
    counts = queries.counts_by_state(found)
    facts = queries.facts_of(page.items, found)
    context = {
        "cohort": found,
        "program": found.program,
        "asked": asked,
        "waiting": counts.get(Enrollment.State.APPLIED, 0),
        "counts": counts,
        "rows": [(place, facts[place.pk]) for place in page.items],
        "rooms": [room for room in rooms.values() if room.places is not None],
        "matching": _matching(found, asked, counts),
        "offers": queries.offers(found, rooms),
        "turned_back": list(queries.turned_back(found)),
        "roles": [(role, found.program.words.role(role)) for role in found.roles],
        "states": [choice for choice in Enrollment.State.choices if choice[0] in STATES],
        "actions": enrollment_actions(found),
        **asked.links(page),
    }
    return render(request, "mentorship/applications.html", context)


def _matching(cohort: Cohort, asked: ListQuery, counts: dict[str, int]) -> int:
    """How many one could answer together without ticking each."""
    if asked.state and asked.state not in ANSWERED_AGAIN:
        return 0
    if not asked.search and not asked.role:
        return counts.get(asked.state or Enrollment.State.APPLIED, 0)
    return queries.waiting_that_match(cohort, **_filter_of(asked)).count()


def _filter_of(asked: ListQuery) -> dict[str, str]:
    return {"search": asked.search, "role": asked.role, "state": asked.state}


def _chosen(request: HttpRequest, cohort: Cohort) -> list[int]:
    """Whoever was ticked; or, to be looked at first, all that match the filter. An answer itself
    names each of them, so it never reaches people who came in the meantime."""
    if request.method != "POST" and "all" in request.GET:
        asked = ListQuery.read(request.GET)
        found = queries.waiting_that_match(cohort, **_filter_of(asked)).order_by("applied_at", "pk")
        return list(found.values_list("pk", flat=True)[:MOST_AT_ONCE])
    return chosen_ids((request.POST or request.GET).getlist("place"))


@require_http_methods(["GET", "HEAD", "POST"])
def accept_applications(request: HttpRequest, slug: str) -> HttpResponse:
    return _decide(request, slug, ACCEPT, services.accept_applications)


@require_http_methods(["GET", "HEAD", "POST"])
def waitlist_applications(request: HttpRequest, slug: str) -> HttpResponse:
    return _decide(request, slug, WAITLIST, services.waitlist_applications)


@require_http_methods(["GET", "HEAD", "POST"])
def decline_applications(request: HttpRequest, slug: str) -> HttpResponse:
    return _decide(request, slug, DECLINE, services.decline_applications)


def _decide(
    request: HttpRequest, slug: str, verb: str, service: Callable[..., Any]
) -> HttpResponse:
    """GET shows whom and in which words; POST previews these, or answers."""
    cohort = get_cohort(request.user, slug)
    require(f"{verb}_applications", enrollment_actions(cohort))
    ids = _chosen(request, cohort)
    people = services.open_to_answer(cohort, ids, verb)
    if not people:
        messages.warning(request, _("Choose at least one application that waits for this answer."))
        return redirect("mentorship:applications", slug)
    entrance = entrance_of(cohort)
    over = services.exceeding(entrance, people) if verb == ACCEPT else 0
    form = DecisionForm(posted(request), words=text_of(entrance, verb), asks_beyond=over > 0)
    if form.is_valid() and "preview" not in request.POST:
        facts = {"cohort": cohort, "places": ids, **form.cleaned_data}
        answered = done(form, request, service, **facts)
        if answered:
            messages.success(request, _said(verb, len(answered)))
            return redirect("mentorship:applications", slug)
    context = {
        "cohort": cohort,
        "program": cohort.program,
        "verb": verb,
        "most": MOST_AT_ONCE if len(ids) == MOST_AT_ONCE else 0,
        "over": over,
        **_answered_ones(people, form),
    }
    return form_page(request, "mentorship/decide_applications.html", form, **context)


def _answered_ones(people: list[Enrollment], form: DecisionForm) -> dict[str, Any]:
    """Some of them by name, and the mail as the first of them will read it."""
    return {
        "people": people,
        "shown": people[:NAMES_SHOWN],
        "more": max(0, len(people) - NAMES_SHOWN),
        "preview": _preview(form, people[0]),
    }


def _preview(form: DecisionForm, place: Enrollment) -> Words:
    """In the words of today, also where something else in the form needs a look."""
    source = form.initial | (form.cleaned_data if form.is_bound else {})
    return Words(filled(str(source["subject"]), place), filled(str(source["text"]), place))


def _said(verb: str, count: int) -> str:
    told = {
        ACCEPT: ngettext(
            "One person has a place and is told so.",
            "%(count)s people have a place and are told so.",
            count,
        ),
        WAITLIST: ngettext(
            "One person is on the waiting list and is told so.",
            "%(count)s people are on the waiting list and are told so.",
            count,
        ),
        DECLINE: ngettext(
            "One person is told that it will not be this round.",
            "%(count)s people are told that it will not be this round.",
            count,
        ),
    }
    return told[verb] % {"count": count}


@require_http_methods(["GET", "HEAD", "POST"])
def let_in_applicant(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    draft = get_turned_back(request.user, slug, pk)
    require("let_in_applicant", enrollment_actions(draft.cohort))
    full = room_for(entrance_of(draft.cohort), draft.role).is_full
    form = LetInForm(posted(request), asks_beyond=full)
    if form.is_valid() and done(
        form, request, services.let_in_applicant, draft=draft, **form.cleaned_data
    ):
        messages.success(request, _("They have a place and are told so."))
        return redirect("mentorship:applications", slug)
    context = {
        "cohort": draft.cohort,
        "program": draft.cohort.program,
        "draft": draft,
        "as_role": draft.cohort.program.words.a_role(draft.role),
    }
    return form_page(request, "mentorship/let_in_applicant.html", form, **context)
