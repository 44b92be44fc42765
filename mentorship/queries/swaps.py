"""Giving a draft another mentor: what the new pair would score, and who else would move."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from accounts.models import User
from mentorship.models import Cohort, Enrollment, Pairing, PairingMember
from mentorship.numbers import number_in

from .matchmaking import engine, prepared, stored_parts
from .peers import drafted_together
from .score_parts import best_reasons, reason_rows, score_of_100
from .whys import apart_sentence, is_secret

if TYPE_CHECKING:
    from mentorship.matching import Explanation, Inputs

SHOWN = 8
FOUND = 20


@dataclass(frozen=True)
class Swap:
    """What one swap would do. `problem` says why it cannot be."""

    draft: Pairing
    mentor: Enrollment
    explanation: Explanation
    hidden: frozenset[str]  # sensitive words
    displaced: Pairing | None = None  # a draft of the new mentor that has to give up its seat
    exchange: Explanation | None = None  # with whom the displaced mentee would go on
    problem: str = ""

    @property
    def score(self) -> str:
        return score_of_100(self.explanation.score)

    @property
    def difference(self) -> str:
        """Points of 100 gained or lost by this pair alone, with their sign; "" where none."""
        points = round((self.explanation.score - (self.draft.score or 0)) / 100)
        return f"{'+' if points > 0 else '−'}{abs(points)}" if points else ""

    def rows(self) -> list[dict[str, Any]]:
        return reason_rows(self.parts())

    def best(self) -> list[str]:
        return best_reasons(self.parts())

    def parts(self) -> list[dict[str, Any]]:
        return stored_parts(self.explanation.reasons, self.hidden)

    @property
    def displaced_mentee(self) -> Enrollment | None:
        return side(self.displaced, "mentee") if self.displaced is not None else None

    @property
    def exchange_score(self) -> str:
        return score_of_100(self.exchange.score) if self.exchange is not None else ""


def side(pairing: Pairing, role: str) -> Enrollment:
    """The member of that role, of a pairing fetched with its people."""
    found: Enrollment = next(m.enrollment for m in pairing.members.all() if m.role == role)
    return found


class SwapBoard:
    """All questions about one draft, asked of one preparation."""

    def __init__(self, draft: Pairing, reader: User | None = None) -> None:
        self.draft, self.reader = draft, reader
        self.cohort: Cohort = draft.cohort
        self.mentee, self.old = side(draft, "mentee"), side(draft, "mentor")
        partners = drafted_together(self.cohort, "peer") if self.cohort.pairs_peers else []
        preparation = prepared(self.cohort, together=partners)
        self.inputs: Inputs = preparation.inputs
        self.hidden = preparation.hidden

    def suggestions(self) -> list[Swap]:
        """The mentors who would fit best, whether or not they have room."""
        if str(self.mentee.pk) not in self.inputs.mentee_at:
            return []
        best = engine().alternatives(self.inputs, str(self.mentee.pk), SHOWN + 1)
        return self._swaps([int(each.mentor) for each in best if int(each.mentor) != self.old.pk])

    def search(self, words: str) -> list[Swap]:
        if str(self.mentee.pk) not in self.inputs.mentee_at:
            return []
        mentors = Enrollment.objects.in_cohort(self.cohort).mentors().matchable()
        found = mentors.named_like(words).exclude(pk=self.old.pk)
        return self._swaps(list(found.values_list("pk", flat=True)[:FOUND]))

    def chosen(self, wanted: str) -> Swap | None:
        """The swap to the mentor whose id was typed or clicked, if it is one of this cohort."""
        pk = number_in(wanted)
        if pk is None:
            return None
        mentors = Enrollment.objects.in_cohort(self.cohort).mentors().matchable()
        known = str(self.mentee.pk) in self.inputs.mentee_at and wanted in self.inputs.mentor_at
        ids = list(mentors.filter(pk=pk).values_list("pk", flat=True)) if known else []
        return next(iter(self._swaps(ids)), None)

    def _swaps(self, ids: list[int]) -> list[Swap]:
        mentors = Enrollment.objects.select_related("user").in_bulk(ids)
        held = self._held(ids)
        plans = [self._plan(mentors[pk], held.get(pk, [])) for pk in ids if pk in mentors]
        return [swap for swap in plans if not self.hides(swap)][:FOUND]

    def hides(self, swap: Swap) -> bool:
        return is_secret(swap.explanation.blocked_by, self.reader, self.mentee, swap.mentor)

    def plan(self, mentor: Enrollment) -> Swap:
        """The swap to this mentor, possible or not."""
        return self._plan(mentor, self._held([mentor.pk]).get(mentor.pk, []))

    def _held(self, mentors: list[int]) -> dict[int, list[Pairing]]:
        """The drafts of these mentors, with their people."""
        drafts = Pairing.objects.in_cohort(self.cohort).proposed().of_mentors()
        theirs = PairingMember.objects.filter(enrollment__in=mentors, role="mentor")
        found: dict[int, list[Pairing]] = {}
        for draft in drafts.filter(pk__in=theirs.values("pairing")).with_people():
            found.setdefault(side(draft, "mentor").pk, []).append(draft)
        return found

    def _plan(self, mentor: Enrollment, held: list[Pairing]) -> Swap:
        explanation = self._explain(self.mentee, mentor)
        problem = self._problem(mentor, explanation)
        room = mentor.capacity - mentor.seats_taken
        if problem or len(held) < room:
            return Swap(self.draft, mentor, explanation, self.hidden, problem=problem)
        if room < 1:
            problem = _("All seats of %(name)s are taken by pairs that are working already.") % {
                "name": mentor.user
            }
            return Swap(self.draft, mentor, explanation, self.hidden, problem=problem)
        displaced = min(held, key=lambda pairing: (pairing.locked, pairing.score or 0, pairing.pk))
        exchange = self._exchange(displaced)
        return Swap(self.draft, mentor, explanation, self.hidden, displaced, exchange)

    def _problem(self, mentor: Enrollment, explanation: Explanation) -> str:
        if mentor.pk == self.old.pk:
            return _("They are paired with each other already.")
        return apart_sentence(explanation.blocked_by, self.inputs.rules)

    def _exchange(self, displaced: Pairing) -> Explanation | None:
        """The displaced mentee with the mentor who becomes free, if the rules allow it."""
        found = self._explain(side(displaced, "mentee"), self.old)
        return found if found.allowed else None

    def _explain(self, mentee: Enrollment, mentor: Enrollment) -> Explanation:
        found: Explanation = engine().explain(self.inputs, str(mentee.pk), str(mentor.pk))
        return found
