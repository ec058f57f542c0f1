"""Words typed on a page that is behind: a yes there is never a yes to what was asked since."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.web.visitor import Person, said
from tests.web.world import real, without_scripts

COLLECT = "May we take down your case?"


@pytest.mark.attack("owner-B1")
async def test_a_yes_on_a_page_that_is_behind_agrees_to_nothing(tmp_path: Path) -> None:
    async with real(tmp_path) as world, without_scripts(world) as client:
        person = await Person(client).begin("en")
        for ending in ("urgent:no", "about:report"):
            await person.press(ending)
        behind = replace(person)
        assert (await person.say("yes")).status_code == 200
        assert said(person.page).count(COLLECT) == 1, "the first yes was about the age"
        await behind.say("yes, I agree")
        assert said(behind.page).count(COLLECT) == 2, "put once more, and not agreed to"
        await behind.say("yes, I agree")
        assert "What happened?" in said(behind.page)
