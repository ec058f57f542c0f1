"""Numbers that no law lets us keep: blacked out before anything that people typed is put anywhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dialogs.parse import foreign_numbers, number_words, personal_numbers
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
    """`text` with each number as ■■■; `kinds` of them. `doubtful`: one of them may be nobody's own number, and
    `marks_after` is how many ■■■ follow the first such one."""

    text: str
    kinds: frozenset[NumberKind] = frozenset()
    doubtful: bool = False
    marks_after: int = 0

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
    whole, found = _placed(text)
    if not found:
        return Blackout(text)
    pieces, last, first = [], 0, -1
    for each in found:
        pieces += [whole[last : each.start], BLACK]
        last = each.end
        if each.doubtful and first < 0:
            first = len(pieces)
    rest = "".join([*pieces[max(first, 0) :], whole[last:]])
    kinds = frozenset(each.kind for each in found)
    return Blackout("".join(pieces) + whole[last:], kinds, first >= 0, rest.count(BLACK) if first >= 0 else 0)


def doubts_in(text: str) -> tuple[str, ...]:
    """The numbers, as typed, that may be a person's or something else. Nowhere to be kept."""
    whole, found = _placed(text)
    return tuple(whole[each.start : each.end] for each in found if each.doubtful)


def called_other(text: str, language: str) -> str:
    """The text with words before each number that may be a person's or something else which say that it is something
    else: from then on these numbers are left."""
    whole, found = _placed(text)
    for each in reversed([each for each in found if each.doubtful]):
        whole = f"{whole[: each.start]}{number_words.CALLED[language]} {whole[each.start :]}"
    return whole


def without_sure(text: str) -> str:
    """The text with the numbers blacked out of which there is no doubt. Nowhere to be kept."""
    whole, found = _placed(text)
    for each in reversed([each for each in found if not each.doubtful]):
        whole = f"{whole[: each.start]}{BLACK}{whole[each.end :]}"
    return whole


def certain_kinds(text: str) -> frozenset[NumberKind]:
    """The kinds of numbers in a text of which there is no doubt."""
    return frozenset(each.kind for each in _placed(text)[1] if not each.doubtful)


def _placed(text: str) -> tuple[str, list[FoundNumber]]:
    """The text with Hangul whole, and where in it numbers stand that may not be kept."""
    if not holds(text, _FIGURES):
        return text, []
    whole = composed(text)
    seen = figures(whole)
    found = _merged(each for finder in _FINDERS for each in finder(seen.text))
    places = seen.places
    return whole, [replace(each, start=places[each.start], end=places[each.end - 1] + 1) for each in found]


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
