"""A trial: one person goes the whole way, from hello to a receipt to a desk's answer; a real house has no such way."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from guidance.guide import DESKS
from storage.officers import LINK, add_officer, make_token
from storage.timestamps import DAY, ms, now
from tests.dialogs.person import words
from tests.web.console.officers import signed_in
from tests.web.reporting import send_report
from tests.web.visitor import Person, forms, said
from tests.web.world import World, real, without_scripts
from web.texts import TRIAL


async def link_of(world: World, ministry: str, role: str) -> str:
    """A sign-in link of a new officer."""
    at = ms(now())
    async with world.store.transaction() as tx:
        who = await add_officer(tx, ministry, role, "operator", "en", at, "command line")
        return await make_token(tx, who, LINK, at, at + DAY)


async def sit(client: httpx.AsyncClient, ministry: str) -> httpx.Response:
    """Press the button of a desk on the page of the trial."""
    page = (await client.get("/desk/trial")).text
    form = next(each for each in forms(page, "/desk/trial") if ("ministry", ministry) in each.buttons)
    return await client.post("/desk/trial", data={**form.fields, "ministry": ministry})


async def test_one_person_goes_from_hello_to_the_answer_of_a_desk_and_back(tmp_path: Path) -> None:
    told = words().say(TRIAL, "en")
    async with real(tmp_path, trial=True) as world, without_scripts(world) as owner, without_scripts(world) as desk:
        assert told in said((await owner.get("/?lang=en")).text)
        person = await Person(owner).begin("en")
        receipt = await send_report(person)
        assert said(person.page).count(told) >= 2, "the page and the receipt say that it is a trial"
        await signed_in(desk, await link_of(world, "", "administrator"))
        assert (await desk.get(f"/desk/case/{receipt}")).status_code == 404
        page = (await sit(desk, "kftc")).text
        assert receipt in page
        case = (await desk.get(f"/desk/case/{receipt}")).text
        action = f"/desk/case/{receipt}/act"
        form = next(each for each in forms(case, action) if each.fields.get("verb") == "reply")
        await desk.post(action, data={**form.fields, "words": "We have read it."})
        assert "We have read it." in said((await owner.get("/")).text)
        back = await sit(desk, "")
        assert back.url.path == "/desk/officers"
        assert (await desk.get(f"/desk/case/{receipt}")).status_code == 404


@pytest.mark.parametrize("ministry", DESKS)
async def test_every_desk_of_a_trial_can_be_sat_at_and_left_for_another(tmp_path: Path, ministry: str) -> None:
    async with real(tmp_path, trial=True) as world, without_scripts(world) as desk:
        await signed_in(desk, await link_of(world, "", "administrator"))
        assert (await sit(desk, ministry)).url.path == "/desk"
        other = DESKS[DESKS.index(ministry) - 1]
        assert (await sit(desk, other)).url.path == "/desk"


@pytest.mark.attack("security-B6")
async def test_an_invited_officer_of_a_trial_has_one_desk(tmp_path: Path) -> None:
    async with real(tmp_path, trial=True) as world, without_scripts(world) as desk:
        await signed_in(desk, await link_of(world, "mss", "lead"))
        page = (await desk.get("/desk")).text
        fields = forms(page, "/desk/language")[0].fields
        assert "/desk/trial" not in page
        assert (await desk.get("/desk/trial")).status_code == 404
        assert (await desk.post("/desk/trial", data={**fields, "ministry": "kftc"})).status_code == 404


@pytest.mark.attack("security-B6")
async def test_a_real_house_has_no_page_of_desks_and_says_nothing_of_a_trial(tmp_path: Path) -> None:
    async with real(tmp_path, trial=False) as world, without_scripts(world) as desk:
        assert words().say(TRIAL, "ko") not in said((await desk.get("/")).text)
        await signed_in(desk, await link_of(world, "", "administrator"))
        page = (await desk.get("/desk/officers")).text
        fields = forms(page, "/desk/language")[0].fields
        assert "/desk/trial" not in page
        assert (await desk.get("/desk/trial")).status_code == 404
        assert (await desk.post("/desk/trial", data={**fields, "ministry": "kftc"})).status_code == 404
