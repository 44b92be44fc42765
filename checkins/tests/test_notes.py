"""Notes in three inks: who reads them, that they stay, and that sharing later is a copy."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.errors import DomainError
from accounts.models import Message
from checkins import access, privacy
from checkins.models import Note
from checkins.queries.own_notes import own_notes
from checkins.queries.told import notes_told
from checkins.services import correct_note, share_note, write_note
from checkins.tests.make import THURSDAY, make_check_in
from mentorship.models import Pairing
from mentorship.tests.make import NOW, make_coordinator, make_pairing, make_person, member_of

DAY = timedelta(days=1)
PRIVATE, SHARED, PROGRAM = Note.Ink.PRIVATE, Note.Ink.SHARED, Note.Ink.PROGRAM


def note(author, ink=PRIVATE, **changes) -> Note:
    facts = {"text": "I was tired.", "by": author.person, "now": NOW}
    return write_note(author=author, ink=ink, **(facts | changes))


def close(pairing) -> None:
    Pairing.objects.filter(pk=pairing.pk).update(state="closed", closed_at=NOW, close_reason="done")
    pairing.refresh_from_db()


# -- Who reads what --------------------------------------------------------------------------------


@pytest.mark.parametrize(("ink", "reads"), [(PRIVATE, False), (SHARED, True), (PROGRAM, False)])
def test_a_partner_reads_what_is_shared_and_nothing_else(as_mentee, omar, ink, reads) -> None:
    written = note(as_mentee, ink)
    assert (written in Note.objects.visible_to(omar)) is reads
    assert written in Note.objects.visible_to(as_mentee.person)


@pytest.mark.parametrize("ink", Note.Ink)
def test_readers_are_those_who_can_read_it(as_mentee, cohort, ink, maria, omar, ada, cleo, eve):
    """What stands beside the button is what the pages hold to."""
    written = note(as_mentee, ink)
    named = set(access.note_readers(as_mentee, ink))
    for person in (maria, omar, ada, cleo, eve):
        told = {row.note for row in notes_told(person, cohort).notes}
        reads = written in Note.objects.visible_to(person) or written in told
        assert reads is (person in named), person


def test_a_coordinator_who_takes_part_does_not_read_as_one(cohort, program, maria, omar) -> None:
    make_coordinator(omar, program, cohort)
    as_mentee = member_of(make_pairing(cohort, maria, omar), maria)
    note(as_mentee, PROGRAM)
    assert omar not in access.note_readers(as_mentee, PROGRAM)
    assert notes_told(omar, cohort).notes == []


def test_coordinators_of_others_read_nothing(as_mentee, cohort, cleo, sign_in) -> None:
    note(as_mentee, PROGRAM)
    page = reverse("checkins:notes_told", args=[cohort.slug])
    assert sign_in(cleo).get(page).status_code == 404
    assert notes_told(cleo, cohort).notes == []


def test_the_program_reads_that_note_and_nothing_around_it(as_mentee, cohort, ada, sign_in) -> None:
    check_in = make_check_in(as_mentee.pairing)
    note(as_mentee, PRIVATE, text="Kept.", check_in=check_in)
    note(as_mentee, SHARED, text="Between us.", check_in=check_in)
    note(as_mentee, PROGRAM, text="Could we meet online?", check_in=check_in)
    page = sign_in(ada).get(reverse("checkins:notes_told", args=[cohort.slug])).content.decode()
    assert [words in page for words in ("Kept.", "Between us.", "Could we meet online?")] == [
        False,
        False,
        True,
    ]


def test_a_note_to_the_program_tells_its_coordinators_without_a_word_of_it(as_mentee, ada) -> None:
    written = note(as_mentee, PROGRAM, text="Please call me.")
    (mail,) = Message.objects.filter(kind="checkins.note_to_program")
    assert (mail.person, mail.subject_id) == (ada, written.pk)


def test_who_is_paired_next_reads_nothing_of_before(as_mentee, cohort, maria, eve) -> None:
    written = note(as_mentee, SHARED)
    close(as_mentee.pairing)
    make_pairing(cohort, maria, eve)
    assert written not in Note.objects.visible_to(eve)


# -- Writing ---------------------------------------------------------------------------------------


def test_write_note_twice_is_one(as_mentee) -> None:
    first = note(as_mentee, client_token="once")
    assert note(as_mentee, client_token="once") == first
    assert Note.objects.count() == 1


def test_write_note_is_for_oneself_to_write(as_mentee, omar) -> None:
    with pytest.raises(DomainError, match="Only the people"):
        note(as_mentee, by=omar)


def test_write_note_is_about_a_talk_of_these_people(as_mentee, cohort, omar) -> None:
    other = make_pairing(cohort, make_person("Nina Berg"), omar)
    with pytest.raises(DomainError, match="somebody else"):
        note(as_mentee, check_in=make_check_in(other))


def test_write_note_goes_on_during_a_break_and_ends_with_the_pairing(as_mentee) -> None:
    Pairing.objects.update(state="paused")
    as_mentee.pairing.refresh_from_db()
    note(as_mentee)
    close(as_mentee.pairing)
    with pytest.raises(DomainError, match="What was written stays"):
        note(as_mentee)


@pytest.mark.parametrize("state", ["planned", "held", "skipped"])
def test_note_check_in_is_open_before_and_after(as_mentee, maria, sign_in, state) -> None:
    check_in = make_check_in(as_mentee.pairing, state=state)
    page = reverse("checkins:note_check_in", args=[check_in.pk])
    sent = {"text": "Bring the slides.", "ink": "shared", "client_token": "a"}
    assert sign_in(maria).post(page, sent).status_code == 302
    assert Note.objects.get().check_in == check_in


def test_note_page_names_the_readers_beside_each_button(as_mentee, maria, sign_in) -> None:
    page = reverse("checkins:note_pairing", args=[as_mentee.pairing_id])
    html = sign_in(maria).get(page).content.decode()
    said = [html.split(f'id="who-{ink}">')[1].split("<")[0] for ink in Note.Ink]
    assert said == [
        "Only you can see this.",
        "You and Omar Haddad can see this.",
        "You and Ada Lind can see this.",
    ]


def test_note_page_without_a_choice_keeps_the_words(as_mentee, maria, sign_in) -> None:
    page = reverse("checkins:note_pairing", args=[as_mentee.pairing_id])
    answer = sign_in(maria).post(page, {"text": "Half a thought"})
    assert answer.status_code == 422
    assert "Half a thought" in answer.content.decode()


# -- Later -----------------------------------------------------------------------------------------


def test_share_note_is_a_copy_and_the_private_one_stays(as_mentee, maria, omar) -> None:
    kept = note(as_mentee, check_in=make_check_in(as_mentee.pairing))
    copy = share_note(note=kept, ink=SHARED, text="I was a little tired.", by=maria, now=NOW + DAY)
    assert (copy.copy_of, copy.check_in) == (kept, kept.check_in)
    assert list(Note.objects.visible_to(omar)) == [copy]
    assert Note.objects.get(pk=kept.pk).text == "I was tired."


def test_share_note_twice_is_one_copy(as_mentee, maria) -> None:
    kept = note(as_mentee)
    once = {"note": kept, "ink": SHARED, "text": "Tired.", "by": maria, "now": NOW}
    assert share_note(**once) == share_note(**once)


def test_share_note_of_somebody_else_does_not_exist(as_mentee, omar, sign_in) -> None:
    kept = note(as_mentee, SHARED)
    for name in ("share_note", "correct_note"):
        assert sign_in(omar).get(reverse(f"checkins:{name}", args=[kept.pk])).status_code == 404


def test_correct_note_stands_beside_the_first_for_the_same_readers(as_mentee, maria) -> None:
    first = note(as_mentee, SHARED, text="On Monday.")
    second = correct_note(note=first, text="On Tuesday.", by=maria, now=NOW + DAY)
    assert (second.ink, second.corrects) == (SHARED, first)
    assert Note.objects.get(pk=first.pk).text == "On Monday."


def test_a_note_is_never_rewritten_or_deleted(as_mentee) -> None:
    kept = note(as_mentee)
    for step in (kept.save, kept.delete):
        with pytest.raises(TypeError):
            step()


@pytest.mark.parametrize("broken", [{"text": ""}, {"ink": "private"}, {"client_token": "a"}])
def test_the_database_refuses_what_notes_cannot_be(as_mentee, broken) -> None:
    first = note(as_mentee, client_token="a")
    facts = {"author": as_mentee, "text": "A.", "ink": "shared", "written_at": NOW}
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(copy_of=first, **(facts | broken))


def test_the_database_keeps_one_copy_for_each_ink(as_mentee) -> None:
    facts = {"copy_of": note(as_mentee), "author": as_mentee, "text": "A.", "written_at": NOW}
    Note.objects.create(ink="shared", **facts)
    Note.objects.create(ink="program", **facts)
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(ink="shared", **facts)


# -- One's own words -------------------------------------------------------------------------------


def test_own_notes_and_export_hold_the_authors_notes_alone(as_mentee, as_mentor, maria) -> None:
    note(as_mentee, check_in=make_check_in(as_mentee.pairing, starts_at=THURSDAY))
    note(as_mentee, SHARED, text="About working together.")
    note(as_mentor, SHARED, text="His own.")
    told = own_notes(as_mentee)
    assert all(words in told for words in ("I was tired.", "About working together."))
    assert "His own." not in told
    exported = [row["text"] for row in privacy.export(maria)["notes"]]
    assert exported == ["I was tired.", "About working together."]


def test_erasing_takes_the_authors_notes_and_leaves_the_others(as_mentee, as_mentor, maria) -> None:
    kept = note(as_mentee)
    share_note(note=kept, ink=SHARED, text="Tired.", by=maria, now=NOW)
    his = note(as_mentor, SHARED)
    privacy.erase(maria)
    assert list(Note.objects.all()) == [his]
