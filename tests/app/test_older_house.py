"""A house that an earlier version left opens, holds no chat's address any more, and becomes no trial by itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import String, insert, select, type_coerce

from app.assembly import assembled, decide_trial
from app.settings import SettingsError, load_settings
from storage import officers
from storage import tables as t
from storage.sessions import load
from storage.timestamps import ms, now
from tests.storage import golden


@pytest.mark.attack("security-A3")
async def test_the_addresses_of_an_older_house_are_hidden_at_the_start(tmp_path: Path) -> None:
    ring = (golden.FOLDER / "ring.txt").read_text("ascii").strip()
    settings = load_settings(None, var=tmp_path, database="", search="letters", keys=ring)
    await golden.lay(settings.database_url)
    async with assembled(settings) as parts, parts.store.reading() as tx:
        assert not await tx.all(select(t.session.c.chat).where(t.session.c.chat.contains(":")))
        assert (await load(tx, ["web:factory"]))["web:factory"].session.chat == "web:factory"
        signs = await tx.read(str, select(type_coerce(t.case_.c.receipt, String)))
        assert signs
        assert all(sign.startswith("SM~") for sign in signs)


async def starts(folder: Path, trial: bool | None) -> str:
    """Start a house, its setting as given or not set; why it does not, or nothing."""
    given = {} if trial is None else {"trial": trial}
    settings = load_settings(None, var=folder, database="", search="letters", **given)
    async with assembled(settings) as parts:
        try:
            await decide_trial(parts)
        except SettingsError as error:
            return "; ".join(error.problems)
    return ""


async def worked(folder: Path, role: str = "officer", seen: int = 1, revoked: bool = False) -> None:
    """What a version before left: an officer of a body, and a report that was `seen` at its desk."""
    settings = load_settings(None, var=folder, database="", search="letters", trial=True)
    async with assembled(settings) as parts, parts.store.transaction() as tx:
        who = await officers.add_officer(tx, "kftc", role, "김담당", "ko", ms(now()), "test")
        if revoked:
            await officers.revoke(tx, who, ms(now()), "test")
        await tx.run(insert(t.case_).values(receipt="SM-7K2Q-9XMD-5", doc=b""))
        row = {"receipt": "SM-7K2Q-9XMD-5", "ministry": "kftc", "role": "lead", "state": "seen", "seen": seen}
        await tx.run(insert(t.referral).values(**row))


@pytest.mark.parametrize("revoked", [False, True])
async def test_a_house_in_which_officers_worked_is_no_trial_until_somebody_says_so(
    tmp_path: Path, revoked: bool
) -> None:
    await worked(tmp_path, revoked=revoked)
    for _ in range(2):
        told = await starts(tmp_path, None)
        assert "SINMUNGO_TRIAL" in told
        assert "\n" not in told
    assert await starts(tmp_path, False) == ""
    assert "SINMUNGO_TRIAL" in await starts(tmp_path, None), "a setting that was lost makes no trial of a real house"
    assert await starts(tmp_path, True) == ""
    assert await starts(tmp_path, None) == ""


@pytest.mark.parametrize(("role", "seen"), [("administrator", 1), ("auditor", 1), ("officer", 0)])
async def test_people_who_carry_no_cases_or_opened_none_stop_no_trial(tmp_path: Path, role: str, seen: int) -> None:
    await worked(tmp_path, role, seen)
    assert await starts(tmp_path, None) == ""


async def test_a_fresh_house_is_a_trial_and_stays_one_whatever_is_done_in_it(tmp_path: Path) -> None:
    assert await starts(tmp_path, None) == ""
    await worked(tmp_path)
    assert await starts(tmp_path, None) == ""
