"""What an owner gives to one desk is seen by that desk alone, or by those too with whom the owner lets it share: on
every way by which an officer can come at it.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped] # it ships no types
import pytest

from storage import consents, messages, referrals
from storage.audience import OWNER
from storage.cases import load_case
from storage.states import ConsentKind
from storage.timestamps import ms
from tests.dialogs.person import MORNING
from tests.web.console.house import House, Officer, opened, seconded
from tests.web.reporting import keys, newest
from tests.web.sent import Sent
from tests.web.visitor import forms, said

MARK = "MARK7Q"
PDF = b"%PDF-1.4 a paper"


@pytest.fixture
async def house(sent: Sent, tmp_path: Path) -> AsyncIterator[House]:
    async with opened(sent, tmp_path / "house") as made:
        yield made


# ---- what the owner gives, always to the trade commission ---------------------------------------------


async def words(house: House) -> None:
    await house.owner.press(f"answer:kftc:{house.receipt}")
    await house.owner.say(f"{MARK} is for the commission")


async def file(house: House) -> None:
    await house.owner.press(f"answer:kftc:{house.receipt}")
    await house.owner.say("", [("files", (f"{MARK}.pdf", PDF, "application/pdf"))])


async def answers(house: House) -> None:
    """A question set, to its end: the words of one of its answers are the mark."""
    await house.owner.press(f"set:request:{house.receipt}:kftc")
    for _step in range(20):
        letter = newest(house.owner.page)
        offered = keys(letter)
        if "nav:later" not in offered and f"set:request:{house.receipt}:kftc" not in offered:
            return
        await _next(house, offered)
    raise AssertionError(said(newest(house.owner.page)))


async def _next(house: House, offered: list[str]) -> None:
    wanted = next((key for key in offered if not key.startswith("nav:")), "nav:done" if "nav:done" in offered else "")
    if "nav:done" in offered and any(key.endswith(":mail") for key in offered) and 'data-on="' not in house.owner.page:
        await house.owner.press(wanted)
        await house.owner.press("nav:done")
    elif wanted:
        await house.owner.press(wanted)
    else:
        before = newest(house.owner.page)
        await house.owner.say(MARK)
        if "nav:unknown" in offered and said(before).split()[-20:] == said(newest(house.owner.page)).split()[-20:]:
            await house.owner.press("nav:unknown")


GIVEN: dict[str, Callable[[House], Awaitable[None]]] = {"words": words, "file": file, "answers": answers}

# ---- how an officer can come at it --------------------------------------------------------------------


async def page(officer: Officer) -> str:
    return await officer.case()


async def bundle(officer: Officer) -> str:
    """All that the archive of the case holds, as text."""
    got = await officer.client.get(f"/desk/case/{officer.receipt}/zip")
    assert got.status_code == 200
    made = zipfile.ZipFile(io.BytesIO(got.content))
    assert json.loads(made.read(f"{officer.receipt}.json"))["receipt"] == officer.receipt
    return " ".join(name + _text(name, made.read(name)) for name in made.namelist())


async def printed(officer: Officer) -> str:
    got = await officer.client.get(f"/desk/case/{officer.receipt}/pdf")
    assert got.status_code == 200
    return _text("x.pdf", got.content)


async def table(officer: Officer) -> str:
    """The list of cases with their answers, for a spreadsheet."""
    form = forms((await officer.client.get("/desk")).text, "/desk/export")[0]
    page = (await officer.client.post("/desk/export", data={**form.fields, "format": "csv", "answers": "1"})).text
    request = forms(page, "/desk/requests")[0].fields["request"]
    await seconded(officer.world, request)
    got = await officer.client.post("/desk/export", data={**form.fields, "request": request})
    assert got.status_code == 200, got.text
    assert officer.receipt in got.text
    return got.text


def _text(name: str, content: bytes) -> str:
    if not content.startswith(b"%PDF") or content == PDF:
        return content.decode("utf-8", "replace")
    paper = pdfium.PdfDocument(content)
    return "".join(sheet.get_textpage().get_text_range() for sheet in paper)


DOORS: dict[str, Callable[[Officer], Awaitable[str]]] = {
    "page": page, "archive": bundle, "print": printed, "table": table,
}  # fmt: skip


async def asked(house: House) -> tuple[Officer, Officer]:
    """The commission and the ministry; each has asked the owner something, and the commission a set as well."""
    kftc, mss = await house.officer("kftc"), await house.officer("mss")
    await mss.does("ask", words="How large is the loss?", language="en")
    await kftc.does("ask", questions="request")
    await kftc.does("ask", words="Is there a contract?", language="en")
    house.owner.page = (await house.owner.client.get("/")).text
    return kftc, mss


@pytest.mark.slow("a case is answered through the page and fetched by four doors of two desks")
@pytest.mark.attack("security-B5", "officer-B1", "owner-B1")
@pytest.mark.parametrize("shares", [False, True], ids=["alone", "shared"])
@pytest.mark.parametrize("given", GIVEN)
async def test_what_one_desk_is_told_is_seen_by_no_other_without_consent(
    house: House, given: str, shares: bool
) -> None:
    await house.shares(shares)
    kftc, mss = await asked(house)
    await GIVEN[given](house)
    for name, door in DOORS.items():
        if (given, name) not in {("words", "print"), ("words", "table"), ("file", "table")}:
            assert MARK in await door(kftc), f"{name} of the desk that asked"
        assert (MARK in await door(mss)) <= shares, f"{name} of another desk"
    assert (MARK in await mss.case()) is shares


@pytest.mark.attack("officer-B1")
async def test_nothing_moves_on_the_page_of_who_may_not_see_it(house: House) -> None:
    await house.shares(False)
    _kftc, mss = await asked(house)
    await words(house)
    before = await mark_of(mss)
    await words(house)
    assert await mark_of(mss) == before


async def mark_of(officer: Officer) -> str:
    return (await officer.client.get(f"/desk/case/{officer.receipt}/mark")).text


@pytest.mark.attack("officer-B1")
async def test_an_answer_to_one_desk_leaves_the_question_of_the_other_open(house: House) -> None:
    await asked(house)
    await words(house)
    async with house.world.store.reading() as tx:
        rows = {row.ministry: row for row in await referrals.referrals(tx, house.receipt)}
    assert (rows["kftc"].state, bool(rows["kftc"].paused)) == ("taken", False)
    assert (rows["mss"].state, bool(rows["mss"].paused)) == ("asked", True)


async def test_the_owner_is_told_before_and_after_who_reads_it(house: House) -> None:
    await asked(house)
    await house.owner.press(f"answer:kftc:{house.receipt}")
    assert "KFTC" in said(newest(house.owner.page))
    await house.owner.say("oui")
    assert "KFTC" in said(house.owner.page[house.owner.page.rindex('<article class="entry mine') :])


async def test_an_answer_names_the_question_it_answers(house: House) -> None:
    await asked(house)
    await words(house)
    async with house.world.store.reading() as tx:
        case = await load_case(tx, house.receipt)
        assert case is not None
        assert case.key is not None
        spoken = await messages.spoken(tx, case.key, house.receipt, OWNER)
    question = next(each for each in spoken if each.words == "Is there a contract?")
    answer = next(each for each in spoken if MARK in each.words)
    assert (answer.answers, answer.sees) == (question.entry, frozenset({"kftc", *_sharing(answer.sees)}))


def _sharing(sees: frozenset[str]) -> frozenset[str]:
    return sees - {"kftc"}


async def test_consent_is_written_body_by_body_and_taken_back_the_same_way(house: House) -> None:
    async with house.world.store.reading() as tx:
        rows = await referrals.referrals(tx, house.receipt)
        given = await consents.given(tx, house.receipt)
    bodies = {row.ministry for row in rows}
    for what in (ConsentKind.SEND, ConsentKind.SHARE):
        assert {each.whom for each in given if each.what is what and each.agreed} == bodies
    async with house.world.store.transaction() as tx:
        await consents.give(tx, house.receipt, ConsentKind.SHARE, ["mss"], "", ms(MORNING), agreed=False)
        case = await load_case(tx, house.receipt)
        assert case is not None
        assert await consents.among(tx, case) == bodies - {"mss"}
        assert await consents.audience(tx, case, "kftc", bodies) == bodies - {"mss"}
        assert await consents.audience(tx, case, "mss", bodies) == {"mss"}
