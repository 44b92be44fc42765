import numpy as np
import pytest

from mentorship.matching import Inputs, explain, utc_week
from mentorship.matching.criteria import percent
from mentorship.tests.matching.make import make_mentee, make_mentor, only


def reason(key, mentee, mentor, **rules):
    """The only reason of the only pair under the only criterion."""
    inputs = Inputs((make_mentee(**mentee),), (make_mentor(**mentor),), only(key, **rules))
    return explain(inputs, "e1", "r1").reasons[0]


def test_skills_count_the_share_of_what_is_wanted():
    said = reason(
        "skills", {"wanted": ("Python", "SQL", "Design")}, {"offered": ("sql", " python ", "Go")}
    )
    assert (said.points, said.part) == (66, 6600)
    assert said.shared == ("Python", "SQL")
    assert said.numbers == {"wanted": 3}


def test_skills_offered_beyond_what_is_wanted_change_nothing():
    said = reason("skills", {"wanted": ("a",)}, {"offered": ("a", "b", "c", "d")})
    assert said.points == 100


@pytest.mark.parametrize("whole", [7, 150, 151, 400])
def test_skills_are_counted_exactly_however_many_there_are(whole):
    """Percents of few and of many are computed in whole numbers of different sizes."""
    names = tuple(f"skill {number}" for number in range(whole))
    for common in (1, whole // 3, whole - 1):
        said = reason("skills", {"wanted": names}, {"offered": names[:common]})
        assert said.points == 100 * common // whole


@pytest.mark.parametrize("kind", [np.int16, np.int32])
def test_percent_never_rounds_up(kind):
    for whole in range(1, 301):
        part = np.arange(whole + 1)
        told = percent(part.astype(kind), np.array([whole], kind))
        assert told.tolist() == (100 * part // whole).tolist()


def test_availability_that_nobody_could_have_gives_no_points():
    everything = (1 << 168) - 1
    hours = {"hours": everything}, {"hours": everything}
    assert reason("availability", *hours, enough_hours=168).points == 100
    assert reason("availability", *hours, enough_hours=100_000).points == 0


def test_skills_named_twice_count_once():
    assert reason("skills", {"wanted": ("a", "A ", "b")}, {"offered": ("a",)}).points == 50


def test_interests_count_what_is_common_among_all():
    said = reason("interests", {"interests": ("chess", "tea")}, {"interests": ("Tea", "jazz")})
    assert (said.points, said.shared) == (33, ("tea",))


def test_availability_counts_shared_hours_up_to_enough():
    monday = utc_week([9, 10, 11], "", only("skills").on)
    said = reason("availability", {"hours": monday}, {"hours": monday >> 1})
    assert (said.points, said.numbers) == (50, {"hours": 2})
    assert (
        reason("availability", {"hours": monday}, {"hours": monday}, enough_hours=2).points == 100
    )


@pytest.mark.parametrize(
    ("gap", "points"), [(-1, 0), (0, 0), (1, 100), (3, 100), (4, 80), (7, 20), (11, 20)]
)
def test_level_wants_a_gap_that_is_neither_none_nor_huge(gap, points):
    said = reason("level", {"level": 5}, {"level": 5 + gap})
    assert (said.points, said.numbers) == (points, {"gap": gap})


def test_level_zero_is_a_level():
    assert reason("level", {"level": 0}, {"level": 1}).points == 100


@pytest.mark.parametrize(
    ("mentor", "points", "apart"),
    [("Europe/Berlin", 100, 0), ("America/New_York", 25, 360), ("Pacific/Auckland", 0, 720)],
)
def test_zone_counts_how_far_the_clocks_are_apart(mentor, points, apart):
    said = reason("zone", {"zone": "Europe/Berlin"}, {"zone": mentor})
    assert (said.points, said.numbers) == (points, {"minutes_apart": apart})


def test_zone_goes_around_the_date_line():
    said = reason("zone", {"zone": "Pacific/Auckland"}, {"zone": "Pacific/Honolulu"})
    assert said.numbers == {"minutes_apart": 60}


def test_zone_that_does_not_exist_counts_as_not_said():
    assert reason("zone", {"zone": "Mars/Base"}, {"zone": "Europe/Berlin"}).silent == "mentee"


def test_location_wants_the_same_and_department_another():
    assert reason("location", {"location": "São  Paulo"}, {"location": "são paulo"}).points == 100
    assert reason("location", {"location": "Kyiv"}, {"location": "Oslo"}).points == 0
    assert reason("department", {"department": "Sales"}, {"department": "sales"}).points == 0
    said = reason("department", {"department": "Sales"}, {"department": "Law"})
    assert (said.points, said.shared) == (100, ("Sales", "Law"))


def test_language_needs_one_in_common():
    assert reason("language", {"languages": ("pt", "en")}, {"languages": ("EN",)}).points == 100
    assert reason("language", {"languages": ("pt",)}, {"languages": ("en",)}).points == 0


def test_identity_is_sensitive_and_compares_the_wish():
    said = reason("identity", {"identity_wish": ("Deaf",)}, {"identities": ("deaf", "gay")})
    assert (said.points, said.shared, said.sensitive) == (100, ("Deaf",), True)


def test_style_is_the_mean_over_questions_both_answered():
    mentee = {"style": {"push": "firm", "form": "written", "first": "praise"}}
    said = reason("style", mentee, {"style": {"push": "Firm", "form": "spoken", "other": "x"}})
    assert (said.points, said.shared, said.numbers) == (50, ("push",), {"questions": 2})


def test_style_gives_points_to_neighbours_on_a_scale():
    scales = {"push": ("soft", "fair", "firm")}
    mentee, mentor = {"style": {"push": "soft"}}, {"style": {"push": "Fair"}}
    assert reason("style", mentee, mentor).points == 0
    assert reason("style", mentee, mentor, scales=scales).points == 50


def test_style_with_different_questions_is_neutral():
    said = reason("style", {"style": {"a": "x"}}, {"style": {"b": "x"}})
    assert (said.points, said.silent) == (50, "question")


def test_wishes_of_both_sides_count():
    others = tuple(make_mentor(n) for n in (2, 3))
    mentee = make_mentee(wishes=("r3", "r1"))
    inputs = Inputs((mentee,), (make_mentor(1, wishes=("e1",)), *others), only("wishes"))
    first = explain(inputs, "e1", "r1").reasons[0]
    assert (first.points, first.numbers) == (90, {"mentee_rank": 2, "mentor_rank": 1})
    assert explain(inputs, "e1", "r3").score == 10_000
    assert explain(inputs, "e1", "r2").score == 0


def test_goal_text_counts_the_same_words():
    mentee = {"goals": "I want to lead a hospital pharmacy"}
    same = reason("goal_text", mentee, {"bio": "Years of leading a pharmacy in a hospital."})
    assert 50 < same.points <= 100
    assert same.shared == ("hospital", "pharmacy")
    assert reason("goal_text", mentee, {"bio": "Bridges and tunnels"}).points == 50


SILENCE = [
    ("skills", {"wanted": ("a",)}, {"offered": ("a",)}),
    ("interests", {"interests": ("a",)}, {"interests": ("a",)}),
    ("availability", {"hours": 15}, {"hours": 15}),
    ("level", {"level": 3}, {"level": 4}),
    ("zone", {"zone": "Europe/Oslo"}, {"zone": "Europe/Oslo"}),
    ("location", {"location": "a"}, {"location": "a"}),
    ("department", {"department": "a"}, {"department": "b"}),
    ("language", {"languages": ("a",)}, {"languages": ("a",)}),
    ("identity", {"identity_wish": ("a",)}, {"identities": ("a",)}),
    ("style", {"style": {"q": "a"}}, {"style": {"q": "a"}}),
    ("goal_text", {"goals": "hospital"}, {"bio": "hospital"}),
]


@pytest.mark.parametrize(("key", "mentee", "mentor"), SILENCE, ids=[row[0] for row in SILENCE])
def test_silence_is_neutral_and_says_whose_it_is(key, mentee, mentor):
    for said, silent in (
        (reason(key, {}, {}), "both"),
        (reason(key, mentee, {}), "mentor"),
        (reason(key, {}, mentor), "mentee"),
    ):
        assert (said.points, said.silent) == (50, silent)
        assert (said.shared, said.numbers, said.sayable) == ((), {}, False)
    full = reason(key, mentee, mentor)
    assert (full.points, full.silent) == (100, "")


@pytest.mark.parametrize(("key", "mentee", "mentor"), SILENCE, ids=[row[0] for row in SILENCE])
def test_silence_is_never_forbidden(key, mentee, mentor):
    inputs = Inputs((make_mentee(**mentee),), (make_mentor(),), only(key, hard=True, at_least=100))
    assert explain(inputs, "e1", "r1").allowed


def test_wishes_are_neutral_when_nobody_wished():
    assert reason("wishes", {}, {}).silent == "both"
    assert reason("wishes", {"wishes": ("r9",)}, {}).points == 0
