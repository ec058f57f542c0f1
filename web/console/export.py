"""The filtered queue as a table: CSV while it is read, XLSX in one piece. Shapes only, unless answers are asked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from casework.permissions import DESK, EXPORT, Standing, allows, ever_allows, sees_masked
from dialogs.book import Book
from dialogs.case_states import ReferralRole, ReferralState
from dialogs.effects import File
from dialogs.form.display import numbered_title, worded
from dialogs.form.due import question_of
from dialogs.questions import State
from guidance.calendar import day_of
from locales.text import Raw, Text
from storage import audit, proposals, queues
from storage.audience import CaseReader
from storage.cases import load_case
from storage.officers import Officer
from storage.proposals import Wanted
from storage.queues import Place, QueueLine, QueueQuery
from storage.states import OfficerRole, ProposalState, ProposedAct
from storage.store import Store
from storage.timestamps import ms
from storage.versions import as_read
from web import texts
from web.console import queue_texts as said
from web.console import texts as desk_words
from web.console.answers import MASK
from web.console.context import ConsoleContext
from web.console.filters import read_query
from web.console.group_bell import GroupBell
from web.console.masks import masking_of
from web.console.ports import DeskWording
from web.console.queue import limit_of, to_queue
from web.console.queue_queries import MOST_ROWS, MOST_WITH_ANSWERS
from web.console.spreadsheet import BOM, csv_lines, xlsx
from web.pages import when
from web.refusals import PostRefused
from web.security import RequestRate

CHUNK = 200
EXPORTS_AN_HOUR = 20
MOST_ALONE = 100
"""Lines that one person takes out of the house without a second one."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

Say = Callable[[Text | Raw], str]
Rows = AsyncIterator[list[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Order:
    """What is exported, for whom, in whose language."""

    officer: Officer
    wanted: QueueQuery
    answers: bool
    language: str
    at: datetime


class DeskExport:
    """`POST /desk/export`."""

    def __init__(self, house: ConsoleContext, store: Store, wording: DeskWording, book: Book) -> None:
        self._house, self._store, self._wording, self._book = house, store, wording, book
        self._rate = RequestRate(EXPORTS_AN_HOUR, 3600)
        self._one = asyncio.Semaphore(1)
        self._bell = GroupBell(wording)

    def routes(self) -> list[Route]:
        return [
            Route("/desk/export", self.export, methods=["POST"]),
            Route("/desk/export", to_queue, methods=["GET"]),
        ]

    async def export(self, request: Request) -> Response:
        """The lines that the filter shows, as a file. It is noted, with answers in the history of each report too. A
        large one is proposed, and handed out when a second person agreed."""
        house = self._house
        officer = await house.at_desk(request)
        form = await house.form(request)
        if not ever_allows(officer.role, EXPORT, Standing(DESK)):
            raise HTTPException(404)
        asked = Wanted(query=form["query"][:300], format=form["format"], answers=form["answers"] == "1")
        if form["request"]:
            asked = await self._confirmed(officer, form["request"][:64], house.now())
        if asked.format not in TYPES:
            raise HTTPException(404)
        if not self._rate.allows(officer.id):
            raise PostRefused(429, texts.TOO_OFTEN)
        order = self._order(request, officer, asked)
        if not form["request"] and await self._is_large(order):
            async with self._store.transaction() as tx:
                head = (ProposedAct.EXPORT, officer.ministry, "", officer.id, ms(order.at))
                await self._bell.ring(tx, officer.ministry, await proposals.propose(tx, *head, asked), ms(order.at))
            return RedirectResponse("/desk/requests", 303)
        return await self._file(order, asked.format)

    def _order(self, request: Request, officer: Officer, asked: Wanted) -> Order:
        at = self._house.now()
        wanted = _exportable(read_query(asked.query).wanted(officer, at), officer.role)
        return Order(officer, wanted, asked.answers, self._house.language(request, officer), at)

    async def _is_large(self, order: Order) -> bool:
        """Whether a second person of the body has to agree: words of owners, or more lines than one works on."""
        if self._house.settings.alone or self._house.settings.demo:
            return False
        return order.answers or len(await self._lines(order.wanted, None, MOST_ALONE + 1)) > MOST_ALONE

    async def _confirmed(self, officer: Officer, proposal: str, at: datetime) -> Wanted:
        """What was proposed, by this officer and for once. Raises PostRefused."""
        async with self._store.transaction() as tx:
            found = await proposals.find(tx, proposal)
            if found is not None and found.act is ProposedAct.EXPORT and found.by == officer.id and found.ready(ms(at)):
                asked = await proposals.wanted_of(tx, found)
                if await proposals.answer(tx, found, ProposalState.DONE, officer.id, ms(at)):
                    return asked
        raise PostRefused(403, desk_words.NOT_ANSWERED)

    async def _file(self, order: Order, kind: str) -> Response:
        await self._note(order, kind)
        headers = {"Content-Disposition": f'attachment; filename="{_name(order, kind)}"'}
        pieces = self._csv(order) if kind == "csv" else self._xlsx(order)
        return StreamingResponse(pieces, media_type=TYPES[kind], headers=headers)

    async def _note(self, order: Order, kind: str) -> None:
        subject = f"desk:{order.officer.ministry}:{kind}{':answers' if order.answers else ''}"
        async with self._store.transaction() as tx:
            await audit.note(tx, ms(order.at), order.officer.id, "exported", subject)

    async def _csv(self, order: Order) -> AsyncIterator[str]:
        yield BOM
        async for rows in self._rows(order):
            yield csv_lines(rows)

    async def _xlsx(self, order: Order) -> AsyncIterator[bytes]:
        """No more than one at a time: a whole workbook is in memory while it is made."""
        async with self._one:
            rows = [row async for some in self._rows(order) for row in some]
            yield await asyncio.to_thread(xlsx, rows, "reports")

    # ---- rows ---------------------------------------------------------------------------------------

    async def _rows(self, order: Order) -> Rows:
        """The heading, then the lines some at a time, in the order of the queue."""
        say = self._house.pages.sayer(order.language)
        names = await self._house.shelf.queues.names(order.officer.ministry)
        yield [[say(each) for each in (*_HEAD, *((desk_words.ANSWERS,) if order.answers else ()))]]
        place: Place | None = None
        left = MOST_WITH_ANSWERS if order.answers else MOST_ROWS
        while left > 0:
            lines = await self._lines(order.wanted, place, min(left, CHUNK))
            if not lines:
                return
            said_in: Mapping[str, str] = await self._answers(order, lines) if order.answers else {}
            yield [self._row(line, names, order, say, said_in) for line in lines]
            place, left = lines[-1].place, left - len(lines)

    async def _lines(self, wanted: QueueQuery, after: Place | None, limit: int) -> list[QueueLine]:
        async with self._store.reading() as tx:
            return await queues.lines(tx, wanted, after, limit)

    def _row(
        self, line: QueueLine, names: Mapping[str, str], order: Order, say: Say, said_in: Mapping[str, str]
    ) -> list[str]:
        viewing, language = self._house.viewing, order.language
        _mood, left, day = limit_of(line, order.at)
        row = [
            line.receipt, say(desk_words.STATES[line.state]),
            say(desk_words.URGENT) if line.urgent else "", day, say(left), names.get(line.holder, ""),
            say(desk_words.LEADS if line.role is ReferralRole.LEAD else desk_words.WORKS_ALONG),
            viewing.body(line.lead, language), viewing.tongue(line.language, language),
            when(line.created), when(line.changed),
        ]  # fmt: skip
        return [*row, said_in.get(line.receipt, "")] if order.answers else row

    async def _answers(self, order: Order, lines: Sequence[QueueLine]) -> dict[str, str]:
        """What the owners reported, each noted in the history of its report."""
        found = {}
        async with self._store.transaction() as tx:
            for line in lines:
                case = await load_case(tx, line.receipt)
                if case is not None and case.file is not None and case.key is not None:
                    subject = f"{line.receipt}:{line.ministry}"
                    await audit.note(tx, ms(order.at), order.officer.id, "exported", subject)
                    file = await as_read(tx, case.file, case.key, CaseReader(line.ministry))
                    found[line.receipt] = self._said(file, order.language, sees_masked(order.officer))
        return found

    def _said(self, file: File, language: str, masked: bool) -> str:
        answers = [(key, each) for key, each in file.answers.items() if each.state is not State.SKIPPED]
        lines, mask = [], masking_of(file, self._book)
        for key, answer in answers:
            if key.partition("#")[0] in self._book.by_id:
                title = self._wording.say(numbered_title(key, self._book), language)
                hidden = masked and question_of(key, self._book).private
                value = MASK if hidden else self._wording.word(worded(answer, key, self._book), language)
                lines.append(f"{title}: {mask.words(value) if masked else value}")
        return "\n".join(lines)


_HEAD = (
    desk_words.RECEIPT, desk_words.STATE, desk_words.URGENT, desk_words.NEXT_DUE, said.LEFT, desk_words.HOLDER,
    desk_words.ROLE, said.LEAD_BODY, said.LANGUAGE, desk_words.WAITING_SINCE, desk_words.CHANGED,
)  # fmt: skip


def _exportable(wanted: QueueQuery, role: OfficerRole) -> QueueQuery:
    """Without the states in which the role may not take a case out of the house."""
    may = [state for state in ReferralState if allows(role, EXPORT, Standing(DESK), state)]
    return replace(wanted, states=tuple(state for state in wanted.states or may if state in may))


def _name(order: Order, kind: str) -> str:
    return f"reports-{order.officer.ministry}-{day_of(order.at).isoformat()}.{kind}"
