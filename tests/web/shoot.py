"""A real browser, what it sees, and pictures of it under build/screenshots."""

from __future__ import annotations

import os
from pathlib import Path

from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, BrowserContext, Page, expect

FOLDER = Path("build/screenshots")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1200, "height": 860}

expect.set_options(timeout=20_000)


def picture(name: str) -> str:
    """The path of a picture, its folder made."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    return str(FOLDER / f"{name}.png")


async def look(browser: Browser, width: object, scheme: object, language: str, script: bool = True) -> BrowserContext:
    return await browser.new_context(
        viewport=width,  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        locale=language,
        java_script_enabled=script,
        reduced_motion="reduce",
        device_scale_factor=2 if width is PHONE else 1,
    )


async def serious(page: Page) -> list[str]:
    """What axe finds that is serious or critical."""
    found = (await Axe().run(page)).response["violations"]
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


async def wide(page: Page) -> bool:
    """Whether the page must be moved sideways to be read."""
    return bool(await page.evaluate("document.documentElement.scrollWidth > innerWidth"))
