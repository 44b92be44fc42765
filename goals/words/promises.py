"""Answers to promises in words."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.models import Commitment, CommitmentAnswer

from .days import weekday

ANSWERED = {
    CommitmentAnswer.Answer.DONE: gettext_lazy("Done. Well kept!"),
    CommitmentAnswer.Answer.PARTLY: gettext_lazy("Part of the way counts, and it is written down."),
    CommitmentAnswer.Answer.STUCK: gettext_lazy(
        "Thank you for saying so. It stays open, and the people in your pairing can see that help "
        "would be welcome."
    ),
    CommitmentAnswer.Answer.MOVED: gettext_lazy("Moved to %(when)s. A new day, the same promise."),
    CommitmentAnswer.Answer.LET_GO: gettext_lazy(
        "Let go. That can be the right answer, and it makes room."
    ),
}
# The same five, as they read afterwards.
SAID = {
    CommitmentAnswer.Answer.DONE: gettext_lazy("Done"),
    CommitmentAnswer.Answer.PARTLY: gettext_lazy("Partly done"),
    CommitmentAnswer.Answer.STUCK: gettext_lazy("Stuck, help is welcome"),
    CommitmentAnswer.Answer.MOVED: gettext_lazy("Moved"),
    CommitmentAnswer.Answer.LET_GO: gettext_lazy("Let go"),
}


def plan(promise: Commitment) -> str:
    """The if-then line as one sentence; empty without a moment."""
    cue = promise.cue.strip()
    if not cue:
        return ""
    if cue.casefold().startswith(_("if").casefold() + " "):  # as it was written by hand
        return cue
    return _("If %(cue)s, then: %(promise)s") % {"cue": cue, "promise": promise.text}


def said(answer: CommitmentAnswer) -> str:
    return str(SAID[CommitmentAnswer.Answer(answer.answer)])


def _is_early(answer: CommitmentAnswer) -> bool:
    return answer.on < answer.commitment.due_on and not answer.commitment.moves


def answered(answer: CommitmentAnswer) -> str:
    if answer.answer == CommitmentAnswer.Answer.DONE and _is_early(answer):
        return _("Done, and before its day. Enjoy that!")
    when = weekday(answer.moved_to, answer.on) if answer.moved_to else ""
    return str(ANSWERED[CommitmentAnswer.Answer(answer.answer)]) % {"when": when}
