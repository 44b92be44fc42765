"""What a person gets of their own, and what erasing leaves."""

from mentorship import privacy
from mentorship.models import Enrollment, ForbiddenPair, PairingMember
from mentorship.services.agreements import draft_agreement
from mentorship.tests.make import NOW, make_choice, make_request, make_texts


def test_export_gives_ones_own_places_and_agreements(pairing, maria, omar):
    Enrollment.objects.filter(user=omar).update(answers={"bio": "Omar’s own words"})
    Enrollment.objects.filter(user=maria).update(answers={"bio": "Maria’s own words"})
    draft_agreement(pairing=pairing, by=maria, texts=make_texts(), now=NOW)
    told = privacy.export(maria)
    assert [place["answers"] for place in told["places"]] == [{"bio": "Maria’s own words"}]
    assert told["agreements"][0]["purpose"] == "Our purpose."
    assert "Omar" not in repr(told)


def test_erase_deletes_answers_and_keeps_the_pairing(pairing, maria):
    Enrollment.objects.filter(user=maria).update(answers={"bio": "Hello"}, external_id="7")
    privacy.erase(maria)
    place = Enrollment.objects.get(user=maria)
    assert (place.answers, place.external_id) == ({}, "")
    assert PairingMember.objects.filter(pairing=pairing).count() == 2


def test_erase_forgets_their_words_in_the_reasons_of_a_pair(pairing, maria):
    pairing.parts = [{"criterion": "skills", "shared": ["Go"]}, {"criterion": "zone", "shared": []}]
    pairing.save()
    privacy.erase(maria)
    pairing.refresh_from_db()
    assert pairing.parts == [{"criterion": "zone", "shared": []}]


def test_erase_forgets_whom_they_were_kept_apart_from(cohort, maria, omar):
    first, second = sorted((maria, omar), key=lambda person: person.pk)
    ForbiddenPair.objects.create(cohort=cohort, first=first, second=second, at=NOW)
    privacy.erase(maria)
    assert not ForbiddenPair.objects.exists()


def test_export_and_erase_know_of_ones_own_requests(db):
    request = make_request(*make_choice(), message="Hello.", state="open")
    maria = request.sender.user
    assert privacy.export(maria)["requests"][0]["message"] == "Hello."
    assert privacy.export(request.recipient.user)["requests"] == []
    privacy.erase(maria)
    request.refresh_from_db()
    assert request.message == ""
