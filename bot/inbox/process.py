"""One item of a batch: an event of a person, or an act of a desk, taken through the pure step and its effects.

A step that fails takes nothing with it: its session stays as it was, what its effects wrote is rolled back to the
savepoint, and the person is told in a calm sentence. The log names the kind of error, never what was said.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from bot.inbox.batch import Batch, Work, guess_language
from bot.inbox.effects.apply import apply
from bot.inbox.effects.context import Effects, NotReferred
from bot.inbox.effects.referrals import settle_term
from bot.inbox.ports import Stepping
from bot.inbox.uploads import Judged, judge
from casework.acts import Act, Closed, Declined, Ruling
from casework.decisions import admitted, carry_out
from casework.results import Ruled
from dialogs.book import Book
from dialogs.effects import Step
from dialogs.events import Arrival, Event, Heard, Sent
from dialogs.replies import Reply
from storage import audit, cases, desk_records
from storage.cases import CaseRow
from storage.desk_records import FILE, RecordLine
from storage.files import store_file
from storage.reach import staffed
from storage.refused_attempts import RefusedAttempt, attempted, note_refused
from storage.timestamps import ms
from storage.transaction import Conflict

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an arrival. `again`: it was dealt with before; `failed`: the person was told that it failed.

    `turn` and `language` are the session's now.
    """

    again: bool = False
    failed: bool = False
    turn: int = 0
    language: str = ""


@dataclass(slots=True, eq=False)
class Arrived:
    """An event that waits for its commit."""

    arrival: Arrival
    event: Event
    contents: Mapping[str, bytes]
    done: asyncio.Future[Outcome]
    result: Outcome = field(default_factory=Outcome)

    @property
    def key(self) -> str:
        return self.arrival.key

    @property
    def at(self) -> datetime:
        return self.arrival.at


@dataclass(slots=True, eq=False)
class Acted:
    """An act that waits for its commit."""

    act: Act
    done: asyncio.Future[Ruling]
    contents: Mapping[str, bytes] = field(default_factory=dict)
    result: Ruling = field(default_factory=Ruling)

    @property
    def key(self) -> str:
        return f"act:{self.act.key}"

    @property
    def at(self) -> datetime:
        return self.act.at


Item = Arrived | Acted


class Processor:
    """Takes items through `step`."""

    def __init__(self, step: Stepping, effects: Effects) -> None:
        self._step = step
        self.effects = effects

    async def deal(self, batch: Batch, item: Item, fresh: bool) -> None:
        """Work on an item and leave its `result`; nothing is raised for a step that fails."""
        match item:
            case Arrived():
                item.result = await self._arrived(batch, item) if fresh else self._before(batch, item)
            case Acted() if fresh:
                item.result = await self._acted(batch, item)
            case Acted():
                item.result = Ruling(why="again")

    def _before(self, batch: Batch, item: Arrived) -> Outcome:
        kept = batch.known(item.arrival.chat)
        return Outcome(True, False, kept.session.turn, kept.session.language) if kept else Outcome(True)

    async def _arrived(self, batch: Batch, item: Arrived) -> Outcome:
        arrival = item.arrival
        work = self._work(batch, arrival)
        try:
            await self._walk(batch, work, item.event, item.contents)
        except NotReferred as refused:
            return await self._refuse(batch, item, refused)
        except Exception as error:
            if _is_database(error):
                raise
            log.error("a step failed: kind=%s event=%s", type(error).__name__, type(item.event).__name__)
            return self.fail(batch, item)
        batch.settle(work)
        return Outcome(turn=work.kept.session.turn, language=work.kept.session.language)

    def _work(self, batch: Batch, arrival: Arrival) -> Work:
        kept = batch.session(arrival.chat, arrival.at, guess_language(arrival.hint))
        return Work(kept, arrival.at, arrival.key, arrival.origin)

    async def _refuse(self, batch: Batch, item: Arrived, refused: NotReferred) -> Outcome:
        """Nothing of the step is kept, the person is told why, and the attempt is noted."""
        work, subject = self._work(batch, item.arrival), attempted(refused.receipt, refused.ministry)
        counted = batch.tx.vault.handle(item.arrival.chat)
        await note_refused(batch.tx, ms(item.at), audit.OWNER, RefusedAttempt.ANSWER, subject, counted=counted)
        self.effects.say(work, self.effects.notices.not_there(refused.ministry, refused.receipt, self.effects.book))
        batch.settle(work)
        return Outcome(False, True, work.kept.session.turn, work.kept.session.language)

    def fail(self, batch: Batch, item: Arrived) -> Outcome:
        """Tell the person that it failed; the session stays where it was."""
        work = self._work(batch, item.arrival)
        self.effects.say(work, self.effects.notices.oops())
        batch.settle(work)
        return Outcome(False, True, work.kept.session.turn, work.kept.session.language)

    async def _walk(self, batch: Batch, work: Work, event: Event, contents: Mapping[str, bytes]) -> None:
        chat, judged = work.kept.session.chat, Judged(event, contents)
        if isinstance(event, Sent):
            judged = await judge(batch.tx, chat, event, contents)
        step = self._step(work.kept.session, judged.event, await self._book(batch))
        step = replace(step, replies=(*judged.replies, *step.replies))
        if step.effects or judged.contents:
            async with batch.tx.line.begin_nested():
                await self._store(batch, work, judged)
                await self._carry_out(batch, work, step)
        else:
            work.kept.session = step.session
            self._say(work, step.replies)

    async def _book(self, batch: Batch) -> Book:
        """What is known, and the desks that a report can be sent to in this very transaction."""
        if self.effects.closed:
            return replace(self.effects.book, staffed=frozenset())
        if batch.tx.trial:
            return self.effects.book
        if batch.staffed is None:
            batch.staffed = await staffed(batch.tx, ms(batch.at))
        return replace(self.effects.book, staffed=batch.staffed)

    async def _carry_out(self, batch: Batch, work: Work, step: Step) -> None:
        work.kept.session = step.session
        said = list(work.own)
        for effect in step.effects:
            await apply(self.effects, batch, work, effect)
        # What effects say (a status, a copy) stands before the open question, which stays the last word.
        more, work.own = work.own[len(said) :], said
        ends = step.replies and step.replies[-1].kind == "question"
        self._say(work, step.replies[:-1] if ends else step.replies)
        work.to_owner(more)
        self._say(work, step.replies[-1:] if ends else ())

    def _say(self, work: Work, replies: tuple[Reply, ...]) -> None:
        for reply in replies:
            self.effects.say(work, reply)

    async def _store(self, batch: Batch, work: Work, judged: Judged) -> None:
        if not isinstance(judged.event, Sent):
            return
        for ref in judged.event.files:
            if ref.id in judged.contents:
                chat, key = work.kept.session.chat, work.kept.key
                await store_file(batch.tx, chat, key, ref, judged.contents[ref.id], ms(work.at))

    async def _acted(self, batch: Batch, item: Acted) -> Ruling:
        """Everything of an act or nothing: what it changed goes back when its owner's step fails. What is refused has
        changed nothing, and needs no way back."""
        row = await admitted(batch.tx, item.act)
        if isinstance(row, Ruling):
            return row
        async with batch.tx.line.begin_nested():
            ruled = await carry_out(batch.tx, item.act, row, self.effects.clocks)
            if isinstance(item.act, Closed | Declined) and ruled.ruling.done:
                await settle_term(batch.tx, item.act.receipt)
            if ruled.case is not None and (ruled.hear or ruled.told):
                await self._tell(batch, item, ruled.case, ruled)
        return ruled.ruling

    async def _tell(self, batch: Batch, item: Acted, case: CaseRow, ruled: Ruled) -> None:
        await batch.load([case.chat])
        chat = case.chat if batch.known(case.chat) else await cases.address(batch.tx, case)
        kept = batch.session(chat, item.at, case.language, (case.receipt,))
        work = Work(kept, item.at, item.key, receipt=case.receipt)
        for told in ruled.told:
            await self.effects.tell_desk(batch, work, told)
        if ruled.hear is not None:
            await self._keep_files(batch, item, case, ruled.hear)
            await self._walk(batch, work, ruled.hear, {})
        batch.settle(work)

    async def _keep_files(self, batch: Batch, item: Acted, case: CaseRow, heard: Heard) -> None:
        """An officer's files belong to the case, sealed with its key, and to the body's own record."""
        came = [ref for ref in heard.files if ref.id in item.contents]
        key = await cases.key_of(batch.tx, case) if came else None
        if key is None:
            return
        for ref in came:
            content, at = item.contents[ref.id], ms(item.at)
            await store_file(batch.tx, case.chat, key, ref, content, at, case.receipt, heard.ministry)
            sent = RecordLine(FILE, at, item.act.officer, files=(ref.name,), mime=ref.mime)
            await desk_records.add(batch.tx, case.receipt, heard.ministry, sent, content)


def _is_database(error: Exception) -> bool:
    """An error after which the transaction is void: the whole batch must go back."""
    return isinstance(error, SQLAlchemyError | Conflict | OSError)
