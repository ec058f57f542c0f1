"""The conversation on a keyboard, in process: an owner who answers whatever is asked, up to the receipt."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.assembly import Assembly, assembled
from app.settings import load_settings
from app.terminal import Screen, heard, scripted, talk
from bot.outbox.letter import Button, Letter, Part
from bot.outbox.transport import OutgoingRow, Wait
from dialogs.events import Chose, Said, Sent
from locales.text import LANGUAGES
from storage import cases
from tests.numbers import NUMBERS, logged, sealed, traces

__all__ = ["sealed"]

NOW = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture
async def parts(tmp_path: Path) -> AsyncIterator[Assembly]:
    async with assembled(load_settings(None, var=tmp_path / "var", database="", search="letters")) as found:
        yield found


class Owner:
    """Answers by what is expected, always with the first choice; ends with a receipt."""

    def __init__(self, begin: str, keep: Path | None = None) -> None:
        self.out, self.begin = io.StringIO(), begin
        self.screen = Screen(self.out, keep)
        self.ticked: tuple[int, int] | None = None

    async def lines(self) -> AsyncIterator[str]:
        yield self.begin
        for _ in range(150):
            if re.search(r"SM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", self.out.getvalue()):
                return
            assert self.screen.last is not None
            yield self.answer(self.screen.last)

    def answer(self, letter: Letter) -> str:
        match letter.expects:
            case "many" if letter.progress != self.ticked:
                self.ticked = letter.progress
                return "1"
            case "many" | "file":
                return "/done"
            case "date":
                return "2025-03"
            case "number":
                return "3억 5천만원"
            case "text":
                return self.words(letter)
            case _:
                return self.choice(letter)

    def choice(self, letter: Letter) -> str:
        """The first choice; at the review, where that is the guide, the one that leads on."""
        keys = [button.key for button in letter.choices]
        return str(keys.index("review:share") + 1 if "review:share" in keys else 1)

    def words(self, letter: Letter) -> str:
        if any(button.key.endswith(":done") for button in letter.choices):
            said = "They copied our drawings."
            return "/done" if self.out.getvalue().count(f"> {said}") else said
        return "/skip" if any(button.key.endswith("skip") for button in letter.choices) else "010-1234-5678"


@pytest.mark.parametrize("language", LANGUAGES)
async def test_whoever_takes_the_first_choice_comes_to_a_receipt(parts: Assembly, language: str) -> None:
    names = {"ko": "한국어", "en": "English", "ja": "日本語", "zh": "中文", "fr": "Français"}
    owner = Owner(names[language])
    assert await talk(parts, owner.lines(), owner.screen, "owner", language, echo=True)
    found = re.search(r"SM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", owner.out.getvalue())
    assert found is not None
    async with parts.store.reading() as tx:
        case = await cases.load_case(tx, found.group())
    assert case is not None
    assert case.language == language


BUTTONS = (Button("q:a", "First"), Button("q:b", "Second"))
SHOWN = Letter("en", (Part("paragraph", "Which?"),), BUTTONS, (Button("nav:back", "Back"),), turn=7)


@pytest.mark.parametrize(
    ("line", "key"), [("2", "q:b"), ("2.", "q:b"), ("②", "q:b"), ("second", "q:b"), ("Back!", "nav:back")]
)
def test_a_typed_number_or_label_presses_the_button(line: str, key: str) -> None:
    event, _ = heard(line, SHOWN, NOW)
    assert event == Chose(NOW, 7, key)


@pytest.mark.parametrize("line", ["3", "third", "/help", "0", "it was the second one who did it"])
def test_other_words_are_said_as_they_are(line: str) -> None:
    assert heard(line, SHOWN, NOW)[0] == Said(NOW, line)


def test_a_file_is_sent_by_its_path(tmp_path: Path) -> None:
    (tmp_path / "도면.pdf").write_bytes(b"%PDF")
    event, contents = heard(f"/file {tmp_path}/도면.pdf", None, NOW)
    assert isinstance(event, Sent)
    assert (event.files[0].name, event.files[0].size, event.files[0].refused) == ("도면.pdf", 4, "")
    assert [*contents.values()] == [b"%PDF"]


def test_a_file_that_is_not_there_or_empty_is_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "empty").touch()
    for name, why in (("none", "gone"), ("empty", "empty")):
        event, contents = heard(f"/file {tmp_path}/{name}", None, NOW)
        assert isinstance(event, Sent)
        assert event.files[0].refused == why
        assert not contents


async def test_a_letter_to_somebody_else_is_never_shown(parts: Assembly) -> None:
    row = OutgoingRow(1, "key", "terminal", "terminal:other")
    screen = Screen(io.StringIO(), chat="terminal:me")
    with pytest.raises(Wait):
        await screen.send(row, SHOWN)


async def test_a_copy_that_is_sent_is_put_where_it_was_asked_for(parts: Assembly, tmp_path: Path) -> None:
    owner = Owner("English")
    assert await talk(parts, owner.lines(), owner.screen, "owner", "en", echo=True)
    again = Screen(io.StringIO(), tmp_path / "saved")
    assert await talk(parts, scripted(["/copy"]), again, "owner", "en", echo=True)
    assert [path.suffix for path in (tmp_path / "saved").iterdir()] == [".pdf"]


@pytest.mark.attack("security-B12")
async def test_a_number_that_may_not_be_kept_is_neither_kept_nor_said_again(
    parts: Assembly, tmp_path: Path, sealed: list[bytes], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    out = io.StringIO()
    for kind, number in NUMBERS.items():
        folder = tmp_path.parent / f"{tmp_path.name}-files"
        folder.mkdir(exist_ok=True)
        named = folder / f"scan {number}.txt"
        named.write_bytes(b"words")
        lines = scripted(["English", f"mine is {number}", f"/file {named}"])
        await talk(parts, lines, Screen(out), kind, "en", echo=True)
        assert not traces(number, sealed, tmp_path, out.getvalue(), logged(caplog)), kind
