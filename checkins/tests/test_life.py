"""What check-ins have to do with a pairing's life: the first one, breaks, words to take along."""

from datetime import timedelta

from accounts.models import Message
from accounts.services.clockwork import tick
from checkins import services as checkins
from checkins.models import Feedback, Note
from checkins.services import call_off_for_leaver, give_feedback, keep_rhythm
from checkins.tests.make import make_check_in
from goals.tests.make import make_commitment, make_goal
from mentorship.models import FitCheck
from mentorship.services.cards import write_card
from mentorship.services.leaving import leave_group
from mentorship.services.pairings import close_pairing, pause_pairing
from mentorship.tests.make import NOW, make_person, make_trio, member_of

DAY = timedelta(days=1)


def test_first_close_out_asks_whether_it_fits(pairing, maria):
    for days in (7, 1):
        check_in = make_check_in(pairing, starts_at=NOW - days * DAY)
        checkins.close_out_check_in(check_in=check_in, by=maria, now=NOW, summary="We talked.")
    pairing.refresh_from_db()
    assert (pairing.met_at, FitCheck.objects.count()) == (NOW, 2)


def test_notes_hold_ones_own_words_and_nobody_elses(pairing, as_mentee, as_mentor, maria, sign_in):
    make_goal(as_mentee, title="Three talks")
    make_commitment(as_mentor, text="His promise")
    check_in = make_check_in(pairing, starts_at=NOW - DAY)
    for author, text in ((as_mentee, "Hers alone"), (as_mentor, "His alone")):
        facts = {"author": author, "text": text, "ink": "private", "written_at": NOW}
        Note.objects.create(check_in=check_in, **facts)
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="done")
    answer = sign_in(maria).get(f"/pairings/{pairing.pk}/notes/")
    text = answer.content.decode()
    assert (answer.status_code, "Three talks" in text, "Hers alone" in text) == (200, True, True)
    assert "His" not in text


def test_notes_hold_ones_own_card_and_nobody_elses(pairing, maria, omar, sign_in):
    for person, words in ((maria, "Boats"), (omar, "Bees")):
        answers = {"likes": words, "helps": "", "hopes": ""}
        write_card(pairing=pairing, by=person, now=NOW, answers=answers)
    text = sign_in(maria).get(f"/pairings/{pairing.pk}/notes/").content.decode()
    assert "- What would you talk about for hours?\n  Boats" in text
    assert ("Bees" in text, "What helps you" in text) == (False, False)


def test_pause_stops_every_mail_but_the_one_that_tells_of_it(pairing, maria, as_mentee):
    tick(NOW)
    pause_pairing(pairing=pairing, by=maria, now=NOW)
    tick(NOW)
    before = set(Message.objects.values_list("pk", flat=True))
    for days in range(1, 22):
        tick(NOW + days * DAY)
    assert set(Message.objects.exclude(pk__in=before).values_list("kind", flat=True)) == set()


def test_leave_group_takes_the_meetings_out_of_one_calendar_alone(cohort, maria, omar):
    lia = make_person("Lia Costa")
    trio = make_trio(cohort, maria, omar, lia)
    tick(NOW)
    Message.objects.update(state="sent", sent_at=NOW)
    leave_group(pairing=trio, by=lia, now=NOW + DAY, reason="time")
    tick(NOW + DAY)
    (told,) = Message.objects.filter(kind="checkins.check_in_canceled")
    assert (told.person, "Maria and Omar meet on" in told.text) == (lia, True)
    assert "METHOD:CANCEL" in told.ics
    ahead = trio.check_ins.planned()
    assert ahead.exists() and not ahead.filter(invitations__member__enrollment__user=lia).exists()
    for days in range(2, 15):
        tick(NOW + days * DAY)
    later = Message.objects.filter(person=lia, created_at__gt=NOW + DAY)
    assert set(later.values_list("kind", flat=True)) == set()
    assert Message.objects.filter(person=maria, kind="checkins.brief").exists()


def test_leave_group_before_the_invitation_left_takes_it_back(cohort, maria, omar):
    lia = make_person("Lia Costa")
    trio = make_trio(cohort, maria, omar, lia)
    keep_rhythm(pairing=trio, now=NOW)
    was = leave_group(pairing=trio, by=lia, now=NOW, reason="time")
    assert call_off_for_leaver(pairing=was, now=NOW) == 1
    mine = Message.objects.filter(person=lia, kind__startswith="checkins.")
    assert list(mine.values_list("kind", "state")) == [("checkins.check_in_invited", "cancelled")]


def test_whoever_left_reads_what_was_written_to_them(cohort, maria, omar, sign_in):
    lia = make_person("Lia Costa")
    trio = make_trio(cohort, maria, omar, lia)
    facts = {"kind": "affirm", "text": "Well asked.", "client_token": "x"}
    give_feedback(to=member_of(trio, lia), by=maria, now=NOW, **facts)
    leave_group(pairing=trio, by=lia, now=NOW, reason="time")
    said = Feedback.objects.get()
    assert "Well asked." in sign_in(lia).get(f"/feedback/{said.pk}/answer/", follow=True).text
