"""Coming prepared: lines that nobody writes over, and questions that wait."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.errors import DomainError
from accounts.models import Draft
from checkins import privacy, services
from checkins.models import CheckIn, Preparation, SavedQuestion
from checkins.queries.own_notes import own_notes
from checkins.queries.preparation import brought_to, question_page, questions_for
from checkins.services import Overtaken
from checkins.services.preparation import MOST_WAITING
from checkins.tests.make import THURSDAY, make_check_in
from goals.services import answer_commitment
from goals.tests.make import make_commitment
from mentorship.models import Pairing
from mentorship.tests.make import NOW, make_pairing, make_person, member_of

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def check_in(pairing) -> CheckIn:
    return make_check_in(pairing)


def prepare(check_in: CheckIn, by, version: int = 0, **words) -> Preparation:
    facts = {"summary": "Two talks held.", "client_token": "p"} | words
    return services.prepare_check_in(check_in=check_in, by=by, now=NOW, version=version, **facts)


def save(place, text: str = "How loud?", token: str = "t") -> SavedQuestion:
    return services.save_question(
        place=place, text=text, by=place.person, now=NOW, client_token=token
    )


# -- Lines for one check-in ------------------------------------------------------------------------


def test_each_member_prepares_and_all_read_it(check_in, maria, omar) -> None:
    theirs = prepare(check_in, omar, summary="I read your draft.")
    mine = prepare(check_in, maria)
    shown, own, _questions = brought_to(maria, check_in)
    assert (shown, own) == ([theirs, mine], mine)


def test_lines_can_be_changed_by_whoever_has_seen_the_newest(check_in, maria) -> None:
    first = prepare(check_in, maria)
    again = prepare(check_in, maria, version=first.version, summary="Three talks held.")
    assert (again.version, Preparation.objects.get().summary) == (2, "Three talks held.")


def test_an_older_page_writes_over_nothing(check_in, maria) -> None:
    prepare(check_in, maria)
    with pytest.raises(Overtaken) as refusal:
        prepare(check_in, maria, summary="From the other window.")
    assert refusal.value.current.summary == Preparation.objects.get().summary == "Two talks held."


def test_the_same_words_sent_twice_are_there_once(check_in, maria) -> None:
    for _press in range(2):
        prepare(check_in, maria, questions=["How loud?", "How long?"])
    assert Preparation.objects.get().version == 1
    assert [row.text for row in SavedQuestion.objects.all()] == ["How loud?", "How long?"]


def test_nothing_is_saved_of_a_page_that_was_overtaken(check_in, maria) -> None:
    prepare(check_in, maria)
    with pytest.raises(Overtaken):
        prepare(check_in, maria, summary="Other", questions=["How loud?"])
    assert not SavedQuestion.objects.exists()


def test_an_empty_page_asks_for_a_line(check_in, maria) -> None:
    with pytest.raises(DomainError, match="Two lines are enough"):
        prepare(check_in, maria, summary=" ")


def test_only_who_meets_prepares_and_only_what_lies_ahead(check_in, maria, eve) -> None:
    with pytest.raises(DomainError, match="Only the people who meet"):
        prepare(check_in, eve)
    services.skip_check_in(check_in=check_in, by=maria, now=THURSDAY + HOUR)
    with pytest.raises(DomainError, match="This one is over"):
        prepare(check_in, maria)


def test_one_preparation_for_each_member_and_check_in(check_in, as_mentee) -> None:
    facts = {"check_in": check_in, "member": as_mentee, "saved_at": NOW}
    Preparation.objects.create(**facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Preparation.objects.create(**facts)


# -- At the same moment ----------------------------------------------------------------------------


def _at_once(check_in: CheckIn, writers: list) -> list[str]:
    start = Barrier(len(writers))

    def write(writer) -> str:
        person, words = writer
        start.wait()
        try:
            prepare(check_in, person, summary=words)
        except Overtaken as refusal:
            return f"{words} beside {refusal.current.summary}"
        finally:
            connection.close()
        return "saved"

    with ThreadPoolExecutor(len(writers)) as pool:
        return list(pool.map(write, writers))


@pytest.mark.django_db(transaction=True)
def test_many_windows_at_once_save_one_text_and_show_it_to_the_others(check_in, maria) -> None:
    answers = _at_once(check_in, [(maria, f"Window {number}") for number in range(8)])
    kept = Preparation.objects.get()
    assert answers.count("saved") == 1
    assert all(told.endswith(f" beside {kept.summary}") for told in answers if told != "saved")


@pytest.mark.django_db(transaction=True)
def test_people_who_write_at_once_all_keep_their_words(check_in, maria, omar) -> None:
    assert _at_once(check_in, [(maria, "Mine"), (omar, "His")]) == ["saved", "saved"]
    assert {row.summary for row in Preparation.objects.all()} == {"Mine", "His"}


# -- The page --------------------------------------------------------------------------------------


def sent(**changes: str) -> dict[str, str]:
    return {"summary": "Mine", "questions": "", "private_note": "", "seen_version": "0"} | changes


def test_page_begins_with_what_was_written_down(check_in, as_mentee, maria, sign_in) -> None:
    answer_commitment(
        commitment=make_commitment(as_mentee), answer="done", by=maria, now=NOW, note=""
    )
    page = sign_in(maria).get(f"/check-ins/{check_in.pk}/prepare/")
    assert (
        page.context["form"].initial["summary"]
        == "– Done before its day: Give the team update without slides"
    )


def test_second_window_shows_both_texts_and_saves_both(check_in, maria, sign_in) -> None:
    client, address = sign_in(maria), f"/check-ins/{check_in.pk}/prepare/"
    client.post(address, sent(summary="From the phone"))
    came_back = client.post(address, sent(summary="From the desk", private_note="Be brave"))
    assert came_back.status_code == 422
    page = came_back.content.decode()
    assert "From the phone" in page and "From the desk" in page
    form = came_back.context["form"]
    both = {name: form[name].value() for name in ("summary", "private_note", "seen_version")}
    assert both["summary"] == "From the phone\n\nFrom the desk"
    assert client.post(address, sent(**both)).status_code == 302
    kept = Preparation.objects.get()
    assert (kept.summary, kept.private_note) == (both["summary"], "Be brave")


def test_words_of_the_second_window_come_back_with_the_version_they_had(
    check_in, maria, sign_in
) -> None:
    """Without JavaScript too: its page may be closed after it has shown both."""
    client, address = sign_in(maria), f"/check-ins/{check_in.pk}/prepare/"
    token = client.get(address).context["form"].kept.token
    client.post(address, sent(summary="From the phone"))
    client.post(address, sent(summary="From the desk", kept_as=token))
    assert Draft.objects.get().fields["summary"] == ["From the desk"]
    form = client.get(address).context["form"]
    assert (form["summary"].value(), form["seen_version"].value()) == ("From the desk", "0")


def test_private_note_is_on_nobody_elses_page(check_in, maria, omar, sign_in) -> None:
    prepare(check_in, maria, private_note="Ask him for a reference.")
    for tail in ("", "brief/", "prepare/"):
        address = f"/check-ins/{check_in.pk}/{tail}"
        assert "Two talks held." in sign_in(omar).get(address).content.decode()
        assert "a reference" not in sign_in(omar).get(address).content.decode()
    assert "a reference" in sign_in(maria).get(f"/check-ins/{check_in.pk}/").content.decode()


def test_question_that_is_too_long_stays_in_its_field(check_in, maria, sign_in) -> None:
    long = "Why? " * 100
    page = sign_in(maria).post(f"/check-ins/{check_in.pk}/prepare/", sent(questions=long))
    assert page.status_code == 422 and long.strip() in page.content.decode()


# -- Questions that wait ---------------------------------------------------------------------------


def test_question_waits_for_each_check_in_until_it_was_asked(
    pairing, check_in, as_mentee, maria
) -> None:
    question = save(as_mentee)
    services.close_out_check_in(check_in=check_in, by=maria, now=THURSDAY + HOUR, summary="Slides")
    following = make_check_in(pairing, starts_at=THURSDAY + 7 * DAY)
    assert questions_for(following) == [question]
    services.close_out_check_in(
        check_in=following, by=maria, now=THURSDAY + 7 * DAY, summary="Slides", asked=[question]
    )
    assert questions_for(following) == []
    assert list(following.questions_asked.all()) == [question]


def test_close_out_page_offers_the_questions_of_all(
    check_in, as_mentee, as_mentor, maria, sign_in, time_machine
) -> None:
    mine, theirs = save(as_mentee), save(as_mentor, "What did you notice?")
    time_machine.move_to(THURSDAY + HOUR)
    address = f"/check-ins/{check_in.pk}/close-out/"
    offered = sign_in(maria).get(address).context["forms"].asked.waiting
    assert list(offered.values()) == [mine, theirs]
    empty = {f"promise_{n}-owner": str(as_mentee.pk) for n in (1, 2, 3)}
    due = {f"promise_{n}-due_on": str((THURSDAY + 7 * DAY).date()) for n in (1, 2, 3)}
    asked = {"summary": "We talked.", "asked-questions": [str(theirs.pk)]}
    assert sign_in(maria).post(address, {**empty, **due, **asked}).status_code == 302
    assert list(SavedQuestion.objects.waiting()) == [mine]


def test_question_of_other_people_cannot_be_marked_at_a_check_in(
    check_in, cohort, maria, omar
) -> None:
    nina = make_person("Nina Moss")
    stranger = save(member_of(make_pairing(cohort, nina, omar), nina))
    services.close_out_check_in(
        check_in=check_in, by=maria, now=THURSDAY + HOUR, summary="Slides", asked=[stranger]
    )
    stranger.refresh_from_db()
    assert stranger.state == "waiting"


def test_what_was_put_away_is_its_authors_alone_and_comes_back(as_mentee, maria, omar) -> None:
    question = save(as_mentee)
    services.put_away_question(question=question, by=maria, now=NOW)
    assert not SavedQuestion.objects.visible_to(omar).exists()
    assert question_page(maria).put_away == [question]
    services.bring_back_question(question=question, by=maria, now=NOW)
    assert SavedQuestion.objects.visible_to(omar).waiting().exists()


def test_asked_question_is_not_put_away_by_an_old_page(as_mentee, maria) -> None:
    question = services.mark_question_asked(question=save(as_mentee), by=maria, now=NOW)
    with pytest.raises(DomainError, match="waits no more"):
        services.put_away_question(question=question, by=maria, now=NOW)


def test_questions_have_a_limit_and_rest_with_their_pairing(pairing, as_mentee, maria) -> None:
    for number in range(MOST_WAITING):
        save(as_mentee, f"Question {number}")
    with pytest.raises(DomainError, match="Thirty questions"):
        save(as_mentee, "One more")
    Pairing.objects.update(state="paused")
    with pytest.raises(DomainError, match="not active"):
        save(as_mentee, "Now?")


def test_who_left_reads_no_more_questions(pairing, as_mentee, omar, ada) -> None:
    save(as_mentee)
    assert SavedQuestion.objects.visible_to(omar).exists()
    assert not SavedQuestion.objects.visible_to(ada).exists()


@pytest.mark.parametrize(
    "changes",
    [{"text": ""}, {"state": "asked"}, {"ended_at": NOW}],
    ids=["empty", "asked at no time", "waiting and ended"],
)
def test_question_that_cannot_be_is_refused_by_the_database(as_mentee, changes) -> None:
    facts = {"author": as_mentee, "text": "Why?", "client_token": "d", "saved_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        SavedQuestion.objects.create(**(facts | changes))


# -- To take along, and to erase -------------------------------------------------------------------


def test_own_words_go_along_and_are_erased(check_in, as_mentee, maria, omar) -> None:
    prepare(check_in, maria, private_note="Be brave", questions=["How loud?"])
    prepare(check_in, omar, summary="His words")
    told = privacy.export(maria)
    assert [row["private_note"] for row in told["preparations"]] == ["Be brave"]
    assert [row["text"] for row in told["saved_questions"]] == ["How loud?"]
    assert "His words" not in str(told) and "Be brave" in own_notes(as_mentee)
    privacy.erase(maria)
    assert [row.summary for row in Preparation.objects.all()] == ["His words"]
    assert not SavedQuestion.objects.exists()
