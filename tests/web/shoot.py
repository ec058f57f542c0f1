"""A real browser, what it sees, and pictures of it in the folder that SHOTS names, if it does."""

from __future__ import annotations

import json
import os
from pathlib import Path

from axe_playwright_python.base import AXE_SCRIPT  # type: ignore[import-untyped]
from playwright.async_api import Browser, BrowserContext, Page, expect

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SHOTS = os.environ.get("SHOTS", "")
UNUSED = (
    # As Playwright has them, because the last list counts.
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades", "PaintHolding"),
    *("HttpsFirstBalancedModeAutoEnable", "ThirdPartyStoragePartitioning", "AvoidCorsURLLoaderRestartOnRedirect"),
    *("LensOverlay", "MediaRouter", "OptimizationHints", "NetworkTimeServiceQuerying"),
    # A list below the address bar and a renderer in reserve, made for every new window: half of what a window costs.
    *("WebUIOmniboxPopup", "WebUIOmniboxFullPopup", "WebUIOmniboxAimPopup", "SpareRendererForSitePerProcess"),
)
"""Features of Chromium outside of a page."""
ARGUMENTS = [
    *("--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost"),
    f"--disable-features={','.join(UNUSED)}",
]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1200, "height": 860}

expect.set_options(timeout=20_000)


async def pictured(page: Page, name: str, full: bool = False) -> None:
    """Take a picture if somebody wants to see them: no test looks at one. `full`: of all, not of what is in sight."""
    if not SHOTS:
        return
    if full:
        await page.evaluate("scrollTo(0, 0)")
    _keep(Path(SHOTS, f"{name}.png"), await page.screenshot(full_page=full))


def _keep(path: Path, picture: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture)


async def look(browser: Browser, width: object, scheme: object, language: str, script: bool = True) -> BrowserContext:
    return await browser.new_context(
        viewport=width,  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        locale=language,
        java_script_enabled=script,
        reduced_motion="reduce",
        device_scale_factor=2 if width is PHONE else 1,
    )


async def serious(page: Page, colours: bool = True) -> list[str]:
    """What axe finds that is serious or critical. Contrast takes it three quarters of its time; `colours=False` leaves
    that out where the same page was measured in the same width and scheme, in another language: `test_sheets.py`."""
    options = {"resultTypes": ["violations"], "rules": {"color-contrast": {"enabled": colours}}}
    found = await page.evaluate(f"{AXE_SCRIPT}; axe.run({json.dumps(options)}).then((all) => all.violations)")
    return [
        f"{each['id']}: {node['html'][:160]}"
        for each in found
        if each["impact"] in ("serious", "critical")
        for node in each["nodes"]
    ]


async def wide(page: Page) -> bool:
    """Whether the page must be moved sideways to be read, or somewhere be read letter by letter."""
    return bool(await page.evaluate(f"document.documentElement.scrollWidth > innerWidth || ({CRUSHED})()"))


CRUSHED = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (texts.nextNode()) {
    const length = texts.currentNode.data.trim().length, above = [];
    for (let each = texts.currentNode.parentElement; each; each = each.parentElement) above.push(each);
    if (length < 12 || !above[0].checkVisibility() || above.some((each) => each.offsetWidth <= 1)) continue;
    range.selectNodeContents(texts.currentNode);
    if (range.getClientRects().length > length / 3) return true;
  }
  return false;
}"""
"""Whether some text has fewer than three signs on each of its lines, what is there for screen readers alone aside."""
