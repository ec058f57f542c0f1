"""Words to an owner wait before they are said: held with everything that was typed, sent by time or at once, or taken
back. What may be done is looked up when it is held, and again when it is sent."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import msgspec

from casework.acts import Asked, Closed, Declined, PassedOn, Replied, Ruling, Said
from casework.decisions import admitted
from storage import cases, pending_acts
from storage.pending_acts import SealedPending
from storage.timestamps import moment, ms
from storage.transaction import Transaction
from storage.vault import SealBroken

log = logging.getLogger(__name__)

KINDS: Mapping[str, type[Said]] = {
    "replied": Replied, "asked": Asked, "passed_on": PassedOn, "closed": Closed, "declined": Declined,
}  # fmt: skip
"""Name on disk -> the act."""
_NAMES = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Pending:
    """An act that waits. `due`: when it is done, None once it was refused, and then `why`. `typed`: the fields of its
    form, to go on with. `contents`: file id -> bytes."""

    act: Said
    typed: Mapping[str, str]
    contents: Mapping[str, bytes]
    due: datetime | None = None
    why: str = ""


class _Body(msgspec.Struct):
    kind: str
    act: msgspec.Raw
    typed: dict[str, str]
    contents: dict[str, bytes]


def _packed(act: Said, typed: Mapping[str, str], contents: Mapping[str, bytes]) -> bytes:
    whole = msgspec.Raw(msgspec.msgpack.encode(act))
    return msgspec.msgpack.encode(_Body(_NAMES[type(act)], whole, dict(typed), dict(contents)))


def _opened(row: SealedPending, body: bytes) -> Pending:
    found = msgspec.msgpack.decode(body, type=_Body)
    act = msgspec.msgpack.decode(found.act, type=KINDS[found.kind])
    return Pending(act, found.typed, found.contents, moment(row.due) if row.due else None, row.why)


async def hold(
    tx: Transaction, act: Said, typed: Mapping[str, str], contents: Mapping[str, bytes], seconds: int
) -> str:
    """Let an act wait so many seconds; why not, as in `Ruling`, or empty."""
    row = await admitted(tx, act)
    if isinstance(row, Ruling):
        return row.why
    case = await cases.case_row(tx, act.receipt)
    key = await cases.key_of(tx, case) if case is not None else None
    if key is None:
        return "over"
    due = ms(act.at + timedelta(seconds=seconds))
    whole = _packed(act, typed, contents)
    await pending_acts.put(tx, key, SealedPending(act.key, act.receipt, act.ministry, act.officer, due, "", whole))
    return ""


async def waiting(tx: Transaction, receipt: str, officer: str) -> list[Pending]:
    """What this officer is about to say on a case, or could not say."""
    return await _all_opened(tx, list(await pending_acts.of_officer(tx, receipt, officer)))


async def due(tx: Transaction, at: datetime, limit: int) -> tuple[list[Pending], list[str]]:
    """What is to be said by now, as of now; and the keys of what does not open."""
    rows = list(await pending_acts.due(tx, ms(at), limit))
    found = await _all_opened(tx, rows)
    opened = {each.act.key for each in found}
    return [replace(each, act=replace(each.act, at=at)) for each in found], [
        row.key for row in rows if row.key not in opened
    ]


async def _all_opened(tx: Transaction, rows: list[SealedPending]) -> list[Pending]:
    found = []
    for row in rows:
        case = await cases.case_row(tx, row.receipt)
        key = await cases.key_of(tx, case) if case is not None else None
        if key is None:
            continue
        try:
            found.append(_opened(row, row.opened(key)))
        except (SealBroken, msgspec.DecodeError) as error:
            log.error("words that wait do not open: kind=%s", type(error).__name__)
    return found


async def settled(tx: Transaction, act: Said, ruling: Ruling) -> None:
    """It was done, or its writer must not know of the case any more; else it is kept with why it was not. `again` is
    kept as well: whoever stopped in the middle cannot tell whether it was said or refused."""
    if ruling.done or ruling.why == "unknown":
        await pending_acts.drop(tx, act.key)
    else:
        await pending_acts.refuse(tx, act.key, ruling.why)
