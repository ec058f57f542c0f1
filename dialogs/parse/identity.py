"""Numbers that no law lets us keep: blacked out before anything that people typed is put anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dialogs.parse import foreign_numbers, personal_numbers
from dialogs.parse.figures import composed, figures, holds
from dialogs.parse.personal_numbers import FoundNumber, NumberKind

BLACK = "■■■"
_FINDERS = (
    personal_numbers.residents, personal_numbers.named_residents, personal_numbers.cards, personal_numbers.licences, personal_numbers.passports,
    foreign_numbers.chinese, foreign_numbers.taiwanese, foreign_numbers.japanese, foreign_numbers.french,
    foreign_numbers.americans,
)  # fmt: skip
_FIGURES = 7
"""The fewest digits of any of these numbers."""
_WORDS = re.compile(r"[^\W■_]")


@dataclass(frozen=True, slots=True)
class Blackout:
    """`text` with each number as ■■■; `kinds` of them. `doubtful`: one of them may be nobody's own number."""

    text: str
    kinds: frozenset[NumberKind] = frozenset()
    doubtful: bool = False

    @property
    def kept(self) -> str:
        """What is kept of it: nothing where nothing but numbers was said."""
        return self.text if says_something(self.text) else ""


def says_something(text: str) -> bool:
    """Whether there are words beside the numbers that were blacked out."""
    return _WORDS.search(text) is not None


def blacked_out(text: str) -> Blackout:
    """What was typed without the numbers of a person or a card; as it was where there are none.

    The work grows with the length of the text and no faster.
    """
    if not holds(text, _FIGURES):
        return Blackout(text)
    whole = composed(text)
    seen = figures(whole)
    found = _merged(each for finder in _FINDERS for each in finder(seen.text))
    if not found:
        return Blackout(text)
    pieces, last = [], 0
    for each in found:
        pieces += [whole[last : seen.places[each.start]], BLACK]
        last = seen.places[each.end - 1] + 1
    return Blackout(
        "".join([*pieces, whole[last:]]), frozenset(each.kind for each in found), any(each.doubtful for each in found)
    )


def _merged(found: Iterable[FoundNumber]) -> list[FoundNumber]:
    """In their order, those that overlap as one; sure where one of them is."""
    merged: list[FoundNumber] = []
    for each in sorted(found):
        if not merged or each.start >= merged[-1].end:
            merged.append(each)
            continue
        last = merged[-1]
        merged[-1] = FoundNumber(last.start, max(last.end, each.end), last.kind, last.doubtful and each.doubtful)
    return merged
