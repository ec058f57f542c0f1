"""An effect of a step carried out, in the transaction of that step."""

from __future__ import annotations

from bot.inbox.batch import Batch, Work
from bot.inbox.effects import referrals, reports
from bot.inbox.effects.context import Effects
from dialogs.effects import (
    Amend,
    Copy,
    Discard,
    Effect,
    File,
    Forget,
    Note,
    Prolong,
    Rate,
    Recall,
    Refer,
    Share,
    Tell,
    Withdraw,
)


async def apply(effects: Effects, batch: Batch, work: Work, effect: Effect) -> None:
    """Carry `effect` out. What it leads to say is put into `work`; nothing is sent before the commit."""
    match effect:
        case File():
            await reports.file(effects, batch, work, effect)
        case Amend():
            await reports.amend(effects, batch, work, effect)
        case Withdraw():
            await reports.withdraw(effects, batch, work, effect)
        case Discard():
            await reports.discard(effects, batch, work, effect)
        case Forget():
            await reports.forget(effects, batch, work, effect)
        case Tell():
            await reports.tell(effects, batch, work, effect)
        case Copy():
            await reports.copy(effects, batch, work, effect)
        case Recall():
            await referrals.recall(effects, batch, work, effect)
        case Refer():
            await referrals.refer(effects, batch, work, effect)
        case Share():
            await referrals.share(effects, batch, work, effect)
        case Prolong():
            await referrals.prolong(effects, batch, work, effect)
        case Rate():
            await reports.judge(effects, batch, work, effect)
        case Note():
            await reports.note(effects, batch, work, effect)
