"""The feedback log, giving feedback, and answering it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import clock
from accounts.access import require
from accounts.drafts import kept
from checkins import access, services
from checkins.forms import AnswerFeedbackForm, FeedbackFilterForm, GiveFeedbackForm
from checkins.models import Feedback, FeedbackReply
from checkins.queries import feedback as queries
from checkins.queries.quiet_logs import is_due, quiet_logs
from checkins.views.paging import key
from goals.views.steps import fits, status_of, take_step, way_back
from mentorship.models import PairingMember


@require_safe
def feedback(request: HttpRequest) -> HttpResponse:
    now, user = clock.now(), request.user
    form = FeedbackFilterForm(
        request.GET, people=queries.people_in_log(user), skills=queries.skills_in_log(user)
    )
    chosen = form.chosen()
    page = queries.feedback_page(user, now, chosen, key(request, "before"))
    for rhythm in page.rhythms:
        rhythm.is_mine = rhythm.member.enrollment.user_id == user.pk
        rhythm.is_due = rhythm.is_mine and is_due(rhythm, user, user.local_date(now))
    query = request.GET.copy()
    query.pop("before", None)
    context = {"page": page, "form": form, "chosen": chosen, "query": query.urlencode()}
    return render(request, "checkins/feedback.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def give_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    member = access.get_member(request.user, pk)
    require("give_feedback", access.member_actions(request.user, member))
    asked = queries.request_to_answer(request.user, member, key(request, "request"))
    earlier = queries.words_to_say_more_about(request.user, member, key(request, "after"))
    about = queries.things_to_write_about(request.user, member)
    initial = _begun(request, asked.skill if asked else "", earlier)
    form = GiveFeedbackForm(
        request.POST or None, about=about, initial=initial, auto_id=f"line_{pk}_%s"
    )
    if form.is_valid():
        wish = form.cleaned_data
        wish |= queries.thing_chosen(request.user, wish.pop("about"))
        wish |= {"request": asked, "follows": earlier}
        if fits(
            form,
            lambda: services.give_feedback(to=member, by=request.user, now=clock.now(), **wish),
        ):
            told = {"name": member.person.short_name}
            messages.success(request, _("%(name)s can read it now.") % told)
            return redirect(way_back(request, reverse("checkins:feedback")))
    kept(request, form)
    context = _giving(request, member) | {"form": form, "asked": asked, "earlier": earlier}
    template = "checkins/give_feedback.html"
    if request.htmx and not form.is_bound:  # opened in place, beside the person it is for
        template += "#in_place"
        context["next"] = f"{request.htmx.current_url_abs_path}#mentee-{pk}"
        form.initial.setdefault("kind", Feedback.Kind.AFFIRM)
        form.fields["text"].widget.attrs["autofocus"] = True
    return render(request, template, context, status=status_of(form))


def _begun(request: HttpRequest, skill: str, earlier: Feedback | None) -> dict[str, Any]:
    begun = {"about": _about(request), "skill": skill or request.GET.get("skill", "")[:80]}
    if earlier is not None:
        begun |= {"kind": earlier.kind, "skill": earlier.skill}
    return begun


def _giving(request: HttpRequest, member: PairingMember) -> dict[str, Any]:
    quiet = quiet_logs(request.user, [member], clock.now())
    return {
        "member": member,
        "openers": quiet[0].openers if quiet else [],
        "skills": queries.skills_of(member.pairing),
        "readers": access.pairing_readers(member.pairing),
    }


def _about(request: HttpRequest) -> str:
    """A link may say what it is about: ?goal=3 or ?commitment=5 or ?check_in=7."""
    for noun in ("goal", "commitment", "check_in"):
        pk = key(request, noun)
        if pk is not None:
            return f"{noun}:{pk}"
    return ""


@require_http_methods(["GET", "HEAD", "POST"])
def answer_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    now = clock.now()
    found = access.get_feedback(request.user, pk)
    actions = access.feedback_actions(request.user, found)
    if request.method == "POST":
        require("answer_feedback", access.feedback_rights(request.user, found))
    due_on = request.user.local_date(now) + timedelta(days=7)
    initial = {"due_on": due_on} | request.GET.dict()
    form = AnswerFeedbackForm(request.POST or None, initial=initial)
    given: list[FeedbackReply] = []
    if form.is_valid() and fits(
        form,
        lambda: given.append(
            services.answer_feedback(feedback=found, by=request.user, now=now, **form.cleaned_data)
        ),
    ):
        return _answered(request, given[0])
    kept(request, form)
    context = {
        "entry": queries.as_seen_by(request.user, found),
        "form": form,
        "actions": actions,
        "readers": access.feedback_readers(found),
    }
    return render(request, "checkins/answer_feedback.html", context, status=status_of(form))


def _answered(request: HttpRequest, reply: FeedbackReply) -> HttpResponse:
    """A promise that grew from it is shown at once: whether to be asked about it is a decision."""
    messages.success(request, _("Your answer is there."))
    if reply.commitment_id is not None:
        return redirect("goals:commitment", reply.commitment_id)
    return redirect(way_back(request, reverse("checkins:feedback")))


@require_POST
def put_off_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_feedback(request.user, pk)
    return take_step(
        request,
        "put_off_feedback",
        access.feedback_rights(request.user, found),
        lambda: services.put_off_feedback(feedback=found, by=request.user, now=clock.now()),
        then=reverse("checkins:home"),
        told=_("It comes back here tomorrow morning. Nobody is told."),
    )


@require_POST
def mark_acted_on(request: HttpRequest, pk: int) -> HttpResponse:
    found = access.get_feedback(request.user, pk)
    return take_step(
        request,
        "mark_acted_on",
        access.feedback_rights(request.user, found),
        lambda: services.mark_acted_on(feedback=found, by=request.user, now=clock.now()),
        then=reverse("checkins:feedback"),
        told=_("It says “acted on” now, for all of you."),
    )
