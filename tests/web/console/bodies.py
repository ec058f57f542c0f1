"""A house in which one owner has sent one report, and browsers for the officers of as many bodies as are wanted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from storage.officers import LINK, add_officer, make_token
from storage.timestamps import DAY, ms
from tests.dialogs.person import MORNING
from tests.web.console.officers import seated
from tests.web.sent import Sent, at_work
from tests.web.visitor import Person, forms
from tests.web.world import World, without_scripts


@dataclass
class Desks:
    """A house in which one owner has sent one report, and browsers for as many people as are wanted."""

    world: World
    owner: Person
    receipt: str
    stack: AsyncExitStack

    async def browser(self) -> httpx.AsyncClient:
        return await self.stack.enter_async_context(without_scripts(self.world))

    async def link(self, ministry: str, role: str = "officer", name: str = "김담당", language: str = "en") -> str:
        async with self.world.store.transaction() as tx:
            officer = await add_officer(tx, ministry, role, name, language, ms(MORNING), "house")
            return await make_token(tx, officer, LINK, ms(MORNING), ms(MORNING) + 3650 * DAY)

    async def officer(self, ministry: str, role: str = "officer", name: str = "김담당", language: str = "en") -> Desk:
        client = await self.browser()
        await seated(client, self.world.store, await self.link(ministry, role, name, language))
        return Desk(client, self.receipt)


@dataclass(eq=False)
class Desk:
    client: httpx.AsyncClient
    receipt: str

    async def case(self) -> str:
        return (await self.client.get(f"/desk/case/{self.receipt}")).text

    async def does(self, verb: str, page: str = "", **fields: str) -> str:
        """Fill one of the forms of the case's page; return the page that follows."""
        page = page or await self.case()
        action = f"/desk/case/{self.receipt}/act"
        form = next(each for each in forms(page, action) if each.fields["verb"] == verb)
        answer = await self.client.post(action, data={**form.fields, **fields})
        assert answer.status_code == 200
        return answer.text


@pytest.fixture
async def desks(sent: Sent, tmp_path: Path) -> AsyncIterator[Desks]:
    async with AsyncExitStack() as stack, at_work(sent, tmp_path / "house") as (world, owner):
        yield Desks(world, owner, sent.receipt, stack)
