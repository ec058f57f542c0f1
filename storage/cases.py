"""Reports: stored, referred, added to, taken back, erased. The words in them are sealed with the case's own key."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import delete, func, insert, select, update

from dialogs.case_states import Destroyer, ReferralRole, ReferralState
from dialogs.effects import Amend, CaseStatus, File
from dialogs.questions import Answer, State
from guidance import vocabulary
from guidance.guide import Value
from storage import clocks, conflicts, files, name_checks, terms
from storage import tables as t
from storage.audience import EVERYBODY
from storage.codec import pack, unpack
from storage.counters import count
from storage.name_hashes import hashes
from storage.openings import openings
from storage.sessions import COLLECT
from storage.states import CaseState
from storage.tables.columns import Audience
from storage.timestamps import moment
from storage.transaction import Transaction, columns_of
from storage.vault import Key


@dataclass(frozen=True, slots=True)
class CaseRow:
    """What can be known of a report without opening it. `key`: the id of its key, empty once it is erased. `chat`: the
    handle of the chat that it was sent from (`Vault.handle`)."""

    receipt: str
    chat: str
    state: CaseState
    language: str
    created: int
    key: str


@dataclass(frozen=True, slots=True)
class _Sealed(CaseRow):
    """A report with its words, sealed."""

    doc: bytes


@dataclass(frozen=True, slots=True)
class Case:
    """A report as it is kept. `file` and `key` are None once it is erased. `created` in UTC milliseconds."""

    receipt: str
    chat: str
    state: CaseState
    language: str
    created: int
    key: Key | None
    file: File | None


async def store_case(
    tx: Transaction, file: File, chat: str, key: Key, at: int, named: Iterable[tuple[str, str]] = (), rules: str = ""
) -> None:
    """Keep a report and refer it to its ministries. `chat`: the address that it came from; `key`: the draft's, the
    case's from now on. `rules`: the periods of keeping that its owner agreed to
    (`guidance/records/retention_periods.py`).

    `named`: (kind, name) of counterparts and business numbers, kept as keyed hashes only.
    """
    guide = file.guide
    row = {
        "receipt": file.receipt,
        "chat": tx.vault.handle(chat),
        "key": key.id,
        "language": file.language,
        "edition": file.edition,
    }
    sealed = {"doc": key.seal(f"case:{file.receipt}", pack(file)), "address": seal_address(key, file.receipt, chat)}
    spots = ",".join(guide.blind_spots)[:200]
    await tx.run(insert(t.case_).values(**row, lead=guide.lead, spots=spots, created=at, changed=at, **sealed))
    await terms.begin(tx, file.receipt, file.consents.get(COLLECT, ""), at, rules, file.ministries)
    await refer(tx, file.receipt, file.ministries, guide.lead, at, guide.urgent)
    await log_answers(tx, file.receipt, key, file.answers, at)
    names = tuple(named)
    await index(tx, file.receipt, names)
    await name_checks.wait_for(tx, file.receipt, key, names, at)
    await files.take_files(tx, file.receipt, chat, key, file.files)
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
        {
            "receipt": receipt,
            "ministry": ministry,
            "role": ReferralRole.LEAD if ministry == lead else ReferralRole.COOPERATING,
        }
        | {"created": at, "changed": at, "urgent": urgent}
        for ministry in ministries
    ]
    if rows:
        await tx.run(insert(t.referral), rows)
        await count(tx, *((f"referral:{ministry}", ReferralState.SENT, 1) for ministry in ministries))
        await name_checks.follow(tx, receipt, ministries, at, urgent)


async def lead(tx: Transaction, receipt: str, ministry: str) -> None:
    """Another desk leads the case now."""
    await tx.run(update(t.case_).where(t.case_.c.receipt == receipt).values(lead=ministry))


async def log_answers(
    tx: Transaction, receipt: str, key: Key, answers: Mapping[str, Answer], at: int, sees: Audience = EVERYBODY
) -> None:
    """Keep each answer as its next version, for the desks that may see it."""
    a = t.answer_log
    versions = select(a.c.question, func.max(a.c.version)).where(a.c.receipt == receipt).group_by(a.c.question)
    last = dict(await tx.read(_version, versions))
    rows = []
    for question, answer in answers.items():
        version = last.get(question, -1) + 1
        sealed = key.seal(f"answer:{receipt}:{question}:{version}", pack(answer))
        named = {"receipt": receipt, "question": question, "version": version}
        rows.append({**named, "created": at, "sees": sees, "answer": sealed})
    if rows:
        await tx.run(insert(a), rows)


def _version(question: str, version: int) -> tuple[str, int]:
    return question, version


async def index(tx: Transaction, receipt: str, named: Iterable[tuple[str, str]]) -> None:
    """Make the case findable by names, in every form they are written in, without keeping them."""
    found = {(digest, kind) for kind, name in named for digest in hashes(tx.vault, kind, name)}
    rows = [{"hash": digest, "receipt": receipt, "kind": kind} for digest, kind in sorted(found)]
    known = set(await tx.read(str, select(t.blind.c.hash).where(t.blind.c.receipt == receipt)))
    new = [row for row in rows if row["hash"] not in known]
    if new:
        await tx.run(insert(t.blind), new)


async def load_case(tx: Transaction, receipt: str) -> Case | None:
    """The report of a code, opened; None when there is none."""
    row = await tx.one(_Sealed, select(*columns_of(t.case_, _Sealed)).where(t.case_.c.receipt == receipt))
    if row is None:
        return None
    key = await key_of(tx, row)
    file = unpack(key.open(f"case:{receipt}", row.doc)) if key else None
    return Case(receipt, row.chat, row.state, row.language, row.created, key, file)


async def case_row(tx: Transaction, receipt: str) -> CaseRow | None:
    """What its row says of a report; nothing is opened. None for an unknown code."""
    return await tx.one(CaseRow, select(*columns_of(t.case_, CaseRow)).where(t.case_.c.receipt == receipt))


async def key_of(tx: Transaction, case: CaseRow) -> Key | None:
    """The key of a report, unwrapped; None once it is erased."""
    return (await tx.keys([case.key])).get(case.key) if case.key else None


def seal_address(key: Key, receipt: str, chat: str) -> bytes:
    """The address of the chat that a report was sent from, sealed with the report's key."""
    return key.seal(f"address:{receipt}", chat.encode())


async def address(tx: Transaction, case: CaseRow) -> str:
    """The address of the chat that a report was sent from; empty once it is erased."""
    key = await key_of(tx, case)
    sealed = await tx.one(bytes, select(t.case_.c.address).where(t.case_.c.receipt == case.receipt)) if key else None
    return key.open(f"address:{case.receipt}", sealed).decode() if key and sealed else ""


async def bind(tx: Transaction, case: Case, change: Amend, at: int, sees: Audience, answers: str) -> None:
    """Keep answers and files that were given to a desk: beside the report, for the desks that may see them.

    `answers`: the entry of the question.
    """
    if case.key is None:
        return
    await files.take_files(tx, case.receipt, case.chat, case.key, change.files, sees, answers)
    await log_answers(tx, case.receipt, case.key, change.answers, at, sees)
    await tx.run(update(t.case_).where(t.case_.c.receipt == case.receipt).values(changed=at))


async def amend(tx: Transaction, case: Case, change: Amend, at: int, named: Iterable[tuple[str, str]] = ()) -> None:
    """Keep corrected answers of the report (the old ones stay in the log), files that came with them, and papers
    ticked: all of it is for every desk that has the report."""
    if case.key is None or case.file is None:
        return
    await files.take_files(tx, case.receipt, case.chat, case.key, change.files)
    await log_answers(tx, case.receipt, case.key, change.answers, at)
    if names := tuple(named):
        await index(tx, case.receipt, names)
        await name_checks.wait_for(tx, case.receipt, case.key, names, at)
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


@dataclass(frozen=True, slots=True)
class _Held:
    ministry: str
    state: ReferralState
    open: bool
    changed: int


async def withdraw(
    tx: Transaction, receipt: str, ministries: Sequence[str], at: int, to: ReferralState = ReferralState.WITHDRAWN
) -> list[str]:
    """Take a case off these desks (empty: off all), also where it is closed; return those it was open on."""
    r = t.referral
    where = [r.c.receipt == receipt, r.c.state.not_in((ReferralState.ERASED, to))]
    if ministries:
        where.append(r.c.ministry.in_(ministries))
    rows = await tx.read(_Held, select(*columns_of(r, _Held)).where(*where).order_by(r.c.ministry))
    await tx.run(update(r).where(*where).values(state=to, open=False, changed=at, version=r.c.version + 1))
    for row in rows:
        await count(tx, (f"referral:{row.ministry}", row.state, -1), (f"referral:{row.ministry}", to, 1))
    gone = [row.ministry for row in rows]
    await tx.run(delete(t.pending_act).where(t.pending_act.c.receipt == receipt, t.pending_act.c.ministry.in_(gone)))
    await tx.run(delete(t.answer_draft).where(t.answer_draft.c.receipt == receipt, t.answer_draft.c.ministry.in_(gone)))
    await clocks.end(tx, receipt, gone, at)
    if not ministries:
        await tx.run(update(t.case_).where(t.case_.c.receipt == receipt).values(state=CaseState(to), changed=at))
    return [row.ministry for row in rows if row.open]


async def erase(tx: Transaction, receipt: str, at: int) -> list[str]:
    """Destroy the key of a case and everything said in it; the bare fact that there was one stays, and to whom not even
    that is told.

    Return the ministries it was open on.
    """
    case = await case_row(tx, receipt)
    if case is None:
        return []
    desks = await withdraw(tx, receipt, (), at, ReferralState.ERASED)
    await conflicts.stays_shut(tx, receipt, at)
    for table in (
        t.answer_log,
        t.message,
        t.evidence,
        t.undo,
        t.pending_act,
        t.answer_draft,
        t.rating,
        t.blind,
        t.hold,
    ):
        await tx.run(delete(table).where(table.c.receipt == receipt))
    await name_checks.forget(tx, receipt)
    await clocks.drop(tx, receipt)
    await tx.drop_keys([case.key] if case.key else [])
    gone = {
        "key": "",
        "doc": b"",
        "head": None,
        "address": None,
        "chat": "",
        "state": CaseState.ERASED,
        "changed": at,
    }
    await tx.run(update(t.case_).where(t.case_.c.receipt == receipt).values(**gone))
    return desks


async def status(tx: Transaction, receipt: str) -> CaseStatus:
    """The states of a case, no content; `found` is False for an unknown code."""
    sent = await tx.one(int, select(t.case_.c.created).where(t.case_.c.receipt == receipt))
    if sent is None:
        return CaseStatus(receipt, moment(0), (), False)
    held = select(*columns_of(t.referral, _Held)).where(t.referral.c.receipt == receipt)
    found = await tx.read(_Held, held.order_by(t.referral.c.ministry))
    states = tuple((each.ministry, each.state, moment(each.changed)) for each in found)
    term = await terms.of(tx, receipt)
    gone = any(each.state is ReferralState.ERASED for each in found)
    until = None if term is None or gone else moment(terms.end_of(term, await terms.unfinished(tx, receipt)))
    by = Destroyer.NOBODY if term is None else term.gone
    shown, opened = await clocks.shown(tx, receipt), await openings(tx, receipt)
    return CaseStatus(receipt, moment(sent), states, True, shown, opened, gone=by, until=until)


async def of_chat(tx: Transaction, chat: str) -> list[CaseRow]:
    """The reports sent from a chat, newest first."""
    c = t.case_.c
    mine = c.chat == tx.vault.handle(chat)
    sent = select(*columns_of(t.case_, CaseRow)).where(mine).order_by(c.created.desc())
    return await tx.read(CaseRow, sent.limit(50))
