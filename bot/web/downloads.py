"""Handing a file out: always to be saved, never to be shown, whatever it says it is."""

from __future__ import annotations

from urllib.parse import quote

from starlette.responses import Response

from bot.inbox.uploads import tidy_name


def download(name: str, content: bytes) -> Response:
    """The bytes as a file of that name."""
    name = tidy_name(name)
    plain = "".join(mark if mark.isascii() and (mark.isalnum() or mark in "._-") else "_" for mark in name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type="application/octet-stream", headers={"Content-Disposition": disposition})
