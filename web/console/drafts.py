"""Drafts of what an officer writes on a case: kept while typing by a script, or by a button, and discarded."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from casework import answer_drafts
from casework.answer_drafts import AnswerDraft
from storage.officers import Officer
from storage.store import Store
from storage.timestamps import ms
from web import texts
from web.console import texts as desk_words
from web.console.context import ConsoleContext
from web.console.uploads import MOST_REQUEST
from web.forms import PLAIN, SubmittedForm
from web.pages import when
from web.refusals import PostRefused
from web.security import RequestRate

SAVES_A_MINUTE = 60
"""How often one officer's drafts are kept: a script waits until one pauses."""


class AnswerDrafts:
    """What officers have begun to write, in the store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def keep(self, officer: Officer, receipt: str, typed: Mapping[str, str], at: datetime) -> str:
        """Keep a form as far as it is filled; why not, or empty."""
        async with self._store.transaction() as tx:
            return await answer_drafts.keep(tx, officer, receipt, typed, ms(at))

    async def drop(self, officer: Officer, receipt: str, typed: Mapping[str, str]) -> None:
        """What was begun in this form was sent, or is discarded."""
        async with self._store.transaction() as tx:
            await answer_drafts.drop(tx, officer, receipt, typed)

    async def kept(self, officer: Officer, receipt: str) -> Sequence[AnswerDraft]:
        """What this officer, and nobody else, has begun to write on a case."""
        async with self._store.reading() as tx:
            return await answer_drafts.kept(tx, officer, receipt)


class DeskDrafts:
    """`/desk/case/…/draft`."""

    def __init__(self, house: ConsoleContext, drafts: AnswerDrafts) -> None:
        self._house = house
        self._drafts = drafts
        self._saves = RequestRate(SAVES_A_MINUTE, 60)
        self._large = asyncio.Semaphore(1)

    def routes(self) -> list[Route]:
        return [
            Route("/desk/case/{receipt}/draft", self.keep, methods=["POST"]),
            Route("/desk/case/{receipt}/draft", self.back, methods=["GET"]),
        ]

    async def back(self, request: Request) -> Response:
        """The address of the button, typed or gone back to."""
        return RedirectResponse(f"/desk/case/{request.path_params['receipt']}", 303)

    async def keep(self, request: Request) -> Response:
        """Keep what is typed, or discard it. A script is answered with a sentence, a button with the case's page."""
        house, receipt = self._house, request.path_params["receipt"]
        officer = await house.at_desk(request)
        form = await self._form(request)
        if not self._saves.allows(officer.id):
            raise PostRefused(429, texts.TOO_OFTEN)
        if not await house.shelf.cases.on_desk(officer, receipt):
            raise HTTPException(404)
        why = await self._done(officer, receipt, form)
        if "text/plain" not in request.headers.get("accept", ""):
            told = why or ("dropped" if form["do"] == "drop" else "drafted")
            return RedirectResponse(f"/desk/case/{receipt}?ruling={told}#top", 303)
        return self._told(request, officer, why)

    async def _form(self, request: Request) -> SubmittedForm:
        """Files beside the words are read past, and not kept."""
        if not request.headers.get("content-type", "").startswith("multipart/"):
            return await self._house.form(request, PLAIN)
        async with self._large:
            return await self._house.form(request, MOST_REQUEST)

    async def _done(self, officer: Officer, receipt: str, form: SubmittedForm) -> str:
        if form["do"] != "drop":
            return await self._drafts.keep(officer, receipt, form.fields, self._house.now())
        await self._drafts.drop(officer, receipt, form.fields)
        return ""

    def _told(self, request: Request, officer: Officer, why: str) -> Response:
        say = self._house.pages.sayer(self._house.language(request, officer))
        if why:
            return PlainTextResponse(say(desk_words.RULINGS[why]), 409)
        return PlainTextResponse(say(desk_words.DRAFT_KEPT, at=when(self._house.now())[-5:]))
