"""`python -m bench`: the real service beside what people run, in one go, on one machine.

The same work for all: by webhook, 26 updates a conversation, 13 buttons pressed as they were sent and 12 lines typed.
The bot has one core, the driver and the fake Bot API another. Rounds are interleaved and medians compared, so that
what else the machine does weighs on all alike. Prints tables and one line of JSON.
"""

from __future__ import annotations

import argparse
import json
import statistics
import tempfile
from collections import defaultdict
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import uvloop

from bench import parts
from bench.driver import Crowd, Times, Webhook
from bench.places import Running, database, pin, redis_server, start
from bench.scripts import PLAIN, REPORT

AGAINST = "aiogram + Redis"


@dataclass(frozen=True)
class Contender:
    """`module` is started with `args`, the address of the Bot API in place of `API`."""

    name: str
    module: str
    args: tuple[str, ...]
    script: tuple[str, ...]


@dataclass(frozen=True)
class Figures:
    """One round: updates a second, CPU microseconds an update, milliseconds to the answer, megabytes."""

    rate: float
    cpu: float
    median: float
    p99: float
    rss: float


async def contenders(stack: AsyncExitStack, folder: Path, chosen: str) -> list[Contender]:
    """Those whose servers answer on this machine."""
    found = [Contender("aiogram + memory", "bench.peers", ("memory", "API"), PLAIN)]
    if redis := await stack.enter_async_context(redis_server(folder)):
        found.append(Contender(AGAINST, "bench.peers", ("redis", "API", redis), PLAIN))
    for kind in ("sqlite", "postgresql"):
        if url := await stack.enter_async_context(database(kind, folder)):
            found.append(Contender(f"sinmungo, {kind}", "bench.service", (url, "API", str(folder / kind)), REPORT))
    if url := await stack.enter_async_context(database("postgresql", folder)):
        found.append(Contender("aiogram + SQLAlchemy/postgresql", "bench.peers", ("sql", "API", url), PLAIN))
    return [each for each in found if chosen in each.name]


class Bench:
    """Starts a contender, warms it up, measures it, stops it."""

    def __init__(self, users: int, each: int) -> None:
        self._users, self._each = users, each
        self._first = 1

    def _chats(self, many: int) -> int:
        first, self._first = self._first, self._first + many
        return first

    async def full(self, contender: Contender) -> Figures:
        """As many updates as it takes, `users` at once."""
        crowd, running, hook = await self._started(contender)
        try:
            await crowd.all(hook, contender.script, 8, 1, self._chats(8))
            crowd.times, cpu = Times(), running.cpu()
            rate = await crowd.all(hook, contender.script, self._users, self._each, self._chats(10**6))
            spent = (running.cpu() - cpu) / len(crowd.times.taken) * 1e6
            return Figures(rate, spent, crowd.times.at(0.5), crowd.times.at(0.99), running.rss())
        finally:
            await _stopped(crowd, running, hook)

    async def steady(self, contender: Contender, rate: float, seconds: float) -> Times:
        """At a fixed rate, whether or not answers come fast."""
        crowd, running, hook = await self._started(contender)
        try:
            await crowd.all(hook, contender.script, 4, 1, self._chats(4))
            crowd.times = Times()
            await crowd.steadily(hook, contender.script, rate, seconds, self._chats(10**6))
            return crowd.times
        finally:
            await _stopped(crowd, running, hook)

    async def _started(self, contender: Contender) -> tuple[Crowd, Running, Webhook]:
        crowd = Crowd()
        api = await crowd.api.start()
        args = (api if each == "API" else each for each in contender.args)
        running = await start(contender.module, *args)
        return crowd, running, Webhook(running.address)


async def _stopped(crowd: Crowd, running: Running, hook: Webhook) -> None:
    hook.close()
    running.kill()
    await crowd.api.stop()


async def run(args: argparse.Namespace) -> None:
    pin(1)
    result: dict[str, object] = {"users": args.users, "parts_us": parts.measure()}
    print("CPU a step, microseconds:", result["parts_us"], flush=True)
    with tempfile.TemporaryDirectory() as folder:
        async with AsyncExitStack() as stack:
            found = await contenders(stack, Path(folder), args.only)
            bench = Bench(args.users, args.each)
            result["full"] = await _full(bench, found, args.rounds)
            result["steady"] = await _steady(bench, found, args.rate, args.seconds)
    print(json.dumps(result))


async def _full(bench: Bench, found: list[Contender], rounds: int) -> dict[str, dict[str, float]]:
    rows: dict[str, list[Figures]] = defaultdict(list)
    for _ in range(rounds):
        for contender in found:
            rows[contender.name].append(await bench.full(contender))
    medians = {name: _median(figures) for name, figures in rows.items()}
    against = medians.get(AGAINST)
    print(f"\n{'':34}{'updates/s':>10}{'x':>7}{'CPU us':>9}{'x':>7}{'p50 ms':>9}{'p99 ms':>9}{'MB':>6}")
    for name, m in medians.items():
        if against:
            m |= {"x": round(m["rate"] / against["rate"], 2), "cpu_x": round(against["cpu"] / m["cpu"], 2)}
        row = f"{name:34}{m['rate']:10.0f}{m.get('x', 0):7.2f}{m['cpu']:9.0f}{m.get('cpu_x', 0):7.2f}"
        print(f"{row}{m['median']:9.1f}{m['p99']:9.1f}{m['rss']:6.0f}")
    return medians


def _median(figures: list[Figures]) -> dict[str, float]:
    names = ("rate", "cpu", "median", "p99", "rss")
    return {name: round(statistics.median(getattr(each, name) for each in figures), 1) for name in names}


async def _steady(bench: Bench, found: list[Contender], rate: float, seconds: float) -> dict[str, dict[str, float]]:
    if not seconds:
        return {}
    print(f"\nat {rate:.0f} updates/s, milliseconds to the answer{'p50':>8}{'p99':>9}", flush=True)
    rows = {}
    for contender in found:
        times = await bench.steady(contender, rate, seconds)
        rows[contender.name] = {"median": round(times.at(0.5), 2), "p99": round(times.at(0.99), 2)}
        print(f"{contender.name:44}{times.at(0.5):8.1f}{times.at(0.99):9.1f}", flush=True)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--users", type=int, default=128, help="people at once")
    parser.add_argument("--each", type=int, default=2, help="conversations of each")
    parser.add_argument("--rounds", type=int, default=3, help="rounds, interleaved; medians are compared")
    parser.add_argument("--rate", type=float, default=100, help="updates a second of the steady run")
    parser.add_argument("--seconds", type=float, default=20, help="length of the steady run; 0 leaves it out")
    parser.add_argument("--only", default="", help="only contenders with this in their name")
    uvloop.run(run(parser.parse_args()))


if __name__ == "__main__":
    main()
