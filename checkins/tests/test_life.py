"""What check-ins have to do with a pairing's life: the first one, breaks, words to take along."""

from datetime import timedelta

from accounts.models import Message
from accounts.services.clockwork import tick
from checkins import services as checkins
from checkins.models import Note
from checkins.tests.make import make_check_in
from goals.tests.make import make_commitment, make_goal
from mentorship.models import FitCheck
from mentorship.services.cards import write_card
from mentorship.services.pairings import close_pairing, pause_pairing
from mentorship.tests.make import NOW

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
