"""Seven desks with two officers each, and sessions for those who look at the demo."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from guidance.guide import DESKS, SECRETARIAT
from storage import sign_ins
from storage.officers import add_officer
from storage.store import Store
from storage.timestamps import ms

BODIES: Mapping[str, str] = {
    "mss": "중기부", "motir": "산업부", "kftc": "공정위", "moip": "지재처", "knpa": "경찰청", "nis": "국정원",
    SECRETARIAT: "사무국",
}  # fmt: skip
Staff = Mapping[str, tuple[str, ...]]
"""Desk -> ids of its officers, the one who leads it first."""


async def hired(store: Store, at: datetime) -> Staff:
    """Two officers at every desk, called by letters: 공정위 가, 공정위 나."""
    return {ministry: await _desk(store, ministry, at) for ministry in DESKS}


async def _desk(store: Store, ministry: str, at: datetime) -> tuple[str, ...]:
    roles = ("secretariat", "secretariat") if ministry == SECRETARIAT else ("lead", "officer")
    async with store.transaction() as tx:
        names = [f"{BODIES[ministry]} {letter}" for letter in "가나"]
        added = [
            await add_officer(tx, ministry, role, name, "ko", ms(at), "demo")
            for role, name in zip(roles, names, strict=True)
        ]
    return tuple(added)


async def session_of(store: Store, officer: str, at: datetime) -> str:
    """The token of a console session, as if this officer had used a link and given the right code."""
    async with store.transaction() as tx:
        return await sign_ins.begin(tx, officer, await sign_ins.half(tx, officer, ms(at)), "", ms(at))
