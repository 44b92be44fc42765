"""The story of the product, from an empty installation to an answered follow-up, on phones.

A coordinator brings people together; a mentee and her mentor agree on a goal, meet, make promises,
and one of them asks to be reminded. Each chapter begins where the one before it ended.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path

import pytest

from goals.models import Commitment, Goal, ProgressEntry
from mentorship.models import Pairing
from mentorship.tests.make import PASSWORD, make_person

from . import desk, door, pair
from .clock import Clock
from .post import Letter, Post
from .visitor import KEY_PAGES, Visitor

pytestmark = pytest.mark.browser
ROSTERS = Path(__file__).parent / "rosters"
BERLIN, RECIFE = "Europe/Berlin", "America/Recife"
MONDAY, TUESDAY, WEDNESDAY, THURSDAY = (date(2026, 11, day) for day in (16, 17, 18, 19))
NEXT_MONDAY, NEXT_TUESDAY, NEXT_WEDNESDAY = (date(2026, 11, day) for day in (23, 24, 25))

ANA, ANAS_ADDRESS, ANAS_PASSWORD = "Ana Beatriz Fontes", "ana@example.org", "maracuja-na-varanda"
INES, INES_ADDRESS = "Inés Caballero Roig", "ines@example.net"
GOAL = "Lead four trainings without reading from my slides"
TALK = "We looked at my first ten minutes."
HERS = pair.Promise("Mine", "Tell my opening story to a colleague", NEXT_TUESDAY)
THEIRS = pair.Promise("Inés", "Send you the checklist for rooms", NEXT_TUESDAY)
PROGRESS = "My first one, with the notes in my pocket."
PRAISE = "You told me at once what went well."
ANSWER = "Thank you, I had not noticed."
EITHER_WAY = "We’ll talk about it when we next meet."
NO_COOKIES = "Nothing has changed yet: this page only shows what your answer will do."


@dataclass
class Story:
    """Who is at which screen, and what the world around them does."""

    visitor: Callable[..., Visitor]
    clock: Clock
    post: Post
    ada: Visitor
    ana: Visitor
    ines: Visitor

    def at(self, day: date, at: time, zone: str) -> list[Letter]:
        """Sets the clock and lets the workers do what is due by then."""
        self.clock.set(day, at, zone)
        return self.post.deliver()


def test_the_whole_loop(visitor: Callable[..., Visitor], clock: Clock, post: Post) -> None:
    people = [visitor(name) for name in ("Ada", "Ana", "Inés")]
    story = Story(visitor, clock, post, *people)
    a_coordinator_brings_people(story)
    she_pairs_them_and_swaps_one_pair_by_hand(story)
    a_mentee_comes_in_from_her_mail(story)
    her_mentor_signs_too(story)
    they_agree_on_a_goal(story)
    check_ins_are_on_both_homes_and_in_their_calendars(story)
    they_meet_and_write_down_two_promises(story)
    each_decides_alone_about_being_asked(story)
    she_is_asked_and_answers_from_the_mail(story)
    her_mentor_sees_it_and_gives_feedback(story)
    she_answers_the_feedback(story)
    the_coordinator_sees_dates_and_counts(story)
    every_mail_can_be_read_on_a_phone(story)
    all_of_it_can_be_read_in_the_dark_at_a_desk(story)


# -- 1 and 2: the coordinator ----------------------------------------------------------------------


def a_coordinator_brings_people(story: Story) -> None:
    ada, post = story.ada, story.post
    story.clock.set(MONDAY, time(9), BERLIN)
    make_person("Ada Lind", is_staff=True)
    ada.open("/")
    door.sign_in_with_password(ada, "ada@example.org", PASSWORD)
    desk.create_program(ada, "Open Doors")
    desk.create_cohort(ada, "Winter", MONDAY, date(2027, 4, 30))
    desk.open_program(ada, "Open Doors", "Winter")
    desk.upload_roster(ada, ROSTERS / "mentees.csv", "mentees")
    ada.follow("With a problem")
    ada.sees("Line 6", "This line has no e-mail address.", "Line 7", "is already on line 2")
    desk.confirm_roster(ada, post)
    ada.sees("4 lines were new", "Line 6", "Line 7")
    ada.follow("Go on")
    desk.upload_roster(ada, ROSTERS / "mentors.csv", "mentors")
    desk.confirm_roster(ada, post)
    ada.follow("Go on")
    ada.sees("7 people are here; next come the pairs")
    post.deliver()
    assert len(post.of("mentorship.welcome")) == 7
    welcome = post.latest("mentorship.welcome", ANAS_ADDRESS)
    assert "Ada Lind entered you in “Open Doors”, Winter, as a mentee." in welcome.plain
    assert welcome.link("Remove me")


def she_pairs_them_and_swaps_one_pair_by_hand(story: Story) -> None:
    ada, post = story.ada, story.post
    desk.propose_pairings(ada, post)
    ada.sees("3 pairs wait for your eye", "The score counts to 100.")
    ada.follow("Without a pair: 1")
    ada.sees("Zoë van der Brugge", "all their seats went to pairs that fit better")
    ada.follow("Proposed: 3")
    desk.search(ada, ANA)
    reasons = ada.address_of(f"All reasons {ANA}")
    ada.unfold(f"All reasons {ANA}", reading="What counts")
    ada.open(reasons)  # as in another tab, where it is a page of its own
    ada.sees("Rui Quintanilha", "What counts", "skills looked for and offered")
    assert desk.swap_pairing(ada, ANA) == INES
    ada.press("Publish all 3 pairs")
    ada.sees("3 pairs are published.")
    post.deliver()
    assert len(post.of("mentorship.pairing_published")) == 6
    by_hand = "The people who run the program chose this pair by hand."
    to_ana = post.latest("mentorship.pairing_published", ANAS_ADDRESS).plain
    assert f"{INES} is your mentor in Winter. This is why:" in to_ana and by_hand in to_ana
    to_ines = post.latest("mentorship.pairing_published", INES_ADDRESS).plain
    assert f"{ANA} is your mentee in Winter. This is why:" in to_ines and by_hand in to_ines


# -- 3: mentee and mentor come in, and agree how they work -----------------------------------------


def a_mentee_comes_in_from_her_mail(story: Story) -> None:
    ana = story.ana
    story.clock.set(MONDAY, time(18), RECIFE)
    ana.open(story.post.latest("mentorship.welcome", ANAS_ADDRESS).link("Choose how you sign in"))
    door.choose_password(ana, ANAS_PASSWORD)
    ana.sees("Three things, then you are done until Thursday")
    pair.say_how_to_ask(ana, "09:00")
    ana.sees("Two things, then you are done until Thursday")
    pair.draft_agreement(ana)
    ana.sees("Signed by you; it waits for Inés")


def her_mentor_signs_too(story: Story) -> None:
    ines, post = story.ines, story.post
    ines.open(post.latest("mentorship.pairing_published", INES_ADDRESS).link("See your pairing"))
    door.sign_in_with_code(ines, INES_ADDRESS, post)
    ines.sees(f"You work with {ANA}", "Mon 18:00 Recife", "Mon 22:00 Madrid")
    pair.sign_agreement(ines)
    ines.sees("This is what you agreed")


# -- 3 and 4: a goal, agreed from the mail; check-ins ----------------------------------------------


def they_agree_on_a_goal(story: Story) -> None:
    ana, ines, post = story.ana, story.ines, story.post
    ana.follow("Next")
    pair.write_goal(ana, GOAL, date(2027, 2, 12))
    pair.ask_me(ana, "Would you like to be asked about this?")
    ana.sees("We ask you about this", "Only you can see this.")
    ana.press("Propose goal")
    story.at(TUESDAY, time(9), BERLIN)
    mail = post.latest("goals.goal_proposed", INES_ADDRESS)
    stranger = story.visitor("From the mail")
    stranger.open(mail.link("Agree goal"))
    stranger.sees(GOAL, NO_COOKIES)
    assert Goal.objects.get().state == Goal.State.PROPOSED
    stranger.press("Agree goal")
    assert Goal.objects.get().state == Goal.State.AGREED
    stranger.open("/goals/")
    stranger.sees("Sign in")  # the link answered, and opened nothing else
    story.at(TUESDAY, time(9), RECIFE)
    assert post.latest("goals.goal_agreed", ANAS_ADDRESS)
    ines.follow("Goals")
    ines.follow(GOAL)
    ines.sees("0 of 4 trainings", EITHER_WAY)
    assert "We ask you about this" not in ines.text


def check_ins_are_on_both_homes_and_in_their_calendars(story: Story) -> None:
    story.ana.follow("Next")
    story.ana.sees("Next check-in", "Thursday 19 November, 13:00")
    story.ines.follow("Next")
    story.ines.sees("Next check-in", "Thursday 19 November, 17:00")
    for address in (ANAS_ADDRESS, INES_ADDRESS):
        calendar = story.post.latest("checkins.check_in_invited", address).calendar
        assert "METHOD:REQUEST" in calendar and "DTSTART:20261119T160000Z" in calendar
        assert f"mailto:{address}" in calendar.replace("\n ", "").replace("\r\n ", "")
    story.at(WEDNESDAY, time(17, 1), BERLIN)
    brief = story.post.latest("checkins.brief", ANAS_ADDRESS)
    assert "You talk with Inés tomorrow at 13:00 your time." in brief.plain


# -- 5: the close-out; each owner decides alone ----------------------------------------------------


def they_meet_and_write_down_two_promises(story: Story) -> None:
    ana, ines = story.ana, story.ines
    story.clock.set(THURSDAY, time(17, 45), BERLIN)
    ana.follow("Next")
    ana.sees("How was your check-in with Inés?")
    pair.close_out(ana, TALK, HERS, THEIRS)
    ana.sees(TALK, HERS.text, THEIRS.text)
    story.post.deliver()
    assert TALK in story.post.latest("checkins.close_out_to_confirm", INES_ADDRESS).plain
    ines.follow("Next")
    ines.follow("Read and confirm")
    ines.press("Yes, that’s how it was")
    ines.sees("Thank you. It is confirmed.", "confirmed by Inés")


def each_decides_alone_about_being_asked(story: Story) -> None:
    ana, ines = story.ana, story.ines
    ana.follow("Next")
    assert THEIRS.text not in ana.text  # Inés's promise is hers to decide about
    pair.ask_me(ana, HERS.text)
    ines.follow("Next")
    assert HERS.text not in ines.text
    pair.dont_ask_me(ines, THEIRS.text)
    for visitor, other in ((ana, THEIRS), (ines, HERS)):
        visitor.follow("Goals")
        visitor.follow("Promises")
        visitor.follow(other.text)
        visitor.sees(EITHER_WAY)
        assert "ask you" not in visitor.text and "Ask me" not in visitor.text


# -- 6: what consent brings, and answers from the mail ---------------------------------------------


def she_is_asked_and_answers_from_the_mail(story: Story) -> None:
    a_quiet_time(story, date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 22))
    story.at(NEXT_MONDAY, time(8, 59), RECIFE)
    assert story.post.of("checkins.follow_up") == []
    story.at(NEXT_MONDAY, time(9), RECIFE)
    she_logs_progress_from_the_mail(story, story.post.latest("checkins.follow_up", ANAS_ADDRESS))
    story.at(NEXT_TUESDAY, time(8, 59), RECIFE)
    assert len(story.post.of("checkins.follow_up")) == 1
    story.at(NEXT_TUESDAY, time(9), RECIFE)
    she_says_done_from_the_mail(story, story.post.latest("checkins.follow_up", ANAS_ADDRESS))
    a_quiet_time(story, NEXT_WEDNESDAY)
    asked = [(letter.to, letter.sent_at.hour) for letter in story.post.of("checkins.follow_up")]
    assert asked == [(ANAS_ADDRESS, 12), (ANAS_ADDRESS, 12)]  # 12:00 UTC is 09:00 in Recife


def a_quiet_time(story: Story, *days: date) -> None:
    for day in days:
        for hour in (6, 9, 12, 18):
            story.at(day, time(hour), RECIFE)


def she_logs_progress_from_the_mail(story: Story, mail: Letter) -> None:
    stranger = story.visitor("From the mail")
    stranger.open(mail.link("Write it down"))
    stranger.sees(NO_COOKIES)
    stranger.write("Where do you stand now?", "1")
    stranger.write("What happened?", PROGRESS)
    assert not ProgressEntry.objects.exists()
    stranger.press("Log progress")
    assert ProgressEntry.objects.get().note == PROGRESS


def she_says_done_from_the_mail(story: Story, mail: Letter) -> None:
    stranger = story.visitor("From the mail")
    stranger.open(mail.link("Done"))
    stranger.sees(HERS.text, NO_COOKIES)
    promise = Commitment.objects.get(text=HERS.text)
    assert promise.is_open
    stranger.press("Send this answer")
    stranger.sees("Your answer is in")
    promise.refresh_from_db()
    assert promise.state == Commitment.State.DONE


# -- 7: what the others see ------------------------------------------------------------------------


def her_mentor_sees_it_and_gives_feedback(story: Story) -> None:
    ines = story.ines
    story.clock.set(NEXT_WEDNESDAY, time(11), "Europe/Madrid")
    ines.follow("Mentees")
    ines.sees(ANA, HERS.text, "1 of 4 trainings")
    ines.follow(GOAL)
    ines.sees("The log, newest first", PROGRESS)
    chart = ines.page.get_by_role("img", name="1 of 4 trainings").filter(visible=True)
    assert chart.count() == 1
    pair.give_feedback(ines, "I noticed", PRAISE)
    ines.sees(PRAISE, GOAL)


def she_answers_the_feedback(story: Story) -> None:
    ana = story.ana
    story.at(NEXT_WEDNESDAY, time(9, 30), RECIFE)
    assert PRAISE in story.post.latest("checkins.feedback_given", ANAS_ADDRESS).plain
    ana.follow("Next")
    ana.sees("Inés has a few words for you")
    ana.follow("Read it")
    pair.answer_feedback(ana, "Thank", ANSWER)
    ana.sees(PRAISE, ANSWER)


def the_coordinator_sees_dates_and_counts(story: Story) -> None:
    ada = story.ada
    ada.follow("Programs")
    ada.follow("Winter")
    ada.follow("See the rhythm")
    row = ada.page.get_by_role("row").filter(has_text=ANA)
    facts = {
        cell.get_attribute("data-label"): cell.inner_text()
        for cell in row.get_by_role("cell").all()
    }
    assert facts == {
        "State": "active",
        "Agreement": "signed",
        "Last held": "19 Nov 2026",
        "Next": "26 Nov 2026",
        "Held": "1",
        "Planned": "5",
        "Didn’t happen": "0",
    }
    for words in (GOAL, TALK, HERS.text, THEIRS.text, PROGRESS, PRAISE, ANSWER):
        assert words not in ada.text
    pairing = Pairing.objects.get(members__enrollment__user__email=ANAS_ADDRESS)
    check_in = pairing.check_ins.earliest("starts_at")
    for address in (f"/goals/{Goal.objects.get().pk}/", f"/check-ins/{check_in.pk}/"):
        assert ada.context.request.get(address).status == 404


# -- Everywhere ------------------------------------------------------------------------------------


def every_mail_can_be_read_on_a_phone(story: Story) -> None:
    reader = story.visitor("Mailbox")
    for letter in {letter.kind: letter for letter in story.post.letters}.values():
        reader.read(letter.kind, letter.html)


def all_of_it_can_be_read_in_the_dark_at_a_desk(story: Story) -> None:
    left = set(KEY_PAGES)
    for visitor in (story.ada, story.ines, story.ana):
        state = visitor.context.storage_state()
        again = story.visitor(visitor.name, desk=True, storage_state=state)
        for name, path in visitor.key_pages().items():
            if name in left:
                again.open(path)
                left.remove(name)
    assert not left
