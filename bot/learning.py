"""Loading the search's model beside everything else, without ever holding up a stop."""

from __future__ import annotations

import asyncio
import threading

from bot.meaning import Meaning, kept_at


def is_learnt(meaning: Meaning) -> bool:
    """Whether the model was learnt from the content as it is: then loading takes about a second, else half a minute."""
    return kept_at(meaning.content, meaning.kept).exists()


async def learnt(meaning: Meaning) -> bool:
    """Load the model, learning it first where the content changed; False where only letters can serve.

    In a thread that the end of the process does not wait for: learning can be broken off at any moment, and is then
    done at the next start.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[bool] = loop.create_future()

    def tell(found: bool) -> None:
        if not done.done():
            done.set_result(found)

    def load() -> None:
        found = meaning.load()
        if not loop.is_closed():
            loop.call_soon_threadsafe(tell, found)

    threading.Thread(target=load, name="meaning", daemon=True).start()
    return await done
