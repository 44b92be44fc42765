"""What one member may read of what a pairing wrote, wherever it was written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from accounts.finding import saying
from accounts.models import User
from checkins.models import CheckIn, CloseOut, Feedback, Note, Preparation, Report, SavedQuestion
from goals.models import Commitment
from mentorship.models import PairingMember

AT = {
    "check_in": "starts_at",
    "feedback": "given_at",
    "note": "written_at",
    "report": "sent_at",
}
"""Kinds that make an entry of their own, and when each stands in the list."""


@dataclass(frozen=True)
class Sources:
    """Of their pairing; with `words`, that in which all of them stand."""

    place: PairingMember
    words: Sequence[str] = ()

    @property
    def reader(self) -> User:
        return self.place.person

    def close_outs(self) -> QuerySet[CloseOut]:
        rows = CloseOut.objects.visible_to(self.reader).of_pairing(self.place.pairing)
        return rows.saying(self.words)

    def promises(self) -> QuerySet[Commitment]:
        """What still may be read of them: once the pairing has closed, one's own."""
        rows = Commitment.objects.visible_to(self.reader).of_pairing(self.place.pairing)
        return rows.exclude(origin=None).saying(self.words)

    def notes(self) -> QuerySet[Note]:
        rows = Note.objects.visible_to(self.reader).of_pairing(self.place.pairing)
        return rows.saying(self.words)

    def feedback(self) -> QuerySet[Feedback]:
        rows = Feedback.objects.visible_to(self.reader).of_pairing(self.place.pairing)
        return rows.saying(self.words)

    def preparations(self) -> QuerySet[Preparation]:
        """What all were brought, and of what was kept private one's own."""
        rows = Preparation.objects.visible_to(self.reader)
        rows = rows.filter(check_in__pairing=self.place.pairing)
        own = Q(member=self.place) & saying(self.words, "private_note")
        return rows.filter(saying(self.words, "summary") | own) if self.words else rows

    def questions(self) -> QuerySet[SavedQuestion]:
        """Those that were asked at a talk; what waits or was put away is no part of it."""
        rows = SavedQuestion.objects.visible_to(self.reader).of_pairing(self.place.pairing)
        return rows.exclude(check_in=None).filter(saying(self.words, "text"))

    def reports(self) -> QuerySet[Report]:
        rows = Report.objects.visible_to(self.reader).of_pairing(self.place.pairing)
        return rows.saying(self.words) if self.words else rows

    def rows(self, kind: str) -> QuerySet[Any]:
        """Of one kind, those that make an entry of their own."""
        if kind == "note":
            return self.notes().filter(check_in=None)
        if kind == "feedback":
            return self.feedback().filter(check_in=None)
        if kind == "report":
            return self.reports()
        return self._check_ins()

    def _check_ins(self) -> QuerySet[CheckIn]:
        rows = CheckIn.objects.of_pairing(self.place.pairing)
        noted = Q(pk__in=self.notes().values("check_in"))
        if not self.words:
            return rows.filter(noted | Q(pk__in=rows.took_its_turn().values("pk")))
        brought = Q(pk__in=self.preparations().values("check_in"))
        brought |= Q(pk__in=self.questions().values("check_in"))
        return rows.filter(
            noted
            | Q(pk__in=self.close_outs().values("check_in"))
            | Q(pk__in=self.promises().values("origin__check_in"))
            | Q(pk__in=self.feedback().values("check_in"))
            | brought & Q(pk__in=rows.took_its_turn().values("pk"))
        )
