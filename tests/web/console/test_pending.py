"""What an officer writes to an owner waits a minute: shown as the owner will read it, sent at once, or taken back."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select, update

from bot.scheduler import Scheduler
from casework.public_holidays import korea
from storage import tables as t
from storage.cases import erase, withdraw
from storage.officers import LINK, add_officer, make_token
from storage.timestamps import DAY, ms, now
from tests.storage.world import Hand as Standing
from tests.web.chat.test_house import stored
from tests.web.console.officers import seated
from tests.web.sent import left
from tests.web.visitor import Person, forms, said
from tests.web.world import World, real, without_scripts

WORDS = "MARK-reply: please send the order sheet."
FILE = ("files", ("MARK-answer.pdf", b"%PDF-1.4 MARK-bytes", "application/pdf"))
VERBS = ("reply", "ask", "close", "decline", "pass")


@dataclass
class Hand:
    """The console's clock, moved by hand."""

    ahead: timedelta = timedelta()

    def __call__(self) -> datetime:
        return now() + self.ahead


@dataclass
class Desk:
    world: World
    clock: Hand
    owner: Person
    client: httpx.AsyncClient
    colleague: httpx.AsyncClient
    receipt: str

    @property
    def action(self) -> str:
        return f"/desk/case/{self.receipt}/act"

    async def page(self, client: httpx.AsyncClient | None = None) -> str:
        return (await (client or self.client).get(f"/desk/case/{self.receipt}")).text

    async def writes(self, verb: str, **more: str) -> str:
        form = next(each for each in forms(await self.page(), self.action) if each.fields.get("verb") == verb)
        filled = {**form.fields, "words": WORDS, "language": "en", **more}
        files = [FILE] if verb == "reply" else None
        return (await self.client.post(self.action, data=filled, files=files)).text

    async def shown(self) -> dict[str, str]:
        """The fields below the words that wait."""
        return forms(await self.page(), f"/desk/case/{self.receipt}/pending")[0].fields

    async def presses(
        self, do: str, client: httpx.AsyncClient | None = None, shown: dict[str, str] | None = None
    ) -> httpx.Response:
        """Press one of the buttons there, as they are now or were `shown` before."""
        fields = shown or await self.shown()
        if client is not None:
            mine = forms(await self.page(client), "/desk/language")[0].fields
            fields = {**fields, "csrf": mine["csrf"]}
        return await (client or self.client).post(f"/desk/case/{self.receipt}/pending", data={**fields, "do": do})

    async def passes(self, seconds: int) -> int:
        """Time goes on, and is looked at."""
        self.clock.ahead += timedelta(seconds=seconds)
        watch = Scheduler(self.world.store, self.world.inbox, {}, korea(), Standing(self.clock()))
        return await watch.look(self.clock())

    async def heard(self) -> bool:
        return WORDS in said((await self.owner.client.get("/")).text)

    async def hears(self) -> bool:
        """The same once the letter has left."""
        for _ in range(200):
            if await self.heard():
                return True
            await asyncio.sleep(0)
        return False

    async def held(self) -> int:
        async with self.world.store.reading() as tx:
            return int((await tx.all(select(func.count()).select_from(t.pending_act)))[0][0])


@asynccontextmanager
async def desk(folder: Path) -> AsyncIterator[Desk]:
    """A report of a French owner at the Fair Trade Commission, and two officers there."""
    clock, sent = Hand(), await left("fr")
    shutil.copytree(sent.folder, folder, dirs_exist_ok=True)
    async with AsyncExitStack() as stack:
        world = await stack.enter_async_context(real(folder, clock, waits=60))
        browsers = [await stack.enter_async_context(without_scripts(world)) for _ in range(3)]
        browsers[0].cookies.update(sent.cookies)
        owner = Person(browsers[0], (await browsers[0].get("/")).text)
        for name, client in zip(("김담당", "이동료"), browsers[1:], strict=True):
            async with world.store.transaction() as tx:
                who = await add_officer(tx, "kftc", "lead", name, "ko", ms(clock()), "test")
                link = await make_token(tx, who, LINK, ms(clock()), ms(clock()) + DAY)
            await seated(client, world.store, link)
        yield Desk(world, clock, owner, browsers[1], browsers[2], sent.receipt)


def more(verb: str) -> dict[str, str]:
    return {"close": {"outcome": "other"}, "pass": {"to": "moip"}}.get(verb, {})


@pytest.mark.attack("officer-B4")
@pytest.mark.parametrize("verb", VERBS)
async def test_words_wait_a_minute_shown_as_the_owner_will_read_them_and_then_are_said(
    tmp_path: Path, verb: str
) -> None:
    async with desk(tmp_path) as place:
        page = await place.writes(verb, **more(verb))
        assert WORDS in said(page)
        assert '<div class="said" lang="fr">' in page
        assert "écrit en anglais" in said(page), "the owner’s own language is around the officer’s words"
        assert (await place.heard(), await place.held()) == (False, 1)
        assert WORDS not in said(await place.page(place.colleague)), "a colleague does not read what is not said"
        assert await place.passes(59) == 0
        assert not await place.heard()
        assert await place.passes(2) == 1
        assert (await place.hears(), await place.held()) == (True, 0)
        assert await place.passes(60) == 0


async def test_they_can_be_sent_at_once_and_once_only(tmp_path: Path) -> None:
    async with desk(tmp_path) as place:
        await place.writes("reply")
        assert (await place.presses("send")).status_code == 200
        assert (await place.hears(), await place.held()) == (True, 0)
        assert "MARK-answer.pdf" in said((await place.owner.client.get("/")).text)
        assert await place.passes(120) == 0
        page = said((await place.owner.client.get("/")).text)
        assert page.count(WORDS) == 1


@pytest.mark.attack("officer-B4")
async def test_they_can_be_taken_back_into_the_form_and_are_never_said(tmp_path: Path) -> None:
    async with desk(tmp_path) as place:
        await place.writes("reply")
        page = (await place.presses("back")).text
        assert f">{WORDS}</textarea>" in page
        assert f">{WORDS}</textarea>" in await place.page(), "it is a draft again"
        assert await place.held() == 0
        assert await place.passes(120) == 0
        assert not await place.heard()


@pytest.mark.attack("officer-B4")
@pytest.mark.parametrize("do", ["send", "back"])
async def test_nobody_else_sends_them_or_takes_them_back(tmp_path: Path, do: str) -> None:
    async with desk(tmp_path) as place:
        await place.writes("reply")
        assert (await place.presses(do, place.colleague)).status_code == 404
        assert (await place.heard(), await place.held()) == (False, 1)


async def test_what_can_not_be_said_any_more_is_kept_for_its_writer_with_the_reason(tmp_path: Path) -> None:
    async with desk(tmp_path) as place:
        await place.writes("reply")
        await place.owner.client.get("/")
        taken = forms(await place.page(place.colleague), place.action)
        take = next(each for each in taken if each.fields.get("verb") == "take")
        await place.colleague.post(place.action, data=take.fields)
        assert await place.passes(61) == 0
        assert (await place.heard(), await place.held()) == (False, 1)
        page = await place.page()
        assert 'class="panel pending refused"' in page
        assert WORDS in said(page)
        assert f">{WORDS}</textarea>" in (await place.presses("back")).text


@pytest.mark.attack("officer-B4")
async def test_two_who_send_at_the_same_time_say_it_once_and_lose_nothing(tmp_path: Path) -> None:
    async with desk(tmp_path) as place:
        await place.writes("reply")
        shown = await place.shown()
        place.clock.ahead += timedelta(seconds=61)
        await asyncio.gather(place.passes(0), place.presses("send", shown=shown), place.passes(0))
        assert await place.hears()
        assert said((await place.owner.client.get("/")).text).count(WORDS) == 1
        assert await place.held() == 0


async def test_pressing_too_late_is_answered_kindly_and_is_no_attempt(tmp_path: Path) -> None:
    async with desk(tmp_path) as place:
        await place.writes("reply")
        fields = forms(await place.page(), f"/desk/case/{place.receipt}/pending")[0].fields
        await place.passes(61)
        for do in ("send", "back"):
            answer = await place.client.post(f"/desk/case/{place.receipt}/pending", data={**fields, "do": do})
            assert answer.status_code == 200, do
        assert await place.hears()
        async with place.world.store.reading() as tx:
            actions = await tx.all(select(t.audit.c.action))
        assert not [row for row in actions if row[0].startswith("refused")]


async def test_what_does_not_open_or_fails_keeps_no_clock_from_ringing(tmp_path: Path) -> None:
    async with desk(tmp_path) as place:
        await place.writes("reply")
        async with place.world.store.transaction() as tx:
            await tx.run(update(t.pending_act).values(body=b"broken" * 20))
        assert await place.passes(61) == 0
        assert await place.passes(61) == 0
        async with place.world.store.reading() as tx:
            assert [(row.due, row.why) for row in await tx.all(select(t.pending_act))] == [(0, "wrong")]


@pytest.mark.attack("owner-B1")
async def test_a_report_that_is_taken_back_takes_what_waits_with_it(tmp_path: Path) -> None:
    async with desk(tmp_path) as place:
        await place.writes("reply")
        async with place.world.store.transaction() as tx:
            await withdraw(tx, place.receipt, ("kftc",), ms(place.clock()))
        assert await place.held() == 0
        assert WORDS not in said(await place.page())


async def test_they_are_sealed_and_go_with_the_report(tmp_path: Path) -> None:
    async with desk(tmp_path) as place:
        await place.writes("reply")
        assert b"MARK-" not in stored(tmp_path)
        async with place.world.store.transaction() as tx:
            await erase(tx, place.receipt, ms(place.clock()))
        assert await place.held() == 0
        assert await place.passes(120) == 0
