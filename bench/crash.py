"""`python -m bench.crash`: kill the service again and again under load, and count what was lost, doubled, out of order.

People say numbered words by webhook; an update that gets no 200 is sent again, as Telegram does. The serving process
is killed with SIGKILL at random moments and begun anew. In the end every word is looked for in the database (kept
once, in order) and in the chats (answered at least once, in order). A step is *told* when its update got a 200 or its
answer arrived: told and not kept is lost. The control answers before it commits, and loses.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import tempfile
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import uvloop

from bench.driver import Webhook
from bench.fake import BotApi, Message
from bench.places import Running, database, pin, start
from storage import sessions
from storage.keyring import open_ring
from storage.store import Store
from storage.vault import Vault


@dataclass
class Count:
    """What came of it. `words` were said; `kept` of `told` are in the database; letters are in the chats."""

    kills: int = 0
    words: int = 0
    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    letters_missing: int = 0
    letters_doubled: int = 0
    letters_out_of_order: int = 0


@dataclass
class Storm:
    """A crowd that does not give up, and a service that is killed."""

    mode: str
    url: str
    folder: Path
    users: int
    api: BotApi = field(default_factory=lambda: BotApi(lambda chat, message: None))
    running: Running | None = None
    hook: Webhook | None = None
    said: dict[int, int] = field(default_factory=dict)
    over: bool = False

    async def begin(self, address: str) -> None:
        self.running = await start("bench.crash_service", self.mode, self.url, address, str(self.folder))
        self.hook = Webhook(self.running.address)

    async def person(self, chat: int) -> None:
        """Say one word after another; each again until it is taken."""
        n = 0
        while not self.over:
            n += 1
            await self._insist(chat, n)
            self.said[chat] = n

    async def _insist(self, chat: int, n: int) -> None:
        while True:
            if await self._taken(chat, n):
                return
            await asyncio.sleep(0.02)

    async def _taken(self, chat: int, n: int) -> bool:
        who = {"id": chat, "type": "private"}
        message = {"message_id": n, "chat": who, "date": 1, "text": f"word {n}"}
        hook = self.hook
        if hook is None:
            return False
        try:
            async with asyncio.timeout(15):
                return await hook.post({"update_id": chat * 1_000_000 + n, "message": message}) == 200
        except (OSError, TimeoutError):
            return False

    async def kill(self, address: str, times: int, chance: random.Random) -> None:
        for _ in range(times):
            await asyncio.sleep(chance.uniform(0.3, 1.2))
            assert self.running is not None
            self.hook = None
            await asyncio.to_thread(self.running.kill)
            await self.begin(address)

    async def settled(self) -> None:
        """Wait until nothing waits in the outbox any more, at most a lease and a half."""
        store = await _store(self.url, self.folder)
        async with asyncio.timeout(90):
            while (await store.pulse())["unsent"]:  # noqa: ASYNC110  another process empties it
                await asyncio.sleep(0.5)
        await store.close()


async def _store(url: str, folder: Path) -> Store:
    return await Store.open(url, Vault(open_ring(folder / "keys", datetime.now(UTC))))


async def storm(mode: str, url: str, folder: Path, users: int, kills: int) -> Count:
    """One run; what came of it."""
    run = Storm(mode, url, folder, users)
    address = await run.api.start()
    await run.begin(address)
    try:
        await _through(run, address, kills)
    finally:
        assert run.running is not None
        await asyncio.to_thread(run.running.kill)
        await run.api.stop()
    return await _counted(run, kills)


async def _through(run: Storm, address: str, kills: int) -> None:
    people = [asyncio.create_task(run.person(chat)) for chat in range(1, run.users + 1)]
    await run.kill(address, kills, random.Random(7))
    run.over = True
    await asyncio.gather(*people)
    await asyncio.sleep(0.5)
    if run.mode == "told":
        await run.settled()


async def _counted(run: Storm, kills: int) -> Count:
    count = Count(kills, sum(run.said.values()))
    store = await _store(run.url, run.folder)
    async with store.reading() as tx:
        kept = await sessions.load(tx, [f"telegram:{chat}" for chat in run.said])
    await store.close()
    for chat, said in run.said.items():
        answers = kept[f"telegram:{chat}"].session.form.answers if f"telegram:{chat}" in kept else {}
        _compare(count, said, [str(answer.value) for answer in answers.values()], run.api.chats[chat])
    return count


def _compare(count: Count, said: int, kept: list[str], shown: list[Message]) -> None:
    wanted = [f"word {n}" for n in range(1, said + 1)]
    letters = [message.text for message in shown]
    count.lost += len(set(wanted) - set(kept))
    count.doubled += len(kept) - len(set(kept))
    count.out_of_order += _inversions(kept)
    count.letters_missing += len(set(wanted) - set(letters))
    count.letters_doubled += len(letters) - len(set(letters))
    count.letters_out_of_order += _inversions(list(dict.fromkeys(letters)))


def _inversions(words: list[str]) -> int:
    numbers = [int(word.rpartition(" ")[2]) for word in words]
    return sum(after < before for before, after in pairwise(numbers))


async def run(args: argparse.Namespace) -> None:
    pin(1)
    rows = {}
    with tempfile.TemporaryDirectory() as folder:
        for kind, mode in (("sqlite", "told"), ("postgresql", "told"), ("sqlite", "control")):
            place = Path(folder) / f"{kind}-{mode}"
            place.mkdir()
            async with database(kind, place) as url:
                if url is None:
                    print(f"{kind}: no server answers")
                    continue
                kills = args.kills if mode == "told" else args.control
                count = await storm(mode, url, place, args.users, kills)
                rows[f"{kind}, {mode}"] = asdict(count)
                print(f"{kind:11}{mode:9}", " ".join(f"{name}={n}" for name, n in asdict(count).items()), flush=True)
    print(json.dumps(rows))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.crash", description=__doc__)
    parser.add_argument("--kills", type=int, default=20, help="kill -9 for each database")
    parser.add_argument("--control", type=int, default=5, help="kill -9 of the control")
    parser.add_argument("--users", type=int, default=30, help="people at once")
    uvloop.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
