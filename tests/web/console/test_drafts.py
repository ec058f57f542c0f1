"""Drafts of officers' answers lie on the server: sealed, found again on any device by their writer alone, and gone when
they are sent, discarded, or the case is."""

from __future__ import annotations

import html
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from casework.acts import LONGEST_WORDS
from casework.answer_drafts import RIGHTS
from storage import conflicts, officers, sign_ins
from storage import tables as t
from storage.answer_drafts import MOST
from storage.cases import erase, index, withdraw
from storage.timestamps import ms, now
from tests.web.chat.test_house import stored
from tests.web.console.house import House, Officer, opened
from tests.web.sent import Sent
from tests.web.visitor import PageForm, forms

MARK = "MARK-draft: we look into it."
BOX = re.compile(r'<textarea name="words"[^>]*>([^<]*)</textarea>')


@dataclass
class Place:
    house: House
    folder: Path
    officer: Officer
    colleague: Officer

    def fields(self, page: str, verb: str) -> dict[str, str]:
        return next(each.fields for each in _acts(page, self.house.receipt) if each.fields["verb"] == verb)

    async def keeps(self, verb: str, by: Officer | None = None, **more: str) -> httpx.Response:
        """Press the button of a form that keeps the draft; the answer."""
        who = by or self.officer
        fields = self.fields(await who.case(), verb)
        filled = {**fields, "words": MARK, "language": "fr", "do": "keep", **more}
        return await who.client.post(f"/desk/case/{self.house.receipt}/draft", data=filled)

    async def rows(self) -> int:
        async with self.house.world.store.reading() as tx:
            return await tx.one(int, select(func.count()).select_from(t.answer_draft)) or 0


def _acts(page: str, receipt: str) -> list[PageForm]:
    return [each for each in forms(page, f"/desk/case/{receipt}/act") if "verb" in each.fields]


def boxes(page: str) -> list[str]:
    return [html.unescape(each) for each in BOX.findall(page)]


@pytest.fixture
async def place(sent: Sent, tmp_path: Path) -> AsyncIterator[Place]:
    """A case of two bodies, shared, that one lead holds; the other lead is a colleague."""
    async with AsyncExitStack() as stack:
        house = await stack.enter_async_context(opened(sent, tmp_path / "house"))
        await house.shares()
        holder, other = await house.officer("kftc", "lead"), await house.officer("kftc", "lead", "이동료")
        await holder.does("take")
        yield Place(house, tmp_path / "house", holder, other)


@pytest.mark.attack("officer-B5")
async def test_every_text_box_of_a_case_keeps_its_draft_for_its_writer_on_any_device(place: Place) -> None:
    page = await place.officer.case()
    verbs = [each.fields["verb"] for each in _acts(page, place.house.receipt) if ("do", "keep") in each.buttons]
    assert len(verbs) == len(boxes(page)), "a text box without a draft"
    assert set(verbs) <= set(RIGHTS)
    assert {"reply", "ask", "pass", "close", "decline", "note", "extend"} <= set(verbs)
    for verb in verbs:
        assert (await place.keeps(verb, words=f"MARK {verb}")).status_code == 200
    assert b"MARK " not in stored(place.folder)
    elsewhere = await _signed_in_again(place)
    found = (await elsewhere.get(f"/desk/case/{place.house.receipt}")).text
    assert sorted(boxes(found)) == sorted(f"MARK {verb}" for verb in verbs)
    assert "MARK " not in await place.colleague.case()


async def _signed_in_again(place: Place) -> httpx.AsyncClient:
    async with place.house.world.store.transaction() as tx:
        token = await sign_ins.begin(tx, place.officer.id, "", "Firefox, Windows", ms(now()))
    client = await place.house.browser()
    client.cookies.set("desk", token)
    return client


async def test_words_to_be_worded_anew_and_questions_about_related_reports_have_each_their_own_draft(
    place: Place,
) -> None:
    await place.house.another()
    await place.officer.does("reply", words="first", language="en")
    await place.officer.does("reply", words="second", language="en")
    page = await place.officer.case()
    several = [each.fields for each in _acts(page, place.house.receipt) if each.fields["verb"] in ("reword", "query")]
    assert [each["verb"] for each in several].count("reword") == 2
    assert [each for each in several if each["verb"] == "query"] or "SM-" in page
    for n, fields in enumerate(several):
        sent = {**fields, "words": f"MARK {n}", "language": "en", "do": "keep"}
        await place.officer.client.post(f"/desk/case/{place.house.receipt}/draft", data=sent)
    found = [each for each in boxes(await place.officer.case()) if each.startswith("MARK")]
    assert sorted(found) == [f"MARK {n}" for n in range(len(several))]


async def test_what_is_sent_discarded_or_emptied_is_destroyed_and_what_is_refused_is_a_draft(place: Place) -> None:
    for do, words in (("drop", MARK), ("keep", " ")):
        await place.keeps("note")
        assert await place.rows() == 1
        await place.keeps("note", do=do, words=words)
        assert await place.rows() == 0
    await place.keeps("reply")
    assert f">{MARK}</textarea>" in await place.officer.case()
    await place.officer.does("reply", words=MARK, language="en")
    assert await place.rows() == 0
    page = await place.officer.does("close", words=MARK, language="en")
    assert 'class="ruling refused"' in page
    assert await place.rows() == 1


async def test_a_script_is_told_in_a_sentence_and_numbers_are_blacked_out(place: Place) -> None:
    fields = {**place.fields(await place.officer.case(), "reply"), "words": "880714-1234568 wrote", "language": "en"}
    address = f"/desk/case/{place.house.receipt}/draft"
    answer = await place.officer.client.post(address, data=fields, headers={"Accept": "text/plain"})
    assert re.fullmatch(r"Draft kept at \d\d:\d\d", answer.text)
    assert any("■■■ wrote" in each for each in boxes(await place.officer.case()))
    wrong = await place.officer.client.post(address, data={**fields, "csrf": "x"})
    assert wrong.status_code == 403


@pytest.mark.attack("officer-B5")
@pytest.mark.parametrize("how", ["barred", "declared", "revoked", "withdrawn", "erased"])
async def test_who_is_shut_out_and_a_case_that_is_gone_leave_no_draft(place: Place, how: str) -> None:
    fields = place.fields(await place.officer.case(), "reply")
    await place.keeps("reply")
    await place.keeps("note", place.colleague)
    async with place.house.world.store.transaction() as tx:
        match how:
            case "barred":
                await conflicts.bar(tx, place.house.receipt, place.officer.id, "tie", ms(now()))
            case "declared":
                await index(tx, place.house.receipt, [("counterpart", "㈜ 가나다")])
                await conflicts.declare(tx, place.officer.id, "counterpart", "㈜ 가나다", ms(now()))
            case "revoked":
                await officers.revoke(tx, place.officer.id, ms(now()), "test")
            case "withdrawn":
                await withdraw(tx, place.house.receipt, ("kftc",), ms(now()))
            case _:
                await erase(tx, place.house.receipt, ms(now()))
    assert await place.rows() == (0 if how in ("withdrawn", "erased") else 1), "the colleague's stays, if the case does"
    answer = await place.officer.client.post(
        f"/desk/case/{place.house.receipt}/draft", data={**fields, "words": MARK, "do": "keep"}
    )
    assert answer.status_code == {"revoked": 401, "withdrawn": 200, "erased": 200}.get(how, 404)
    assert MARK not in answer.text
    assert await place.rows() <= 1


async def test_drafts_are_bounded_in_size_number_and_pace_and_who_may_only_read_keeps_none(place: Place) -> None:
    await place.keeps("note", words="가" * (LONGEST_WORDS + 50))
    assert max(len(each) for each in boxes(await place.officer.case())) == LONGEST_WORDS
    page = await place.officer.case()
    fields = {**place.fields(page, "note"), "verb": "reword", "words": MARK, "do": "keep"}
    answers = []
    for n in range(70):
        answers.append(
            await place.officer.client.post(
                f"/desk/case/{place.house.receipt}/draft", data={**fields, "of": str(n)}, follow_redirects=False
            )
        )
    assert await place.rows() == MOST
    assert [each.headers.get("location", "").count("many_drafts") for each in answers][MOST - 1 : MOST + 2] == [1, 1, 1]
    assert answers[-1].status_code == 429
    auditor = await place.house.officer("kftc", "auditor")
    mine = forms(await auditor.case(), "/desk/language")[0].fields
    told = await auditor.client.post(
        f"/desk/case/{place.house.receipt}/draft", data={**mine, "verb": "note", "words": MARK}, follow_redirects=False
    )
    assert "no_right" in told.headers["location"]
    assert await place.rows() == MOST
