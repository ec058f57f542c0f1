"""What of an officer's act stands in the body's own record: that it was done, and the letter that it was.

Words that stay between officers (notes, positions, questions to other desks) are not in it: they may quote an owner.
Neither is what time does, or who an owner's named official is.
"""

from __future__ import annotations

from dataclasses import replace

from casework.acts import (
    HOUSE,
    Act,
    Asked,
    Checked,
    Closed,
    Declined,
    Extended,
    PassedOn,
    Positioned,
    Released,
    Replied,
    Reworded,
    Said,
    Settled,
)
from storage import desk_records
from storage.desk_records import RecordLine
from storage.timestamps import ms
from storage.transaction import Transaction


async def keep(tx: Transaction, act: Act) -> None:
    """Keep an act that was done, where the body has a record of its report."""
    if act.officer != HOUSE and not isinstance(act, Checked):
        await desk_records.add(tx, act.receipt, act.ministry, line_of(act))


def line_of(act: Act) -> RecordLine:
    """The line of an act."""
    head = (type(act).__name__.lower(), ms(act.at), act.officer)
    match act:
        case Replied() | Asked() | PassedOn() | Closed() | Declined():
            return _letter(act, *head)
        case Reworded(words=words, language=language) | Extended(reason=words, language=language):
            return RecordLine(*head, words=words, language=language)
        case Positioned(stance=what) | Released(reason=what):
            return RecordLine(*head, what)
        case Settled(lead=lead):
            return RecordLine(*head, to=lead)
        case _:
            return RecordLine(*head)


def _letter(act: Said, kind: str, at: int, officer: str) -> RecordLine:
    line = RecordLine(kind, at, officer, words=act.words, language=act.language, prepared=act.prepared)
    match act:
        case Replied(files=files):
            return replace(line, files=tuple(each.name for each in files))
        case Asked(questions=questions):
            return replace(line, questions=questions)
        case PassedOn(to=to, reason=reason):
            return replace(line, to=to, what=reason)
        case Closed(reason=reason) | Declined(reason=reason):
            return replace(line, what=reason)
