"""Pages of goals."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import clock
from accounts.access import require
from accounts.drafts import kept
from goals import access, chart, queries, services, smart, words
from goals.forms import (
    GoalForm,
    LearnedForm,
    MilestoneForm,
    ProgressForm,
    ReflectionForm,
    SentenceForm,
    goal_initial,
    language,
)
from goals.models import Goal, Measure, ProgressEntry
from goals.views.looking_back import keep_words, on_goal
from goals.views.offers import asked_about
from goals.views.steps import fits, status_of, take_step
from goals.wishes import GoalWish

FORM = ["GET", "POST"]


@require_GET
def goals(request: HttpRequest) -> HttpResponse:
    return render(request, "goals/goals.html", {"lists": queries.goal_lists(request.user)})


@require_http_methods(FORM)
def create_goal(request: HttpRequest) -> HttpResponse:
    now, places = clock.now(), access.members_of(request.user)
    if not places:
        return render(request, "goals/no_place.html", status=409 if request.POST else 200)
    form = SentenceForm(request.POST or None, places=places)
    if form.is_valid():
        made: list[Goal] = []

        def create() -> None:
            wish = GoalWish(title=form.cleaned_data["title"])
            token = form.cleaned_data["client_token"]
            made.append(
                services.create_goal(
                    owner=form.owner(), wish=wish, by=request.user, now=now, client_token=token
                )
            )

        if fits(form, create):
            return redirect("goals:edit_goal", made[0].pk)
    kept(request, form)
    return render(request, "goals/create_goal.html", {"form": form}, status=status_of(form))


@require_http_methods(FORM)
def edit_goal(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    goal = access.get_goal(request.user, pk)
    require("edit", access.goal_actions(request.user, goal))
    smaller = request.GET.get("smaller", "")
    form = GoalForm(request.POST or None, initial=goal_initial(goal), goal=goal)
    today = request.user.local_date(now)
    if form.is_bound and "check" in request.POST:  # while typing: the thoughts alone, nothing kept
        form.is_valid()
        sketch = form.sketch(today, queries.pace_so_far(goal, now))
        context = {"form": form, "hints": words.hint_lines(smart.hints(sketch))}
        return render(request, "goals/edit_goal.html#while_typing", context)
    if form.is_valid():
        reason = form.cleaned_data.get("reason", "")
        if fits(
            form,
            lambda: services.edit_goal(
                goal=goal, wish=form.wish(), by=request.user, now=now, reason=reason
            ),
        ):
            if "smaller" in request.POST:
                return redirect(f"{reverse('goals:edit_goal', args=[goal.pk])}?smaller=kept")
            return redirect("goals:goal", goal.pk)
    kept(request, form)
    if smaller:
        form.fields[form.numbers_field()].widget.attrs["autofocus"] = True
    sketch = queries.sketch_of(goal, now, language())
    if form.is_bound:
        sketch = form.sketch(today, sketch.pace)
    context = {"form": form, "goal": goal, "hints": words.hint_lines(smart.hints(sketch))}
    context |= {"readers": access.readers(goal), "smaller": smaller}
    return render(request, "goals/edit_goal.html", context, status=status_of(form))


@require_GET
def goal(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_goal(request.user, pk)
    return render(request, "goals/goal.html", goal_page(request, found))


def goal_page(
    request: HttpRequest,
    goal: Goal,
    form: ProgressForm | None = None,
    reflection_form: ReflectionForm | None = None,
) -> dict[str, Any]:
    """Everything the page of a goal shows; the owner's page has more than the others'."""
    now, actions = clock.now(), access.goal_actions(request.user, goal)
    prefetch_related_objects([goal], "milestones")
    entries = queries.entries_of(goal)
    values = queries.latest_values(entries, queries.main_measure(goal))
    mine = goal.owner.enrollment.user_id == request.user.pk
    today = goal.person.local_date(now)
    if "log_progress" in actions and goal.state != Goal.State.DRAFT and form is None:
        initial = {"happened_on": today}
        form = ProgressForm(measures=queries.to_log(goal, values), initial=initial)
        kept(request, form, at=reverse("goals:log_progress", args=[goal.pk]))
    cards, hints = [], []
    if mine and goal.is_open and goal.owner.pairing.holds_seats:
        consent = getattr(goal, "consent", None)
        cards = queries.consent_cards(request.user, [consent] if consent else [], now)
    if mine and goal.state == Goal.State.DRAFT and not goal.practice:
        hints = words.hint_lines(smart.hints(queries.sketch_of(goal, now, language())))
    looking_back = on_goal(request.user, goal, now, reflection_form)
    keep_words(request, looking_back, "goals:reflect_on_goal", goal.pk)
    return the_way(goal, now, entries, values) | {
        **looking_back,
        **asked_about(request.user, goal),
        "goal": goal,
        "mine": mine,
        "actions": actions,
        "today": today,
        "entries": [
            (entry, words.value_said(entry.value, entry.measure))
            for entry in entries[: queries.ENTRIES_SHOWN]
        ],
        "with_values": bool(values),
        "form": form,
        "step_form": MilestoneForm(auto_id="step_%s") if "add_milestone" in actions else None,
        "card": cards[0] if cards else None,
        "either_way": words.EITHER_WAY,
        "hints": hints,
        "unsure": "edit" in actions and (goal.confidence or 10) < smart.SURE_ENOUGH,
        "partners": access.partners(goal.owner),
        "readers": access.readers(goal),
        "revisions": [
            (revision, words.what_changed(revision.before, revision.after))
            for revision in (goal.revisions.select_related("by")[:5] if goal.agreed_at else [])
        ],
    }


def the_way(
    goal: Goal, now: datetime, entries: list[ProgressEntry], values: dict[int, Decimal]
) -> dict[str, Any]:
    """Where the goal stands by each of its measures, and the picture of the first with numbers."""
    main, drawn = queries.main_measure(goal), queries.drawn_measure(goal)
    course = queries.course_of(goal, now, entries, drawn) if drawn else None
    standings = {
        measure.pk: queries.standing_of(goal, measure, values.get(measure.pk))
        for measure in goal.measures.all()
    }
    guess = chart.forecast(course) if course else None
    return {
        "measures": [(words.measure(found), standings[found.pk]) for found in goal.measures.all()],
        "standing": standings[main.pk] if main else "",
        "drawn": drawn,
        "drawn_standing": standings[drawn.pk] if drawn else "",
        "drawings": drawings(course if entries or goal.due_on else None),
        "by_steps": any(found.kind == Measure.Kind.MILESTONES for found in goal.measures.all()),
        "pace": words.pace(guess, goal.person.local_date(now)) if guess else "",
        "is_reached": guess is not None and guess.code == "reached",
        "milestones": goal.milestones.all(),
        "steps": queries.steps_of(goal),
        "steps_standing": words.steps_standing(queries.steps_of(goal)),
    }


def drawings(course: chart.Course | None) -> list[chart.Drawing]:
    if course is None:
        return []
    return [chart.draw(course, chart.WIDE), chart.draw(course, chart.PHONE)]


@require_POST
def propose_goal(request: HttpRequest, pk: int) -> HttpResponse:
    goal = access.get_goal(request.user, pk)
    return take_step(
        request,
        "propose",
        access.goal_rights(request.user, goal),
        lambda: services.propose_goal(goal=goal, by=request.user, now=clock.now()),
        then=goal_url(goal),
        told=_("Shared. You will hear when the answer is there."),
    )


@require_POST
def agree_goal(request: HttpRequest, pk: int) -> HttpResponse:
    goal = access.get_goal(request.user, pk)
    return take_step(
        request,
        "agree",
        access.goal_rights(request.user, goal),
        lambda: services.agree_goal(goal=goal, by=request.user, now=clock.now()),
        then=goal_url(goal),
        told=_("Agreed. %(name)s hears about it by mail.") % {"name": goal.person.short_name},
    )


@require_http_methods(FORM)
def achieve_goal(request: HttpRequest, pk: int) -> HttpResponse:
    return _end(request, pk, "achieve", services.achieve_goal, "goals/achieve_goal.html")


@require_http_methods(FORM)
def drop_goal(request: HttpRequest, pk: int) -> HttpResponse:
    return _end(request, pk, "drop", services.drop_goal, "goals/drop_goal.html")


def _end(request: HttpRequest, pk: int, verb: str, service: Any, template: str) -> HttpResponse:
    goal = access.get_goal(request.user, pk)
    require(verb, access.goal_rights(request.user, goal))
    if not goal.is_open:
        messages.info(request, _("This goal is over already."))
        return redirect("goals:goal", goal.pk)
    form = LearnedForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and fits(
        form,
        lambda: service(
            goal=goal,
            by=request.user,
            now=clock.now(),
            learned=form.cleaned_data["learned"],
        ),
    ):
        return redirect("goals:goal", goal.pk)
    kept(request, form)
    context = {"form": form, "goal": goal, "readers": access.readers(goal)}
    return render(request, template, context, status=status_of(form))


def goal_url(goal: Goal) -> str:
    return reverse("goals:goal", args=[goal.pk])
