"""A leak of our own data is told to an owner: by time, once for each leak, whatever desks do with the report."""

from __future__ import annotations

from casework.acts import LeakTold
from casework.results import Ruled, stays
from dialogs.events import Heard
from storage import leak_notices
from storage.cases import CaseRow
from storage.referrals import Referral
from storage.timestamps import ms
from storage.transaction import Transaction


async def tell_of_leak(tx: Transaction, act: LeakTold, row: Referral, case: CaseRow) -> Ruled:
    """The owner hears the operator's words, in the language of the report; who has several reports hears them once."""
    if not await leak_notices.take(tx, act.notice, act.receipt, case.chat, ms(act.at)):
        return Ruled(stays(row, "again"))
    words = await leak_notices.words_of(tx, act.notice)
    said = words.get(case.language) or words["ko"]
    return Ruled(stays(row), case, Heard(act.at, act.receipt, "", "leak", said, case.language))
