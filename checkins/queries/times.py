"""Times that are proposed for a check-in, as a member reads them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from accounts.models import User
from checkins import words
from checkins.models import CheckIn, TimeProposal


@dataclass(frozen=True)
class TimeRow:
    text: str
    suits: str
    """Names of those who said so already."""
    is_past: bool


@dataclass(frozen=True)
class TimesCard:
    proposal: TimeProposal
    rows: list[TimeRow]
    by: str
    is_mine: bool
    has_answered: bool
    waits_for: str
    is_for_three: bool
    unsuitable_for: str
    """The name of who said that none of them suits; empty while they are open."""

    @property
    def is_open(self) -> bool:
        return self.proposal.is_open

    @property
    def waits_for_me(self) -> bool:
        return self.is_open and not self.is_mine and not self.has_answered


def times_card(user: User, check_in: CheckIn, now: datetime) -> TimesCard | None:
    """The newest word on the matter, while it is of use. The check-in comes with its people."""
    if check_in.state not in (CheckIn.State.PROPOSED, CheckIn.State.PLANNED):
        return None
    rows = check_in.time_proposals.select_related(
        "by__enrollment__user", "ended_by__enrollment__user"
    ).prefetch_related("times__answers__member__enrollment__user")
    newest = rows.first()
    if newest is None or newest.expires_at <= now:
        return None
    newest.check_in = check_in
    said_no = newest.state == TimeProposal.State.UNSUITABLE and check_in.is_proposed
    return _card(user, newest, now) if newest.is_open or said_no else None


def proposed_by_another(user: User, check_in: CheckIn) -> str:
    """The name of whose times are on the table, unless they are the reader's own."""
    rows = check_in.time_proposals.open().exclude(by__enrollment__user=user)
    found = rows.select_related("by__enrollment__user").first()
    return found.by.person.short_name if found else ""


def _card(user: User, proposal: TimeProposal, now: datetime) -> TimesCard:
    others = words.others_of(proposal.check_in.pairing, user)
    suits = {
        time.pk: [answer.member.person for answer in time.answers.all()]
        for time in proposal.times.all()
    }
    answered = {person.pk for people in suits.values() for person in people}
    missing = [one for one in others if one.pk not in answered | {proposal.by.person.pk}]
    return TimesCard(
        proposal=proposal,
        rows=[
            TimeRow(
                words.both_times(user, others, time.starts_at),
                words.names(suits[time.pk]),
                time.starts_at <= now,
            )
            for time in proposal.times.all()
        ],
        by=proposal.by.person.short_name,
        is_mine=proposal.by.person.pk == user.pk,
        has_answered=user.pk in answered,
        waits_for=words.names(missing),
        is_for_three=len(others) > 1,
        unsuitable_for="" if proposal.is_open else _name(proposal),
    )


def _name(proposal: TimeProposal) -> str:
    return proposal.ended_by.person.short_name if proposal.ended_by else ""
