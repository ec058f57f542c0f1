"""Signing in to the console: a link, a code, a session that ends; and what each role can open."""

from __future__ import annotations

import re

import httpx
import pytest

from locales.text import LANGUAGES
from storage import audit, conflicts, groups, members, officers
from storage.states import OfficerRole
from storage.timestamps import DAY, ms
from tests.dialogs.person import MORNING
from tests.web.console.door import BOT, Door, alone, door
from tests.web.console.officers import code, confirmed, secret_in, signed_in, used_link
from tests.web.visitor import forms, said
from web.console.sign_in_pages import browser_of
from web.console.totp import grouped, new_secret, qr, step_of

__all__ = ["alone", "door"]


# ---- codes ----------------------------------------------------------------------------------------------


def test_a_code_is_good_in_its_half_minute_and_the_ones_beside_it() -> None:
    secret, at = new_secret(), ms(MORNING)
    now = at // 30_000
    found = {ahead: step_of(secret, code(secret, MORNING, ahead), at) for ahead in range(-3, 4)}
    assert found == {-3: 0, -2: 0, -1: now - 1, 0: now, 1: now + 1, 2: 0, 3: 0}
    shown = code(secret, MORNING)
    assert step_of(secret, f" {shown[:3]} {shown[3:]} ", at) == now
    for wrong in ("", "12345", "1234567", "abcdef", "１２３４５６", "-12345", "0x1234"):
        assert step_of(secret, wrong, at) == 0


def test_the_picture_carries_no_style_and_no_script_and_the_key_is_readable() -> None:
    secret = new_secret()
    made = str(qr(secret, "<b>김</b>"))
    assert made.startswith("<svg")
    assert "style" not in made
    assert "<b>" not in made
    assert grouped(secret).replace(" ", "") == secret


# ---- link and code --------------------------------------------------------------------------------------


async def test_at_the_first_sign_in_codes_are_set_up_and_later_they_are_only_asked(door: Door) -> None:
    who = await door.hired()
    client = await door.browser()
    page = (await used_link(client, await door.link(who))).text
    secret = secret_in(page)
    assert 'class="qr"' in page
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
    assert (await client.get("/desk")).status_code == 401, "the link alone signs nobody in"
    assert (await confirmed(client, page, code(secret, door.clock()))).headers["location"] == "/desk/recovery"
    assert (await client.get("/desk/sessions")).status_code == 200
    again = (await used_link(await door.browser(), await door.link(who))).text
    assert secret not in again
    assert 'class="qr"' not in again
    assert secret_in(again) == ""


async def test_a_second_link_before_codes_are_set_up_shows_another_secret(door: Door) -> None:
    who = await door.hired()
    first, second = await door.browser(), await door.browser()
    one = (await used_link(first, await door.link(who))).text
    two = (await used_link(second, await door.link(who))).text
    assert secret_in(one) != secret_in(two)
    answer = await confirmed(first, one, code(secret_in(one), door.clock()))
    assert answer.status_code == 401
    assert (await confirmed(second, two, code(secret_in(two), door.clock()))).status_code == 303


async def test_a_code_works_once(door: Door) -> None:
    who = await door.hired()
    _, secret = await door.enters(who)
    client = await door.browser()
    page = (await used_link(client, await door.link(who))).text
    answer = await confirmed(client, page, code(secret, door.clock()))
    assert answer.status_code == 403
    assert "used before" in said(answer.text)
    assert not await door.inside(client)
    answer = await confirmed(client, answer.text, code(secret, door.clock(), 1))
    assert answer.status_code == 303


async def test_five_wrong_codes_lock_for_a_quarter_of_an_hour_in_every_browser(door: Door) -> None:
    who = await door.hired()
    _, secret = await door.enters(who)
    client, other = await door.browser(), await door.browser()
    page, link = (await used_link(client, await door.link(who))).text, await door.link(who)
    door.clock.move(minutes=1)
    answers = [await confirmed(client, page, "000000") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [403] * 4 + [429]
    assert "15" in said(answers[-1].text)
    assert (await confirmed(client, page, code(secret, door.clock()))).status_code == 429
    assert (await used_link(other, link)).status_code == 429
    door.clock.move(minutes=15)
    await signed_in(other, link, secret, door.clock())


async def test_tries_are_counted_for_an_address_as_well(door: Door) -> None:
    answers = [await (await door.browser()).post("/desk/enter", data={"link": "nonsense"}) for _ in range(21)]
    assert [answer.status_code for answer in answers] == [403] * 20 + [429]


async def test_half_signed_in_ends_after_ten_minutes_and_opens_nothing(door: Door) -> None:
    client = await door.browser()
    page = (await used_link(client, await door.link(await door.hired()))).text
    half = client.cookies["desk_half"]
    client.cookies.set("desk", half)
    assert not await door.inside(client)
    door.clock.move(minutes=10)
    answer = await confirmed(client, page, code(secret_in(page), door.clock()))
    assert answer.status_code == 401
    assert (await client.get("/desk/code")).status_code == 401


async def test_a_session_is_new_whatever_the_browser_brought(door: Door) -> None:
    client = await door.browser()
    client.cookies.set("desk", "a" * 43)
    page = (await used_link(client, await door.link(await door.hired()))).text
    half = client.cookies["desk_half"]
    await confirmed(client, page, code(secret_in(page), door.clock()))
    jar = [cookie.value for cookie in client.cookies.jar if cookie.name == "desk"]
    assert jar[-1] not in (half, "a" * 43)
    assert "desk_half" not in client.cookies
    assert (await confirmed(client, page, code(secret_in(page), door.clock(), 1))).status_code == 403


async def test_a_new_sign_in_ends_the_one_before_in_the_same_browser(door: Door) -> None:
    who = await door.hired()
    client, secret = await door.enters(who)
    before = client.cookies["desk"]
    door.clock.move(seconds=60)
    await signed_in(client, await door.link(who), secret, door.clock())
    other = await door.browser()
    other.cookies.set("desk", before)
    assert not await door.inside(other)


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
async def test_neither_step_is_taken_from_elsewhere_or_without_our_token(door: Door, headers: dict[str, str]) -> None:
    client, link = await door.browser(), await door.link(await door.hired())
    assert (await client.post("/desk/enter", data={"link": link}, headers=headers)).status_code == 403
    page = (await used_link(client, link)).text
    fields = {**forms(page, "/desk/code")[0].fields, "code": code(secret_in(page), door.clock()), "name": "haneul"}
    assert (await client.post("/desk/code", data=fields, headers=headers)).status_code == 403
    assert (await client.post("/desk/code", data={**fields, "csrf": "0" * 64})).status_code == 403
    assert (await client.post("/desk/code", data=fields, follow_redirects=False)).status_code == 303


async def test_the_page_of_the_code_is_said_in_every_language(door: Door) -> None:
    who, seen = await door.hired(), set()
    client = await door.browser()
    await used_link(client, await door.link(who))
    for language in LANGUAGES:
        client.cookies.set("desk_lang", language)
        page = (await client.get("/desk/code")).text
        assert f'<html lang="{language}">' in page
        seen.add(re.sub(r".*<h1>|</h1>.*", "", page, flags=re.DOTALL))
    assert seen


# ---- sessions -------------------------------------------------------------------------------------------


async def test_a_session_ends_after_an_hour_without_use_and_twelve_in_all(door: Door) -> None:
    who = await door.hired()
    client, secret = await door.enters(who)
    for _ in range(12):
        door.clock.move(minutes=59)
        assert await door.inside(client)
    door.clock.move(minutes=12)
    assert not await door.inside(client)
    client, _ = await door.enters(who, secret)
    door.clock.move(minutes=60)
    assert not await door.inside(client)


async def test_what_a_page_loads_by_itself_is_no_use(door: Door) -> None:
    client, _ = await door.enters(await door.hired())
    for _ in range(4):
        door.clock.move(minutes=14)
        await client.get("/desk", headers={"sec-fetch-dest": "empty"})
    door.clock.move(minutes=5)
    assert not await door.inside(client)


async def test_an_officer_sees_the_own_browsers_and_ends_them(door: Door) -> None:
    who, other = await door.hired(), await door.hired(name="박")
    first, secret = await door.enters(who)
    door.clock.move(minutes=1)
    second, _ = await door.enters(who, secret)
    third, _ = await door.enters(other)
    page = (await second.get("/desk/sessions")).text
    assert said(page).count("this browser") == 1
    end = forms(page, "/desk/sessions")
    assert len(end) == 2
    await second.post("/desk/sessions", data={**end[0].fields, "session": end[0].buttons[0][1]})
    assert [await door.inside(each) for each in (first, second, third)] == [False, True, True]
    door.clock.move(minutes=1)
    first, _ = await door.enters(who, secret)
    await second.post("/desk/sessions", data={**end[0].fields, "session": "others"})
    assert [await door.inside(each) for each in (first, second, third)] == [False, True, True]


@pytest.mark.parametrize(
    ("agent", "named"),
    [
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit Chrome/130.0 Safari/537.36 Whale/3.28", "Whale, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:133.0) Gecko/20100101 Firefox/133.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130 Mobile Safari/537.36", "Chrome, Android"),
        ("<script>alert(1)</script>", ""),
    ],
)
def test_a_browser_is_named_by_its_kind_only(agent: str, named: str) -> None:
    assert browser_of(agent) == named


# ---- officers -------------------------------------------------------------------------------------------


async def does(client: httpx.AsyncClient, doing: str, officer: str) -> httpx.Response:
    page = (await client.get("/desk/officers")).text
    csrf = forms(page, "/desk/leave")[0].fields
    return await client.post("/desk/officers/do", data={**csrf, "do": doing, "officer": officer})


async def test_an_officer_binds_the_own_telegram_account_by_a_token_of_the_own_making(door: Door) -> None:
    who = await door.hired()
    client, _ = await door.enters(who)
    form = forms((await client.get("/desk/recovery")).text, "/desk/recovery")[0]
    made = [
        re.findall(rf'class="bot">{BOT}\?start=([\w-]+)<', page.text)[0]
        for page in [await client.post("/desk/recovery", data={**form.fields, "do": "telegram"}) for _ in range(2)]
    ]
    async with door.world.store.transaction() as tx:
        found = [await officers.whose(tx, start, members.JOIN, ms(door.clock())) for start in made]
    assert [each and each.id for each in found] == [None, who]


@pytest.mark.parametrize(
    ("role", "ministry"), [("officer", "secretariat"), ("officer", ""), ("secretariat", "kftc"), ("king", "kftc")]
)
async def test_a_role_that_does_not_exist_at_a_body_is_not_given(door: Door, role: str, ministry: str) -> None:
    admin, _ = await door.enters(await door.hired("administrator"))
    form = forms((await admin.get("/desk/officers")).text, "/desk/officers")[0]
    fields = {**form.fields, "name": "x", "role": role, "ministry": ministry}
    assert (await admin.post("/desk/officers", data=fields)).status_code == 400


async def test_a_new_link_ends_the_one_that_went_astray(alone: Door) -> None:
    operator, _ = await alone.enters(await alone.hired("administrator", ""))
    who = await alone.hired()
    astray = await alone.link(who)
    page = (await does(operator, "link", who)).text
    assert (await used_link(await alone.browser(), astray)).status_code == 403
    fresh = re.findall(r'class="web">http://page/desk/enter#([\w-]+)<', page)[0]
    await signed_in(await alone.browser(), fresh, at=alone.clock())


async def test_an_administrator_unbinds_and_ends_sign_ins_and_it_is_noted(door: Door) -> None:
    admin, _ = await door.enters(await door.hired("administrator"))
    who = await door.hired()
    client, _ = await door.enters(who)
    async with door.world.store.transaction() as tx:
        await members.bind(tx, who, "telegram:1", ms(door.clock()))
    assert (await does(admin, "sessions", who)).status_code == 200
    assert not await door.inside(client)
    await does(admin, "unbind", who)
    async with door.world.store.reading() as tx:
        assert (await members.who_writes(tx, "telegram:1")).why == "stranger"
        noted = {line.action for line in await audit.history(tx, who)}
    assert {"added", "signed_in", "telegram bound", "sessions ended", "telegram unbound"} <= noted


async def test_a_lead_ends_access_at_the_own_desk_and_does_nothing_else(door: Door) -> None:
    lead, _ = await door.enters(await door.hired("lead"))
    own, peer = await door.hired(name="own"), await door.hired("lead", name="peer")
    other = await door.hired(ministry="mss", name="elsewhere")
    page = said((await lead.get("/desk/officers")).text)
    assert "own" in page
    assert "elsewhere" not in page
    assert "Make the link" not in page
    refused = [("end", peer), ("end", other), ("reset", own), ("link", own), ("unbind", own), ("", own), ("x", "y")]
    for doing, who in refused:
        assert (await does(lead, doing, who)).status_code == 404, (doing, who)
    assert (await does(lead, "end", own)).status_code == 200
    async with door.world.store.reading() as tx:
        assert [each.name for each in await officers.officers_of(tx, "kftc")] == ["김담당", "peer"]
        assert len(await officers.officers_of(tx, "mss")) == 1


async def test_nobody_does_anything_to_oneself(door: Door) -> None:
    me = await door.hired("administrator")
    admin, _ = await door.enters(me)
    for doing in ("end", "reset", "unbind", "sessions", "link"):
        assert (await does(admin, doing, me)).status_code == 404
    assert await door.inside(admin)


async def test_how_a_group_stands_and_who_left_it_is_shown_to_administrators_and_leads(door: Door) -> None:
    who, at = await door.hired(name="나간이"), ms(MORNING)
    async with door.world.store.transaction() as tx:
        await groups.bind_desk(tx, await groups.invite_desk(tx, "kftc", "ko", at + DAY), "desk:-1", at)
        await groups.put_out(tx, "kftc", at)
        await members.bind(tx, who, "telegram:1", at)
        await members.seen_in_group(tx, "kftc", "telegram:1", False, at)
    for role in ("administrator", "lead"):
        client, _ = await door.enters(await door.hired(role))
        page = said((await client.get("/desk/officers")).text)
        assert "lost its place or its rights" in page
        assert "left the Telegram group" in page


async def test_a_group_token_is_made_by_administrators_only(door: Door) -> None:
    admin, _ = await door.enters(await door.hired("administrator"))
    lead, _ = await door.enters(await door.hired("lead"))
    for client, answer in ((admin, 200), (lead, 404)):
        csrf = forms((await client.get("/desk/officers")).text, "/desk/leave")[0].fields
        made = await client.post("/desk/officers/group", data={**csrf, "ministry": "kftc"})
        assert made.status_code == answer
        other = await client.post("/desk/officers/group", data={**csrf, "ministry": "secretariat"})
        assert other.status_code == 404
        assert ("/bind " in made.text) is (answer == 200)


# ---- interests ------------------------------------------------------------------------------------------


@pytest.mark.attack("security-A5")
async def test_an_officer_declares_what_must_be_kept_away_and_a_lead_takes_it_back_with_a_second_person(
    door: Door,
) -> None:
    who = await door.hired()
    client, _ = await door.enters(who)
    form = forms((await client.get("/desk/interests")).text, "/desk/interests")[0]
    given = {**form.fields, "kind": "counterpart", "name": "<b>㈜ 가나"}
    page = (await client.post("/desk/interests", data=given)).text
    assert "&lt;b&gt;㈜ 가나" in page
    for kind, name in (("counterpart", " "), ("counterpart", "㈜"), ("official", "김"), ("", "가나")):
        answer = await client.post("/desk/interests", data={**form.fields, "kind": kind, "name": name})
        assert answer.status_code == 400
    assert forms(page, "/desk/interests/back") == []
    async with door.world.store.reading() as tx:
        (declared,) = await conflicts.interests(tx, who)
    fields = {**form.fields, "officer": who, "back": declared.hash, "reason": "ended"}
    assert (await client.post("/desk/interests/back", data=fields)).status_code == 404
    for place in ("mss", "kftc"):
        lead, _ = await door.enters(await door.hired("lead", place, "팀장"))
        theirs = {**fields, **forms((await lead.get("/desk/sessions")).text, "/desk/leave")[0].fields}
        assert (await lead.post("/desk/interests/back", data={**theirs, "reason": "why not"})).status_code == 400
        answer = await lead.post("/desk/interests/back", data=theirs)
        assert answer.status_code == (404 if place == "mss" else 200)
    second, _ = await door.enters(await door.hired("administrator", "kftc", "둘째"))
    for each, verb in ((second, "confirm"), (lead, "carry")):
        async with door.world.store.reading() as tx:
            assert [one.label for one in await conflicts.interests(tx, who)] == ["<b>㈜ 가나"]
        asked = forms((await each.get("/desk/requests")).text, "/desk/requests")[0]
        assert (await each.post("/desk/requests", data={**asked.fields, "do": verb})).status_code == 200
    async with door.world.store.reading() as tx:
        assert await conflicts.interests(tx, who) == []
        lines = await audit.history(tx, who)
    steps = ["interest declared", "unbar asked", "unbar confirmed", "unbar done", "interest taken back"]
    assert [line.action for line in lines][-5:] == steps
    assert lines[-1].actor not in ("", who)


@pytest.mark.attack("security-A5")
async def test_a_lead_takes_back_nothing_that_was_declared_by_the_lead(door: Door) -> None:
    who = await door.hired("lead")
    client, _ = await door.enters(who)
    form = forms((await client.get("/desk/interests")).text, "/desk/interests")[0]
    page = (await client.post("/desk/interests", data={**form.fields, "kind": "counterpart", "name": "가나"})).text
    assert forms(page, "/desk/interests/back") == []
    async with door.world.store.reading() as tx:
        (declared,) = await conflicts.interests(tx, who)
    fields = {**form.fields, "officer": who, "back": declared.hash, "reason": "mistaken"}
    assert (await client.post("/desk/interests/back", data=fields)).status_code == 404
    async with door.world.store.reading() as tx:
        assert await conflicts.interests(tx, who) == [declared]


# ---- routes and roles -----------------------------------------------------------------------------------

OPENS = """
                                    nobody officer lead auditor secretariat administrator
GET  /desk                             401     200  200     200         200           200
GET  /desk/officers                    401     404  200     404         404           200
POST /desk/officers                    401     404  404     404         404           400
POST /desk/officers/do                 401     404  404     404         404           404
POST /desk/officers/group              401     404  404     404         404           400
GET  /desk/questions                   401     404  404     404         200           200
POST /desk/questions                   401     404  404     404         400           400
GET  /desk/sessions                    401     200  200     200         200           200
POST /desk/sessions                    401     200  200     200         200           200
GET  /desk/interests                   401     200  200     200         200           404
POST /desk/interests                   401     400  400     400         400           404
POST /desk/interests/back              401     404  400     404         400           404
GET  /desk/names                       401     404  200     404         200           404
POST /desk/names                       401     404  404     404         404           404
GET  /desk/requests                    401     200  200     200         200           200
POST /desk/requests                    401     403  403     403         403           403
GET  /desk/recovery                    401     200  200     200         200           200
POST /desk/recovery                    401     200  200     200         200           200
POST /desk/prolong                     401     200  200     200         200           200
GET  /desk/sign-in                     200     200  200     200         200           200
GET  /desk/case/SM-0000-0000-0         401     404  404     404         404           404
POST /desk/case/SM-0000-0000-0/act     401     404  404     404         404           404
GET  /desk/case/SM-0000-0000-0/pdf     401     404  404     404         404           404
GET  /desk/case/SM-0000-0000-0/file/x  401     404  404     404         404           404
"""
"""What each route answers to each role; a case that is not there is for everybody one that is not theirs."""


@pytest.mark.parametrize("role", ["nobody", *OfficerRole])
async def test_each_route_answers_each_role_as_written(door: Door, role: str) -> None:
    head, *lines = OPENS.strip().splitlines()
    client, csrf = await door.browser(), {}
    if role != "nobody":
        client, _ = await door.enters(await door.hired(role))
        csrf = forms((await client.get("/desk/sessions")).text, "/desk/leave")[0].fields
    for line in lines:
        method, path, *answers = line.split()
        fields = {"data": {**csrf, "verb": "take"}} if method == "POST" else {}
        answer = await client.request(method, path, **fields)  # type: ignore[arg-type]
        assert answer.status_code == int(answers[head.split().index(role)]), line
