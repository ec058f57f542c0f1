"""A house with one report at several desks, and officers with browsers: what tests of the case's page start from."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
from sqlalchemy import select

from storage import proposals
from storage import tables as t
from storage.cases import index
from storage.consents import give
from storage.officers import LINK, add_officer, make_token
from storage.referrals import referrals
from storage.states import ConsentKind, ProposalState
from storage.timestamps import DAY, ms
from tests.dialogs.person import MORNING
from tests.web.console.officers import seated
from tests.web.reporting import send_report
from tests.web.sent import Sent, at_work
from tests.web.visitor import Person, forms
from tests.web.world import World, without_scripts

Files = list[tuple[str, tuple[str, bytes, str]]]


@dataclass
class Officer:
    """An officer with a browser that runs no scripts."""

    client: httpx.AsyncClient
    receipt: str
    id: str
    world: World

    async def case(self, receipt: str = "") -> str:
        return (await self.client.get(f"/desk/case/{receipt or self.receipt}")).text

    async def does(self, verb: str, page: str = "", files: Files | None = None, **fields: str) -> str:
        """Fill the first form of this verb; the page that follows."""
        page = page or await self.case()
        action = f"/desk/case/{self.receipt}/act"
        form = next(each for each in forms(page, action) if each.fields.get("verb") == verb)
        answer = await self.client.post(action, data={**form.fields, **fields}, files=files)
        assert answer.status_code == 200, answer.text
        return answer.text


@dataclass
class House:
    world: World
    owner: Person
    receipt: str
    stack: AsyncExitStack

    async def browser(self) -> httpx.AsyncClient:
        return await self.stack.enter_async_context(without_scripts(self.world))

    async def officer(
        self, ministry: str, role: str = "officer", name: str = "김담당", language: str = "en"
    ) -> Officer:
        async with self.world.store.transaction() as tx:
            who = await add_officer(tx, ministry, role, name, language, ms(MORNING), "house")
            link = await make_token(tx, who, LINK, ms(MORNING), ms(MORNING) + 3650 * DAY)
        client = await self.browser()
        await seated(client, self.world.store, link)
        return Officer(client, self.receipt, who, self.world)

    async def shares(self, agreed: bool = True) -> None:
        """The owner agreed that the desks share what they learn, or did not."""
        await agree(self.world, self.receipt, agreed)

    async def another(self, language: str = "en") -> str:
        """The receipt of a second report, of another owner, which names the same company."""
        receipt = await send_report(await Person(await self.browser()).begin(language))
        async with self.world.store.transaction() as tx:
            for each in (self.receipt, receipt):
                await index(tx, each, [("counterpart", "㈜ 가나다")])
        return receipt


async def seconded(world: World, request: str) -> None:
    """A second person of the body agreed to what was asked for."""
    async with world.store.transaction() as tx:
        found = await proposals.find(tx, request)
        assert found is not None
        assert await proposals.answer(tx, found, ProposalState.CONFIRMED, "somebody", ms(MORNING))


async def agree(world: World, receipt: str, agreed: bool = True) -> None:
    """Whether the owner of this report agreed that its desks share what they learn."""
    async with world.store.transaction() as tx:
        bodies = [row.ministry for row in await referrals(tx, receipt)]
        await give(tx, receipt, ConsentKind.SHARE, bodies, "2026-11", ms(MORNING), agreed)


@asynccontextmanager
async def opened(sent: Sent, to: Path) -> AsyncIterator[House]:
    """The house that was left after a report, copied to `to`, with its owner."""
    async with AsyncExitStack() as stack, at_work(sent, to) as (world, owner):
        yield House(world, owner, sent.receipt, stack)


async def said_kinds(world: World, receipt: str) -> list[str]:
    """The kinds of what was kept on a case, oldest first."""
    m = t.message
    async with world.store.reading() as tx:
        return [row[0] for row in await tx.all(select(m.c.kind).where(m.c.receipt == receipt).order_by(m.c.id))]
