"""A body may say from which addresses its officers come: asked at every way of signing in and at every request."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select
from starlette.routing import Route
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from storage import sign_ins
from storage import tables as t
from storage.refused_attempts import RefusedAttempt
from storage.timestamps import ms
from tests.web.console.authenticator import Authenticator
from tests.web.console.door import Door, Hand
from tests.web.console.officers import code, comes_in, confirmed, secret_in, used_link
from tests.web.console.test_passkeys import enters, makes
from tests.web.visitor import said
from tests.web.world import real
from web.desk_addresses import read_addresses

OFFICE, ELSEWHERE = "10.1.2.3", "203.0.113.9"
SENTENCE = "its own addresses alone"
OPEN = {
    "/desk/enter",
    "/desk/enter/{link}",
    "/desk/code",
    "/desk/passkey/enter",
    "/desk/account/{body}",
    "/desk/account/{body}/back",
}
"""Pages for who is not signed in."""


@pytest.fixture
async def walled(tmp_path: Path) -> AsyncIterator[Door]:
    """A console that officers of the Fair Trade Commission use from their office alone."""
    clock, allowed = Hand(), read_addresses("kftc=10.1.0.0/16, 2001:db8::/32")
    async with AsyncExitStack() as stack, real(tmp_path, clock, allowed=allowed) as world:
        yield Door(world, clock, stack)


@pytest.mark.parametrize(
    ("ministry", "address", "may"),
    [
        ("kftc", "10.1.255.1", True), ("kftc", "10.2.0.1", False), ("kftc", "192.0.2.7", True),
        ("kftc", "192.0.2.8", False), ("kftc", "::ffff:10.1.0.9", True), ("kftc", "2001:db8::1", True),
        ("kftc", "2001:db9::1", False), ("kftc", "", False), ("kftc", "nonsense", False),
        ("kftc", "fe80::1%eth0", False), ("moip", "203.0.113.9", True), ("", "127.0.0.1", True),
        ("", "10.1.0.1", False),
    ],
)  # fmt: skip
def test_an_address_is_of_a_network_or_not(ministry: str, address: str, may: bool) -> None:
    allowed = read_addresses("kftc = 10.1.0.0/16,192.0.2.7,2001:db8::/32;\n operator=127.0.0.1 ;")
    assert allowed.allow(ministry, address) is may


def test_everything_wrong_in_the_list_is_named_at_once() -> None:
    with pytest.raises(ValueError, match="is no body") as told:
        read_addresses("kftx=10.0.0.0/8; kftc=10.1.2.3/16,300.1.1.1; knpa=; moip=10.0.0.1; moip=10.0.0.2")
    words = str(told.value)
    for wrong in ("kftx is no body", "10.1.2.3/16", "300.1.1.1", "knpa has no address", "moip is named twice"):
        assert wrong in words


async def _noted(door: Door) -> list[str]:
    async with door.world.store.reading() as tx:
        return [row[0] for row in await tx.all(select(t.audit.c.action))]


@pytest.mark.attack("officer-B5")
async def test_no_way_of_signing_in_leads_in_from_elsewhere_and_each_is_noted(walled: Door) -> None:
    who, key, name = await walled.hired(), Authenticator(), "haneul"
    inside, outside = await walled.browser(OFFICE), await walled.browser(ELSEWHERE)
    link = await walled.link(who)
    refused = await used_link(outside, link)
    assert (refused.status_code, SENTENCE in said(refused.text)) == (403, True), "the link"
    page = (await used_link(inside, link)).text
    secret = secret_in(page)
    outside.cookies.set("desk_half", inside.cookies["desk_half"])
    half = await confirmed(outside, page, code(secret, walled.clock()), name)
    assert (half.status_code, SENTENCE in said(half.text)) == (403, True), "the code after the link"
    assert (await confirmed(inside, page, code(secret, walled.clock()), name)).status_code == 303
    assert await makes(inside, key) == 200
    outside.cookies.clear()
    walled.clock.move(seconds=30)
    wrong = await comes_in(outside, name, "000000")
    assert SENTENCE not in said(wrong.text), "who has no code does not learn of it"
    by_name = await comes_in(outside, name, code(secret, walled.clock()))
    assert (by_name.status_code, SENTENCE in said(by_name.text)) == (403, True), "name and code"
    by_key = await enters(outside, key)
    assert (by_key.status_code, SENTENCE in said(by_key.text)) == (403, True), "the passkey"
    assert (await enters(inside, key)).status_code == 200
    assert (await _noted(walled)).count(RefusedAttempt.PLACE) == 4
    assert "desk" not in outside.cookies


@pytest.mark.attack("officer-B5")
async def test_a_session_is_good_at_no_address_of_the_console_from_elsewhere(walled: Door) -> None:
    who = await walled.hired("lead")
    async with walled.world.store.transaction() as tx:
        token = await sign_ins.begin(tx, who, "", "", ms(walled.clock()))
    outside, inside = await walled.browser(ELSEWHERE), await walled.browser(OFFICE)
    for client in (outside, inside):
        client.cookies.set("desk", token)
    routes = [each for each in walled.world.app.routes if isinstance(each, Route) and each.path.startswith("/desk")]
    shown = {each.path for each in routes if "GET" in (each.methods or set())} - OPEN
    assert len(shown) > 20
    for path in sorted(shown):
        place = re.sub(r"{[^}]+}", "x", re.sub(r"{\w+:int}", "1", path))
        answer = await outside.get(place, follow_redirects=False)
        redirect = answer.status_code == 303 and not (await inside.get(path, follow_redirects=False)).is_success
        assert answer.status_code == 403 or redirect, path
    assert (await inside.get("/desk")).status_code == 200


async def test_other_bodies_come_from_anywhere(walled: Door) -> None:
    who = await walled.hired("officer", "moip")
    async with walled.world.store.transaction() as tx:
        free = await sign_ins.begin(tx, who, "", "", ms(walled.clock()))
    client = await walled.browser(ELSEWHERE)
    client.cookies.set("desk", free)
    assert (await client.get("/desk")).status_code == 200


async def test_the_address_is_the_one_that_the_proxy_of_this_machine_hands_on(walled: Door) -> None:
    who = await walled.hired()
    async with walled.world.store.transaction() as tx:
        token = await sign_ins.begin(tx, who, "", "", ms(walled.clock()))
    behind = ProxyHeadersMiddleware(walled.world.app, trusted_hosts="127.0.0.1")  # type: ignore[arg-type]
    for peer, handed, status in (
        ("127.0.0.1", OFFICE, 200),
        ("127.0.0.1", f"{OFFICE}, {ELSEWHERE}", 403),
        (ELSEWHERE, OFFICE, 403),
    ):
        transport = httpx.ASGITransport(behind, client=(peer, 4000))  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://page") as client:
            client.cookies.set("desk", token)
            answer = await client.get("/desk/sessions", headers={"X-Forwarded-For": handed})
            assert answer.status_code == status, (peer, handed)
