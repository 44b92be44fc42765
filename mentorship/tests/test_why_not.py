"""Why not this mentor: score, price, what forbids it, what it would cost; and setting it."""

import pytest

from accounts.errors import DomainError
from accounts.models import AuditEntry
from accounts.services.jobs import run_waiting_jobs
from mentorship.matching import OwnQuestion, Rules
from mentorship.models import ForbiddenPair, NeverAgain, Pairing
from mentorship.queries.whynot import cost_words
from mentorship.queries.whys import apart_sentence, what_would_help
from mentorship.services.forcing import draft_pairing, force_pair
from mentorship.services.locks import lock_pairing
from mentorship.services.matching import propose_pairings
from mentorship.tests.make import NOW, make_people
from mentorship.tests.test_matching import four, pairs  # noqa: F401


@pytest.fixture
def proposed(cohort, four):  # noqa: F811
    """Bea with Eli, Cem with Dee; Gus is left over."""
    make_people(cohort, "mentee", ["Gus Hall"], answers={"skills_wanted": ["Chess"]})
    propose_pairings(cohort=cohort, by=None, now=NOW)
    return {str(place.user): place for place in cohort.enrollments.select_related("user")}


def url(mentee, mentor=None, tail=""):
    base = f"/cohorts/autumn/mentees/{mentee.pk}/{tail}"
    return f"{base}?mentor={mentor.pk}" if mentor else base


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def force(mentee, mentor):
    told = force_pair(mentee=mentee, mentor_id=mentor.pk, progress=lambda *_told: None)
    return cost_words(told), told["others"]


def test_why_not_page_tells_score_rows_and_price(proposed, ada, sign_in):
    seen = page(sign_in(ada), url(proposed["Gus Hall"], proposed["Dee Moss"]))
    assert "Why not Gus Hall with Dee Moss?" in seen
    assert "none of the skills looked for is offered" in seen
    assert "Seats here are scarce. With one more: one more person would have a pair." in seen


def test_why_not_page_never_tells_who_does_not_want_whom(proposed, ada, sign_in):
    gus, dee = proposed["Gus Hall"], proposed["Dee Moss"]
    dee.answers["rather_not"] = [gus.user.email]
    dee.save()
    seen = page(sign_in(ada), url(gus, dee))
    assert "These two are kept apart: by something told in confidence" in seen
    assert "rather" not in seen.split("<main")[1]


def test_why_not_page_has_one_sentence_for_whatever_is_nobodys_business(
    cohort, proposed, ada, sign_in
):
    """A secret wish, a private answer and the coordinators' own decision read alike."""
    gus, dee, eli = (proposed[name] for name in ("Gus Hall", "Dee Moss", "Eli Noor"))
    NeverAgain.objects.create(by=gus.user, about=dee.user, said_at=NOW)
    first, second = sorted((gus.user_id, eli.user_id))
    ForbiddenPair.objects.create(cohort=cohort, first_id=first, second_id=second, at=NOW)
    client, told = sign_in(ada), []
    for mentor in (dee, eli):
        board = client.get(url(gus, mentor)).context["chosen"]
        told.append((board.problem, board.help))
    assert told[0] == told[1] and "told in confidence" in told[0][0] and not told[0][1]


def test_apart_sentence_names_no_private_rule():
    own = (OwnQuestion("q:faith", "same", "Faith", sensitive=True),)
    rules = Rules.weighted({"skills": 100}, own)
    told = [apart_sentence(broken, rules) for broken in (["excluded"], ["q:faith", "language"])]
    assert told[0] == told[1] and "Faith" not in told[0]
    assert what_would_help(["q:faith"], rules) == ""


def test_why_not_page_says_what_would_have_to_change(cohort, proposed, ada, sign_in):
    for name, language in (("Gus Hall", "Polski"), ("Dee Moss", "Deutsch")):
        proposed[name].answers["languages"] = [language]
        proposed[name].save()
    seen = page(sign_in(ada), url(proposed["Gus Hall"], proposed["Dee Moss"]))
    assert "A rule keeps these two apart: language in common." in seen
    assert "It would be possible if this did not rule pairs out" in seen


def test_why_not_page_is_not_for_ones_own_place(cohort, proposed, ada, sign_in):
    own = cohort.enrollments.create(**own_facts(ada))
    assert sign_in(ada).get(url(own)).status_code == 404


def own_facts(person):
    return {"user": person, "role": "mentee", "state": "accepted", "created_at": NOW}


@pytest.mark.parametrize("wanted", ["x", "0", "9" * 30, "999999", "٣"])
def test_why_not_page_reads_addresses_with_patience(proposed, ada, sign_in, wanted):
    page(sign_in(ada), f"{url(proposed['Gus Hall'])}?mentor={wanted}")


def test_force_pair_tells_what_the_whole_would_lose(proposed):
    costs, others = force(proposed["Bea Ruiz"], proposed["Dee Moss"])
    assert costs[-1].endswith("points less")
    assert others in (1, 2)  # two ways are equally good
    assert force(proposed["Bea Ruiz"], proposed["Eli Noor"]) == ([], 0)


def test_force_pair_in_the_worker_and_the_answer_on_the_page(proposed, ada, sign_in):
    client, bea, dee = sign_in(ada), proposed["Bea Ruiz"], proposed["Dee Moss"]
    job = client.post(url(bea, tail="force/"), {"mentor": dee.pk}).url
    run_waiting_jobs()
    assert client.get(job).url == url(bea, dee)
    assert "If these two were set, the whole would have" in page(client, url(bea, dee))
    assert pairs() == {("Bea Ruiz", "Eli Noor"), ("Cem Kaya", "Dee Moss")}


def test_force_pair_refuses_who_is_no_mentor(proposed, ada, sign_in):
    sent = {"mentor": proposed["Bea Ruiz"].pk}
    answer = sign_in(ada).post(url(proposed["Gus Hall"], tail="force/"), sent)
    assert answer.status_code == 422
    assert "Choose somebody who takes part" in answer.content.decode()


def test_draft_pairing_locks_it_and_the_weakest_gives_way(proposed, ada):
    gus, dee = proposed["Gus Hall"], proposed["Dee Moss"]
    draft = draft_pairing(mentee=gus, mentor_id=dee.pk, by=ada, now=NOW)
    assert pairs() == {("Bea Ruiz", "Eli Noor"), ("Gus Hall", "Dee Moss")}
    assert (draft.locked, draft.by_hand) == (True, True)
    assert sum(part["part"] for part in draft.parts) == draft.score
    assert AuditEntry.objects.get(verb="pairing.draft").details["displaced"]


def test_draft_pairing_takes_no_locked_seat(proposed, ada):
    gus, dee = proposed["Gus Hall"], proposed["Dee Moss"]
    taken = Pairing.objects.proposed().with_enrollment(dee).get()
    lock_pairing(pairing=taken, by=ada, now=NOW)
    with pytest.raises(DomainError, match="All seats of Dee Moss are taken"):
        draft_pairing(mentee=gus, mentor_id=dee.pk, by=ada, now=NOW)


def test_draft_pairing_refuses_who_has_a_pair(proposed, ada):
    with pytest.raises(DomainError, match="has a pair already"):
        draft_pairing(
            mentee=proposed["Bea Ruiz"], mentor_id=proposed["Dee Moss"].pk, by=ada, now=NOW
        )


def test_draft_pairing_refuses_what_a_rule_forbids(proposed, ada, sign_in):
    gus, dee = proposed["Gus Hall"], proposed["Dee Moss"]
    gus.answers["rather_not"] = [dee.user.email]
    gus.save()
    answer = sign_in(ada).post(url(gus, tail="draft/"), {"mentor": dee.pk})
    assert answer.status_code == 422
    assert "These two are kept apart: by something told in confidence" in answer.content.decode()


def test_draft_pairing_page_leads_to_the_pair(proposed, ada, sign_in):
    gus, dee = proposed["Gus Hall"], proposed["Dee Moss"]
    answer = sign_in(ada).post(url(gus, tail="draft/"), {"mentor": dee.pk})
    draft = Pairing.objects.proposed().with_enrollment(gus).get()
    assert answer.url == f"/pairings/{draft.pk}/reasons/"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((0, 0, 0), []),
        ((-1, -2, 30), ["one pair less", "one more weak pair", "30 points more"]),
        ((0, -2, -1), ["2 more weak pairs", "one point less"]),
        ((0, 1, -12), ["one weak pair less", "12 points less"]),
    ],
)
def test_cost_words_follow_the_objective(changes, said):
    matched, above, points = changes
    assert cost_words({"matched": matched, "above_floor": above, "points": points}) == said
