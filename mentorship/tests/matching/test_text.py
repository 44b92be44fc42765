import numpy as np

from mentorship.matching.picks import Block, Pairs
from mentorship.matching.text import Corpus, words


def likeness(left, right):
    corpus = Corpus(left, right)
    return corpus.likeness(Block(np.arange(len(left)), np.arange(len(right)))).tolist()


def test_words_are_small_and_say_something():
    assert dict(words("The Nurse, the NURSE and my ward!")) == {"nurse": 2, "ward": 1}


def test_words_of_scripts_without_spaces_are_cut_in_twos():
    assert set(words("学习编程")) == {"学习", "习编", "编程"}


def test_words_keep_accents_whatever_their_encoding():
    assert words("café") == words("cafe\u0301") != words("cafe")


def test_likeness_is_100_for_the_same_and_0_for_other_words():
    assert likeness(["nurse ward", ""], ["ward nurse", "tunnel"]) == [[100, 0], [0, 0]]


def test_rare_words_count_more_than_frequent_ones():
    left = ["nurse finance"]
    right = ["nurse bridge", "finance tunnel", "nurse water", "nurse river"]
    row = likeness(left, right)[0]
    assert row[1] > row[0] > 0


def test_words_that_half_of_all_use_do_not_count():
    left = [f"mentor w{chr(97 + i) * 3}" for i in range(6)]
    assert likeness(left, ["mentor xyz", "mentor abc"]) == [[0, 0]] * 6


def test_shared_words_come_with_the_telling_ones_first():
    corpus = Corpus(["nurse finance", "nurse"], ["finance nurse", "nurse tunnel"])
    assert corpus.shared(0, 0) == ("finance", "nurse")
    assert corpus.shared(1, 0) == ("nurse",)


def test_likeness_of_single_pairs_is_that_of_the_block():
    letters = "abcdefghijklmnopqrstuvwxyz"
    rng = np.random.default_rng(1)
    texts = [" ".join(a + b + c for a, b, c in rng.choice([*letters], (60, 3))) for _ in range(60)]
    corpus = Corpus(texts[:30], texts[30:])
    block = corpus.likeness(Block(np.arange(30), np.arange(30)))
    rows, columns = np.repeat(np.arange(30), 30), np.tile(np.arange(30), 30)
    assert corpus.likeness(Pairs(rows, columns)).tolist() == block.ravel().tolist()
    assert block.any()
