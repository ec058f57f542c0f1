"""The postman of the web channel: a letter is put on the chat's feed, and open pages are woken."""

from __future__ import annotations

from bot.outbox.letter import Letter, pack
from bot.outbox.transport import OutgoingRow
from web.ports import PageFeed
from web.streams import Streams


class WebTransport:
    """`Transport` for the channel `web`. Sending the same row twice keeps one entry, so a retry is harmless.

    What a letter would have erased never stood on the page: own words are there as the event has them.
    """

    def __init__(self, feed: PageFeed, streams: Streams) -> None:
        self._feed = feed
        self._streams = streams

    async def send(self, row: OutgoingRow, letter: Letter) -> str:
        """The entry's number on the feed, which is the message id that `Arrival.origin` carries later."""
        seq = await self._feed.put(row.chat, row.key, False, pack(letter), letter.replace)
        self._streams.notify(row.chat)
        return str(seq)
