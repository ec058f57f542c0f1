"""Numbers that may not be kept, typed and sent on the page: on no disk, no page, in no log and in nothing sealed."""

from __future__ import annotations

import logging
from pathlib import Path

import httpx
import pytest

from tests.numbers import NUMBERS, logged, sealed, traces
from tests.web.visitor import Person, forms, said
from tests.web.world import real, without_scripts

__all__ = ["sealed"]


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("place", ["text", "name", "both", "story"])
async def test_the_page_keeps_no_number(
    place: str, tmp_path: Path, sealed: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with real(tmp_path) as world, without_scripts(world) as client:
        person = await Person(client).begin("en")
        for kind, number in NUMBERS.items():
            await _give(person, place, number)
            assert "■■■" in said(person.page)
            printed = (await client.get("/conversation")).text
            on_disk = tmp_path / "sinmungo.db"
            assert on_disk.exists()
            assert not traces(number, sealed, tmp_path, person.page, printed, logged(caplog)), (kind, place)
    assert not [found for number in NUMBERS.values() for found in traces(number, sealed, tmp_path)]


async def _give(person: Person, place: str, number: str) -> None:
    answer: httpx.Response
    match place:
        case "text":
            answer = await person.say(number)
        case "name":
            answer = await person.say("", [("files", (f"{number}.txt", b"words", "text/plain"))])
        case "both":
            answer = await person.say(f"here: {number}", [("files", (f"a {number} b.txt", b"x", "text/plain"))])
        case _:
            answer = await person.say(f"They took our drawings in March, mine is {number} as you asked.")
    assert answer.status_code == 200


async def test_the_key_of_an_arrival_holds_no_digest_of_a_number(tmp_path: Path) -> None:
    async with real(tmp_path) as world, without_scripts(world) as client:
        person = await Person(client).begin("en")
        form = person.page
        await person.say("mine is 880101-1234567")
        person.page = form
        await person.say("mine is 900202-2345678")
        assert said(person.page).count("mine is ■■■") == 1


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("first", ["mine is 880714-", "880714"])
async def test_the_page_keeps_no_second_half_in_a_message_of_its_own(
    first: str, tmp_path: Path, sealed: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with real(tmp_path) as world, without_scripts(world) as client:
        person = await Person(client).begin("en")
        await person.say(first)
        await person.say("/help")
        await person.say("1234567")
        assert "■■■" in said(person.page)
        assert first in said(person.page)
        assert not traces("1234567", sealed, tmp_path, person.page, logged(caplog))


@pytest.mark.attack("security-B12")
async def test_the_page_holds_no_doubtful_number_while_it_asks(
    tmp_path: Path, sealed: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with real(tmp_path) as world, without_scripts(world) as client:
        person = await Person(client).begin("en")
        await person.say("Gana 8801011234567")
        assert "could be a person’s own" in said(person.page)
        assert not traces("8801011234567", sealed, tmp_path, person.page, logged(caplog))
        await person.press("|number:.0.")
        assert "Please write the number once more" in said(person.page)
        assert not traces("8801011234567", sealed, tmp_path, person.page, logged(caplog))


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("what", ["send", "out"])
async def test_a_number_inside_a_file_is_asked_about_and_leaves_the_machine_only_sealed(
    what: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with real(tmp_path) as world, without_scripts(world) as client:
        person = await Person(client).begin("en")
        await person.say("", [("files", ("staff.csv", f"Kim,{NUMBERS['resident']}\n".encode(), "text/csv"))])
        assert "The file staff.csv seems to hold: a resident registration number" in said(person.page)
        await person.press(next(each for each in _buttons(person) if f"held:{what}:" in each))
        expected = (
            "Kept with your report: staff.csv" if what == "send" else "Left out; this will not be sent: staff.csv"
        )
        assert expected in said(person.page)
        assert not traces(NUMBERS["resident"], [], tmp_path, person.page, logged(caplog))


def _buttons(person: Person) -> list[str]:
    return [value for form in forms(person.page, "/say") for _name, value in form.buttons]
