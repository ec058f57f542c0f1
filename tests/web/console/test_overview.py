"""The list of all cases: how they stand, for the secretariat, and never what is in them."""

from __future__ import annotations

import re

from storage import tables as t
from storage.timestamps import DAY, ms, now
from tests.web.console.bodies import Desks, desks
from tests.web.console.crowd import codes, copied, put

__all__ = ["desks"]


async def test_the_secretariat_sees_the_shape_of_all_and_opens_only_its_own(desks: Desks) -> None:
    late, gap = codes(2)
    await copied(desks.world.store, desks.receipt, [late, gap], now())
    await put(desks.world.store, late, "kftc", due=ms(now()) - DAY)
    async with desks.world.store.transaction() as tx:
        c = t.case_
        await tx.run(c.update().where(c.c.receipt == gap).values(spots="no-transaction"))
        await tx.run(t.referral.insert().values(receipt=gap, ministry="secretariat", role="cooperating", created=1))
    desk = await desks.officer("secretariat", role="secretariat")

    async def shown(only: str) -> set[str]:
        html = (await desk.client.get(f"/desk/cases?only={only}")).text
        return set(re.findall(r"SM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", html))

    assert await shown("") == {desks.receipt, late, gap}
    assert await shown("overdue") == {late}
    assert await shown("gap") == {gap}
    assert await shown("differ") == set()
    assert await shown("unopened") == {desks.receipt, late, gap}
    html = (await desk.client.get("/desk/cases")).text
    assert re.findall(r'href="/desk/case/(SM-[^"]+)"', html) == [gap]
    assert "가나다" not in html
    for role, ministry in (("officer", "kftc"), ("auditor", "kftc"), ("administrator", "")):
        other = await desks.officer(ministry, role=role)
        assert (await other.client.get("/desk/cases")).status_code == 404


async def test_bodies_that_disagree_are_listed_by_their_last_word(desks: Desks) -> None:
    m = t.message
    async with desks.world.store.transaction() as tx:
        for ministry, stance in (("kftc", "acts"), ("mss", "no_ground")):
            row = {"receipt": desks.receipt, "ministry": ministry, "direction": "note", "kind": f"position:{stance}"}
            await tx.run(m.insert().values(**row, body=b"x"))
    desk = await desks.officer("secretariat", role="secretariat")
    assert desks.receipt in (await desk.client.get("/desk/cases?only=differ")).text
    async with desks.world.store.transaction() as tx:
        row = {"receipt": desks.receipt, "ministry": "mss", "direction": "note", "kind": "position:acts"}
        await tx.run(m.insert().values(**row, body=b"x"))
    assert desks.receipt not in (await desk.client.get("/desk/cases?only=differ")).text
