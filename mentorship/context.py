"""What every page's navigation needs to know about the reader's places."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.db.models import Exists, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from accounts.models import User
from mentorship.models import Coordinator, Enrollment, PairingMember


class Place(NamedTuple):
    """One entry of the navigation, and the URL names at which it is the current one."""

    label: str
    url_name: str
    icon: str
    names: frozenset[str]


def roles_of(user: User) -> frozenset[str]:
    """{"mentee", "mentor", "peer", "coordinator"}: what the reader is, in one query.

    Staff count as coordinators before they run anything: somebody opens the first program.
    """
    roles = (
        PairingMember.objects.of(user)
        .exclude(pairing__state="proposed")
        .order_by()
        .values_list("role", flat=True)
        .union(
            Enrollment.objects.of(user).order_by().values_list("role", flat=True),
            User.objects.filter(Exists(Coordinator.objects.filter(user=user)), pk=user.pk)
            .annotate(post=Value("coordinator"))
            .values_list("post", flat=True),
        )
    )
    return frozenset(roles) | ({"coordinator"} if user.is_staff else frozenset())


def member_places(roles: frozenset[str]) -> list[Place]:
    places = [
        Place(_("Next"), "checkins:home", "home", frozenset({"checkins:home"})),
        Place(
            _("Goals"),
            "goals:goals",
            "goal",
            frozenset({"goals:goals", "goals:goal", "goals:create_goal", "goals:promises"}),
        ),
        Place(
            _("Check-ins"),
            "checkins:check_ins",
            "calendar",
            frozenset({"checkins:check_ins", "checkins:check_in", "checkins:feedback"}),
        ),
    ]
    if "mentor" in roles:
        places.insert(
            1, Place(_("Mentees"), "checkins:review", "people", frozenset({"checkins:review"}))
        )
    return places


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """At most five places; a coordinator who is nothing else has just their own two."""
    match = request.resolver_match
    here = match.view_name if match else ""
    roles = roles_of(request.user)  # type: ignore[arg-type]
    places: list[Place] = []
    if roles - {"coordinator"} or not roles:
        places += member_places(roles)
    if "coordinator" in roles:
        own = not here.startswith("mentorship:pairing") and here.startswith("mentorship:")
        names = frozenset({here}) if own or here == "checkins:rhythm" else frozenset()
        places.append(Place(_("Programs"), "mentorship:programs", "program", names))
    if len(places) < 5:
        places.append(Place(_("You"), "accounts:you", "you", frozenset({"accounts:you"})))
    return [
        {
            "label": place.label,
            "url": reverse(place.url_name),
            "icon": place.icon,
            "current": here in place.names,
        }
        for place in places
    ]


def places(request: HttpRequest) -> dict[str, object]:
    """`nav` costs its query only on pages that show it."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": []}
    return {"nav": SimpleLazyObject(lambda: navigation(request))}
