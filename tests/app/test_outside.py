"""What an owner types and sends is in no process list, journal, temporary file or file of the service in clear."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from tests.app.test_cli import Serving, Shell
from tests.web.visitor import Person

MARKS = {place: f"mark-{place}-7319" for place in ("words", "file-name", "file-words", "many-words", "code", "query")}
LARGE = 3_000_000
"""Bytes of a file that would be put on the disk by what holds small ones in memory."""


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    (tmp_path / "temporary").mkdir()
    found = Serving(Shell(tmp_path), TMPDIR=str(tmp_path / "temporary"))
    yield found
    if found.process.poll() is None:
        found.process.kill()
        found.stop(signal.SIGKILL)


def spellings(mark: str) -> tuple[bytes, ...]:
    return mark.encode(), mark.encode("utf-16-le"), mark.encode().hex().encode()


def marks_in(where: bytes) -> set[str]:
    return {place for place, mark in MARKS.items() if any(each in where for each in spellings(mark))}


def files_below(folder: Path) -> bytes:
    return b"\n".join(
        name.encode() + b"\n" + each.read_bytes()
        for each in folder.rglob("*")
        if each.is_file() and (name := each.name)
    )


@pytest.mark.attack("security-A2", "security-B12")
async def test_no_mark_of_an_owner_stands_outside_the_database(serving: Serving, tmp_path: Path) -> None:
    address = serving.until("Chat").split()[-1]
    proc, seen = Path("/proc", str(serving.process.pid)), b""
    async with httpx.AsyncClient(base_url=address, follow_redirects=True, timeout=60) as client:
        person = await Person(client).begin("en")
        for ending in ("urgent:no", "about:report", "agree:age", "agree:collect"):
            await person.press(ending)
        large = MARKS["file-words"].encode() + b" " * LARGE
        files = [("files", (f"{MARKS['file-name']}.txt", large, "text/plain"))]
        for words in (f"They took it. {MARKS['words']}", f"{MARKS['many-words']} " * 300, f"SM-{MARKS['code']}"):
            assert (await person.say(words, files)).status_code == 200
            files = []
            seen += files_below(tmp_path / "temporary")
        await client.get("/", params={"q": MARKS["query"]})
        seen += b"".join((proc / name).read_bytes() for name in ("cmdline", "environ", "comm"))
        assert {place for place in MARKS if MARKS[place] in person.page} >= {"words", "file-name", "many-words"}
    assert serving.stop(signal.SIGTERM) == 0
    journal = "".join((*serving.lines, *serving.errors)).encode()
    assert journal
    assert marks_in(journal) == set()
    assert marks_in(seen) == set()
    assert marks_in(files_below(tmp_path)) == set()
