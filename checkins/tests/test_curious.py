"""Three curious questions: always three, never one twice, and the same for the same facts."""

from dataclasses import asdict

from hypothesis import given
from hypothesis import strategies as st

from checkins.curious import ASKED, HOW_MANY, Facts, Topic, choose
from checkins.curious_words import QUESTIONS, curious_questions

MANY = st.integers(0, 60)
FACTS = st.builds(Facts, **dict.fromkeys(asdict(Facts()), MANY))


@given(FACTS)
def test_there_are_always_three_different_ones(facts) -> None:
    chosen = choose(facts)
    assert len(chosen) == len(set(chosen)) == ASKED
    assert chosen == choose(facts)


@given(FACTS)
def test_nothing_is_asked_about_that_is_not_there(facts) -> None:
    there = {
        Topic.FIRST: facts.number == 0,
        Topic.STUCK: facts.stuck,
        Topic.TIRED: facts.tired,
        Topic.LET_GO: facts.let_go,
        Topic.DONE: facts.done,
        Topic.WIN: facts.wins,
        Topic.QUIET: facts.quiet_goals,
        Topic.DUE: facts.due,
        Topic.NO_GOAL: not facts.goals,
        Topic.ANYTIME: True,
    }
    assert all(there[topic] for topic, _which in choose(facts))


def test_what_matters_most_comes_first() -> None:
    chosen = choose(Facts(number=3, stuck=1, tired=1, wins=2, done=4, due=5, goals=1))
    assert [topic for topic, _which in chosen] == [Topic.STUCK, Topic.TIRED, Topic.WIN]


def test_nobody_is_asked_about_a_last_time_that_was_not() -> None:
    assert {topic for topic, _which in choose(Facts())} <= {Topic.FIRST, Topic.NO_GOAL}


def test_questions_of_a_topic_take_turns() -> None:
    asked = {curious_questions(Facts(number=number, stuck=1, goals=1))[0] for number in (1, 2, 3)}
    assert len(asked) == HOW_MANY[Topic.STUCK]


def test_words_are_there_for_each_of_them() -> None:
    assert {topic: len(words) for topic, words in QUESTIONS.items()} == HOW_MANY
    everything = [str(words) for all_words in QUESTIONS.values() for words in all_words]
    assert len(set(everything)) == len(everything)
