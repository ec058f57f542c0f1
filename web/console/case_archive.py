"""A case as one file: its copy to print, its data, every file its desk may read, and a list of hashes."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from bot.documents.file_names import numbered
from bot.documents.files import Found
from bot.documents.zip_stream import Entry, bundled
from casework.permissions import DESK, EXPORT, HOLDER, Standing, allows
from storage import audit, clocks
from storage.audience import CaseReader
from storage.clocks import RunningClock
from storage.codec import pack
from storage.messages import Spoken
from storage.officers import Officer
from storage.states import Direction
from storage.store import Store
from storage.timestamps import moment, ms
from storage.versions import Filed, Version
from web import texts
from web.console.case_queries import CaseRead
from web.console.context import ConsoleContext
from web.console.copies import DESK_LANGUAGE
from web.console.desk_notes import between
from web.downloads import Copying
from web.refusals import PostRefused
from web.security import RequestRate

BUNDLES_AN_HOUR = 60


class DeskArchives:
    """`GET /desk/case/…/zip`."""

    def __init__(self, house: ConsoleContext, store: Store, copies: Copying) -> None:
        self._house, self._store, self._copies = house, store, copies
        self._rate = RequestRate(BUNDLES_AN_HOUR, 3600)

    def routes(self) -> list[Route]:
        return [Route("/desk/case/{receipt}/zip", self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """Everything of a case that its desk may read. Handing it out is noted in the history of the case."""
        house = self._house
        officer = await house.at_desk(request)
        receipt = request.path_params["receipt"]
        seen = await house.shelf.cases.open(officer, receipt, house.now(), noted=False)
        if seen is None or seen.mine.state.gone or seen.whole.case.file is None:
            raise HTTPException(404)
        stands = Standing(HOLDER if seen.mine.holder == officer.id else DESK)
        if not allows(officer.role, EXPORT, stands, seen.mine.state):
            raise HTTPException(404)
        if not await house.shelf.cases.may_carry(officer, receipt, house.now()):
            return house.needs_reason(receipt)
        if not self._rate.allows(officer.id):
            raise PostRefused(429, texts.TOO_OFTEN)
        async with self._store.transaction() as tx:
            await audit.note(tx, ms(house.now()), officer.id, "exported", f"{receipt}:{officer.ministry}")
        headers = {"Content-Disposition": f'attachment; filename="{receipt}.zip"'}
        entries = self._entries(officer, seen)
        return StreamingResponse(bundled(entries, house.now()), media_type="application/zip", headers=headers)

    async def _entries(self, officer: Officer, seen: CaseRead) -> AsyncIterator[Entry]:
        receipt = seen.whole.case.receipt
        if paper := await self._paper(receipt, officer.ministry):
            yield paper[0], paper[2]
        yield f"{receipt}.json", await self._data(officer, seen)
        mine = [each for each in seen.files if each.desk in ("", officer.ministry)]
        names = numbered([each.ref.name for each in mine], "files")
        for each, name in zip(mine, names, strict=True):
            found = await self._house.shelf.cases.file(officer, receipt, each.ref.id, self._house.now())
            if found is not None:
                yield name, found.content

    async def _paper(self, receipt: str, ministry: str) -> Found | None:
        return await self._copies.copy(receipt, DESK_LANGUAGE, CaseReader(ministry))

    async def _data(self, officer: Officer, seen: CaseRead) -> bytes:
        async with self._store.reading() as tx:
            running = await clocks.of(tx, seen.whole.case.receipt, officer.ministry)
        return json.dumps(case_data(officer, seen, running), ensure_ascii=False, indent=1).encode()


def case_data(officer: Officer, seen: CaseRead, running: Sequence[RunningClock]) -> dict[str, Any]:
    """A case as plain values: what its desk may read, no more. Moments are ISO 8601 in UTC; ids stay ids."""
    case, mine, file = seen.whole.case, seen.mine, seen.whole.case.file
    notes = between(seen, str)
    return {
        "receipt": case.receipt, "sent": _iso(case.created), "language": case.language, "desk": officer.ministry,
        "state": mine.state, "role": mine.role, "urgent": bool(mine.urgent),
        "answers": [_answer(each) for each in seen.answers],
        "facts": _noun(file.facts) if file else {}, "remarks": list(file.remarks) if file else [],
        "guidance": _noun(file.guide) if file else {}, "clocks": [_clock(each) for each in running],
        "thread": [_said(each) for each in seen.whole.spoken if _is_ours(each, officer.ministry)],
        "positions": [asdict(each) | {"at": _moment(each.at)} for each in notes.positions],
        "notes": [asdict(each) | {"at": _moment(each.at)} for each in notes.asides],
        "bodies": [{"ministry": row.ministry, "state": row.state, "role": row.role} for row in seen.whole.referrals],
        "files": [_file(each) for each in seen.files if each.desk in ("", officer.ministry)],
        "history": [
            {"at": _iso(line.at), "who": seen.names.get(line.actor, line.actor), "did": line.action}
            for line in seen.history
        ],
    }  # fmt: skip


def _is_ours(said: Spoken, ministry: str) -> bool:
    """Between the owner and this desk."""
    return said.direction is not Direction.NOTE and said.ministry in ("", ministry)


def _answer(each: Version) -> dict[str, Any]:
    return {"question": each.question, "version": each.version, "at": _iso(each.created), **_noun(each.answer)}


def _clock(each: RunningClock) -> dict[str, Any]:
    times = {"started": each.started, "due": each.due, "met": each.met, "paused": each.paused}
    return {"name": each.name, **{name: _iso(at) for name, at in times.items()}, "extended_days": each.extended}


def _said(each: Spoken) -> dict[str, Any]:
    said = {"words": each.words, "language": each.language, "prepared": each.prepared, "version": each.version}
    return {
        "from": "owner" if each.direction is Direction.IN else "desk",
        "at": _iso(each.created),
        "kind": each.kind,
        **said,
    }


def _file(each: Filed) -> dict[str, Any]:
    ref, side = each.ref, "desk" if each.desk else "owner"
    return {"name": ref.name, "size": ref.size, "sha256": ref.sha256, "at": _iso(each.created), "from": side}


def _noun(value: object) -> Any:
    """Nouns as plain values, each naming its class."""
    return msgspec.json.decode(pack(value))


def _iso(at: int) -> str:
    return moment(at).isoformat() if at else ""


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat() if at else ""
