"""A report that was destroyed by time or the operator: nobody is told that words for it are with anybody."""

from __future__ import annotations

import pytest

from dialogs.case_states import Destroyer
from storage import erasure
from storage.store import Store
from storage.timestamps import ms
from tests.bot.house import opened
from tests.bot.inbox.test_refused_answers import answers, refused, rows
from tests.storage.world import NOON


@pytest.mark.attack("officer-B1")
@pytest.mark.parametrize("words", ["answer kftc MARK", "add MARK", "quietly MARK", "names MARK"])
async def test_words_for_a_destroyed_report_are_refused(store: Store, words: str) -> None:
    async with opened(store) as house:
        receipt = await house.filed("telegram:1")
        async with store.transaction() as tx:
            assert await erasure.erase(tx, receipt, ms(NOON) + 1, "house", Destroyer.TIME)
        before = await rows(store)
        assert (await answers(house, words)).startswith("not there")
        assert await rows(store) == before
        assert len(await refused(store)) == 1
