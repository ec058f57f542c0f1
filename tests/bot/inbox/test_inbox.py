"""One message, from arrival to outbox, on both databases."""

from __future__ import annotations

import asyncio

import pytest

from bot.inbox.batch import guess_language
from storage.store import Store
from tests.bot.house import House, opened
from tests.storage.world import said, until


async def test_what_was_said_is_answered_in_order(store: Store) -> None:
    async with opened(store) as house:
        await house.say("telegram:1", *(f"word{n}" for n in range(5)))
        assert await house.heard("telegram:1", 5) == [f"{n + 1} word{n}" for n in range(5)]


async def test_the_same_update_twice_is_dealt_with_once(store: Store) -> None:
    async with opened(store) as house:
        first = await house.inbox.receive(*said("telegram:1", "a", "u1"))
        second = await house.inbox.receive(*said("telegram:1", "a", "u1"))
        twice = await asyncio.gather(*(house.inbox.receive(*said("telegram:1", "b", "u2")) for _ in range(3)))
        heard = await house.heard("telegram:1", 2)
    assert (first.again, second.again) == (False, True)
    assert sorted(outcome.again for outcome in twice) == [False, True, True]
    assert heard == ["1 a", "2 b"]


async def test_the_same_update_after_a_restart_is_still_known(store: Store) -> None:
    async with opened(store) as house:
        await house.inbox.receive(*said("telegram:1", "a", "u1"))
        await house.heard("telegram:1", 1)
    async with opened(store) as later:
        outcome = await later.inbox.receive(*said("telegram:1", "a", "u1"))
    assert outcome.again
    assert outcome.turn == 1
    assert later.post.sent == []


async def test_many_at_once_share_commits_and_keep_their_own_order(store: Store) -> None:
    async with opened(store) as house:
        arrivals = [said(f"telegram:{c}", f"w{n}", f"{c}-{n}") for n in range(5) for c in range(40)]
        await asyncio.gather(*(house.inbox.receive(*each) for each in arrivals))
        await until(lambda: len(house.post.sent) == 200)
    for chat in range(40):
        assert house.post.words(f"telegram:{chat}") == [f"{n + 1} w{n}" for n in range(5)]


async def test_a_failing_step_takes_nothing_with_it(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    async with opened(store) as house:
        outcomes = await asyncio.gather(
            house.inbox.receive(*said("telegram:1", "fine", "u1")),
            house.inbox.receive(*said("telegram:2", "boom", "u2")),
            house.inbox.receive(*said("telegram:3", "fine", "u3")),
        )
        await house.inbox.receive(*said("telegram:2", "after", "u4"))
        assert await house.heard("telegram:2", 2) == ["oops", "1 after"]
    assert [outcome.failed for outcome in outcomes] == [False, True, False]
    assert "secret" not in caplog.text
    assert "telegram:2" not in caplog.text


async def test_two_processes_on_one_chat_lose_no_word(store: Store, url: str) -> None:
    other = await Store.open(url, store.vault)
    async with opened(store) as one, opened(other) as two:
        for n in range(6):
            await (one, two)[n % 2].say("telegram:1", f"w{n}")
        await asyncio.gather(*(house.say("telegram:2", "x") for house in (one, two) for _ in range(10)))
        for chat in ("telegram:1", "telegram:2"):
            one.hot.drop(store.vault.handle(chat))
        last, count = await one.say("telegram:1", "end"), await one.say("telegram:2", "end")
    await other.close()
    assert (last.turn, count.turn) == (7, 21)


async def test_two_processes_on_the_same_update_deal_with_it_once(store: Store, url: str) -> None:
    other = await Store.open(url, store.vault)
    async with opened(store) as one, opened(other) as two:
        both = [house.inbox.receive(*said("telegram:1", "a", "u1")) for house in (one, two)]
        outcomes = await asyncio.gather(*both)
        await until(lambda: len(one.post.sent) + len(two.post.sent) == 1)
    await other.close()
    assert sorted(outcome.again for outcome in outcomes) == [False, True]


async def test_a_session_that_is_cold_is_read_back(store: Store) -> None:
    async with opened(store) as house:
        await house.say("telegram:1", "a", "b")
        house.hot.clear()
        assert (await house.say("telegram:1", "c")).turn == 3


async def test_memory_holds_no_more_than_it_may(store: Store) -> None:
    house = House(store)
    house.hot._most = 10
    async with house.inbox:
        for n in range(15):
            await house.say(f"telegram:{n}", "a", "b", "c")
        assert len(house.hot) == 10
        assert house.hot.bytes / 10 < 900
        assert (await house.say("telegram:0", "d")).turn == 4


async def test_after_closing_nothing_is_taken_and_nothing_is_lost(store: Store) -> None:
    async with opened(store) as house:
        many = [asyncio.ensure_future(house.inbox.receive(*said(f"telegram:{n}", "a", f"u{n}"))) for n in range(50)]
        await asyncio.sleep(0)
    outcomes = await asyncio.gather(*many)
    async with opened(store) as later:
        await until(lambda: len(house.post.sent) + len(later.post.sent) == 50)
    assert not any(outcome.again or outcome.failed for outcome in outcomes)


@pytest.mark.parametrize(
    ("hint", "language"),
    [("zh-hans", "zh"), ("zh_TW", "zh"), ("fr-CA", "fr"), ("KO", "ko"), ("", "ko"), ("de", "en"), ("ja", "ja")],
)
def test_a_hint_leads_to_the_nearest_language(hint: str, language: str) -> None:
    assert guess_language(hint) == language
