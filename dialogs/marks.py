"""The ■■■ of a number that may be a person's or another: where its words went, so that it can be put back. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from dialogs.parse import BLACK


@dataclass(frozen=True, slots=True)
class MarkPlace:
    """Where a ■■■ stands; `n` is its number in the words there.

    `where`: `answer` (of the draft, to the question `key`) · `loose` (words or a file of the draft that `key` names) ·
    `secret`, `addition` (words held back) · `desk` (told to the desk and about the report that `key` names; it cannot
    be changed, only added to) · empty: nothing was kept but the number.
    """

    where: str = ""
    n: int = 0
    key: str = ""

    def __str__(self) -> str:
        """As buttons carry it."""
        return f"{self.where}.{self.n}.{self.key}"

    @classmethod
    def read(cls, written: str) -> Self:
        """The place that a button carries; nowhere for what is none."""
        where, _dot, rest = written.partition(".")
        n, _dot, key = rest.partition(".")
        return cls(where, int(n), key) if n.isdecimal() and len(n) < _LONGEST else cls()

    def is_in(self, text: str) -> bool:
        """Whether these words still have the ■■■."""
        return text.count(BLACK) > self.n

    def filled(self, text: str, words: str) -> str:
        """The text with `words` where the ■■■ stands; as it is where there is none."""
        return f"{words}".join(_halves(text, self.n)) if self.is_in(text) else text


_LONGEST = 5


def _halves(text: str, n: int) -> tuple[str, str]:
    """What stands before and after the n-th mark."""
    pieces = text.split(BLACK)
    return BLACK.join(pieces[: n + 1]), BLACK.join(pieces[n + 1 :])
