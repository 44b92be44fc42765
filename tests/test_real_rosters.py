"""Rosters of another project, where they are at hand: from the file to the answered reminder.

Everything is done as people do it: pages are posted, mails are read, and the clock is moved.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core.management import call_command
from django.db.models import Model
from django.forms import Form
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.models import Message, User
from checkins.models import Feedback
from goals.models import Commitment, Goal
from mentorship.models import Enrollment, Pairing, PairingMember
from mentorship.tests.make import NOW

DATA: Path = settings.BASE_DIR.parent / "shared" / "data"
MENTORS = DATA / "mentor-match_small_mentors.csv"
MENTEES = DATA / "mentor-match_small_mentees.csv"
FORM = DATA / "mentforship_google_forms_68cols.csv"
NO_ADDRESS = "This line has no e-mail address. Add one, so that we can write to this person."

BERLIN, LIMA = "Europe/Berlin", "America/Lima"
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in (16, 17, 18, 19))
TUESDAY_AFTER, WEDNESDAY_AFTER = date(2026, 11, 24), date(2026, 11, 25)
GOAL = "Lead four trainings without reading from my slides"
SUMMARY = "We looked at my first ten minutes."
HERS, HIS = "Tell my opening story to a colleague", "Send you the checklist for rooms"
NOTE = "The first one, in front of five people."
PRAISE = "Your story had a beginning that I still remember."
THANKS = "It helped that you laughed."


@pytest.fixture(autouse=True)
def files_at_hand() -> None:
    if not DATA.is_dir():
        pytest.skip(f"There are no rosters in {DATA}, so they cannot be brought in.")


@pytest.fixture
def move_to() -> Iterator[Callable[[datetime], None]]:
    """Moves the clock that web pages read."""
    with time_machine.travel(NOW, tick=False) as machine:
        yield machine.move_to


@dataclass
class Story:
    """Who sits at which browser, and which letters have come so far."""

    move_to: Callable[[datetime], None]
    sign_in: Callable[[User], Client]
    slug: str
    ada: Client
    mentor: Client = field(default_factory=Client)
    mentee: Client = field(default_factory=Client)
    letters: list[Message] = field(default_factory=list)
    pairing: Pairing = field(default_factory=Pairing)

    def at(self, day: date, at: time, zone: str = BERLIN) -> None:
        """Moves every clock there, and lets the workers do what is due."""
        now = datetime.combine(day, at, ZoneInfo(zone)).astimezone(UTC)
        self.move_to(now)
        for _a_job_and_then_its_mails in range(2):
            call_command("tick", now=now, stdout=StringIO())
            known = {letter.pk for letter in self.letters}
            self.letters += Message.objects.sent().exclude(pk__in=known).order_by("id")

    def letters_of(self, kind: str, role: str = "") -> list[Message]:
        found = [letter for letter in self.letters if letter.kind == kind]
        return [x for x in found if not role or x.person_id == self.member(role).person.pk]

    def member(self, role: str) -> PairingMember:
        return self.pairing.members.get(role=role)

    def desk(self, name: str) -> str:
        return reverse(f"mentorship:{name}", args=[self.slug])

    def ours(self, name: str) -> str:
        return reverse(f"mentorship:{name}", args=[self.pairing.pk])


def address(name: str, thing: Model) -> str:
    return reverse(name, args=[thing.pk])


def link_in(letter: Message, label: str) -> str:
    """Where the button with this label leads; the host is ours."""
    found = re.search(rf"^{re.escape(label)}:\s+{settings.SITE_URL}(\S+)$", letter.text, re.M)
    assert found, letter.text
    return found[1]


def said_in(letter: Message) -> str:
    """Its words without the line breaks and quote marks of mails."""
    return " ".join(letter.text.replace("> ", "").split())


def see(client: Client, where: str, *words: str) -> HttpResponse:
    """Opens a page that says this."""
    page = client.get(where)
    assert page.status_code == 200, (where, page.status_code)
    said = unescape(page.content.decode())
    assert [word for word in words if word not in said] == [], where
    return page


def send(client: Client, where: str, **data: Any) -> str:
    """Sends a form, and returns where that leads."""
    answer = client.post(where, data)
    assert answer.status_code == 302, (where, strip_tags(answer.content.decode()).split())
    return answer["Location"]


# -- The story -----------------------------------------------------------------------------------


def test_a_real_roster_goes_through_the_whole_loop(cohort, ada, sign_in, move_to) -> None:
    story = Story(move_to, sign_in, cohort.slug, sign_in(ada))
    the_coordinator_brings_people_in(story)
    she_proposes_swaps_one_and_publishes(story)
    a_mentee_comes_in_from_her_mail(story)
    she_says_how_she_likes_to_be_asked(story)
    they_sign_an_agreement(story)
    they_agree_on_a_goal(story)
    they_meet_and_each_makes_a_promise(story)
    she_is_asked_and_he_is_not(story)
    she_answers_from_the_mail(story)
    she_logs_progress_and_he_sees_both(story)
    he_gives_feedback_and_she_answers(story)
    the_coordinator_sees_dates_and_none_of_the_words(story)


def the_coordinator_brings_people_in(story: Story) -> None:
    for path, role in ((MENTORS, "mentor"), (MENTEES, "mentee")):
        preview = upload(story, path, role)
        assert see(story.ada, preview, path.name).context["importable"] == 50
        job = send(story.ada, preview, applied="yes")
        story.at(MONDAY, time(9))
        assert story.ada.get(job)["Location"] == preview
        assert see(story.ada, preview).context["result"]["new"] == 50
    see(story.ada, story.desk("people"), "mentor 00")
    assert len(story.letters_of("mentorship.welcome")) == 100


def upload(story: Story, path: Path, role: str) -> str:
    with path.open("rb") as file:
        return send(story.ada, story.desk("upload_roster"), file=file, role=role)


def she_proposes_swaps_one_and_publishes(story: Story) -> None:
    job = send(story.ada, story.desk("propose_pairings"))
    story.at(MONDAY, time(10))
    workbench = story.ada.get(job)["Location"]
    assert see(story.ada, workbench).context["tallies"]["drafts"] == 50
    story.pairing = swap_by_hand(story, Pairing.objects.proposed().order_by("id")[0])
    send(story.ada, story.desk("publish_pairings"), which="all")
    story.at(MONDAY, time(11))
    assert see(story.ada, workbench).context["tallies"]["published"] == 50
    assert len(story.letters_of("mentorship.pairing_published")) == 100
    for role in ("mentee", "mentor"):
        (letter,) = story.letters_of("mentorship.pairing_published", role)
        assert "This is why:" in said_in(letter)


def swap_by_hand(story: Story, draft: Pairing) -> Pairing:
    mentee = draft.members.get(role="mentee").enrollment
    swap = address("mentorship:swap_pairing", draft)
    wanted = see(story.ada, swap).context["swaps"][0].mentor
    see(story.ada, f"{swap}?mentor={wanted.pk}", str(wanted.user))
    send(story.ada, swap, mentor=wanted.pk)
    swapped = Pairing.objects.proposed().get(members__enrollment=mentee)
    assert swapped.by_hand and swapped.members.get(role="mentor").enrollment == wanted
    return swapped


def a_mentee_comes_in_from_her_mail(story: Story) -> None:
    (welcome,) = story.letters_of("mentorship.welcome", "mentee")
    invitation = link_in(welcome, "Choose how you sign in")
    see(Client(), invitation, "A password of your own")
    home = send(story.mentee, invitation, password="maracuja-na-varanda")
    see(story.mentee, home, "agreement")
    story.mentor = story.sign_in(story.member("mentor").person)


def she_says_how_she_likes_to_be_asked(story: Story) -> None:
    you = reverse("accounts:you")
    facts = see(story.mentee, you).context["form"].initial
    names = ("name", "language", "quiet_from", "quiet_until")
    kept = {name: facts[name] for name in names}
    send(story.mentee, you, **kept, zone=LIMA, days=list("01234"))
    wish = {"how": "mail", "who": "system", "per_week": 1, "tone": "warm", "silence": "nothing"}
    send(story.mentee, reverse("goals:asking"), **wish, at="09:00")
    # Four letters in one week are one too many: the last would wait until the next.
    off = {"stream": "mentorship.fit_check", "to": "off"}
    send(story.mentee, reverse("accounts:switch_mail"), **off)


def they_sign_an_agreement(story: Story) -> None:
    story.at(MONDAY, time(18))
    texts = see(story.mentee, story.ours("draft_agreement")).context["form"].initial
    send(story.mentee, story.ours("draft_agreement"), **texts)
    story.at(TUESDAY, time(9))
    (letter,) = story.letters_of("mentorship.agreement_to_sign", "mentor")
    see(story.mentor, link_in(letter, "Read the agreement"), "Is this how you want to work?")
    send(story.mentor, story.ours("sign_agreement"), version=1)
    see(story.mentee, story.ours("agreement"), "This is what you agreed")


def they_agree_on_a_goal(story: Story) -> None:
    edit = send(story.mentee, reverse("goals:create_goal"), title=GOAL)
    smart = {
        "kind": "number",
        "unit": "trainings",
        "start": 0,
        "target": 4,
        "realistic": "Two a month, and a room that is free.",
        "relevant": "I would like to teach one day.",
        "due_on": "2027-02-12",
        "confidence": 7,
    }
    page = send(story.mentee, edit, title=GOAL, **smart)
    assert story.mentor.get(page).status_code == 404  # a draft is hers alone
    goal = Goal.objects.get()
    send(story.mentee, address("goals:propose_goal", goal))
    send(story.mentee, address("goals:give_consent", goal.consent))
    see(story.mentor, page, GOAL)
    send(story.mentor, address("goals:agree_goal", goal))
    goal.refresh_from_db()
    assert goal.state == Goal.State.AGREED


def they_meet_and_each_makes_a_promise(story: Story) -> None:
    story.at(WEDNESDAY, time(18))
    check_in = story.pairing.check_ins.order_by("starts_at")[0]
    assert check_in.local_on == THURSDAY
    for client, role in ((story.mentee, "mentee"), (story.mentor, "mentor")):
        see(client, "/", "Next check-in", address("checkins:check_in", check_in))
        (invitation,) = story.letters_of("checkins.check_in_invited", role)
        assert "BEGIN:VEVENT" in invitation.ics
    story.at(THURSDAY, time(18))
    close_out = address("checkins:close_out_check_in", check_in)
    said = as_it_stands(see(story.mentee, close_out).context["forms"].promises)
    for number, role, text in ((1, "mentee", HERS), (2, "mentor", HIS)):
        said[f"promise_{number}-owner"] = story.member(role).pk
        said[f"promise_{number}-text"] = text
        said[f"promise_{number}-due_on"] = TUESDAY_AFTER
    send(story.mentee, close_out, summary=SUMMARY, **said)
    see(story.mentor, address("checkins:check_in", check_in), SUMMARY, HERS, HIS)


def as_it_stands(forms: Iterable[Form]) -> dict[str, Any]:
    """What a browser sends if nobody touches these parts of a page."""
    return {box.html_name: box.initial or "" for form in forms for box in form}


def she_is_asked_and_he_is_not(story: Story) -> None:
    """Each decides about their own promise. Its day comes; nine o’clock in Lima comes later."""
    hers, his = Commitment.objects.get(text=HERS), Commitment.objects.get(text=HIS)
    send(story.mentee, address("goals:give_consent", hers.consent))
    send(story.mentor, address("goals:decline_consent", his.consent))
    assert story.mentor.post(address("goals:revoke_consent", hers.consent)).status_code == 404
    story.at(TUESDAY_AFTER, time(8, 59), LIMA)
    assert asked_about(story, hers) == []
    for hour in (9, 10, 14, 18):
        story.at(TUESDAY_AFTER, time(hour), LIMA)
    (letter,) = asked_about(story, hers)
    assert letter.sent_at == datetime(2026, 11, 24, 14, tzinfo=UTC)
    assert letter.person == hers.person and GOAL in said_in(letter)
    for kind in ("checkins.follow_up", "accounts.asked_together"):
        assert story.letters_of(kind, "mentor") == []


def asked_about(story: Story, promise: Commitment) -> list[Message]:
    """Her goal is asked about in the same hour, so that both questions come in one mail."""
    assert story.letters_of("checkins.follow_up") == []
    letters = story.letters_of("accounts.asked_together")
    return [x for x in letters if promise.text in said_in(x)]


def she_answers_from_the_mail(story: Story) -> None:
    hers = Commitment.objects.get(text=HERS)
    done = link_in(asked_about(story, hers)[0], "Done")
    stranger = Client()
    see(stranger, done, HERS)
    hers.refresh_from_db()
    assert hers.is_open  # looking changes nothing
    answered = stranger.post(done, {"answer": "done"})
    assert answered.status_code == 200
    hers.refresh_from_db()
    assert not hers.is_open
    assert not stranger.session.keys()


def she_logs_progress_and_he_sees_both(story: Story) -> None:
    goal = Goal.objects.get()
    log = {"value": 1, "note": NOTE, "happened_on": TUESDAY_AFTER}
    send(story.mentee, address("goals:log_progress", goal), **log)
    see(story.mentor, address("goals:goal", goal), NOTE)
    see(story.mentor, address("goals:commitment", Commitment.objects.get(text=HERS)), "Done")
    see(story.mentor, reverse("checkins:review"), story.member("mentee").person.short_name)


def he_gives_feedback_and_she_answers(story: Story) -> None:
    give = address("checkins:give_feedback", story.member("mentee"))
    about = f"commitment:{Commitment.objects.get(text=HERS).pk}"
    send(story.mentor, give, kind="affirm", text=PRAISE, about=about, client_token="once")
    story.at(WEDNESDAY_AFTER, time(12), LIMA)
    (letter,) = story.letters_of("checkins.feedback_given", "mentee")
    assert PRAISE in said_in(letter)
    answer = address("checkins:answer_feedback", Feedback.objects.get())
    send(story.mentee, answer, answer="thanked", text=THANKS)
    see(story.mentor, reverse("checkins:feedback"), PRAISE, THANKS)


def the_coordinator_sees_dates_and_none_of_the_words(story: Story) -> None:
    rhythm = reverse("checkins:rhythm", args=[story.slug])
    first = see(story.ada, rhythm)
    second = see(story.ada, f"{rhythm}?after={first.context['page'].after}")
    pages = (first, second)
    rows = [row for page in pages for row in page.context["page"].rows]
    (ours,) = [row for row in rows if row.pairing == story.pairing]
    assert (ours.held, ours.last_on, ours.signed) == (1, THURSDAY, True)
    assert ours.next_on == THURSDAY + timedelta(days=7)
    for words in (GOAL, SUMMARY, HERS, HIS, NOTE, PRAISE, THANKS):
        assert not any(words in unescape(page.content.decode()) for page in pages)


# -- Files as they come --------------------------------------------------------------------------


def test_people_without_an_address_get_a_reason_each_on_the_page(cohort, ada, sign_in) -> None:
    story = Story(print, sign_in, cohort.slug, sign_in(ada))
    page = see(story.ada, upload(story, FORM, "file"), NO_ADDRESS)
    people = people_in(FORM)
    assert page.context["counts"] == {"new": 0, "changed": 0, "unchanged": 0, "error": people}
    assert {remark for line in page.context["lines"] for remark in line["remarks"]} == {NO_ADDRESS}


def test_people_without_an_address_get_a_reason_each_in_the_shell(cohort) -> None:
    result = told(FORM)
    assert [result[kind] for kind in ("new", "changed", "unchanged")] == [0, 0, 0]
    assert len({error["line"] for error in result["errors"]}) == people_in(FORM)
    assert {error["reason"] for error in result["errors"]} == {NO_ADDRESS}


def test_the_same_file_twice_changes_nothing(cohort) -> None:
    counts = {"new": 50, "changed": 0, "unchanged": 0, "errors": []}
    again = {"new": 0, "changed": 0, "unchanged": 50, "errors": []}
    for path, role in ((MENTORS, "mentor"), (MENTEES, "mentee")):
        assert told(path, role=role, applied=True, commit=True) == counts
        assert told(path, role=role, applied=True, commit=True) == again
    assert Enrollment.objects.count() == 100
    assert Message.objects.filter(kind="mentorship.welcome").count() == 100


def told(path: Path, **options: Any) -> dict[str, Any]:
    out = StringIO()
    call_command("import_roster", path, cohort="autumn", json=True, stdout=out, **options)
    return json.loads(out.getvalue())


def people_in(path: Path) -> int:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(any(row) for row in csv.reader(file)) - 1
