"""Which known question a sentence is nearest to, by its characters alone: pure, and enough when no model is there.

A sentence is made plain, cut into character n-grams (`dialogs.faq.language`) and compared with every known
wording by TF-IDF (`NgramIndex`). All five languages share one index: their scripts keep them apart, and a session
in the wrong language costs nothing.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from dialogs.book import Nearest
from dialogs.faq.language import Fold, as_it_is, grams, language_of, plain
from dialogs.faq.redact import redact

__all__ = ["KnownQuestion", "NgramIndex", "by_letters", "ranked", "redact"]


@dataclass(frozen=True, slots=True)
class KnownQuestion:
    """One way to ask: `entry` is the id it belongs to, empty for what must not be answered."""

    entry: str
    language: str
    text: str


# ---- the index -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class NgramIndex:
    """TF-IDF over the n-grams of every wording. `nearest` scores an entry by its best wording, 0-1.

    Packed, as it stays in memory beside the model: n-gram -> its number `at`, with `rarity[at]`, and
    `where[first[at]:first[at + 1]]` the wordings that hold it, each with a weight in `much`.
    """

    wordings: Sequence[KnownQuestion]
    fold: Fold = as_it_is
    number: dict[str, int] = field(default_factory=dict)
    rarity: array[float] = field(default_factory=lambda: array("f"))
    first: array[int] = field(default_factory=lambda: array("L", [0]))
    where: array[int] = field(default_factory=lambda: array("L"))
    much: array[float] = field(default_factory=lambda: array("f"))

    def __post_init__(self) -> None:
        cut = [Counter(grams(plain(w.text, self.fold))) for w in self.wordings]
        held: dict[str, list[int]] = defaultdict(list)
        for at, counted in enumerate(cut):
            for gram in counted:
                held[gram].append(at)
        for gram, places in held.items():
            self.number[gram] = len(self.rarity)
            self.rarity.append(math.log((1 + len(cut)) / (1 + len(places))) + 1)
        lengths = [self._length(counted) for counted in cut]
        for gram, places in held.items():
            self.where.extend(places)
            self.much.extend(self._weight(gram, cut[at][gram]) / lengths[at] for at in places)
            self.first.append(len(self.where))

    def _weight(self, gram: str, times: int) -> float:
        at = self.number.get(gram)
        rarity = math.log(1 + len(self.wordings)) + 1 if at is None else self.rarity[at]
        return (1 + math.log(times)) * rarity

    def _length(self, counted: Counter[str]) -> float:
        return math.sqrt(sum(self._weight(gram, times) ** 2 for gram, times in counted.items())) or 1.0

    def similar(self, text: str) -> dict[int, float]:
        """Wording number -> cosine with `text`, for every wording that shares an n-gram with it."""
        found: dict[int, float] = defaultdict(float)
        counted = Counter(grams(plain(text, self.fold)))
        length = self._length(counted)
        for gram, times in counted.items():
            at = self.number.get(gram)
            if at is None:
                continue
            weight = self._weight(gram, times) / length
            for here in range(self.first[at], self.first[at + 1]):
                found[self.where[here]] += weight * self.much[here]
        return found

    def nearest(self, text: str) -> dict[str, float]:
        """Entry id (empty: must not be answered) -> its best cosine with `text`."""
        best: dict[str, float] = {}
        for at, score in self.similar(text).items():
            entry = self.wordings[at].entry
            if score > best.get(entry, 0.0):
                best[entry] = score
        return best


def ranked(scores: dict[str, float], most: int = 5) -> tuple[tuple[str, float], ...]:
    """The best `most` entries, best first, ties by id; what must not be answered is left out."""
    known = [(entry, score) for entry, score in scores.items() if entry and score > 0]
    return tuple(sorted(known, key=lambda pair: (-pair[1], pair[0]))[:most])


CHOICES_FROM = 0.30
"""Cosine from which the characters alone are near enough to offer choices; they never answer by themselves."""


def by_letters(index: NgramIndex, text: str, session: str) -> Nearest:
    """The nearest questions without a model: choices at best, because letters alone are wrong too often."""
    scores = index.nearest(text)
    best = ranked(scores)
    near = bool(best) and best[0][1] >= max(CHOICES_FROM, scores.get("", 0.0))
    return Nearest("choices" if near else "none", best, language_of(text, session))
