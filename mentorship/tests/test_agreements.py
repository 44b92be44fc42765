"""Agreements: from the template, versioned, signed by all, changed only together."""

import pytest
from django.db import IntegrityError, transaction

from accounts import mailkinds
from accounts.delivery.freeze import freeze
from accounts.errors import DomainError
from accounts.models import Message
from mentorship.access import agreement_readers, readers
from mentorship.models import Agreement
from mentorship.queries.agreements import starting_texts
from mentorship.services.agreements import draft_agreement, sign_agreement
from mentorship.services.pairings import close_pairing
from mentorship.tests.make import NOW, make_texts


def write(pairing, by, **changes):
    return draft_agreement(pairing=pairing, by=by, texts=make_texts(**changes), now=NOW)


def sign(agreement, by):
    return sign_agreement(agreement=agreement, by=by, now=NOW)


def states(pairing):
    return dict(pairing.agreements.values_list("version", "state"))


def test_draft_agreement_is_signed_by_its_writer_and_asks_the_other_once(pairing, maria, omar):
    draft = write(pairing, maria)
    assert [s.member.person for s in draft.signatures.all()] == [maria]
    assert [(m.kind, m.person) for m in Message.objects.all()] == [
        ("mentorship.agreement_to_sign", omar)
    ]


def test_sign_agreement_counts_once_all_have_signed(pairing, maria, omar):
    draft = write(pairing, maria)
    assert draft.state == "draft"
    signed = sign(draft, omar)
    assert (signed.state, signed.signed_at) == ("signed", NOW)


def test_draft_agreement_after_signing_needs_all_again(pairing, maria, omar):
    sign(write(pairing, maria), omar)
    changed = write(pairing, omar, rhythm="Mondays.")
    assert states(pairing) == {1: "signed", 2: "draft"}
    sign(changed, maria)
    assert states(pairing) == {1: "superseded", 2: "signed"}


def test_draft_agreement_replaces_a_draft_nobody_else_signed(pairing, maria, omar):
    first = write(pairing, maria)
    write(pairing, omar, purpose="Something else.")
    assert states(pairing) == {1: "superseded", 2: "draft"}
    with pytest.raises(DomainError, match="replaced by a newer one"):
        sign(first, omar)
    assert Message.objects.get(person=omar).state == "cancelled"


def test_draft_agreement_without_a_change_is_refused(pairing, maria, omar):
    sign(write(pairing, maria), omar)
    with pytest.raises(DomainError, match="Nothing has changed"):
        write(pairing, maria)


def test_sign_agreement_twice_is_one_signature(pairing, maria):
    draft = write(pairing, maria)
    assert sign(draft, maria).signatures.count() == 1


def test_sign_agreement_is_for_members_alone(pairing, maria, ada):
    with pytest.raises(DomainError, match="Only the members"):
        sign(write(pairing, maria), ada)


def test_draft_agreement_waits_for_nobody_once_the_pairing_is_closed(pairing, maria):
    close_pairing(pairing=pairing, by=maria, now=NOW, reason="done")
    with pytest.raises(DomainError, match="is over"):
        write(pairing, maria)


def test_a_pairing_has_one_draft(pairing, maria):
    write(pairing, maria)
    with pytest.raises(IntegrityError), transaction.atomic():
        Agreement.objects.create(pairing=pairing, version=9, created_at=NOW, **make_texts())


def test_a_signature_is_given_once(pairing, maria, as_mentee):
    draft = write(pairing, maria)
    with pytest.raises(IntegrityError), transaction.atomic():
        draft.signatures.create(member=as_mentee, signed_at=NOW)


def test_starting_texts_speak_the_programs_words(pairing):
    program = pairing.cohort.program
    program.mentor_word, program.agreement_texts = "guide", {"ending": "We end with cake."}
    texts = starting_texts(pairing)
    assert "The guide brings experience" in texts["purpose"]
    assert texts["ending"] == "We end with cake."
    assert "every week on Thursday" in texts["rhythm"]


def test_agreement_mail_says_who_wrote_and_is_dropped_once_signed(pairing, maria, omar):
    draft = write(pairing, maria)
    message = Message.objects.get()
    kind = mailkinds.get(message.kind)
    freeze(message, kind, NOW)
    assert message.subject_line == "Your agreement is waiting for you"
    assert "Maria has written down how you want to work together" in message.text
    sign(draft, omar)
    assert kind.still_wanted(message, NOW) != ""


def test_agreement_is_read_by_members_and_the_pairing_by_coordinators_too(
    pairing, maria, omar, ada
):
    assert set(agreement_readers(pairing)) == {maria, omar}
    assert set(readers(pairing)) == {maria, omar, ada}


def test_agreement_pages_from_draft_to_signed(pairing, maria, omar, sign_in):
    url = f"/pairings/{pairing.pk}/agreement/"
    mentee, mentor = sign_in(maria), sign_in(omar)
    assert mentee.get(url).url == f"{url}write/"
    assert "on Thursday" in mentee.get(f"{url}write/").content.decode()
    assert mentee.post(f"{url}write/", make_texts()).url == url
    assert "it waits for Omar Haddad" in mentee.get(url).content.decode()
    assert "Is this how you want to work?" in mentor.get(url).content.decode()
    assert mentor.post(f"{url}sign/", {"version": "1"}).url == url
    assert "This is what you agreed" in mentor.get(url).content.decode()


def test_sign_agreement_twice_says_the_same(pairing, maria, omar, sign_in):
    write(pairing, maria)
    client, url = sign_in(omar), f"/pairings/{pairing.pk}/agreement/sign/"
    for _press in range(2):
        page = client.post(url, {"version": "1"}, follow=True).content.decode()
        assert "Signed by you." in page and "This is what you agreed" in page
    assert pairing.agreements.get().signatures.count() == 2


def test_sign_agreement_page_refuses_a_version_that_was_not_read(pairing, maria, omar, sign_in):
    write(pairing, maria)
    write(pairing, maria, purpose="Quietly changed.")
    url = f"/pairings/{pairing.pk}/agreement/sign/"
    response = sign_in(omar).post(url, {"version": "1"}, follow=True)
    assert response.redirect_chain == [(f"/pairings/{pairing.pk}/agreement/", 302)]
    assert "Please read it again" in response.content.decode()
    assert pairing.agreements.get(state="draft").signatures.count() == 1


def test_draft_agreement_page_keeps_what_was_typed(pairing, maria, sign_in):
    url = f"/pairings/{pairing.pk}/agreement/write/"
    response = sign_in(maria).post(url, make_texts(purpose="", scope_text="Only work."))
    assert response.status_code == 422
    assert "Only work." in response.content.decode()


def test_agreement_is_closed_to_coordinators_and_strangers(pairing, ada, eve, sign_in):
    for person in (ada, eve):
        for tail in ("", "write/"):
            url = f"/pairings/{pairing.pk}/agreement/{tail}"
            assert sign_in(person).get(url).status_code == 404
