"""Every link of the console's navigation leads somewhere, for every role at every body."""

from __future__ import annotations

import re

import httpx
import pytest

from casework.permissions import fits
from guidance.guide import DESKS
from storage import sign_ins
from storage.states import OfficerRole
from storage.timestamps import ms
from tests.web.console.door import Door, door

__all__ = ["door"]
LINK = re.compile(r'<a [^>]*href="(/desk[^"#]*)')
PEOPLE = [(role, body) for role in OfficerRole for body in DESKS if fits(role, body)]
PEOPLE += [(OfficerRole.ADMINISTRATOR, "")]


async def seated(door: Door, role: str, body: str) -> httpx.AsyncClient:
    who, client = await door.hired(role, body), await door.browser()
    async with door.world.store.transaction() as tx:
        client.cookies.set("desk", await sign_ins.begin(tx, who, "", "", ms(door.clock())))
    return client


@pytest.mark.parametrize("role", OfficerRole)
async def test_each_link_of_the_navigation_is_answered(door: Door, role: OfficerRole) -> None:
    bodies = [body for each, body in PEOPLE if each is role]
    assert len(bodies) == {"officer": 6, "lead": 6, "auditor": 7, "secretariat": 1, "administrator": 8}[role]
    for body in bodies:
        client = await seated(door, role, body)
        page = (await client.get("/desk")).text
        links = set(LINK.findall(page.partition("<main")[0])) | {"/desk"}
        assert len(links) > 3, (role, body)
        for link in sorted(links):
            answer = await client.get(link, follow_redirects=False)
            assert answer.status_code == 200, (role, body, link)


@pytest.mark.parametrize("body", ["secretariat", "kftc"])
async def test_the_secretariats_auditor_is_led_from_the_list_of_all_cases_to_the_log(door: Door, body: str) -> None:
    auditor = await seated(door, "auditor", body)
    answer = await auditor.get("/desk/cases", follow_redirects=False)
    led = (answer.status_code, answer.headers.get("location")) == (303, "/desk/audit")
    assert led is (body == "secretariat")
    assert "/desk/cases" not in LINK.findall((await auditor.get("/desk")).text)
    assert (await auditor.get("/desk/audit")).status_code == 200
