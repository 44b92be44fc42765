"""The brief: what everybody should know before a check-in, on its page and in its mail."""

from datetime import date, timedelta

import pytest

from accounts.delivery.freeze import freeze
from accounts.mailkinds import get
from accounts.models import Message
from checkins.models import CheckIn
from checkins.queries.briefs import brief
from checkins.services import keep_rhythm, prepare_check_in, save_question
from checkins.tests.make import THURSDAY, make_check_in, make_report
from goals.models import Consent, ConsentTerms, Milestone
from goals.services import add_win, answer_commitment, log_progress, revoke_consent
from goals.tests.make import make_commitment, make_consent, make_goal
from mentorship.tests.make import NOW
from tests.test_consent_is_private import EACH_TIME

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
RAISED = "Maria asked you to raise this, directly."


@pytest.fixture
def check_in(pairing) -> CheckIn:
    return make_check_in(pairing)


def permit(thing, *, who: str = "mentor", how: str = "check_in", tone: str = "direct") -> Consent:
    """What its owner chose about being asked."""
    consent = make_consent(thing, next_plan_at=None)
    ConsentTerms.objects.filter(consent=consent).update(who=who, how=how, tone=tone)
    return consent


def mailed(pairing, person) -> Message:
    keep_rhythm(pairing=pairing, now=NOW)
    keep_rhythm(pairing=pairing, now=THURSDAY - DAY)
    message = Message.objects.get(kind="checkins.brief", person=person)
    freeze(message, get("checkins.brief"), THURSDAY - DAY)
    return message


def raised_for(reader, check_in) -> list[str]:
    return [f"{row.said} {row.text}" for row in brief(reader, check_in, NOW).asked_of_me]


# -- What the pairing shares -----------------------------------------------------------------------


def test_brief_tells_what_was_done_moved_and_celebrated_since_last_time(
    pairing, check_in, as_mentee, maria, omar
) -> None:
    make_check_in(pairing, starts_at=NOW - 7 * DAY, state="held")
    goal = make_goal(as_mentee)
    log_progress(goal=goal, by=maria, now=NOW, note="In front of six", client_token="n", value=None)
    add_win(owner=as_mentee, words="They laughed", reach="us", by=maria, now=NOW, client_token="w")
    answer_commitment(commitment=make_commitment(as_mentee), answer="partly", by=maria, now=NOW)
    told = [row.text for row in brief(omar, check_in, NOW).news]
    assert told[0] == "They laughed"
    assert told[1].startswith("Partly done: ")
    assert "In front of six" in told[2]


def test_brief_leaves_out_what_was_known_last_time_and_what_is_private(
    pairing, check_in, as_mentee, maria, omar
) -> None:
    private = make_goal(as_mentee, state="draft", shared_at=None, agreed_at=None, proposed_at=None)
    log_progress(goal=private, by=maria, now=NOW, note="Alone", client_token="n", value=None)
    add_win(owner=as_mentee, words="Just me", reach="me", by=maria, now=NOW, client_token="w")
    old = make_commitment(as_mentee)
    answer_commitment(commitment=old, answer="done", by=maria, now=NOW - 9 * DAY)
    make_check_in(pairing, starts_at=NOW - 7 * DAY, state="held")
    assert brief(omar, check_in, NOW).news == brief(maria, check_in, NOW).news == []


def test_brief_has_promises_of_everyone_and_the_next_step(
    check_in, as_mentee, as_mentor, maria
) -> None:
    mine, his = make_commitment(as_mentee), make_commitment(as_mentor, text="Send the list")
    goal = make_goal(as_mentee)
    for days in (20, 10):
        due_on = (NOW + days * DAY).date()
        Milestone.objects.create(goal=goal, title=f"In {days}", due_on=due_on, created_at=NOW)
    found = brief(maria, check_in, NOW)
    assert [rows for _person, rows in found.promises] == [[mine], [his]]
    assert [step.title for step in found.steps] == ["In 10"]


# -- What somebody permitted -----------------------------------------------------------------------


def test_mentor_reads_what_the_mentee_asked_them_to_raise(check_in, as_mentee, maria, omar) -> None:
    permit(make_commitment(as_mentee, text="Call Ana"))
    permit(make_goal(as_mentee, title="Speak up"), tone="warm")
    assert raised_for(omar, check_in) == [
        f"{RAISED} Call Ana",
        "Maria would like you to ask about this, warmly. Speak up",
    ]
    assert brief(maria, check_in, NOW).my_own == ["Call Ana", "Speak up"]


@pytest.mark.parametrize(
    "terms",
    [{"who": "system"}, {"how": "mail"}, {"how": "i_write"}],
    ids=["not by others", "by mail", "I write"],
)
def test_nobody_reads_of_a_consent_that_was_not_meant_for_them(
    check_in, as_mentee, omar, terms
) -> None:
    permit(make_commitment(as_mentee), **terms)
    assert raised_for(omar, check_in) == []


def test_only_the_newest_terms_count(check_in, as_mentee, omar) -> None:
    consent = permit(make_commitment(as_mentee))
    first = consent.terms.get()
    ConsentTerms.objects.create(
        consent=consent,
        version=2,
        how="check_in",
        who="system",
        at=first.at,
        tone="direct",
        silence="wait",
        ends_on=first.ends_on,
        given_at=NOW,
    )
    assert raised_for(omar, check_in) == []


def test_a_consent_that_was_taken_back_is_gone_at_once(check_in, as_mentee, maria, omar) -> None:
    consent = permit(make_commitment(as_mentee))
    revoke_consent(consent=consent, by=maria, now=NOW)
    assert raised_for(omar, check_in) == []


def test_a_goal_that_is_not_shared_is_not_named(check_in, as_mentee, omar) -> None:
    goal = make_goal(as_mentee, state="draft", shared_at=None, agreed_at=None, proposed_at=None)
    permit(goal)
    assert raised_for(omar, check_in) == []


def test_pages_are_the_same_after_a_yes_that_others_may_not_know_and_after_a_no(
    check_in, as_mentee, omar, sign_in
) -> None:
    consent = permit(make_commitment(as_mentee), who="system")
    addresses = [f"/check-ins/{check_in.pk}/{tail}" for tail in ("", "brief/", "prepare/")]

    def pages() -> list[str]:
        reader = sign_in(omar)
        return [EACH_TIME.sub("", reader.get(one).content.decode()) for one in addresses]

    with_yes = pages()
    Consent.objects.filter(pk=consent.pk).update(state="declined", ends_on=None)
    assert pages() == with_yes


# -- Curious questions -----------------------------------------------------------------------------


def test_three_curious_questions_are_for_who_asks(check_in, maria, omar) -> None:
    assert len(brief(omar, check_in, NOW).curious) == 3
    assert brief(maria, check_in, NOW).curious == []


# -- The mail --------------------------------------------------------------------------------------


def test_mail_is_reminder_and_brief(pairing, as_mentee, as_mentor, maria, omar) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    check_in = CheckIn.objects.order_by("starts_at").first()
    facts = {"summary": "Two talks held.", "private_note": "Be brave", "questions": ["How loud?"]}
    prepare_check_in(check_in=check_in, by=maria, now=NOW, version=0, client_token="p", **facts)
    save_question(place=as_mentor, text="What next?", by=omar, now=NOW, client_token="q")
    permit(make_commitment(as_mentee, text="Call Ana"))
    message = mailed(pairing, omar)
    assert message.subject_line == "Your check-in tomorrow"
    for told in ("Two talks held.", "Maria: How loud?", "You: What next?", "What Maria promised"):
        assert told in message.text
    assert f"{RAISED} “Call Ana”" in message.text
    assert "Three questions to be curious with" in message.text
    assert "Be brave" not in message.text + message.html


def test_mail_leads_who_learns_to_two_lines_and_then_to_the_brief(pairing, maria) -> None:
    text = mailed(pairing, maria).text
    assert text.index("Prepare: two lines are enough") < text.index("Open the brief")
    assert "to be curious with" not in text
    check_in = CheckIn.objects.order_by("starts_at").first()
    prepare_check_in(check_in=check_in, by=maria, now=NOW, version=0, summary="Two talks")
    message = Message.objects.get(kind="checkins.brief", person=maria)
    freeze(message, get("checkins.brief"), THURSDAY - DAY)
    assert "Prepare: two lines" not in message.text


def test_mail_stays_small_whatever_was_written(pairing, as_mentee, as_mentor, maria, omar) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    check_in = CheckIn.objects.order_by("starts_at").first()
    for person in (maria, omar):
        prepare_check_in(
            check_in=check_in, by=person, now=NOW, version=0, summary="é<&" * 2600, client_token="p"
        )
    for place in (as_mentee, as_mentor):
        for number in range(20):
            text = f"{number}" + "é<&" * 79
            make_commitment(place, text=text)
            answer_commitment(
                commitment=make_commitment(place, text=text),
                answer="done",
                by=place.person,
                now=NOW,
                note="é<&" * 300,
            )
            save_question(place=place, text=text, by=place.person, now=NOW, client_token="q")
    message = mailed(pairing, omar)
    assert len(message.text.encode()) + len(message.html.encode()) < 100_000


def test_mail_that_was_put_off_does_not_tell_of_a_consent_that_was_taken_back(
    pairing, as_mentee, maria, omar
) -> None:
    consent = permit(make_commitment(as_mentee))
    message = mailed(pairing, omar)
    message.save()
    kind = get("checkins.brief")
    assert RAISED in message.text and kind.still_wanted(message, THURSDAY - DAY) == ""
    revoke_consent(consent=consent, by=maria, now=THURSDAY - DAY)
    assert "out of date" in kind.still_wanted(message, THURSDAY - DAY)


def test_one_brief_for_each_member_and_time(pairing, maria, omar) -> None:
    keep_rhythm(pairing=pairing, now=NOW)
    for minutes in (0, 5, 600):
        keep_rhythm(pairing=pairing, now=THURSDAY - DAY + timedelta(minutes=minutes))
    briefs = Message.objects.filter(kind="checkins.brief")
    assert sorted(briefs.values_list("person", flat=True)) == sorted([maria.pk, omar.pk])


# -- The page --------------------------------------------------------------------------------------


def test_page_of_the_brief_leads_on_once_it_is_over(check_in, maria, sign_in) -> None:
    CheckIn.objects.update(state="held", ended_at=NOW)
    answer = sign_in(maria).get(f"/check-ins/{check_in.pk}/brief/")
    assert answer.url == f"/check-ins/{check_in.pk}/"


def test_home_asks_for_two_lines_from_the_day_before(
    pairing, maria, omar, sign_in, time_machine
) -> None:
    check_in = make_check_in(pairing)
    asked = "You talk with Omar tomorrow: two lines are enough"
    time_machine.move_to(THURSDAY - 2 * DAY)
    assert asked not in sign_in(maria).get("/").content.decode()
    time_machine.move_to(THURSDAY - DAY)
    assert asked in sign_in(maria).get("/").content.decode()
    assert "two lines are enough" not in sign_in(omar).get("/").content.decode()
    prepare_check_in(check_in=check_in, by=maria, now=NOW, version=0, summary="Two talks")
    assert asked not in sign_in(maria).get("/").content.decode()


# -- What was written of the week ------------------------------------------------------------------


def test_home_asks_whoever_wrote_of_their_week_for_nothing_twice(
    pairing, as_mentee, maria, sign_in, time_machine
) -> None:
    make_check_in(pairing)
    make_report(as_mentee)
    time_machine.move_to(THURSDAY - DAY)
    assert "two lines are enough" not in sign_in(maria).get("/").content.decode()


def test_home_asks_for_two_lines_where_people_meet_every_other_week(
    pairing, as_mentee, maria, sign_in, time_machine
) -> None:
    type(pairing).objects.update(every="biweekly")
    make_check_in(pairing)
    make_report(as_mentee)
    time_machine.move_to(THURSDAY - DAY)
    assert "two lines are enough" in sign_in(maria).get("/").content.decode()


def test_brief_brings_what_was_written_of_the_week_since_last_time(
    pairing, check_in, as_mentee, omar, sign_in
) -> None:
    make_check_in(pairing, starts_at=NOW - 7 * DAY, state="held")
    make_report(
        as_mentee, accomplished="Long ago", week_on=date(2026, 10, 5), sent_at=NOW - 9 * DAY
    )
    make_report(as_mentee, accomplished="The first slides")
    page = sign_in(omar).get(f"/check-ins/{check_in.pk}/brief/").content.decode()
    assert "The first slides" in page
    assert "Long ago" not in page
    assert "Got done: The first slides" in mailed(pairing, omar).text


def test_check_in_page_asks_whoever_wrote_of_their_week_for_nothing_twice(
    check_in, as_mentee, maria, sign_in, time_machine
) -> None:
    time_machine.move_to(NOW)
    page = f"/check-ins/{check_in.pk}/"
    assert "Two lines are enough" in sign_in(maria).get(page).content.decode()
    make_report(as_mentee)
    told = sign_in(maria).get(page).content.decode()
    assert "Two lines are enough" not in told
    assert f"{page}prepare/" in told
