"""What a step wants done: reports filed, added to, taken back, erased; a status told; something counted."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from bot.documents.files import COPY, copy_name, copy_ref
from bot.inbox.batch import Batch, Work, renew
from bot.inbox.effects import archive, referrals
from bot.inbox.ports import LetterWording, Notices
from bot.outbox.letter import Letter, Part, pack
from casework import clock_updates
from casework.clocks import Clocks, clocks_of
from casework.results import Told
from dialogs.book import Book
from dialogs.effects import Amend, Copy, Effect, File, Forget, Note, Rate, Recall, Refer, Tell, Withdraw
from dialogs.faq.index import redact
from dialogs.guide.checklist import is_complete
from dialogs.questions import Answer
from dialogs.replies import Reply
from guidance.calendar import day_of
from storage import audit, cases, files, groups, messages
from storage import referrals as storage_referrals
from storage.cases import Case
from storage.code_guesses import may_guess, wrong_guess
from storage.conflicts import keeps_from_group
from storage.outbox import Leaving
from storage.ratings import rate
from storage.timestamps import ms
from storage.transaction import Transaction
from storage.unanswered import note_judgement, note_question
from storage.vault import Key

Named = Callable[[Mapping[str, Answer]], Iterable[tuple[str, str]]]
"""Which answers name a counterpart or a number that reports may be found by: (kind, name)."""


def no_names(answers: Mapping[str, Answer]) -> Iterable[tuple[str, str]]:
    return ()


@dataclass(frozen=True, slots=True)
class Effects:
    """Carries effects out in the transaction of their step."""

    book: Book
    wording: LetterWording
    telling: Notices
    named: Named = field(default=no_names)

    @property
    def clocks(self) -> Clocks:
        """The time limits of all desks."""
        return clocks_of(self.book.knowledge.desk_clocks)

    async def apply(self, batch: Batch, work: Work, effect: Effect) -> None:
        match effect:
            case File():
                await self._file(batch, work, effect)
            case Amend():
                await self._amend(batch, work, effect)
            case Withdraw():
                await self._withdraw(batch, work, effect)
            case Forget():
                await self._forget(batch, work, effect)
            case Tell():
                await self._tell(batch, work, effect)
            case Copy():
                await self._copy(batch, work, effect)
            case Recall():
                await referrals.recall(self, batch, work, effect)
            case Refer():
                await referrals.refer(self, batch, work, effect)
            case Rate():
                await self._rate(batch, work, effect)
            case Note():
                await self._note(batch, work, effect)

    async def _file(self, batch: Batch, work: Work, file: File) -> None:
        """The draft's key becomes the case's; the conversation goes on under a new one, with a new code reserved."""
        tx, key, at = batch.tx, work.kept.key, ms(work.at)
        await cases.store_case(tx, file, work.kept.session.chat, key, at, self.named(file.answers))
        await clock_updates.start(tx, self.clocks, file, file.ministries, at)
        await audit.note(tx, at, "owner", "filed", file.receipt)
        work.kept = renew(tx.vault, work.kept, work.at, forget=False)
        for ministry in file.ministries:
            await self.notify(tx, work, key, file.receipt, ministry, self.telling.notice(file, ministry, self.book))

    async def notify(self, tx: Transaction, work: Work, key: Key, receipt: str, ministry: str, reply: Reply) -> None:
        """Tell a desk, in its language, if it has a group that may know; the console shows the case anyway."""
        desk = await groups.desk(tx, ministry)
        if not desk.chat or await keeps_from_group(tx, receipt, ministry):
            return
        for n, letter in enumerate(self.wording.letters(reply, desk.language, 0)):
            entry = f"{work.name}:{ministry}:{len(work.letters)}:{n}"
            sealed = key.seal(f"outgoing:{entry}", pack(letter))
            work.to_desk(Leaving(entry, "desk", desk.chat, key.id, sealed, receipt, ministry), letter)

    async def tell_desk(self, batch: Batch, work: Work, told: Told) -> None:
        """Tell a desk that something is there for it on a case; the words stay on the console."""
        case = await cases.load_case(batch.tx, told.receipt)
        if case is not None and case.key is not None:
            reply = self.telling.told(told.kind, told.receipt, told.about)
            # A desk that has no referral of the case gets no topic for it and no buttons: only that it is there.
            if told.about and await keeps_from_group(batch.tx, told.about, told.ministry):
                return
            has_it = await storage_referrals.referral(batch.tx, told.receipt, told.ministry) is not None
            if has_it or not await keeps_from_group(batch.tx, told.receipt, told.ministry):
                await self.notify(batch.tx, work, case.key, told.receipt if has_it else "", told.ministry, reply)

    async def own(self, tx: Transaction, work: Work, receipt: str) -> Case | None:
        """The case, if it is this chat's and still there."""
        case = await cases.load_case(tx, receipt)
        return case if case and case.chat == work.kept.session.chat and case.file else None

    async def _amend(self, batch: Batch, work: Work, change: Amend) -> None:
        tx, at = batch.tx, ms(work.at)
        case = await self.own(tx, work, change.receipt)
        if case is None or case.key is None:
            return
        if not change.closes:
            await cases.amend(tx, case, change, at, self.named(change.answers))
        if change.said:
            said = Answer(change.said, language=change.language)
            named = {"direction": "in", "kind": "added"}
            await messages.say(tx, case.key, case.receipt, work.name, at, said, **named)
        await audit.note(tx, at, "owner", "ticked" if change.only_ticks else "amended", case.receipt)
        if change.quiet or (case.file and change.only_ticks and not is_complete(case.file, change.ticked or ())):
            return  # the console shows every tick; a group is only told when nothing is missing any more
        if case.file and change.answers and not change.closes:
            await referrals.weigh_anew(self, batch, work, case.file)
        for row in await storage_referrals.referrals(tx, case.receipt):
            if row.state == "asked" and not change.only_ticks:
                await clock_updates.owner_answered(tx, self.clocks, row, at)
            if row.open:
                reply = self.telling.added(change, row.ministry, self.book)
                await self.notify(tx, work, case.key, case.receipt, row.ministry, reply)

    async def _withdraw(self, batch: Batch, work: Work, effect: Withdraw) -> None:
        tx, at = batch.tx, ms(work.at)
        case = await self.own(tx, work, effect.receipt)
        if case is None or case.key is None:
            return
        left = await cases.withdraw(tx, case.receipt, effect.ministries, at)
        await audit.note(tx, at, "owner", "withdrew", case.receipt)
        for ministry in left:
            reply = self.telling.withdrawn(case.receipt, ministry, self.book)
            await self.notify(tx, work, case.key, case.receipt, ministry, reply)

    async def _forget(self, batch: Batch, work: Work, effect: Forget) -> None:
        """Erase the draft, or a report of this chat. The desks are told that it is gone, under the house key."""
        tx, at = batch.tx, ms(work.at)
        if not effect.receipt:
            await files.drop_drafts(tx, work.kept.session.chat)
            work.kept = renew(tx.vault, work.kept, work.at, forget=True)
            return
        case = await self.own(tx, work, effect.receipt)
        if case is None:
            return
        rows = await storage_referrals.referrals(tx, case.receipt)
        shut = {row.ministry for row in rows if await keeps_from_group(tx, case.receipt, row.ministry)}
        left = await cases.erase(tx, case.receipt, at)
        line = await audit.note(tx, at, "owner", "erased", case.receipt)
        self.say(work, self.telling.proof(case.receipt, work.at, line))
        house = await tx.house_key()
        for ministry in (each for each in left if each not in shut):
            reply = self.telling.withdrawn(case.receipt, ministry, self.book)
            await self.notify(tx, work, house, case.receipt, ministry, reply)

    async def _tell(self, batch: Batch, work: Work, effect: Tell) -> None:
        tx, chat = batch.tx, work.kept.session.chat
        own = effect.own and effect.receipt in work.kept.session.care.filed
        if not own and not await may_guess(tx, chat, work.at):
            self.say(work, self.telling.too_often())
            return
        status = await cases.status(tx, effect.receipt)
        if not status.found:
            await wrong_guess(tx, chat, work.at)
        self.say(work, self.telling.status_reply(status, own, self.book))

    async def _copy(self, batch: Batch, work: Work, effect: Copy) -> None:
        """Promise the owner's copy: it is made when the letter is sent, since making it would hold everybody up."""
        session = work.kept.session
        case = await self.own(batch.tx, work, effect.receipt)
        if case is None:
            return
        await audit.note(batch.tx, ms(work.at), "owner", "copied", case.receipt)
        if effect.whole:
            await archive.hand_over(self, batch.tx, work, case)
            return
        part = Part("file", ref=copy_ref(case.receipt, session.language), source=COPY, name=copy_name(case.receipt))
        work.to_owner([Letter(session.language, (part,), turn=session.turn, protect=True)])

    async def _rate(self, batch: Batch, work: Work, effect: Rate) -> None:
        case = await self.own(batch.tx, work, effect.receipt)
        if case is not None:
            await rate(batch.tx, case.receipt, effect.outcome, effect.satisfaction, ms(work.at))
            await audit.note(batch.tx, ms(work.at), "owner", "rated", case.receipt)

    def today(self, at: datetime) -> date:
        """The Korean day of a moment: what is weighed is weighed on it."""
        return day_of(at)

    async def _note(self, batch: Batch, work: Work, note: Note) -> None:
        """For the editors: a question, without what may point at somebody, or that an answer was right or wrong."""
        if note.kind == "unanswered":
            await note_question(batch.tx, redact(note.text), note.language, ms(work.at))
        elif note.text in self.book.knowledge.entries:
            await note_judgement(batch.tx, note.kind, note.text, note.language)

    def say(self, work: Work, reply: Reply) -> None:
        """Put a reply into the owner's words, at the end of what is being said."""
        session = work.kept.session
        work.to_owner(self.wording.letters(reply, session.language, session.turn, work.origin))
