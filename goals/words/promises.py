"""Answers to promises in words."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from goals.models import CommitmentAnswer

from .days import weekday

ANSWERED = {
    CommitmentAnswer.Answer.DONE: gettext_lazy("Done. Well kept!"),
    CommitmentAnswer.Answer.PARTLY: gettext_lazy(
        "Part of the way counts. What would the rest need?"
    ),
    CommitmentAnswer.Answer.STUCK: gettext_lazy(
        "Thank you for saying so. It stays open, and the people in your pairing can see that help "
        "would be welcome."
    ),
    CommitmentAnswer.Answer.MOVED: gettext_lazy("Moved to %(when)s. A new day, the same promise."),
    CommitmentAnswer.Answer.LET_GO: gettext_lazy(
        "Let go. That can be the right answer. What changed since you made it?"
    ),
}


def answered(answer: CommitmentAnswer) -> str:
    when = weekday(answer.moved_to, answer.on) if answer.moved_to else ""
    return str(ANSWERED[CommitmentAnswer.Answer(answer.answer)]) % {"when": when}
