"""Files of a draft: what its owner left out or wrote anew before sending is what officers get."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from dialogs.events import FileRef
from storage import files
from storage.audience import OWNER
from storage.store import Store
from storage.timestamps import ms
from tests.storage.world import NOON

ABC = hashlib.sha256(b"abc").hexdigest()
ONE = FileRef("one", "one.pdf", "application/pdf", 3, ABC, caption="old words")
TWO = FileRef("two", "two.pdf", "application/pdf", 3, ABC)


async def test_the_caption_that_was_written_anew_goes_and_what_was_left_out_is_gone(store: Store) -> None:
    async with store.transaction() as tx:
        key, wrapped = tx.vault.new_key(ms(NOON))
        await tx.add_keys([wrapped])
        for ref in (ONE, TWO):
            await files.store_file(tx, "web:1", key, ref, b"abc", ms(NOON))
        await files.drop_draft(tx, "web:2", "two")
        assert await files.weight(tx, "web:1") == (2, 6)
        await files.drop_draft(tx, "web:1", "two")
        anew = replace(ONE, caption="new words")
        await files.take_files(tx, "SM-1", "web:1", key, [anew])
        assert list(await files.files_of(tx, "SM-1", OWNER, {key.id: key})) == [anew]
        await files.drop_draft(tx, "web:1", "one")
        assert list(await files.files_of(tx, "SM-1", OWNER, {key.id: key})) == [anew], "what was sent is no draft"
