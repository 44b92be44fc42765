"""Applications: how far one is, where one's own stand, and the queue that coordinators answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from django.db.models import Count, QuerySet

from accounts.models import User
from mentorship.eligibility import flat
from mentorship.models import ApplicationDraft, Cohort, Enrollment, Question
from mentorship.models.enrollments import EnrollmentQuerySet
from mentorship.queries.entrances import Room

from .paging import KeyPage, page_by_key
from .questions import questions_for

SHOWN_PLACES = 50
KEY_FACTS, FACT_CHARS = 3, 90
State = Enrollment.State


class AsksQuestions(Protocol):
    questions: list[Question]


@dataclass(frozen=True)
class Progress:
    done: int
    total: int


def progress_of(form: AsksQuestions, answers: Mapping[str, Any]) -> Progress:
    """“2 of 5”: questions with an answer."""
    done = sum(any(answers.get(e) for e in q.entries) for q in form.questions)
    return Progress(done, len(form.questions))


# -- One's own -----------------------------------------------------------------------------


@dataclass(frozen=True)
class OwnPlace:
    """A line of «Your places»: a place, or an application that is not sent yet."""

    cohort: Cohort
    role: str
    a_role: str
    draft: ApplicationDraft | None
    place: Enrollment | None

    @property
    def state(self) -> str:
        """A state of an enrollment, or “draft”."""
        return "draft" if self.draft else self.place.state if self.place else ""

    @property
    def may_answer(self) -> bool:
        """Invited, and has not begun."""
        return self.draft is None and self.state == State.INVITED

    @property
    def is_over(self) -> bool:
        """Nothing comes of it any more."""
        return self.state in (State.DECLINED, State.WITHDRAWN, State.COMPLETED)

    @property
    def was_full(self) -> bool:
        return bool(self.place and self.state == State.WAITLISTED and not self.place.decided_at)


def places_page(user: User) -> list[OwnPlace]:
    """The newest first; two queries. A draft stands instead of the place it is for."""
    related = "cohort__program"
    drafts = ApplicationDraft.objects.of(user).select_related(related).order_by("-pk")
    places = Enrollment.objects.of(user).select_related(related).order_by("-pk")
    begun = {(draft.cohort_id, draft.role): draft for draft in drafts[:SHOWN_PLACES]}
    lines = [_line(draft.cohort, draft.role, draft, None) for draft in begun.values()]
    for place in places[:SHOWN_PLACES]:
        if (place.cohort_id, place.role) not in begun:
            lines.append(_line(place.cohort, place.role, None, place))
    return lines


def places_to_tell(user: User) -> QuerySet[Enrollment]:
    """Taken, and nothing said yet: an invitation carries no more than a name and an address."""
    rows = Enrollment.objects.of(user).accepted().without_answers().in_changing_cohorts()
    return rows.unpaired().select_related("cohort__program").order_by("pk")


def _line(
    cohort: Cohort, role: str, draft: ApplicationDraft | None, place: Enrollment | None
) -> OwnPlace:
    return OwnPlace(cohort, role, cohort.program.words.a_role(role), draft, place)


# -- The queue -----------------------------------------------------------------------------


def applications_page(
    cohort: Cohort,
    *,
    search: str = "",
    role: str = "",
    state: str = "",
    after: int | None = None,
    before: int | None = None,
) -> KeyPage:
    rows = _matching(cohort, search, role).in_state(state)
    return page_by_key(
        rows, after=after, before=before, rows=lambda found: found.select_related("user")
    )


def _matching(cohort: Cohort, search: str, role: str) -> EnrollmentQuerySet:
    found = Enrollment.objects.in_cohort(cohort).applications()
    return found.named_like(search).in_role(role)


def waiting_that_match(
    cohort: Cohort, *, search: str = "", role: str = "", state: str = ""
) -> EnrollmentQuerySet:
    """Of the filter's state; where it names none those who wait for an answer, so that nobody who
    has heard a no is answered anew by accident."""
    return _matching(cohort, search, role).in_state(state or Enrollment.State.APPLIED)


def counts_by_state(cohort: Cohort) -> dict[str, int]:
    rows = Enrollment.objects.in_cohort(cohort).applications().order_by()
    return dict(rows.values_list("state").annotate(count=Count("pk")))


def facts_of(places: list[Enrollment], cohort: Cohort) -> dict[int, list[tuple[str, str]]]:
    """The first few answers of each person, short; what is sensitive is on their own page only."""
    asked = {role: questions_for(cohort, role) for role in {place.role for place in places}}
    return {place.pk: _key_facts(place, asked[place.role]) for place in places}


def _key_facts(place: Enrollment, questions: list[Question]) -> list[tuple[str, str]]:
    facts = []
    for question in questions:
        words = ", ".join(flat(place.answers.get(question.entry)))
        if words and not question.is_sensitive:
            short = words if len(words) <= FACT_CHARS else words[: FACT_CHARS - 1].rstrip() + "…"
            facts.append((question.label, short))
    return facts[:KEY_FACTS]


def turned_back(cohort: Cohort) -> QuerySet[ApplicationDraft]:
    """Who was stopped by a rule, and by which; never what they wrote."""
    drafts = ApplicationDraft.objects.in_cohort(cohort).turned_back()
    drafts = drafts.select_related("user", "turned_back_by").defer("answers")
    return drafts.order_by("turned_back_at")[:SHOWN_PLACES]


@dataclass(frozen=True)
class Offer:
    """A free place and who has waited longest for one of that role."""

    room: Room
    place: Enrollment


def offers(cohort: Cohort, rooms: Mapping[str, Room]) -> list[Offer]:
    """At most one for each role, in one query each."""
    waiting = Enrollment.objects.in_cohort(cohort).waiting_in_turn().select_related("user")
    first: dict[str, Enrollment] = {}
    for role in Enrollment.Role.values:
        found = None if rooms[role].is_full else waiting.in_role(role).first()
        if found is not None:
            first[role] = found
    return [Offer(rooms[role], place) for role, place in first.items()]


def invitations_page(
    cohort: Cohort, *, search: str = "", after: int | None = None, before: int | None = None
) -> KeyPage:
    rows = Enrollment.objects.in_cohort(cohort).pending_invitations().named_like(search)
    return page_by_key(
        rows,
        after=after,
        before=before,
        rows=lambda found: found.select_related("user", "entered_by"),
    )
