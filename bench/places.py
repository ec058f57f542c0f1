"""Where things run: processes pinned to one core, a Redis of our own, databases made and dropped."""

from __future__ import annotations

import asyncio
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import create_async_engine

SERVER = os.environ.get("TEST_DATABASE_URL", "postgresql+asyncpg://postgres@127.0.0.1:5432/test")


def pin(core: int) -> None:
    """Keep this process on one core, if there are several."""
    cores = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {cores[min(core, len(cores) - 1)]})


@dataclass
class Running:
    """A process that told its address."""

    process: subprocess.Popen[bytes]
    address: str

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def rss(self) -> float:
        """Resident megabytes."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        self.process.send_signal(how)
        self.process.wait(30)


async def start(module: str, *args: str, core: int = 0) -> Running:
    """Start `python -m module args` on one core and wait until it prints its address."""
    process = subprocess.Popen(  # noqa: ASYNC220  starting takes a millisecond, and nothing is measured yet
        [sys.executable, "-m", module, *args], stdout=subprocess.PIPE, preexec_fn=lambda: pin(core)
    )
    assert process.stdout is not None
    line = await asyncio.to_thread(process.stdout.readline)
    if not line:
        raise RuntimeError(f"{module} did not start: exit code {process.wait()}")
    return Running(process, line.decode().strip())


@asynccontextmanager
async def redis_server(folder: Path) -> AsyncIterator[str | None]:
    """A Redis of our own on a free port, as it comes (snapshots, no log); None when there is none on this machine."""
    found = shutil.which("redis-server")
    if found is None:
        yield None
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [found, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(folder)]
    quiet = subprocess.DEVNULL
    process = subprocess.Popen(command, stdout=quiet, preexec_fn=lambda: pin(1))  # noqa: ASYNC220
    try:
        await _answers(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


async def _answers(port: int) -> None:
    for _ in range(100):
        try:
            _, out = await asyncio.open_connection("127.0.0.1", port)
        except OSError:
            await asyncio.sleep(0.05)
        else:
            out.close()
            return
    raise RuntimeError("Redis did not start")


@asynccontextmanager
async def database(kind: str, folder: Path) -> AsyncIterator[str | None]:
    """An empty database of this kind; None when its server does not answer."""
    name = f"bench_{secrets.token_hex(5)}"
    if kind == "sqlite":
        yield f"sqlite+aiosqlite:///{folder}/{name}.db"
        return
    try:
        await _order(f"CREATE DATABASE {name}")
    except OSError:
        yield None
        return
    try:
        yield make_url(SERVER).set(database=name).render_as_string(hide_password=False)
    finally:
        await _order(f"DROP DATABASE {name} WITH (FORCE)")


async def _order(statement: str) -> None:
    engine = create_async_engine(SERVER, isolation_level="AUTOCOMMIT")
    async with engine.connect() as line:
        await line.exec_driver_sql(statement)
    await engine.dispose()
