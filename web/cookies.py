"""Whose page this is: a random cookie, of which the store only ever learns a hash."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from web.ports import WebSettings

KEPT = 30 * 24 * 3600
"""Seconds a browser keeps the chat's cookie: as long as an unfinished draft is kept."""


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
