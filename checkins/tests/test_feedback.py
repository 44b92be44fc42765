"""Giving feedback and answering it."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client

from accounts.delivery.freeze import freeze
from accounts.errors import DomainError
from accounts.mailkinds import get
from accounts.models import Message
from checkins.models import Feedback, FeedbackReply
from checkins.services import answer_feedback, give_feedback, mark_acted_on, put_off_feedback
from checkins.tests.make import make_feedback
from goals.models import Commitment, Consent
from goals.services import answer_commitment
from goals.tests.make import make_goal
from mentorship.services.pairings import pause_pairing
from mentorship.tests.make import NOW, make_cohort, make_pairing, make_person

pytestmark = pytest.mark.usefixtures("back_then")

DAY = timedelta(days=1)


def give(to, by, **changes) -> Feedback:
    facts = {"kind": "affirm", "text": "That pause worked.", "client_token": "one", "now": NOW}
    return give_feedback(to=to, by=by, **(facts | changes))


def test_give_feedback_mails_its_receiver(as_mentee, omar, maria) -> None:
    feedback = give(as_mentee, omar)
    assert feedback.author.person == omar
    assert Message.objects.get(kind="checkins.feedback_given").person == maria


def test_give_feedback_twice_is_one_entry(as_mentee, omar) -> None:
    give(as_mentee, omar)
    give(as_mentee, omar)
    assert Feedback.objects.count() == 1


def test_give_feedback_goes_both_ways(as_mentor, maria) -> None:
    assert give(as_mentor, maria).to == as_mentor


def test_give_feedback_needs_somebody_one_works_with(as_mentee, eve, maria) -> None:
    with pytest.raises(DomainError):
        give(as_mentee, eve)
    with pytest.raises(DomainError):
        give(as_mentee, maria)


def test_give_feedback_is_about_something_shared(as_mentee, omar, program) -> None:
    other = make_pairing(
        make_cohort(program, name="B", slug="b"), make_person("Ida B"), make_person("Jo C")
    )
    foreign = make_goal(other.members.first())
    with pytest.raises(DomainError):
        give(as_mentee, omar, goal=foreign)


def test_give_feedback_rests_with_the_pairing(as_mentee, omar, pairing) -> None:
    pause_pairing(pairing=pairing, by=omar, now=NOW)
    with pytest.raises(DomainError):
        give(as_mentee, omar)


@pytest.mark.parametrize("answer", ["thanked", "clarify", "not_now"])
def test_answer_feedback_promises_nothing_by_itself(as_mentor, as_mentee, maria, answer) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    reply = answer_feedback(feedback=feedback, by=maria, answer=answer, now=NOW)
    assert (reply.answer, reply.commitment) == (answer, None)
    assert not Commitment.objects.exists()


def test_answer_feedback_will_try_becomes_a_promise_to_decide_on(
    as_mentor, as_mentee, maria
) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    reply = answer_feedback(
        feedback=feedback, by=maria, answer="will_try", text="Pause once", now=NOW
    )
    promise = reply.commitment
    assert (promise.text, promise.owner, promise.due_on) == (
        "Pause once",
        as_mentee,
        date(2026, 11, 23),
    )
    assert Consent.objects.get(commitment=promise).state == Consent.State.OFFERED


def test_answer_feedback_twice_keeps_the_first(as_mentor, as_mentee, maria) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    answer_feedback(feedback=feedback, by=maria, answer="thanked", now=NOW)
    answer_feedback(feedback=feedback, by=maria, answer="not_now", now=NOW)
    assert FeedbackReply.objects.get().answer == "thanked"


def test_answer_feedback_is_its_receivers(as_mentor, as_mentee, omar) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    with pytest.raises(DomainError):
        answer_feedback(feedback=feedback, by=omar, answer="thanked", now=NOW)


# -- What was heard, tomorrow, and acted on --------------------------------------------------------


def test_answer_feedback_keeps_what_was_heard(as_mentor, as_mentee, maria) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    facts = {"feedback": feedback, "by": maria, "answer": "thanked", "now": NOW}
    assert answer_feedback(heard=" That I rush. ", **facts).heard == "That I rush."


def test_put_off_feedback_comes_back_in_the_morning(as_mentor, as_mentee, maria) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    assert list(Feedback.objects.waiting_for(maria, NOW)) == [feedback]
    later = put_off_feedback(feedback=feedback, by=maria, now=NOW)
    assert later.back_on == date(2026, 11, 17)
    assert not Feedback.objects.waiting_for(maria, NOW).exists()
    assert list(Feedback.objects.waiting_for(maria, NOW + DAY)) == [feedback]


def test_put_off_feedback_again_next_day_and_once_a_day(as_mentor, as_mentee, maria) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    for now in (NOW, NOW, NOW + DAY):
        put_off_feedback(feedback=feedback, by=maria, now=now)
    assert feedback.put_off.count() == 2
    assert not Feedback.objects.waiting_for(maria, NOW + DAY).exists()


def test_put_off_feedback_is_its_readers_secret(as_mentor, as_mentee, maria, omar, sign_in) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    with pytest.raises(DomainError):
        put_off_feedback(feedback=feedback, by=omar, now=NOW)
    pages = ["/feedback/", f"/feedback/{feedback.pk}/answer/"]

    def seen() -> list[str]:
        answers = [sign_in(omar).get(page).content.decode() for page in pages]
        return [re.sub(r'(csrfmiddlewaretoken|kept_as)" value="[^"]*"', "", one) for one in answers]

    before = seen()
    put_off_feedback(feedback=feedback, by=maria, now=NOW)
    assert seen() == before


def test_put_off_feedback_holds_the_mail_back(as_mentee, omar, maria) -> None:
    feedback = give(as_mentee, omar)
    message = Message.objects.get(kind="checkins.feedback_given")
    assert get(message.kind).still_wanted(message, NOW) == ""
    put_off_feedback(feedback=feedback, by=maria, now=NOW)
    assert get(message.kind).still_wanted(message, NOW) != ""


def test_put_off_feedback_after_an_answer_is_refused(as_mentor, as_mentee, maria) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    answer_feedback(feedback=feedback, by=maria, answer="thanked", now=NOW)
    with pytest.raises(DomainError):
        put_off_feedback(feedback=feedback, by=maria, now=NOW)


def test_acted_on_when_its_promise_is_done(as_mentor, as_mentee, maria) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    facts = {"feedback": feedback, "by": maria, "now": NOW, "text": "Pause once"}
    promise = answer_feedback(answer="will_try", **facts).commitment
    assert not as_read(feedback).is_acted_on
    answer_commitment(commitment=promise, answer="done", by=maria, now=NOW)
    assert as_read(feedback).is_acted_on


def as_read(feedback: Feedback) -> Feedback:
    return Feedback.objects.with_people().get(pk=feedback.pk)


def test_mark_acted_on_by_hand_once_and_by_its_reader(as_mentor, as_mentee, maria, omar) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    with pytest.raises(DomainError, match="Answer it first"):
        mark_acted_on(feedback=feedback, by=maria, now=NOW)
    answer_feedback(feedback=feedback, by=maria, answer="thanked", now=NOW)
    with pytest.raises(DomainError, match="somebody else"):
        mark_acted_on(feedback=feedback, by=omar, now=NOW)
    first = mark_acted_on(feedback=feedback, by=maria, now=NOW)
    assert mark_acted_on(feedback=feedback, by=maria, now=NOW + DAY) == first
    assert as_read(feedback).is_acted_on


def test_acted_on_is_shown_to_the_pair(as_mentor, as_mentee, maria, omar, sign_in) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    answer_feedback(feedback=feedback, by=maria, answer="thanked", now=NOW)
    sign_in(maria).post(f"/feedback/{feedback.pk}/acted-on/")
    for user in (maria, omar):
        assert "acted on" in sign_in(user).get("/feedback/").content.decode()


# -- Saying more -----------------------------------------------------------------------------------


@pytest.fixture
def unclear(as_mentor, as_mentee, maria) -> Feedback:
    feedback = make_feedback(as_mentor, as_mentee, skill="Presenting")
    facts = {"feedback": feedback, "by": maria, "now": NOW}
    answer_feedback(answer="clarify", text="At which moment?", heard="That I rush.", **facts)
    return feedback


def test_clarifying_question_is_mailed_to_its_author(unclear, omar) -> None:
    message = Message.objects.get(kind="checkins.feedback_to_clarify")
    freeze(message, get(message.kind), NOW)
    assert message.person == omar
    for words in ("At which moment?", "That I rush.", unclear.text[:20]):
        assert words in message.text
    assert list(Feedback.objects.to_say_more(omar)) == [unclear]


def test_say_more_from_the_mail(unclear, omar, maria) -> None:
    message = Message.objects.get(kind="checkins.feedback_to_clarify")
    freeze(message, get(message.kind), NOW)
    url = next(one for one in message.text.splitlines() if "/a/" in one).partition("8000")[2]
    assert Client().post(url, {"text": "After slide two."}).status_code == 200
    more = Feedback.objects.get(follows=unclear)
    assert (more.author.person, more.to.person, more.skill) == (omar, maria, "Presenting")
    assert not Feedback.objects.to_say_more(omar).exists()
    assert get(message.kind).still_wanted(message, NOW) != ""


def test_say_more_on_screen(unclear, as_mentee, omar, sign_in) -> None:
    url, said = f"/feedback/to/{as_mentee.pk}/?after={unclear.pk}", {"kind": "observe"}
    assert "At which moment?" in sign_in(omar).get(url).content.decode()
    sign_in(omar).post(url, said | {"text": "After slide two.", "client_token": "s"})
    assert Feedback.objects.get(follows=unclear).text == "After slide two."


def test_say_more_only_about_ones_own_words(unclear, as_mentor, maria) -> None:
    assert give(as_mentor, maria, follows=unclear).follows is None


# -- The log ---------------------------------------------------------------------------------------


def listed(client, **chosen) -> list[str]:
    page = client.get("/feedback/", chosen).context["page"]
    return [entry.text for entry in page.entries]


def test_feedback_page_can_be_narrowed(as_mentor, as_mentee, maria, omar, sign_in) -> None:
    make_feedback(as_mentor, as_mentee, text="one", skill="Writing")
    make_feedback(as_mentor, as_mentee, text="two", skill="writing")
    done = make_feedback(as_mentee, as_mentor, text="three")
    answer_feedback(feedback=done, by=omar, answer="thanked", now=NOW)
    client = sign_in(maria)
    assert listed(client, skill="Writing") == ["two", "one"]
    assert listed(client, unanswered="on") == ["two", "one"]
    assert listed(client, person=omar.pk) == ["three", "two", "one"]
    assert listed(client, person="99999", skill="nothing", before="x") == ["three", "two", "one"]


def test_feedback_page_keeps_the_choice_on_older_pages(
    as_mentor, as_mentee, maria, sign_in
) -> None:
    for number in range(21):
        make_feedback(as_mentor, as_mentee, text=f"n{number}", skill="Writing & speaking")
    page = sign_in(maria).get("/feedback/", {"skill": "Writing & speaking"})
    link = unescape(re.search(r'rel="next" href="([^"]+)"', page.content.decode()).group(1))
    older = sign_in(maria).get(f"/feedback/{link}").context["page"]
    assert [entry.text for entry in older.entries] == ["n0"]


def test_skills_are_suggested_from_this_pairing(as_mentor, as_mentee, omar, sign_in) -> None:
    make_feedback(as_mentor, as_mentee, skill="Writing")
    make_feedback(as_mentee, as_mentor, skill="writing")
    page = sign_in(omar).get(f"/feedback/to/{as_mentee.pk}/")
    assert page.context["skills"] == ["Writing"]
    assert '<option value="Writing">' in page.content.decode()


def test_will_try_leads_to_the_promise_and_its_question(
    as_mentor, as_mentee, maria, sign_in
) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    said = {"answer": "will_try", "text": "Pause once", "due_on": "2099-01-01"}
    answer = sign_in(maria).post(f"/feedback/{feedback.pk}/answer/", said)
    assert answer["Location"] == f"/promises/{Commitment.objects.get().pk}/"


# -- Rows ------------------------------------------------------------------------------------------


def test_rows_of_the_log_are_written_once(as_mentor, as_mentee, maria) -> None:
    feedback = make_feedback(as_mentor, as_mentee)
    later = put_off_feedback(feedback=feedback, by=maria, now=NOW)
    reply = answer_feedback(feedback=feedback, by=maria, answer="thanked", now=NOW)
    done = mark_acted_on(feedback=feedback, by=maria, now=NOW)
    for row in (feedback, later, reply, done):
        with pytest.raises(TypeError):
            row.save()
        with pytest.raises(TypeError):
            row.delete()
