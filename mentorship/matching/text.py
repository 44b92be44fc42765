"""Same words in two texts: TF-IDF in whole numbers. It finds words, never paraphrases."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

import numpy as np

from .picks import Counts, Pick, Small

_UNIT = 1000  # the length of every text's vector
_WORD = re.compile(r"[^\W\d_]+")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,}")  # scripts written without spaces
_COMMON = frozenset(
    """
    about also and any are because been but can could did does each for from get had has have her
    him his how into its just like make many more most much myself need new not now one only other
    our out over own really she should some such than that the their them then there these they
    this those through time too use very want wants was way well were what when where which while
    who will with work working would year years you your name
    aber als auch auf aus bei bin das dass dem den der des die ein eine einen einer eines für hat
    ich ihr ist kann mein meine mich mir mit nach nicht oder sich sie sind und uns von was werden
    wie wir zum zur como con del desde donde ella ellos esta este esto hay las los más muy para
    pero por que quiero ser sin sobre son soy sus también tengo una uno avec dans des elle est
    être faire ils les leur mais mes moi mon nous par pas plus pour que qui ses son suis sur une
    vous ainda com das dos ele eu mais meu minha não nas nos por quero sou uma
    """.split()
)


def words(text: str) -> Counter[str]:
    """Words of three letters or more that say something, and how often; small letters."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    found: Counter[str] = Counter()
    for run in _UNSPACED.findall(folded):
        found.update(run[i : i + 2] for i in range(len(run) - 1))
    for word in _WORD.findall(_UNSPACED.sub(" ", folded)):
        if len(word) >= 3 and word not in _COMMON:
            found[word] += 1
    return found


class Corpus:
    """The texts of both sides, weighed against each other: rarer words count more."""

    def __init__(self, left: Sequence[str], right: Sequence[str]):
        self._split = len(left)
        texts = [words(text) for text in (*left, *right)]
        seen = Counter(word for text in texts for word in text)
        written = sum(1 for text in texts if text)
        most = written // 2 if written >= 8 else written  # what half of them say tells nothing
        self._vocabulary = sorted(word for word, times in seen.items() if times <= most)
        index = {word: place for place, word in enumerate(self._vocabulary)}
        rarity = np.array([seen[word] for word in self._vocabulary])
        self._rarity = np.log((1 + written) / (1 + rarity)) + 1
        self._rows = [self._weigh(text, index) for text in texts]
        size = len(self._vocabulary)
        self._left = Counts([row.items() for row in self._rows[: self._split]], size, np.int32)
        self._right = Counts([row.items() for row in self._rows[self._split :]], size, np.int32)

    def _weigh(self, text: Counter[str], index: dict[str, int]) -> dict[int, int]:
        places = sorted(index[word] for word in text if word in index)
        if not places:
            return {}
        times = np.array([text[self._vocabulary[place]] for place in places])
        weight = (1 + np.log(times)) * self._rarity[places]
        weight *= _UNIT / np.sqrt((weight**2).sum())
        return dict(zip(places, np.rint(weight).astype(int).tolist(), strict=True))

    def likeness(self, pick: Pick) -> Small:
        """Cosine of the pairs' texts in percent, 0..100."""
        half = _UNIT**2 // 2
        product = pick.dot(self._left, self._right)  # at most some _UNIT ** 2
        likeness: Small = np.minimum(100, (100 * product + half) // _UNIT**2)
        return likeness

    def shared(self, i: int, j: int, limit: int = 5) -> tuple[str, ...]:
        """The words that left text i and right text j have in common, the telling ones first."""
        one, other = self._rows[i], self._rows[self._split + j]
        both = sorted(one.keys() & other.keys(), key=lambda w: (-one[w] * other[w], w))
        return tuple(self._vocabulary[place] for place in both[:limit])
