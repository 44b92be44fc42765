"""Whether it fits: asked twice, answered in private, read by nobody who was not told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts import mailkinds
from accounts.delivery.freeze import freeze
from accounts.errors import DomainError
from accounts.models import Message
from accounts.tokens import issue_token
from mentorship.forms.life import FitForm
from mentorship.mails.life import ANSWER_FIT
from mentorship.models import FitCheck
from mentorship.queries.life import voices
from mentorship.services.fit import answer_fit, ask_fit, ask_fit_of_a_month, note_first_meeting
from mentorship.services.pairings import pause_pairing
from mentorship.tests.make import NOW, make_pairing, make_person

DAY = timedelta(days=1)


def asked(pairing):
    rows = FitCheck.objects.filter(member__pairing=pairing).order_by("pk")
    return [(row.member.person.short_name, row.moment) for row in rows]


def say(pairing, by, answer="good", by_name=False):
    return answer_fit(pairing=pairing, by=by, now=NOW, answer=answer, by_name=by_name)


def test_note_first_meeting_asks_each_once_a_day_later(pairing):
    assert note_first_meeting(pairing=pairing, now=NOW)
    assert not note_first_meeting(pairing=pairing, now=NOW + DAY)
    assert asked(pairing) == [("Maria", "first"), ("Omar", "first")]
    assert {m.due_at - NOW for m in Message.objects.all()} == {timedelta(hours=20)}


@pytest.mark.parametrize(("days", "people"), [(29, 0), (30, 2), (44, 2), (45, 0)])
def test_ask_fit_of_a_month_on_day_30_and_not_long_after(pairing, days, people):
    pairing.starts_on = (NOW - days * DAY).date()
    pairing.save()
    ask_fit_of_a_month(NOW)
    ask_fit_of_a_month(NOW)
    assert len(asked(pairing)) == people


def test_ask_fit_of_a_month_leaves_alone_who_was_just_asked(pairing):
    pairing.starts_on = (NOW - 30 * DAY).date()
    pairing.save()
    note_first_meeting(pairing=pairing, now=NOW - 5 * DAY)
    ask_fit_of_a_month(NOW)
    assert asked(pairing) == [("Maria", "first"), ("Omar", "first")]


def test_ask_fit_of_a_month_waits_while_paused(pairing, maria):
    pairing.starts_on = (NOW - 30 * DAY).date()
    pairing.save()
    pause_pairing(pairing=pairing, by=maria, now=NOW)
    assert ask_fit_of_a_month(NOW) == 0


def test_answer_fit_answers_the_latest_and_may_change(pairing, maria):
    note_first_meeting(pairing=pairing, now=NOW - 40 * DAY)
    ask_fit(pairing=pairing, moment="day_30", now=NOW - DAY)
    say(pairing, maria, "deciding")
    say(pairing, maria, "good")
    rows = FitCheck.objects.of(maria).values_list("moment", "answer")
    assert list(rows) == [("day_30", "good")]


def test_answer_fit_refuses_strangers_and_made_up_answers(pairing, maria, eve):
    with pytest.raises(DomainError, match="Only the members"):
        say(pairing, eve)
    with pytest.raises(DomainError, match="one of the three"):
        say(pairing, maria, "great")


def test_fit_mail_says_who_is_never_told_and_is_dropped_once_answered(pairing, maria):
    note_first_meeting(pairing=pairing, now=NOW)
    message = Message.objects.get(person=maria)
    kind = mailkinds.get(message.kind)
    freeze(message, kind, NOW)
    assert "Whoever you work with is never told" in " ".join(message.text.split())
    say(pairing, maria)
    assert kind.still_wanted(message, NOW) == "It was answered already."


def test_fit_is_answered_from_the_mail_without_signing_in(pairing, maria):
    ask_fit(pairing=pairing, moment="first", now=NOW)
    check = FitCheck.objects.of(maria).get()
    from_mail = {"about": check, "person": maria, "scope": "", "now": NOW}
    token = issue_token(purpose=ANSWER_FIT, expires_at=NOW + 3650 * DAY, **from_mail)
    address = f"/a/{token.raw}/"
    assert Client().post(address, {"answer": "no_fit"}).status_code == 422
    assert Client().post(address, {"answer": "no_fit", "by_name": "no"}).status_code == 200
    check.refresh_from_db()
    assert (check.answer, check.by_name) == ("no_fit", False)


def test_fit_form_chooses_nothing_beforehand():
    assert "checked" not in str(FitForm())
    assert FitForm({"answer": "good"}).errors.keys() == {"by_name"}


# -- Who reads it --------------------------------------------------------------------------


def test_voices_tells_only_what_was_said_by_name(pairing, cohort, maria, omar, ada):
    say(pairing, maria, "no_fit", by_name=False)
    assert (voices(cohort, ada).by_name, voices(cohort, ada).together) == ([], [])
    say(pairing, omar, "good", by_name=True)
    (voice,) = voices(cohort, ada).by_name
    assert (voice.person, voice.answer, voice.others) == (omar, "good", [maria])


def test_voices_counts_without_names_from_five_people_on(cohort, ada):
    for number in range(5):
        mentee, mentor = make_person(f"Mia{number} A"), make_person(f"Max{number} B")
        pairing = make_pairing(cohort, mentee, mentor)
        say(pairing, mentee, "good")
        if number < 4:
            say(pairing, mentor, "no_fit")
    assert voices(cohort, ada).together == [("good", 5)]


def test_voices_leaves_out_pairings_of_the_reader(cohort, maria, ada):
    say(make_pairing(cohort, maria, ada), maria, "no_fit", by_name=True)
    assert voices(cohort, ada).by_name == []


def test_partner_reads_nothing_of_it(pairing, maria, omar, sign_in):
    def page():
        text = sign_in(omar).get(f"/pairings/{pairing.pk}/").content.decode()
        return "fit check" in text, "not a fit" in text, text.count("Say how it is")

    note_first_meeting(pairing=pairing, now=NOW)
    before = page()
    say(pairing, maria, "no_fit", by_name=True)
    assert page() == before


def test_not_a_fit_leads_to_kind_next_steps(pairing, maria, sign_in):
    say(pairing, maria, "no_fit")
    page = sign_in(maria).get(f"/pairings/{pairing.pk}/fit/").content.decode()
    assert "nobody’s fault" in page
    for tail in ("pause/", "close/?find_another=yes", "rematch/"):
        assert f"/pairings/{pairing.pk}/{tail}" in page


def test_database_wants_whole_answers_and_each_question_once(as_mentee):
    def make(**facts):
        try:
            with transaction.atomic():
                FitCheck.objects.create(member=as_mentee, asked_at=NOW, **facts)
        except IntegrityError:
            return False
        return True

    assert make(moment="first")
    assert not make(moment="first")
    assert not make(moment="day_30", answer="good", answered_at=NOW)
    assert not make(moment="day_30", by_name=True)
