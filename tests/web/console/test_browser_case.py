"""One case in a real browser: an officer walks it from taking to closing; it is accessible, and pictured."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Browser, BrowserContext, Page, expect

from dialogs.questions import Answer
from storage import cases, messages
from storage.cases import index
from storage.messages import MessageHeading
from storage.officers import LINK, add_officer, make_token
from storage.states import Direction
from storage.timestamps import DAY, ms, now
from tests.web.conftest import served
from tests.web.console.house import agree
from tests.web.console.officers import let_in
from tests.web.reporting import send_report
from tests.web.sent import Sent, at_work
from tests.web.shoot import DESK, PHONE, look, pictured, serious, wide
from tests.web.visitor import Person
from tests.web.world import World, without_scripts

pytestmark = pytest.mark.asyncio(loop_scope="module")
EVIL = "<img src=x onerror=\"document.title='run'\"><script>document.title='run'</script>"


@dataclass
class Place:
    url: str
    world: World
    receipt: str

    async def officer(self, page: Page, ministry: str, role: str, language: str, name: str) -> str:
        """Sign in; the officer's id."""
        async with self.world.store.transaction() as tx:
            officer = await add_officer(tx, ministry, role, name, language, ms(now()), "house")
            link = await make_token(tx, officer, LINK, ms(now()), ms(now()) + DAY)
        await let_in(page.context, self.world, self.url, link)
        await page.goto(f"{self.url}/desk/case/{self.receipt}")
        return officer

    async def owner_says(self, words: str) -> None:
        async with self.world.store.transaction() as tx:
            case = await cases.load_case(tx, self.receipt)
            assert case is not None
            assert case.key is not None
            said = Answer(words, language="ja")
            entry = f"in:{words[:20]}"
            await messages.say(
                tx, case.key, self.receipt, entry, ms(now()), said, MessageHeading(Direction.IN, "added")
            )


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def place(sent_in_japanese: Sent, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Place]:
    receipt = sent_in_japanese.receipt
    async with at_work(sent_in_japanese, tmp_path_factory.mktemp("case") / "house") as (world, owner):
        await owner.say("", [("files", (f"도면 rev3 {EVIL}.pdf", b"%PDF" * 200_000, "application/pdf"))])
        async with without_scripts(world) as client:
            other = await send_report(await Person(client).begin("ko"))
        async with world.store.transaction() as tx:
            for each in (receipt, other):
                await index(tx, each, [("counterpart", "same")])
        await agree(world, receipt)
        async with served(world.app, world.streams) as url:
            yield Place(url, world, receipt)


async def checked(page: Page, name: str, full: bool = True, colours: bool = True) -> None:
    """The page is accessible, fits its width, ran nothing of what was typed into it, and is pictured."""
    assert await serious(page, colours) == []
    assert not await wide(page)
    assert await page.title() != "run"
    await pictured(page, name, full)


async def sends(page: Page, act: str) -> None:
    """Send the open form of an act and see that it was done."""
    async with page.expect_navigation():
        await page.locator(f".act.{act} form button.button").click()
    await expect(page.locator(".ruling:not(.refused)").first).to_be_visible()


async def opens(page: Page, act: str) -> None:
    if not await page.locator(f".act.{act}").first.evaluate("act => act.open"):
        await page.locator(f".act.{act} > summary").first.click()


@pytest.mark.attack("officer-B5")
async def test_what_is_typed_is_kept_while_one_pauses_found_elsewhere_and_gone_when_sent(
    browser: Browser, place: Place
) -> None:
    context, other = await look(browser, DESK, "light", "ko"), await look(browser, DESK, "light", "ko")
    page, later = await context.new_page(), await other.new_page()
    await place.officer(page, "kftc", "lead", "ko", "박초안")
    box = ".act.note textarea"
    await opens(page, "note")
    await page.locator(box).fill("기기를 바꾸어도")
    await expect(page.locator(".act.note .keeping small")).to_contain_text("임시 저장됨")
    assert await page.evaluate("Object.keys(sessionStorage).length") == 0
    await other.add_cookies(await context.cookies())  # type: ignore[arg-type]
    await later.goto(page.url)
    await expect(later.locator(box)).to_have_value("기기를 바꾸어도")
    await expect(later.locator(".act.note")).to_have_attribute("open", "")
    assert await serious(later) == []
    await later.locator(box).fill("기기를 바꾸어도 남습니다")
    await sends(later, "note")
    await later.reload()
    await expect(later.locator(box)).to_have_value("")
    await context.close()
    await other.close()


async def test_a_case_is_walked_from_taking_to_closing(browser: Browser, place: Place) -> None:
    context, other = await look(browser, DESK, "light", "ko"), await look(browser, DESK, "light", "ko")
    page, colleague = await context.new_page(), await other.new_page()
    troubles: list[str] = []
    to = await place.officer(colleague, "kftc", "officer", "ko", "이동료")
    await place.owner_says(f"いつ返事をもらえますか。 {EVIL}")
    await place.officer(page, "kftc", "lead", "ko", "김하늘")
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    await checked(page, "case-fresh-desktop-light-ko")
    await page.locator(".casehead .acts button").click()
    await expect(page.locator(".casehead dd", has_text="본인").or_(page.locator(".act.release"))).to_be_visible()
    await opens(page, "ask")
    await page.locator(".act.ask input[name=questions][value=contract]").check()
    await checked(page, "case-ask-desktop-light-ko")
    await sends(page, "ask")
    await opens(page, "note")
    await page.locator(".act.note textarea").fill("계약서 사본을 먼저 확인할 것")
    await sends(page, "note")
    await opens(page, "position")
    await page.locator(".act.position select[name=stance]").select_option("acts")
    await page.locator(".act.position textarea").fill("하도급법 제12조의3 위반 여부를 직접 조사합니다.")
    await sends(page, "position")
    await opens(page, "extend")
    await page.locator(".act.extend select[name=clock]").select_option("term")
    await page.locator(".act.extend input[name=days]").fill("5")
    await page.locator(".act.extend textarea").fill("전문가 의견을 기다립니다.")
    await sends(page, "extend")
    await opens(page, "reply")
    await page.locator(".act.reply textarea").fill("월요일에 연락드리겠습니다")
    file = {"name": "안내문.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4"}
    await page.locator(".act.reply input[type=file]").set_input_files(file)  # type: ignore[arg-type]
    await sends(page, "reply")
    await page.locator(".reword > summary").last.click()
    await page.locator(".reword[open] textarea").fill("화요일에 연락드리겠습니다.")
    async with page.expect_navigation():
        await page.locator(".reword[open] button.button").click()
    await expect(page.locator("#thread ~ .thread")).to_contain_text("화요일에 연락드리겠습니다.")
    await checked(page, "case-work-desktop-light-ko")
    await opens(page, "hand-over")
    await page.locator(".act.hand-over select[name=to]").select_option(to)
    await sends(page, "hand-over")
    await expect(page.locator(".casehead dl")).to_contain_text("이동료")
    await colleague.reload()
    await opens(colleague, "close")
    await colleague.locator(".act.close select[name=outcome]").select_option("measure")
    await colleague.locator(".act.close textarea").fill("시정명령을 하였습니다.")
    await sends(colleague, "close")
    await checked(colleague, "case-closed-desktop-light-ko")
    assert troubles == []
    await context.close()
    await other.close()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize(("size", "shape"), [("desktop", DESK), ("phone", PHONE)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_page_is_accessible_and_fits(
    browser: Browser, place: Place, language: str, size: str, shape: object, scheme: str
) -> None:
    context = await look(browser, shape, scheme, language)
    page = await context.new_page()
    await place.officer(page, "mss", "lead", language, "박새봄")
    name = f"{size}-{scheme}-{language}"
    await checked(page, f"case-top-{name}", full=False, colours=language == "ko")
    for act in ("note", "position", "bar-out"):
        await opens(page, act)
    await checked(page, f"case-open-{name}", colours=language == "ko")
    await context.close()


async def test_words_being_typed_survive_a_change_and_a_reload_and_are_gone_once_sent(
    browser: Browser, place: Place
) -> None:
    context, other = await look(browser, DESK, "light", "en"), await look(browser, DESK, "light", "en")
    page, second = await context.new_page(), await other.new_page()
    await place.officer(page, "motir", "officer", "en", "A")
    await place.officer(second, "motir", "officer", "en", "B")
    await opens(page, "note")
    await page.locator(".act.note textarea").fill("half a thought")
    await opens(second, "note")
    await second.locator(".act.note textarea").fill("another")
    await sends(second, "note")
    await expect(page.locator("#fresh")).to_be_visible()
    assert await page.locator(".act.note textarea").input_value() == "half a thought"
    await page.locator("#fresh a").click()
    await expect(page.locator("#fresh")).to_be_hidden()
    assert await page.locator(".act.note textarea").input_value() == "half a thought"
    await sends(page, "note")
    assert await page.locator(".act.note textarea").input_value() == ""
    assert await page.evaluate("localStorage.length + sessionStorage.length") == 0
    await close(context, other)


async def test_everything_is_done_without_scripts_and_by_keyboard(browser: Browser, place: Place) -> None:
    context = await look(browser, DESK, "light", "en", script=False)
    page = await context.new_page()
    await place.officer(page, "motir", "officer", "en", "C")
    await page.locator(".casehead .acts button").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".act.release")).to_be_attached()
    await page.locator(".act.note > summary").focus()
    await page.keyboard.press("Enter")
    await page.keyboard.press("Tab")
    await page.keyboard.type("typed by keyboard")
    await page.locator(".act.note button.button").focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".notes")).to_contain_text("typed by keyboard")
    await close(context)


async def test_a_print_keeps_the_warning_and_leaves_the_forms_out(browser: Browser, place: Place) -> None:
    context = await look(browser, DESK, "light", "en")
    page = await context.new_page()
    await place.officer(page, "motir", "officer", "en", "D")
    await page.emulate_media(media="print")
    await expect(page.locator(".warn.strip")).to_be_visible()
    await expect(page.locator(".act.note")).to_be_hidden()
    await expect(page.locator(".casehead h1")).to_be_visible()
    await close(context)


async def close(*contexts: BrowserContext) -> None:
    for each in contexts:
        await each.close()
