"""Where one lands after signing in: on the page that was asked for, if it is a page of the console. Pure."""

from __future__ import annotations

import re

from starlette.requests import Request

DESK = "/desk"
LONGEST = 600
"""Characters of an address that is gone back to: more than any filter of the queue has."""
_OURS = re.compile(r"/desk(?:/[A-Za-z0-9-]+(?:\.[A-Za-z0-9]+)?)*(?:\?[A-Za-z0-9_.~%=&+*:,-]*)?")
_WAY_IN = re.compile(r"/desk/(?:account|enter|code|sign-in|leave|passkey|prolong|language|session|events|recovery)\b")
_CASE = re.compile(r"(/desk/case/[A-Za-z0-9-]+)/.*")


def landing(wanted: str) -> str:
    """`wanted` if it is the path of a page of ours, with its filter; else the console's first page."""
    ours = len(wanted) <= LONGEST and _OURS.fullmatch(wanted) and not _WAY_IN.match(wanted)
    return wanted if ours else DESK


def asked_for(request: Request) -> str:
    """The page that somebody wanted who is not signed in; for what was sent to it, the page it was sent from."""
    path, query = request.url.path, request.url.query
    if request.method == "GET" and not _CASE.fullmatch(path):
        return landing(f"{path}?{query}" if query else path)
    return landing(_CASE.sub(r"\1", path)) if _CASE.fullmatch(path) else DESK
