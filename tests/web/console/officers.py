"""Officers with a browser: through the link and the code, as they do it, with a telephone that makes the codes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from secrets import token_hex

import httpx
import pyotp
from playwright.async_api import BrowserContext, Page
from starlette.responses import Response

from storage.officers import PROLONGED
from storage.store import Store
from storage.timestamps import now
from tests.web.visitor import forms
from tests.web.world import World, without_scripts
from web.console.sign_in import SignInGate
from web.desk_addresses import DeskAddresses
from web.ports import WebSettings
from web.security import keep

ADDRESS = "127.0.0.1"
"""Where a browser in process says that it comes from."""

SECRET = re.compile(r'class="secret">([A-Z2-7 ]+)<')


def code(secret: str, at: datetime | None = None, ahead: int = 0) -> str:
    """What the telephone shows at `at` (now), or `ahead` half minutes later: each code works once."""
    return pyotp.TOTP(secret).at((at or now()) + timedelta(seconds=30 * ahead))


def secret_in(page: str) -> str:
    """The secret that a page lets one type in; empty when it only asks for a code."""
    found = SECRET.search(page)
    return found.group(1).replace(" ", "") if found else ""


async def used_link(client: httpx.AsyncClient, link: str) -> httpx.Response:
    """The page after the button of a one-time link: it asks for the code. `link` with or without its address."""
    return await client.post("/desk/enter", data={"link": link}, follow_redirects=True)


async def signed_in(
    client: httpx.AsyncClient, link: str, secret: str = "", at: datetime | None = None, ahead: int = 0
) -> str:
    """Sign a browser in; the officer's secret. The first time of an officer needs none; later, give it again and
    `ahead=1` when that is within the same half minute."""
    page = (await used_link(client, link)).text
    secret = secret_in(page) or secret
    answer = await confirmed(client, page, code(secret, at, ahead))
    assert answer.headers.get("location") in ("/desk", "/desk/recovery"), answer.text
    return secret


async def confirmed(client: httpx.AsyncClient, page: str, given: str, name: str = "") -> httpx.Response:
    """The answer to typing a code, and at the first time a name: on to the console, or the page again."""
    fields = {**forms(page, "/desk/code")[0].fields, "name": name or f"officer-{token_hex(6)}"}
    return await client.post("/desk/code", data={**fields, "code": given}, follow_redirects=False)


async def comes_in(client: httpx.AsyncClient, name: str, given: str, to: str = "") -> httpx.Response:
    """The answer to signing in by name and code."""
    fields = {"name": name, "code": given, "to": to}
    return await client.post("/desk/sign-in", data=fields, follow_redirects=False)


async def seated(client: httpx.AsyncClient, store: Store, link: str) -> None:
    """Sign a new officer's browser in by the rules behind the pages, for tests of what comes after: the pages of the
    way in are not drawn, nor a picture for the telephone."""
    gate, at = SignInGate(store, DeskAddresses()), now()
    half = (await gate.enter(link, at, ADDRESS)).token
    who = await gate.waiting(half, at)
    assert who is not None
    passed = await gate.confirm(half, code(who.pending, at), f"officer-{token_hex(6)}", "", at, ADDRESS)
    assert passed.token, passed.why
    answer = Response()
    keep(answer, WebSettings(secret=b""), "desk", passed.token, PROLONGED // 1000)
    request = httpx.Request("POST", client.base_url.join("/desk/code"))
    client.cookies.extract_cookies(httpx.Response(303, headers=answer.headers.items(), request=request))


async def let_in(context: BrowserContext, world: World, url: str, link: str) -> None:
    """The same for a real browser that is to see something else: the pages of the way in are not drawn."""
    async with without_scripts(world) as client:
        await seated(client, world.store, link)
        for name, value in client.cookies.items():
            await context.add_cookies([{"name": name, "value": value, "url": url}])


async def signed_in_by_hand(page: Page, link: str, secret: str = "", ahead: int = 0) -> str:
    """The same in a real browser, page by page: `link` is the whole address; the officer's secret."""
    await page.goto(link)
    if await page.locator("#link").is_visible():  # where no script takes it out of the address, it is pasted
        await page.locator("#link").fill(link)
    await page.locator(".code-form .button").click()
    await page.locator("#code").wait_for()
    if await page.locator(".secret").count():
        secret = (await page.locator(".secret").inner_text()).replace(" ", "")
    if await page.locator("#name").count():
        await page.locator("#name").fill(f"officer-{token_hex(6)}")
    await page.locator("#code").fill(code(secret, ahead=ahead))
    await page.locator(".code-form .button").click()
    await page.locator(".bar").wait_for()
    await page.goto(link.partition("/desk")[0] + "/desk")
    return secret
