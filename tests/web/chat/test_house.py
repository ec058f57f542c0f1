"""The chat page on the real house: what the engine, the store and the page only promise together."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from locales.text import LANGUAGES
from storage import outbox, tables
from storage.store import Store
from storage.timestamps import ms
from tests.dialogs.person import MORNING
from tests.storage.conftest import kind, ring, store, url, vault
from tests.web.reporting import send_report
from tests.web.visitor import Person, forms, said
from tests.web.world import World, real
from web.chat.bubbles import Own, pack_own
from web.chat.store import PageStore, Pulses

__all__ = ["kind", "ring", "store", "url", "vault"]


@asynccontextmanager
async def page(world: World, cookies: dict[str, str] | None = None) -> AsyncIterator[Person]:
    """A browser without scripts."""
    transport = httpx.ASGITransport(world.app, raise_app_exceptions=False)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://page", follow_redirects=True, cookies=cookies
    ) as client:
        yield Person(client)


def stored(folder: Path) -> bytes:
    """Everything that lies on the disk of a house."""
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_report_is_sent_from_the_page_in_every_language(tmp_path: Path, language: str) -> None:
    async with real(tmp_path) as world, page(world) as person:
        receipt = await send_report(await person.begin(language))
        assert receipt in (await person.client.get("/conversation")).text
        assert f'<html lang="{language}">' in person.page


async def test_a_number_that_may_not_be_kept_is_not_on_the_page_and_not_on_the_disk(tmp_path: Path) -> None:
    async with real(tmp_path) as world, page(world) as person:
        await person.begin("en")
        await person.say("my number is 900101-1234567 thanks")
        assert "900101" not in person.page
        assert "personal or card number was blacked out" in said(person.page)
        assert "my number is ■■■ thanks" in said(person.page)
        assert b"900101" not in stored(tmp_path)


async def test_nothing_typed_or_sent_lies_open_on_the_disk(tmp_path: Path) -> None:
    async with real(tmp_path) as world, page(world) as person:
        await person.begin("en")
        await person.press("urgent:no")
        await person.say(
            "marker-of-words", [("files", ("marker-of-name.txt", b"marker-of-bytes" * 99_000, "text/plain"))]
        )
        assert "marker-of-name.txt" in person.page
        assert b"marker-of" not in stored(tmp_path)


async def test_after_a_restart_the_page_shows_everything_and_goes_on(tmp_path: Path) -> None:
    async with real(tmp_path) as world, page(world) as person:
        await person.begin("en")
        await person.press("urgent:no")
        await person.press("about:report")
        cookies, before = dict(person.client.cookies), person.page
    async with real(tmp_path) as world, page(world, cookies) as person:
        person.page = (await person.client.get("/")).text
        assert said(person.page).split() == said(before).split()
        await person.press("agree:age")
        assert "May we take down your case?" in said(person.page)


async def test_a_language_chosen_on_the_page_words_the_open_question_anew(tmp_path: Path) -> None:
    async with real(tmp_path) as world, page(world) as person:
        await person.begin("en")
        form = forms(person.page, "/language")[0]
        answer = await person.client.post("/language", data={**form.fields, "language": "ko"})
        assert '<html lang="ko">' in answer.text
        assert answer.text.count('value="2|urgent:yes"') == 1


async def test_the_same_press_from_two_devices_is_answered_kindly(tmp_path: Path) -> None:
    async with real(tmp_path) as world, page(world) as first:
        await first.begin("en")
        async with page(world, dict(first.client.cookies)) as second:
            second.page = (await second.client.get("/")).text
            await first.press("urgent:no")
            await second.press("urgent:no")
            assert "earlier message" in said(second.page)
            assert said((await first.client.get("/")).text).count("I ask about") == 2


async def test_the_page_asks_whether_letters_are_on_their_way(store: Store) -> None:
    shelf = PageStore(store)
    assert not await shelf.expecting("web:1")
    assert await Pulses(store, ("web",)).pulse() == {"outbox_age": 0.0}


async def test_letters_of_a_channel_that_is_not_served_do_not_alarm(store: Store) -> None:
    async with store.transaction() as tx:
        rows = [outbox.Leaving("e", "terminal", "terminal:1", "k", b"x")]
        await outbox.put(tx, rows, outbox.Worker(), ms(MORNING))
    assert await Pulses(store, ("web", "telegram")).pulse() == {"outbox_age": 0.0}
    assert (await Pulses(store, ("web", "terminal")).pulse())["outbox_age"] != 0


async def test_erasing_on_the_page_destroys_the_draft_and_leaves_no_page(tmp_path: Path) -> None:
    async with real(tmp_path) as world, page(world) as person:
        await person.begin("en")
        await person.press("urgent:no")
        async with world.store.reading() as tx:
            old = [row.key for row in await tx.all(select(tables.session))]
        asked = await person.client.get("/erase")
        answer = await person.client.post("/erase", data=forms(asked.text, "/erase")[0].fields)
        assert "It is erased" in said(answer.text)
        async with world.store.reading() as tx:
            assert not await tx.keys(old)
            assert not await tx.all(select(tables.page))


async def test_a_page_is_erased_for_one_chat_only(store: Store) -> None:
    shelf = PageStore(store)
    await shelf.put("web:1", "a", True, pack_own(Own("one")))
    await shelf.put("web:1", "b", True, pack_own(Own("two")))
    await shelf.put("web:2", "a", True, pack_own(Own("other")))
    assert len(await shelf.read("web:1")) == 2
    await shelf.erase("web:1")
    assert not await shelf.read("web:1")
    assert len(await shelf.read("web:2")) == 1
