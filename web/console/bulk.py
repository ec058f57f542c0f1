"""Acts on many reports at once: taken, laid down or handed over, and taken back within a minute.

Each is an act of its own: what one officer may not do to one report is refused for that one. The owners hear of it
only when the minute is over, so that what is undone was never said.
"""

from __future__ import annotations

import asyncio
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from casework.acts import Act, ActHandler, Released, Ruling, Taken, Undone
from casework.permissions import DESK, TAKE, Standing, ever_allows
from dialogs.parse.receipts import WRITTEN
from locales.text import Raw, Text
from storage.officers import Officer
from web.console import queue_texts as said
from web.console import texts as desk_words
from web.console.act_forms import HAND_REASONS
from web.console.context import ConsoleContext
from web.console.filters import read_query
from web.console.queue import queue_page, to_queue
from web.forms import SubmittedForm

PICK = "pick:"
_RECEIPT = re.compile(WRITTEN)
VERBS = ("take", "release", "hand")


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one report of many. `why` is a key of `words.RULINGS`, empty when it was done."""

    receipt: str
    ruling: Ruling

    @property
    def why(self) -> str:
        return self.ruling.why


class DeskBulk:
    """`/desk/bulk` and `/desk/undo`."""

    def __init__(self, house: ConsoleContext, inbox: ActHandler) -> None:
        self._house, self._inbox = house, inbox

    def routes(self) -> list[Route]:
        return [
            Route("/desk/bulk", self.act, methods=["POST"]),
            Route("/desk/undo", self.undo, methods=["POST"]),
            Route("/desk/bulk", to_queue, methods=["GET"]),
            Route("/desk/undo", to_queue, methods=["GET"]),
        ]

    async def act(self, request: Request) -> Response:
        """Do to each chosen report what the button said; the queue is shown again with what became of it."""
        house = self._house
        officer, form = await self._actor(request)
        acts = self._acts(officer, form)
        if isinstance(acts, Text):
            return await queue_page(house, request, officer, read_query(form["query"]), {"trouble": acts})
        fates = await self._do(officer, acts)
        undo = _bulk_of(officer, form) if any(not fate.why for fate in fates) else ""
        return await self._shown(request, officer, form, said.DID[form["verb"]], fates, undo)

    async def undo(self, request: Request) -> Response:
        """Take back what an act on many did, where nothing was done to it since."""
        house = self._house
        officer, form = await self._actor(request)
        bulk, at = form["bulk"][:64], house.now()
        acts = [
            Undone(
                key=f"undo:{bulk}:{receipt}", receipt=receipt, ministry=ministry, officer=officer.id, at=at, bulk=bulk
            )
            for receipt, ministry in await house.shelf.queues.undoable(officer, bulk, at)
        ]
        if not acts:
            late = {"trouble": desk_words.RULINGS["late"]}
            return await queue_page(house, request, officer, read_query(form["query"]), late)
        return await self._shown(request, officer, form, said.TAKEN_BACK, await self._do(officer, acts))

    async def _actor(self, request: Request) -> tuple[Officer, SubmittedForm]:
        officer = await self._house.at_desk(request)
        if not ever_allows(officer.role, TAKE, Standing(DESK)):
            raise HTTPException(404)
        return officer, await self._house.form(request)

    def _acts(self, officer: Officer, form: SubmittedForm) -> Sequence[Act] | Text:
        """One act for each chosen report; or why there is none."""
        picked = sorted(name.removeprefix(PICK) for name in form.fields if name.startswith(PICK))
        picked = [each for each in picked if _RECEIPT.fullmatch(each)]
        verb, to = form["verb"], form["to"][:32]
        if not picked or verb not in VERBS:
            return said.NONE_PICKED
        if verb == "hand" and not to:
            return desk_words.RULINGS["no_colleague"]
        reason = form["reason"] if form["reason"] in HAND_REASONS else ""
        return [self._act(officer, receipt, verb, to, reason, _bulk_of(officer, form)) for receipt in picked]

    def _act(self, officer: Officer, receipt: str, verb: str, to: str, reason: str, bulk: str) -> Act:
        key, at = f"bulk:{bulk}:{receipt}", self._house.now()
        if verb == "take":
            return Taken(key=key, receipt=receipt, ministry=officer.ministry, officer=officer.id, at=at, bulk=bulk)
        return Released(
            key=key, receipt=receipt, ministry=officer.ministry, officer=officer.id, at=at, bulk=bulk,
            to=to if verb == "hand" else "", reason=reason,
        )  # fmt: skip

    async def _do(self, officer: Officer, acts: Sequence[Act]) -> list[Fate]:
        """All at once, so that they share a commit."""
        rulings = await asyncio.gather(*(self._inbox.act(act) for act in acts))
        for act in acts:
            await self._house.wake(officer.ministry, act.receipt)
        return [Fate(act.receipt, ruling) for act, ruling in zip(acts, rulings, strict=True)]

    async def _shown(
        self, request: Request, officer: Officer, form: SubmittedForm, told: Text, fates: Sequence[Fate], undo: str = ""
    ) -> Response:
        done = [fate for fate in fates if not fate.why]
        note = {
            "note": Text(told.msgid, {"n": len(done)}, told.context, told.domain, told.many) if done else None,
            "refused": [(fate.receipt, *_why(fate)) for fate in fates if fate.why],
            "undo": undo,
        }
        return await queue_page(self._house, request, officer, read_query(form["query"]), note)


def _why(fate: Fate) -> tuple[Text | Raw, str]:
    """The sentence, and who holds the report if somebody else does."""
    sentence = desk_words.RULINGS.get(fate.why, desk_words.RULINGS["wrong"])
    return sentence, fate.ruling.holder if fate.why == "held" else ""


def _bulk_of(officer: Officer, form: SubmittedForm) -> str:
    """The same form sent twice is the same act."""
    said_with = f"{officer.id}:{form['key'][:43]}:{form['verb'][:8]}:{form['to'][:32]}"
    return hashlib.sha256(said_with.encode("utf-8", "surrogatepass")).hexdigest()[:32]
