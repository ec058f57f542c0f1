"""One case on the console: reading it, its files, and what an officer does."""

from __future__ import annotations

import hashlib
from typing import Protocol

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.casework.acts import Act, Asked, Closed, Declined, PassedOn, Released, Replied, Ruling, Seen, Taken
from bot.casework.rights import DESK, SEE, TAKE, Standing, allows
from bot.console import words as desk_words
from bot.console.house import DeskHouse
from bot.web.downloads import download
from bot.web.forms import Form
from dialogs.moves import day_of
from dialogs.types import LANGUAGES, MINISTRIES
from storage.officers import Officer

LONGEST = 3_000
"""Characters of an officer's own words, so that they fit one message of every channel."""

KINDS = {"reply": "answered", "ask": "asked", "pass": "passed_on", "close": "closed", "decline": "declined"}
"""A form's verb -> the kind of prepared replies it offers."""


class Acting(Protocol):
    async def act(self, act: Act, /) -> Ruling: ...


class DeskCase:
    def __init__(self, house: DeskHouse, reception: Acting) -> None:
        self._house = house
        self._reception = reception

    def routes(self) -> list[Route]:
        return [
            Route("/desk/case/{receipt}", self.show, methods=["GET"]),
            Route("/desk/case/{receipt}/act", self.act, methods=["POST"]),
            Route("/desk/case/{receipt}/file/{file:path}", self.file, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """The case, opened: the owner is told so the first time."""
        house = self._house
        officer = await house.at_desk(request)
        receipt = request.path_params["receipt"]
        if allows(officer.role, SEE, Standing(DESK), "sent"):
            await self._see(officer, receipt)
        seen = await house.shelf.open(officer, receipt, house.now())
        if seen is None:
            raise HTTPException(404)
        language = house.language(request, officer)
        view = house.viewing.view(seen, language, day_of(house.now()))
        prepared = {verb: house.viewing.prepared(kind, language, view.owner_language) for verb, kind in KINDS.items()}
        bodies = [(each, house.viewing.body(each, language)) for each in MINISTRIES if each != officer.ministry]
        ruling = desk_words.RULINGS.get(request.query_params.get("ruling", ""))
        return house.page(
            request, "desk_case.html", officer, view=view, names=seen.names, prepared=prepared, bodies=bodies,
            ruling=ruling, open=seen.mine.open, can_act=allows(officer.role, TAKE, Standing(DESK), seen.mine.state),
            tongue=house.viewing.tongue,
        )  # fmt: skip

    async def _see(self, officer: Officer, receipt: str) -> None:
        house = self._house
        key = f"seen:{receipt}:{officer.ministry}"
        act = Seen(key=key, receipt=receipt, ministry=officer.ministry, officer=officer.id, at=house.now())
        if not await house.shelf.unseen(officer, receipt):
            return
        await self._reception.act(act)
        house.streams.notify(f"desk:{officer.ministry}")

    async def act(self, request: Request) -> Response:
        """One act. Afterwards the case is shown again with what became of it."""
        house = self._house
        officer = await house.at_desk(request)
        form = await house.form(request)
        receipt = request.path_params["receipt"]
        act = self._read(form, officer, receipt)
        why = "empty"
        if act is not None and await house.shelf.on_desk(officer, receipt):
            ruling = await self._reception.act(act)
            why = ruling.why or "done"
            house.streams.notify(f"desk:{officer.ministry}")
        elif act is not None:
            raise HTTPException(404)
        return RedirectResponse(f"/desk/case/{receipt}?ruling={why}#top", 303)

    def _read(self, form: Form, officer: Officer, receipt: str) -> Act | None:
        """The act of a form; None when there is nothing to tell the owner."""
        at = self._house.now()
        key = _key(officer, form)
        words = form["words"].strip()[:LONGEST]
        language = form["language"] if form["language"] in LANGUAGES else officer.language
        prepared = form["prepared"][:64]
        match form["verb"]:
            case "take":
                return Taken(key=key, receipt=receipt, ministry=officer.ministry, officer=officer.id, at=at)
            case "release":
                return Released(key=key, receipt=receipt, ministry=officer.ministry, officer=officer.id, at=at)
            case verb if verb not in KINDS or not (words or prepared):
                return None
            case verb:
                said = Replied(
                    key=key, receipt=receipt, ministry=officer.ministry, officer=officer.id, at=at,
                    words=words, language=language, prepared=prepared,
                )  # fmt: skip
                return _told(verb, said, form["to"])

    async def file(self, request: Request) -> Response:
        """A file of the owner's, to be saved."""
        house = self._house
        officer = await house.at_desk(request)
        receipt, file = request.path_params["receipt"], request.path_params["file"]
        found = await house.shelf.file(officer, receipt, file, house.now())
        if found is None:
            raise HTTPException(404)
        return download(found.ref.name, found.content)


def _key(officer: Officer, form: Form) -> str:
    """Unique for this rendering of the form and what was said in it: the same sent twice is done once, and a form that
    was gone back to and filled with other words is done as well."""
    said = hashlib.sha256()
    for field in ("words", "prepared", "language", "to"):
        said.update(form[field].strip().encode("utf-8", "surrogatepass") + b"\0")
    return f"web:{officer.id}:{form['key'][:43]}:{form['verb'][:8]}:{said.hexdigest()[:16]}"


def _told(verb: str, said: Replied, to: str) -> Act | None:
    """An act that the owner hears of, with the words of `said`."""
    common = {"receipt": said.receipt, "ministry": said.ministry, "officer": said.officer, "key": said.key}
    spoken = {"words": said.words, "language": said.language, "prepared": said.prepared}
    reason = said.prepared or "own-words"
    match verb:
        case "reply":
            return said
        case "ask":
            return _asked(said)
        case "close":
            return Closed(at=said.at, reason=reason, **common, **spoken)
        case "decline":
            return Declined(at=said.at, reason=reason, **common, **spoken)
        case _ if to in MINISTRIES and to != said.ministry:
            return PassedOn(at=said.at, to=to, reason=reason, **common, **spoken)
        case _:
            return None


def _asked(said: Replied) -> Asked:
    return Asked(
        key=said.key, receipt=said.receipt, ministry=said.ministry, officer=said.officer, at=said.at,
        words=said.words, language=said.language, prepared=said.prepared,
    )  # fmt: skip
