"""Signing in by passkey and staying signed in, in a real browser with an authenticator that Chromium plays."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from storage.officers import LINK, add_officer, make_token
from storage.timestamps import DAY, ms
from tests.web.conftest import served
from tests.web.console.door import Hand
from tests.web.console.officers import code
from tests.web.shoot import DESK, look, serious
from tests.web.world import World, real

pytestmark = pytest.mark.asyncio(loop_scope="module")
AUTHENTICATOR = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


async def invited(world: World, clock: Hand) -> str:
    async with world.store.transaction() as tx:
        who = await add_officer(tx, "kftc", "officer", "김하늘", "ko", ms(clock()), "house")
        return await make_token(tx, who, LINK, ms(clock()), ms(clock()) + DAY)


async def enrolled(page: Page, link: str, clock: Hand) -> None:
    """From the invitation to the page of recovery codes."""
    await page.goto(link)
    await page.locator(".code-form .button").click()
    secret = (await page.locator(".secret").inner_text()).replace(" ", "")
    await page.locator("#name").fill("haneul")
    await page.locator("#code").fill(code(secret, clock()))
    assert await serious(page) == []
    await page.locator(".code-form .button").click()
    await page.locator("button[value=codes]").click()
    await expect(page.locator(".spare li")).to_have_count(10)
    assert await serious(page) == []


@pytest.mark.attack("officer-B5")
async def test_a_passkey_is_made_and_signs_in_and_a_sign_in_that_is_ending_is_prolonged(
    browser: Browser, tmp_path: Path
) -> None:
    listening, clock = socket.create_server(("127.0.0.1", 0)), Hand()
    url = f"http://localhost:{listening.getsockname()[1]}"
    async with real(tmp_path, clock, address=url) as world, served(world.app, world.streams, listening):
        context = await look(browser, DESK, "light", "ko")
        page = await context.new_page()
        devices = await context.new_cdp_session(page)
        await devices.send("WebAuthn.enable")
        await devices.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        await page.clock.install()
        await enrolled(page, f"{url}/desk/enter#{await invited(world, clock)}", clock)
        await page.goto(f"{url}/desk/passkey")
        await page.locator("#passkey-new").click()
        await expect(page.locator("tbody tr")).to_have_count(1)
        assert await serious(page) == []
        await context.clear_cookies()
        await page.goto(f"{url}/desk/sessions")
        assert await serious(page) == []
        await page.locator("#passkey-enter").click()
        await page.wait_for_url("**/desk/sessions")
        await expect(page.locator("tbody tr")).to_have_count(2)
        await expect(page.locator("#ending")).not_to_have_class("ending soon")
        clock.move(minutes=56)
        await page.clock.fast_forward(56 * 60_000)
        await expect(page.locator("#ending")).to_have_class("ending soon")
        assert await serious(page) == []
        await page.locator("#ending button").click()
        await expect(page.locator("#ending")).to_have_class("ending")
        clock.move(minutes=50)
        await page.goto(f"{url}/desk/passkey")
        await expect(page.locator(".bar")).to_be_visible()
        await context.close()
