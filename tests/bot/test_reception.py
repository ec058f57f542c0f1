"""One message, from arrival to outbox, on both databases."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.effects import Effects
from bot.outbox import Outbox
from bot.reception import Reception
from storage.store import Store
from tests.storage.world import BOOK, Copies, Hand, Noting, Tells, Words, names, said, step, until


class House:
    """A reception and an outbox with a post that notes."""

    def __init__(self, store: Store) -> None:
        self.post, self.desk, self.clock = Noting(), Noting(), Hand()
        self.outbox = Outbox(store, {"telegram": self.post, "desk": self.desk}, clock=self.clock)
        effects = Effects(BOOK, Words(), Tells(), Copies(), names)
        self.reception = Reception(store, step, effects, self.outbox)


@asynccontextmanager
async def opened(store: Store) -> AsyncIterator[House]:
    house = House(store)
    async with house.reception:
        yield house


async def test_what_was_said_is_answered_in_order(store: Store) -> None:
    async with opened(store) as house:
        for n in range(5):
            await house.reception.receive(*said("telegram:1", f"word{n}", f"u{n}"))
        await until(lambda: len(house.post.sent) == 5)
    assert house.post.words("telegram:1") == [f"{n + 1} word{n}" for n in range(5)]


async def test_the_same_update_twice_is_dealt_with_once(store: Store) -> None:
    async with opened(store) as house:
        first = await house.reception.receive(*said("telegram:1", "a", "u1"))
        second = await house.reception.receive(*said("telegram:1", "a", "u1"))
        twice = await asyncio.gather(*(house.reception.receive(*said("telegram:1", "b", "u2")) for _ in range(3)))
    assert (first.again, second.again) == (False, True)
    assert sorted(outcome.again for outcome in twice) == [False, True, True]
    assert house.post.words("telegram:1") == ["1 a", "2 b"]


async def test_many_at_once_share_commits_and_keep_their_own_order(store: Store) -> None:
    async with opened(store) as house:
        await asyncio.gather(
            *(
                house.reception.receive(*said(f"telegram:{chat}", f"w{n}", f"{chat}-{n}"))
                for n in range(5)
                for chat in range(40)
            )
        )
        await until(lambda: len(house.post.sent) == 200)
    for chat in range(40):
        assert house.post.words(f"telegram:{chat}") == [f"{n + 1} w{n}" for n in range(5)]


async def test_a_failing_step_takes_nothing_with_it(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    async with opened(store) as house:
        outcomes = await asyncio.gather(
            house.reception.receive(*said("telegram:1", "fine", "u1")),
            house.reception.receive(*said("telegram:2", "boom", "u2")),
            house.reception.receive(*said("telegram:3", "fine", "u3")),
        )
        await house.reception.receive(*said("telegram:2", "after", "u4"))
    assert [outcome.failed for outcome in outcomes] == [False, True, False]
    assert house.post.words("telegram:2") == ["oops", "1 after"]
    assert "secret" not in caplog.text
    assert "telegram:2" not in caplog.text
