"""What every page of the console holds on to: who is signed in, what may be asked for, and the page around it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from casework.permissions import (
    AUDIT,
    CHECK,
    COUNT,
    DESK,
    EDIT,
    END,
    EXPORT,
    RECORDS,
    SHAPE,
    STRANGER,
    Standing,
    ever_allows,
    has_desk,
    may,
)
from dialogs.parse import blacked_out
from locales.text import LANGUAGES
from storage.officers import Officer
from storage.reach import sits_anywhere
from storage.sign_ins import ENTRY
from storage.states import OfficerRole
from storage.timestamps import ms
from web import texts
from web.console import texts as desk_words
from web.console.case_view import Viewing
from web.console.name_sign_in import NameSignIn
from web.console.queries import DeskQueries
from web.console.sign_in import SignInGate
from web.forms import PLAIN, SubmittedForm, read_form
from web.pages import Pages
from web.ports import WebSettings
from web.refusals import PostRefused
from web.security import RequestRate, cookie_name, form_token, from_elsewhere, genuine, whose
from web.streams import Streams


@dataclass(frozen=True, slots=True)
class ConsoleContext:
    """What the console's pages hold on to."""

    pages: Pages
    settings: WebSettings
    gate: SignInGate
    names: NameSignIn
    shelf: DeskQueries
    viewing: Viewing
    streams: Streams
    enters: RequestRate
    codes: RequestRate
    now: Callable[[], datetime]

    def token(self, request: Request) -> str:
        """The console's cookie."""
        return request.cookies.get(cookie_name(self.settings, "desk"), "")

    async def who(self, request: Request) -> Officer | None:
        """Whose session it is. What the page loads by itself does not count as using it; what it sends does, since
        nothing is sent but what somebody typed or pressed."""
        token = self.token(request)
        in_use = request.method == "POST" or request.headers.get("sec-fetch-dest", "document") == "document"
        present = await self.gate.presence(token, self.now(), in_use) if token else None
        request.state.ends = present.ends if present else 0
        request.state.told = present.told if present else ()
        officer = present.officer if present else None
        if officer is not None:
            await self.placed(request, officer)
        if officer is not None and may(officer, COUNT) and officer.role is not OfficerRole.AUDITOR:
            request.state.clock_jumped = await self.shelf.clock_jumped()
        return officer

    async def placed(self, request: Request, officer: Officer) -> None:
        """Raises PostRefused 403, in the officer's language, where the own body lets nobody in from there."""
        if await self.gate.is_elsewhere(officer, self.now(), whose(request)):
            raise PostRefused(403, desk_words.ELSEWHERE, self.language(request, officer))

    async def must(self, request: Request, right: str) -> Officer:
        """The officer of the session, who must have this right in the house. Raises HTTPException 401 or 404."""
        officer = await self.who(request)
        if officer is None:
            raise HTTPException(401)
        if not may(officer, right):
            raise HTTPException(404)
        return officer

    async def at_desk(self, request: Request) -> Officer:
        """The officer of the session, who must have a desk with cases. Raises HTTPException 401 or 404."""
        officer = await self.who(request)
        if officer is None:
            raise HTTPException(401)
        if not has_desk(officer):
            raise HTTPException(404)
        return officer

    async def form(self, request: Request, most: int = PLAIN) -> SubmittedForm:
        """A form of ours, of at most `most` bytes; numbers that may not be kept are blacked out of an officer's words.

        Raises PostRefused for one that is not ours, and for a name with such a number in it.
        """
        form = await read_form(request, self.settings, most)
        if from_elsewhere(request) or not genuine(self.settings, self.token(request), form["csrf"]):
            raise PostRefused(403, texts.OLD_PAGE)
        if blacked_out(form["name"]).kinds:
            raise PostRefused(400, desk_words.NUMBER_IN_NAME)
        return form.without_numbers("words")

    async def wake(self, ministry: str, receipt: str) -> None:
        """Let the open pages of a desk look again, save those of officers who must not know of this case."""
        head = f"desk:{ministry}:"
        for topic in self.streams.topics(head):
            if not await self.shelf.cases.is_shut(topic.removeprefix(head), receipt):
                self.streams.notify(topic)

    def language(self, request: Request, officer: Officer | None = None) -> str:
        """As chosen on the console, else the officer's own."""
        chosen = request.cookies.get("desk_lang", "")
        return chosen if chosen in LANGUAGES else officer.language if officer else "ko"

    def page(
        self, request: Request, template: str, officer: Officer, /, answer: int = 200, **facts: object
    ) -> Response:
        """A page of the console for a signed-in officer."""
        body = self.viewing.body(officer.ministry, self.language(request, officer)) if officer.ministry else ""
        return self.pages.page(
            template,
            self.language(request, officer),
            officer=officer,
            body=body,
            csrf=form_token(self.settings, self.token(request)),
            key=secrets.token_urlsafe(16),
            can_end=may(officer, END),
            can_sit=self.settings.trial and sits_anywhere(officer),
            can_check=may(officer, CHECK),
            can_edit=may(officer, EDIT),
            can_count=may(officer, COUNT),
            can_read_records=may(officer, RECORDS),
            can_audit=may(officer, AUDIT),
            can_export=ever_allows(officer.role, EXPORT, Standing(DESK)),
            desk=has_desk(officer),
            told=request.state.told,
            can_shape=ever_allows(officer.role, SHAPE, Standing(STRANGER)),
            path=request.url.path,
            clock_jumped=getattr(request.state, "clock_jumped", 0),
            ends=request.state.ends,
            left=max(0, request.state.ends - ms(self.now())) // 1000,
            **facts,
        )

    @staticmethod
    def needs_reason(receipt: str) -> Response:
        """Back to the case, which says that a reason is to be given first."""
        return RedirectResponse(f"/desk/case/{quote(receipt)}?ruling=no_reason#report", 303)

    def entry(self, link: str) -> str:
        """The whole address of a one-time link: under the house's own, whatever host a request named."""
        return f"{self.settings.address}{ENTRY}{link}"

    def door(self, request: Request, answer: int = 200, /, **facts: object) -> Response:
        """The page of somebody who is not signed in: the way in by `name`, on to `to`."""
        given = {"trouble": None, "to": "", "name": ""} | facts
        return self.pages.page("desk_enter.html", self.language(request), answer, **given)
