"""Three partners on phones: from a file of people to the half of a close-out that each writes."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from goals.models import Commitment
from mentorship.tests.make import PASSWORD, make_cohort, make_coordinator, make_person, make_program

from . import desk, door, pair
from .clock import Clock
from .post import Post
from .visitor import Visitor

pytestmark = pytest.mark.browser
ROSTER = Path(__file__).parent / "rosters" / "partners.csv"
BERLIN = "Europe/Berlin"
MONDAY, THURSDAY = date(2026, 11, 16), date(2026, 11, 19)
NAMES = ("Ana", "Ben", "Caro")
SIDES = re.compile(r"\b(mentors?|mentees?|you two|both of you)\b", re.IGNORECASE)


def test_a_trio_of_partners(visitor: Callable[..., Visitor], clock: Clock, post: Post) -> None:
    clock.set(MONDAY, time(9), BERLIN)
    ada = visitor("Ada")
    a_coordinator_puts_three_together(ada, post)
    people = {name: visitor(name) for name in NAMES}
    for name, person in people.items():
        each_comes_in_and_reads_who_the_partners_are(name, person, post)
    all_of_them_sign(people)
    clock.set(THURSDAY, time(17, 50), BERLIN)
    post.deliver()
    for name, person in people.items():
        each_writes_a_half(name, person)
    ana = people["Ana"]
    ana.follow("Check-ins")
    ana.follow("Thursday 19 November")
    ana.sees("What Ben wrote", "What Caro wrote", "Thanks from Ben", "Thanks from Caro")
    assert "can still write theirs" not in ana.text
    ana.follow("Partners")
    ana.sees("Two people, and what moved", "Promise of Ben", "Promise of Caro")
    owners = {row.text: row.person.short_name for row in Commitment.objects.all()}
    assert owners == {f"Promise of {name}": name for name in NAMES}


def a_coordinator_puts_three_together(ada: Visitor, post: Post) -> None:
    program = make_program(name="Circles", support_contact="help@example.org")
    dates = {"starts_on": MONDAY, "ends_on": date(2027, 4, 30)}
    make_cohort(program, name="Winter", state="recruiting", pairs="peers", **dates)
    make_coordinator(make_person("Ada Lind"), program)
    ada.open("/")
    door.sign_in_with_password(ada, "ada@example.org", PASSWORD)
    ada.follow("Winter")
    desk.upload_roster(ada, ROSTER, "the file says who is what")
    desk.confirm_roster(ada, post)
    ada.follow("Go on")
    desk.propose_pairings(ada, post)
    ada.sees("Ana Lima, Ben Okoro and Caro Weiss", "Ana Lima and Ben Okoro,")
    ada.press("Publish the one pair")
    post.deliver()
    assert len(post.of("mentorship.pairing_published")) == 3


def each_comes_in_and_reads_who_the_partners_are(name: str, person: Visitor, post: Post) -> None:
    address = f"{name.lower()}@example.org"
    mail = post.latest("mentorship.pairing_published", address).plain
    assert "are your partners in Winter. This is why:" in mail and not SIDES.search(mail)
    person.open(post.latest("mentorship.welcome", address).link("Choose how you sign in"))
    door.choose_password(person, f"a-word-of-{name}-alone")
    others = [other for other in NAMES if other != name]
    person.sees(" and ".join(others))
    assert not SIDES.search(person.text)


def all_of_them_sign(people: dict[str, Visitor]) -> None:
    pair.draft_agreement(people["Ana"])
    people["Ana"].sees("Signed by you; it waits for Ben Okoro and Caro Weiss")
    assert not SIDES.search(people["Ana"].text)
    for name in ("Ben", "Caro"):
        people[name].follow("Next")
        pair.sign_agreement(people[name])
    people["Caro"].sees("This is what you agreed")


def each_writes_a_half(name: str, person: Visitor) -> None:
    person.follow("Next")
    person.follow("Write the close-out" if name == "Ana" else "Write your half")
    person.write("One line of thanks", f"Thanks from {name}")
    first = person.page.locator("#promises").locator("..")
    person.write("I will …", f"Promise of {name}", within=first.locator(".form").first)
    person.press("Save the close-out")
    person.sees("What you wrote", f"Thanks from {name}", f"Promise of {name}")
    assert not SIDES.search(person.text)
