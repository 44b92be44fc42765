"""Plain builders for tests of the rhythm floor."""

from datetime import UTC, date, datetime
from typing import Any

from checkins.models import CheckIn, CloseOut, Feedback, FeedbackRequest, Report
from checkins.services import ask_colleague
from mentorship.models import Pairing, PairingMember
from mentorship.tests.make import NOW

THURSDAY = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)  # 17:00 in Berlin
ASKED = {"work": "My talk on Monday", "question": "Where did you lose me?"}


def make_check_in(pairing: Pairing, **changes: Any) -> CheckIn:
    starts_at = changes.get("starts_at", THURSDAY)
    facts = {
        "starts_at": starts_at,
        "local_on": starts_at.date(),
        "rule_on": starts_at.date(),
        "created_at": NOW,
    }
    if changes.get("state", "planned") not in ("planned", "proposed"):
        facts["ended_at"] = starts_at
    return CheckIn.objects.create(pairing=pairing, **(facts | changes))


def make_close_out(check_in: CheckIn, author: PairingMember, **changes: Any) -> CloseOut:
    facts = {"summary": "We looked at the first slides.", "written_at": NOW}
    return CloseOut.objects.create(check_in=check_in, author=author, **(facts | changes))


def make_feedback(author: PairingMember, to: PairingMember, **changes: Any) -> Feedback:
    facts = {
        "kind": Feedback.Kind.OBSERVE,
        "text": "You paused before the numbers, and everybody looked up.",
        "client_token": str(Feedback.objects.count()),
        "given_at": NOW,
    }
    return Feedback.objects.create(author=author, to=to, **(facts | changes))


def make_report(member: PairingMember, **changes: Any) -> Report:
    facts = {
        "week_on": date(2026, 11, 9),
        "kind": Report.Kind.QUICK,
        "accomplished": "The first slides.",
        "sent_at": NOW,
        "sent_on": NOW.date(),
    }
    return Report.objects.create(member=member, **(facts | changes))


def make_question(asker: PairingMember, name: str = "Gwen", **changes: Any) -> FeedbackRequest:
    """To a colleague outside, about one thing."""
    facts = ASKED | {
        "asker": asker,
        "by": asker.person,
        "name": name,
        "address": f"{name}@outside.example",
        "client_token": name,
        "now": NOW,
    }
    return ask_colleague(**(facts | changes))
