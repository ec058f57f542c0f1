"""`sinmungo backup` and `restore`: a copy of the database while it runs, and a copy put back.

What was destroyed since the copy was made is destroyed again when it is put back (`storage/burial.py`), before anything
is served from it. The key ring is not copied: both together would be the whole house in one place.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import make_url

from app.assembly import assembled
from app.settings import Settings, load_settings

NAME = "sinmungo.db"
"""The copy's name in its folder."""


def register(subparsers: Any) -> None:
    """Add both verbs to the command line."""
    backing = subparsers.add_parser("backup", help="copy the database into a folder, while it runs")
    backing.add_argument("folder", type=Path, metavar="FOLDER")
    backing.set_defaults(func=backup)
    restoring = subparsers.add_parser("restore", help="put a copy back, and destroy again what was destroyed since")
    restoring.add_argument("folder", type=Path, metavar="FOLDER")
    restoring.set_defaults(func=restore)


def backup(args: argparse.Namespace) -> int:
    """Copy the database. Nothing that is there is overwritten."""
    file = _database(load_settings())
    if file is None:
        return _refused("PostgreSQL has its own: pg_dump -Fc, or continuous archiving")
    if not file.exists():
        return _refused(f"there is no database {file}")
    args.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    copy = args.folder / NAME
    try:
        _copy(file, copy)
    except FileExistsError:
        return _refused(f"{copy} is there already: choose another folder")
    print(f"{copy} is made. Keep the key ring elsewhere: it is not in this copy, and nothing opens without it.")
    return 0


def restore(args: argparse.Namespace) -> int:
    """Put a copy back where no database is, and open it once."""
    settings = load_settings()
    file, copy = _database(settings), args.folder / NAME
    if file is None:
        return _refused("PostgreSQL has its own: pg_restore; the next start destroys again what was destroyed")
    if not copy.exists():
        return _refused(f"there is no {copy}")
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        _copy(copy, file)
    except FileExistsError:
        return _refused(f"{file} is there already: stop the service and move it away first, with its -wal and -shm")
    again = asyncio.run(_opened(settings))
    print(f"{file} is put back; reports that were destroyed since, and are destroyed again: {again}")
    return 0


async def _opened(settings: Settings) -> int:
    async with assembled(settings) as parts:
        return parts.buried


def _database(settings: Settings) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL."""
    url = make_url(settings.database_url)
    return Path(str(url.database)) if url.get_backend_name() == "sqlite" else None


def _copy(file: Path, to: Path) -> None:
    """A new file of its user's alone, as the database is at this moment. Raises FileExistsError."""
    os.close(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(file)) as line, closing(sqlite3.connect(to)) as copy:
        line.backup(copy)


def _refused(why: str) -> int:
    print(why, file=sys.stderr)
    return 1
