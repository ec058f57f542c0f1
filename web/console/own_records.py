"""`/desk/records`: what the own body did with reports that were destroyed, for its officers alone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casework.permissions import RECORDS
from dialogs.book import Book
from dialogs.case_states import ReferralState
from locales.text import Raw, Text
from storage.desk_records import ENDED, DeskRecord, KeptLine
from web.console import texts as desk_words
from web.console.context import ConsoleContext
from web.console.own_record_queries import OwnRecordQueries
from web.downloads import download

_KEY = re.compile(r"[0-9a-f]{32}", re.ASCII)
_DAY_ONE = datetime(1970, 1, 1, tzinfo=UTC)


class DeskOwnRecords:
    """The list, one record, and the files that went with its letters."""

    def __init__(self, house: ConsoleContext, shelf: OwnRecordQueries, book: Book) -> None:
        self._house, self._shelf, self._book = house, shelf, book

    def routes(self) -> list[Route]:
        return [
            Route("/desk/records", self.list, methods=["GET"]),
            Route("/desk/records/{key}", self.show, methods=["GET"]),
            Route("/desk/records/{key}/{n:int}", self.file, methods=["GET"]),
        ]

    async def list(self, request: Request) -> Response:
        """The records of the own body, the latest first."""
        house, asked = self._house, request.query_params.get("page", "")
        officer = await house.must(request, RECORDS)
        number = int(asked) if asked.isdecimal() and len(asked) < 5 else 0
        found = await self._shelf.page(officer, number, house.now())
        return house.page(request, "desk_records.html", officer, found=found, number=number, day=_day, stood=_stood)

    async def show(self, request: Request) -> Response:
        """One record, whole. Raises HTTPException 404 for any other body's."""
        house, key = self._house, request.path_params["key"]
        officer = await house.must(request, RECORDS)
        found = await self._shelf.one(officer, key, house.now()) if _KEY.fullmatch(key) else None
        if found is None:
            raise HTTPException(404)
        return house.page(
            request, "desk_record.html", officer, record=found.record, names=found.names, day=_day, stood=_stood,
            what=self._what, prepared=self._prepared, set_of=self._set,
        )  # fmt: skip

    async def file(self, request: Request) -> Response:
        """A file, to be saved."""
        house, asked = self._house, request.path_params
        officer = await house.must(request, RECORDS)
        there = bool(_KEY.fullmatch(asked["key"])) and asked["n"] < 10**6
        found = await self._shelf.file(officer, asked["key"], asked["n"], house.now()) if there else None
        if found is None:
            raise HTTPException(404)
        line, content = found
        return download(line.files[0], content)

    def _what(self, line: KeptLine) -> Text | Raw | None:
        """The outcome, reason or stance of a line, or the body that it names."""
        if line.to in self._book.knowledge.ministries:
            return self._book.knowledge.ministries[line.to].name
        known = _WHAT.get(line.what) if line.kind != ENDED else None
        return known or self._label(line.what)

    def _label(self, id: str) -> Text | None:
        return self._book.knowledge.replies[id].label if id in self._book.knowledge.replies else None

    def _prepared(self, line: KeptLine) -> Text | None:
        reply = self._book.knowledge.replies.get(line.prepared)
        return reply.says if reply else None

    def _set(self, line: KeptLine) -> Text | None:
        asked = self._book.knowledge.question_sets.get(line.questions)
        return asked.title if asked else None


_WHAT: Mapping[str, Text] = {**desk_words.STANCES, **desk_words.HAND_REASONS, **desk_words.OUTCOMES}


def _day(number: int) -> datetime:
    """The day of a number of days since 1970."""
    return _DAY_ONE + timedelta(days=number)


def _stood(record: DeskRecord) -> Text:
    """How the report stood at the body when it was destroyed."""
    state = record.lines[-1].what
    return desk_words.STATES[ReferralState(state) if state in tuple(ReferralState) else ReferralState.ERASED]
