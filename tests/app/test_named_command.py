"""`sinmungo named`: bodies and numbers, found by keyed hash in any form of a name; no code, no content, no name."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import insert, select

from app.assembly import assembled
from app.settings import load_settings
from storage import audit
from storage import tables as t
from storage.name_hashes import hashes
from tests.app.test_cli import Shell


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    made = Shell(tmp_path)
    asyncio.run(_house(made))
    return made


async def _house(shell: Shell) -> None:
    """Two reports that name the same company, one of them taken back from a body; one names an official."""
    settings = load_settings(None, var=shell.folder / "var", search="letters")
    async with assembled(settings) as parts, parts.store.transaction() as tx:
        for receipt, kind, name in (
            ("SM-1", "counterpart", "주식회사 표식"), ("SM-2", "counterpart", "㈜표식"), ("SM-3", "official", "김철수"),
        ):  # fmt: skip
            await tx.run(insert(t.case_).values(receipt=receipt, doc=b""))
            for digest in hashes(tx.vault, kind, name):
                await tx.run(insert(t.blind).values(hash=digest, receipt=receipt, kind=kind))
            for ministry, state in (("kftc", "taken"), ("mss", "withdrawn" if receipt == "SM-2" else "closed")):
                row = {"receipt": receipt, "ministry": ministry, "role": "lead", "state": state, "open": False}
                await tx.run(insert(t.referral).values(**row))


async def _lines(shell: Shell) -> list[str]:
    settings = load_settings(None, var=shell.folder / "var", search="letters")
    async with assembled(settings) as parts, parts.store.reading() as tx:
        assert "표식" not in repr(await tx.all(select(t.audit)))
        return [line.action for line in await audit.history(tx, "-")]


@pytest.mark.parametrize("name", ["표식", "㈜ 표식", "표식 주식회사"])
def test_bodies_and_numbers_are_told_whatever_form_the_name_has(shell: Shell, name: str) -> None:
    done = shell.run("named", typed=f"{name}\n")
    assert (done.returncode, done.stdout) == (0, "kftc  2\nmss  1\n")
    assert "SM-" not in done.stdout + done.stderr
    assert asyncio.run(_lines(shell)) == ["named asked"]


def test_an_official_is_found_and_who_is_named_nowhere_is_told_so(shell: Shell) -> None:
    assert shell.run("named", typed="김철수 과장\n").stdout == "kftc  1\nmss  1\n"
    for nobody in ("없는회사\n", "\n", ""):
        done = shell.run("named", typed=nobody)
        assert (done.returncode, done.stdout) == (1, ""), nobody
