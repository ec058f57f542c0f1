"""The end of a report on the console: its day, the mark of time, holds of two persons, and who destroyed it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from bot.inbox.receipts import new_receipt
from dialogs.case_states import Destroyer, ReferralState
from dialogs.labels import DESTROYED, STATES
from guidance.calendar import day_of
from storage import erasure, holds, retention
from storage import tables as t
from storage.beats import WEEK, Beats
from storage.cases import withdraw
from storage.store import Store
from storage.timestamps import ms, now
from tests.dialogs.person import words
from tests.storage.hours import Running, run_on
from tests.web.console.house import House, Officer, opened
from tests.web.sent import Sent
from tests.web.visitor import forms, said
from web.console import texts as desk_words

LATER = now() + timedelta(days=400)


@pytest.fixture
async def house(sent: Sent, tmp_path: Path) -> AsyncIterator[House]:
    async with opened(sent, tmp_path / "house") as made:
        yield made


def section(page: str) -> str:
    return said(page.partition('aria-labelledby="ends"')[2].partition("</section>")[0])


async def over(store: Store) -> None:
    """Every desk is done, and the term is over: it is that which is moved, not the clock, so that officers stay in."""
    async with store.transaction() as tx:
        await tx.run(update(t.referral).values(state=ReferralState.CLOSED, open=False))
        await tx.run(update(t.clock).values(met=1))
        await tx.run(update(t.term).values(until=1))
    await retention.sweep(store, now(), new_receipt)


async def hold(desk: Officer, **more: str) -> str:
    """Ask for a hold; the page after it."""
    filled: dict[str, Any] = {
        "basis": "court",
        "until": day_of(LATER + timedelta(days=200)).isoformat(),
        "words": "2026카합1",
        **more,
    }
    return await desk.does("hold", **filled)


async def forged(desk: Officer, hold: int) -> str:
    """Confirm a hold where the page offers no form for that."""
    action = f"/desk/case/{desk.receipt}/act"
    form = forms(await desk.case(), action)[0]
    return (await desk.client.post(action, data={**form.fields, "verb": "confirm", "hold": str(hold)})).text


async def test_the_page_says_until_when_and_that_time_marked_it(house: House) -> None:
    desk = await house.officer("kftc")
    async with house.world.store.reading() as tx:
        until = (await tx.first(t.term.select()))._mapping["until"]
    assert str(day_of(now() + timedelta(days=365)).year) in section(await desk.case())
    assert until > ms(now())
    await over(house.world.store)
    page = await desk.case()
    assert "the service marked it on" in section(page)
    assert "marked it to be destroyed: its time is over" in said(page)


@pytest.mark.attack("officer-B2")
async def test_a_hold_needs_two_persons_of_the_desk_and_stops_time(house: House) -> None:
    one, two = await house.officer("kftc"), await house.officer("kftc", name="B")
    other = await house.officer("mss")
    await hold(one)
    page = await one.case()
    assert "2026카합1" in section(page)
    assert 'value="confirm"' not in page
    assert 'value="confirm"' in await two.case()
    assert "2026카합1" not in await other.case()
    await over(house.world.store)
    assert "the service marked it on" in section(await one.case()), "one person stops nothing"
    async with house.world.store.reading() as tx:
        row = (await holds.of_case(tx, house.receipt))[0]
    for desk in (one, other):
        assert "A second person" in said(await forged(desk, row.id))
    await two.does("confirm", hold=str(row.id))
    assert "in force" in section(await one.case())
    await run_on(house.world.store, WEEK, now())
    assert (await retention.sweep(house.world.store, now(), new_receipt)).cases == 0
    assert "the service marked it on" not in section(await one.case())
    house.owner.page = (await house.owner.client.get("/")).text
    assert "loi ou un tribunal ordonne" in said(house.owner.page)


@pytest.mark.parametrize("wrong", [{"basis": ""}, {"basis": "no-such-law"}, {"words": ""}, {"until": ""}])
async def test_a_hold_names_what_orders_it_and_until_when(house: House, wrong: dict[str, str]) -> None:
    desk = await house.officer("kftc")
    assert "choose a statute or the court" in said(await hold(desk, **wrong))
    async with house.world.store.reading() as tx:
        assert await holds.of_case(tx, house.receipt) == []


@pytest.mark.attack("officer-B2")
@pytest.mark.parametrize("by", [*Destroyer])
async def test_the_page_says_who_destroyed_it_and_not_that_the_owner_took_it_back(house: House, by: Destroyer) -> None:
    desk = await house.officer("kftc")
    async with house.world.store.transaction() as tx:
        assert await erasure.erase(tx, house.receipt, ms(now()), "house", by)
    page = said(await desk.case())
    assert words().say(desk_words.DESTROYED[by], "en") in page
    assert words().say(desk_words.GONE, "en") not in page


async def test_what_the_owner_took_back_is_said_to_be_taken_back(house: House) -> None:
    desk = await house.officer("kftc")
    async with house.world.store.transaction() as tx:
        await withdraw(tx, house.receipt, (), ms(now()))
    assert words().say(desk_words.GONE, "en") in said(await desk.case())


@pytest.mark.attack("officer-B2", "security-B8")
async def test_the_status_page_says_that_time_destroyed_it(house: House) -> None:
    await over(house.world.store)
    await run_on(house.world.store, WEEK, now())
    assert (await retention.sweep(house.world.store, now(), new_receipt)).cases == 1
    page = await house.owner.client.get("/status?lang=fr")
    form = forms(page.text, "/status")[0]
    told = said((await house.owner.client.post("/status", data={**form.fields, "code": house.receipt})).text)
    assert words().say(DESTROYED[Destroyer.TIME], "fr") in told
    assert words().say(STATES[ReferralState.SENT], "fr") not in told


@pytest.mark.attack("security-B2")
async def test_a_clock_that_jumped_is_told_to_those_who_look_after_the_house(house: House) -> None:
    store, running = house.world.store, Running()
    await run_on(store, 1, now())
    places = {"administrator": ("", "/desk/officers"), "secretariat": ("secretariat", "/desk/cases"),
              "lead": ("kftc", "/desk"), "officer": ("kftc", "/desk")}  # fmt: skip
    who = {role: await house.officer(ministry, role=role) for role, (ministry, _path) in places.items()}

    async def told() -> set[str]:
        pages = {role: (await desk.client.get(places[role][1])).text for role, desk in who.items()}
        return {role for role, page in pages.items() if 'id="clock-jumped"' in page}

    assert await told() == set()
    await Beats(store, running).look(LATER)
    assert await told() == {"administrator", "secretariat", "lead"}
    await run_on(store, WEEK, LATER)
    assert await told() == set()
