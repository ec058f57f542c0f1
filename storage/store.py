"""The store: one database, one vault. What is written is written in a `Transaction`; reading needs none."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from dialogs.effects import CaseStatus
from storage import cases, outbox, tombstones
from storage.database import StoreDown, is_down, is_outrun, migrate, open_engines
from storage.files import Stored, stored
from storage.tables.hidden import hide_codes_with
from storage.timestamps import ms, now
from storage.transaction import Conflict, Transaction
from storage.vault import Vault

log = logging.getLogger(__name__)


class Store:
    """Transactions of one process run one after another over a connection that is held: a commit is shared by all
    that was queued (`bot/inbox/inbox.py`), and no two of them can wait for each other."""

    def __init__(self, writing: AsyncEngine, reading: AsyncEngine, vault: Vault, trial: bool = True) -> None:
        self.vault, self.trial = vault, trial
        self.engines = (writing, reading)
        for engine in self.engines:
            hide_codes_with(engine, vault.codes)
        self.tombstones = vault.ring.path / tombstones.FILE if vault.ring.path else None
        """Where it is written down what was destroyed; None where nobody said so."""
        self._line: AsyncConnection | None = None
        self._turn = asyncio.Lock()

    @classmethod
    async def open(cls, url: str, vault: Vault, trial: bool = True) -> Store:
        """Open the database of a SQLAlchemy async URL and bring its schema up. Raises StoreDown.

        `trial`: every desk takes reports, whether anybody sits there or not; people are told so.
        """
        writing, reading = open_engines(url)
        try:
            await migrate(writing)
        except BaseException:
            await writing.dispose()
            await reading.dispose()
            raise
        return cls(writing, reading, vault, trial)

    async def close(self) -> None:
        async with self._turn:
            await self._hang_up()
            for engine in set(self.engines):
                await engine.dispose()

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """All or nothing. Raises StoreDown when the database is away: nothing was kept then, as far as is known.

        Raises Conflict when another process's transaction was let go first: nothing was kept, it is to be worked again.
        """
        async with self._turn:
            try:
                line = await self._held()
                tx = Transaction(line, self.vault, self.trial)
                async with line.begin():
                    yield tx
                await self._bury(tx)
            except BaseException as error:
                if is_down(error) or not isinstance(error, Exception):
                    await self._hang_up()
                if is_down(error):
                    raise StoreDown(type(error).__name__) from None
                if is_outrun(error):
                    raise Conflict("another transaction was let go first") from None
                raise

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[Transaction]:
        """A snapshot to read from, beside whatever is being written. Raises StoreDown."""
        try:
            async with self.engines[1].connect() as line:
                yield Transaction(line, self.vault, self.trial)
        except Exception as error:
            if is_down(error):
                raise StoreDown(type(error).__name__) from None
            raise

    async def status(self, receipt: str) -> CaseStatus:
        """The states of a case, no content; `found` is False for an unknown code."""
        async with self.reading() as tx:
            return await cases.status(tx, receipt)

    async def file(self, file_id: str) -> Stored | None:
        """A file with its bytes; None when there is none or it was erased."""
        async with self.reading() as tx:
            return await stored(tx, file_id)

    async def pulse(self) -> Mapping[str, float]:
        """`unsent`: seconds that the oldest letter has waited; `dead`: letters given up. Raises StoreDown."""
        at = ms(now())
        async with self.reading() as tx:
            oldest = await outbox.oldest(tx)
            dead = await outbox.dead(tx)
        return {"unsent": (at - oldest) / 1000 if oldest else 0.0, "dead": float(len(dead))}

    async def shrink(self) -> bool:
        """After erasing: leave nothing of it in SQLite's write-ahead log; whether that went. False while somebody reads
        what was before: to be tried again. PostgreSQL's vacuum does it in its time."""
        if self.engines[0].dialect.name != "sqlite":
            return True
        async with self._turn:
            return await (await self._held()).run_sync(_checkpoint)

    async def _bury(self, tx: Transaction) -> None:
        """Write down what was destroyed, so that it is destroyed again where a copy of before is put back. Where that
        cannot be written now it is at the next start (`storage/burial.py`)."""
        if tx.buried and self.tombstones is not None:
            try:
                await asyncio.to_thread(tombstones.add, self.tombstones, tx.buried)
            except OSError as error:
                log.error("tombstones could not be written: kind=%s n=%d", type(error).__name__, len(tx.buried))

    async def _held(self) -> AsyncConnection:
        if self._line is None or self._line.closed or self._line.invalidated:
            self._line = await self.engines[0].connect()
        return self._line

    async def _hang_up(self) -> None:
        line, self._line = self._line, None
        if line is not None and not line.closed:
            await line.invalidate()
            await line.close()


def _checkpoint(line: Connection) -> bool:
    """Outside any transaction, as it has to be."""
    cursor = line.connection.cursor()
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    busy = cursor.fetchone()
    cursor.close()
    return busy is None or not busy[0]
