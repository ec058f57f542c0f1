"""Where a line of a printed text may end: at spaces, and between Han characters and kana as their readers expect."""

from __future__ import annotations

from collections.abc import Callable, Iterator

NOT_FIRST = frozenset(
    "、。，．・：；？！」』】〉》〕）］｝”’…‥ー々ゝゞぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ%％℃,.:;?!)]}»›"
)
"""Characters that never begin a line."""
NOT_LAST = frozenset("「『【〈《〔（［｛“‘([{«‹₩¥$")
"""Characters that never end one."""
AFTER = frozenset("/_?&=→")
"""An address may break after these."""

Measure = Callable[[str], float]
"""The width of one character."""


def broken(text: str, width: float, measure: Measure) -> list[str]:
    """The text in lines no wider than `width`; a line break in it stays one."""
    return [line for paragraph in text.split("\n") for line in _lines(paragraph.rstrip(), width, measure)]


def _lines(text: str, width: float, measure: Measure) -> Iterator[str]:
    start, used, end = 0, 0.0, 0
    for at, each in enumerate(text):
        if at > start and may_break(text[at - 1], each):
            end = at
        used += measure(each)
        if used > width and each != " " and at > start:
            cut = end if end > start else at
            yield text[start:cut].rstrip()
            start = cut + len(text[cut:]) - len(text[cut:].lstrip(" "))
            used = sum(map(measure, text[start : at + 1]))
    yield text[start:]


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between these two."""
    if after == " ":
        return False
    if before == " ":
        return True
    if after in NOT_FIRST or before in NOT_LAST:
        return False
    return before in AFTER or _ideographic(before) or _ideographic(after)


def _ideographic(character: str) -> bool:
    """Han, kana and full-width signs; Hangul is written with spaces and breaks at those."""
    return "\u2e80" <= character <= "\u312f" or "\u31a0" <= character <= "\u9fff" or character >= "\uf900"
