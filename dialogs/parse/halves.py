"""A resident's number in two messages: six digits of a day at the end of the first, seven more at the start of the next.

The first half alone is a day, and is kept as it was said. What is remembered of it is which digits the second half may
begin with, no more.
"""

from __future__ import annotations

import re

from dialogs.parse import number_words
from dialogs.parse.figures import composed, figures
from dialogs.parse.identity import BLACK, Blackout
from dialogs.parse.personal_numbers import BETWEEN, GAP, Around, birthday, digits_of

_LAST = 80
"""Signs of the end of a message that are looked at."""
_FIRST_HALF = re.compile(rf"(?<!\d)((?:19|20)?\d{GAP}\d{GAP}[01]{GAP}\d{GAP}[0-3]{GAP}\d)({BETWEEN})$")
_BARE = re.compile(r"\s*(?:19|20)?\d{6}\s*$")
_SECOND_HALF = re.compile(rf"({BETWEEN})([1-8](?:{GAP}\d){{6}})(?!\d)")
_GOES_ON = re.compile(r"[-_*=~(/:]|뒷|뒤|자리|后|後|then")
"""What stands behind the first half when more is to come."""
_DOUBTFUL = "?"
_FIRST_YEAR, _LAST_YEAR = 1930, 2010
"""Of birth, for a day with nothing that says that it is one: later ones are mostly days of what happened."""


def first_half(text: str) -> str:
    """Which digits the second half may begin with that the next words hold, where these end with a first half; with a
    `?` before them where that may be a plain day. Empty where they do not."""
    end = figures(composed(text[-_LAST:])).text
    found = _FIRST_HALF.search(end)
    if found is None:
        return ""
    day, around = digits_of(found.group(1)), Around.of(end, *found.span(1))
    if around.is_other or around.is_lettered or around.is_part:
        return ""
    born = {first: birthday(day, first) for first in "12345678"}
    if _GOES_ON.search(found.group(2)) or number_words.PERSON.search(around.before):
        return "".join(first for first, date in born.items() if date)
    likely = "".join(first for first, date in born.items() if date and _FIRST_YEAR <= date.year <= _LAST_YEAR)
    return f"{_DOUBTFUL}{likely}" if likely and _BARE.fullmatch(text) else ""


def second_half(text: str, expected: str) -> Blackout:
    """The words without the second half at their start, which follow words with a first half (`expected` as
    `first_half` says). A doubtful one is all that is said."""
    whole = composed(text)
    seen = figures(whole)
    found = _SECOND_HALF.match(seen.text) if expected else None
    if found is None or found.group(2)[0] not in expected or number_words.MONEY.match(seen.text, found.end()):
        return Blackout(text)
    doubtful = expected.startswith(_DOUBTFUL)
    if doubtful and seen.text.strip() != found.group(2):
        return Blackout(text)
    start, end = seen.places[found.start(2)], seen.places[found.end(2) - 1] + 1
    return Blackout(f"{whole[:start]}{BLACK}{whole[end:]}", frozenset({"resident"}), doubtful, whole.count(BLACK, end))
