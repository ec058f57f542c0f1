"""Questions without an answer, put together where they ask the same: pure, and the same every time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from dialogs.faq.index import KnownQuestion, NgramIndex
from dialogs.faq.language import Fold, as_it_is, plain

NEAR = 0.4
"""Cosine of two questions' character n-grams from which they count as one."""
_MARK = re.compile(r"\[(?:mail|link|name|firm|number)\]")


@dataclass(frozen=True, slots=True)
class UnansweredQuestion:
    """A question as it was kept: redacted. `language` is the one it seems to be in."""

    id: int
    language: str
    said: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Questions that ask the same; the first one stands for all."""

    asked: tuple[UnansweredQuestion, ...]

    @property
    def head(self) -> UnansweredQuestion:
        return self.asked[0]

    @property
    def wording(self) -> str:
        """The head's words without the marks that redaction left: what may become a way to ask."""
        return " ".join(_MARK.sub(" ", self.head.said).split())

    @property
    def languages(self) -> tuple[tuple[str, int], ...]:
        """Language -> how many asked in it, most first."""
        counted = Counter(each.language for each in self.asked)
        return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))


def clusters(asked: Sequence[UnansweredQuestion], fold: Fold = as_it_is) -> tuple[Cluster, ...]:
    """All questions in groups, largest first. Each is in one group, whose head it resembles by at least `NEAR`.

    The question with the most neighbours heads the first group, and so on; ties go to the older one.
    """
    known = sorted(asked, key=lambda each: each.id)
    index = NgramIndex([KnownQuestion(str(each.id), each.language, _bare(each)) for each in known], fold)
    near = [_near(index, at, _bare(each)) for at, each in enumerate(known)]
    free = set(range(len(known)))
    found: list[Cluster] = []
    for at in sorted(free, key=lambda at: (-len(near[at]), at)):
        if at in free:
            group = [at, *(other for other in near[at] if other in free and other != at)]
            free.difference_update(group)
            found.append(Cluster(tuple(known[each] for each in group)))
    return tuple(sorted(found, key=lambda cluster: (-len(cluster.asked), cluster.head.id)))


def _bare(asked: UnansweredQuestion) -> str:
    return _MARK.sub(" ", asked.said)


def _near(index: NgramIndex, at: int, said: str) -> list[int]:
    if not plain(said):
        return [other for other, each in enumerate(index.wordings) if not plain(each.text)]
    return [at, *sorted(other for other, score in index.similar(said).items() if score >= NEAR and other != at)]
