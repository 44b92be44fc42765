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


def pages(app: str, names: str) -> frozenset[str]:
    return frozenset(f"{app}:{name}" for name in names.split())


# Which pages belong to a place of the navigation: on each of them it is marked.
GOAL_PAGES = pages(
    "goals",
    "goals goal create_goal edit_goal achieve_goal drop_goal log_progress correct_progress "
    "promises commitment make_commitment answer_commitment",
)
CHECK_IN_PAGES = pages(
    "checkins",
    "check_ins check_in move_check_in close_out_check_in confirm_close_out feedback give_feedback "
    "answer_feedback",
)
PROGRAM_PAGES = pages(
    "mentorship",
    "programs create_program program create_cohort cohort people upload_roster roster map_roster "
    "workbench publish_pairings pairing_reasons swap_pairing",
) | {"checkins:rhythm"}


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


def _of(namespace: str, names: str) -> frozenset[str]:
    return frozenset(f"{namespace}:{name}" for name in names.split())


# The pages under each place, by URL name: its entry stays marked on all of them.
STEERED = _of("mentorship", "pause_pairing close_pairing")  # by members and coordinators
NEXT = STEERED | _of("checkins", "home") | _of("mentorship", "pairing agreement draft_agreement")
GOALS = _of(
    "goals",
    "goals goal create_goal edit_goal achieve_goal drop_goal log_progress correct_progress"
    " promises commitment make_commitment answer_commitment",
)
CHECK_INS = _of(
    "checkins",
    "check_ins check_in move_check_in close_out_check_in confirm_close_out"
    " feedback give_feedback answer_feedback",
)
YOU = _of("accounts", "you own_messages") | _of("goals", "asking consents change_consent")
YOU |= {"account_email", "account_change_password", "account_set_password"}
NOBODYS = _of("mentorship", "help styleguide")


def member_places(roles: frozenset[str]) -> list[Place]:
    places = [
        Place(_("Next"), "checkins:home", "home", NEXT),
        Place(_("Goals"), "goals:goals", "goal", GOALS),
        Place(_("Check-ins"), "checkins:check_ins", "calendar", CHECK_INS),
    ]
    if "mentor" in roles:
        places.insert(
            1, Place(_("Mentees"), "checkins:review", "people", frozenset({"checkins:review"}))
        )
    return places


def programs_place(here: str, *, alone: bool) -> Place:
    """Every page of the programs; those that members share only where there is no place of theirs."""
    of_programs = here == "checkins:rhythm" or (
        here.startswith("mentorship:")
        and here not in NOBODYS
        and (here not in NEXT or (alone and here in STEERED))
    )
    names = frozenset({here}) if of_programs else frozenset()
    return Place(_("Programs"), "mentorship:programs", "program", names)


def navigation(request: HttpRequest) -> list[dict[str, Any]]:
    """At most five places; a coordinator who is nothing else has just their own two."""
    match = request.resolver_match
    here = match.view_name if match else ""
    roles = roles_of(request.user)  # type: ignore[arg-type]
    places: list[Place] = []
    if roles - {"coordinator"} or not roles:
        places += member_places(roles)
    if "coordinator" in roles:
        places.append(Place(_("Programs"), "mentorship:programs", "program", PROGRAM_PAGES))
    if len(places) < 5:
        places.append(Place(_("You"), "accounts:you", "you", YOU))
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
