"""The chat page in a real browser: two sizes, two schemes, five languages, axe, and a line that breaks."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, Route, expect

from tests.web.conftest import Pagehouse, make_house, served
from tests.web.shoot import DESK, PHONE, look, pictured, serious, wide
from tests.web.standin import ASKS

pytestmark = pytest.mark.asyncio(loop_scope="module")


LOOKS = [("phone", PHONE, "light"), ("desktop", DESK, "dark")]
"""The other two looks are those of `test_browser_real.py`."""


@pytest_asyncio.fixture(loop_scope="module")
async def place() -> AsyncIterator[tuple[str, Pagehouse]]:
    house = make_house()
    async with served(house.app, house.streams) as url:
        yield url, house


async def begin(page: Page, url: str) -> None:
    await page.goto(url)
    await page.locator("button.begin").click()
    await expect(page.locator(".question").first).to_be_visible()
    await page.wait_for_load_state()


@pytest.mark.parametrize("language", ASKS)
@pytest.mark.parametrize(("size", "width", "scheme"), LOOKS)
async def test_a_conversation_looks_right_and_is_accessible(
    browser: Browser, place: tuple[str, Pagehouse], language: str, size: str, width: object, scheme: str
) -> None:
    context = await look(browser, width, scheme, language)
    page, troubles = await context.new_page(), []
    page.on("console", lambda message: troubles.append(message.text))
    page.on("pageerror", lambda error: troubles.append(str(error)))
    asked: set[str] = set()
    colours = language == next(iter(ASKS))
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    name = f"{size}-{scheme}-{language}"
    await page.goto(place[0])
    assert await serious(page, colours) == []
    assert not await wide(page)
    await pictured(page, f"welcome-{name}", full=True)
    await begin(page, place[0])
    assert await page.locator("html").get_attribute("lang") == language
    await page.locator("button[value$='principal_contractor']").click()
    await page.locator("button[value$='taken:1']").click()
    await expect(page.locator("[data-on]")).to_have_count(1)
    assert await serious(page, colours) == []
    assert not await wide(page)
    await pictured(page, f"ticks-{name}")
    await page.locator("button[value$='nav:done']").click()
    await page.locator("button[value$='|send']").click()
    await expect(page.locator(".receipt")).to_be_visible()
    assert await serious(page, colours) == []
    assert not await wide(page)
    await pictured(page, f"receipt-{name}")
    assert troubles == []
    assert asked == {place[0].split("/")[2]}
    await context.close()


async def test_focus_stays_on_the_option_that_was_ticked(browser: Browser, place: tuple[str, Pagehouse]) -> None:
    context = await look(browser, DESK, "light", "en")
    page = await context.new_page()
    await begin(page, place[0])
    await page.locator("button[value$='joint_rnd_partner']").click()
    tick = page.locator("button[value$='taken:2']")
    await tick.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator("button[value$='taken:2'][data-on]")).to_be_focused()
    await context.close()


async def test_words_typed_while_the_line_is_down_are_sent_once_when_it_is_back(
    browser: Browser, place: tuple[str, Pagehouse]
) -> None:
    url, house = place
    context = await look(browser, PHONE, "light", "en")
    page = await context.new_page()
    await begin(page, url)
    taken = 0

    async def cut(route: Route) -> None:
        nonlocal taken
        taken += 1
        if taken == 1:  # it arrives, but its answer is lost on the way
            await route.fetch()
        await route.abort()

    await page.route("**/say", cut)
    await page.fill("#text", "written in a tunnel")
    await page.locator(".send").click()
    await expect(page.locator("#lost")).to_be_visible()
    assert await serious(page) == []
    await pictured(page, "lost-phone-light-en")
    await page.unroute("**/say")
    await page.locator("#retry").click()
    await expect(page.locator("#lost")).to_be_hidden()
    await expect(page.get_by_text("written in a tunnel")).to_have_count(1)
    await expect(page.locator(".waiting")).to_have_count(0)
    assert len(house.inbox.dealt) == 2
    await context.close()


async def test_files_can_be_chosen_taken_out_and_sent(browser: Browser, place: tuple[str, Pagehouse]) -> None:
    url, house = place
    context = await look(browser, PHONE, "dark", "ko")
    page = await context.new_page()
    await begin(page, url)
    one = {"name": "도면 1.dwg", "mimeType": "application/acad", "buffer": b"dwg"}
    two = {"name": "계약서.pdf", "mimeType": "application/pdf", "buffer": b"pdf"}
    await page.set_input_files("#files", [one, two])  # type: ignore[arg-type]
    await expect(page.locator("#chosen li")).to_have_count(2)
    assert await serious(page) == []
    await pictured(page, "files-phone-dark-ko")
    await page.locator("#chosen li >> nth=0 >> button").click()
    await page.locator(".send").click()
    await expect(page.get_by_text("계약서.pdf ·")).to_be_visible()
    assert set(house.inbox.kept.values()) == {b"pdf"}
    await context.close()


async def test_files_can_be_dropped_onto_the_page(browser: Browser, place: tuple[str, Pagehouse]) -> None:
    context = await look(browser, DESK, "light", "en")
    page = await context.new_page()
    await begin(page, place[0])
    held = await page.evaluate_handle(
        "() => { const held = new DataTransfer(); held.items.add(new File(['x'], 'dropped.pdf')); return held; }"
    )
    await page.dispatch_event("body", "dragover", {"dataTransfer": held})
    await expect(page.locator("body.dropping")).to_have_count(1)
    await page.dispatch_event("body", "drop", {"dataTransfer": held})
    await expect(page.locator("#chosen")).to_contain_text("dropped.pdf")
    await expect(page.locator("body.dropping")).to_have_count(0)
    await context.close()


async def test_a_file_that_is_too_large_is_refused_before_it_is_sent(
    browser: Browser, place: tuple[str, Pagehouse]
) -> None:
    context = await look(browser, PHONE, "light", "en")
    page = await context.new_page()
    await begin(page, place[0])
    await page.evaluate(
        "() => { const held = new DataTransfer(); held.items.add(new File([new Uint8Array(21 * 1048576)], 'big.zip'));"
        "const input = document.getElementById('files'); input.files = held.files;"
        "input.dispatchEvent(new Event('change')); }"
    )
    await expect(page.get_by_text("at most 20 MB a file")).to_be_visible()
    await context.close()


async def test_escape_twice_leaves_for_the_plain_page_and_back_does_not_return(
    browser: Browser, place: tuple[str, Pagehouse]
) -> None:
    context = await look(browser, DESK, "light", "en")
    page = await context.new_page()
    await begin(page, place[0])
    await page.keyboard.press("Escape")
    await expect(page.locator("#text")).to_be_visible()
    await page.keyboard.press("Escape")
    await page.keyboard.press("Escape")
    await page.wait_for_url("**/calendar")
    assert await page.title() != "Sinmungo"
    assert await serious(page) == []
    await pictured(page, "calendar-desktop-light-en")
    await page.go_back()
    assert "Who took" not in await page.content()
    await context.close()


async def test_enter_sends_and_shift_enter_begins_a_line(browser: Browser, place: tuple[str, Pagehouse]) -> None:
    context = await look(browser, DESK, "light", "en")
    page = await context.new_page()
    await begin(page, place[0])
    await page.locator("#text").press_sequentially("one")
    await page.keyboard.press("Shift+Enter")
    await page.locator("#text").press_sequentially("two")
    await page.keyboard.press("Enter")
    await expect(page.locator(".mine p[dir=auto]")).to_have_text("one\ntwo")
    await context.close()


async def test_without_scripts_the_whole_conversation_works(browser: Browser, place: tuple[str, Pagehouse]) -> None:
    context = await look(browser, PHONE, "light", "fr", script=False)
    page = await context.new_page()
    await begin(page, place[0])
    await page.locator("button[value$='joint_rnd_partner']").click()
    await page.locator("button[value$='taken:0']").click()
    await pictured(page, "without-scripts-phone-light-fr", full=True)
    await page.locator("button[value$='nav:done']").click()
    await page.locator("button[value$='|send']").click()
    await page.fill("#text", "merci")
    await page.locator(".send").click()
    await expect(page.locator(".mine").last).to_contain_text("merci")
    await context.close()


async def test_the_small_pages_are_accessible(browser: Browser, place: tuple[str, Pagehouse]) -> None:
    context = await look(browser, PHONE, "light", "en")
    page = await context.new_page()
    await begin(page, place[0])
    for path in ("status", "erase", "conversation", "nothing"):
        await page.goto(f"{place[0]}/{path}")
        assert await serious(page) == []
        assert not await wide(page)
        await pictured(page, f"{path}-phone-light-en", full=True)
    await page.goto(f"{place[0]}/status")
    await page.fill("#code", "sm 7k2m 9qxr x")
    await page.keyboard.press("Enter")
    await expect(page.locator(".result")).to_be_visible()
    assert await serious(page) == []
    assert not await wide(page)
    await pictured(page, "status-found-phone-light-en", full=True)
    await context.close()


SMALL = """() => [...document.querySelectorAll('a, button, summary, textarea, input:not([type=hidden]), label.tool')]
  .filter((each) => each.checkVisibility() && !each.closest('p, dd, li, noscript') && !each.matches('.skip, .native'))
  .map((each) => [each.outerHTML.slice(0, 90), each.getBoundingClientRect()])
  .filter(([_, box]) => box.height < 43.5 || box.width < 43.5)
  .map(([html, box]) => `${Math.round(box.width)}x${Math.round(box.height)} ${html}`)"""


async def test_everything_to_press_is_large_enough_for_a_thumb(browser: Browser, place: tuple[str, Pagehouse]) -> None:
    context = await look(browser, PHONE, "light", "en")
    page = await context.new_page()
    await page.goto(place[0])
    assert await page.evaluate(SMALL) == []
    await begin(page, place[0])
    await page.locator("button[value$='joint_rnd_partner']").click()
    await expect(page.locator(".old")).to_have_count(1)
    assert await page.evaluate(SMALL) == []
    await context.close()


async def test_the_keyboard_walks_from_the_shortcut_to_the_choices_to_the_writing_field(
    browser: Browser, place: tuple[str, Pagehouse]
) -> None:
    context = await look(browser, DESK, "light", "en")
    page = await context.new_page()
    await begin(page, place[0])
    await page.evaluate("document.activeElement.blur()")
    walked = []
    for _press in range(12):
        await page.keyboard.press("Tab")
        walked.append(await page.evaluate("document.activeElement.className || document.activeElement.id"))
    assert walked[:5] == ["skip", "tool", "tool", "leave", "choice"]
    assert walked.index("native") < walked.index("text") < walked.index("send")
    await context.close()


async def test_new_letters_are_announced_politely(browser: Browser, place: tuple[str, Pagehouse]) -> None:
    context = await look(browser, DESK, "light", "en")
    page = await context.new_page()
    await begin(page, place[0])
    log = page.get_by_role("log")
    assert await log.get_attribute("aria-live") == "polite"
    before = await log.locator("article").count()
    await page.locator("button[value$='joint_rnd_partner']").click()
    await expect(log.locator("article")).to_have_count(before + 2)
    await context.close()


async def test_a_long_question_is_shown_from_its_beginning(browser: Browser, place: tuple[str, Pagehouse]) -> None:
    context = await look(browser, {"width": 360, "height": 420}, "light", "en")
    page = await context.new_page()
    await begin(page, place[0])
    await page.locator("button[value$='joint_rnd_partner']").click()
    question = page.locator(".ours:last-child .bubble")
    await expect(question).to_be_in_viewport(ratio=0.9)
    await context.close()
