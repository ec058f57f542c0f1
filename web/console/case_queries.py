"""The store as a case's page sees it. Whatever is opened here is noted in the audit log.

A case exists for the officers of its own desks alone, and for none who has an interest in it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from casework.permissions import sees_masked
from dialogs.case_states import ReferralState
from dialogs.events import FileRef
from storage import (
    audit,
    blind_index,
    cases,
    clocks,
    conflicts,
    consents,
    messages,
    officers,
    queues,
    referrals,
    terms,
    versions,
)
from storage.audience import EVERYBODY, CaseReader
from storage.audit import AuditLine
from storage.clocks import RunningClock
from storage.files import Stored, stored
from storage.officers import Officer
from storage.queues import WholeCase
from storage.reach import staffed
from storage.referrals import Referral
from storage.store import Store
from storage.tables.columns import Audience
from storage.terms import Term
from storage.timestamps import HOUR, ms
from storage.transaction import Transaction
from storage.versions import Filed, Version
from web.console.case_end import CaseEnd, end_of

LONG_AGO = 2_000
"""Lines of a case's history that its page looks at."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another case with the same name or number: its desks and their states. `receipt` only where it may be opened.

    `about` names it in a form without giving its code away.
    """

    about: str
    receipt: str
    desks: tuple[tuple[str, ReferralState], ...]


@dataclass(frozen=True, slots=True)
class CaseRead:
    """A case as an officer opens it. `mine` is the ministry's referral; `names`: officer id -> name, of all desks.

    `colleagues`: who the case may be handed to; `askers`: codes of cases whose question may be shown. `mark` changes
    whenever anything of the case does that the desk may see. `readers`: the desks that read what this one shares;
    `staffed`: those where somebody sits.
    """

    whole: WholeCase
    mine: Referral
    history: Sequence[AuditLine]
    related: Sequence[Related]
    names: Mapping[str, str]
    answers: Sequence[Version] = ()
    files: Sequence[Filed] = ()
    colleagues: Sequence[Officer] = ()
    askers: frozenset[str] = frozenset()
    mark: str = ""
    clocks: Sequence[RunningClock] = ()
    kept_from_group: bool = False
    readers: Audience = EVERYBODY
    staffed: frozenset[str] = frozenset()
    term: Term | None = None
    ends: CaseEnd | None = None


class CaseQueries:
    def __init__(self, store: Store) -> None:
        self._store = store

    async def open(self, officer: Officer, receipt: str, at: datetime, noted: bool = True) -> CaseRead | None:
        """A case on the officer's own desk; None for every other. Reading is `noted`."""
        async with self._store.transaction() as tx:
            mine = await _mine(tx, officer, receipt)
            whole = await queues.whole(tx, receipt, CaseReader(officer.ministry)) if mine is not None else None
            if mine is None or whole is None:
                return None
            if noted:
                await audit.note(tx, ms(at), officer.id, "read", f"{receipt}:{officer.ministry}")
            return await _seen(tx, officer, whole, mine, ms(at))

    async def mark(self, officer: Officer, receipt: str) -> str | None:
        """What changes whenever the case does; None when the officer may not know of it. No content, not noted."""
        async with self._store.reading() as tx:
            if await _mine(tx, officer, receipt) is None:
                return None
            return await _mark(tx, receipt, CaseReader(officer.ministry))

    async def on_desk(self, officer: Officer, receipt: str) -> bool:
        """Whether the case is on the officer's own desk and may be known to the officer."""
        async with self._store.reading() as tx:
            return await _mine(tx, officer, receipt) is not None

    async def is_shut(self, officer: str, receipt: str) -> bool:
        """Whether an officer must not know of a case."""
        async with self._store.reading() as tx:
            return await conflicts.is_barred(tx, receipt, officer)

    async def unseen(self, officer: Officer, receipt: str) -> bool:
        """Whether nobody of the officer's desk has opened the case yet, and the officer may."""
        async with self._store.reading() as tx:
            row = await _mine(tx, officer, receipt)
            return row is not None and row.state is ReferralState.SENT

    async def about(self, officer: Officer, receipt: str, named: str) -> str:
        """The code of the related case that a form named; empty when there is none such."""
        async with self._store.reading() as tx:
            found = await blind_index.related(tx, receipt)
        return next((each for each in found if _named(receipt, each) == named), "")

    async def copied(self, officer: Officer, receipt: str, at: datetime) -> bool:
        """Note that a case is printed; False when it is not on the officer's desk, or taken back."""
        async with self._store.transaction() as tx:
            row = await _mine(tx, officer, receipt)
            if row is None or row.state.gone:
                return False
            await audit.note(tx, ms(at), officer.id, "copied", f"{receipt}:{officer.ministry}")
            return True

    async def unmasked(self, officer: Officer, receipt: str, reason: str, at: datetime) -> bool:
        """Note why personal data are shown; False when the case is not on the officer's desk, or taken back."""
        async with self._store.transaction() as tx:
            row = await _mine(tx, officer, receipt)
            if row is None or row.state.gone:
                return False
            case = await cases.case_row(tx, receipt)
            key = await cases.key_of(tx, case) if case else None
            if key is None:
                return False
            await audit.note(tx, ms(at), officer.id, "unmasked", f"{receipt}:{officer.ministry}", reason, key)
            return True

    async def may_carry(self, officer: Officer, receipt: str, at: datetime) -> bool:
        """Whether a copy may hold what the page masks: the officer gave a reason within the hour, or needs none."""
        if not sees_masked(officer):
            return True
        async with self._store.reading() as tx:
            subject = f"{receipt}:{officer.ministry}"
            return await audit.has_done(tx, officer.id, "unmasked", subject, ms(at) - HOUR)

    async def file(self, officer: Officer, receipt: str, file_id: str, at: datetime) -> Stored | None:
        """A file of the owner's or of the officer's own desk, while the case is not taken back; it is noted."""
        async with self._store.transaction() as tx:
            row = await _mine(tx, officer, receipt)
            reader = CaseReader(officer.ministry)
            whole = await queues.whole(tx, receipt, reader) if row is not None and not row.state.gone else None
            if whole is None or whole.case.key is None:
                return None
            held = await versions.files(tx, receipt, whole.case.key, reader)
            if not any(each.ref.id == file_id and each.desk in ("", officer.ministry) for each in held):
                return None
            await audit.note(tx, ms(at), officer.id, "downloaded", f"{receipt}:{officer.ministry}")
            return await stored(tx, file_id)


async def _mine(tx: Transaction, officer: Officer, receipt: str) -> Referral | None:
    """The referral of the officer's own desk; None when the officer must not know of the case."""
    row = await referrals.referral(tx, receipt, officer.ministry)
    if row is None or await conflicts.is_barred(tx, receipt, officer.id):
        return None
    return row


async def _seen(tx: Transaction, officer: Officer, whole: WholeCase, mine: Referral, at: int) -> CaseRead:
    receipt, key, reader = whole.case.receipt, whole.case.key, CaseReader(officer.ministry)
    lines = [
        *await audit.history(tx, receipt, limit=LONG_AGO),
        *await audit.history(tx, f"{receipt}:{officer.ministry}", limit=LONG_AGO),
    ]
    term = await terms.of(tx, receipt)
    shut = await conflicts.barred_from(tx, receipt)
    team = [each for each in await officers.officers_of(tx, officer.ministry) if each.id not in shut]
    return CaseRead(
        whole, mine, sorted(lines, key=lambda line: line.id),
        await _related(tx, officer, receipt), await _names(tx, whole, lines, team),
        await versions.answers(tx, receipt, key, reader) if key else (),
        await versions.files(tx, receipt, key, reader) if key else (),
        team, await _askers(tx, officer, whole), await _mark(tx, receipt, reader),
        await clocks.of(tx, receipt, officer.ministry),
        await conflicts.keeps_from_group(tx, receipt, officer.ministry),
        await consents.readers(tx, whole.case, officer.ministry), await staffed(tx, at),
        term, await end_of(tx, term, officer.ministry, key) if term is not None and key is not None else None,
    )  # fmt: skip


async def _related(tx: Transaction, officer: Officer, receipt: str) -> list[Related]:
    """Without those that the officer must not know of, and those that were taken back."""
    found = []
    for other in await blind_index.related(tx, receipt):
        rows = [row for row in await referrals.referrals(tx, other) if not row.state.gone]
        if not rows or await conflicts.is_barred(tx, other, officer.id):
            continue
        own = any(row.ministry == officer.ministry for row in rows)
        held = tuple((row.ministry, row.state) for row in rows)
        found.append(Related(_named(receipt, other), other if own else "", held))
    return found


async def _askers(tx: Transaction, officer: Officer, whole: WholeCase) -> frozenset[str]:
    """Codes of the cases that ask about this one, without those that the officer must not know of."""
    asking = {each.words for each in whole.spoken if each.kind == "queried"}
    return frozenset([each for each in asking if not await conflicts.is_barred(tx, each, officer.id)])


async def _names(
    tx: Transaction, whole: WholeCase, lines: Sequence[AuditLine], team: Sequence[Officer]
) -> Mapping[str, str]:
    names = {each.id: each.name for each in team}
    wanted = {each.officer for each in whole.spoken} | {row.holder for row in whole.referrals}
    for each in sorted((wanted | {line.actor for line in lines}) - {"", "owner", "house"} - set(names)):
        found = await officers.officer(tx, each)
        if found is not None:
            names[each] = found.name
    return names


async def _mark(tx: Transaction, receipt: str, reader: CaseReader) -> str:
    rows = await referrals.referrals(tx, receipt)
    last = await messages.last_said(tx, receipt, reader)
    changed = max(await audit.last_of(tx, receipt), await audit.last_by_owner(tx, receipt, reader.ministry))
    said = ".".join(str(each) for each in (*(row.version for row in rows), len(rows), last, changed))
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _named(receipt: str, other: str) -> str:
    """Another case as a form of this one names it. Codes are chance, so that it can't be guessed back."""
    return hashlib.sha256(f"related:{receipt}:{other}".encode()).hexdigest()[:16]


def refs(files: Sequence[Filed], desk: str = "") -> tuple[FileRef, ...]:
    """The files of one side."""
    return tuple(each.ref for each in files if each.desk == desk)
