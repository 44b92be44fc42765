"""Notes in three inks, what a pairing talked about so far, and one's own words as a file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import clock
from accounts.access import require
from accounts.drafts import kept
from checkins import access, services
from checkins.forms import HistoryForm, NoteForm
from checkins.inks import INKS, Ink
from checkins.models import CheckIn, Note
from checkins.queries import check_ins as queries
from checkins.queries.history import AT_ONCE, PER_PAGE, history, years_of
from checkins.queries.own_notes import own_notes
from checkins.queries.told import notes_told
from checkins.views.paging import key
from goals.views.steps import fits, status_of
from mentorship.access import get_cohort
from mentorship.models import PairingMember


@require_safe
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """Of pairings that have ended too, and of those above all."""
    place = access.get_place(request.user, pk)
    answer = HttpResponse(own_notes(place), content_type="text/markdown; charset=utf-8")
    name = f"notes-{place.pairing_id}.md"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer


# -- Writing -------------------------------------------------------------------------------------


@require_http_methods(["GET", "HEAD", "POST"])
def note_pairing(request: HttpRequest, pk: int) -> HttpResponse:
    place = access.get_place(request.user, pk)
    return _write(request, place, None, reverse("checkins:history", args=[pk]))


@require_http_methods(["GET", "HEAD", "POST"])
def note_check_in(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_check_in(request.user, pk)
    place = access.get_place(request.user, found.pairing_id)
    return _write(request, place, found, reverse("checkins:check_in", args=[pk]))


def _write(
    request: HttpRequest, place: PairingMember, check_in: CheckIn | None, then: str
) -> HttpResponse:
    require("write_note", access.writing_actions(place))
    form = NoteForm(request.POST or None)
    if form.is_valid() and fits(
        form,
        lambda: services.write_note(
            author=place, by=request.user, check_in=check_in, now=clock.now(), **form.cleaned_data
        ),
    ):
        messages.success(request, INKS[form.cleaned_data["ink"]].told)
        return redirect(then)
    context = {"check_in": check_in, "then": then}
    if check_in is not None:
        context["notes"] = queries.notes_of(request.user, check_in)
    return _form_page(request, "checkins/write_note.html", form, place, list(INKS), context)


@require_http_methods(["GET", "HEAD", "POST"])
def share_note(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_own_note(request.user, pk)
    require("share_note", access.note_actions(request.user, found))
    form = NoteForm(request.POST or None, initial={"text": found.text})
    if form.is_valid() and fits(
        form,
        lambda: services.share_note(
            note=found,
            ink=form.cleaned_data["ink"],
            text=form.cleaned_data["text"],
            by=request.user,
            now=clock.now(),
        ),
    ):
        messages.success(request, INKS[form.cleaned_data["ink"]].told)
        return redirect(_page_of(found))
    inks = [Note.Ink.SHARED, Note.Ink.PROGRAM]
    context = {"note": found, "then": _page_of(found)}
    return _form_page(request, "checkins/share_note.html", form, found.author, inks, context)


@require_http_methods(["GET", "HEAD", "POST"])
def correct_note(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_own_note(request.user, pk)
    require("correct_note", access.note_actions(request.user, found))
    form = NoteForm(request.POST or None, initial={"text": found.text})
    if form.is_valid() and fits(
        form,
        lambda: services.correct_note(
            note=found,
            text=form.cleaned_data["text"],
            client_token=form.cleaned_data["client_token"],
            by=request.user,
            now=clock.now(),
        ),
    ):
        messages.success(request, _("Written beside it. What you wrote before stays."))
        return redirect(_page_of(found))
    inks = [Note.Ink(found.ink)]
    context = {"note": found, "then": _page_of(found)}
    return _form_page(request, "checkins/correct_note.html", form, found.author, inks, context)


def _page_of(note: Note) -> str:
    if note.check_in_id is None:
        return reverse("checkins:history", args=[note.author.pairing_id])
    return reverse("checkins:check_in", args=[note.check_in_id])


def _form_page(
    request: HttpRequest,
    template: str,
    form: NoteForm,
    place: PairingMember,
    inks: list[Note.Ink],
    context: dict[str, Any],
) -> HttpResponse:
    kept(request, form)
    context |= {"form": form, "inks": choices_of(place, inks), "pairing": place.pairing}
    context["words"] = place.pairing.cohort.program.words
    return render(request, template, context, status=status_of(form))


def choices_of(place: PairingMember, inks: list[Note.Ink]) -> list[tuple[Ink, list[Any]]]:
    """Each with the people who would read it. Where nobody runs the program, none is sent to it."""
    readers = [(INKS[ink], access.note_readers(place, ink)) for ink in inks]
    return [(ink, people) for ink, people in readers if ink.key == "private" or len(people) > 1]


# -- Looking back --------------------------------------------------------------------------------


@require_safe
def history_of(request: HttpRequest, pk: int) -> HttpResponse:
    """For each member what they may read, also when they have long finished."""
    place = access.get_place(request.user, pk)
    form = HistoryForm(request.GET, years=years_of(place, clock.now()))
    chosen = form.chosen()
    at_once = "all" in request.GET
    page = history(
        place,
        before=request.GET.get("before", ""),
        most=AT_ONCE if at_once else PER_PAGE,
        **chosen,
    )
    query = request.GET.copy()
    query.pop("before", None)
    context = {
        "page": page,
        "form": form,
        "chosen": any(chosen.values()),
        "query": query.urlencode(),
        "at_once": at_once,
        "pairing": place.pairing,
        "others": [one for one in access.pairing_readers(place.pairing) if one != request.user],
        "readers": access.pairing_readers(place.pairing),
        "actions": access.writing_actions(place),
        "inks": INKS,
        "words": place.pairing.cohort.program.words,
    }
    return render(request, "checkins/history.html", context)


@require_safe
def told(request: HttpRequest, slug: str) -> HttpResponse:
    """What members of a cohort sent to the program, for those who run it."""
    cohort = get_cohort(request.user, slug)
    page = notes_told(request.user, cohort, before=key(request, "before"))
    context = {"cohort": cohort, "program": cohort.program, "page": page}
    return render(request, "checkins/notes_told.html", context)
