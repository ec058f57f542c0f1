"""Officials whom owners name: who may check a name, what comes of it, and who is told that one waits.

A lead who signed in within thirty days and shares no name with the case checks it for the own desk; where there is none
such, the secretariat does, which sees the name and nothing else of the case.
"""

from __future__ import annotations

from casework import permissions
from casework.acts import Checked, MostlyShut, NameWaits
from casework.results import Ruled, Told, stays
from guidance.guide import SECRETARIAT
from storage import conflicts, name_checks, referrals
from storage.cases import CaseRow
from storage.members import OfficerRow
from storage.name_checks import NameToCheck
from storage.officers import Officer, officer_row
from storage.referrals import Referral
from storage.timestamps import ms
from storage.transaction import Transaction

OfTime = NameWaits | MostlyShut


async def to_check(tx: Transaction, officer: Officer, at: int) -> list[NameToCheck]:
    """The names that this officer may check, the oldest first."""
    if not permissions.may(officer, permissions.CHECK):
        return []
    if officer.ministry == SECRETARIAT:
        return await name_checks.without_lead(tx, officer.id, at)
    return await name_checks.waiting(tx, officer.ministry, officer.id)


async def refused(tx: Transaction, act: Checked, row: Referral) -> str:
    """Why an officer may not check a name, empty where it is the officer's to check."""
    who = await officer_row(tx, act.officer)
    check = await name_checks.check_row(tx, act.check)
    if who is None or who.revoked or check is None or not row.open:
        return "unknown"
    if (check.receipt, check.ministry) != (act.receipt, act.ministry):
        return "unknown"
    return "" if await _may_check(tx, who, act) else "unknown"


async def _may_check(tx: Transaction, who: OfficerRow, act: Checked) -> bool:
    if permissions.CHECK not in permissions.HOUSE_RIGHTS[who.role] or await conflicts.is_tied(tx, act.receipt, who.id):
        return False
    if who.ministry == act.ministry:
        return True
    return who.ministry == SECRETARIAT and not await name_checks.has_lead(tx, act.ministry, act.receipt, ms(act.at))


async def settle(tx: Transaction, act: Checked, row: Referral, case: CaseRow) -> Ruled:
    """Shut the case to those who are meant; once no name waits any more, it has come to the desk."""
    meant = [await officer_row(tx, each) for each in act.who]
    if any(each is None or each.ministry != act.ministry for each in meant):
        return Ruled(stays(row, "wrong"), case)
    held = await name_checks.is_held(tx, act.receipt, act.ministry)
    if not await name_checks.settle(tx, act.check, act.officer, ms(act.at)):
        return Ruled(stays(row, "late"), case)
    for each in act.who:
        await conflicts.bar(tx, act.receipt, each, "named", ms(act.at))
    if row.holder in act.who:
        row = await referrals.change(tx, row, row.laid_down(), ms(act.at))
    comes = held and not await name_checks.is_held(tx, act.receipt, act.ministry)
    return Ruled(stays(row), case, None, (Told(act.ministry, "new", act.receipt),) if comes else ())


async def tell(tx: Transaction, act: OfTime, row: Referral, case: CaseRow) -> Ruled:
    """Tell whoever is to look, once: the desk that has the case if it can know of it, else the secretariat."""
    match act:
        case NameWaits(check=number):
            done, kind = await name_checks.ring(tx, number, ms(act.at)), "check"
        case MostlyShut():
            done, kind = await name_checks.tell_mostly_shut(tx, act.receipt, act.ministry, ms(act.at)), "mostly_shut"
    if not done:
        return Ruled(stays(row, "again"), case)
    able = await name_checks.has_lead(tx, act.ministry, act.receipt, ms(act.at))
    shut = await conflicts.sits_in_group(tx, act.receipt, act.ministry)
    desk = act.ministry if able and not shut else SECRETARIAT
    return Ruled(stays(row), case, None, (Told(desk, kind, act.receipt, lead=True),))
