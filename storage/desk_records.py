"""A body's own record of a report: what it did and wrote, sealed a second time under a key of that body's own.

It begins when the report is sent to the body, if its owner was told so before, and grows with every act there. Once the
report is destroyed it leads from nowhere: its rows name a key, a body, days and kinds of act, and the code is sealed.
It goes at the end of its own term, with its key. No word of an owner is in it, save what a letter quotes.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec
from sqlalchemy import ColumnElement, delete, func, insert, literal_column, select, update

from dialogs.case_states import Destroyer
from dialogs.own_records import is_told
from guidance.guide import MINISTRIES
from guidance.records.own_record_periods import own_record_days
from storage import tables as t
from storage.timestamps import DAY
from storage.transaction import Transaction, columns_of, pair
from storage.vault import Key

d, h, k, r = t.desk_record, t.name_check, t.record_key, t.referral
BEGUN, ENDED, FILE = "filed", "erased", "file"
"""Kinds of line beside an act's: the report came to the body; it was destroyed; a file that went with a letter."""
_NONE: ColumnElement[int] = literal_column("0")
_NO_CODE: ColumnElement[str] = literal_column("''")


@dataclass(frozen=True, slots=True)
class RecordLine:
    """What a body did, or what befell the report there. `at` in ms; `by`: an officer's id, `owner` or `house`; `what`
    and `to`: ids of a reason, an outcome, a stance, a body. `words`, `prepared`, `questions`, `files` are a letter's,
    as its owner had them; `mime` is a file's."""

    kind: str
    at: int
    by: str
    what: str = ""
    to: str = ""
    words: str = ""
    language: str = ""
    prepared: str = ""
    questions: str = ""
    files: tuple[str, ...] = ()
    mime: str = ""


@dataclass(frozen=True, slots=True)
class KeptLine(RecordLine):
    """A line as it is read: the `n`th of its record."""

    n: int = field(default=0, kw_only=True)


@dataclass(frozen=True, slots=True)
class DeskRecord:
    """The record of a report that was destroyed. `ended`, `until`: days since 1970."""

    key: str
    code: str
    ended: int
    until: int
    lines: Sequence[KeptLine]


@dataclass(frozen=True, slots=True)
class _RecordKey:
    key: str
    ministry: str
    receipt: str
    days: int
    ended: int
    until: int


@dataclass(frozen=True, slots=True)
class _SealedRecordLine:
    key: str
    n: int
    ministry: str
    kind: str
    code: bytes
    body: bytes

    @property
    def name(self) -> str:
        return _name(self.key, self.ministry, self.n)

    def opened(self, key: Key) -> KeptLine:
        line = msgspec.json.decode(key.open(f"record:{self.name}", self.body), type=RecordLine)
        return KeptLine(**{each: getattr(line, each) for each in RecordLine.__slots__}, n=self.n)


def _name(key: str, ministry: str, n: int) -> str:
    return f"{key}:{ministry}:{n}"


# ---- while the report is there --------------------------------------------------------------------------


async def begin(
    tx: Transaction, receipt: str, promise: str, ministries: Collection[str], periods: Mapping[str, int], at: int
) -> None:
    """The report was sent to these bodies: each gets a record, if its owner was told so (`promise`: the version of the
    consent). `periods`: body -> days that it is kept once the report is destroyed. The secretariat has none."""
    if not is_told(promise):
        return
    for ministry in (each for each in ministries if each in MINISTRIES):
        key, wrapped = tx.vault.new_key(at, secrets.token_hex(16))
        await tx.add_keys([wrapped])
        days = own_record_days(periods, ministry)
        await tx.run(insert(k).values(key=key.id, ministry=ministry, receipt=receipt, days=days))
        await add(tx, receipt, ministry, RecordLine(BEGUN, at, "owner"))


async def add(tx: Transaction, receipt: str, ministry: str, line: RecordLine, content: bytes | None = None) -> None:
    """Keep a line in the body's record of a report, with the bytes of a file; nothing where it has none."""
    where = (k.c.receipt == receipt, k.c.receipt != _NO_CODE, k.c.ministry == ministry)
    own = await tx.one(str, select(k.c.key).where(*where))
    key = (await tx.keys([own])).get(own) if own else None
    if key is not None:
        await _add(tx, key, receipt, ministry, line, content)


async def _add(tx: Transaction, key: Key, code: str, ministry: str, line: RecordLine, content: bytes | None) -> None:
    n = await tx.one(int, select(func.count()).select_from(d).where(d.c.key == key.id)) or 0
    name = _name(key.id, ministry, n)
    sealed = {
        "code": key.seal(f"code:{name}", code.encode()),
        "body": key.seal(f"record:{name}", msgspec.json.encode(line)),
        "content": None if content is None else key.seal(f"content:{name}", content),
    }
    row = {"key": key.id, "n": n, "ministry": ministry, "day": line.at // DAY, "kind": line.kind}
    await tx.run(insert(d).values(**row, **sealed))


async def bodies_with(tx: Transaction, receipt: str) -> tuple[str, ...]:
    """The bodies that keep a record of this report, as long as it is there."""
    where = (k.c.receipt == receipt, k.c.receipt != _NO_CODE)
    return tuple(await tx.read(str, select(k.c.ministry).where(*where).order_by(k.c.ministry)))


async def end(tx: Transaction, receipt: str, at: int, by: Destroyer) -> Mapping[str, int]:
    """The report is about to be destroyed: its records go on without it; body -> the day (since 1970) until which its
    own is kept. A body that still had an official's name to check never had the report, and keeps nothing."""
    standing = select(r.c.ministry, r.c.state).where(r.c.receipt == receipt).order_by(r.c.ministry)
    states = dict(await tx.read(pair, standing.with_for_update()))  # an act that is being kept is waited for
    where = (k.c.receipt == receipt, k.c.receipt != _NO_CODE)
    rows = await tx.read(_RecordKey, select(*columns_of(k, _RecordKey)).where(*where).order_by(k.c.ministry))
    held = set(await tx.read(str, select(h.c.ministry).where(h.c.receipt == receipt, h.c.holds, h.c.checked == _NONE)))
    await _drop(tx, [row.key for row in rows if row.ministry in held])
    kept = {row.ministry: at // DAY + row.days for row in rows if row.ministry not in held}
    for row in (each for each in rows if each.ministry in kept):
        line = RecordLine(ENDED, at, by.value or "house", what=str(states.get(row.ministry, "")))
        await add(tx, receipt, row.ministry, line)
        values = {"receipt": "", "ended": at // DAY, "until": kept[row.ministry]}
        await tx.run(update(k).where(k.c.key == row.key).values(**values))
    return kept


# ---- afterwards -----------------------------------------------------------------------------------------


async def of_desk(tx: Transaction, ministry: str, skip: int, limit: int) -> list[DeskRecord]:
    """The body's records of reports that were destroyed, the latest first, with their first and last lines alone."""
    where = (k.c.ministry == ministry, k.c.ended > _NONE)
    some = select(*columns_of(k, _RecordKey)).where(*where).order_by(k.c.ended.desc(), k.c.key)
    rows = await tx.read(_RecordKey, some.offset(skip).limit(limit))
    return await _opened(tx, rows, d.c.kind.in_((BEGUN, ENDED)))


async def one_of_desk(tx: Transaction, ministry: str, key: str) -> DeskRecord | None:
    """One of these records, whole; None for any other body's, and while its report is there."""
    where = (k.c.key == key, k.c.ministry == ministry, k.c.ended > _NONE)
    rows = await tx.read(_RecordKey, select(*columns_of(k, _RecordKey)).where(*where))
    return next(iter(await _opened(tx, rows)), None)


async def file_of_desk(tx: Transaction, ministry: str, key: str, n: int) -> tuple[DeskRecord, KeptLine, bytes] | None:
    """A file that went with a letter: its record, its line, its bytes; None as `one_of_desk`."""
    record = await one_of_desk(tx, ministry, key)
    line = next((each for each in record.lines if each.n == n and each.kind == FILE), None) if record else None
    opener = (await tx.keys([key])).get(key) if line else None
    sealed = await tx.one(bytes, select(d.c.content).where(d.c.key == key, d.c.n == n)) if opener else None
    if record is None or line is None or opener is None or sealed is None:
        return None
    return record, line, opener.open(f"content:{_name(key, ministry, n)}", sealed)


async def _opened(tx: Transaction, heads: Sequence[_RecordKey], *which: ColumnElement[bool]) -> list[DeskRecord]:
    keys = await tx.keys([each.key for each in heads])
    where = (d.c.key.in_([each.key for each in heads if each.key in keys]), *which)
    some = select(*columns_of(d, _SealedRecordLine)).where(*where).order_by(d.c.key, d.c.n)
    rows = await tx.read(_SealedRecordLine, some)
    found: dict[str, list[_SealedRecordLine]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(row)
    return [_record(each, found[each.key], keys[each.key]) for each in heads if each.key in found]


def _record(head: _RecordKey, rows: Sequence[_SealedRecordLine], key: Key) -> DeskRecord:
    code = key.open(f"code:{rows[0].name}", rows[0].code).decode()
    return DeskRecord(head.key, code, head.ended, head.until, [row.opened(key) for row in rows])


async def sweep(tx: Transaction, day: int, limit: int) -> int:
    """Destroy some records whose term is over, with their keys; how many."""
    over = select(k.c.key).where(k.c.until > _NONE, k.c.until <= day).order_by(k.c.key).limit(limit)
    keys = await tx.read(str, over)
    await _drop(tx, keys)
    return len(keys)


async def _drop(tx: Transaction, keys: Sequence[str]) -> None:
    for table in (d, k):
        await tx.run(delete(table).where(table.c.key.in_(keys)))
    await tx.drop_keys(keys)
