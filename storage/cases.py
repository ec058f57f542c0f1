"""Reports: stored, referred, added to, taken back, erased. The words in them are sealed with the case's own key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import delete, insert, literal_column, select, update

from dialogs.effects import Amend, CaseStatus, File
from dialogs.events import FileRef
from dialogs.questions import Answer, State
from guidance import vocabulary
from guidance.guide import Value
from storage import clocks, conflicts
from storage import tables as t
from storage.codec import pack, unpack
from storage.counters import count
from storage.timestamps import moment
from storage.transaction import Transaction
from storage.vault import Key

OPEN = ("sent", "seen", "taken", "asked", "passed_on", "answered")
"""States of a referral in which somebody still has to act."""


@dataclass(frozen=True, slots=True)
class Case:
    """A report as it is kept. `file` and `key` are None once it is erased. `created` in UTC milliseconds."""

    receipt: str
    chat: str
    state: str
    language: str
    created: int
    key: Key | None
    file: File | None


async def store_case(
    tx: Transaction, file: File, chat: str, key: Key, at: int, named: Iterable[tuple[str, str]] = ()
) -> None:
    """Keep a report and refer it to its ministries. `key`: the draft's, the case's from now on.

    `named`: (kind, name) of counterparts and business numbers, kept as keyed hashes only.
    """
    guide = file.guide
    row = {"receipt": file.receipt, "chat": chat, "key": key.id, "language": file.language, "edition": file.edition}
    doc = key.seal(f"case:{file.receipt}", pack(file))
    spots = ",".join(guide.blind_spots)[:200]
    await tx.run(insert(t.case_).values(**row, lead=guide.lead, spots=spots, created=at, changed=at, doc=doc))
    await refer(tx, file.receipt, file.ministries, guide.lead, at, guide.urgent)
    await log_answers(tx, file.receipt, key, file.answers, at)
    await index(tx, file.receipt, named)
    await take_files(tx, file.receipt, chat, key, file.files)
    tallies = [("case", "all", 1), ("case", f"lead:{guide.lead}", 1), ("case", f"language:{file.language}", 1)]
    routes = {f"{route.ministry}:{route.route}" for route in guide.routes}
    tallies += [("route", route, 1) for route in routes] + [("spot", spot, 1) for spot in set(guide.blind_spots)]
    held = {route for route in routes if route.partition(":")[0] in file.ministries}
    tallies += [(f"route:{route.partition(':')[0]}", route, 1) for route in held]
    await count(tx, *tallies)


async def refer(
    tx: Transaction, receipt: str, ministries: Sequence[str], lead: str, at: int, urgent: bool = False
) -> None:
    """Put a case on these desks."""
    rows = [
        {"receipt": receipt, "ministry": ministry, "role": "lead" if ministry == lead else "cooperating"}
        | {"created": at, "changed": at, "urgent": urgent}
        for ministry in ministries
    ]
    if rows:
        await tx.run(insert(t.referral), rows)
        await count(tx, *((f"referral:{ministry}", "sent", 1) for ministry in ministries))


async def lead(tx: Transaction, receipt: str, ministry: str) -> None:
    """Another desk leads the case now."""
    await tx.run(update(t.case_).where(t.case_.c.receipt == receipt).values(lead=ministry))


async def log_answers(tx: Transaction, receipt: str, key: Key, answers: Mapping[str, Answer], at: int) -> None:
    """Keep each answer as its next version."""
    a = t.answer_log
    found = await tx.all(select(a.c.question, a.c.version).where(a.c.receipt == receipt).order_by(a.c.version))
    last = {row.question: row.version for row in found}
    rows = []
    for question, answer in answers.items():
        version = last.get(question, -1) + 1
        sealed = key.seal(f"answer:{receipt}:{question}:{version}", pack(answer))
        named = {"receipt": receipt, "question": question, "version": version}
        rows.append({**named, "created": at, "answer": sealed})
    if rows:
        await tx.run(insert(a), rows)


async def index(tx: Transaction, receipt: str, named: Iterable[tuple[str, str]]) -> None:
    """Make the case findable by names, without keeping them."""
    hashes = {(tx.vault.blind(kind, name), kind) for kind, name in named}
    rows = [{"hash": digest, "receipt": receipt, "kind": kind} for digest, kind in sorted(hashes) if digest]
    known = await tx.all(select(t.blind.c.hash).where(t.blind.c.receipt == receipt))
    new = [row for row in rows if row["hash"] not in {each[0] for each in known}]
    if new:
        await tx.run(insert(t.blind), new)


async def take_files(tx: Transaction, receipt: str, chat: str, key: Key, files: Sequence[FileRef]) -> None:
    """These files of a chat belong to the case now; those sealed with another key are sealed anew. Files of another
    draft stay with it: nobody has agreed that this case's desks may read them."""
    e = t.evidence
    ids = [file.id for file in files]
    mine = (e.c.chat == chat, e.c.receipt == literal_column("''"), e.c.id.in_(ids))
    others = await tx.all(select(e).where(*mine, e.c.key != key.id))
    keys = await tx.keys(sorted({row.key for row in others}))
    for row in others:
        old, name = keys[row.key], f"evidence:{row.id}"
        head, body = key.seal(name, old.open(name, row.head)), key.seal(name, old.open(name, row.body))
        await tx.run(update(e).where(e.c.id == row.id).values(key=key.id, head=head, body=body))
    await tx.run(update(e).where(*mine).values(receipt=receipt))


async def load_case(tx: Transaction, receipt: str) -> Case | None:
    """The report of a code, opened; None when there is none."""
    row = await tx.first(select(t.case_).where(t.case_.c.receipt == receipt))
    if row is None:
        return None
    key = (await tx.keys([row.key])).get(row.key) if row.key else None
    file = unpack(key.open(f"case:{receipt}", row.doc)) if key else None
    return Case(receipt, row.chat, row.state, row.language, row.created, key, file)


async def language_of(tx: Transaction, receipt: str) -> str:
    """The language that the owner of a case reads; empty for an unknown code."""
    row = await tx.first(select(t.case_.c.language).where(t.case_.c.receipt == receipt))
    return row[0] if row else ""


async def amend(tx: Transaction, case: Case, change: Amend, at: int, named: Iterable[tuple[str, str]] = ()) -> None:
    """Keep corrected answers (the old ones stay in the log), files that came with them, and papers ticked."""
    if case.key is None or case.file is None:
        return
    await take_files(tx, case.receipt, case.chat, case.key, change.files)
    await log_answers(tx, case.receipt, case.key, change.answers, at)
    if names := tuple(named):
        await index(tx, case.receipt, names)
        await conflicts.let_go(tx, case.receipt, at)
    file = replace(
        case.file,
        answers={**case.file.answers, **change.answers},
        facts=_facts(case.file.facts, change.answers),
        files=(*case.file.files, *change.files),
        ticked=case.file.ticked if change.ticked is None else change.ticked,
    )
    doc = case.key.seal(f"case:{case.receipt}", pack(file))
    await tx.run(update(t.case_).where(t.case_.c.receipt == case.receipt).values(doc=doc, changed=at))


def _facts(before: Mapping[str, Value], answers: Mapping[str, Answer]) -> dict[str, Value]:
    """Facts after a correction: own words and answers to a desk's questions are none."""
    facts = dict(before)
    for name, answer in answers.items():
        if name in vocabulary.ALL:
            facts[name] = "unknown" if answer.state is State.UNKNOWN else answer.value
            if answer.state is State.SKIPPED or answer.value == ("none",):
                del facts[name]
    return facts


async def withdraw(
    tx: Transaction, receipt: str, ministries: Sequence[str], at: int, to: str = "withdrawn"
) -> list[str]:
    """Take a case off these desks (empty: off all), also where it is closed; return those it was open on."""
    r = t.referral
    where = [r.c.receipt == receipt, r.c.state.not_in(("erased", to))]
    if ministries:
        where.append(r.c.ministry.in_(ministries))
    rows = await tx.all(select(r.c.ministry, r.c.state, r.c.open).where(*where).order_by(r.c.ministry))
    await tx.run(update(r).where(*where).values(state=to, open=False, changed=at, version=r.c.version + 1))
    for row in rows:
        await count(tx, (f"referral:{row.ministry}", row.state, -1), (f"referral:{row.ministry}", to, 1))
    await clocks.end(tx, receipt, [row.ministry for row in rows], at)
    if not ministries:
        await tx.run(update(t.case_).where(t.case_.c.receipt == receipt).values(state=to, changed=at))
    return [row.ministry for row in rows if row.open]


async def erase(tx: Transaction, receipt: str, at: int) -> list[str]:
    """Destroy the key of a case and everything said in it; the bare fact that there was one stays, and to whom not even
    that is told.

    Return the ministries it was open on.
    """
    case = await tx.first(select(t.case_.c.key).where(t.case_.c.receipt == receipt))
    if case is None:
        return []
    desks = await withdraw(tx, receipt, (), at, "erased")
    await conflicts.stays_shut(tx, receipt, at)
    for table in (t.answer_log, t.message, t.evidence, t.undo, t.rating, t.blind):
        await tx.run(delete(table).where(table.c.receipt == receipt))
    await clocks.drop(tx, receipt)
    await tx.drop_keys([case.key] if case.key else [])
    gone = {"key": "", "doc": b"", "chat": "", "state": "erased", "changed": at}
    await tx.run(update(t.case_).where(t.case_.c.receipt == receipt).values(**gone))
    return desks


async def status(tx: Transaction, receipt: str) -> CaseStatus:
    """The states of a case, no content; `found` is False for an unknown code."""
    row = await tx.first(select(t.case_.c.created).where(t.case_.c.receipt == receipt))
    if row is None:
        return CaseStatus(receipt, moment(0), (), False)
    r = t.referral
    statement = select(r.c.ministry, r.c.state, r.c.changed).where(r.c.receipt == receipt)
    found = await tx.all(statement.order_by(r.c.ministry))
    states = tuple((x.ministry, x.state, moment(x.changed)) for x in found)
    return CaseStatus(receipt, moment(row.created), states, True, await clocks.shown(tx, receipt))


async def of_chat(tx: Transaction, chat: str) -> Sequence[Any]:
    """The reports sent from a chat, newest first: receipt, created."""
    c = t.case_.c
    return await tx.all(select(c.receipt, c.created).where(c.chat == chat).order_by(c.created.desc()).limit(50))
