"""What signs somebody in stands behind the # of a link: no server, proxy, log, referrer or history has it."""

from __future__ import annotations

import logging
import re
import socket
from pathlib import Path

import pytest
from playwright.async_api import Browser, Request, expect
from sqlalchemy import select
from starlette.routing import Route

from storage import tables as t
from storage.refused_attempts import RefusedAttempt
from tests.web.conftest import served
from tests.web.console.door import Door, Hand, door
from tests.web.console.officers import secret_in, used_link
from tests.web.console.test_browser_sign_in import invited
from tests.web.shoot import DESK, look, serious
from tests.web.visitor import said
from tests.web.world import real

__all__ = ["door"]


@pytest.mark.attack("security-A2")
async def test_no_path_of_the_console_takes_a_secret(door: Door) -> None:
    paths = [each.path for each in door.world.app.routes if isinstance(each, Route) and each.path.startswith("/desk")]
    held = {name for path in paths for name in re.findall(r"{(\w+)", path)}
    assert not held & {"token", "secret", "code", "half", "session"}
    assert [path for path in paths if "{link" in path] == ["/desk/enter/{link}"], "which takes none any more"


@pytest.mark.attack("security-A2", "security-B11")
@pytest.mark.parametrize("verb", ["GET", "POST"])
async def test_a_link_of_the_older_kind_is_refused_with_a_sentence_and_is_good_no_longer(door: Door, verb: str) -> None:
    link, client = await door.link(await door.hired()), await door.browser()
    mail = {"sec-fetch-site": "cross-site"}
    answer = await client.request(verb, f"/desk/enter/{link}", headers=mail)
    assert answer.status_code == 410
    assert "ask for a new one" in said(answer.text) or "새 링크" in said(answer.text)
    assert link not in answer.text
    assert (await used_link(client, link)).status_code == 403, "what stood in a log signs nobody in"
    async with door.world.store.reading() as tx:
        assert RefusedAttempt.LINK in [row[0] for row in await tx.all(select(t.audit.c.action))]


async def test_without_scripts_the_link_is_pasted_whole_or_its_code_alone(door: Door) -> None:
    for before in ("", "http://page/desk/enter#", " https://desk.example.kr/desk/enter#"):
        client = await door.browser()
        page = await client.get("/desk/enter")
        assert 'name="link"' in page.text
        assert secret_in((await used_link(client, before + await door.link(await door.hired()))).text)


@pytest.mark.attack("security-A2", "security-B11")
@pytest.mark.asyncio(loop_scope="module")
async def test_nothing_that_a_browser_sends_or_keeps_has_the_secret_in_an_address(
    browser: Browser, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    listening, clock = socket.create_server(("127.0.0.1", 0)), Hand()
    url = f"http://localhost:{listening.getsockname()[1]}"
    caplog.set_level(logging.DEBUG)
    async with real(tmp_path, clock, address=url) as world, served(world.app, world.streams, listening):
        context = await look(browser, DESK, "light", "ko")
        page, asked = await context.new_page(), list[Request]()
        page.on("request", lambda each: asked.append(each))
        link = await invited(world, clock)
        await page.goto(f"{url}/desk/enter#{link}")
        await expect(page.locator("#link")).to_be_hidden()
        assert page.url == f"{url}/desk/enter"
        assert await serious(page) == []
        await page.locator(".code-form .button").click()
        await page.locator(".secret").wait_for()
        await page.go_back()
        assert link not in page.url
        assert await page.locator("#link").input_value() == ""
        heads = [" ".join([each.url.partition("#")[0], *(await each.all_headers()).values()]) for each in asked]
        assert heads
        assert not [each for each in heads if link in each]
        await context.close()
    assert link not in caplog.text
