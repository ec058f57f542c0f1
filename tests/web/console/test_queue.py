"""The queue of a desk: order, filters, search, saved views, acts on many with undo, and the list of all cases."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, text

from storage import conflicts
from storage import tables as t
from storage.officers import officers_of
from storage.saved_views import MOST
from storage.timestamps import DAY, ms, now
from tests.web.console.bodies import Desk, Desks, desks
from tests.web.console.crowd import codes, copied, put, put_within
from tests.web.visitor import forms, said

__all__ = ["desks"]
LINE = re.compile(r'data-line="(SM-[0-9A-Z-]+)"')


async def page(desk: Desk, query: str = "") -> str:
    answer = await desk.client.get(f"/desk?{query}")
    assert answer.status_code == 200
    return answer.text


async def listed(desk: Desk, query: str = "") -> list[str]:
    return LINE.findall(await page(desk, query))


async def posted(desk: Desk, action: str, html: str, **fields: str) -> str:
    form = forms(html, action)[0]
    answer = await desk.client.post(action, data={**form.fields, **fields})
    assert answer.status_code == 200, answer.text
    return answer.text


async def id_of(desks: Desks, ministry: str, name: str) -> str:
    async with desks.world.store.reading() as tx:
        return next(each.id for each in await officers_of(tx, ministry) if each.name == name)


async def every_page(desk: Desk, query: str) -> list[str]:
    found, html = [], await page(desk, query)
    while True:
        found += LINE.findall(html)
        more = re.search(r'href="/desk\?([^"]+)" rel="next"', html)
        if more is None:
            return found
        html = await page(desk, more.group(1).replace("&amp;", "&"))


async def test_what_is_due_first_comes_first_and_what_has_no_limit_last(desks: Desks) -> None:
    first, second, third, paused = codes(4)
    await copied(desks.world.store, desks.receipt, (first, second, third, paused), now())
    for code, due in ((desks.receipt, 9), (third, 1), (first, 2), (second, 3)):
        await put(desks.world.store, code, "kftc", due=ms(now()) + due * DAY, paused=0)
    await put(desks.world.store, paused, "kftc", due=0, paused=ms(now()))
    desk = await desks.officer("kftc")
    assert await listed(desk) == [third, first, second, desks.receipt, paused]
    words = " ".join(said(await page(desk)).split())
    assert "1 day left" in words
    assert "paused" in words


@pytest.mark.parametrize("sort", ["due", "oldest", "newest"])
@pytest.mark.parametrize("tab", ["open", "done"])
async def test_every_order_is_kept_from_page_to_page(desks: Desks, sort: str, tab: str) -> None:
    new = codes(90)
    await copied(desks.world.store, desks.receipt, new, now() - timedelta(days=3))
    over = {"open": False, "state": "closed"} if tab == "done" else {}
    async with desks.world.store.transaction() as tx:
        for number, code in enumerate(new):
            due = 0 if number % 3 == 0 else ms(now()) + number % 7 * DAY
            await put_within(tx, code, "kftc", due=due, **over)
    desk = await desks.officer("kftc")
    found = await every_page(desk, f"tab={tab}&sort={sort}")
    assert len(found) == len(set(found)) == (91 if tab == "open" else 90)
    assert set(new) <= set(found)


async def test_filters_narrow_the_queue_and_unknown_ones_do_nothing(desks: Desks) -> None:
    urgent, late = codes(2)
    await copied(desks.world.store, desks.receipt, (urgent, late), now(), language="ko")
    await put(desks.world.store, urgent, "kftc", urgent=True)
    await put(desks.world.store, late, "kftc", due=ms(now()) - DAY)
    desk = await desks.officer("kftc", name="A")
    assert await listed(desk, "urgent=1") == [urgent]
    assert await listed(desk, "overdue=1") == [late]
    assert set(await listed(desk, "language=ko")) == {urgent, late}
    assert len(await listed(desk, "role=lead")) == 3
    assert await listed(desk, "role=cooperating") == []
    assert await listed(desk, "lead=nis") == []
    assert len(await listed(desk, "who=free")) == 3
    assert await listed(desk, "who=mine") == []
    assert len(await listed(desk, "sort=;DROP&state=%27&lead=x&after=9.9.9&urgent=2")) == 3
    assert "No report fits these filters." in said(await page(desk, "lead=nis"))


async def test_a_case_that_an_officer_must_not_know_of_shortens_no_page_and_counts_nowhere(desks: Desks) -> None:
    new = codes(60)
    await copied(desks.world.store, desks.receipt, new, now())
    desk = await desks.officer("kftc", name="A")
    officer = await id_of(desks, "kftc", "A")
    async with desks.world.store.transaction() as tx:
        for code in new[:30]:
            await conflicts.bar(tx, code, officer, "tie", 1)
    first = await page(desk, "sort=oldest")
    assert LINE.findall(first) == [desks.receipt, *new[30:]]
    assert 'Open <span class="count">31</span>' in first
    assert "(31)" in said(first)
    colleague = await desks.officer("kftc", name="B")
    assert 'Open <span class="count">61</span>' in await page(colleague)


# ---- searching ------------------------------------------------------------------------------------------


async def test_a_code_is_found_however_it_was_typed(desks: Desks) -> None:
    desk, other = await desks.officer("kftc"), await desks.officer("knpa")
    typed = desks.receipt.lower().replace("-", " ")
    assert LINE.findall(await posted(desk, "/desk/search", await page(desk), term=typed)) == [desks.receipt]
    assert LINE.findall(await posted(other, "/desk/search", await page(other), term=typed)) == []


async def test_a_name_is_found_at_the_own_desk_and_of_others_it_is_said_that_there_is_one(desks: Desks) -> None:
    here, there, elsewhere = codes(3)
    named = [("counterpart", "㈜ 가나 Tech"), ("business_number", "123-45-67890")]
    store = desks.world.store
    await copied(store, desks.receipt, [here], now(), named)
    await copied(store, desks.receipt, [there], now(), named, consents={"share:knpa": "1"})
    async with store.transaction() as tx:
        r = t.referral
        await tx.run(r.delete().where(r.c.receipt == there, r.c.ministry == "kftc"))
    await copied(store, desks.receipt, [elsewhere], now(), [("counterpart", "other"), ("official", "가나 tech")])
    desk = await desks.officer("kftc")
    for term in ("주식회사 가나TECH", "1234567890"):
        found = await posted(desk, "/desk/search", await page(desk), term=term)
        assert LINE.findall(found) == [here]
        assert there not in found
        assert "such report" in said(found)


async def test_who_has_no_such_case_learns_nothing_of_other_desks(desks: Desks) -> None:
    await copied(desks.world.store, desks.receipt, codes(1), now(), [("counterpart", "가나")])
    stranger = await desks.officer("knpa")
    found = said(await posted(stranger, "/desk/search", await page(stranger), term="가나"))
    nothing = said(await posted(stranger, "/desk/search", await page(stranger), term="다라"))
    assert found.replace("가나", "") == nothing.replace("다라", "")
    assert "such report" not in found


async def test_a_barred_case_is_not_found(desks: Desks) -> None:
    code = codes(1)[0]
    await copied(desks.world.store, desks.receipt, [code], now(), [("counterpart", "가나")])
    desk = await desks.officer("kftc", name="A")
    async with desks.world.store.transaction() as tx:
        await conflicts.bar(tx, code, (await officers_of(tx, "kftc"))[0].id, "tie", 1)
    for term in ("가나", code):
        assert LINE.findall(await posted(desk, "/desk/search", await page(desk), term=term)) == []


async def test_what_was_searched_for_is_kept_nowhere(desks: Desks, caplog: pytest.LogCaptureFixture) -> None:
    desk = await desks.officer("kftc")
    await posted(desk, "/desk/search", await page(desk), term="marker-of-a-search")
    async with desks.world.store.reading() as tx:
        rows = await tx.all(select(t.audit.c.action, t.audit.c.subject))
    assert ("searched", "name:0:kftc") in [tuple(row) for row in rows]
    assert "marker-of-a-search" not in str(rows) + caplog.text
    assert (await desk.client.get("/desk/search?term=x", follow_redirects=False)).headers["location"] == "/desk"


async def test_searching_too_often_is_slowed_down(desks: Desks) -> None:
    desk = await desks.officer("kftc")
    form = forms(await page(desk), "/desk/search")[0].fields
    answers = [(await desk.client.post("/desk/search", data={**form, "term": f"n{n}"})).status_code for n in range(32)]
    assert answers == [200] * 30 + [429] * 2


# ---- views ----------------------------------------------------------------------------------------------


async def test_a_filter_is_kept_under_a_name_renamed_and_dropped(desks: Desks) -> None:
    desk, colleague = await desks.officer("kftc", name="A"), await desks.officer("kftc", name="B")
    kept = await posted(desk, "/desk/views", await page(desk, "urgent=1&sort=newest"), name="<b>급한 것</b>")
    assert "&lt;b&gt;급한 것" in kept
    assert 'href="/desk?sort=newest&amp;urgent=1" aria-current="page"' in kept
    assert "급한 것" not in await page(colleague)
    renamed = await posted(desk, "/desk/views/rename", kept, name="프랑스어")
    assert "프랑스어" in renamed
    view = forms(renamed, "/desk/views/drop")[0].buttons[0][1]
    csrf = forms(await page(colleague), "/desk/search")[0].fields
    for verb in ("rename", "drop"):
        await colleague.client.post(f"/desk/views/{verb}", data={**csrf, "view": view, "name": "stolen"})
    assert "프랑스어" in await page(desk)
    assert "프랑스어" not in await posted(desk, "/desk/views/drop", renamed, view=view)


async def test_the_name_of_a_view_is_sealed_and_there_are_twenty_at_most(desks: Desks) -> None:
    desk = await desks.officer("kftc")
    form = forms(await page(desk, "urgent=1"), "/desk/views")[0].fields
    plain = await desk.client.post("/desk/views", data={**form, "name": "all", "query": ""})
    assert "choose filters first" in said(plain.text)
    for number in range(MOST):
        await desk.client.post("/desk/views", data={**form, "name": f"marker-{number}", "query": "urgent=1"})
    full = await desk.client.post("/desk/views", data={**form, "name": "one more"})
    assert "as many views as there can be" in said(full.text)
    async with desks.world.store.reading() as tx:
        rows = await tx.all(text("SELECT * FROM view"))
    assert len(rows) == MOST
    assert "marker" not in str([tuple(row) for row in rows])
