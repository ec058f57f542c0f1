"""What time does to cases: reminders, escalations, news that was held back, cases that nobody opened or went on with,
names that wait to be checked.

Everything is an act of the house through the inbox. That it was done stands in the row of the clock, changed under
the lock of its referral: any number of processes may look at once, and after weeks of standing still all that was
missed is done once, in the order of time. The key of an act says when it was looked, since an act that came to nothing
(an officer was quicker, the owner was asked) may be due again. A reminder whose time limit has run out meanwhile is not
sent any more: the desk hears that it ran out.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime

from bot.inbox.inbox import Inbox
from casework import due_acts, pending_words
from casework.acts import (
    HOUSE,
    ByTime,
    Ending,
    Escalated,
    Reminded,
    Ruling,
    Unopened,
)
from casework.clocks import Clocks, Rules
from casework.pending_words import Pending
from dialogs.case_states import ReferralState
from guidance.calendar import Calendar
from storage import audit, leak_notices, name_checks, pending_acts, reach, referrals, terms, undo
from storage import clocks as store_of
from storage.beats import beat, last_known
from storage.clocks import Place, Ringing
from storage.database import StoreDown
from storage.store import Store
from storage.terms import Term
from storage.timestamps import DAY, Clock, moment, ms
from storage.transaction import Conflict, Transaction

log = logging.getLogger(__name__)

MOST_SECONDS = 60.0
"""Seconds that pass between two looks at most."""
SOME = 200
"""Clocks looked at together."""
FEW = 10
"""Words that wait, opened together: they hold whole files."""
ROUNDS = 3
"""A clock may have three things coming one after the other: reminder, escalation, word to the owner."""


class Scheduler:
    """Looks what is due. One or several may run on one database."""

    def __init__(self, store: Store, inbox: Inbox, rules: Rules, calendar: Calendar, clock: Clock) -> None:
        self._store, self._inbox, self._clock = store, inbox, clock
        self.clocks = Clocks(rules, calendar)

    async def run(self) -> None:
        """Look now and whenever something is due, for ever. What fails is tried again at the next look."""
        while True:
            at = self._clock.now()
            try:
                await self.look(at)
                seconds = await self._until_next(at)
            except Exception as error:
                log.error("a look at the clocks failed: kind=%s", type(error).__name__)
                seconds = MOST_SECONDS
            await self._clock.sleep(seconds)

    async def _until_next(self, at: datetime) -> float:
        async with self._store.reading() as tx:
            moments = (await store_of.next_moment(tx, ms(at)), await pending_acts.next_due(tx))
        then = min((each for each in moments if each), default=0)
        return max(1.0, min(MOST_SECONDS, (moment(then) - at).total_seconds())) if then else MOST_SECONDS

    async def look(self, at: datetime) -> int:
        """Do all that is due by `at`; return how many acts were done. Raises StoreDown."""
        left = await self._left_alone(at)  # first: what else is done now writes down that it is this late
        async with self._store.reading() as tx:
            untold = await store_of.untold(tx, ms(at), SOME)
            over = await store_of.has_lapsed(tx, ms(at)) or await undo.is_over(tx, ms(at))
            names = await name_checks.unrung(tx, ms(at), SOME)
            shut = await name_checks.mostly_shut(tx, SOME)
        acts: list[ByTime] = [due_acts.unhushed(row, at) for row in untold]
        acts += [due_acts.name_waits(row, at) for row in names]
        acts += [due_acts.mostly_shut(receipt, ministry, at) for receipt, ministry in shut]
        done = left + await self._said(at) + await self._through(acts) + await self._leaks(at)
        for _ in range(ROUNDS):
            some = await self._ringing(at)
            done += some
            if not some:
                break
        if over:
            await self._tidy(at)
        return done

    async def _left_alone(self, at: datetime) -> int:
        """Tell of reports at desks where nobody sits any more; return how many acts were done."""
        async with self._store.reading() as tx:
            now = await beat(tx)
            if now.suspended or abs(ms(at) - await last_known(tx, now)) > DAY:
                return 0  # a clock that jumped would empty every desk
            there = await reach.staffed(tx, ms(at))
            alone = await reach.left_alone(tx, there, SOME)
            back = await reach.is_back(tx, there)
        if back:
            async with self._store.transaction() as tx:
                await reach.came_back(tx, there)
        return await self._through([due_acts.alone(*each, at) for each in alone])

    async def _leaks(self, at: datetime) -> int:
        """Tell who is concerned of a leak of our own data; return how many were. Who cannot be told now is at the next
        look."""
        done, after = 0, ("", "")
        while True:
            async with self._store.reading() as tx:
                some = await leak_notices.due(tx, after, SOME)
                gone = await leak_notices.has_gone(tx)
            if gone:
                async with self._store.transaction() as tx:
                    log.info("told of no leak, since destroyed: n=%d", await leak_notices.skip_gone(tx, ms(at)))
            done += await self._through([due_acts.leak_told(each, at) for each in some])
            if len(some) < SOME:
                return done
            after = (some[-1].receipt, some[-1].notice)

    async def warn(self, at: datetime) -> int:
        """Warn both sides of reports that end soon, once of each day; return how many were. While the clock is in doubt
        no day is named. Raises StoreDown."""
        done, after = 0, ""
        while True:
            async with self._store.reading() as tx:
                if (await beat(tx)).suspended:
                    return done
                some = await terms.ending(tx, ms(at) + terms.WARNED * DAY, after, SOME)
                acts = [act for term in some if (act := await _ending(tx, term, at)) is not None]
            done += await self._through(acts)
            if len(some) < SOME:
                return done
            after = some[-1].receipt

    # ---- acts ---------------------------------------------------------------------------------------

    async def _said(self, at: datetime) -> int:
        """Say what officers wrote a minute ago and did not take back; return how many it was."""
        done = 0
        async with self._store.reading() as tx:
            found, broken = await pending_words.due(tx, at, FEW)
        for each in found:
            try:
                done += await self._say(each, at)
            except (StoreDown, Conflict) as error:  # claimed: due again when its lease is over
                log.error("words to an owner were not kept: kind=%s", type(error).__name__)
        if broken:
            async with self._store.transaction() as tx:
                for key in broken:
                    await pending_acts.refuse(tx, key, "wrong")
        return done

    async def _say(self, each: Pending, at: datetime) -> bool:
        async with self._store.transaction() as tx:
            if not await pending_acts.claim(tx, each.act.key, ms(at)):
                return False
        ruling = await self._inbox.act(each.act, each.contents)
        async with self._store.transaction() as tx:
            await pending_words.settled(tx, each.act, ruling)
        return ruling.done

    async def _ringing(self, at: datetime) -> int:
        """One round through all clocks that ring; return how many acts were done."""
        done, after = 0, None
        while True:
            found = await self._page(at, after)
            acts = [act for each in found if (act := self._due(each, at)) is not None]
            done += await self._through(acts)
            if len(found) < SOME:
                return done
            after = found[-1].place

    async def _page(self, at: datetime, after: Place | None) -> list[Ringing]:
        async with self._store.reading() as tx:
            return await store_of.ringing(tx, ms(at), SOME, after)

    def _due(self, each: Ringing, at: datetime) -> ByTime | None:
        """What time does now to a clock that rings; None when a reminder came too late and the alarm is to come."""
        clock = each.clock
        named = {"receipt": clock.receipt, "ministry": clock.ministry, "officer": HOUSE}
        key = f"clock:{clock.receipt}:{clock.ministry}:{clock.name}:{clock.due}:{ms(at)}"
        if clock.escalated:
            return Unopened(key=f"{key}:unopened", at=at, **named)
        if not clock.reminded and clock.due >= ms(at):
            return Reminded(key=f"{key}:reminded", at=at, clock=clock.name, **named)
        if self.clocks.alarm(clock) <= at:
            return Escalated(key=f"{key}:escalated", at=at, clock=clock.name, **named)
        return None

    async def _through(self, acts: Sequence[ByTime]) -> int:
        """Do these acts, in order; one that cannot be done now does not keep the others from it."""
        ruled = await asyncio.gather(*(self._inbox.act(act) for act in acts), return_exceptions=True)
        for each in ruled:
            if isinstance(each, StoreDown):
                log.error("an act of time was not kept: kind=%s", type(each).__name__)
            elif isinstance(each, BaseException):
                raise each
        return sum(isinstance(each, Ruling) and each.done for each in ruled)

    # ---- what is over -------------------------------------------------------------------------------

    async def _tidy(self, at: datetime) -> None:
        """Free what holders let lie, and forget what can't be undone any more."""
        async with self._store.transaction() as tx:
            for receipt, ministry in await store_of.lapse(tx, ms(at)):
                await audit.note(tx, ms(at), HOUSE, "lapsed", f"{receipt}:{ministry}")
            await undo.forget(tx, ms(at))


async def _ending(tx: Transaction, term: Term, at: datetime) -> ByTime | None:
    """The act that warns of a report's end, where it is due."""
    goes_on = await terms.unfinished(tx, term.receipt)
    there = [row for row in await referrals.referrals(tx, term.receipt) if row.state is not ReferralState.ERASED]
    if not there or not terms.is_to_be_warned(term, goes_on, ms(at)):
        return None
    key = terms.warning(term.receipt, terms.end_of(term, goes_on))
    return Ending(key=key, receipt=term.receipt, ministry=there[0].ministry, officer=HOUSE, at=at)
