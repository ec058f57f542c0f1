"""Which known question a sentence is nearest to, by its characters alone: pure, and enough when no model is there.

A sentence is made plain, cut into character n-grams (`dialogs.faq_letters`) and compared with every known
wording by TF-IDF (`Index`). All five languages share one index: their scripts keep them apart, and a session
in the wrong language costs nothing.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from dialogs.book import Nearest
from dialogs.faq_letters import Fold, as_it_is, grams, language_of, plain
from dialogs.redaction import redact

__all__ = ["Index", "Wording", "by_letters", "ranked", "redact"]


@dataclass(frozen=True, slots=True)
class Wording:
    """One way to ask: `entry` is the id it belongs to, empty for what must not be answered."""

    entry: str
    language: str
    text: str


# ---- the index -----------------------------------------------------------------------------------------


@dataclass(slots=True)
class Index:
    """TF-IDF over the n-grams of every wording. `nearest` scores an entry by its best wording, 0-1."""

    wordings: Sequence[Wording]
    fold: Fold = as_it_is
    rarity: dict[str, float] = field(default_factory=dict)
    postings: dict[str, list[tuple[int, float]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        cut = [Counter(grams(plain(w.text, self.fold))) for w in self.wordings]
        often = Counter(gram for grams_of in cut for gram in grams_of)
        total = len(cut)
        self.rarity = {gram: math.log((1 + total) / (1 + n)) + 1 for gram, n in often.items()}
        postings: dict[str, list[tuple[int, float]]] = defaultdict(list)
        for at, grams_of in enumerate(cut):
            for gram, weight in self._weights(grams_of).items():
                postings[gram].append((at, weight))
        self.postings = dict(postings)

    def _weights(self, counted: Counter[str]) -> dict[str, float]:
        raw = {g: (1 + math.log(n)) * self.rarity.get(g, self._unseen) for g, n in counted.items()}
        length = math.sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {gram: weight / length for gram, weight in raw.items()}

    @property
    def _unseen(self) -> float:
        return math.log(1 + len(self.wordings)) + 1

    def similar(self, text: str) -> dict[int, float]:
        """Wording number -> cosine with `text`, for every wording that shares an n-gram with it."""
        found: dict[int, float] = defaultdict(float)
        for gram, weight in self._weights(Counter(grams(plain(text, self.fold)))).items():
            for at, other in self.postings.get(gram, ()):
                found[at] += weight * other
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


def by_letters(index: Index, text: str, session: str) -> Nearest:
    """The nearest questions without a model: choices at best, because letters alone are wrong too often."""
    scores = index.nearest(text)
    best = ranked(scores)
    near = bool(best) and best[0][1] >= max(CHOICES_FROM, scores.get("", 0.0))
    return Nearest("choices" if near else "none", best, language_of(text, session))
