"""Files that people send, judged before they are kept: how much a draft may hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from dialogs.events import Event, FileRef, Sent
from dialogs.flow import aside
from dialogs.replies import Reply
from locales.text import Raw, Text, _
from storage.files import weight
from storage.transaction import Transaction

MOST_FILES = 30
"""Files that a chat may have here without having sent them in a report."""
MOST_BYTES = 200 * 1024 * 1024
"""Bytes of these files together."""


@dataclass(frozen=True, slots=True)
class Judged:
    """An event without what is not taken, the bytes to keep, and what the person is told of it."""

    event: Event
    contents: Mapping[str, bytes]
    replies: tuple[Reply, ...] = ()


async def judge(tx: Transaction, chat: str, event: Sent, contents: Mapping[str, bytes]) -> Judged:
    """Leave out files that a draft has no room for."""
    over = _over(event.files, contents, *await weight(tx, chat)) if contents else set()
    files = tuple(file for file in event.files if file.id not in over)
    replies = (aside(_no_room(file.name for file in event.files if file.id in over)),) if over else ()
    kept = {name: content for name, content in contents.items() if name not in over}
    return Judged(replace(event, files=files), kept, replies)


def _over(files: Iterable[FileRef], contents: Mapping[str, bytes], count: int, size: int) -> set[str]:
    """The ids of the files that go beyond what a draft may hold."""
    over = set()
    for file in files:
        if (content := contents.get(file.id)) is None:
            continue
        if count + 1 > MOST_FILES or size + len(content) > MOST_BYTES:
            over.add(file.id)
        else:
            count, size = count + 1, size + len(content)
    return over


def _no_room(names: Iterable[str]) -> Text:
    return _(
        "Not kept: {names}. Before a report is sent, {files} files and {size} MB in all can be kept here. Please send "
        "the report first and add the rest afterwards, or keep it and show it to the officer.",
        names=tuple(Raw(name) for name in names), files=MOST_FILES, size=MOST_BYTES // 1024**2,
    )  # fmt: skip
