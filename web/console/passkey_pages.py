"""What a page's script asks for and sends when somebody signs in by passkey, or makes one."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from storage.officers import Officer
from web import texts
from web.console import texts as desk_words
from web.console.context import ConsoleContext
from web.console.destination import landing
from web.console.passkeys import Given, PasskeyGate, read_credential
from web.console.sign_in_pages import browser_of, let_in
from web.refusals import PostRefused
from web.security import from_elsewhere, genuine, whose

MOST_BYTES = 20_000


class DeskPasskeys:
    """`/desk/passkey`, `/desk/passkey/enter`, `/desk/passkey/new`."""

    def __init__(self, house: ConsoleContext, gate: PasskeyGate) -> None:
        self._house, self._gate = house, gate

    def routes(self) -> list[Route]:
        return [
            Route("/desk/passkey/enter", self.ask, methods=["GET"]),
            Route("/desk/passkey/enter", self.enter, methods=["POST"]),
            Route("/desk/passkey/new", self.offer, methods=["GET"]),
            Route("/desk/passkey/new", self.register, methods=["POST"]),
            Route("/desk/passkey", self.show, methods=["GET"]),
            Route("/desk/passkey", self.drop, methods=["POST"]),
        ]

    async def ask(self, request: Request) -> Response:
        """What is to be signed."""
        return JSONResponse(self._gate.ask(self._house.now()))

    async def enter(self, request: Request) -> Response:
        """Sign this browser in; where to go is in the answer."""
        house = self._house
        token, given, more = await self._sent(request)
        if not house.enters.allows(whose(request)):
            raise PostRefused(429, texts.TOO_OFTEN)
        browser = browser_of(request.headers.get("user-agent", ""))
        passed = await self._gate.enter(token, given, browser, house.now(), whose(request))
        if passed.why == "elsewhere":
            raise PostRefused(403, desk_words.ELSEWHERE, passed.language)
        if passed.why:
            raise PostRefused(403, desk_words.PASSKEY_WRONG)
        answer = JSONResponse({"to": landing(str(more.get("to", "")))})
        await let_in(house, request, passed, answer)
        return answer

    async def _sent(self, request: Request) -> tuple[str, Given, Given]:
        if from_elsewhere(request):
            raise PostRefused(403, texts.OLD_PAGE)
        if int(request.headers.get("content-length") or MOST_BYTES + 1) > MOST_BYTES:
            raise HTTPException(413)
        try:
            return read_credential(await request.body())
        except ValueError:
            raise HTTPException(400) from None

    async def _officer(self, request: Request, fresh: bool = True) -> Officer:
        """Who just signed in: later anybody may sit there."""
        house = self._house
        if (officer := await house.who(request)) is None:
            raise HTTPException(401)
        if fresh and not await house.gate.fresh(house.token(request), house.now()):
            raise PostRefused(403, desk_words.SIGN_IN_ANEW)
        return officer

    async def show(self, request: Request) -> Response:
        """The officer's passkeys, and a button for another one."""
        house, officer = self._house, await self._officer(request, fresh=False)
        known = await self._gate.known(officer)
        fresh = await house.gate.fresh(house.token(request), house.now())
        return house.page(request, "desk_passkeys.html", officer, known=known, fresh=fresh)

    async def offer(self, request: Request) -> Response:
        """What a new passkey is to be made from."""
        return JSONResponse(await self._gate.offer(await self._officer(request), self._house.now()))

    async def register(self, request: Request) -> Response:
        """Keep the passkey that the browser made."""
        house, officer = self._house, await self._officer(request)
        token, given, more = await self._sent(request)
        if not genuine(house.settings, house.token(request), str(more.get("csrf", ""))):
            raise PostRefused(403, texts.OLD_PAGE)
        if not await self._gate.register(officer, token, given, house.now()):
            raise PostRefused(403, desk_words.PASSKEY_WRONG)
        return JSONResponse({"to": "/desk/passkey"})

    async def drop(self, request: Request) -> Response:
        """Take one of the own passkeys away."""
        house, officer = self._house, await self._officer(request)
        form = await house.form(request)
        await self._gate.drop(officer, form["passkey"][:64], house.now())
        return RedirectResponse("/desk/passkey", 303)
