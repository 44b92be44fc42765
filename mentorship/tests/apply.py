"""Plain builders for enrollment: a cohort that takes people, and applications to it."""

from typing import Any

from accounts.models import User
from mentorship.models import ApplicationDraft, Cohort, Enrollment, Entrance
from mentorship.services import applications
from mentorship.services.applications import Written

from .make import NOW

ANSWERS = {"skills_wanted": ["Writing"], "skills_offered": ["Strategy"]}


def make_entrance(cohort: Cohort, **changes: Any) -> Entrance:
    facts = {"is_open": True, "needs_approval": False, "for_peers": True}
    return Entrance.objects.create(cohort=cohort, **(facts | changes))


def make_draft_of(cohort: Cohort, user: User, role: str = "mentee", **changes: Any) -> Any:
    facts = {"answers": ANSWERS, "created_at": NOW, "touched_at": NOW, "begun_at": NOW}
    return ApplicationDraft.objects.create(cohort=cohort, user=user, role=role, **(facts | changes))


def send(cohort: Cohort, user: User, role: str = "mentee", **changes: Any) -> Enrollment:
    """Begun and sent by somebody who has the link."""
    facts = {"now": NOW} | changes
    applications.start_application(entrance=cohort.entrance, role=role, by=user, now=facts["now"])
    return applications.submit_application(
        cohort=cohort, role=role, written=Written(ANSWERS), by=user, now=facts["now"]
    )
