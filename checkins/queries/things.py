"""What waits for somebody on their home page, the most useful first. Each is one card."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from checkins import words
from checkins.models import CheckIn, CloseOut, Feedback
from checkins.queries.places import HomePlace, open_promises
from goals.models import Commitment, Consent, Goal
from mentorship.models import ApplicationDraft, Enrollment, PairingRequest
from mentorship.queries.choosing import ASKS

MOST_OF_A_KIND = 3
STUCK_FOR = timedelta(days=7)
AUTHOR, SENDER = "author__enrollment__user__", "sender__user__"


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """One card. `kind` chooses the part of the template that draws it."""

    kind: str = "link"
    title: str
    text: str = ""
    url: str = ""
    label: str = ""
    thing: Any = None


def things_of(
    user: User,
    active: list[HomePlace],
    goals: list[Goal],
    check_ins: list[CheckIn],
    now: datetime,
) -> Iterator[ToDo]:
    today = user.local_date(now)
    everyones = open_promises(user, active)
    promises = [row for row in everyones if row.person.pk == user.pk]
    if not active[0].has_style:
        yield _say_how()
    yield from _agreements(active)
    yield from _longer(active)
    yield from _due_promises(promises, today)
    closable = [row for row in check_ins if row.starts_at <= now]
    yield from _close_outs(user, closable, now)
    yield from _stuck(user, everyones, now)
    yield from _from_others(user)
    yield from _goals_to_agree(user, goals)
    yield from _first_goals(active, goals)
    yield from _fit_checks(active)
    yield from _decisions(user, goals, promises)


def _say_how() -> ToDo:
    return ToDo(
        title=_("Say how you like to be asked"),
        text=_("By mail, when you meet, or not at all: you say it once, and only you see it."),
        url=reverse("goals:asking"),
        label=_("Say how"),
    )


def _agreements(active: list[HomePlace]) -> Iterator[ToDo]:
    """One to sign, one to begin; with many people the next one comes when this one is done."""
    yield from _to_sign(active)
    yield from _to_begin(active)


def _to_sign(active: list[HomePlace]) -> Iterator[ToDo]:
    for place in active:
        if place.is_to_sign:
            yield ToDo(
                title=_("Read and sign your agreement with %(people)s") % {"people": place.people},
                text=_("It says what you expect of each other. Change what does not fit."),
                url=reverse("mentorship:agreement", args=[place.pairing.pk]),
                label=_("Read it"),
            )


def _to_begin(active: list[HomePlace]) -> Iterator[ToDo]:
    without = [place for place in active if place.is_to_begin]
    if without:
        people = [person for place in without for person in place.others]
        yield ToDo(
            title=_("Begin your agreement with %(people)s") % {"people": words.names(people)},
            text=_("There is a first version to start from. Ten minutes together are enough."),
            url=reverse("mentorship:draft_agreement", args=[without[0].pairing.pk]),
            label=_("Begin"),
        )


def _longer(active: list[HomePlace]) -> Iterator[ToDo]:
    for place in active:
        if place.is_to_extend:
            yield ToDo(
                title=_("Would you like to go on with %(people)s?") % {"people": place.people},
                text=_("A later last day is proposed. It counts once all of you have said yes."),
                url=reverse("mentorship:pairing", args=[place.pairing.pk]),
                label=_("Read and answer"),
            )


def _fit_checks(active: list[HomePlace]) -> Iterator[ToDo]:
    """One at a time, like agreements."""
    waiting = [place for place in active if place.fit_waits]
    for place in waiting[:1]:
        yield ToDo(
            title=_("How is it with %(people)s?") % {"people": place.people},
            text=_("Three answers, one press. Nobody you work with reads it."),
            url=reverse("mentorship:answer_fit", args=[place.pairing.pk]),
            label=_("Say how it is"),
        )


def _due_promises(promises: list[Commitment], today: date) -> Iterator[ToDo]:
    due = [row for row in promises if row.due_on <= today and row.stuck_at is None]
    for promise in due[:MOST_OF_A_KIND]:
        day = words.short_day(promise.due_on, today) if promise.due_on == today else None
        yield ToDo(
            kind="promise",
            title=promise.text,
            text=_("due %(day)s") % {"day": day or words.day(promise.due_on)},
            url=reverse("goals:answer_commitment", args=[promise.pk]),
            thing=promise,
        )


def _close_outs(user: User, closable: list[CheckIn], now: datetime) -> Iterator[ToDo]:
    for check_in in reversed(closable[-MOST_OF_A_KIND:]):
        told = {
            "people": words.names(words.others_of(check_in.pairing, user)),
            "word": check_in.words.check_in,
        }
        yield ToDo(
            kind="link" if check_in.is_held else "close_out",
            title=_("How was your %(word)s with %(people)s?") % told,
            text=words.when(user, check_in.starts_at),
            url=reverse("checkins:close_out_check_in", args=[check_in.pk]),
            label=_("Write your half") if check_in.is_held else _("Write the close-out"),
            thing=check_in,
        )


def _stuck(user: User, everyones: list[Commitment], now: datetime) -> Iterator[ToDo]:
    """Somebody said that help is welcome, and has heard nothing from the reader since."""
    waiting = [
        row
        for row in everyones
        if row.stuck_at and row.stuck_at > now - STUCK_FOR and row.person.pk != user.pk
    ]
    for promise in [row for row in waiting if not row.has_heard][:MOST_OF_A_KIND]:
        url = reverse("checkins:give_feedback", args=[promise.owner_id])
        yield ToDo(
            title=_("%(name)s is stuck and would like help") % {"name": promise.person.short_name},
            text=promise.text,
            url=f"{url}?commitment={promise.pk}",
            label=_("Write a line"),
        )


def _from_others(user: User) -> Iterator[ToDo]:
    """What others wrote and wait for: close-outs, feedback and requests; applications that are not
    sent yet; and whom one asked oneself. One read."""
    close_outs = waiting_for(CloseOut.objects.to_confirm(user), "close_out")
    written = Feedback.objects.addressed_to(user).unanswered().in_active_pairings()
    asked = waiting_for(PairingRequest.objects.open().received_by(user), "request", SENDER)
    rows = close_outs.union(
        waiting_for(written, "feedback"), asked, own_open(user), unfinished(user), all=True
    )
    draw = {
        "close_out": _to_confirm,
        "feedback": _to_answer,
        "request": to_accept,
        "unfinished": to_finish,
        **WAITS,
    }
    shown = dict.fromkeys(draw, 0)
    for kind, pk, name, email in sorted(rows[:50]):
        shown[kind] += 1
        if shown[kind] <= MOST_OF_A_KIND:
            yield draw[kind](pk, name, email)


def waiting_for(rows: QuerySet[Any], kind: str, author: str = AUTHOR) -> QuerySet[Any]:
    columns = ("what", "pk", f"{author}name", f"{author}email")
    return rows.order_by().annotate(what=Value(kind)).values_list(*columns)


def own_open(user: User) -> QuerySet[Any]:
    """Whom they asked and who has not answered, by the name that they may read; what they asked for
    is the kind. In the shape of `waiting_for`."""
    typed = Case(When(invited_as="", then=F("recipient__user__name")), default=F("invited_as"))
    rows = PairingRequest.objects.open().sent_by(user).order_by().annotate(what=F("kind"))
    return rows.annotate(who=typed).values_list("what", "pk", "who", "recipient__user__email")


def unfinished(user: User) -> QuerySet[Any]:
    """Applications that they have begun and not sent; in the shape of `waiting_for`."""
    drafts = ApplicationDraft.objects.of(user).order_by().annotate(what=Value("unfinished"))
    return drafts.values_list("what", "pk", "cohort__slug", "role")


def to_finish(pk: int, slug: str, role: str) -> ToDo:
    return ToDo(
        title=_("Your application is not sent yet"),
        text=_("What you wrote is kept. You can go on, or delete it."),
        url=reverse("mentorship:apply", args=[slug, role]),
        label=_("Go on"),
    )


def _by(name: str, email: str) -> dict[str, str]:
    return {"name": User(name=name, email=email).short_name}


def to_accept(pk: int, name: str, email: str) -> ToDo:
    return ToDo(
        title=_("%(name)s asks you, and waits for an answer") % _by(name, email),
        text=_("Yes and “not now” are both good answers."),
        url=reverse("mentorship:request", args=[pk]),
        label=_("Read and answer"),
    )


def _waits(pk: int, name: str, email: str, asked_for: str) -> ToDo:
    """Nothing to do: where it stands."""
    return ToDo(
        kind="asked",
        title=str(User(name=name, email=email)),
        text=asked_for,
        url=reverse("mentorship:request", args=[pk]),
    )


def waits_for_talk(pk: int, name: str, email: str) -> ToDo:
    return _waits(pk, name, email, _("A first talk: waits for an answer"))


def waits_for_pairing(pk: int, name: str, email: str) -> ToDo:
    return _waits(pk, name, email, _("To work together: waits for an answer"))


WAITS: dict[str, Callable[[int, str, str], ToDo]] = {
    PairingRequest.Kind.TALK: waits_for_talk,
    PairingRequest.Kind.PAIRING: waits_for_pairing,
}


def to_tell(place: Enrollment) -> ToDo:
    return ToDo(
        title=_("Say something about yourself for %(program)s")
        % {"program": place.cohort.program.name},
        text=_("Five minutes, chips before text: so we find somebody who fits."),
        url=reverse("mentorship:edit_answers", args=[place.pk]),
        label=_("Answer the questions"),
    )


def to_look_around(place: Enrollment) -> ToDo:
    name = "browse_peers" if place.role == Enrollment.Role.PEER else "browse_mentors"
    told = {"role": place.cohort.program.words.role(ASKS[place.role]), "cohort": place.cohort.name}
    return ToDo(
        title=_("Find your %(role)s in %(cohort)s") % told,
        text=_("Ask for a talk of twenty minutes first, or ask right away."),
        url=reverse(f"mentorship:{name}", args=[place.cohort.slug]),
        label=_("Look around"),
    )


def _to_confirm(pk: int, name: str, email: str) -> ToDo:
    return ToDo(
        title=_("%(name)s wrote down what you talked about") % _by(name, email),
        text=_("Is this how you remember it too?"),
        url=reverse("checkins:confirm_close_out", args=[pk]),
        label=_("Read and confirm"),
    )


def _to_answer(pk: int, name: str, email: str) -> ToDo:
    return ToDo(
        title=_("%(name)s has a few words for you") % _by(name, email),
        text=_("Read now, answer when you like."),
        url=reverse("checkins:answer_feedback", args=[pk]),
        label=_("Read it"),
    )


def _goals_to_agree(user: User, goals: list[Goal]) -> Iterator[ToDo]:
    waiting = [
        goal
        for goal in goals
        if goal.state == Goal.State.PROPOSED and goal.owner.person.pk != user.pk
    ]
    for goal in waiting[:MOST_OF_A_KIND]:
        yield ToDo(
            title=_("%(name)s proposes a goal") % {"name": goal.owner.person.short_name},
            text=goal.title,
            url=reverse("goals:goal", args=[goal.pk]),
            label=_("Read the goal"),
        )


def _first_goals(active: list[HomePlace], goals: list[Goal]) -> Iterator[ToDo]:
    with_goal = {goal.owner_id for goal in goals}
    mentees = [place for place in active if place.member.role != Enrollment.Role.MENTOR]
    if mentees and not any(place.member.pk in with_goal for place in mentees):
        yield ToDo(
            title=_("Write your first goal"),
            text=_("One sentence is enough to begin. Nobody sees it until you share it."),
            url=reverse("goals:create_goal"),
            label=_("Write it"),
        )


def _decisions(user: User, goals: list[Goal], promises: list[Commitment]) -> Iterator[ToDo]:
    """For the owner alone: ask me, or don’t."""
    shared = [row for row in goals if row.owner.person.pk == user.pk]
    mine: list[Goal | Commitment] = [*promises, *shared]
    waiting = [thing for thing in mine if _is_undecided(thing)]
    for thing in waiting[:MOST_OF_A_KIND]:
        consent = thing.consent
        yield ToDo(
            kind="consent",
            title=_("Would you like to be asked about “%(thing)s”?") % {"thing": _words_of(thing)},
            text=_(
                "Only you decide, and nobody else sees your answer. You can change it any time."
            ),
            url=reverse("goals:change_consent", args=[consent.pk]),
            thing=consent,
        )


def _words_of(thing: Goal | Commitment) -> str:
    return thing.text if isinstance(thing, Commitment) else thing.title


def _is_undecided(thing: Goal | Commitment) -> bool:
    consent = getattr(thing, "consent", None)
    return consent is not None and consent.state == Consent.State.OFFERED
