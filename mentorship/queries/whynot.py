"""Why a mentee is not with some mentor: the pair's score, what forbids it, what a seat costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import ngettext

from accounts.models import Job, User
from mentorship.models import Cohort, Enrollment, MatchingRun, Pairing

from .insights import price_words
from .matchmaking import engine, prepared, stored_parts
from .score_parts import best_reasons, reason_rows, score_of_100
from .swaps import side
from .whys import apart_sentence, is_secret, what_would_help

if TYPE_CHECKING:
    from mentorship.matching import Explanation, Inputs

FORCE = "mentorship.force_pair"  # the kind of the job
SHOWN = 8
FOUND = 20


@dataclass(frozen=True)
class Candidate:
    """A mentor for this mentee, possible or not."""

    mentor: Enrollment
    score: str
    best: list[str]
    rows: list[dict[str, Any]]
    problem: str
    help: str  # what would have to change, "" where the pair is possible
    price: str
    room: int  # seats that neither published pairs nor drafts take


class WhyNot:
    """All questions about one mentee, asked of one preparation."""

    def __init__(
        self, mentee: Enrollment, run: MatchingRun | None, reader: User | None = None
    ) -> None:
        self.mentee, self.run, self.reader = mentee, run, reader
        self.cohort: Cohort = mentee.cohort
        preparation = prepared(self.cohort)
        self.inputs: Inputs = preparation.inputs
        self.hidden = preparation.hidden

    @property
    def can_be_asked(self) -> bool:
        """Whoever works with somebody already, or left, is not placed any more."""
        return str(self.mentee.pk) in self.inputs.mentee_at

    def candidates(self, search: str) -> list[Candidate]:
        """Found by name, or those who fit best."""
        mentors = Enrollment.objects.in_cohort(self.cohort).mentors().matchable()
        if search:
            found = mentors.named_like(search).values_list("pk", flat=True)[:FOUND]
            pairs = [(str(self.mentee.pk), str(pk)) for pk in found]
            told = engine().explain_pairs(self.inputs, pairs)
        else:
            told = engine().alternatives(self.inputs, str(self.mentee.pk), SHOWN)
        return self._shown(list(told))

    def candidate(self, mentor_id: int) -> Candidate | None:
        pair = (str(self.mentee.pk), str(mentor_id))
        found = self._shown(list(engine().explain_pairs(self.inputs, [pair])))
        return found[0] if found else None

    def _shown(self, told: list[Explanation]) -> list[Candidate]:
        mentors = Enrollment.objects.counting_seats().select_related("user")
        places = mentors.in_bulk([int(each.mentor) for each in told])
        rows = [(each, places[int(each.mentor)]) for each in told]
        return [
            self._one(each, mentor)
            for each, mentor in rows
            if not is_secret(each.blocked_by, self.reader, self.mentee, mentor)
        ]

    def _one(self, told: Explanation, mentor: Any) -> Candidate:
        parts = stored_parts(told.reasons, self.hidden)
        return Candidate(
            mentor=mentor,
            score=score_of_100(told.score),
            best=best_reasons(parts),
            rows=reason_rows(parts),
            problem=apart_sentence(told.blocked_by, self.inputs.rules),
            help=what_would_help(told.blocked_by, self.inputs.rules),
            price=price_words(self.run, mentor.pk),
            room=mentor.free,
        )


def draft_of(mentee: Enrollment) -> Pairing | None:
    """The mentee's draft, with its people."""
    drafts = Pairing.objects.proposed().with_enrollment(mentee).with_people()
    return drafts.first()


def now_with(draft: Pairing | None) -> Enrollment | None:
    return side(draft, "mentor") if draft is not None else None


def last_answer(user: User, mentee: Enrollment, mentor_id: int) -> dict[str, Any] | None:
    """What forcing this pair would cost, where the reader has asked for it: in words, and when."""
    asked = Job.objects.filter(kind=FORCE, by=user, subject_id=mentee.pk, state=Job.State.DONE)
    job = asked.filter(input__mentor=mentor_id).first()
    if job is None:
        return None
    return {"costs": cost_words(job.result), "others": job.result["others"], "at": job.finished_at}


def cost_words(difference: Mapping[str, int]) -> list[str]:
    """The levels of the objective that would be worse or better, in order; empty: nothing."""
    pairs, above, points = (difference[name] for name in ("matched", "above_floor", "points"))
    said = []
    if pairs < 0:
        told = ngettext("one pair less", "%(n)s pairs less", -pairs)
        said.append(told % {"n": -pairs})
    weak = pairs - above
    if weak > 0:
        said.append(ngettext("one more weak pair", "%(n)s more weak pairs", weak) % {"n": weak})
    if weak < 0:
        said.append(ngettext("one weak pair less", "%(n)s weak pairs less", -weak) % {"n": -weak})
    if points < 0:
        said.append(ngettext("one point less", "%(n)s points less", -points) % {"n": -points})
    if points > 0 and said:
        said.append(ngettext("one point more", "%(n)s points more", points) % {"n": points})
    return said
