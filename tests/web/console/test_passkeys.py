"""Officers sign in by passkey: made just after signing in, good on this address only, each challenge for one answer."""

from __future__ import annotations

import copy
import json
from dataclasses import replace
from typing import Any

import httpx
import pytest
from sqlalchemy import select

from storage import audit, officers
from storage import tables as t
from storage.timestamps import ms
from tests.web.console.authenticator import Authenticator, encoded
from tests.web.console.door import Door, door
from tests.web.visitor import forms
from web.relying_party import RelyingParty

__all__ = ["door"]
Asked = dict[str, str]


async def csrf_of(client: httpx.AsyncClient) -> str:
    return forms((await client.get("/desk/passkey")).text, "/desk/leave")[0].fields["csrf"]


async def makes(client: httpx.AsyncClient, key: Authenticator, **more: Any) -> int:
    """The status of making a passkey."""
    asked: Asked = (await client.get("/desk/passkey/new")).json()
    sent = {"token": asked["token"], "credential": key.made(asked["options"]), "csrf": await csrf_of(client)} | more
    return (await client.post("/desk/passkey/new", json=sent)).status_code


async def question(client: httpx.AsyncClient) -> Asked:
    found: Asked = (await client.get("/desk/passkey/enter")).json()
    return found


async def enters(client: httpx.AsyncClient, key: Authenticator, to: str = "/desk") -> httpx.Response:
    asked = await question(client)
    sent = {"token": asked["token"], "credential": key.signed(asked["options"]), "to": to}
    return await client.post("/desk/passkey/enter", json=sent)


async def keyed(door: Door) -> tuple[httpx.AsyncClient, Authenticator, str]:
    """An officer's browser just after making a passkey."""
    who, key = await door.hired(), Authenticator()
    client, _ = await door.enters(who)
    assert await makes(client, key) == 200
    return client, key, who


@pytest.mark.attack("officer-B5")
async def test_a_passkey_signs_in_again_and_again_and_leads_to_the_page_that_was_asked_for(door: Door) -> None:
    _, key, who = await keyed(door)
    for to, wanted in (("/desk/sessions", "/desk/sessions"), ("https://evil.example", "/desk")):
        client = await door.browser()
        assert (await enters(client, key, to)).json() == {"to": wanted}
        assert await door.inside(client)
    async with door.world.store.reading() as tx:
        noted = [line.action for line in await audit.history(tx, who)]
    assert noted.count("signed_in") == 3
    assert "passkey added" in noted


@pytest.mark.attack("officer-B5")
async def test_an_answer_is_good_once_and_for_five_minutes(door: Door) -> None:
    _, key, _ = await keyed(door)
    client = await door.browser()
    asked = await question(client)
    sent = {"token": asked["token"], "credential": key.signed(asked["options"])}
    assert (await client.post("/desk/passkey/enter", json=sent)).status_code == 200
    assert (await (await door.browser()).post("/desk/passkey/enter", json=sent)).status_code == 403
    late = await question(client)
    signed = {"token": late["token"], "credential": key.signed(late["options"])}
    door.clock.move(minutes=5)
    assert (await (await door.browser()).post("/desk/passkey/enter", json=signed)).status_code == 403


@pytest.mark.attack("officer-B5")
@pytest.mark.parametrize("wrong", ["origin", "rp", "unverified", "key", "id", "copied"])
async def test_what_another_page_another_key_or_nobodys_finger_signed_is_refused(door: Door, wrong: str) -> None:
    _, key, _ = await keyed(door)
    other = {
        "origin": replace(key, origin="https://evil.example"), "rp": replace(key, rp="evil.example"),
        "unverified": replace(key, verified=False), "key": replace(key, key=Authenticator().key),
        "id": replace(key, id=b"x" * 32), "copied": replace(key, uses=0),
    }[wrong]  # fmt: skip
    if wrong == "copied":
        assert (await enters(await door.browser(), key)).status_code == 200
        other.uses = 0
    client = await door.browser()
    assert (await enters(client, other)).status_code == 403
    assert not await door.inside(client)


@pytest.mark.attack("officer-B5")
async def test_a_challenge_of_ones_own_or_of_another_purpose_is_no_challenge(door: Door) -> None:
    mine, key, _ = await keyed(door)
    client = await door.browser()
    asked, making = await question(client), (await mine.get("/desk/passkey/new")).json()
    forged = json.dumps({"challenge": encoded(b"x" * 32)})
    for token, options in (
        ("9.x", asked["options"]), (asked["token"] + "x", forged), (making["token"], making["options"]), ("", forged)
    ):  # fmt: skip
        sent = {"token": token, "credential": key.signed(options)}
        assert (await client.post("/desk/passkey/enter", json=sent)).status_code == 403


@pytest.mark.attack("officer-B5")
async def test_a_passkey_is_made_only_just_after_signing_in_and_by_a_page_of_ours(door: Door) -> None:
    client, _ = await door.enters(await door.hired())
    assert await makes(client, Authenticator(), csrf="0" * 64) == 403
    assert await makes(client, Authenticator(), token="1.x") == 403
    assert await makes(client, Authenticator(origin="https://evil.example")) == 403
    asked = (await client.get("/desk/passkey/new")).json()
    other, _ = await door.enters(await door.hired(name="other"))
    sent = {
        "token": asked["token"], "credential": Authenticator().made(asked["options"]), "csrf": await csrf_of(other)
    }  # fmt: skip
    assert (await other.post("/desk/passkey/new", json=sent)).status_code == 403, "another officer's challenge"
    door.clock.move(minutes=16)
    assert (await client.get("/desk/passkey/new")).status_code == 403
    async with door.world.store.reading() as tx:
        assert await tx.all(select(t.passkey)) == []


async def test_the_same_passkey_is_kept_once_and_what_is_kept_names_nobody(door: Door) -> None:
    client, key, _ = await keyed(door)
    assert await makes(client, key) == 403
    async with door.world.store.reading() as tx:
        (row,) = await tx.all(select(t.passkey))
    assert key.id not in bytes(row.key)
    assert key.id.hex() not in repr(row)


@pytest.mark.attack("security-B6")
@pytest.mark.parametrize("how", ["dropped", "reset", "revoked"])
async def test_a_passkey_that_was_taken_away_signs_nobody_in(door: Door, how: str) -> None:
    client, key, who = await keyed(door)
    if how == "dropped":
        form = forms((await client.get("/desk/passkey")).text, "/desk/passkey")[0]
        await client.post("/desk/passkey", data={**form.fields, "passkey": form.buttons[0][1]})
    async with door.world.store.transaction() as tx:
        if how == "reset":
            await officers.reset_totp(tx, who, ms(door.clock()), "house")
        if how == "revoked":
            await officers.revoke(tx, who, ms(door.clock()), "house")
    assert (await enters(await door.browser(), key)).status_code == 403


async def test_nobody_takes_a_colleagues_passkey_away(door: Door) -> None:
    client, key, _ = await keyed(door)
    form = forms((await client.get("/desk/passkey")).text, "/desk/passkey")[0]
    other, _ = await door.enters(await door.hired(name="other"))
    await other.post("/desk/passkey", data={"csrf": await csrf_of(other), "passkey": form.buttons[0][1]})
    assert (await enters(await door.browser(), key)).status_code == 200


BROKEN: tuple[object, ...] = ({}, [], "x", {"token": 1, "credential": {}}, {"token": "1.x", "credential": "x"})


@pytest.mark.parametrize("sent", BROKEN)
async def test_what_is_no_credential_is_refused_and_no_fault(door: Door, sent: object) -> None:
    assert (await (await door.browser()).post("/desk/passkey/enter", json=sent)).status_code == 400


async def test_a_credential_with_a_part_missing_or_of_another_kind_is_refused_and_no_fault(door: Door) -> None:
    _, key, _ = await keyed(door)
    client = await door.browser()
    parts = ("clientDataJSON", "authenticatorData", "signature")
    for part, value in [(part, value) for part in parts for value in (None, "", "!", 1)]:
        asked = await question(client)
        given = copy.deepcopy(key.signed(asked["options"]))
        given["response"][part] = value
        sent = {"token": asked["token"], "credential": given}
        answer = await (await door.browser()).post("/desk/passkey/enter", json=sent)
        assert answer.status_code in (403, 429), (part, value)


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
async def test_a_page_of_another_site_signs_nobody_in(door: Door, headers: dict[str, str]) -> None:
    _, key, _ = await keyed(door)
    client = await door.browser()
    asked = await question(client)
    sent = {"token": asked["token"], "credential": key.signed(asked["options"])}
    assert (await client.post("/desk/passkey/enter", json=sent, headers=headers)).status_code == 403


@pytest.mark.parametrize(
    ("address", "party"),
    [
        ("https://report.example.kr", ("report.example.kr", "https://report.example.kr")),
        ("http://127.0.0.1:8080", ("localhost", "http://localhost:8080")),
        ("http://[::1]:8080", ("localhost", "http://localhost:8080")),
        ("https://report.example.kr:8443/x", ("report.example.kr", "https://report.example.kr:8443")),
        ("", ("localhost", "http://localhost")),
    ],
)
def test_passkeys_are_for_the_host_that_people_use(address: str, party: tuple[str, str]) -> None:
    found = RelyingParty.of(address)
    assert (found.id, found.origin) == party
