"""One case on the console: it is shown, and what an officer does there is carried out."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from casework.acts import ActHandler, Said, Seen
from casework.permissions import CASE_ACTIONS, DESK, HAND_OVER, HOLDER, SEE, Standing, allows, ever_allows, sees_masked
from dialogs.case_states import ReferralRole, ReferralState
from guidance.guide import DESKS
from storage.holds import COURT
from storage.officers import Officer
from storage.timestamps import ms
from web.console import case_queries
from web.console import texts as desk_words
from web.console.act_forms import Filled, read
from web.console.case_view import CaseView
from web.console.context import ConsoleContext
from web.console.drafts import AnswerDrafts
from web.console.masks import masked_view
from web.console.previews import PendingActs
from web.console.typed_words import Typed
from web.console.uploads import MOST_REQUEST, refused
from web.forms import SubmittedForm

KINDS = {
    "reply": ReferralState.ANSWERED, "ask": ReferralState.ASKED, "pass": ReferralState.PASSED_ON,
    "close": ReferralState.CLOSED, "decline": ReferralState.DECLINED,
}  # fmt: skip
"""A form's verb -> the kind of prepared replies it offers."""
UPLOADS_AT_ONCE = 2
LONGEST_REASON = 300
"""Characters of why personal data are looked at."""


class DeskCase:
    def __init__(self, house: ConsoleContext, inbox: ActHandler, pending: PendingActs, drafts: AnswerDrafts) -> None:
        self._house = house
        self._inbox = inbox
        self._pending = pending
        self._drafts = drafts
        self._uploads = asyncio.Semaphore(UPLOADS_AT_ONCE)

    def routes(self) -> list[Route]:
        return [
            Route("/desk/case/{receipt}", self.show, methods=["GET"]),
            Route("/desk/case/{receipt}/act", self.act, methods=["POST"]),
            Route("/desk/case/{receipt}/act", self.back, methods=["GET"]),
            Route("/desk/case/{receipt}/pending", self.settle, methods=["POST"]),
            Route("/desk/case/{receipt}/mark", self.mark, methods=["GET"]),
            Route("/desk/case/{receipt}/unmask", self.unmask, methods=["POST"]),
            Route("/desk/case/{receipt}/unmask", self.back, methods=["GET"]),
        ]

    async def show(self, request: Request) -> Response:
        """The case, opened: the owner is told so the first time."""
        officer = await self._house.at_desk(request)
        receipt = request.path_params["receipt"]
        if ever_allows(officer.role, SEE, Standing(DESK)):
            await self._see(officer, receipt)
        return await self._page(request, officer, receipt, request.query_params.get("ruling", ""), Typed({}))

    async def mark(self, request: Request) -> Response:
        """What changes whenever the case does, for a page that is open."""
        officer = await self._house.at_desk(request)
        mark = await self._house.shelf.cases.mark(officer, request.path_params["receipt"])
        if mark is None:
            raise HTTPException(404)
        return PlainTextResponse(mark)

    async def back(self, request: Request) -> Response:
        """The address of the forms, typed or gone back to."""
        return RedirectResponse(f"/desk/case/{request.path_params['receipt']}", 303)

    async def _see(self, officer: Officer, receipt: str) -> None:
        house = self._house
        key = f"seen:{receipt}:{officer.ministry}"
        if not await house.shelf.cases.unseen(officer, receipt):
            return
        act = Seen(key=key, receipt=receipt, ministry=officer.ministry, officer=officer.id, at=house.now())
        await self._inbox.act(act)
        await house.wake(officer.ministry, receipt)

    # ---- showing --------------------------------------------------------------------------------------

    async def unmask(self, request: Request) -> Response:
        """The case with what names or reaches a person, once, for a reason that is noted."""
        house, receipt = self._house, request.path_params["receipt"]
        officer = await house.at_desk(request)
        form = await house.form(request)
        reason, said = form["reason"], form["words"].strip()[:LONGEST_REASON]
        if reason not in desk_words.UNMASK_REASONS or not said or not sees_masked(officer):
            return await self._page(request, officer, receipt, "no_reason", Typed({}))
        if not await house.shelf.cases.unmasked(officer, receipt, f"{reason}: {said}", house.now()):
            raise HTTPException(404)
        return await self._page(request, officer, receipt, "", Typed({}), masked=False)

    async def _page(
        self, request: Request, officer: Officer, receipt: str, why: str, typed: Typed, masked: bool = True
    ) -> Response:
        house = self._house
        seen = await house.shelf.cases.open(officer, receipt, house.now())
        if seen is None:
            raise HTTPException(404)
        language = house.language(request, officer)
        view = house.viewing.view(seen, language, house.now(), officer.id)
        typed = replace(typed, drafts=await self._drafts.kept(officer, receipt))
        masked = masked and sees_masked(officer)
        if masked:
            view = masked_view(view, seen, house.viewing.book)
        return house.page(
            request, "desk_case.html", officer, view=view, names=seen.names, was=typed,
            ruling=desk_words.RULINGS.get(why), why=why,
            can=_rights(officer, view, seen.mine.standing), held=_held(view, officer, ms(house.now())),
            gone_why=desk_words.gone_why(view.state, seen.term),
            team=seen.colleagues, tongue=house.viewing.tongue, most=house.settings.largest_file,
            pending=() if view.gone else await self._pending.shown(officer, receipt, view.owner_language),
            most_files=house.settings.most_files, kept_from_group=seen.kept_from_group, masked=masked,
            **self._offers(officer, seen, view, language),
        )  # fmt: skip

    def _offers(self, officer: Officer, seen: case_queries.CaseRead, view: CaseView, language: str) -> dict[str, Any]:
        """What the forms let an officer choose from."""
        viewing, there = self._house.viewing, {row.ministry for row in seen.whole.referrals}
        owner = view.owner_language
        return {
            "prepared": {verb: viewing.prepared(kind, language, owner) for verb, kind in KINDS.items()},
            "bodies": [
                (each, viewing.body(each, language)) for each in DESKS if each not in there and each in seen.staffed
            ],
            "bases": viewing.statutes(self._house.now()),
            "sets": viewing.question_sets(language, owner),
            "leads": [
                (row.ministry, viewing.body(row.ministry, language))
                for row in seen.whole.referrals
                if row.open and row.ministry != officer.ministry
            ],
        }

    # ---- acting ---------------------------------------------------------------------------------------

    async def act(self, request: Request) -> Response:
        """One act. What was done is shown on the case; what was not is told with the form as it was filled."""
        house = self._house
        officer = await house.at_desk(request)
        form = await self._form(request)
        receipt = request.path_params["receipt"]
        if not await house.shelf.cases.on_desk(officer, receipt):
            raise HTTPException(404)
        if form.doubts:
            typed = Typed({**form.fields, "words": form.typed}, refused(form), form.doubts)
            return await self._page(request, officer, receipt, "doubtful", typed)
        why = await self._do(officer, receipt, form)
        if why in ("", "again"):
            await self._drafts.drop(officer, receipt, form.fields)
            told = why or ("blacked" if form.blacked else "waits" if self._waits(form) else "done")
            return RedirectResponse(f"/desk/case/{receipt}?ruling={told}#top", 303)
        await self._drafts.keep(officer, receipt, form.fields, house.now())
        return await self._page(request, officer, receipt, why, Typed(form.fields, refused(form)))

    def _waits(self, form: SubmittedForm) -> bool:
        """Whether what was typed waits before it is said to the owner."""
        return bool(self._pending.seconds) and form["verb"] in KINDS

    async def settle(self, request: Request) -> Response:
        """Send at once what waits, or take it back into its form."""
        house = self._house
        officer = await house.at_desk(request)
        form = await house.form(request)
        receipt, key = request.path_params["receipt"], form["key"][:160]
        if not await house.shelf.cases.on_desk(officer, receipt):
            raise HTTPException(404)
        if form["do"] == "back":
            typed = await self._pending.take_back(officer, receipt, key, house.now())
            return await self._page(request, officer, receipt, "" if typed else "late", Typed(typed or {}))
        why = await self._pending.send(officer, receipt, key, house.now())
        for desk in DESKS:
            await house.wake(desk, receipt)
        if why:
            return await self._page(request, officer, receipt, why, Typed({}))
        return RedirectResponse(f"/desk/case/{receipt}?ruling=done#top", 303)

    async def _form(self, request: Request) -> SubmittedForm:
        if not request.headers.get("content-type", "").startswith("multipart/"):
            return await self._house.form(request)
        async with self._uploads:
            return await self._house.form(request, MOST_REQUEST)

    async def _do(self, officer: Officer, receipt: str, form: SubmittedForm) -> str:
        """Why it was not done; empty when it was."""
        house = self._house
        about = await house.shelf.cases.about(officer, receipt, form["about"]) if form["about"] else ""
        act = read(
            Filled(form, officer, receipt, house.now(), about, frozenset({COURT, *house.viewing.statutes(house.now())}))
        )
        if isinstance(act, str):
            return act
        if isinstance(act, Said) and self._waits(form):
            return await self._pending.hold(act, form.fields, form.contents)
        ruling = await self._inbox.act(act, form.contents)
        for desk in DESKS:
            await house.wake(desk, receipt)
        return ruling.why


def _rights(officer: Officer, view: CaseView, state: ReferralState) -> frozenset[str]:
    """What this officer may do here and now: the page offers nothing else."""
    relation = HOLDER if view.holder == officer.id else DESK
    standing = Standing(relation, view.role is ReferralRole.LEAD)
    may = {each for each in CASE_ACTIONS if allows(officer.role, each, standing, state)}
    if not view.holder:
        may.discard(HAND_OVER)
    return frozenset(may)


def _held(view: CaseView, officer: Officer, at: int) -> str:
    """How the case is held: by nobody (empty), by `you`, by `other`, or by another whose time is over (`past`)."""
    if not view.holder:
        return ""
    if view.holder == officer.id:
        return "you"
    return "other" if ms(view.lease) > at else "past"
