"""What waits for somebody on their home page, the most useful first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from accounts.addresses import address
from accounts.models import User
from checkins import words
from checkins.models import CheckIn
from checkins.queries.places import HomePlace, open_promises
from checkins.queries.todo import ToDo
from checkins.queries.waiting import waiting
from goals import weeks
from goals.models import Commitment, Consent, Goal
from goals.queries import asks_to_go_on
from mentorship.models import Enrollment, Pairing
from mentorship.queries.choosing import ASKS

REPORTS_REST_AFTER = 4 * weeks.WEEK  # without a word for so long, the question rests


def things_of(
    user: User,
    active: list[HomePlace],
    goals: list[Goal],
    check_ins: list[CheckIn],
    now: datetime,
) -> Iterator[ToDo]:
    today = user.local_date(now)
    everyones = open_promises(user, active, now)
    promises = [row for row in everyones if row.person.pk == user.pk]
    if not active[0].has_style:
        yield _say_how()
    yield from _to_sign(active)
    yield from _to_begin(active)
    yield from _longer(active)
    yield from _due_promises(promises, today)
    closable = [row for row in check_ins if row.starts_at <= now]
    yield from _close_outs(user, closable, now)
    yield from _to_prepare(user, active, check_ins, now)
    yield from _weeks(active, user, today)
    yield from _to_decide(user, check_ins, now)
    yield from _stuck(user, everyones)
    yield from waiting(user, now)
    yield from _goals_to_agree(user, goals)
    yield from _first_goals(active, goals)
    yield from _fit_checks(active)
    yield from decisions(user, goals, promises, today)


def _say_how() -> ToDo:
    return ToDo(
        title=_("Say how you like to be asked"),
        text=_("By mail, when you meet, or not at all: you say it once, and only you see it."),
        url=address("goals:asking"),
        label=_("Say how"),
        sort="asking",
    )


def _to_sign(active: list[HomePlace]) -> Iterator[ToDo]:
    for place in active:
        if place.is_to_sign:
            yield ToDo(
                title=_("Read and sign your agreement with %(people)s") % {"people": place.people},
                text=_("It says what you expect of each other. Change what does not fit."),
                url=address("mentorship:agreement", place.pairing.pk),
                label=_("Read it"),
                sort="agreement to sign",
                pairing=place.pairing.pk,
            )


def _to_begin(active: list[HomePlace]) -> Iterator[ToDo]:
    for place in active:
        if place.is_to_begin:
            yield ToDo(
                title=_("Begin your agreement with %(people)s") % {"people": place.people},
                text=_("There is a first version to start from. Ten minutes together are enough."),
                url=address("mentorship:draft_agreement", place.pairing.pk),
                label=_("Begin"),
                sort="agreement to begin",
                pairing=place.pairing.pk,
            )


def _longer(active: list[HomePlace]) -> Iterator[ToDo]:
    for place in active:
        if place.is_to_extend:
            yield ToDo(
                title=_("Would you like to go on with %(people)s?") % {"people": place.people},
                text=_("A later last day is proposed. It counts once all of you have said yes."),
                url=address("mentorship:pairing", place.pairing.pk),
                label=_("Read and answer"),
                sort="extension",
                pairing=place.pairing.pk,
            )


def _fit_checks(active: list[HomePlace]) -> Iterator[ToDo]:
    for place in active:
        if place.fit_waits:
            yield ToDo(
                title=_("How is it with %(people)s?") % {"people": place.people},
                text=_("Three answers, one press. Nobody you work with reads it."),
                url=address("mentorship:answer_fit", place.pairing.pk),
                label=_("Say how it is"),
                sort="fit check",
                pairing=place.pairing.pk,
            )


def _due_promises(promises: list[Commitment], today: date) -> Iterator[ToDo]:
    due = [row for row in promises if row.due_on <= today and row.stuck_at is None]
    for promise in due:
        day = words.short_day(promise.due_on, today) if promise.due_on == today else None
        yield ToDo(
            kind="promise",
            title=promise.text,
            text=_("due %(day)s") % {"day": day or words.day(promise.due_on)},
            url=address("goals:answer_commitment", promise.pk),
            sort="promise",
            thing=promise,
        )


def _close_outs(user: User, closable: list[CheckIn], now: datetime) -> Iterator[ToDo]:
    for check_in in reversed(closable):
        told = {
            "people": words.names(words.others_of(check_in.pairing, user)),
            "word": check_in.words.check_in,
        }
        yield ToDo(
            kind="link" if check_in.is_held else "close_out",
            title=_("How was your %(word)s with %(people)s?") % told,
            text=words.when(user, check_in.starts_at),
            url=address("checkins:close_out_check_in", check_in.pk),
            label=_("Write your half") if check_in.is_held else _("Write the close-out"),
            sort="check-in",
            pairing=check_in.pairing_id,
            thing=check_in,
        )


def _weeks(active: list[HomePlace], user: User, today: date) -> Iterator[ToDo]:
    """For whom wrote lately, or wants to be asked. Who lets it rest is reminded of nothing."""
    for place in active:
        if _is_report_due(place, user, today):
            yield ToDo(
                kind="week",
                title=_("How was your week?"),
                text=_("%(people)s can read it. Skipping tells nobody.") % {"people": place.people},
                url=address("checkins:send_report", place.pairing.pk),
                label=_("Write three lines instead"),
                sort="week",
                pairing=place.pairing.pk,
                thing=weeks.ending(today, user.working_days),
            )


def _is_report_due(place: HomePlace, user: User, today: date) -> bool:
    if not _writes_reports(place, today):
        return False
    return weeks.is_due(today, user.working_days, {place.report.handled_on} - {None})


def _writes_reports(place: HomePlace, today: date) -> bool:
    report = place.report
    lately = weeks.monday_of(today) - REPORTS_REST_AFTER
    return report.is_wanted or bool(report.written_on and report.written_on >= lately)


def _to_prepare(
    user: User, active: list[HomePlace], check_ins: list[CheckIn], now: datetime
) -> Iterator[ToDo]:
    """From the day before. A mentor may prepare too, and is not asked to."""
    today = user.local_date(now)
    asked = [row.pairing.pk for row in active if _is_asked_to_prepare(row, today)]
    for check_in in check_ins:
        on = user.local_date(check_in.starts_at)
        if check_in.starts_at <= now or on > today + timedelta(days=1):
            continue
        if check_in.pairing_id not in asked or check_in.is_prepared:
            continue
        told = {
            "people": words.names(words.others_of(check_in.pairing, user)),
            "day": words.short_day(on, today),
        }
        yield ToDo(
            title=_("You talk with %(people)s %(day)s: two lines are enough") % told,
            text=_("What happened, and what you would like to ask. A beginning stands there."),
            url=address("checkins:prepare_check_in", check_in.pk),
            label=_("Prepare"),
            sort="preparation",
            pairing=check_in.pairing_id,
        )


def _is_asked_to_prepare(place: HomePlace, today: date) -> bool:
    """Who meets every week and writes of each week has prepared with that: nothing is asked twice."""
    if place.member.role == Enrollment.Role.MENTOR:
        return False
    is_weekly = place.pairing.every == Pairing.Every.WEEKLY
    return not (is_weekly and _writes_reports(place, today))


def _to_decide(user: User, check_ins: list[CheckIn], now: datetime) -> Iterator[ToDo]:
    """Somebody is away on a day that calendars know already: nobody but they can say what then."""
    for check_in in check_ins:
        off = getattr(check_in, "off_day", None)
        if off is None or check_in.starts_at <= now:
            continue
        told = {
            "people": words.names(words.others_of(check_in.pairing, user)),
            "day": words.day(user.local_date(off.starts_at)),
            "why": words.why_off(off, user),
        }
        yield ToDo(
            title=_("Will you meet %(people)s on %(day)s?") % told,
            text=_("On that day: %(why)s. Move it, let it go, or keep it as it is.") % told,
            url=address("checkins:check_in", check_in.pk),
            label=_("Decide together"),
            sort="off day",
            pairing=check_in.pairing_id,
        )


def _stuck(user: User, everyones: list[Commitment]) -> Iterator[ToDo]:
    """Somebody said that help is welcome, and has heard nothing from the reader since."""
    stuck = [row for row in everyones if row.person.pk != user.pk and not row.has_heard]
    for promise in stuck:
        url = address("checkins:give_feedback", promise.owner_id)
        yield ToDo(
            title=_("%(name)s is stuck and would like help") % {"name": promise.person.short_name},
            text=promise.text,
            url=f"{url}?commitment={promise.pk}",
            label=_("Write a line"),
            sort="stuck",
            pairing=promise.owner.pairing_id,
        )


def to_tell(place: Enrollment) -> ToDo:
    return ToDo(
        title=_("Say something about yourself for %(program)s")
        % {"program": place.cohort.program.name},
        text=_("Five minutes, chips before text: so we find somebody who fits."),
        url=address("mentorship:edit_answers", place.pk),
        label=_("Answer the questions"),
        sort="place",
    )


def to_look_around(place: Enrollment) -> ToDo:
    name = "browse_peers" if place.role == Enrollment.Role.PEER else "browse_mentors"
    told = {"role": place.cohort.program.words.role(ASKS[place.role]), "cohort": place.cohort.name}
    return ToDo(
        title=_("Find your %(role)s in %(cohort)s") % told,
        text=_("Ask for a talk of twenty minutes first, or ask right away."),
        url=address(f"mentorship:{name}", place.cohort.slug),
        label=_("Look around"),
        sort="place",
    )


def _goals_to_agree(user: User, goals: list[Goal]) -> Iterator[ToDo]:
    proposed = [
        goal
        for goal in goals
        if goal.state == Goal.State.PROPOSED and goal.owner.person.pk != user.pk
    ]
    for goal in proposed:
        yield ToDo(
            title=_("%(name)s proposes a goal") % {"name": goal.owner.person.short_name},
            text=goal.title,
            url=address("goals:goal", goal.pk),
            label=_("Read the goal"),
            sort="goal",
            pairing=goal.owner.pairing_id,
        )


def _first_goals(active: list[HomePlace], goals: list[Goal]) -> Iterator[ToDo]:
    with_goal = {goal.owner_id for goal in goals if not goal.practice}
    mentees = [place for place in active if place.member.role != Enrollment.Role.MENTOR]
    if mentees and not any(place.member.pk in with_goal for place in mentees):
        yield ToDo(
            title=_("Write your first goal"),
            text=_("One sentence is enough to begin. Nobody sees it until you share it."),
            url=address("goals:create_goal"),
            label=_("Write it"),
            sort="first goal",
        )


def decisions(
    user: User, goals: list[Goal], promises: list[Commitment], today: date
) -> Iterator[ToDo]:
    """For the owner alone: ask me, or don’t. Of what ran out lately: go on, or don’t."""
    shared = [row for row in goals if row.owner.person.pk == user.pk]
    mine: list[Goal | Commitment] = [*promises, *shared]
    for thing in mine:
        consent = getattr(thing, "consent", None)
        if consent is None:
            continue
        goes_on = asks_to_go_on(consent, thing, today)
        if not goes_on and consent.state != Consent.State.OFFERED:
            continue
        said = {"thing": _words_of(thing)}
        question = _("Would you like to be asked about “%(thing)s”?") % said
        if goes_on:
            said["day"] = words.day(consent.ends_on)
            question = _("It ended on %(day)s. Go on being asked about “%(thing)s”?") % said
        yield ToDo(
            kind="consent",
            title=question,
            text=_(
                "Only you decide, and nobody else sees your answer. You can change it any time."
            ),
            url=address("goals:change_consent", consent.pk),
            sort="consent",
            thing=consent,
        )


def _words_of(thing: Goal | Commitment) -> str:
    return thing.text if isinstance(thing, Commitment) else thing.title
