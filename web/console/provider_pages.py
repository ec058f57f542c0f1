"""`/desk/account`: to the identity provider of a body, and back."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from web import texts
from web.console import texts as desk_words
from web.console.context import ConsoleContext
from web.console.destination import landing
from web.console.provider_line import ProviderAway, ProviderRefused
from web.console.provider_sign_in import ANSWERED_IN, ProviderGate, ProviderQuestion
from web.console.sign_in_pages import HALF, browser_of, let_in
from web.refusals import PostRefused
from web.security import cookie_name, forget, keep, whose

ASKED = "desk_account"
"""The cookie of who is on the way to a provider."""
TROUBLES = {"account": (403, desk_words.ACCOUNT_WRONG), "away": (503, desk_words.ACCOUNT_AWAY)}


class DeskProviders:
    def __init__(self, house: ConsoleContext, gate: ProviderGate) -> None:
        self._house, self._gate = house, gate

    def routes(self) -> list[Route]:
        return [
            Route("/desk/account/{body}", self.leave, methods=["GET"]),
            Route("/desk/account/{body}/back", self.back, methods=["GET"]),
        ]

    def _body(self, request: Request) -> str:
        body = str(request.path_params["body"])
        if body not in self._gate.lines:
            raise HTTPException(404)
        if not self._house.enters.allows(whose(request)):
            raise PostRefused(429, texts.TOO_OFTEN)
        return body

    async def leave(self, request: Request) -> Response:
        """On to the provider. A link, because a form may lead to no other site here."""
        house, body = self._house, self._body(request)
        try:
            where, cookie = await self._gate.ask(body, landing(request.query_params.get("to", "")), house.now())
        except (ProviderAway, ProviderRefused):
            return self._trouble(request, "away")
        response = RedirectResponse(where, 303)
        keep(response, house.settings, ASKED, cookie, ANSWERED_IN // 1000)
        return response

    async def back(self, request: Request) -> Response:
        """Whom the provider proves is signed in, on the page that was asked for."""
        house, body = self._house, self._body(request)
        asked = self._asked(request, body)
        if asked is None:
            return self._trouble(request, "account")
        half = request.cookies.get(cookie_name(house.settings, HALF), "")
        browser = browser_of(request.headers.get("user-agent", ""))
        code = request.query_params.get("code", "")[:2000]
        passed = await self._gate.enter(asked, code, half, browser, house.now(), whose(request))
        if passed.why == "elsewhere":
            raise PostRefused(403, desk_words.ELSEWHERE, passed.language)
        if passed.why:
            return self._trouble(request, passed.why, asked.to)
        response = RedirectResponse(landing(asked.to), 303)
        await let_in(house, request, passed, response)
        forget(response, house.settings, ASKED)
        return response

    def _asked(self, request: Request, body: str) -> ProviderQuestion | None:
        """What this browser asked this provider; None where the answer is to something else, or another's."""
        house, given = self._house, request.query_params
        cookie = request.cookies.get(cookie_name(house.settings, ASKED), "")
        issuer = self._gate.lines[body].client.issuer
        asked = self._gate.question(cookie, body, given.get("state", "")[:200], house.now())
        return asked if given.get("iss", issuer) == issuer else None

    def _trouble(self, request: Request, why: str, to: str = "") -> Response:
        answer, trouble = TROUBLES[why]
        response = self._house.door(request, answer, trouble=trouble, to=to)
        forget(response, self._house.settings, ASKED)
        return response
