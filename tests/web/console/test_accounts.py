"""Officers sign in with an account at their body's identity provider (OpenID Connect), bound by their invitation."""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, KeySet, RSAKey
from sqlalchemy import func, select

from storage import officers
from storage import tables as t
from storage.refused_attempts import RefusedAttempt
from storage.timestamps import ms, now
from tests.web.console.door import Door, Hand
from tests.web.console.officers import used_link
from tests.web.visitor import said
from tests.web.world import real
from web.console.provider_line import ProviderLine, ProviderRefused, proven
from web.desk_addresses import read_addresses
from web.identity_providers import ProviderClient, read_providers

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")
SUB, HOUSE = "kim.haneul@kftc.example", "sinmungo"
WRONG = "등록되지 않은 계정"
Wsgi = Callable[[dict[str, Any], Any], Iterable[bytes]]


@dataclass
class Provider:
    """A provider on this machine, of which the wrapper around it sees every question and checks PKCE, as it has to."""

    issuer: str
    challenges: list[str]
    verifiers: list[str]

    def around(self, app: Wsgi) -> Wsgi:
        def seen(environ: dict[str, Any], answer: Any) -> Iterable[bytes]:
            if environ["PATH_INFO"] == "/oauth2/authorize":
                self.challenges += parse_qs(environ["QUERY_STRING"])["code_challenge"]
            if environ["PATH_INFO"] == "/oauth2/token":
                body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
                environ["wsgi.input"] = BytesIO(body)
                verifier = parse_qs(body.decode())["code_verifier"][0]
                self.verifiers.append(verifier)
                hashed = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")
                if hashed != self.challenges[-1]:
                    answer("400 Bad Request", [("Content-Type", "application/json")])
                    return [b'{"error": "invalid_grant"}']
            return app(environ, answer)

        return seen


@pytest.fixture
def provider() -> Iterator[Provider]:
    from oidc_provider_mock import run_server_in_thread  # type: ignore[import-untyped]

    with run_server_in_thread() as server:
        made = Provider(f"http://localhost:{server.server_port}", [], [])
        server.app = made.around(server.app)
        yield made


@pytest.fixture
async def desk(tmp_path: Path, provider: Provider) -> AsyncIterator[Door]:
    """A console whose Fair Trade Commission and patent office have a provider, by chance the same one."""
    known = {body: ProviderClient(provider.issuer, HOUSE, f"secret of {body}") for body in ("kftc", "moip")}
    clock, allowed = Hand(now()), read_addresses("moip=10.0.0.0/8")
    async with AsyncExitStack() as stack, real(tmp_path, clock, providers=known, allowed=allowed) as world:
        yield Door(world, clock, stack)


async def proof(client: httpx.AsyncClient, sub: str = SUB, body: str = "kftc", to: str = "") -> str:
    """Go to the provider, and sign in there as `sub`: the address that it sends the browser back to."""
    left = await client.get(f"/desk/account/{body}", params={"to": to} if to else {}, follow_redirects=False)
    assert left.status_code == 303, left.text
    async with httpx.AsyncClient() as there:
        answer = await there.post(left.headers["location"], data={"sub": sub})
    assert answer.headers["location"].startswith(f"http://page/desk/account/{body}/back?")
    return str(answer.headers["location"])


async def enters(client: httpx.AsyncClient, sub: str = SUB, body: str = "kftc", to: str = "") -> httpx.Response:
    return await client.get(await proof(client, sub, body, to), follow_redirects=False)


async def bound(desk: Door, sub: str = SUB, ministry: str = "kftc") -> str:
    """An officer who came by the invitation and has an account from then on; the id."""
    who, client = await desk.hired("officer", ministry), await desk.browser()
    page = await used_link(client, await desk.link(who))
    assert f'href="/desk/account/{ministry}"' in page.text
    answer = await enters(client, sub, ministry)
    assert (answer.status_code, answer.headers["location"]) == (303, "/desk")
    assert await desk.inside(client)
    return who


async def noted(desk: Door) -> list[str]:
    async with desk.world.store.reading() as tx:
        return [row[0] for row in await tx.all(select(t.audit.c.action))]


@pytest.mark.attack("officer-B5")
async def test_an_account_is_bound_by_the_invitation_and_signs_in_alone_on_the_page_that_was_asked_for(
    desk: Door, provider: Provider
) -> None:
    who = await bound(desk)
    client = await desk.browser()
    asked = await client.get("/desk/sessions")
    assert "/desk/account/kftc?to=/desk/sessions" in asked.text
    for to, wanted in (("/desk/sessions", "/desk/sessions"), ("https://evil.example", "/desk")):
        answer = await enters(client, to=to)
        assert (answer.status_code, answer.headers["location"]) == (303, wanted)
    async with desk.world.store.reading() as tx:
        found = await officers.who_is(tx, client.cookies["desk"], ms(desk.clock()))
    assert found is not None
    assert found.id == who
    assert "account bound" in await noted(desk)
    assert len(provider.verifiers) == 3, "each checked by the provider against its question"
    assert "desk_account" not in client.cookies


@pytest.mark.attack("officer-B5")
async def test_nobody_is_made_by_an_account_and_bodies_do_not_vouch_for_each_other(desk: Door) -> None:
    stranger = await enters(await desk.browser(), "nobody@kftc.example")
    assert (stranger.status_code, WRONG in said(stranger.text)) == (403, True)
    await bound(desk)
    other = await enters(await desk.browser("10.0.0.1"), SUB, "moip")
    assert other.status_code == 403, "an account of one body at the door of another"
    guest = await desk.browser("10.0.0.1")
    await used_link(guest, await desk.link(await desk.hired("officer", "moip")))
    assert (await enters(guest, "guest@moip.example", "kftc")).status_code == 403, "an invitation of another body"
    second = await desk.browser()
    await used_link(second, await desk.link(await desk.hired("officer", "kftc", "이동료")))
    assert (await enters(second)).status_code == 403, "somebody else's account"
    assert (await noted(desk)).count(RefusedAttempt.ACCOUNT) == 4
    async with desk.world.store.reading() as tx:
        assert await tx.one(int, select(func.count()).select_from(t.account)) == 1
        assert await tx.one(int, select(func.count()).select_from(t.officer)) == 3


@pytest.mark.attack("officer-B5")
async def test_an_answer_is_good_once_in_the_browser_that_asked_and_in_time(desk: Door) -> None:
    await bound(desk)
    client, other = await desk.browser(), await desk.browser()
    back = await proof(client)
    assert (await other.get(back)).status_code == 403, "in another browser"
    cookie = client.cookies["desk_account"]
    assert (await client.get(back.replace("state=", "state=1"))).status_code == 403, "another state"
    client.cookies.set("desk_account", cookie)
    assert (await client.get(back, follow_redirects=False)).status_code == 303
    client.cookies.clear()
    client.cookies.set("desk_account", cookie)
    assert (await client.get(back)).status_code == 403, "twice"
    code = dict(parse_qsl(urlsplit(back).query))["code"]
    fresh = await proof(other)
    given = dict(parse_qsl(urlsplit(fresh).query)) | {"code": code}
    assert (await other.get("/desk/account/kftc/back", params=given)).status_code == 403, "a code that was used"
    late = await proof(client)
    desk.clock.at += timedelta(minutes=10)
    assert (await client.get(late)).status_code == 403, "too late"


async def test_a_revoked_officer_and_one_whose_codes_were_taken_off_have_no_account_and_places_hold(desk: Door) -> None:
    for end in (officers.reset_totp, officers.revoke):
        who = await bound(desk)
        async with desk.world.store.transaction() as tx:
            await end(tx, who, ms(desk.clock()), "test")
        assert (await enters(await desk.browser())).status_code == 403
    there = await desk.browser("10.0.0.1")
    await used_link(there, await desk.link(await desk.hired("officer", "moip")))
    assert (await enters(there, "lee@moip.example", "moip")).status_code == 303
    elsewhere = await enters(await desk.browser("203.0.113.9"), "lee@moip.example", "moip")
    assert (elsewhere.status_code, "its own addresses alone" in said(elsewhere.text)) == (403, True)


async def test_a_provider_that_is_away_signs_nobody_in_and_says_so(tmp_path: Path) -> None:
    away = {"kftc": ProviderClient("http://localhost:1", HOUSE, "x")}
    async with real(tmp_path, Hand(now()), providers=away) as world:
        transport = httpx.ASGITransport(world.app)
        async with httpx.AsyncClient(transport=transport, base_url="http://page") as client:
            answer = await client.get("/desk/account/kftc")
            assert answer.status_code == 503
            assert (await client.get("/desk/account/knpa")).status_code == 404


async def test_a_provider_is_who_the_settings_say(provider: Provider) -> None:
    line = ProviderLine(ProviderClient(provider.issuer + "/", HOUSE, "x"), "http://page/back")
    with pytest.raises(ProviderRefused, match="another issuer"):
        await line.address("state", "nonce", "verifier")


# ---- what a token proves --------------------------------------------------------------------------------

CLIENT = ProviderClient("https://login.kftc.example", HOUSE, "x")
KEY, OTHER = RSAKey.generate_key(2048, {"kid": "one"}), RSAKey.generate_key(2048, {"kid": "one"})
CURVE = ECKey.generate_key("P-256", {"kid": "two"})
KEYS = KeySet([KEY, CURVE])
NONCE = "n" * 32


def token(key: Any = KEY, alg: str = "RS256", **changed: Any) -> str:
    at = ms(now()) // 1000
    claims = {"iss": CLIENT.issuer, "aud": HOUSE, "sub": SUB, "exp": at + 300, "iat": at, "nonce": NONCE} | changed
    held = {name: value for name, value in claims.items() if value is not None}
    return jwt.encode({"alg": alg, "kid": key.kid}, held, key, algorithms=[alg])


@pytest.mark.parametrize(
    ("changed", "is_good"),
    [
        ({}, True), ({"aud": [HOUSE]}, True), ({"aud": [HOUSE, "other"], "azp": HOUSE}, True),
        ({"key": CURVE, "alg": "ES256"}, True), ({"aud": "other"}, False), ({"aud": [HOUSE, "other"]}, False),
        ({"aud": HOUSE, "azp": "other"}, False), ({"iss": "https://login.moip.example"}, False),
        ({"exp": 1}, False), ({"exp": None}, False), ({"iat": None}, False), ({"nonce": "other"}, False),
        ({"nonce": None}, False), ({"sub": None}, False), ({"sub": ""}, False), ({"sub": 7}, False),
        ({"sub": "x" * 300}, False), ({"aud": None}, False), ({"iss": None}, False), ({"key": OTHER}, False),
        ({"nbf": 99_999_999_999}, False), ({"at_hash": "wrong"}, False),
    ],
)  # fmt: skip
def test_a_token_proves_somebody_only_if_everything_in_it_is_right(changed: dict[str, Any], is_good: bool) -> None:
    given = token(**changed)
    if is_good:
        assert proven(given, KEYS, CLIENT, NONCE, now(), "access") == SUB
    else:
        with pytest.raises(ProviderRefused):
            proven(given, KEYS, CLIENT, NONCE, now(), "access")


def _part(plain: bytes) -> str:
    return base64.urlsafe_b64encode(plain).decode().rstrip("=")


def test_a_token_signed_by_nobody_or_with_what_is_public_proves_nobody() -> None:
    head, body, _ = token().split(".")
    unsigned, shared = _part(b'{"alg":"none"}'), _part(b'{"alg":"HS256","kid":"one"}')
    mark = _part(hmac.digest(KEY.as_pem(private=False), f"{shared}.{body}".encode(), hashlib.sha256))
    forged = f"{shared}.{body}.{mark}"
    for given in (f"{unsigned}.{body}.", f"{head}.{body}.", forged, "", "a.b.c", "nonsense"):
        with pytest.raises(ProviderRefused):
            proven(given, KEYS, CLIENT, NONCE, now())


def test_everything_wrong_in_the_settings_is_named_at_once_and_no_secret() -> None:
    with pytest.raises(ValueError, match="is no body") as told:
        read_providers(
            "kftx=https://a.kr; kftc=http://a.kr; moip=https://b.kr", "kftc=x; moip=y", "kftc=hunter2; mss=z"
        )
    words = str(told.value)
    for wrong in ("kftx has no client", "kftc: the issuer must", "moip has no secret", "mss has no issuer"):
        assert wrong in words
    assert "hunter2" not in words
    known = read_providers("kftc=https://a.kr/x", "kftc=me", "kftc=a=b")
    assert known["kftc"] == ProviderClient("https://a.kr/x", "me", "a=b")
    assert "a=b" not in repr(known)
