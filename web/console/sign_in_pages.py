"""Signing in and out of the console, and its language."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from locales.text import LANGUAGES, Text
from storage.officers import HALF_FOR, PROLONGED, Officer
from storage.sign_ins import WITH_WORD
from web import texts
from web.console import texts as desk_words
from web.console import totp
from web.console.context import ConsoleContext
from web.console.destination import landing
from web.console.sign_in import SignedIn
from web.forms import read_form
from web.refusals import PostRefused
from web.security import cookie_name, forget, form_token, from_elsewhere, genuine, keep, whose

HALF = "desk_half"
"""The cookie of who has used a link and has still to give a code."""
TROUBLES = {
    "used": (403, desk_words.ENTER_USED),
    "late": (401, desk_words.CODE_LATE),
    "locked": (429, desk_words.CODE_LOCKED),
    "wrong": (403, desk_words.CODE_WRONG),
    "name": (409, desk_words.NAME_TAKEN),
    "elsewhere": (403, desk_words.ELSEWHERE),
}
_BROWSERS = (("Edg/", "Edge"), ("Whale/", "Whale"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"),
             ("Chrome/", "Chrome"), ("Safari/", "Safari"))  # fmt: skip
_SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
            ("Mac OS", "Mac"), ("Linux", "Linux"))  # fmt: skip


class DeskSignIn:
    def __init__(self, house: ConsoleContext) -> None:
        self._house = house

    def routes(self) -> list[Route]:
        return [
            Route("/desk/enter", self.ask_to_enter, methods=["GET"]),
            Route("/desk/enter", self.enter, methods=["POST"]),
            Route("/desk/enter/{link}", self.older, methods=["GET", "POST"]),
            Route("/desk/sign-in", self.ask_for_name, methods=["GET"]),
            Route("/desk/sign-in", self.sign_in, methods=["POST"]),
            Route("/desk/code", self.ask_for_code, methods=["GET"]),
            Route("/desk/code", self.confirm, methods=["POST"]),
            Route("/desk/leave", self.leave, methods=["POST"]),
            Route("/desk/language", self.language, methods=["POST"]),
        ]

    async def ask_to_enter(self, request: Request) -> Response:
        """A button, because whoever previews a link would use it up. Its secret stands where no server sees it; without
        scripts it is pasted."""
        return self._link_page(request)

    def _link_page(self, request: Request, answer: int = 200, trouble: Text | None = None) -> Response:
        return self._house.pages.page("desk_link.html", self._house.language(request), answer, trouble=trouble)

    async def older(self, request: Request) -> Response:
        """A link as it was made before, with its secret in the path: it stands in logs, so it is good no longer."""
        house = self._house
        if not house.enters.allows(whose(request)):
            raise PostRefused(429, texts.TOO_OFTEN)
        await house.gate.burn(request.path_params["link"][:128], house.now(), whose(request))
        return self._link_page(request, 410, desk_words.ENTER_OLDER)

    async def enter(self, request: Request) -> Response:
        """Use the link up; then the code is asked."""
        house = self._house
        if from_elsewhere(request):
            raise PostRefused(403, texts.OLD_PAGE)
        if not house.enters.allows(whose(request)):
            raise PostRefused(429, texts.TOO_OFTEN)
        form = await read_form(request, house.settings)
        link = pasted(form["link"])
        if link.startswith(WITH_WORD):
            link = f"{link}.{form['word'].strip().lower()[:20]}"
        passed = await house.gate.enter(link, house.now(), whose(request))
        if passed.why:
            return self._trouble(request, passed)
        response = RedirectResponse("/desk/code", 303)
        keep(response, house.settings, HALF, passed.token, HALF_FOR // 1000)
        return response

    async def ask_for_name(self, request: Request) -> Response:
        """Name and code; who is signed in is there already."""
        if await self._house.who(request):
            return RedirectResponse("/desk", 303)
        return self._house.door(request)

    async def sign_in(self, request: Request) -> Response:
        """Sign in by name and code, and go to the page that was asked for."""
        house = self._house
        form = await read_form(request, house.settings)
        if from_elsewhere(request):
            raise PostRefused(403, texts.OLD_PAGE)
        if not house.enters.allows(whose(request)):
            raise PostRefused(429, texts.TOO_OFTEN)
        to, name = landing(form["to"]), form["name"][:80]
        browser = browser_of(request.headers.get("user-agent", ""))
        passed = await house.names.sign_in(name, form["code"][:40], browser, house.now(), whose(request))
        if passed.why == "elsewhere":
            return self._trouble(request, passed)
        if passed.why:
            answer = TROUBLES[passed.why][0]
            trouble = desk_words.CODE_LOCKED if passed.why == "locked" else desk_words.NAME_WRONG
            return house.door(request, answer, trouble=trouble, to=to, name=name)
        return await self._inside(request, passed, "/desk/recovery" if passed.spare else to)

    async def _inside(self, request: Request, passed: SignedIn, to: str) -> Response:
        response = RedirectResponse(to, 303)
        await let_in(self._house, request, passed, response)
        return response

    def _trouble(self, request: Request, passed: SignedIn) -> Response:
        answer, trouble = TROUBLES[passed.why]
        if passed.language:
            raise PostRefused(answer, trouble, passed.language)
        return self._house.door(request, answer, trouble=trouble)

    def _half(self, request: Request) -> str:
        return request.cookies.get(cookie_name(self._house.settings, HALF), "")

    async def ask_for_code(self, request: Request) -> Response:
        """The field for the code; at the first sign-in with what sets the codes up."""
        who = await self._house.gate.waiting(self._half(request), self._house.now())
        return self._code(request, who) if who else self._trouble(request, SignedIn("late"))

    def _code(self, request: Request, who: Officer, answer: int = 200, trouble: Text | None = None) -> Response:
        house, new = self._house, not who.totp
        return house.pages.page(
            "desk_code.html", house.language(request, who), answer,
            csrf=form_token(house.settings, self._half(request)), trouble=trouble, named=who.named,
            ministry=who.ministry,
            qr=totp.qr(who.pending, who.name) if new else "", secret=totp.grouped(who.pending) if new else "",
        )  # fmt: skip

    async def confirm(self, request: Request) -> Response:
        """Sign this browser in. Who set up codes is shown recovery codes next."""
        house, half = self._house, self._half(request)
        form = await read_form(request, house.settings)
        if from_elsewhere(request) or not genuine(house.settings, half, form["csrf"]):
            raise PostRefused(403, texts.OLD_PAGE)
        if not house.codes.allows(whose(request)):
            raise PostRefused(429, texts.TOO_OFTEN)
        browser = browser_of(request.headers.get("user-agent", ""))
        passed = await house.gate.confirm(
            half, form["code"][:20], form["name"].strip(), browser, house.now(), whose(request)
        )
        who = await house.gate.waiting(half, house.now()) if passed.why in ("wrong", "name") else None
        if who is not None:
            return self._code(request, who, *TROUBLES[passed.why])
        if passed.why:
            return self._trouble(request, passed)
        return await self._inside(request, passed, "/desk/recovery" if passed.first else "/desk")

    async def leave(self, request: Request) -> Response:
        """Sign out."""
        await self._house.form(request)
        await self._house.gate.leave(self._house.token(request))
        response = self._house.door(request, trouble=desk_words.SIGNED_OUT)
        forget(response, self._house.settings, "desk")
        return response

    async def language(self, request: Request) -> Response:
        """The console in another language."""
        form = await self._house.form(request)
        response = RedirectResponse(landing(form["back"]), 303)
        if form["language"] in LANGUAGES:
            secure = self._house.settings.https
            response.set_cookie("desk_lang", form["language"], samesite="lax", httponly=True, secure=secure)
        return response


async def let_in(house: ConsoleContext, request: Request, passed: SignedIn, response: Response) -> None:
    """The browser is signed in, under a token that nobody had before; any sign-in before it ends."""
    await house.gate.leave(house.token(request))
    forget(response, house.settings, HALF)
    keep(response, house.settings, "desk", passed.token, PROLONGED // 1000)


def pasted(given: str) -> str:
    """The secret of a one-time link, given alone or with the address before it."""
    return given.strip().rpartition("#")[2][:128]


def browser_of(agent: str) -> str:
    """Which kind of browser on which system, as far as it says: `Firefox, Windows`; empty when it says nothing."""
    named = (next((name for mark, name in known if mark in agent), "") for known in (_BROWSERS, _SYSTEMS))
    return ", ".join(filter(None, named))
