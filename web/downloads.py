"""Handing a file out: always to be saved, never to be shown, whatever it says it is."""

from __future__ import annotations

from typing import Protocol
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.documents.file_names import tidy_name
from bot.documents.files import Found
from storage.audience import OWNER, CaseReader


def download(name: str, content: bytes) -> Response:
    """The bytes as a file of that name."""
    name = tidy_name(name)
    plain = "".join(mark if mark.isascii() and (mark.isalnum() or mark in "._-") else "_" for mark in name)
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    return Response(content, media_type="application/octet-stream", headers={"Content-Disposition": disposition})


class Copying(Protocol):
    """`bot.documents.files.Documents`."""

    async def copy(self, receipt: str, language: str, reader: CaseReader = OWNER, chat: str = "") -> Found | None: ...

    async def archive(self, receipt: str, language: str, chat: str = "") -> Found | None: ...


def _handed(found: Found | None) -> Response:
    if found is None:
        raise HTTPException(404)
    name, _mime, content = found
    return download(name, content)
