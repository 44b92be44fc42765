"""A cohort of peers: what is proposed, what may be changed by hand, what they read."""

import pytest

from accounts.errors import DomainError
from accounts.models import AuditEntry, Message
from mentorship.mails.pairings import render_pairing_published
from mentorship.models import Enrollment, Pairing
from mentorship.queries.reasons import member_reasons
from mentorship.queries.weighing import moved_page
from mentorship.services.cohorts import edit_cohort
from mentorship.services.matching import propose_pairings
from mentorship.services.pairings import publish_pairings
from mentorship.services.regrouping import regroup_peer
from mentorship.services.weighing import compare_weights
from mentorship.tests.make import (
    NOW,
    make_enrollment,
    make_group,
    make_pairing,
    make_people,
    make_trio,
)

ANSWERS = {"skills_wanted": ["Python"], "skills_offered": ["Python"], "languages": ["en"]}


@pytest.fixture
def peers(cohort):
    """Three who could all work together."""
    cohort.pairs = "peers"
    cohort.save()
    return make_people(cohort, "peer", ["Ana Lima", "Ben Okoro", "Caro Weiss"], answers=ANSWERS)


@pytest.fixture
def five(cohort, peers):
    return peers + make_people(cohort, "peer", ["Dan Roth", "Eva Lund"], answers=ANSWERS)


def groups():
    """First names of who is in a draft together."""
    found = Pairing.objects.proposed().with_people()
    return {"".join(m.enrollment.user.name[0] for m in each.members.all()) for each in found}


def test_propose_pairings_makes_a_trio_of_three(cohort, peers):
    run = propose_pairings(cohort=cohort, by=None, now=NOW)
    assert groups() == {"ABC"}
    assert run.result["unmatched"] == [] and len(run.result["groups"][0]["pairs"]) == 3


def test_propose_pairings_puts_each_peer_into_one_group(cohort, five):
    propose_pairings(cohort=cohort, by=None, now=NOW)
    assert sorted(len(name) for name in groups()) == [2, 3]
    assert sorted("".join(groups())) == ["A", "B", "C", "D", "E"]


def test_propose_pairings_of_peers_gives_the_same_answer_again(cohort, five):
    runs = [propose_pairings(cohort=cohort, by=None, now=NOW) for _ in range(2)]
    assert runs[0].result == runs[1].result
    assert runs[0].inputs["digest"] == runs[1].inputs["digest"]


def test_propose_pairings_stores_the_parts_of_every_two(cohort, peers):
    propose_pairings(cohort=cohort, by=None, now=NOW)
    trio = Pairing.objects.get()
    assert sum(part["part"] for part in trio.parts) // 3 == trio.score
    assert len({tuple(part["between"]) for part in trio.parts}) == 3


def test_propose_pairings_claims_no_proof_of_a_trio(cohort, peers):
    run = propose_pairings(cohort=cohort, by=None, now=NOW)
    assert run.result["certified"] is False


def test_propose_pairings_keeps_a_hard_rule_inside_a_trio(cohort, peers):
    caro = peers[2]
    caro.answers = ANSWERS | {"languages": ["fi"]}
    caro.save()
    run = propose_pairings(cohort=cohort, by=None, now=NOW)
    assert groups() == {"AB"}
    whys = [why["code"] for each in run.result["unmatched"] for why in each["reasons"]]
    assert whys == ["blocked_by"]


def test_propose_pairings_keeps_a_trio_made_by_hand(cohort, five):
    by_hand = make_group(cohort, [five[0], five[3], five[4]], by_hand=True, locked=True)
    propose_pairings(cohort=cohort, by=None, now=NOW)
    assert groups() == {"ADE", "BC"} and Pairing.objects.filter(pk=by_hand.pk).exists()


def test_propose_pairings_drops_a_group_by_hand_that_lost_somebody(cohort, five):
    make_group(cohort, five[:2], by_hand=True, locked=True)
    Enrollment.objects.filter(pk=five[0].pk).update(state="withdrawn")
    propose_pairings(cohort=cohort, by=None, now=NOW)
    assert sorted("".join(groups())) == ["B", "C", "D", "E"]


def test_propose_pairings_refuses_a_single_peer(cohort, peers):
    Enrollment.objects.exclude(pk=peers[0].pk).delete()
    with pytest.raises(DomainError):
        propose_pairings(cohort=cohort, by=None, now=NOW)


def test_propose_pairings_gives_nobody_the_same_person_twice(cohort, maria, omar, eve):
    cohort.pairs = "both"
    cohort.save()
    make_enrollment(cohort, maria, "mentee", answers=ANSWERS)
    make_enrollment(cohort, omar, "mentor", answers=ANSWERS)
    for person in (maria, omar, eve):
        make_enrollment(cohort, person, "peer", answers=ANSWERS)
    run = propose_pairings(cohort=cohort, by=None, now=NOW)
    assert len(run.result["pairs"]) == 1 and len(run.result["groups"]) == 1
    (group,) = run.result["groups"]
    names = {Enrollment.objects.get(pk=pk).user for pk in group["peers"]}
    assert len(names) == 2 and names != {maria, omar}


def test_publish_pairings_takes_a_seat_for_each_of_three(cohort, peers):
    draft = make_group(cohort, peers)
    outcome = publish_pairings(cohort=cohort, by=None, now=NOW)
    assert outcome.pairings == [draft]
    assert {place.seats_taken for place in Enrollment.objects.all()} == {1}
    assert Message.objects.filter(kind="mentorship.pairing_published").count() == 3


def test_publish_pairings_holds_back_a_trio_with_somebody_invited(cohort, peers):
    make_group(cohort, peers)
    Enrollment.objects.filter(pk=peers[2].pk).update(state="invited")
    outcome = publish_pairings(cohort=cohort, by=None, now=NOW)
    assert not outcome.pairings and "Caro Weiss" in str(outcome.held_back[0][1])
    assert {place.seats_taken for place in Enrollment.objects.all()} == {0}


def test_publish_pairings_holds_back_two_who_have_each_other_already(cohort, maria, omar):
    make_pairing(cohort, maria, omar)
    make_group(cohort, [make_enrollment(cohort, person, "peer") for person in (maria, omar)])
    outcome = publish_pairings(cohort=cohort, by=None, now=NOW)
    assert len(outcome.held_back) == 1 and not outcome.pairings


def test_publish_pairings_leaves_the_mentor_seat_of_a_peer(cohort, maria, omar, eve):
    make_pairing(cohort, maria, omar)
    make_group(cohort, [make_enrollment(cohort, person, "peer") for person in (maria, eve)])
    publish_pairings(cohort=cohort, by=None, now=NOW)
    taken = Enrollment.objects.filter(user=maria).values_list("role", "seats_taken")
    assert sorted(taken) == [("mentee", 1), ("peer", 1)]


def test_pairing_published_mail_names_both_partners(cohort, peers):
    make_group(cohort, peers)
    publish_pairings(cohort=cohort, by=None, now=NOW)
    mail = Message.objects.get(person=peers[0].user)
    content = render_pairing_published(mail, NOW)
    assert content.heading == "You will work with Ben Okoro and Caro Weiss"
    assert content.paragraphs[0].startswith("Ben Okoro and Caro Weiss are your partners in Autumn")
    assert not any(word in str(content) for word in ("mentor", "mentee"))


def test_member_reasons_tell_of_both_partners(cohort, peers):
    propose_pairings(cohort=cohort, by=None, now=NOW)
    trio = Pairing.objects.with_people().get()
    said = " ".join(member_reasons(trio, trio.members.all()[0]))
    assert "Ben offers that" in said and "Caro offers that" in said


# -- By hand -----------------------------------------------------------------------------------


def move(place, how, other=None, by=None):
    return regroup_peer(place=place, how=how, other_id=other and other.pk, by=by, now=NOW)


def test_regroup_peer_makes_a_trio_of_a_pair(cohort, peers, ada):
    make_group(cohort, peers[:2])
    move(peers[2], "join", peers[0], by=ada)
    assert groups() == {"ABC"} and Pairing.objects.get().by_hand
    assert AuditEntry.objects.get(verb="peer.regroup").details["how"] == "join"


def test_regroup_peer_moves_somebody_from_a_trio_to_a_pair(cohort, five):
    make_group(cohort, five[:3])
    make_group(cohort, five[3:])
    move(five[0], "join", five[3])
    assert groups() == {"BC", "DEA"}


def test_regroup_peer_swaps_two(cohort, five):
    make_group(cohort, five[:3])
    make_group(cohort, five[3:])
    move(five[0], "swap", five[3])
    assert groups() == {"BCD", "EA"}


def test_regroup_peer_dissolves_a_pair_that_is_left(cohort, peers):
    make_group(cohort, peers[:2])
    move(peers[0], "leave")
    assert not Pairing.objects.exists()


def test_regroup_peer_makes_a_pair_of_a_trio(cohort, peers):
    make_group(cohort, peers)
    move(peers[1], "leave")
    assert groups() == {"AC"}


def test_regroup_peer_pairs_two_who_have_nobody(cohort, peers):
    move(peers[0], "join", peers[1])
    assert groups() == {"AB"}


def test_regroup_peer_refuses_a_fourth(cohort, five):
    make_group(cohort, five[:3])
    with pytest.raises(DomainError, match="three already"):
        move(five[3], "join", five[0])


def test_regroup_peer_refuses_what_a_rule_forbids(cohort, peers):
    make_group(cohort, peers[:2])
    Enrollment.objects.filter(pk=peers[2].pk).update(answers={"languages": ["fi"]})
    with pytest.raises(DomainError, match="rule"):
        move(peers[2], "join", peers[0])


def test_regroup_peer_refuses_who_works_already(cohort, peers, eve, maria):
    make_trio(cohort, eve, maria)
    busy = Enrollment.objects.get(user=eve)
    with pytest.raises(DomainError, match="works with somebody"):
        move(busy, "join", peers[0])


# -- The cohort --------------------------------------------------------------------------------

FACTS = ("name", "starts_on", "ends_on", "zone", "every", "weekday", "nth", "at")


def edit(cohort, **changes):
    facts = {name: getattr(cohort, name) for name in (*FACTS, "default_capacity", "pairs")}
    return edit_cohort(cohort=cohort, by=None, now=NOW, **(facts | changes))


def test_edit_cohort_pairs_peers_too(cohort):
    assert edit(cohort, pairs="both").roles == ("mentor", "mentee", "peer")


def test_edit_cohort_takes_no_role_from_people_who_are_here(cohort, peers):
    with pytest.raises(DomainError, match="role"):
        edit(cohort, pairs="mentors")


@pytest.mark.parametrize("show", ["drafts", "floors", "wanted", "rather", "seats", "unmatched"])
def test_workbench_shows_every_view_of_a_cohort_of_partners(cohort, five, ada, sign_in, show):
    propose_pairings(cohort=cohort, by=None, now=NOW)
    answer = sign_in(ada).get(f"/cohorts/{cohort.slug}/pairings/?show={show}")
    assert answer.status_code == 200


def test_compare_weights_tells_which_partners_would_move(cohort, five):
    ana, ben, caro, dan, eva = five
    Enrollment.objects.filter(pk=eva.pk).delete()
    for one, other, shared in ((ana, ben, "Python"), (caro, dan, "Chess")):
        skills = {"skills_wanted": [shared], "skills_offered": [shared]}
        for place, like in ((one, "Tea"), (other, "Jazz")):
            place.answers = skills | {"interests": [like]}
            place.save()
    asked = {"weights": {"interests": 100}, "hard_rules": [], "floor": 40}
    found = compare_weights(cohort=cohort, asked=asked, progress=lambda *_: None)
    assert found["before"]["matched"] == found["after"]["matched"] == 2
    assert [ana.pk, [ben.pk], [caro.pk]] in found["moved"]
    rows = moved_page(found, None).items
    assert ("Ben Okoro", "Caro Weiss") in [(row.before, row.after) for row in rows]


def test_regroup_page_says_what_two_could_do_for_each_other(cohort, five, ada, sign_in):
    make_group(cohort, five[:3])
    make_group(cohort, five[3:])
    page = sign_in(ada).get(f"/cohorts/{cohort.slug}/peers/{five[0].pk}/regroup/")
    assert "skills for each other: Python" in page.content.decode()
