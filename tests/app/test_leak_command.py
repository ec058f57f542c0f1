"""`sinmungo leak`: all that is wrong is named at once, nothing is done without --yes, and nobody is told twice."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import insert

from app.assembly import assembled
from app.settings import load_settings
from locales.text import LANGUAGES
from storage import leak_notices
from storage import tables as t
from storage.leak_notices import LeakProgress
from tests.app.test_cli import Shell

CODES = ("SM-7K2Q-9XMD-5",)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path)


def file_of(folder: Path, **words: str) -> str:
    """A file of words in five languages, with these instead."""
    said = {language: f"MARK in {language}" for language in LANGUAGES} | words
    file = folder / "words.toml"
    file.write_text("".join(f'{name} = "{words}"\n' for name, words in said.items() if words != "-"), "utf-8")
    return str(file)


def house(shell: Shell, *chats: str) -> None:
    """A database with a report of each of these chats."""
    asyncio.run(_house(shell, chats))


async def _house(shell: Shell, chats: tuple[str, ...]) -> None:
    settings = load_settings(None, var=shell.folder / "var", search="letters")
    async with assembled(settings) as parts, parts.store.transaction() as tx:
        for n, chat in enumerate(chats):
            receipt = CODES[0] if n == 0 else f"SM-0000-000{n}-X"
            row = {"receipt": receipt, "chat": parts.store.vault.handle(chat), "key": "k", "doc": b""}
            await tx.run(insert(t.case_).values(**row))


async def _notices(shell: Shell) -> list[LeakProgress]:
    settings = load_settings(None, var=shell.folder / "var", search="letters")
    async with assembled(settings) as parts, parts.store.reading() as tx:
        return list(await leak_notices.progress(tx))


def test_all_that_is_wrong_with_the_words_and_the_codes_is_named_at_once(shell: Shell) -> None:
    words = file_of(shell.folder, ko="-", ja="", fr="x" * 1_501, de="Hallo")
    codes = shell.folder / "codes"
    codes.write_text("SM-7K2Q-9XMD-5\n\nSM-7K2Q-9XMD-6\nnobody\n")
    done = shell.run("leak", "--words", words, "--codes", str(codes), "--yes")
    assert done.returncode == 2
    for told in ("ko is missing", "ja says nothing", "fr is too long", "de is none", "line 3", "line 4"):
        assert told in done.stderr
    assert "line 1" not in done.stderr


@pytest.mark.parametrize("wrong", ["missing.toml", "broken.toml", "bytes.toml"])
def test_a_file_that_cannot_be_read_is_said_in_a_sentence(shell: Shell, wrong: str) -> None:
    (shell.folder / "broken.toml").write_text("ko = ")
    (shell.folder / "bytes.toml").write_bytes(b"\xff\xfe")
    done = shell.run("leak", "--words", wrong)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert wrong in done.stderr


@pytest.mark.parametrize("time", ["yesterday", "2999-01-01"])
def test_a_time_that_is_none_or_to_come_is_refused(shell: Shell, time: str) -> None:
    assert shell.run("leak", "--words", file_of(shell.folder), "--known", time).returncode == 2


def test_a_preview_tells_how_many_where_and_by_when_and_does_nothing(shell: Shell) -> None:
    house(shell, "telegram:1", "telegram:1", "telegram:2", "web:3")
    done = shell.run("leak", "--words", file_of(shell.folder), "--known", "2026-01-01 09:00")
    assert done.returncode == 1
    assert "4 reports of 3 people" in done.stdout
    assert [line.split() for line in done.stdout.splitlines()[1:3]] == [["telegram", "2"], ["web", "1"]]
    assert "by 2026-01-04 09:00" in done.stdout
    assert "too late" in done.stdout
    assert "MARK" not in done.stdout
    assert asyncio.run(_notices(shell)) == []


def test_yes_orders_it_once_and_the_log_has_no_words(shell: Shell) -> None:
    house(shell, "telegram:1", "web:2")
    words = file_of(shell.folder)
    assert "No leak" in shell.run("leak").stdout
    done = shell.run("leak", "--words", words, "--yes")
    assert (done.returncode, "hours from now" in done.stdout) == (0, True)
    again = shell.run("leak", "--words", words, "--yes")
    assert (again.returncode, "already" in again.stderr) == (2, True)
    assert [each.waits for each in asyncio.run(_notices(shell))] == [2]
    assert "waiting 2" in shell.run("leak").stdout
    assert shell.run("audit", "verify").returncode == 0


def test_codes_of_no_report_are_all_named_and_those_of_one_are_told(shell: Shell) -> None:
    house(shell, "telegram:1", "web:2")
    codes = shell.folder / "codes"
    codes.write_text("sm-7k2q-9xmd-5\n")
    words = file_of(shell.folder)
    assert "1 reports of 1 people" in shell.run("leak", "--words", words, "--codes", str(codes)).stdout
    empty = Shell(shell.folder / "empty")
    empty.folder.mkdir()
    done = empty.run("leak", "--words", words, "--codes", str(codes), "--yes")
    assert (done.returncode, CODES[0] in done.stderr) == (2, True)
