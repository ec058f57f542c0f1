"""Everything that is kept of a report, for its owner: a copy to print, a JSON document, the files and their hashes.

What officers note between themselves is theirs, and is in none of it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

import msgspec

from dialogs.effects import CaseStatus, File
from dialogs.questions import Answer
from locales.text import _
from storage import cases, files, messages, versions
from storage.audience import OWNER
from storage.messages import Spoken
from storage.states import Direction
from storage.timestamps import moment
from storage.transaction import Transaction
from storage.vault import Key
from storage.versions import Filed, Version

HASHED = _("The files of this report, each with its fingerprint (SHA-256). Anyone who has a file can compare it.")
PIECE = 200
"""Messages read at once."""


@dataclass(frozen=True, slots=True)
class ArchiveContents:
    """A report with all versions of its answers, what was said both ways, and its files; `contents` by file id."""

    file: File
    status: CaseStatus
    answers: tuple[Version, ...]
    spoken: tuple[Spoken, ...]
    files: tuple[Filed, ...]
    contents: Mapping[str, bytes]


async def gathered(tx: Transaction, receipt: str, chat: str = "", bare: bool = False) -> ArchiveContents | None:
    """All that is kept, for its owner; None when it is erased, or was not sent from `chat` where one is named. `bare`:
    no contents."""
    case = await cases.load_case(tx, receipt)
    if case is None or case.file is None or case.key is None or (chat and case.chat != tx.vault.handle(chat)):
        return None
    listed = tuple(await versions.files(tx, receipt, case.key, OWNER))
    stored = {} if bare else {each.ref.id: await files.stored(tx, each.ref.id) for each in listed}
    return ArchiveContents(
        await versions.as_read(tx, case.file, case.key, OWNER),
        await cases.status(tx, receipt),
        tuple(await versions.answers(tx, receipt, case.key, OWNER)),
        tuple(each for each in await _spoken(tx, case.key, receipt) if each.direction is not Direction.NOTE),
        listed,
        {id: each.content for id, each in stored.items() if each},
    )


async def _spoken(tx: Transaction, key: Key, receipt: str) -> list[Spoken]:
    found: list[Spoken] = []
    while some := await messages.spoken(tx, key, receipt, OWNER, found[-1].id if found else 0, PIECE):
        found += some
    return found


def zipped(whole: ArchiveContents, pdf: bytes, prepared: Mapping[str, str], hashed: str) -> bytes:
    """The archive. `prepared`: id -> words of prepared replies in the owner's language; `hashed` heads the list."""
    made = io.BytesIO()
    names = _names(whole.files)
    lines = [f"{each.ref.sha256}  files/{names[each.ref.id]}" for each in whole.files]
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{whole.file.receipt}.pdf", pdf)
        archive.writestr(f"{whole.file.receipt}.json", _document(whole, prepared, names))
        archive.writestr("SHA256SUMS.txt", "\n".join(lines) + "\n" if lines else "")
        archive.comment = hashed.encode()
        for id, content in whole.contents.items():
            archive.writestr(f"files/{names[id]}", content)
    return made.getvalue()


def _names(filed: tuple[Filed, ...]) -> dict[str, str]:
    """File id -> a name of its own in the archive: numbered, and without any path."""
    return {
        each.ref.id: f"{number:02d}-{PurePosixPath(each.ref.name.replace(chr(92), '/')).name or 'file'}"
        for number, each in enumerate(filed, 1)
    }


def _document(whole: ArchiveContents, prepared: Mapping[str, str], names: Mapping[str, str]) -> bytes:
    file = whole.file
    document = {
        "receipt": file.receipt,
        "sent": whole.status.sent.isoformat(),
        "language": file.language,
        "bodies": [
            {"body": body, "state": state, "since": at.isoformat()} for body, state, at in whole.status.referrals
        ],
        "answers": {key: _answer(each) for key, each in file.answers.items()},
        "history": [
            {"question": each.question, "version": each.version, "at": moment(each.created).isoformat()}
            | _answer(each.answer)
            for each in whole.answers
        ],
        "facts": file.facts,
        "consents": file.consents,
        "remarks": file.remarks,
        "papers_at_hand": file.ticked,
        "messages": [_message(each, prepared) for each in whole.spoken],
        "files": [_file(each, names) for each in whole.files],
    }
    return msgspec.json.format(msgspec.json.encode(document), indent=2)


def _answer(answer: Answer) -> dict[str, Any]:
    return {"value": answer.value, "state": str(answer.state), "said": answer.said, "language": answer.language}


def _message(said: Spoken, prepared: Mapping[str, str]) -> dict[str, Any]:
    return {
        "at": moment(said.created).isoformat(), "from": "owner" if said.direction is Direction.IN else said.ministry,
        "kind": said.kind, "version": said.version, "words": said.words, "language": said.language,
        "prepared": prepared.get(said.prepared, said.prepared),
    }  # fmt: skip


def _file(filed: Filed, names: Mapping[str, str]) -> dict[str, Any]:
    ref = filed.ref
    return {
        "name": names[ref.id], "size": ref.size, "sha256": ref.sha256, "caption": ref.caption,
        "from": filed.desk or "owner", "at": moment(filed.created).isoformat(),
    }  # fmt: skip
