"""What stands before every page: headers that keep the browser strict, foreign origins, and too many tries."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
STRICT = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class StrictHeaders:
    """Adds the headers above to every answer, and keeps pages out of caches unless they say otherwise."""

    def __init__(self, app: ASGIApp, https: bool = False) -> None:
        self.app = app
        self.https = https

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def strict(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add(MutableHeaders(scope=message))
            await send(message)

        await self.app(scope, receive, strict)

    def _add(self, headers: MutableHeaders) -> None:
        for name, value in STRICT.items():
            headers.setdefault(name, value)
        headers.setdefault("Cache-Control", "no-store")
        if self.https:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")


def from_elsewhere(request: Request) -> bool:
    """Whether a browser says that this request was made by a page of another site."""
    headers: Headers = request.headers
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return True
    origin = headers.get("origin", "")
    return bool(origin) and origin != "null" and urlsplit(origin).netloc != headers.get("host", "")


class RequestRate:
    """At most `most` tries in `seconds` for each key; at most `kept` keys are remembered.

    `clock` gives seconds that only rise.
    """

    def __init__(
        self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic, kept: int = 20_000
    ) -> None:
        self._most = most
        self._seconds = seconds
        self._clock = clock
        self._kept = kept
        self._tries: OrderedDict[str, list[float]] = OrderedDict()

    def allows(self, key: str) -> bool:
        """Count one try of `key`; False when there were too many."""
        now = self._clock()
        recent = [at for at in self._tries.pop(key, []) if at > now - self._seconds]
        allowed = len(recent) < self._most
        if allowed:
            recent.append(now)
        self._tries[key] = recent
        while len(self._tries) > self._kept:
            self._tries.popitem(last=False)
        return allowed


def whose(request: Request) -> str:
    """The address a request came from, for counting tries; never logged or kept."""
    return request.client.host if request.client else ""
