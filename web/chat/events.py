"""The live side of the chat page: server-sent events, each one a piece of the page."""

from __future__ import annotations

from collections.abc import AsyncIterator

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from web.chat.bubbles import Bubble, bubble, still_shown
from web.chat.context import ChatContext
from web.outage import OUTAGES
from web.security import Visitor, form_token, visitor

PAUSE = 15.0
"""Seconds of silence after which the store is looked into again: another process may have put a letter there."""
MOST_STREAMS = 6


def event(name: str, number: int, html: str) -> str:
    """One server-sent event."""
    lines = "".join(f"data: {line}\n" for line in html.splitlines() if line.strip())
    return f"event: {name}\nid: {number}\n{lines}\n"


class ChatEvents:
    """`GET /events`, from the entry after `Last-Event-ID` (or `after`) on."""

    def __init__(self, house: ChatContext) -> None:
        self._house = house

    async def serve(self, request: Request) -> Response:
        """The stream. 404 for somebody without a conversation, 429 for too many open pages."""
        who = visitor(request, self._house.settings)
        if not who.known:
            raise HTTPException(404)
        if self._house.streams.open(who.chat) >= MOST_STREAMS:
            raise HTTPException(429)
        given = request.headers.get("last-event-id") or request.query_params.get("after", "0")
        after = int(given) if given.isdecimal() and len(given) < 16 else 0
        headers = {"X-Accel-Buffering": "no"}
        return StreamingResponse(self._stream(who, after), media_type="text/event-stream", headers=headers)

    async def _stream(self, who: Visitor, after: int) -> AsyncIterator[str]:
        yield "retry: 2000\n\n"
        streams, feed = self._house.streams, self._house.feed
        oldest = 0
        with streams.watch(who.chat) as watch:
            while not streams.closed:
                try:
                    before, oldest = oldest, await feed.oldest(who.chat)
                    if before and before != oldest:
                        yield event("wiped", after, "-")  # what the page shows is destroyed: it is loaded anew
                        return
                    entries = await feed.read(who.chat, after)
                except OUTAGES:
                    return  # the browser comes back by itself, and from where it was
                for entry in entries:
                    after = entry.seq
                    yield self._event(who, bubble(entry))
                if not await watch.wait(PAUSE):
                    yield ": still here\n\n"

    def _event(self, who: Visitor, shown: Bubble) -> str:
        if not still_shown(shown, self._house.now()):
            return event("gone", shown.seq, "-")
        letter = shown.letter
        language = letter.language if letter else shown.own.language if shown.own else ""
        html = self._house.pages.fragment(
            "entry.html",
            language or "en",
            shown=shown,
            turn=letter.turn if letter else 0,
            csrf=form_token(self._house.settings, who.token),
            key=f"e{shown.seq}",
        )
        return event("entry", shown.seq, html)
