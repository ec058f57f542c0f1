"""The pages as they are served, in a real browser: the conversation in five languages, and the officers' console."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from storage.officers import LINK, add_officer, make_token
from storage.timestamps import DAY, ms, now
from storage.unanswered import note_judgement, note_question
from tests.web.conftest import served
from tests.web.console.officers import let_in, signed_in_by_hand
from tests.web.sent import Sent, at_work
from tests.web.shoot import DESK, PHONE, look, pictured, serious, wide
from tests.web.world import World

pytestmark = pytest.mark.asyncio(loop_scope="module")
LANGUAGES = ("ko", "en", "ja", "zh", "fr")


@dataclass
class Place:
    url: str
    world: World
    receipt: str

    async def sign_in(
        self, page: Page, ministry: str, role: str, language: str, name: str = "김하늘", by_hand: bool = False
    ) -> None:
        async with self.world.store.transaction() as tx:
            officer = await add_officer(tx, ministry, role, name, language, ms(now()), "house")
            link = await make_token(tx, officer, LINK, ms(now()), ms(now()) + DAY)
        if by_hand:
            await signed_in_by_hand(page, f"{self.url}/desk/enter#{link}")
        else:
            await let_in(page.context, self.world, self.url, link)
            await page.goto(f"{self.url}/desk")
        await expect(page.locator(".bar")).to_be_visible()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def place(sent_in_japanese: Sent, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    async with at_work(sent_in_japanese, tmp_path_factory.mktemp("pages") / "house") as (world, owner):
        await owner.say("", [("files", ("도면 rev3.pdf", b"%PDF" * 200_000, "application/pdf"))])
        async with served(world.app, world.streams) as url:
            yield Place(url, world, sent_in_japanese.receipt)


async def checked(page: Page, name: str, full: bool = False, colours: bool = True) -> None:
    """The page is accessible, fits its width, and is pictured."""
    assert await serious(page, colours) == []
    assert not await wide(page)
    await pictured(page, name, full)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("size", "width", "scheme"), [("phone", PHONE, "dark"), ("desktop", DESK, "light")])
async def test_the_first_questions_read_well_in_every_language(
    browser: Browser, place: Place, language: str, size: str, width: object, scheme: str
) -> None:
    context = await look(browser, width, scheme, language)
    page = await context.new_page()
    name, colours = f"{size}-{scheme}-{language}", language == LANGUAGES[0]
    await page.goto(place.url)
    await checked(page, f"real-welcome-{name}", full=True, colours=colours)
    await page.locator("button.begin").click()
    for press in ("urgent:no", "about:report", "agree:age", "agree:collect"):
        await page.locator(f"button[value$='|{press}']").last.click()
    await checked(page, f"real-consent-{name}", colours=colours)
    await page.locator("#text").fill("2025-03, CAD")
    await page.locator(".send").click()
    await page.locator(".entry:last-child button[value$='|nav:done']").click()
    await page.locator(".entry:last-child button[value$='relationship:principal_contractor']").click()
    await page.locator(".entry:last-child button[value$='what_was_taken:technical_data_on_request']").click()
    await expect(page.locator(".entry:last-child [data-on]")).to_have_count(1)
    assert await page.locator("html").get_attribute("lang") == language
    await checked(page, f"real-question-{name}", colours=colours)
    await context.close()


async def test_the_console_is_walked_from_link_to_reply(browser: Browser, place: Place) -> None:
    context = await look(browser, DESK, "light", "ko")
    page = await context.new_page()
    troubles: list[str] = []
    page.on("console", lambda message: None if "Autofocus" in message.text else troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    await place.sign_in(page, "kftc", "officer", "ko", by_hand=True)
    await checked(page, "desk-queue-desktop-light-ko")
    await page.get_by_role("link", name=place.receipt).click()
    await page.locator(".acts > form button").click()
    await page.locator(".act.ask summary").click()
    await page.locator("input[value='asked-chronology']").check()
    await page.locator(".act.ask textarea").fill("도면을 언제 만들었는지 알려 주십시오.")
    await checked(page, "desk-ask-desktop-light-ko", full=True)
    await page.locator(".act.ask button.button").click()
    await expect(page.locator(".casehead .state.asked")).to_be_visible()
    await checked(page, "desk-case-desktop-light-ko", full=True)
    assert troubles == []
    await context.close()


async def test_the_console_fits_a_telephone_in_the_dark(browser: Browser, place: Place) -> None:
    context = await look(browser, PHONE, "dark", "en")
    page = await context.new_page()
    await place.sign_in(page, "mss", "officer", "en", "Kim")
    await checked(page, "desk-queue-phone-dark-en")
    await page.goto(f"{place.url}/desk/case/{place.receipt}")
    await checked(page, "desk-case-phone-dark-en", full=True)
    await context.close()


async def test_a_queue_that_is_open_shows_new_states_without_a_reload(browser: Browser, place: Place) -> None:
    context, other = await look(browser, DESK, "dark", "en"), await look(browser, DESK, "light", "en")
    watching, acting = await context.new_page(), await other.new_page()
    await place.sign_in(watching, "motir", "officer", "en", "A")
    await place.sign_in(acting, "motir", "officer", "en", "B")
    await expect(watching.locator(".queue .state.sent")).to_have_count(1)
    await acting.goto(f"{place.url}/desk/case/{place.receipt}")
    await acting.locator(".acts > form button").click()
    await expect(watching.locator(".queue .state.taken")).to_have_count(1)
    await expect(watching.locator("#told")).not_to_be_empty()
    await checked(watching, "desk-queue-desktop-dark-en")
    await context.close()
    await other.close()


async def test_without_scripts_a_report_is_read_and_taken(browser: Browser, place: Place) -> None:
    context = await look(browser, DESK, "light", "en", script=False)
    page = await context.new_page()
    await place.sign_in(page, "mss", "officer", "en", "C", by_hand=True)
    await page.get_by_role("link", name=place.receipt).click()
    await page.locator(".act.reply summary").click()
    await page.locator(".act.reply textarea").fill("Thank you.")
    await page.locator(".act.reply button.button").click()
    await expect(page.locator(".ruling").first).to_be_visible()
    await context.close()


async def test_the_pages_of_an_administrator_are_accessible(browser: Browser, place: Place) -> None:
    context = await look(browser, DESK, "light", "ko")
    page = await context.new_page()
    await place.sign_in(page, "kftc", "administrator", "ko", "관리자")
    await checked(page, "desk-overview-desktop-light-ko")
    await page.goto(f"{place.url}/desk/officers")
    await page.locator("input[name=name]").fill("박새봄")
    await checked(page, "desk-officers-desktop-light-ko", full=True)
    await page.locator(".fields button").click()
    await expect(page.locator("tbody tr")).to_have_count(1)
    await checked(page, "desk-requests-desktop-light-ko", full=True)
    await context.close()


@pytest.mark.parametrize(("shape", "name"), [(DESK, "desktop"), (PHONE, "phone")])
async def test_the_page_of_the_editors_is_accessible_and_needs_no_script(
    browser: Browser, place: Place, shape: dict[str, int], name: str
) -> None:
    async with place.world.store.transaction() as tx:
        for words in ("통역도 해 주나요", "통역 해 주나요?", "오늘 날씨 " + "어때 " * 50):
            await note_question(tx, words, "ko", ms(now()))
        await note_judgement(tx, "wrong", "what_is_theft", "ko")
    context = await look(browser, shape, "light", "ko")
    page = await context.new_page()
    await place.sign_in(page, "", "secretariat", "ko", "사무국")
    await page.goto(f"{place.url}/desk/questions")
    for summary in await page.locator("main summary").all():
        await summary.click()
    await checked(page, f"desk-questions-{name}-light-ko", full=True)
    await context.close()
    context = await look(browser, shape, "light", "ko", script=False)
    page = await context.new_page()
    await place.sign_in(page, "", "secretariat", "ko", "사무국")
    await page.goto(f"{place.url}/desk/questions")
    panels = page.locator("section:has(form)")
    before = await panels.count()
    await panels.first.locator("summary").last.click()
    await panels.first.locator("button[value=entry]").click()
    await expect(panels).to_have_count(before - 1)
    await context.close()
