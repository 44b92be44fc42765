"""The curious question, its six answers, and what may follow from them."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from goals.models import CommitmentAnswer, Goal, Reflection

Cause = Reflection.Cause
WORKED = {
    Cause.TIME: gettext_lazy("There was time for it"),
    Cause.CLARITY: gettext_lazy("I knew how to begin"),
    Cause.ENERGY: gettext_lazy("I had the energy"),
    Cause.PEOPLE: gettext_lazy("Somebody helped"),
    Cause.MEANING: gettext_lazy("It matters to me"),
    Cause.ELSE: gettext_lazy("Something else"),
}
IN_THE_WAY = {
    Cause.TIME: gettext_lazy("Time"),
    Cause.CLARITY: gettext_lazy("It wasn’t clear how to begin"),
    Cause.ENERGY: gettext_lazy("Energy"),
    Cause.PEOPLE: gettext_lazy("I was waiting for somebody"),
    Cause.MEANING: gettext_lazy("It no longer matters"),
    Cause.ELSE: gettext_lazy("Something else"),
}
# What follows most naturally stands first.
OFFERS = {
    Cause.TIME: ("smaller", "moment", "ask", "let_go"),
    Cause.CLARITY: ("ask", "smaller", "moment", "let_go"),
    Cause.ENERGY: ("moment", "smaller", "ask", "let_go"),
    Cause.PEOPLE: ("ask", "moment", "smaller", "let_go"),
    Cause.MEANING: ("let_go", "ask", "smaller", "moment"),
    Cause.ELSE: ("smaller", "moment", "ask", "let_go"),
}


def causes(success: bool) -> list[tuple[str, object]]:
    return [(str(cause), label) for cause, label in (WORKED if success else IN_THE_WAY).items()]


def cause(reflection: Reflection) -> str:
    labels = WORKED if reflection.is_success else IN_THE_WAY
    return str(labels[Cause(reflection.cause)])


def curious(about: CommitmentAnswer | Goal) -> str:
    """The one question."""
    answers = CommitmentAnswer.Answer
    how = about.answer if isinstance(about, CommitmentAnswer) else about.state
    return {
        answers.DONE: _("What made this work?"),
        Goal.State.ACHIEVED: _("What made this work?"),
        answers.PARTLY: _("What would the rest have needed?"),
        answers.MOVED: _("Out of curiosity: what did it need that wasn’t there?"),
        answers.LET_GO: _("Out of curiosity: what has changed?"),
        Goal.State.DROPPED: _("Out of curiosity: what has changed?"),
    }[how]


def is_success(about: CommitmentAnswer | Goal) -> bool:
    if isinstance(about, CommitmentAnswer):
        return about.answer == CommitmentAnswer.Answer.DONE
    return about.state == Goal.State.ACHIEVED


def names_of(people: Iterable[object]) -> str:
    """“Omar”, or “Omar, Ana”: those with whom it may be shared."""
    return ", ".join(getattr(person, "short_name", "") for person in people)
