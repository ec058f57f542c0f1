"""The live stream of the chat page, over a real server."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx

from tests.web.conftest import Pagehouse
from tests.web.visitor import Person


async def until(lines: AsyncIterator[str], ending: str) -> list[str]:
    """Lines up to one that holds `ending`."""
    seen = []
    async for line in lines:
        seen.append(line)
        if ending in line:
            return seen
    raise AssertionError(f"the stream ended without {ending}")


async def test_what_is_said_comes_by_the_stream_as_a_piece_of_the_page(address: str) -> None:
    async with httpx.AsyncClient(base_url=address, follow_redirects=True) as client:
        person = await Person(client).begin()
        async with client.stream("GET", "/events") as stream:
            assert stream.headers["content-type"].startswith("text/event-stream")
            lines = stream.aiter_lines()
            seen = await until(lines, "</article>")
            assert "event: entry" in seen
            assert any("Who took the technology?" in line for line in seen)
            await person.say("live words")
            assert any("live words" in line for line in await until(lines, "live words"))


async def test_a_stream_goes_on_after_the_last_event_that_arrived(address: str) -> None:
    async with httpx.AsyncClient(base_url=address, follow_redirects=True) as client:
        person = await Person(client).begin()
        await person.say("one")
        await person.say("two")
        last = person.page.partition('data-newest="')[2].partition('"')[0]
        await person.say("three")
        async with client.stream("GET", "/events", headers={"last-event-id": last}) as stream:
            seen = await until(stream.aiter_lines(), "three")
        assert not any("one" in line.split() for line in seen)


async def test_a_stranger_has_no_stream(client: httpx.AsyncClient) -> None:
    assert (await client.get("/events")).status_code == 404


async def test_a_seventh_open_page_is_refused(client: httpx.AsyncClient, house: Pagehouse) -> None:
    await Person(client).begin()
    chat = next(iter(house.feed.chats))
    watches = [house.streams.watch(chat) for _ in range(6)]
    for watch in watches:
        watch.__enter__()
    assert (await client.get("/events")).status_code == 429


async def test_streams_end_when_the_server_is_told_to_stop(address: str, house: Pagehouse) -> None:
    async with httpx.AsyncClient(base_url=address, follow_redirects=True) as client:
        await Person(client).begin()
        async with client.stream("GET", "/events") as stream:
            lines = stream.aiter_lines()
            await until(lines, "</article>")
            house.streams.close()
            assert [line async for line in lines if line and not line.startswith((":", "data"))] == []


async def test_a_stream_ends_quietly_while_the_database_is_away(client: httpx.AsyncClient, house: Pagehouse) -> None:
    await Person(client).begin()
    house.feed.broken = ConnectionError("away")
    answer = await client.get("/events")
    assert answer.text == "retry: 2000\n\n"
