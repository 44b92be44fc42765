"""What a cohort asks: the list, one question, and how it looks to the people who are asked."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import require
from accounts.forms import zone_choices
from mentorship.access import get_cohort
from mentorship.access.questions import get_question, question_actions
from mentorship.forms.answers import AnswersForm
from mentorship.forms.questions import (
    CopyQuestionsForm,
    QuestionForm,
    RemoveQuestionForm,
    shown,
)
from mentorship.models import Cohort, Question
from mentorship.queries.answers import answered
from mentorship.queries.questions import default_questions, kinds_to_add, sources_for
from mentorship.services import questions as services

from .answers import done, form_page, posted, pressed

Kind = Question.Kind


@require_safe
def questions(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    own = list(Question.objects.in_cohort(found))
    counts = answered(own, found)
    rows = [(each, counts[each.entry]) for each in own if each.set_aside_at is None]
    context = {
        "cohort": found,
        "program": found.program,
        "rows": rows or [(each, 0) for each in default_questions(found)],
        "own": bool(rows),
        "set_aside": [(each, counts[each.entry]) for each in own if each.set_aside_at],
        "actions": question_actions(request.user, found),
        "roles": [(role, found.program.words.role(role)) for role in found.roles],
    }
    return render(request, "mentorship/questions.html", context)


@require_POST
def start_questions(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    require("start_questions", question_actions(request.user, found))
    return _press(request, found, services.start_questions, cohort=found)


@require_http_methods(["GET", "HEAD", "POST"])
def add_question(request: HttpRequest, slug: str) -> HttpResponse:
    """First which kind, then its words."""
    found = get_cohort(request.user, slug)
    require("add_question", question_actions(request.user, found))
    kind = request.POST.get("kind") or request.GET.get("kind", "")
    known, free = kinds_to_add(found)
    context = {"cohort": found, "program": found.program, "known": known, "free": free}
    if kind not in (*known, *free):
        status = 422 if request.method == "POST" else 200
        return render(request, "mentorship/add_question.html", context, status=status)
    initial = shown(_begun(found, Kind(kind)))
    form = QuestionForm(kind, found, posted(request), initial=initial)
    if form.is_valid():
        made = done(form, request, services.add_question, cohort=found, kind=kind, **form.facts)
        if made:
            return _to_list(found, made)
    return form_page(request, "mentorship/edit_question.html", form, kind=Kind(kind), **context)


def _begun(cohort: Cohort, kind: Kind) -> Question:
    """Ours where we have one of that kind, else an empty one."""
    ours = (each for each in default_questions(cohort) if each.kind == kind)
    return next(ours, Question(cohort=cohort, kind=kind))


@require_http_methods(["GET", "HEAD", "POST"])
def edit_question(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = get_question(request.user, slug, pk)
    require("edit_question", question_actions(request.user, found.cohort))
    form = QuestionForm(found.kind, found.cohort, posted(request), initial=shown(found))
    if form.is_valid():
        edited = done(form, request, services.edit_question, question=found, **form.facts)
        if edited:
            return _to_list(found.cohort, edited)
    return form_page(request, "mentorship/edit_question.html", form, **_about(found))


def _about(question: Question) -> dict[str, object]:
    return {
        "question": question,
        "kind": Kind(question.kind),
        "cohort": question.cohort,
        "program": question.cohort.program,
        "count": answered([question], question.cohort)[question.entry],
    }


@require_http_methods(["GET", "HEAD", "POST"])
def remove_question(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Says first what happens to answers, where there are any."""
    found = get_question(request.user, slug, pk)
    require("remove_question", question_actions(request.user, found.cohort))
    about = _about(found)
    form = RemoveQuestionForm(posted(request))
    if not about["count"]:
        del form.fields["answers"]
    if form.is_valid():
        with_answers = form.cleaned_data.get("answers") == "delete"
        facts = {"question": found, "with_answers": with_answers}
        if done(form, request, services.remove_question, **facts) is not None:
            messages.success(request, _("It is not asked any more."))
            return redirect("mentorship:questions", slug)
    return form_page(request, "mentorship/remove_question.html", form, **about)


@require_POST
def move_question(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = get_question(request.user, slug, pk)
    require("move_question", question_actions(request.user, found.cohort))
    up = request.POST.get("to") == "up"
    return _press(request, found.cohort, services.move_question, question=found, up=up)


@require_POST
def restore_question(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    found = get_question(request.user, slug, pk)
    require("restore_question", question_actions(request.user, found.cohort))
    return _press(request, found.cohort, services.restore_question, question=found)


@require_http_methods(["GET", "HEAD", "POST"])
def copy_questions(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_cohort(request.user, slug)
    require("copy_questions", question_actions(request.user, found))
    sources = sources_for(found, Cohort.objects.run_by(request.user))
    form = CopyQuestionsForm(sources, posted(request))
    if form.is_valid():
        source = form.cleaned_data["source"]
        made = done(form, request, services.copy_questions, cohort=found, source=source)
        if made:
            told = ngettext("One question came along.", "%(count)s questions came along.", made)
            messages.success(request, told % {"count": made})
            return redirect("mentorship:questions", slug)
    context = {"cohort": found, "program": found.program, "sources": sources}
    return form_page(request, "mentorship/copy_questions.html", form, **context)


@require_safe
def preview_questions(request: HttpRequest, slug: str) -> HttpResponse:
    """The very form that people get."""
    found = get_cohort(request.user, slug)
    role = request.GET.get("role", "")
    role = role if role in found.roles else found.roles[0]
    context = {
        "cohort": found,
        "program": found.program,
        "role": role,
        "roles": [(each, found.program.words.role(each)) for each in found.roles],
        "zones": zone_choices(),
    }
    form = AnswersForm(found, role, zone=request.user.zone)
    return form_page(request, "mentorship/preview_questions.html", form, **context)


def _press(
    request: HttpRequest, cohort: Cohort, verb: Callable[..., object], /, **facts: object
) -> HttpResponse:
    """A button on the list; a refusal is told there."""
    made = pressed(request, verb, **facts)
    return _to_list(cohort, made if isinstance(made, Question) else None)


def _to_list(cohort: Cohort, question: Question | None) -> HttpResponse:
    """Back to where one was in the list, by keyboard too."""
    url = reverse("mentorship:questions", args=[cohort.slug])
    return redirect(f"{url}#question-{question.pk}" if question else url)
