import pytest

from mentorship.matching import Criterion, MatchingError, Reason, Rules, Why, for_members, propose
from mentorship.tests.matching.make import make_mentee, make_mentor, only, pairs

SKILLS = only("skills")
MARIA = make_mentee(1, wanted=("python", "sql"))
LINA = make_mentee(2, wanted=("python",))
OMAR = make_mentor(1, offered=("python", "sql"))
NOOR = make_mentor(2, offered=("python",))


def test_propose_finds_the_best_pairs():
    proposal = propose([MARIA, LINA], [NOOR, OMAR], SKILLS)
    assert pairs(proposal) == {"e1": "r1", "e2": "r2"}
    assert [match.score for match in proposal.matches] == [10_000, 10_000]
    assert (proposal.total, proposal.certified, proposal.unmatched) == (20_000, True, ())


def test_parts_add_up_to_the_score():
    match = propose([MARIA], [NOOR], Rules()).matches[0]
    assert sum(match.parts.values()) == match.score == sum(r.part for r in match.reasons)
    assert all(r.part == r.points * r.weight for r in match.reasons)
    assert match.parts["skills"] == 50 * 25


def test_a_lock_holds_and_takes_one_seat():
    proposal = propose([MARIA, LINA], [OMAR, NOOR], SKILLS, locked=[("e1", "r2")])
    assert pairs(proposal) == {"e1": "r2", "e2": "r1"}
    assert [match.locked for match in proposal.matches] == [True, False]


def test_a_lock_may_overrule_a_language_and_says_so():
    rules = Rules.weighted({"skills": 100})
    people = [make_mentee(languages=("pt",))], [make_mentor(languages=("en",))]
    assert propose(*people, rules).matches == ()
    match = propose(*people, rules, locked=[("e1", "r1")]).matches[0]
    assert match.broken == ("language",)


@pytest.mark.parametrize(
    ("mentee", "mentor"),
    [
        ({"excluded": frozenset({"r1"})}, {}),
        ({}, {"excluded": frozenset({"e1"})}),
        ({"rather_not": frozenset({"r1"})}, {}),
        ({}, {"rather_not": frozenset({"u1"})}),
        ({}, {"person": "u1"}),
    ],
)
def test_who_must_not_meet_never_does(mentee, mentor):
    people = [make_mentee(person="u1", **mentee)], [make_mentor(**mentor)]
    assert propose(*people, SKILLS).matches == ()
    with pytest.raises(MatchingError) as refused:
        propose(*people, SKILLS, locked=[("e1", "r1")])
    assert (refused.value.code, refused.value.ids) == ("lock_excluded", ("e1", "r1"))


def test_nobody_mentors_themselves():
    both = make_mentee(1, person="u1"), make_mentor(1, person="u1")
    proposal = propose([both[0]], [both[1], make_mentor(2)], SKILLS)
    assert pairs(proposal) == {"e1": "r2"}


def test_past_partners_meet_again_only_where_the_rules_say_so():
    people = [make_mentee(past_partners=frozenset({"u9"}))], [make_mentor(person="u9")]
    assert propose(*people, SKILLS).unmatched[0].reasons == (Why("blocked_by", 1, "past_partner"),)
    assert pairs(propose(*people, only("skills", repeat_partners=True))) == {"e1": "r1"}


def test_a_hard_criterion_needs_its_points():
    rules = only("availability", hard=True, at_least=75)
    people = [make_mentee(hours=0b1111)], [make_mentor(hours=0b11)]
    assert propose(*people, rules).unmatched[0].reasons == (Why("blocked_by", 1, "availability"),)


def test_keep_favours_a_pair_but_not_its_score():
    mentees = [make_mentee(n, wanted=("a", "b", "c", "d")) for n in (1, 2)]
    mentors = [make_mentor(n, offered=("a", "b", "c")) for n in (1, 2)]
    for kept in ([("e1", "r1")], [("e1", "r2")]):
        proposal = propose(mentees, mentors, SKILLS, keep=kept)
        match = proposal.matches[0]
        assert ((match.mentee, match.mentor), match.kept, match.score) == (*kept, True, 7500)


def test_keep_gives_way_to_a_much_better_pair():
    proposal = propose([MARIA], [NOOR, OMAR], SKILLS, keep=[("e1", "r2"), ("gone", "r1")])
    assert pairs(proposal) == {"e1": "r1"}


def test_keep_does_not_allow_what_is_forbidden():
    people = [make_mentee(excluded=frozenset({"r1"}))], [make_mentor()]
    assert propose(*people, SKILLS, keep=[("e1", "r1")]).matches == ()


def test_the_floor_is_in_points_of_a_hundred():
    proposal = propose([MARIA], [make_mentor(offered=("cobol",))], SKILLS, floor=40)
    assert (proposal.below_floor, proposal.matches[0].below_floor) == (1, True)
    assert propose([MARIA], [NOOR], SKILLS, floor=50).below_floor == 0


def test_unmatched_people_learn_that_seats_are_taken():
    proposal = propose([MARIA, make_mentee(3, wanted=("go",))], [OMAR], SKILLS)
    assert proposal.unmatched[0].person == "e3"
    assert proposal.unmatched[0].reasons == (Why("seats_taken", 1),)
    assert proposal.seats[0].gain.people == 1


def test_unmatched_people_learn_what_alone_stands_between():
    rules = Rules(
        criteria=(Criterion("skills", 100, hard=True), Criterion("language", 0, hard=True))
    )
    maria = make_mentee(1, person="u1", wanted=("sql",), languages=("pt",))
    good = {"offered": ("sql",), "languages": ("pt",)}
    mentors = [
        make_mentor(1, **good | {"languages": ("en",)}),
        make_mentor(2, **good | {"languages": ("fr",)}),
        make_mentor(3, **good | {"offered": ("go",)}),
        make_mentor(4, offered=("go",), languages=("en",)),
        make_mentor(5, **good, capacity=0),
        make_mentor(6, **good, person="u1"),
    ]
    assert propose([maria], mentors, rules).unmatched[0].reasons == (
        Why("no_seat_offered", 1),
        Why("blocked_by", 2, "language"),
        Why("blocked_by", 1, "skills"),
        Why("blocked_by_several", 1),
    )


def test_not_being_oneself_is_said_only_where_there_is_nothing_else():
    same = make_mentee(1, person="u1"), make_mentor(1, person="u1")
    assert propose([same[0]], [same[1]], SKILLS).unmatched[0].reasons == (
        Why("blocked_by", 1, "self"),
    )


def test_mentors_without_anybody_learn_why():
    mentors = [OMAR, NOOR, make_mentor(3, capacity=0)]
    seats = {each.mentor: each for each in propose([MARIA], mentors, SKILLS).seats}
    assert (seats["r1"].taken, seats["r1"].free, seats["r1"].reasons) == (1, 0, ())
    assert (seats["r2"].free, seats["r2"].reasons) == (1, (Why("placed_elsewhere", 1),))
    assert seats["r3"].reasons == (Why("capacity_zero"),)


def test_unmatched_mentors_are_those_without_anybody():
    proposal = propose([MARIA], [OMAR, NOOR], SKILLS)
    assert [each.person for each in proposal.unmatched_mentors] == ["r2"]


def test_a_mentee_with_capacity_zero_waits():
    proposal = propose([make_mentee(capacity=0)], [OMAR], SKILLS)
    assert proposal.unmatched[0].reasons == (Why("capacity_zero"),)
    assert proposal.seats[0].reasons == (Why("no_mentees"),)


def test_propose_answers_when_a_side_is_empty():
    assert propose([], [], Rules()).matches == ()
    assert propose([MARIA], [], Rules()).unmatched[0].reasons == (Why("no_mentors"),)
    assert propose([], [OMAR], Rules()).seats[0].reasons == (Why("no_mentees"),)


def test_silent_names_the_criteria_that_tell_nobody_apart():
    assert "level" in propose([MARIA], [OMAR], Rules()).silent
    assert "skills" not in propose([MARIA], [OMAR], Rules()).silent


def test_people_who_said_nothing_are_matched_and_told_so():
    proposal = propose([make_mentee()], [make_mentor()], Rules())
    match = proposal.matches[0]
    assert match.score == 5000
    assert {reason.silent for reason in match.reasons} == {"both"}
    assert for_members(match.reasons) == ()


def test_a_wish_for_identity_counts_for_those_who_have_it():
    mentees = [make_mentee(1, identity_wish=("deaf",)), make_mentee(2)]
    mentors = [make_mentor(1, identities=("hearing",)), make_mentor(2, identities=("Deaf",))]
    proposal = propose(mentees, mentors, Rules())
    assert pairs(proposal) == {"e1": "r2", "e2": "r1"}
    assert "identity" not in proposal.matches[1].parts


def test_members_hear_the_largest_parts_and_nothing_sensitive():
    maria = make_mentee(
        wanted=("sql",), interests=("tea",), identity_wish=("x",), languages=("en",), wishes=("r1",)
    )
    omar = make_mentor(offered=("sql",), interests=("tea",), identities=("x",), languages=("en",))
    match = propose([maria], [omar], Rules()).matches[0]
    assert {"identity", "wishes"} <= match.parts.keys()
    told = for_members(match.reasons)
    assert [reason.criterion for reason in told] == ["skills", "interests", "language"]
    assert len(for_members(match.reasons, limit=2)) == 2


def test_reasons_survive_being_stored():
    reasons = propose([MARIA], [OMAR], Rules()).matches[0].reasons
    assert reasons and [Reason.from_json(each.as_json()) for each in reasons] == [*reasons]


@pytest.mark.parametrize(
    ("mentees", "mentors", "options", "code"),
    [
        ([MARIA, MARIA], [OMAR], {}, "id_twice"),
        ([MARIA], [make_mentor(capacity=-1)], {}, "capacity_negative"),
        ([MARIA], [OMAR], {"floor": 101}, "floor_range"),
        ([MARIA], [OMAR], {"locked": [("e9", "r1")]}, "lock_unknown"),
        ([MARIA], [OMAR, NOOR], {"locked": [("e1", "r1"), ("e1", "r2")]}, "lock_twice"),
        ([MARIA, LINA], [OMAR], {"locked": [("e1", "r1"), ("e2", "r1")]}, "lock_no_seat"),
    ],
)
def test_propose_refuses_what_contradicts_itself(mentees, mentors, options, code):
    with pytest.raises(MatchingError) as refused:
        propose(mentees, mentors, SKILLS, **options)
    assert refused.value.code == code
