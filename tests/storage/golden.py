"""What an earlier commit stored, laid out for today's code: see `tests/storage/data/README.md`."""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, column, insert, make_url, table
from sqlalchemy.ext.asyncio import create_async_engine

from storage.code_upgrade import hide_clear
from storage.database import open_engines, upgrade
from storage.keyring import read_ring
from storage.store import Store
from storage.tables.columns import metadata
from storage.vault import Vault

FOLDER = Path(__file__).parent / "data" / "84a5a3d"
REVISION = "0002"
"""The schema of that commit."""
TABLES = ("arrival", "audit", "case_", "counter", "desk", "evidence", "key", "officer", "outgoing", "page", "session",
          "answer_log", "barred", "blind", "clock", "interest", "message", "referral")  # fmt: skip
"""The tables that hold rows."""


def read(name: str) -> Any:
    """A JSON file of the folder."""
    return json.loads(gzip.decompress((FOLDER / name).read_bytes()))


def vault() -> Vault:
    return Vault(read_ring((FOLDER / "ring.txt").read_text("ascii")))


async def lay(url: str) -> None:
    """Put the golden database at `url`, which is empty until now."""
    if url.startswith("sqlite"):
        _unpack(Path(str(make_url(url).database)))
    else:
        await _fill(url)


async def laid_out(url: str) -> Store:
    """The golden database, opened by today's code."""
    await lay(url)
    store = await Store.open(url, vault())
    await hide_clear(store)
    return store


def _unpack(to: Path) -> None:
    to.write_bytes(gzip.decompress((FOLDER / "sqlite.db.gz").read_bytes()))


async def _fill(url: str) -> None:
    engines = open_engines(url)
    async with engines[0].begin() as line:
        await line.run_sync(upgrade, REVISION)
        await line.run_sync(_insert, read("postgresql.json.gz"))
    for engine in set(engines):
        await engine.dispose()


def _insert(line: Connection, tables: dict[str, list[dict[str, Any]]]) -> None:
    """As they stood there, whatever the columns of today make of a word."""
    for name in (each.name for each in metadata.sorted_tables):
        rows = [{head: _value(each) for head, each in row.items()} for row in tables.get(name, [])]
        if rows:
            line.execute(insert(table(name, *map(column, rows[0]))), rows)


def _value(value: Any) -> Any:
    return base64.b64decode(value["b64"]) if isinstance(value, dict) else value


async def counts(url: str) -> dict[str, int]:
    """How many rows each of the tables of then holds now."""
    engine = create_async_engine(url)
    async with engine.connect() as line:
        found = {name: await line.exec_driver_sql(f"SELECT count(*) FROM {name}") for name in TABLES}
        counted = {name: int(each.scalar_one()) for name, each in found.items()}
    await engine.dispose()
    return counted
