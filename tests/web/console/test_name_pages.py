"""An official whom an owner names, on the console: nothing tells of the report, and a lead says who is meant."""

from __future__ import annotations

import io
import zipfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import get_args

import pytest

from casework.acts import Act
from dialogs.effects import Amend
from dialogs.questions import Answer
from storage import audit, cases, name_checks
from storage.timestamps import ms, now
from tests.web.console.house import House, Officer, opened
from tests.web.sent import Sent
from tests.web.visitor import forms, said
from web.console import texts as desk_words

pytestmark = pytest.mark.attack("security-A5")
NAME = "지식재산처 김철수 과장"
PATHS = ("", "/mark", "/pdf", "/zip", "/file/x", "/act")


@pytest.fixture
async def house(sent: Sent, tmp_path: Path) -> AsyncIterator[House]:
    async with opened(sent, tmp_path / "house") as made:
        yield made


async def names(house: House, name: str = NAME) -> None:
    """The owner names an official."""
    async with house.world.store.transaction() as tx:
        case = await cases.load_case(tx, house.receipt)
        assert case is not None
        change = Amend(house.receipt, answers={"official_name": Answer(name, language="ko")})
        await cases.amend(tx, case, change, ms(now()), [("official", name)])


async def says(officer: Officer, verdict: str, *who: str, number: int = 0) -> int:
    """Press a button beside the first name; the answer's status."""
    page = (await officer.client.get("/desk/names")).text
    form = forms(page, "/desk/names")[number]
    kept = {name: value for name, value in form.fields.items() if not name.startswith("who:")}
    ticked = {f"who:{each}": "1" for each in who}
    answer = await officer.client.post("/desk/names", data={**kept, **ticked, "verdict": verdict})
    return answer.status_code


async def knows(house: House, officer: Officer) -> set[str]:
    """The ways by which an officer learns that the report is there."""
    client, found = officer.client, set()
    for path in PATHS:
        answer = await client.get(f"/desk/case/{house.receipt}{path}", follow_redirects=False)
        if answer.status_code not in (404, 303):
            found.add(path or "page")
    queue = (await client.get("/desk")).text
    csrf = forms(queue, "/desk/search")[0].fields
    searched = [(await client.post("/desk/search", data={**csrf, "term": term})).text for term in _TERMS]
    searched.append((await client.post("/desk/search", data={**csrf, "term": house.receipt})).text)
    pages = {"queue": queue, "done": (await client.get("/desk?tab=done")).text, "search": "".join(searched[:-1]),
             "names": (await client.get("/desk/names")).text}  # fmt: skip
    found |= {way for way, page in pages.items() if house.receipt in page}
    found |= {"by code"} if f'href="/desk/case/{house.receipt}"' in searched[-1] else set()
    found |= {"count"} if '<span class="count">1</span>' in queue else set()
    table = await client.post("/desk/export", data={**csrf, "format": "csv", "query": ""})
    return found | ({"export"} if house.receipt in table.text else set())


_TERMS = ("㈜ 가나다", "김철수")


async def test_the_named_official_learns_of_it_on_no_way_before_and_after_the_check(house: House) -> None:
    meant = await house.officer("kftc", name="김철수")
    other, lead = await house.officer("kftc", name="박영희"), await house.officer("kftc", "lead", "이팀장")
    everything = await knows(house, meant)
    assert {"page", "queue", "by code", "count", "export", "/mark"} <= everything
    assert everything == await knows(house, other)
    await names(house)
    for officer in (meant, other, lead):
        assert await knows(house, officer) == set()
    assert await says(lead, "nobody") == 200
    assert await knows(house, meant) == set()
    assert await knows(house, other) == everything
    archive = (await other.client.get(f"/desk/case/{house.receipt}/zip")).content
    assert zipfile.ZipFile(io.BytesIO(archive)).testzip() is None


async def test_a_lead_sees_the_name_alone_and_shuts_out_who_is_meant(house: House) -> None:
    lead, other = await house.officer("kftc", "lead", "이팀장"), await house.officer("kftc", name="개명한 이")
    await names(house)
    queue = (await lead.client.get("/desk")).text
    assert "1 thing waits for a lead" in said(queue)
    page = (await lead.client.get("/desk/names")).text
    assert NAME in said(page)
    assert "개명한 이" in said(page)
    assert house.receipt not in page
    assert "㈜ 가나다" not in page
    assert await says(lead, "these") == 400
    assert await says(lead, "nobody", other.id) == 400
    assert await says(lead, "these", other.id) == 200
    assert await knows(house, other) == set()
    assert "page" in await knows(house, lead)
    assert "No name is waiting." in said((await lead.client.get("/desk/names")).text)
    async with house.world.store.reading() as tx:
        actions = [line.action for line in await audit.history(tx, f"{house.receipt}:kftc")]
    assert "checked" in actions


async def test_the_secretariat_checks_by_the_name_alone_where_no_lead_may(house: House) -> None:
    lead = await house.officer("kftc", "lead", "김철수")
    secretary, stranger = (
        await house.officer("secretariat", "secretariat"),
        await house.officer("mss", "lead", "박팀장"),
    )
    await names(house)
    assert "No name is waiting." in said((await lead.client.get("/desk/names")).text)
    assert await knows(house, lead) == set()
    page = (await secretary.client.get("/desk/names")).text
    assert NAME in said(page)
    assert house.receipt not in page
    form = forms(page, "/desk/names")[0]
    csrf = forms((await stranger.client.get("/desk")).text, "/desk/search")[0].fields
    foreign = await stranger.client.post("/desk/names", data={**form.fields, **csrf, "verdict": "nobody"})
    assert foreign.status_code in (400, 404)
    async with house.world.store.reading() as tx:
        assert await name_checks.is_held(tx, house.receipt, "kftc")
    while forms((await secretary.client.get("/desk/names")).text, "/desk/names"):
        assert await says(secretary, "nobody") == 200
    async with house.world.store.reading() as tx:
        assert not await name_checks.is_held(tx, house.receipt, "kftc")


async def test_what_colleagues_do_wakes_no_open_page_of_who_must_not_know(house: House) -> None:
    meant, other = await house.officer("kftc", name="김철수"), await house.officer("kftc", name="박영희")
    lead = await house.officer("kftc", "lead", "이팀장")
    await names(house)
    await says(lead, "nobody")
    woken: dict[str, bool] = {}
    streams = house.world.streams
    with streams.watch(f"desk:kftc:{meant.id}") as shut, streams.watch(f"desk:kftc:{other.id}") as free:
        await lead.does("take")
        await lead.does("note", words="among us", language="en", shared="no")
        woken = {"other": await free.wait(5), "meant": await shut.wait(0.05)}
    assert woken == {"meant": False, "other": True}


def test_the_history_of_a_report_has_a_word_for_every_act() -> None:
    assert {each.__name__.lower() for each in get_args(Act)} <= set(desk_words.DONE_BY)


async def test_a_lead_reads_which_reports_most_of_the_desk_must_not_know_of(house: House) -> None:
    lead = await house.officer("kftc", "lead", "이팀장")
    team = [await house.officer("kftc", name=each) for each in ("김철수", "박철수")]
    await names(house, "철수")
    assert "Most of the desk" not in said((await lead.client.get("/desk/names")).text)
    assert await says(lead, "nobody") == 200
    page = (await lead.client.get("/desk/names")).text
    assert "Most of the desk is shut out" in said(page)
    assert house.receipt in page
    assert "철수" not in said(page)
    for each in team:
        assert (await each.client.get("/desk/names")).status_code == 404
