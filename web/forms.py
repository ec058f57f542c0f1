"""Reading what a form or an upload carries: in memory only, and never more than is allowed."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field, replace

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser
from starlette.requests import Request

from bot.documents.file_names import tidy_name
from dialogs.events import FileKind, FileRef
from dialogs.parse import blacked_out, called_other, doubts_in, without_sure
from locales.text import LANGUAGES
from web.ports import WebSettings

KINDS: dict[str, FileKind] = {"image": "photo", "audio": "voice", "video": "video"}
PLAIN = 100_000
"""Bytes of a form that carries neither long words nor files."""


class InMemory(MultiPartParser):
    """Starlette writes uploads over 1 MB to a temporary file, unsealed. Nothing unsealed may reach the disk
    here, so the spool is larger than any request that is let through."""

    spool_max_size = 1024 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class SubmittedForm:
    """Fields by name (the last of each wins) and the files, with their bytes by id.

    `blacked`: a number was blacked out of it. `doubts`: numbers in an officer's words that may be a person's or
    another, blacked out of `fields`; `typed` are the words with them, for the officer's eyes and nowhere to be kept.
    """

    fields: dict[str, str] = field(default_factory=dict)
    files: tuple[FileRef, ...] = ()
    contents: dict[str, bytes] = field(default_factory=dict)
    blacked: bool = False
    doubts: tuple[str, ...] = ()
    typed: str = ""

    def __getitem__(self, name: str) -> str:
        return self.fields.get(name, "")

    def without_numbers(self, field: str) -> SubmittedForm:
        """The form with no number that may not be kept, in `field` and in the names of files. With the tick
        `not_personal` the doubtful ones stay, called other numbers."""
        said = called_other(self[field], self._language) if self["not_personal"] else self[field]
        words, files = blacked_out(said), tuple(each.without_numbers() for each in self.files)
        fields, blacked = {**self.fields, field: words.text}, bool(words.kinds) or files != self.files
        return replace(
            self, fields=fields, files=files, blacked=blacked, doubts=doubts_in(said), typed=without_sure(said)
        )

    @property
    def _language(self) -> str:
        return self["language"] if self["language"] in LANGUAGES else "ko"


async def read_form(request: Request, settings: WebSettings, most: int = PLAIN) -> SubmittedForm:
    """The form of a POST of at most `most` bytes.

    Raises HTTPException 400 for one that cannot be read, 413 for one that is too large.
    """
    stream = _limited(request, most)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    try:
        if kind == "multipart/form-data":
            parser = InMemory(
                request.headers, stream, max_files=settings.most_files, max_fields=40, max_part_size=500_000
            )
            return await _sorted(await parser.parse(), settings)
        if kind == "application/x-www-form-urlencoded":
            return await _sorted(
                await FormParser(request.headers, stream, max_fields=60, max_part_size=2_000_000).parse(), settings
            )
    except MultiPartException as wrong:
        raise HTTPException(413 if "exceeded" in wrong.message or "Too many" in wrong.message else 400) from wrong
    raise HTTPException(400)


async def _limited(request: Request, most: int) -> AsyncGenerator[bytes, None]:
    if int(request.headers.get("content-length") or 0) > most:
        raise HTTPException(413)
    read = 0
    async for chunk in request.stream():
        read += len(chunk)
        if read > most:
            raise HTTPException(413)
        yield chunk


async def _sorted(items: FormData, settings: WebSettings) -> SubmittedForm:
    form, files = SubmittedForm(), []
    for name, value in items.multi_items():
        if isinstance(value, str):
            form.fields[name] = value.replace("\x00", "")
        elif value.filename or value.size:
            files.append(await _file(value, form, settings))
    await items.close()
    return SubmittedForm(form.fields, tuple(files), form.contents)


async def _file(upload: UploadFile, form: SubmittedForm, settings: WebSettings) -> FileRef:
    content = await upload.read()
    name, mime = tidy_name(upload.filename or ""), _mime(upload.content_type or "")
    kind: FileKind = KINDS.get(mime.partition("/")[0], "document")
    refused = "empty" if not content else "too_large" if len(content) > settings.largest_file else ""
    digest = "" if refused else hashlib.sha256(content).hexdigest()
    ref = FileRef(secrets.token_hex(16), name, mime, len(content), digest, kind, refused=refused)
    if not refused:
        form.contents[ref.id] = content
    return ref


def _mime(given: str) -> str:
    given = given.partition(";")[0].strip().lower()
    return given if re.fullmatch(r"[a-z0-9.+-]{1,40}/[a-z0-9.+-]{1,80}", given) else "application/octet-stream"
