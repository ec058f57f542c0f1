"""What carrying out effects needs, and what all of them do: telling desks, saying something to the owner."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.inbox.batch import Batch, Work
from bot.inbox.ports import LetterWording, Notices
from bot.outbox.letter import pack
from casework.clocks import Clocks, clocks_of
from casework.results import Told
from dialogs.book import Book
from dialogs.questions import Answer
from dialogs.replies import Reply
from guidance.calendar import day_of
from locales.text import Day
from storage import cases, groups, referrals, terms
from storage import clocks as running_clocks
from storage.cases import Case
from storage.conflicts import keeps_from_group, sits_in_group
from storage.outbox import Leaving
from storage.referrals import Referral
from storage.timestamps import moment, ms
from storage.transaction import Transaction
from storage.vault import Key

Named = Callable[[Mapping[str, Answer]], Iterable[tuple[str, str]]]
"""Which answers name a counterpart or a number that reports may be found by: (kind, name)."""


def no_names(answers: Mapping[str, Answer]) -> Iterable[tuple[str, str]]:
    return ()


class NotReferred(Exception):
    """What was for one desk, or (`ministry` empty) for a report, cannot be kept: it is not there, or no more."""

    def __init__(self, receipt: str, ministry: str) -> None:
        super().__init__(ministry)
        self.receipt, self.ministry = receipt, ministry


@dataclass(frozen=True, slots=True)
class Effects:
    """What effects are carried out with (`bot/inbox/effects/apply.py`), in the transaction of their step. `closed`: no
    report is taken, whoever sits at the desks, since the operator has not said who answers for the data."""

    book: Book
    wording: LetterWording
    notices: Notices
    named: Named = field(default=no_names)
    closed: bool = False

    @property
    def clocks(self) -> Clocks:
        """The time limits of all desks."""
        return clocks_of(self.book.knowledge.desk_clocks)

    async def ring(self, tx: Transaction, work: Work, key: Key, receipt: str, ministry: str, kind: str) -> None:
        """Let a desk hear of a case, in its language, if it has a group that may know; the console shows it anyway.

        A desk that has no referral of the case gets no topic for it: only that it is there. Whether the group may know
        makes no difference to the work, so that an owner who waits for an answer cannot tell it by the time.
        """
        desk = await groups.desk(tx, ministry)
        if not desk.chat:
            return
        kept = await keeps_from_group(tx, receipt, ministry)
        rows = await referrals.referrals(tx, receipt)
        own = next((row for row in rows if row.ministry == ministry), None)
        due = await _due(tx, own, kind, ms(work.at)) if own is not None and own.open else None
        reply = self.notices.notice(kind, receipt, any(row.urgent for row in rows), due)
        for n, letter in enumerate(self.wording.letters(reply, desk.language, 0)):
            entry = f"{work.name}:{ministry}:{len(work.letters)}:{n}"
            sealed = key.seal(f"outgoing:{entry}", pack(letter))
            row = Leaving(entry, "desk", desk.chat, key.id, sealed, receipt if own else "", ministry)
            if not kept:
                work.to_desk(row, letter)

    async def tell_desk(self, batch: Batch, work: Work, told: Told) -> None:
        """Tell a desk that something is there for it on a case."""
        if told.about and await keeps_from_group(batch.tx, told.about, told.ministry):
            return
        if told.lead:
            await self._ring_lead(batch.tx, work, told)
            return
        case = await cases.case_row(batch.tx, told.receipt)
        if case is not None and (key := await cases.key_of(batch.tx, case)) is not None:
            await self.ring(batch.tx, work, key, told.receipt, told.ministry, told.kind)

    async def _ring_lead(self, tx: Transaction, work: Work, told: Told) -> None:
        """Let the group of a desk hear that its lead is to look at the console: no code, nothing of a case."""
        desk = await groups.desk(tx, told.ministry)
        if not desk.chat or await sits_in_group(tx, told.receipt, told.ministry):
            return
        key = await tx.house_key()
        for n, letter in enumerate(self.wording.letters(self.notices.lead_notice(told.kind), desk.language, 0)):
            entry = f"{work.name}:{told.ministry}:{len(work.letters)}:{n}"
            sealed = key.seal(f"outgoing:{entry}", pack(letter))
            work.to_desk(Leaving(entry, "desk", desk.chat, key.id, sealed, "", told.ministry), letter)

    async def own(self, tx: Transaction, work: Work, receipt: str) -> Case | None:
        """The case, if it is this chat's and still there."""
        case = await cases.load_case(tx, receipt)
        mine = tx.vault.handle(work.kept.session.chat)
        return case if case and case.chat == mine and case.file else None

    def today(self, at: datetime) -> date:
        """The Korean day of a moment: what is weighed is weighed on it."""
        return day_of(at)

    def say(self, work: Work, reply: Reply) -> None:
        """Put a reply into the owner's words, at the end of what is being said."""
        session = work.kept.session
        work.to_owner(self.wording.letters(reply, session.language, session.turn, work.origin))


async def _due(tx: Transaction, row: Referral, kind: str, at: int) -> Day | None:
    """The Korean day that matters now: of the time limit that ran out last, or of the end, where that is told, else of
    the next limit."""
    if kind == "ending":
        term = await terms.of(tx, row.receipt)
        return Day.of(day_of(moment(term.named))) if term is not None else None
    clocks = await running_clocks.of(tx, row.receipt, row.ministry)
    running = [each.due for each in clocks if not (each.met or each.paused)]
    over, ahead = [due for due in running if due < at], [due for due in running if due >= at]
    due = max(over, default=0) if kind == "overdue" else min(ahead, default=0)
    return Day.of(day_of(moment(due))) if due else None
