"""What was destroyed, in a file beside the key ring: a keyed hash of the receipt code, the day, and who did it.

A copy of the database made before holds the report still, and the ring may hold its key for a day or two. What stands
here is destroyed again at every start (`storage/burial.py`). Nobody without the ring's index key learns a code from it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from dialogs.case_states import Destroyer
from storage.vault import Vault

FILE = "tombstones"
"""Lies in the ring's folder, or in the folder of this machine's data where the ring is a setting."""


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A report that was destroyed. `name`: its keyed hash; `day` since 1970."""

    name: str
    day: int
    by: Destroyer


def name_of(vault: Vault, receipt: str) -> str:
    """The keyed hash of a receipt code."""
    return vault.blind("tombstone", receipt)


def add(file: Path, buried: Iterable[Tombstone]) -> None:
    """Write these down; they are on the disk when this returns. Raises OSError."""
    lines = "".join(f"{each.name} {each.day} {each.by.value or '-'}\n" for each in buried)
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "a", encoding="ascii") as out:
        if os.fstat(out.fileno()).st_size and not _ends(file):
            lines = f"\n{lines}"
        out.write(lines)
        out.flush()
        os.fsync(out.fileno())


def _ends(file: Path) -> bool:
    """Whether the last line is whole: a crash may have left half of one."""
    with file.open("rb") as there:
        there.seek(-1, os.SEEK_END)
        return there.read(1) == b"\n"


def read(file: Path) -> dict[str, Tombstone]:
    """All that stand in the file, by name; the first of a name counts. A line that a crash cut short is left out: its
    report is destroyed in the database, where the next start finds it without one."""
    if not file.exists():
        return {}
    found: dict[str, Tombstone] = {}
    for line in file.read_text("ascii", "replace").splitlines():
        if (stone := _stone(line)) is not None:
            found.setdefault(stone.name, stone)
    return found


def _stone(line: str) -> Tombstone | None:
    words = line.split(" ")
    if len(words) != 3 or len(words[0]) != 32 or not words[1].isdecimal():
        return None
    by = words[2] if words[2] in set(Destroyer) else ""
    return Tombstone(words[0], int(words[1]), Destroyer(by))
