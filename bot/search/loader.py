"""The search as the service starts it: opened when first asked, its model loaded beside everything else."""

from __future__ import annotations

import asyncio
import threading
from functools import cached_property
from pathlib import Path

from bot.search.model import Meaning, kept_at, open_meaning
from dialogs.book import Hunch, Nearest


class Search:
    """The two callables of the `Book` over `content`; reading all the ways to ask takes most of a second, so that is
    done at the first question or by `load`. `kept` is where learnt numbers lie."""

    def __init__(self, content: Path, kept: Path) -> None:
        self.content, self.kept = content, kept
        self._lock = threading.Lock()

    @cached_property
    def _opened(self) -> Meaning:
        return open_meaning(self.content, self.kept)

    @property
    def meaning(self) -> Meaning:
        with self._lock:
            return self._opened

    def nearest(self, text: str, language: str) -> Nearest:
        return self.meaning.nearest(text, language)

    def hunches(self, text: str, language: str) -> tuple[Hunch, ...]:
        return self.meaning.hunches(text, language)

    @property
    def is_learnt(self) -> bool:
        """Whether the model was learnt from the content as it is: loading takes a second then, else half a minute."""
        return kept_at(self.content, self.kept).exists()

    async def load(self, model: bool = True) -> bool:
        """Open the search and load the model, learning it first where the content changed; False: letters alone serve.

        In a thread that the end of the process does not wait for: what is broken off is learnt at the next start.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[bool] = loop.create_future()

        def tell(found: bool) -> None:
            if not done.done():
                done.set_result(found)

        def work() -> None:
            found = self.meaning.load() if model else self.meaning.learnt is not None
            if not loop.is_closed():
                loop.call_soon_threadsafe(tell, found)

        threading.Thread(target=work, name="search", daemon=True).start()
        return await done
