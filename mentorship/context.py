"""What every page's navigation needs to know about the reader's places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db.models import Exists, Value
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts import clock
from accounts.addresses import address
from accounts.kept import Kept
from accounts.models import User
from accounts.queries import mail_trouble
from mentorship.models import Coordinator, Enrollment, PairingMember
from mentorship.words import Words, shared_words


def pages(app: str, names: str) -> frozenset[str]:
    return frozenset(f"{app}:{name}" for name in names.split())


# Which pages belong to a place of the navigation: on each of them it is marked.
GOAL_PAGES = pages(
    "goals",
    "goals goal create_goal edit_goal achieve_goal drop_goal log_progress correct_progress journal "
    "add_milestone drop_milestone "
    "promises commitment make_commitment answer_commitment split_commitment replan_commitment "
    "block_hour reflect_on_commitment reflect_on_goal "
    "plans start_plan edit_plan write_plan_review start_next_plan "
    "asks write_ask answer_ask shelf add_shelf_item edit_shelf_item share_shelf_item "
    "ask_about_goal answer_goal_question draft_offers offer_draft start_practice edit_practice",
) | pages("checkins", "plan")
CHECK_IN_PAGES = pages(
    "checkins",
    "check_ins check_in move_check_in close_out_check_in confirm_close_out feedback give_feedback "
    "answer_feedback feedback_requests request_feedback ask_colleague share_answer "
    "promise_feedback_rhythm practice note_practice "
    "prepare_check_in brief questions save_question calendar free_hours "
    "reports report send_report propose_times propose_check_in propose_rhythm log_check_in "
    "plan_instead history note_check_in note_pairing share_note correct_note put_right_close_out",
)
STEERED = frozenset({"checkins:rhythm", "checkins:notes_told"})  # by coordinators, one floor up
LOOKING_BACK = pages("goals", "patterns wins add_win") | pages(
    "checkins", "story because_of_you momentum"
)
OWN_ANSWERS = pages("mentorship", "own_answers edit_answers")
YOUR_PAGES = (
    pages("accounts", "you own_messages")
    | pages("goals", "asking asking_aloud consents change_consent")
    | pages("checkins", "look_ahead why_mail")
    | {"account_email", "account_change_password", "account_set_password"}
    | OWN_ANSWERS
)
STEERING_PAGES = pages("mentorship", "pause_pairing close_pairing")  # members and coordinators
NEXT_PAGES = (
    pages("checkins", "home")
    | pages("mentorship", "requests request request_pairing ask_for_talk decline_request")
    | pages("mentorship", "browse_mentors browse_peers invite_peer")
    | pages("mentorship", "pairing agreement draft_agreement write_card answer_fit")
    | pages("mentorship", "propose_extension rule_out_partners leave_group")
    | STEERING_PAGES
    | pages("mentorship", "own_places apply delete_application withdraw_application")
)
NOBODYS_PAGES = pages("mentorship", "help styleguide")


class Place(NamedTuple):
    """One entry of the navigation, and the URL names at which it is the current one."""

    label: str
    url_name: str
    icon: str
    names: frozenset[str]


class Entry(NamedTuple):
    """A place as it stands in the navigation of a page."""

    label: str
    url: str
    icon: str
    current: bool


class Reader(NamedTuple):
    """What the reader is in their programs, and the words that those programs share."""

    roles: frozenset[str]  # {"mentee", "mentor", "peer", "coordinator"}
    words: Words

    @property
    def is_member(self) -> bool:
        """Takes part, or may come to; a coordinator who is nothing else meets nobody."""
        return self.roles != {"coordinator"}


WORDS = ("mentor_word", "mentee_word", "check_in_word")
WORKING = ("active", "paused")  # states of a pairing
ROLES = tuple(Enrollment.Role.values)


def reader_of(user: User) -> Reader:
    """In one query. Staff count as coordinators before they run anything: somebody opens the first
    program. Words are those of the pairings that work; without any, of all places."""
    rows = list(
        PairingMember.objects.of(user)
        .exclude(pairing__state="proposed")
        .order_by()
        .values_list("role", "pairing__state", *_words("pairing__cohort__program"))
        .union(
            Enrollment.objects.of(user)
            .order_by()
            .annotate(stage=Value(""))
            .values_list("role", "stage", *_words("cohort__program")),
            User.objects.filter(Exists(Coordinator.objects.filter(user=user)), pk=user.pk)
            .annotate(post=Value("coordinator"), no=Value(""), own=Value(""), word=Value(""))
            .annotate(stage=Value(""))
            .values_list("post", "stage", "no", "own", "word"),
        )
    )
    roles = frozenset(row[0] for row in rows)
    member = [row for row in rows if row[0] != "coordinator"]
    working = [row for row in member if row[1] in WORKING]
    return Reader(
        roles | ({"coordinator"} if user.is_staff else frozenset()),
        shared_words(Words(*row[2:]) for row in working or member),
    )


def roles_of(user: User) -> frozenset[str]:
    return reader_of(user).roles


def reader_facts(user: User) -> dict[str, Exists]:
    """Annotations for rows of the reader's places, from which `introduce` learns their roles."""
    places = {f"is_{role}": Enrollment.objects.of(user).filter(role=role) for role in ROLES}
    posts = {"is_coordinator": Coordinator.objects.filter(user=user)}
    return {name: Exists(found) for name, found in (places | posts).items()}


def introduce(request: HttpRequest, members: Iterable[PairingMember]) -> None:
    """Says who reads, from the reader's own places with `reader_facts`: pages that are opened
    daily read them anyway. Nothing is said where none of the pairings works."""
    working = [row for row in members if row.pairing.state in WORKING]
    if not working:
        return
    facts = vars(working[0])
    roles = frozenset(role for role in (*ROLES, "coordinator") if facts[f"is_{role}"])
    words = shared_words(row.pairing.cohort.program.words for row in working)
    staff = frozenset({"coordinator"} if request.user.is_staff else ())
    request.reader = Reader(roles | staff, words)  # type: ignore[attr-defined]


def _words(program: str) -> list[str]:
    return [f"{program}__{name}" for name in WORDS]


def member_places(roles: frozenset[str], words: Words) -> list[Place]:
    places = [
        Place(_("Next"), "checkins:home", "home", NEXT_PAGES),
        Place(_("Goals"), "goals:goals", "goal", GOAL_PAGES | LOOKING_BACK),
        Place(capfirst(words.check_ins), "checkins:check_ins", "calendar", CHECK_IN_PAGES),
    ]
    if roles & {"mentor", "peer"}:
        names = {"mentor": words.mentees, "peer": words.peers}
        both = {"mentor", "peer"} <= roles
        label = _("People") if both else capfirst(names["mentor" if "mentor" in roles else "peer"])
        places.insert(1, Place(label, "checkins:review", "people", frozenset({"checkins:review"})))
    return places


def programs_place(here: str, *, alone: bool) -> Place:
    """Every page of this app, save those of members; with no place of theirs, some of them too."""
    members = NEXT_PAGES - STEERING_PAGES if alone else NEXT_PAGES
    own = here.startswith("mentorship:") and here not in members | NOBODYS_PAGES | OWN_ANSWERS
    names = frozenset({here}) if own or here in STEERED else frozenset()
    return Place(_("Programs"), "mentorship:programs", "program", names)


NAVIGATIONS: Kept[tuple[Entry, ...]] = Kept(500)


def navigation(request: HttpRequest, reader: Reader) -> tuple[Entry, ...]:
    match = request.resolver_match
    here = match.view_name if match else ""
    known = Reader(*reader)  # rather than what finds it, which would keep the request
    return NAVIGATIONS.get((known, here), lambda: _navigation(known, here))


def _navigation(reader: Reader, here: str) -> tuple[Entry, ...]:
    """At most five places; a coordinator who is nothing else has just their own two."""
    roles = reader.roles
    places: list[Place] = []
    if reader.is_member:
        places += member_places(roles, reader.words)
    if "coordinator" in roles:
        places.append(programs_place(here, alone=not places))
    if len(places) < 5:
        places.append(Place(_("You"), "accounts:you", "you", YOUR_PAGES))
    return tuple(
        Entry(place.label, address(place.url_name), place.icon, here in place.names)
        for place in places
    )


def places(request: HttpRequest) -> dict[str, object]:
    """`nav` and `words` cost their one query only on pages that show them."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"nav": [], "words": Words(), "mail_trouble": ""}
    reader = SimpleLazyObject(lambda: getattr(request, "reader", None) or reader_of(user))
    return {
        "nav": SimpleLazyObject(lambda: navigation(request, reader)),
        "is_member": SimpleLazyObject(lambda: reader.is_member),
        "words": SimpleLazyObject(lambda: reader.words),
        "mail_trouble": SimpleLazyObject(lambda: _mail_trouble(reader)),
    }


def _mail_trouble(reader: Reader) -> str:
    return mail_trouble(clock.now()) if "coordinator" in reader.roles else ""
