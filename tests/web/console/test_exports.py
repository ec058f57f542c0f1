"""Tables and bundles that leave the house: harmless in a spreadsheet, no more than was asked for, and noted."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, update

from bot.documents.file_names import safe_name
from bot.documents.zip_stream import bundled
from dialogs.questions import Answer
from storage import conflicts
from storage import tables as t
from storage.officers import officers_of
from storage.timestamps import now
from tests.dialogs.person import MORNING
from tests.web.console.bodies import Desk, Desks, desks
from tests.web.console.crowd import codes, copied, put
from tests.web.visitor import forms
from web.console.spreadsheet import BOM, csv_lines, harmless, xlsx

__all__ = ["desks"]
BAD = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "'=1", '"=1', "＝1+1", "＋1", "－1", "＠x", "|calc",
    "=cmd|' /C calc'!A0", '=HYPERLINK("https://evil.example","x")', "a;=1", "a\t=1", "a\n=1", "\ufeff=1", "\u200b=1",
    "%0A=1",
)  # fmt: skip
BEGINS = set("=+-@|%＝＋－＠")


def begins(cell: str) -> bool:
    """Whether a spreadsheet could take any part of the cell for a formula, however it parts cells."""
    parts = re.split(r"[;\t\r\n]", cell)
    bare = [re.sub(r"^[\s\"\u00a0\u200b-\u200f\u2060\ufeff]+", "", part) for part in parts]
    return any(part[:1] in BEGINS for part in bare if part) or (cell[:1] in "\t\r\n" and bool(cell))


@pytest.mark.parametrize("value", BAD)
def test_no_cell_of_csv_begins_like_a_formula(value: str) -> None:
    cell = next(csv.reader(io.StringIO(csv_lines([[value]]), newline="")))[0]
    assert not begins(cell)
    assert cell.replace("'", "") == value.replace("'", "")


@given(st.text(alphabet=st.sampled_from([*"=+-@|%＝ \t\n;'\"ab1"]), max_size=12))
def test_no_words_at_all_make_a_formula(value: str) -> None:
    assert not begins(harmless(value))


def test_harmless_words_stay_as_they_are() -> None:
    for value in ("㈜ 가나다", "a-b", "1 + 1 = 2", "2026-11-24 21:05", "owner@firm.example.com", ""):
        assert harmless(value) == value


def test_every_cell_of_a_workbook_is_a_string() -> None:
    made = zipfile.ZipFile(io.BytesIO(xlsx([["head"], *[[value] for value in (*BAD, "https://evil.example")]], "x")))
    sheet = made.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet.lower()
    assert set(re.findall(r'<c r="[A-Z]+\d+"(?: s="\d+")? t="(\w+)"', sheet)) == {"s"}
    assert sheet.count("<c ") == len(BAD) + 2
    assert not [name for name in made.namelist() if "vba" in name.lower() or "external" in name.lower()]


async def exported(desk: Desk, query: str = "", **fields: str) -> httpx.Response:
    form = forms((await desk.client.get(f"/desk?{query}")).text, "/desk/export")[0]
    return await desk.client.post("/desk/export", data={**form.fields, **fields})


def rows(answer: httpx.Response) -> list[list[str]]:
    text = answer.content.decode()
    assert text.startswith(BOM)
    return list(csv.reader(io.StringIO(text[1:], newline="")))


async def agreed(desk: Desk, lead: Desk, **fields: str) -> httpx.Response:
    """The same for a large table, to which the lead agrees."""
    page = (await exported(desk, **fields)).text
    (request,) = {form.fields["request"] for form in forms(page, "/desk/requests")}
    form = forms((await lead.client.get("/desk/requests")).text, "/desk/requests")[0]
    await lead.client.post("/desk/requests", data={**form.fields, "do": "confirm"})
    csrf = forms(page, "/desk/leave")[0].fields
    return await desk.client.post("/desk/export", data={**csrf, "request": request})


async def test_a_table_holds_what_the_filter_shows_and_no_words_of_owners(desks: Desks) -> None:
    new = codes(3)
    await copied(desks.world.store, desks.receipt, new, now())
    await put(desks.world.store, new[0], "kftc", urgent=True)
    desk = await desks.officer("kftc", language="ko")
    answer = await exported(desk, "sort=oldest", format="csv")
    table = rows(answer)
    assert [row[0] for row in table[1:]] == [desks.receipt, *new]
    assert answer.headers["content-disposition"].startswith('attachment; filename="reports-kftc-')
    assert "가나다" not in answer.text
    assert [row[0] for row in rows(await exported(desk, "urgent=1", format="csv"))[1:]] == [new[0]]


async def test_answers_come_when_they_are_asked_for_and_each_report_remembers(desks: Desks) -> None:
    store = desks.world.store
    bad = {"counterpart_name": Answer("=cmd|' /C calc'!A0"), "story": Answer("@x\n=1+1", language="en")}
    code = codes(1)[0]
    await copied(store, desks.receipt, [code], now(), answers=bad)
    desk = await desks.officer("kftc")
    lead = await desks.officer("kftc", role="lead")
    table = rows(await agreed(desk, lead, format="csv", answers="1"))
    assert all(not begins(cell) for row in table for cell in row)
    assert "cmd" in str(table)
    book = await agreed(desk, lead, format="xlsx", answers="1")
    sheet = zipfile.ZipFile(io.BytesIO(book.content)).read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    async with store.reading() as tx:
        noted = await tx.all(select(t.audit.c.subject).where(t.audit.c.action == "exported"))
    subjects = [row[0] for row in noted]
    assert "desk:kftc:csv:answers" in subjects
    assert f"{code}:kftc" in subjects


async def test_what_an_officer_must_not_know_of_or_may_not_take_out_is_in_no_table(desks: Desks) -> None:
    barred, gone = codes(2)
    await copied(desks.world.store, desks.receipt, [barred, gone], now())
    await put(desks.world.store, gone, "kftc", open=False, state="withdrawn")
    desk = await desks.officer("kftc", name="A")
    async with desks.world.store.transaction() as tx:
        await conflicts.bar(tx, barred, (await officers_of(tx, "kftc"))[0].id, "tie", 1)
    assert [row[0] for row in rows(await exported(desk, format="csv"))[1:]] == [desks.receipt]
    assert [row[0] for row in rows(await exported(desk, "tab=done", format="csv"))[1:]] == []
    assert (await exported(desk, format="exe")).status_code == 404


@pytest.mark.attack("officer-B6")
async def test_nobody_carries_the_answers_or_many_lines_out_alone_or_twice(desks: Desks) -> None:
    await copied(desks.world.store, desks.receipt, codes(101), now())
    desk, lead = await desks.officer("kftc"), await desks.officer("kftc", role="lead")
    other, elsewhere = await desks.officer("kftc", name="다른이"), await desks.officer("mss", role="lead")
    for fields in ({"answers": "1"}, {}):
        answer = await exported(desk, format="csv", **fields)
        assert desks.receipt not in answer.text
        assert answer.headers["content-type"].startswith("text/html")
        request = forms(answer.text, "/desk/requests")[0].fields["request"]
        csrf = {each: forms((await each.client.get("/desk/requests")).text, "/desk/leave")[0].fields for each in
                (desk, lead, other, elsewhere)}  # fmt: skip

        async def takes(who: Desk, request: str = request, csrf: Any = csrf) -> int:
            return (await who.client.post("/desk/export", data={**csrf[who], "request": request})).status_code

        assert await takes(desk) == 403
        for who in (desk, other, elsewhere):
            given = {**csrf[who], "request": request, "do": "confirm"}
            assert (await who.client.post("/desk/requests", data=given)).status_code == 403
        given = {**csrf[lead], "request": request, "do": "confirm"}
        assert (await lead.client.post("/desk/requests", data=given)).status_code == 200
        assert [await takes(who) for who in (other, lead, elsewhere, desk, desk)] == [403, 403, 403, 200, 403]
    async with desks.world.store.reading() as tx:
        noted = await tx.all(select(t.audit.c.subject).where(t.audit.c.action == "exported"))
    assert len([row for row in noted if row[0].startswith("desk:")]) == 2


# ---- one case -------------------------------------------------------------------------------------------


async def test_a_whole_case_is_handed_out_as_one_file_with_hashes(desks: Desks) -> None:
    evil = "../../etc/passwd\u202e<b>.pdf"
    await desks.owner.say("", [("files", (evil, b"%PDF-1 one", "application/pdf"))])
    await desks.owner.say("", [("files", ("설계.dwg", b"two", "application/octet-stream"))])
    desk = await desks.officer("kftc")
    answer = await desk.client.get(f"/desk/case/{desks.receipt}/zip")
    assert answer.headers["content-disposition"] == f'attachment; filename="{desks.receipt}.zip"'
    made = zipfile.ZipFile(io.BytesIO(answer.content))
    names = made.namelist()
    assert names[:2] == [f"{desks.receipt}.pdf", f"{desks.receipt}.json"]
    assert all(not name.startswith(("/", "..")) and ".." not in name.split("/") for name in names)
    assert sorted(made.read(name) for name in names if name.startswith("files/")) == [b"%PDF-1 one", b"two"]
    lines = [line.split("  ", 1) for line in made.read("SHA256SUMS.txt").decode().splitlines()]
    sums = {name: digest for digest, name in lines}
    assert sums == {name: hashlib.sha256(made.read(name)).hexdigest() for name in names if name != "SHA256SUMS.txt"}
    data = json.loads(made.read(f"{desks.receipt}.json"))
    assert "가나다" in str(data["answers"])
    assert data["guidance"]["lead"] == "kftc"
    assert {each["sha256"] for each in data["files"]} <= set(sums.values())
    assert any(line["did"] == "exported" for line in data["history"]) is False
    page = (await desk.client.get(f"/desk/case/{desks.receipt}")).text
    assert desks.receipt in page
    async with desks.world.store.reading() as tx:
        noted = await tx.all(select(t.audit.c.action).where(t.audit.c.subject == f"{desks.receipt}:kftc"))
    assert ("exported",) in [tuple(row) for row in noted]


async def test_the_file_of_a_case_holds_no_words_of_other_desks(desks: Desks) -> None:
    async with desks.world.store.transaction() as tx:
        m = t.message
        await tx.run(update(m).values(ministry="mss"))
    desk = await desks.officer("kftc")
    answer = await desk.client.get(f"/desk/case/{desks.receipt}/zip")
    data = json.loads(zipfile.ZipFile(io.BytesIO(answer.content)).read(f"{desks.receipt}.json"))
    assert data["thread"] == []


@pytest.mark.parametrize(("ministry", "role", "answer"), [("knpa", "officer", 404), ("kftc", "auditor", 404)])
async def test_nobody_else_gets_the_file_of_a_case(desks: Desks, ministry: str, role: str, answer: int) -> None:
    other = await desks.officer(ministry, role=role)
    for kind in ("zip", "pdf"):
        assert (await other.client.get(f"/desk/case/{desks.receipt}/{kind}")).status_code == answer
        assert (await (await desks.browser()).get(f"/desk/case/{desks.receipt}/{kind}")).status_code == 401
    assert "/pdf" not in (await other.client.get(f"/desk/case/{desks.receipt}")).text


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("../../x.pdf", "_.._x.pdf"), ("C:\\a\\b.pdf", "C__a_b.pdf"), ("", "_"), ("..", "_"), ("con.txt", "_con.txt"),
        ("a\x00\n\u202eb", "ab"), ("도면 rev3.pdf", "도면 rev3.pdf"),
    ],
)  # fmt: skip
def test_names_in_a_bundle_stay_where_they_are_put(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert len(safe_name("a" * 500 + ".pdf")) == 100


async def test_a_bundle_gives_away_each_file_before_the_next_is_read() -> None:
    alive: list[str] = []

    async def entries() -> AsyncIterator[tuple[str, bytes]]:
        for name in ("a", "b", "c"):
            alive.append(name)
            yield name, name.encode() * 100_000

    pieces = []
    async for piece in bundled(entries(), MORNING):
        pieces.append(piece)
        assert len(alive) <= len(pieces)
    assert zipfile.ZipFile(io.BytesIO(b"".join(pieces))).testzip() is None
