"""Reads: what screens, mails and the rhythm floor ask about goals, promises and consents."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TypeAlias

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.models import User
from goals import chart, smart, words
from goals.models import (
    AskingStyle,
    Commitment,
    Consent,
    ConsentTerms,
    Goal,
    Measure,
    ProgressEntry,
)
from goals.wishes import AskingWish, Terms
from mentorship.models import Pairing, PairingMember

Thing: TypeAlias = Goal | Commitment | PairingMember

PROMISE_ENDS = timedelta(days=14)  # after its day
OTHERS_END = timedelta(days=90)
NOT_AGAIN_FOR = timedelta(days=30)  # after a no
GIVEN = (Consent.State.ACTIVE, Consent.State.PAUSED)
POINTS_DRAWN = 120
ENTRIES_SHOWN = 30


# -- How somebody likes to be asked ----------------------------------------------------------


def asking_style(user: User) -> AskingStyle | None:
    """The newest thing the person said about how they like to be asked."""
    return AskingStyle.objects.of(user).order_by("-id").first()


def asking_wish(style: AskingStyle | None) -> AskingWish:
    """What is assumed while nothing was said: the quietest answers."""
    if style is None:
        return AskingWish()
    return AskingWish(
        who=style.who,
        how=style.how,
        at=style.at,
        per_week=style.per_week,
        tone=style.tone,
        silence=style.silence,
        silence_days=style.silence_days,
        until=style.until,
    )


def default_terms(thing: Thing, style: AskingStyle | None, today: date) -> Terms:
    """How a yes would be kept if nothing is changed for this one thing."""
    wish = asking_wish(style)
    ends_on = today + OTHERS_END
    if isinstance(thing, Commitment):
        ends_on = thing.due_on + PROMISE_ENDS
    if wish.until is not None and wish.until >= today:
        ends_on = min(ends_on, wish.until)
    return Terms(
        who=wish.who,
        how=wish.how,
        at=wish.at,
        per_week=wish.per_week,
        tone=wish.tone,
        silence=wish.silence,
        silence_days=wish.silence_days,
        ends_on=max(ends_on, today),
    )


def terms_of(version: ConsentTerms) -> Terms:
    return Terms(
        who=version.who,
        how=version.how,
        at=version.at,
        per_week=version.per_week,
        tone=version.tone,
        silence=version.silence,
        silence_days=version.silence_days,
        ends_on=version.ends_on,
    )


def current_terms(consent: Consent) -> ConsentTerms | None:
    """The newest version of what the person agreed to."""
    return consent.terms.order_by("-version").first()


# -- Is it still allowed to ask? -------------------------------------------------------------


def consent_is_living(consent_id: int, now: datetime, *, lock: bool = True) -> str:
    """ "" while the person may be asked, else the reason as a plain sentence.

    With `lock` the consent's row is held to the end of the caller's transaction, so that a
    pause or a stop either comes before this look or after the mail, never in between.
    """
    if lock:
        Consent.objects.select_for_update().filter(pk=consent_id).first()
    consent = Consent.objects.with_things().filter(pk=consent_id).first()
    if consent is None:
        return _("What this was about is gone.")
    return _why_not_living(consent, now)


def _why_not_living(consent: Consent, now: datetime) -> str:
    if consent.state != Consent.State.ACTIVE:
        return {
            Consent.State.OFFERED: _("You have not decided yet whether to be asked."),
            Consent.State.PAUSED: _("You paused being asked about this."),
            Consent.State.DECLINED: _("You chose not to be asked about this."),
            Consent.State.REVOKED: _("You stopped being asked about this."),
            Consent.State.EXPIRED: _("The time for which you asked us is over."),
        }[Consent.State(consent.state)]
    person = consent.person
    if not person.is_active:
        return _("This account is closed.")
    if consent.ends_on is None or consent.ends_on < person.local_date(now):
        return _("The time for which you asked us is over.")
    if not getattr(consent.thing, "is_open", True):
        return _("It is done or let go, so there is nothing to ask.")
    if consent.pairing.state != Pairing.State.ACTIVE:
        return _("Your pairing is paused or has ended.")
    return ""


# -- Cards: one decision each ----------------------------------------------------------------


@dataclass(frozen=True)
class ConsentCard:
    """One thing and the decision about it, ready for the page: no query is left to make."""

    consent: Consent
    title: str
    is_goal: bool
    terms: Terms
    how: str
    plan: list[str]
    first_words: str
    given_on: date | None = None
    due_on: date | None = None
    changed_on: date | None = None

    @property
    def state(self) -> str:
        return self.consent.state

    @property
    def is_undecided(self) -> bool:
        return self.consent.state == Consent.State.OFFERED


def consent_of(thing: Goal | Commitment) -> Consent | None:
    """The decision about a goal or promise. For its owner's eyes only."""
    which = {"goal": thing} if isinstance(thing, Goal) else {"commitment": thing}
    return Consent.objects.with_things().filter(**which).first()


def consent_cards(user: User, consents: Iterable[Consent], now: datetime) -> list[ConsentCard]:
    """Cards for these consents of this user; two queries however many there are."""
    mine = [consent for consent in consents if consent.person_id == user.pk]
    if not mine:
        return []
    versions: dict[int, list[ConsentTerms]] = {}
    for version in ConsentTerms.objects.filter(consent__in=mine).order_by("version"):
        versions.setdefault(version.consent_id, []).append(version)
    given = all(consent.state in GIVEN and consent.pk in versions for consent in mine)
    style = None if given else asking_style(user)
    return [_card(consent, versions.get(consent.pk, []), style, user, now) for consent in mine]


def _card(
    consent: Consent,
    versions: list[ConsentTerms],
    style: AskingStyle | None,
    user: User,
    now: datetime,
) -> ConsentCard:
    thing, today = consent.thing, user.local_date(now)
    newest = versions[-1] if versions and consent.state in GIVEN else None
    terms = terms_of(newest) if newest else default_terms(thing, style, today)
    if isinstance(thing, Commitment):
        title, due_on = thing.text, thing.due_on
        plan = words.plan_of_promise(terms, thing.due_on, user, now)
    else:
        title = thing.title if isinstance(thing, Goal) else consent.get_stream_display()
        due_on = thing.due_on if isinstance(thing, Goal) else None
        since = user.local_date(versions[0].given_at) if newest else today
        plan = words.plan_of_goal(terms, since, user, now)
    return ConsentCard(
        consent=consent,
        title=title,
        is_goal=isinstance(thing, Goal),
        terms=terms,
        how=words.how_asked(terms),
        plan=plan,
        first_words=words.first_words(title, is_goal=isinstance(thing, Goal)),
        given_on=user.local_date(consent.decided_at) if consent.decided_at else None,
        due_on=due_on,
        changed_on=user.local_date(versions[-1].given_at) if versions else None,
    )


def undecided(user: User) -> QuerySet[Consent]:
    """Things of the user that wait for ask me / don't, oldest first; nothing that is over."""
    waiting = Consent.objects.of(user).undecided().in_active_pairings().with_things()
    return waiting.order_by("offered_at", "id")


def undecided_cards(user: User, now: datetime) -> list[ConsentCard]:
    return consent_cards(user, undecided(user)[:5], now)


def all_cards(user: User, now: datetime) -> dict[str, list[ConsentCard]]:
    """«What I asked for»: what is living, what waits for a decision, what was."""
    consents = Consent.objects.of(user).with_things().order_by("-id")
    groups: dict[str, list[ConsentCard]] = {"living": [], "undecided": [], "over": []}
    for card in consent_cards(user, consents[:200], now):
        if not card.is_undecided and card.state not in GIVEN:
            groups["over"].append(card)
        elif card.consent.pairing.state == Pairing.State.CLOSED:
            continue  # nobody is asked any more, so there is nothing to decide or to change
        elif card.state in GIVEN:
            groups["living"].append(card)
        elif getattr(card.consent.thing, "is_open", True):
            groups["undecided"].append(card)
    return groups


# -- Goals and progress ----------------------------------------------------------------------


def main_measure(goal: Goal) -> Measure | None:
    """The first measure, from what was prefetched."""
    return next(iter(goal.measures.all()), None)


def with_standing(goals: QuerySet[Goal]) -> QuerySet[Goal]:
    """Adds `latest_value` and `latest_on` of entries that still stand."""
    entries = ProgressEntry.objects.standing().filter(goal=OuterRef("pk"))
    newest = entries.order_by("-happened_on", "-id")
    return goals.annotate(
        latest_value=Subquery(newest.filter(value__isnull=False).values("value")[:1]),
        latest_on=Subquery(newest.values("happened_on")[:1]),
    )


@dataclass(frozen=True)
class GoalRow:
    goal: Goal
    measure: Measure | None
    standing: str
    latest_on: date | None
    mine: bool


@dataclass
class GoalLists:
    open: list[GoalRow] = field(default_factory=list)
    theirs: list[GoalRow] = field(default_factory=list)
    ended: list[GoalRow] = field(default_factory=list)


def goal_lists(user: User) -> GoalLists:
    """Everything for the page of goals: one's own, one's people's shared ones, what is over."""
    goals = Goal.objects.visible_to(user).select_related("owner__enrollment__user")
    found = GoalLists()
    rows = with_standing(goals).prefetch_related("measures").order_by("due_on", "id")
    for goal in rows:
        measure = main_measure(goal)
        mine = goal.owner.enrollment.user_id == user.pk
        row = GoalRow(
            goal=goal,
            measure=measure,
            standing=words.standing(goal.latest_value, measure),
            latest_on=goal.latest_on,
            mine=mine,
        )
        if goal.is_open:
            (found.open if mine else found.theirs).append(row)
        elif mine:
            found.ended.append(row)
    return found


def entries_of(goal: Goal) -> list[ProgressEntry]:
    """The newest entries first, corrected ones among them: enough for drawing and table."""
    entries = goal.progress.select_related("corrected_by").order_by("-happened_on", "-id")
    return list(entries[:POINTS_DRAWN])


def course_of(
    goal: Goal, now: datetime, entries: list[ProgressEntry] | None = None
) -> chart.Course | None:
    """What the drawing needs; None where there is no number to draw."""
    measure = main_measure(goal)
    if measure is None or measure.target is None or measure.kind != Measure.Kind.NUMBER:
        return None
    person = goal.owner.enrollment.user
    return chart.Course(
        start=measure.start,
        target=measure.target,
        start_on=person.local_date(goal.agreed_at or goal.created_at),
        due_on=goal.due_on,
        today=person.local_date(goal.ended_at or now),
        entries=_one_a_day(entries if entries is not None else entries_of(goal)),
    )


def _one_a_day(entries: list[ProgressEntry]) -> list[chart.Entry]:
    """The last word of each day, oldest day first, without what was corrected."""
    days: dict[date, Decimal] = {}
    for entry in reversed(entries):
        if entry.value is not None and getattr(entry, "corrected_by", None) is None:
            days[entry.happened_on] = entry.value
    return list(days.items())


def sketch_of(goal: Goal, now: datetime, language: str) -> smart.Sketch:
    measure = main_measure(goal)
    course = course_of(goal, now) if goal.state == Goal.State.AGREED else None
    return smart.Sketch(
        title=goal.title,
        today=goal.owner.enrollment.user.local_date(now),
        due_on=goal.due_on,
        kind=measure.kind if measure else "",
        unit=measure.unit if measure else "",
        start=measure.start if measure else Decimal(0),
        target=measure.target if measure else None,
        relevant=goal.relevant,
        confidence=goal.confidence,
        pace=chart.pace_a_week(course) if course else None,
        language=language,
    )


# -- Promises --------------------------------------------------------------------------------


@dataclass
class PromiseLists:
    mine: list[Commitment] = field(default_factory=list)
    theirs: list[Commitment] = field(default_factory=list)
    ended: list[Commitment] = field(default_factory=list)


def promise_lists(user: User) -> PromiseLists:
    """Open ones first, nearest day first; then the last thirty that are over."""
    visible = Commitment.objects.visible_to(user).select_related("owner__enrollment__user", "goal")
    found = PromiseLists()
    for promise in visible.open().order_by("due_on", "id"):
        mine = promise.owner.enrollment.user_id == user.pk
        (found.mine if mine else found.theirs).append(promise)
    found.ended = list(visible.ended().order_by("-answered_at", "-id")[:30])
    return found
