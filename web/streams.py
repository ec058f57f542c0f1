"""Who is looking at which page right now: waking them when something is new."""

from __future__ import annotations

import asyncio
from collections import defaultdict


class Streams:
    """Wakes those who wait on a topic (a chat, a ministry's queue). Holds nothing of what is said.

    A wake-up is a hint to look into the store again, so a lost one costs a pause and never a letter.
    `close` lets every open stream end, so that the server can stop.
    """

    def __init__(self) -> None:
        self._waiting: dict[str, set[asyncio.Event]] = defaultdict(set)
        self.closed = False

    def notify(self, topic: str) -> None:
        """Something is new under `topic`."""
        for event in self._waiting.get(topic, ()):
            event.set()

    def watch(self, topic: str) -> Watcher:
        """A watch that remembers a wake-up between two waits."""
        return Watcher(self, topic)

    def open(self, topic: str) -> int:
        """How many watch `topic`."""
        return len(self._waiting.get(topic, ()))

    def topics(self, head: str) -> list[str]:
        """The topics that begin so and are watched."""
        return [topic for topic in self._waiting if topic.startswith(head)]

    def close(self) -> None:
        """End every wait now and from now on."""
        self.closed = True
        for topic in list(self._waiting):
            self.notify(topic)

    def add(self, topic: str, event: asyncio.Event) -> None:
        self._waiting[topic].add(event)

    def remove(self, topic: str, event: asyncio.Event) -> None:
        self._waiting[topic].discard(event)
        if not self._waiting[topic]:
            del self._waiting[topic]


class Watcher:
    """`with streams.watch(topic) as watch: await watch.wait(seconds)`."""

    def __init__(self, streams: Streams, topic: str) -> None:
        self._streams = streams
        self._topic = topic
        self._event = asyncio.Event()

    def __enter__(self) -> Watcher:
        self._streams.add(self._topic, self._event)
        return self

    def __exit__(self, *_: object) -> None:
        self._streams.remove(self._topic, self._event)

    async def wait(self, seconds: float) -> bool:
        """True when woken, False when `seconds` have passed."""
        if self._streams.closed:
            return False
        try:
            await asyncio.wait_for(self._event.wait(), seconds)
        except TimeoutError:
            return False
        self._event.clear()
        return True
