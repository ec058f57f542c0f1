"""What stands before every page: headers that keep the browser strict, cookies, foreign origins, and too many tries.

Whose page it is a random cookie says, of which the store only ever learns a hash.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.ports import WebSettings

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


class KnownHosts:
    """Answers only to the names the pages are reached under: a page or a link with another name in it is none of ours.
    Without `hosts` to any."""

    def __init__(self, app: ASGIApp, hosts: frozenset[str] = frozenset()) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self.hosts or _host(Headers(scope=scope)) in self.hosts:
            await self.app(scope, receive, send)
        else:
            await PlainTextResponse("unknown host\n", 421)(scope, receive, send)


_HOST = re.compile(r"(?:[A-Za-z0-9.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")


def _host(headers: Headers) -> str:
    """The name of the one `Host` that a request has, in lower case and without a port; empty for anything else."""
    given = headers.getlist("host")
    if len(given) != 1 or not _HOST.fullmatch(given[0]):
        return ""
    return urlsplit(f"//{given[0]}").hostname or ""


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
    """The address a request came from, for counting tries; kept, sealed, only of who signs in to the console."""
    return request.client.host if request.client else ""


KEPT = 30 * 24 * 3600
"""Seconds a browser keeps the chat's cookie: as long as an unfinished draft is kept."""
KEPT_FOR_A_REPORT = 400 * 24 * 3600
"""The same once a report was sent: as long as browsers keep any, so that its letters can be read and answered."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """`token` is the cookie, `chat` the id of its conversation; `known` is False for somebody without a cookie."""

    token: str
    known: bool

    @property
    def chat(self) -> str:
        return "web:" + hashlib.sha256(self.token.encode()).hexdigest()[:32]


def cookie_name(settings: WebSettings, kind: str) -> str:
    """`__Host-` binds the cookie to this host and to https, where there is https. A demo has names of its own."""
    name = f"demo_{kind}" if settings.demo else kind
    return f"__Host-{name}" if settings.https else name


def visitor(request: Request, settings: WebSettings) -> Visitor:
    """The visitor a request's cookie names, or a new one."""
    token = request.cookies.get(cookie_name(settings, "chat"), "")
    if len(token) == 43 and token.isascii():
        return Visitor(token, True)
    return newcomer()


def newcomer() -> Visitor:
    """Somebody whom no cookie names."""
    return Visitor(secrets.token_urlsafe(32), False)


def keep(response: Response, settings: WebSettings, kind: str, token: str, seconds: int = KEPT) -> None:
    """Let the browser keep `token` under the cookie `kind` (`chat` or `desk`)."""
    response.set_cookie(
        cookie_name(settings, kind),
        token,
        max_age=seconds,
        path="/",
        secure=settings.https,
        httponly=True,
        samesite="lax",
    )


def forget(response: Response, settings: WebSettings, kind: str) -> None:
    """Let the browser drop the cookie `kind`."""
    response.delete_cookie(cookie_name(settings, kind), path="/", secure=settings.https, httponly=True, samesite="lax")


def form_token(settings: WebSettings, token: str) -> str:
    """The token that proves that a form came from a page of ours, shown to the holder of the cookie `token`."""
    return hmac.new(settings.secret, b"form:" + token.encode(), hashlib.sha256).hexdigest()


def genuine(settings: WebSettings, token: str, given: str) -> bool:
    """Whether `given` is the form token of the cookie `token`, compared in constant time."""
    return bool(token) and hmac.compare_digest(form_token(settings, token).encode(), given.encode())
