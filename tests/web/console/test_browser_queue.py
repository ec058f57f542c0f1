"""The queue, the figures and the list of all cases in a real browser: by keys, by forms, on every width."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from storage import tables as t
from storage.officers import LINK, add_officer, make_token
from storage.timestamps import DAY, ms, now
from tests.web.conftest import served
from tests.web.console.crowd import codes, copied_within, put_within
from tests.web.console.officers import let_in
from tests.web.sent import Sent, at_work
from tests.web.shoot import DESK, PHONE, look, pictured, serious, wide
from tests.web.world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")


@dataclass
class Place:
    url: str
    world: World
    receipt: str

    async def sign_in(self, page: Page, ministry: str, role: str, language: str, name: str = "김하늘") -> None:
        async with self.world.store.transaction() as tx:
            officer = await add_officer(tx, ministry, role, name, language, ms(now()), "house")
            link = await make_token(tx, officer, LINK, ms(now()), ms(now()) + DAY)
        await let_in(page.context, self.world, self.url, link)
        await page.goto(f"{self.url}/desk")
        await expect(page.locator(".bar")).to_be_visible()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def place(sent_in_japanese: Sent, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    async with at_work(sent_in_japanese, tmp_path_factory.mktemp("pages") / "house") as (world, _owner):
        await _fill(world, sent_in_japanese.receipt)
        async with served(world.app, world.streams) as url:
            yield Place(url, world, sent_in_japanese.receipt)


async def _fill(world: World, receipt: str) -> None:
    """A year of reports in several languages; some are done, some late, some urgent."""
    new, tongues = codes(150), ("ko", "ko", "ko", "en", "ja", "zh", "fr", "ko")
    ends, sent = ("measure", "mediated", "no_ground", "referred"), ms(now() - timedelta(days=30))
    async with world.store.transaction() as tx:
        for number, tongue in enumerate(tongues):
            for k, code in enumerate(new[number :: len(tongues)]):
                at = now() - timedelta(days=(k * 37 + number * 5) % 330)
                await copied_within(tx, receipt, [code], at, language=tongue)
        for number, code in enumerate(new):
            over = {"open": False, "state": "closed", "reason": ends[number % 4], "acted": sent + number % 9 * DAY}
            still = {"due": ms(now()) + (number % 12 - 3) * DAY, "state": ("sent", "seen")[number % 2]}
            for ministry in ("kftc", "mss", "motir"):
                values = over if number % 3 == 0 and ministry != "motir" else still
                await put_within(tx, code, ministry, created=sent, urgent=number % 17 == 0, **values)
        await tx.run(t.case_.update().where(t.case_.c.receipt.in_(new[:9])).values(spots="no-transaction"))
        rows = [
            {"receipt": code, "ministry": ministry, "name": "aim", "due": sent, "met": sent + (number % 4 - 2) * DAY}
            for number, code in enumerate(new) for ministry in ("kftc", "mss")
        ]  # fmt: skip
        await tx.run(t.clock.insert(), rows)


async def checked(page: Page, name: str, full: bool = False, colours: bool = True) -> None:
    assert await serious(page, colours) == []
    assert not await wide(page)
    await pictured(page, f"queue-{name}", full)


async def test_the_queue_is_worked_by_keys_alone(browser: Browser, place: Place) -> None:
    context = await look(browser, DESK, "light", "ko")
    page = await context.new_page()
    troubles: list[str] = []
    await place.sign_in(page, "kftc", "officer", "ko")
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    await checked(page, "list-desktop-light-ko")
    lines = page.locator("tr[data-line]")
    first, second = [await lines.nth(n).get_attribute("data-line") for n in (0, 1)]
    await page.keyboard.press("j")
    await expect(page.get_by_role("link", name=str(first))).to_be_focused()
    await page.keyboard.press("ArrowDown")
    await expect(page.get_by_role("link", name=str(second))).to_be_focused()
    await page.keyboard.press("k")
    await page.keyboard.press("x")
    await page.keyboard.press("j")
    await page.keyboard.press("x")
    await expect(page.locator("tr.picked")).to_have_count(2)
    await expect(page.locator("#picked")).to_contain_text("2")
    await checked(page, "picked-desktop-light-ko")
    await page.keyboard.press("Control+t")
    await expect(page.locator("tr.picked")).to_have_count(2)
    await page.keyboard.press("t")
    await expect(page.locator(".fates")).to_be_visible()
    await expect(page).to_have_url(re.compile("/desk$"))
    await checked(page, "done-desktop-light-ko")
    await page.keyboard.press("?")
    await expect(page.locator("#keys")).to_be_visible()
    await checked(page, "keys-desktop-light-ko")
    await page.keyboard.press("Escape")
    await page.keyboard.press("/")
    await expect(page.locator("#term")).to_be_focused()
    await page.keyboard.type("jxt?")
    await expect(page.locator("#term")).to_have_value("jxt?")
    await page.locator("#undo button").click()
    await expect(page.locator(".fates")).to_be_visible()
    await expect(page.locator("#undo")).to_have_count(0)
    await page.goto(f"{place.url}/desk?tab=mine")
    await expect(page.locator(".nothing")).to_be_visible()
    assert troubles == []
    await context.close()


async def test_keys_can_be_put_out_and_enter_opens(browser: Browser, place: Place) -> None:
    context = await look(browser, DESK, "dark", "en")
    page = await context.new_page()
    await place.sign_in(page, "kftc", "officer", "en", "Kim")
    await page.locator("#keys-open").click()
    await page.locator("#keys-on").uncheck()
    await page.locator("#keys-close").click()
    await page.keyboard.press("j")
    await expect(page.locator("tr[data-line] a:focus")).to_have_count(0)
    await page.locator("tr[data-line] a").first.focus()
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("Enter")
    await expect(page.locator("h1")).to_contain_text("SM-")
    await context.close()


async def test_a_view_is_saved_and_a_search_leaves_no_trace(browser: Browser, place: Place) -> None:
    context = await look(browser, DESK, "dark", "en")
    page = await context.new_page()
    await place.sign_in(page, "mss", "lead", "en", "Kim")
    await page.locator(".filter-box summary").click()
    await page.locator("select[name=language]").select_option("fr")
    await page.locator(".filters button").click()
    await page.locator(".box summary").first.click()
    await page.locator("input[name=name]").fill("French, all of them")
    await checked(page, "view-desktop-dark-en", full=True)
    await page.locator(".line-form button").click()
    await expect(page.locator(".tabs .view[aria-current]")).to_have_text("French, all of them")
    await page.locator("#term").fill(place.receipt)
    await page.locator(".search button").click()
    await expect(page.locator("tr[data-line]")).to_have_count(1)
    await checked(page, "found-desktop-dark-en")
    assert page.url == f"{place.url}/desk/search"
    await context.close()


async def test_a_selection_outlives_what_others_do(browser: Browser, place: Place) -> None:
    context, other = await look(browser, DESK, "light", "en"), await look(browser, DESK, "light", "en")
    watching, acting = await context.new_page(), await other.new_page()
    await place.sign_in(watching, "motir", "officer", "en", "A")
    await place.sign_in(acting, "motir", "officer", "en", "B")
    await watching.goto(f"{place.url}/desk?sort=oldest")
    code = await watching.locator("tr[data-line]").nth(2).get_attribute("data-line")
    await watching.locator(".pick input").first.check()
    await acting.goto(f"{place.url}/desk/case/{code}")
    await acting.goto(f"{place.url}/desk?sort=oldest")
    await acting.locator(f"tr[data-line='{code}'] .pick input").check()
    await acting.locator("#bulk button[value=take]").click()
    await expect(acting.locator(".fates")).to_contain_text("1 report is yours now.")
    await expect(watching.locator(f"tr[data-line='{code}'] .state.taken")).to_have_count(1)
    await expect(watching.locator(".pick input:checked")).to_have_count(1)
    await context.close()
    await other.close()


async def test_without_scripts_many_are_taken_and_the_view_is_saved(browser: Browser, place: Place) -> None:
    context = await look(browser, DESK, "light", "en", script=False)
    page = await context.new_page()
    await place.sign_in(page, "mss", "officer", "en", "C")
    for box in (await page.locator(".pick input").all())[:3]:
        await box.check()
    await page.locator("#bulk button[value=take]").click()
    await expect(page.locator(".fates")).to_contain_text("3 reports are yours now.")
    await page.locator("#undo button").click()
    await expect(page.locator(".fates")).to_contain_text("as they were before")
    await context.close()


@pytest.mark.parametrize("language", ["ko", "en", "ja", "zh", "fr"])
async def test_the_queue_fits_a_telephone_in_the_dark(browser: Browser, place: Place, language: str) -> None:
    context = await look(browser, PHONE, "dark", language)
    page = await context.new_page()
    await place.sign_in(page, "kftc", "officer", language, "Kim")
    await page.locator(".pick input").first.check()
    await checked(page, f"list-phone-dark-{language}", colours=language == "ko")
    await context.close()


@pytest.mark.parametrize(
    ("shape", "scheme", "language", "name"),
    [
        (DESK, "light", "ko", "desktop-light-ko"),
        (PHONE, "dark", "fr", "phone-dark-fr"),
        (DESK, "dark", "en", "desktop-dark-en"),
    ],
)
async def test_figures_are_drawn_for_every_width(
    browser: Browser, place: Place, shape: object, scheme: str, language: str, name: str
) -> None:
    context = await look(browser, shape, scheme, language)
    page = await context.new_page()
    await place.sign_in(page, "kftc", "lead", language, "이도윤")
    await page.goto(f"{place.url}/desk/statistics")
    await expect(page.locator("svg.chart").first).to_be_visible()
    await checked(page, f"statistics-{name}", full=True)
    await page.locator(".figures summary").first.click()
    await expect(page.locator(".figures details table").first).to_be_visible()
    await context.close()


@pytest.mark.parametrize(("shape", "name"), [(DESK, "desktop"), (PHONE, "phone")])
async def test_the_list_of_all_cases_is_accessible(browser: Browser, place: Place, shape: object, name: str) -> None:
    context = await look(browser, shape, "light", "ko")
    page = await context.new_page()
    await place.sign_in(page, "secretariat", "secretariat", "ko", "사무국")
    await page.goto(f"{place.url}/desk/cases")
    await checked(page, f"shapes-{name}-light-ko")
    await page.goto(f"{place.url}/desk/statistics")
    await checked(page, f"statistics-all-{name}-light-ko", full=True)
    await context.close()


@pytest.mark.parametrize(("shape", "name"), [(DESK, "desktop"), (PHONE, "phone")])
async def test_the_audit_log_is_accessible(browser: Browser, place: Place, shape: object, name: str) -> None:
    context = await look(browser, shape, "light", "ko")
    page = await context.new_page()
    await place.sign_in(page, "kftc", "auditor", "ko", "박감사")
    await page.goto(f"{place.url}/desk/case/{place.receipt}")
    await page.locator(".unmask summary").click()
    await checked(page, f"masked-{name}-light-ko")
    for path in ("audit", "audit/month"):
        await page.goto(f"{place.url}/desk/{path}")
        await checked(page, f"{path.replace('/', '-')}-{name}-light-ko", full=True)
    await context.close()
