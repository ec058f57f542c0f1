"""Acts on many reports at once: each by its own rights, undone within a minute, the owner untold until then."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from casework.acts import HOUSE, Unhushed
from storage import audit
from storage import tables as t
from storage.timestamps import now
from tests.web.console.bodies import Desks, desks
from tests.web.console.crowd import codes, copied
from tests.web.console.test_queue import id_of, page, posted
from tests.web.visitor import forms, said

__all__ = ["desks"]


async def states(desks: Desks, ministry: str = "kftc") -> dict[str, tuple[str, str]]:
    r = t.referral
    async with desks.world.store.reading() as tx:
        rows = await tx.all(select(r.c.receipt, r.c.state, r.c.holder).where(r.c.ministry == ministry))
    return {row[0]: (row[1], row[2]) for row in rows}


async def to_owners(desks: Desks) -> int:
    """How many letters were written to owners, sent or not."""
    o = t.outgoing.c
    async with desks.world.store.reading() as tx:
        return len(await tx.all(select(o.id).where(o.channel == "web")))


def picked(*receipts: str) -> dict[str, str]:
    return {f"pick:{each}": "1" for each in receipts}


@pytest.fixture
def three() -> list[str]:
    return codes(3)


async def test_many_are_taken_at_once_and_what_cannot_be_is_named(desks: Desks, three: list[str]) -> None:
    await copied(desks.world.store, desks.receipt, three, now())
    first, second = await desks.officer("kftc", name="첫째"), await desks.officer("kftc", name="둘째")
    await posted(first, "/desk/bulk", await page(first), verb="take", **picked(three[0]))
    after = await posted(
        second, "/desk/bulk", await page(second), verb="take", **picked(*three, "SM-0000-0000-0", "SM-9999-9999-9")
    )
    words = " ".join(said(after).split())
    assert "2 reports are yours now." in words
    assert "3 reports were left as they are:" in words
    assert f"{three[0]} Another officer holds this report. Nothing was done. (첫째)" in words
    mine = await id_of(desks, "kftc", "둘째")
    held = await states(desks)
    assert [held[code][1] == mine for code in three] == [False, True, True]


async def test_undoing_leaves_everything_as_it_was_and_the_owner_untold(desks: Desks, three: list[str]) -> None:
    await copied(desks.world.store, desks.receipt, three, now())
    before, words = await states(desks), await to_owners(desks)
    desk = await desks.officer("kftc")
    after = await posted(desk, "/desk/bulk", await page(desk), verb="take", **picked(*three))
    assert (await states(desks))[three[0]][0] == "taken"
    undone = await posted(desk, "/desk/undo", after)
    assert "3 reports are as they were before." in said(undone)
    assert await states(desks) == before
    async with desks.world.store.reading() as tx:
        r = t.referral
        assert await tx.all(select(r.c.receipt).where((r.c.tell > 0) | (r.c.acted > 0) | (r.c.taken > 0))) == []
        assert await audit.history(tx, f"{three[0]}:kftc") != []
    assert await to_owners(desks) == words
    again = await posted(desk, "/desk/undo", after)
    assert "It is too late to take that back." in said(again)


async def test_only_who_did_it_can_undo_it(desks: Desks, three: list[str]) -> None:
    await copied(desks.world.store, desks.receipt, three, now())
    desk, other = await desks.officer("kftc", name="A"), await desks.officer("kftc", name="B")
    after = await posted(desk, "/desk/bulk", await page(desk), verb="take", **picked(*three))
    bulk = forms(after, "/desk/undo")[0].fields["bulk"]
    csrf = forms(await page(other), "/desk/search")[0].fields
    answer = await other.client.post("/desk/undo", data={**csrf, "bulk": bulk})
    assert "too late" in said(answer.text)
    assert (await states(desks))[three[0]][0] == "taken"


async def test_the_same_form_twice_is_done_once(desks: Desks, three: list[str]) -> None:
    await copied(desks.world.store, desks.receipt, three, now())
    desk = await desks.officer("kftc")
    html = await page(desk)
    await posted(desk, "/desk/bulk", html, verb="take", **picked(*three))
    again = await posted(desk, "/desk/bulk", html, verb="take", **picked(*three))
    assert "That was done already." in said(again)


async def test_many_are_handed_over_and_laid_down(desks: Desks, three: list[str]) -> None:
    await copied(desks.world.store, desks.receipt, three, now())
    desk = await desks.officer("kftc", name="A")
    await desks.officer("kftc", name="B")
    to = await id_of(desks, "kftc", "B")
    await posted(desk, "/desk/bulk", await page(desk), verb="take", **picked(*three))
    html = await page(desk)
    assert "choose an officer" in said(await posted(desk, "/desk/bulk", html, verb="hand", **picked(*three)))
    handed = await posted(desk, "/desk/bulk", html, verb="hand", to=to, reason="load", **picked(three[0]))
    assert "1 report was handed over." in said(handed)
    laid = await posted(desk, "/desk/bulk", await page(desk), verb="release", **picked(three[1]))
    assert "1 report was laid down." in said(laid)
    held = await states(desks)
    assert [held[code][1] for code in three] == [to, "", await id_of(desks, "kftc", "A")]


async def test_choosing_nothing_or_nonsense_does_nothing(desks: Desks) -> None:
    desk = await desks.officer("kftc")
    html = await page(desk)
    assert "choose one or more" in said(await posted(desk, "/desk/bulk", html, verb="take"))
    bad = {"pick:../../x": "1", "pick:<script>": "1"}
    assert "choose one or more" in said(await posted(desk, "/desk/bulk", html, verb="take", **bad))
    assert "choose one or more" in said(await posted(desk, "/desk/bulk", html, verb="close", **picked(desks.receipt)))


async def test_an_auditor_chooses_and_exports_nothing(desks: Desks) -> None:
    auditor = await desks.officer("kftc", role="auditor")
    html = await page(auditor)
    assert forms(html, "/desk/bulk") == []
    assert forms(html, "/desk/export") == []
    csrf = forms(html, "/desk/search")[0].fields
    for path in ("/desk/bulk", "/desk/undo"):
        answer = await auditor.client.post(path, data={**csrf, "verb": "take", **picked(desks.receipt)})
        assert answer.status_code == 404


@pytest.mark.parametrize("path", ["/desk/bulk", "/desk/undo", "/desk/search", "/desk/views", "/desk/export"])
async def test_forms_of_others_and_strangers_do_nothing(desks: Desks, path: str) -> None:
    desk = await desks.officer("kftc")
    assert (await desk.client.post(path, data={"csrf": "0" * 64})).status_code == 403
    assert (await (await desks.browser()).post(path, data={"csrf": "0" * 64})).status_code == 401


async def test_the_owner_hears_of_it_when_the_minute_is_over_and_never_of_what_was_undone(
    desks: Desks, three: list[str]
) -> None:
    await copied(desks.world.store, desks.receipt, three, now())
    desk = await desks.officer("kftc")
    first = await posted(desk, "/desk/bulk", await page(desk), verb="take", **picked(three[0]))
    await posted(desk, "/desk/bulk", await page(desk), verb="take", **picked(three[1]))
    await posted(desk, "/desk/undo", first)

    async def told(code: str, after: int) -> str:
        at = now() + timedelta(seconds=after)
        act = Unhushed(key=f"{code}:{after}", receipt=code, ministry="kftc", officer=HOUSE, at=at)
        return (await desks.world.inbox.act(act)).why

    assert await told(three[1], 30) == "late"
    assert [await told(three[0], 61), await told(three[1], 61), await told(three[1], 62)] == ["late", "", "late"]
    async with desks.world.store.reading() as tx:
        r = t.referral
        rows = await tx.all(select(r.c.receipt).where(r.c.receipt.in_(three), r.c.tell > 0))
    assert list(rows) == []
