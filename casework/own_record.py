"""What of an officer's act stands in the body's own record: that it was done, and the letter that it was.

Words that stay between officers (notes, positions, questions to other desks) are not in it: they may quote an owner.
Neither is what time does, or who an owner's named official is.
"""

from __future__ import annotations

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
        case Replied(words=words, language=language, prepared=prepared, files=files):
            names = tuple(each.name for each in files)
            return RecordLine(*head, words=words, language=language, prepared=prepared, files=names)
        case Asked(words=words, language=language, prepared=prepared, questions=questions):
            return RecordLine(*head, words=words, language=language, prepared=prepared, questions=questions)
        case PassedOn(to=to, reason=reason, words=words, language=language, prepared=prepared):
            return RecordLine(*head, reason, to, words, language, prepared)
        case Closed(reason=reason) | Declined(reason=reason):
            return RecordLine(*head, reason, "", act.words, act.language, act.prepared)
        case Reworded(words=words, language=language) | Extended(reason=words, language=language):
            return RecordLine(*head, words=words, language=language)
        case Positioned(stance=stance):
            return RecordLine(*head, stance)
        case Released(reason=reason):
            return RecordLine(*head, reason)
        case Settled(lead=lead):
            return RecordLine(*head, to=lead)
        case _:
            return RecordLine(*head)
