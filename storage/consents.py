"""What the owner of a case agreed to, body by body. Nothing is changed or taken out: the last word on a body holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import insert, select

from storage import tables as t
from storage.audience import EVERYBODY
from storage.cases import Case
from storage.states import ConsentKind
from storage.tables.columns import Audience
from storage.transaction import Transaction, columns_of

c = t.consent
BY_OWNER = "owner"


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """One word of the owner's on one body. `version`: of the words agreed to; `basis`: `owner`, or a statute's id."""

    what: ConsentKind
    whom: str
    agreed: bool
    version: str
    basis: str
    created: int


async def give(
    tx: Transaction, receipt: str, what: ConsentKind, bodies: Iterable[str], version: str, at: int, agreed: bool = True
) -> None:
    """Note what was agreed to for each of these bodies, or taken back (`agreed` False)."""
    row = {"receipt": receipt, "what": what, "agreed": agreed, "version": version}
    row |= {"basis": BY_OWNER, "created": at}
    if rows := [{**row, "whom": each} for each in bodies]:
        await tx.run(insert(c), rows)


async def given(tx: Transaction, receipt: str) -> list[ConsentRow]:
    """Everything that was agreed to and taken back, in order."""
    return await tx.read(ConsentRow, select(*columns_of(c, ConsentRow)).where(c.c.receipt == receipt).order_by(c.c.id))


async def among(tx: Transaction, case: Case) -> Audience:
    """The bodies that may see what the others are told and find, as things stand."""
    rows = await given(tx, case.receipt)
    if not rows:
        return _before(case)
    holds = {row.whom: row.agreed for row in rows if row.what is ConsentKind.SHARE}
    return frozenset(body for body, agreed in holds.items() if agreed)


def _before(case: Case) -> Audience:
    """Of a report that was sent before consents had rows of their own."""
    agreed = case.file is not None and case.file.consents.get("share")
    return frozenset(case.file.ministries) if case.file is not None and agreed else frozenset()


async def audience(tx: Transaction, case: Case, desk: str, wanted: Iterable[str] = ()) -> Audience:
    """Who may see what the owner gives to `desk`: it, and those of `wanted` with whom it may share. Everybody who has
    the case where it is given to no desk (`desk` empty)."""
    if not desk:
        return EVERYBODY
    sharing = await among(tx, case)
    others = sharing & frozenset(wanted) if desk in sharing else frozenset()
    return others | {desk}


async def readers(tx: Transaction, case: Case, desk: str) -> Audience:
    """Who may see what `desk` writes down for the others: it, and all with whom it may share."""
    sharing = await among(tx, case)
    return (sharing | {desk}) if desk in sharing else frozenset({desk})
