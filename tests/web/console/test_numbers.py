"""Numbers that may not be kept, typed by officers: in words to the owner and to desks, in names, in names of files."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dialogs.parse.number_words import CALLED
from tests.numbers import NUMBERS, logged, sealed, traces
from tests.web.console.house import House, opened
from tests.web.sent import Sent
from tests.web.visitor import forms, said

__all__ = ["sealed"]
NUMBER = NUMBERS["resident"]
DONE = "Done. A personal or card number was blacked out"


@pytest.fixture
async def house(sent: Sent, tmp_path: Path) -> AsyncIterator[House]:
    async with opened(sent, tmp_path / "house") as made:
        yield made


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("kind", NUMBERS)
async def test_notes_keep_no_number_of_any_kind(
    kind: str, house: House, tmp_path: Path, sealed: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    desk = await house.officer("kftc")
    page = await desk.does("note", words=f"his is {NUMBERS[kind]}, as he says", language="en")
    assert DONE in said(page)
    assert "■■■, as he says" in said(page)
    assert not traces(NUMBERS[kind], sealed, tmp_path, page, logged(caplog))


ACTS: dict[str, dict[str, str]] = {
    "reply": {},
    "ask": {},
    "position": {"stance": "acts"},
    "pass": {"to": "moip"},
    "extend": {"clock": "term", "days": "5"},
    "decline": {},
    "close": {"outcome": "measure"},
}


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("verb", ACTS)
async def test_no_act_keeps_a_number(verb: str, house: House, tmp_path: Path, sealed: list[bytes]) -> None:
    desk = await house.officer("kftc")
    fields = {"words": f"it is {NUMBER} as told", "language": "en", **ACTS[verb]}
    page = await desk.does(verb, "", None, **fields)
    assert DONE in said(page)
    owners = (await house.owner.client.get("/")).text
    assert not traces(NUMBER, sealed, tmp_path, page, owners)


@pytest.mark.attack("security-B12")
async def test_no_file_of_an_officer_has_a_number_in_its_name(
    house: House, tmp_path: Path, sealed: list[bytes]
) -> None:
    desk = await house.officer("kftc")
    files = [("files", (f"{NUMBER} answer.pdf", b"words", "application/pdf"))]
    page = await desk.does("reply", files=files, words="here it is", language="en")
    assert DONE in said(page)
    assert "■■■ answer.pdf" in said(page)
    assert not traces(NUMBER, sealed, tmp_path, page)


@pytest.mark.attack("security-B12")
async def test_words_that_were_not_kept_come_back_without_the_number(house: House) -> None:
    desk = await house.officer("kftc")
    page = await desk.does("close", words=f"it is {NUMBER}", language="en")
    assert "it is ■■■</textarea>" in page
    assert NUMBER not in page


@pytest.mark.attack("security-B12")
async def test_a_name_with_a_number_is_refused(house: House, tmp_path: Path, sealed: list[bytes]) -> None:
    desk, lead = await house.officer("kftc"), await house.officer("", role="administrator")
    places = (
        (desk, "/desk?urgent=1", "/desk/views", {"query": "urgent=1"}),
        (desk, "/desk/interests", "/desk/interests", {"kind": "counterpart"}),
        (lead, "/desk/officers", "/desk/officers", {"role": "officer", "ministry": "kftc"}),
    )
    for who, page, action, more in places:
        form = forms((await who.client.get(page)).text, action)[0]
        answer = await who.client.post(action, data={**form.fields, "name": f"Kim {NUMBER}", **more})
        assert answer.status_code == 400, action
        assert "The law forbids us to keep it" in said(answer.text)
        assert not traces(NUMBER, sealed, tmp_path, answer.text), action


# ---- what could be either -----------------------------------------------------------------------------

DOUBTFUL = "8801011234567"
TYPED = f"see {DOUBTFUL} and {NUMBER}"


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("verb", sorted({*ACTS, "note"} - {"close"}))
async def test_a_doubtful_number_comes_back_and_is_kept_nowhere(
    verb: str, house: House, tmp_path: Path, sealed: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    desk = await house.officer("kftc")
    fields = {"words": TYPED, "language": "en", **ACTS.get(verb, {})}
    page = await desk.does(verb, "", None, **fields)
    assert "Nothing was done yet" in said(page)
    assert f"see {DOUBTFUL} and ■■■</textarea>" in page
    assert f"{DOUBTFUL}: no person’s number" in said(page)
    assert NUMBER not in page
    assert not traces(DOUBTFUL, sealed, tmp_path, logged(caplog))


@pytest.mark.parametrize(("language", "called"), sorted(CALLED.items()))
async def test_an_officer_who_says_that_it_is_none_has_it_kept(language: str, called: str, house: House) -> None:
    desk = await house.officer("kftc")
    page = await desk.does("note", words=TYPED, language=language, not_personal="yes")
    assert f"see {called} {DOUBTFUL} and ■■■" in said(page)
    assert NUMBER not in page
