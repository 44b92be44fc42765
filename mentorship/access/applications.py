"""Who may: the doors of enrollment. A cohort's link, one's own application, and its queue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.http import Http404

from accounts.models import User
from accounts.signing import PUBLIC_ID_CHARS, tag_is_good
from mentorship.models import ApplicationDraft, Cohort, EligibilityRule, Enrollment, Entrance
from mentorship.models.applications import JOIN

from .places import found, get_cohort

OLD_LINKS_KNOWN = 50
SLIP = "mentorship.application"  # salt of what keeps somebody's words after their session ended
SLIP_LIVES = timedelta(days=30)


@dataclass(frozen=True)
class Link:
    entrance: Entrance
    is_replaced: bool  # truly one of ours, but there is a newer one


def get_link(raw: str) -> Link:
    """What stands behind a cohort's link, for anybody who has it."""
    raw = raw.replace("\0", "")
    public_id, tag = raw[:PUBLIC_ID_CHARS], raw[PUBLIC_ID_CHARS:]
    rows = Entrance.objects.select_related("cohort__program")
    entrance = rows.filter(public_id=public_id).first() if tag.isascii() else None
    if entrance is None:
        tag_is_good("", JOIN, public_id, 1)  # the same work for a wrong guess
        raise Http404
    if tag_is_good(tag, JOIN, public_id, entrance.version):
        return Link(entrance, is_replaced=False)
    oldest = max(1, entrance.version - OLD_LINKS_KNOWN)
    if any(tag_is_good(tag, JOIN, public_id, v) for v in range(oldest, entrance.version)):
        return Link(entrance, is_replaced=True)
    raise Http404


def get_rule(user: User, slug: str, pk: int) -> EligibilityRule:
    cohort = get_cohort(user, slug)
    rule = found(EligibilityRule.objects.filter(cohort=cohort), pk=pk)
    rule.cohort = cohort
    return rule


def get_turned_back(user: User, slug: str, pk: int) -> ApplicationDraft:
    """Somebody whom a rule turned back. Their answers are not read through this door."""
    cohort = get_cohort(user, slug)
    drafts = ApplicationDraft.objects.in_cohort(cohort).turned_back()
    draft = found(drafts.select_related("user", "turned_back_by"), pk=pk)
    draft.cohort = cohort
    return draft


# -- One's own -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Application:
    """What somebody writes, or may begin to, since they were invited."""

    cohort: Cohort
    role: str
    draft: ApplicationDraft | None
    place: Enrollment | None

    @property
    def is_invited(self) -> bool:
        return self.place is not None and self.place.state == "invited"

    @property
    def is_sent(self) -> bool:
        return self.draft is None and self.place is not None and not self.is_invited


def get_application(user: User, slug: str, role: str) -> Application:
    """One's own application or place in a cohort, in that role."""
    mine = {"cohort__slug": slug, "role": role}
    related = "cohort__program"
    draft = ApplicationDraft.objects.of(user).select_related(related).filter(**mine).first()
    place = Enrollment.objects.of(user).select_related(related).filter(**mine).first()
    either = draft or place
    if either is None:
        raise Http404
    return Application(either.cohort, role, draft, place)


def slip_of(user: User, application: Application) -> str:
    """Stands in their form and says whose words these are. It allows nothing but keeping them."""
    told = {"person": user.pk, "to": [application.cohort.slug, application.role]}
    return signing.dumps(told, salt=SLIP)


def writer_of(slip: str, slug: str, role: str) -> User | None:
    """Who was given that slip for this very application."""
    try:
        told = signing.loads(slip, salt=SLIP, max_age=SLIP_LIVES)
    except signing.BadSignature:
        return None
    if told["to"] != [slug, role]:
        return None
    return User.objects.filter(pk=told["person"], is_active=True).first()


def application_actions(place: Enrollment) -> frozenset[str]:
    """What somebody may do with what they applied for."""
    if place.state in ("applied", "accepted", "waitlisted") and not place.seats_taken:
        return frozenset({"withdraw_application"})
    return frozenset()
