"""What others wrote and wait for, applications that are not sent yet, and whom one asked oneself.

One read, whatever the number of kinds: each kind is a part of one union, and a row of `KINDS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.db.models import Case, F, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from checkins.models import CloseOut, Feedback
from checkins.queries.todo import ToDo
from mentorship.models import ApplicationDraft, PairingRequest

MOST_ROWS = 100
AUTHOR = "author__enrollment__user"


class Row(NamedTuple):
    """`pairing` is 0 where it is about none; `name` and `email` are the other person's."""

    what: str
    pk: int
    pairing: int
    name: str
    email: str

    @property
    def by(self) -> dict[str, str]:
        return {"name": User(name=self.name, email=self.email).short_name}


def waiting(user: User) -> Iterator[ToDo]:
    """For whom works with somebody."""
    close_outs = CloseOut.objects.to_confirm(user)
    written = Feedback.objects.addressed_to(user).unanswered().in_active_pairings()
    rows = _rows(close_outs, "close_out", AUTHOR, "check_in__pairing_id").union(
        _rows(written, "feedback", AUTHOR, "author__pairing_id"),
        _asking(user),
        _asked(user),
        _unfinished(user),
        all=True,
    )
    return _drawn(rows)


def waiting_alone(user: User) -> Iterator[ToDo]:
    """For whom works with nobody at the moment."""
    return _drawn(_unfinished(user).union(_asking(user), _asked(user), all=True))


def _drawn(rows: QuerySet[Any]) -> Iterator[ToDo]:
    for found in sorted(Row(*row) for row in rows[:MOST_ROWS]):
        yield KINDS[found.what](found)


def _rows(rows: QuerySet[Any], kind: str, person: str, pairing: str = "") -> QuerySet[Any]:
    return rows.order_by().values_list(
        Value(kind),
        "pk",
        F(pairing) if pairing else Value(0),
        f"{person}__name",
        f"{person}__email",
    )


def _asking(user: User) -> QuerySet[Any]:
    return _rows(PairingRequest.objects.open().received_by(user), "request", "sender__user")


def _asked(user: User) -> QuerySet[Any]:
    """By the name that they may read; what they asked for is the kind."""
    typed = Case(When(invited_as="", then=F("recipient__user__name")), default=F("invited_as"))
    rows = PairingRequest.objects.open().sent_by(user).order_by()
    return rows.values_list("kind", "pk", Value(0), typed, "recipient__user__email")


def _unfinished(user: User) -> QuerySet[Any]:
    """Where the others have a name and an address, these have their cohort and the role."""
    drafts = ApplicationDraft.objects.of(user).order_by()
    return drafts.values_list(Value("unfinished"), "pk", Value(0), "cohort__slug", "role")


def _to_finish(row: Row) -> ToDo:
    return ToDo(
        title=_("Your application is not sent yet"),
        text=_("What you wrote is kept. You can go on, or delete it."),
        url=reverse("mentorship:apply", args=[row.name, row.email]),
        label=_("Go on"),
        sort="unfinished",
    )


def _to_accept(row: Row) -> ToDo:
    return ToDo(
        title=_("%(name)s asks you, and waits for an answer") % row.by,
        text=_("Yes and “not now” are both good answers."),
        url=reverse("mentorship:request", args=[row.pk]),
        label=_("Read and answer"),
        sort="request",
    )


def _to_confirm(row: Row) -> ToDo:
    return ToDo(
        title=_("%(name)s wrote down what you talked about") % row.by,
        text=_("Is this how you remember it too?"),
        url=reverse("checkins:confirm_close_out", args=[row.pk]),
        label=_("Read and confirm"),
        sort="close_out",
        pairing=row.pairing,
    )


def _to_answer(row: Row) -> ToDo:
    return ToDo(
        title=_("%(name)s has a few words for you") % row.by,
        text=_("Read now, answer when you like."),
        url=reverse("checkins:answer_feedback", args=[row.pk]),
        label=_("Read it"),
        sort="feedback",
        pairing=row.pairing,
    )


def _stands(row: Row, asked_for: str) -> ToDo:
    """Nothing to do: where it stands."""
    return ToDo(
        kind="asked",
        title=str(User(name=row.name, email=row.email)),
        text=asked_for,
        url=reverse("mentorship:request", args=[row.pk]),
        sort="asked",
    )


def _waits_for_talk(row: Row) -> ToDo:
    return _stands(row, _("A first talk: waits for an answer"))


def _waits_for_pairing(row: Row) -> ToDo:
    return _stands(row, _("To work together: waits for an answer"))


KINDS: dict[str, Callable[[Row], ToDo]] = {
    "close_out": _to_confirm,
    "feedback": _to_answer,
    "request": _to_accept,
    "unfinished": _to_finish,
    PairingRequest.Kind.TALK: _waits_for_talk,
    PairingRequest.Kind.PAIRING: _waits_for_pairing,
}
