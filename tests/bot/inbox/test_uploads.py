"""What of the files that people send is kept: so much and no more, and no identity numbers in their names."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from sqlalchemy import select, update

from bot.documents.file_names import neutral_name
from bot.inbox.uploads import MOST_BYTES, MOST_FILES
from dialogs.events import FileRef
from storage import tables as t
from storage.files import stored
from storage.store import Store
from tests.bot.house import House, opened
from tests.storage.world import files

NUMBER = "900101-1234567"


def _ref(name: str, title: str = "a.txt", caption: str = "") -> FileRef:
    return FileRef(name, title, "text/plain", 1, "0" * 64, caption=caption)


async def _send(house: House, chat: str, key: str, *refs: FileRef) -> None:
    await house.inbox.receive(*files(chat, key, *refs), {ref.id: b"x" for ref in refs})


async def _kept(store: Store) -> Sequence[str]:
    async with store.reading() as tx:
        return [row[0] for row in await tx.all(select(t.evidence.c.id).order_by(t.evidence.c.id))]


async def test_a_draft_takes_thirty_files_and_says_which_it_had_no_room_for(store: Store) -> None:
    names = [f"f{n:02}" for n in range(MOST_FILES + 1)]
    async with opened(store) as house:
        await _send(house, "telegram:1", "u1", *(_ref(name) for name in names[:10]))
        await _send(house, "telegram:1", "u2", *(_ref(name, f"{name}.txt") for name in names[10:]))
        await _send(house, "telegram:2", "u3", _ref("other"))
        heard = await house.heard("telegram:1", 3)
        kept = house.kept("telegram:1")
    assert await _kept(store) == [*names[:-1], "other"]
    assert "Not kept: " in heard[1]
    assert names[-1] in heard[1]
    assert kept is not None
    assert [file.id for file in kept.session.draft.files] == names[:-1]


async def test_a_draft_takes_so_many_bytes_and_a_sent_report_makes_room(store: Store) -> None:
    async with opened(store) as house:
        await _send(house, "telegram:1", "u1", _ref("f1"))
        async with store.transaction() as tx:
            await tx.run(update(t.evidence).values(size=MOST_BYTES))
        await _send(house, "telegram:1", "u2", _ref("f2"))
        assert await _kept(store) == ["f1"]
        await house.say("telegram:1", "file")
        await _send(house, "telegram:1", "u3", _ref("f3"))
    assert await _kept(store) == ["f1", "f3"]


async def test_an_identity_number_in_a_name_or_a_caption_is_not_kept(store: Store) -> None:
    async with opened(store) as house:
        refs = (_ref("f1", f"{NUMBER}_contract.pdf"), _ref("f2", "b.txt", f"mine is {NUMBER}"))
        await _send(house, "telegram:1", "u1", *refs)
        heard = await house.heard("telegram:1", 1)
        kept = house.kept("telegram:1")
        async with store.reading() as tx:
            first, second = await stored(tx, "f1"), await stored(tx, "f2")
    assert NUMBER not in " ".join(heard)
    assert first is not None
    assert second is not None
    assert [(file.ref.name, file.ref.caption) for file in (first, second)] == [
        ("■■■_contract.pdf", ""),
        ("b.txt", "mine is ■■■"),
    ]
    assert kept is not None
    assert [(file.name, file.caption) for file in kept.session.draft.files] == [
        ("■■■_contract.pdf", ""),
        ("b.txt", "mine is ■■■"),
    ]


async def test_a_file_that_was_not_taken_keeps_no_number_either(store: Store) -> None:
    async with opened(store) as house:
        refused = FileRef("f1", f"{NUMBER}.zip", "application/zip", 9, refused="too_large")
        await house.inbox.receive(*files("telegram:1", "u1", refused), {})
        kept = house.kept("telegram:1")
    assert kept is not None
    assert [file.name for file in kept.session.draft.files] == ["■■■.zip"]


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("도면 2024-03-02.pdf", "도면 2024-03-02.pdf"),
        ("900101_1234567.tar.gz", "■■■.tar.gz"),
        ("9001011234567", "■■■"),
        ("a.900101-1234567", "a.■■■"),
    ],
)
def test_only_names_with_an_identity_number_are_changed(name: str, kept: str) -> None:
    assert neutral_name(name) == kept
