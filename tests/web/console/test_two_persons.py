"""Nobody becomes somebody else alone: what two persons do, what the one who is concerned can stop, and who is told."""

from __future__ import annotations

import re
from collections.abc import Mapping

import httpx
import pytest
from sqlalchemy import select

from app.sign_in import vouch
from bot.outbox.letter import unpack
from storage import audit, groups, officers, proposals
from storage import tables as t
from storage.states import ProposalState
from storage.timestamps import ms
from tests.dialogs.person import words
from tests.web.console.door import Door, alone, door
from tests.web.console.officers import code, confirmed, secret_in, signed_in, used_link
from tests.web.visitor import forms, said
from web.console import texts as desk_words

__all__ = ["alone", "door"]
WEB = re.compile(r'class="web">([^<]+)<')
WORD = re.compile(r'class="word">([a-z0-9-]+)<')
NEW = {"name": "새사람", "role": "officer", "language": "ko"}


async def csrf_of(client: httpx.AsyncClient) -> dict[str, str]:
    return forms((await client.get("/desk/requests")).text, "/desk/leave")[0].fields


async def asks(client: httpx.AsyncClient, doing: str, officer: str = "", **fields: str) -> httpx.Response:
    """Propose something about an officer, or (`invite`) a new one."""
    form = await csrf_of(client)
    if doing == "invite":
        return await client.post("/desk/officers", data={**form, **NEW, "ministry": "kftc", **fields})
    return await client.post("/desk/officers/do", data={**form, "do": doing, "officer": officer})


async def answers(client: httpx.AsyncClient, verb: str, request: str) -> httpx.Response:
    return await client.post("/desk/requests", data={**await csrf_of(client), "do": verb, "request": request})


async def waiting(door: Door) -> list[proposals.Proposal]:
    async with door.world.store.reading() as tx:
        found = await proposals.concerning(tx, "", "", True, ms(door.clock()))
    return [each for each in found if each.open]


async def only(door: Door) -> str:
    (found,) = await waiting(door)
    return found.id


# ---- the takeover ---------------------------------------------------------------------------------------


@pytest.mark.attack("security-B6", "officer-B6")
async def test_no_administrator_becomes_an_officer_in_two_clicks(door: Door) -> None:
    """Codes taken off, a new link, and one is she: neither happens, and she is told and is still signed in."""
    admin, _ = await door.enters(await door.hired("administrator"))
    who = await door.hired(name="이담당")
    client, secret = await door.enters(who)
    for doing in ("reset", "link"):
        answer = await asks(admin, doing, who)
        assert not WEB.findall(answer.text)
    assert await door.inside(client)
    assert "Somebody asked for this about your access: set up codes anew" in said((await client.get("/desk")).text)
    async with door.world.store.reading() as tx:
        kept = await officers.officer(tx, who)
        links = await tx.all(select(t.sign_in).where(t.sign_in.c.officer == who, t.sign_in.c.kind == "link"))
    assert kept is not None
    assert kept.totp == secret
    assert [row for row in links if not row.used] == []


@pytest.mark.attack("security-B6", "officer-B6")
async def test_no_administrator_invites_a_colleague_who_does_not_exist_and_reads_as_that_one(door: Door) -> None:
    admin, _ = await door.enters(await door.hired("administrator"))
    answer = await asks(admin, "invite")
    assert not WEB.findall(answer.text)
    async with door.world.store.reading() as tx:
        assert [each.name for each in await officers.officers_of(tx, "kftc")] == ["김담당"]
    request = await only(door)
    for verb in ("confirm", "vouch", "carry"):
        assert (await answers(admin, verb, request)).status_code == 403
    door.clock.move(hours=23, minutes=59)
    admin, _ = await door.enters(await door.hired("administrator", "mss"))
    assert (await answers(admin, "carry", request)).status_code == 403


@pytest.mark.attack("security-B6")
@pytest.mark.parametrize(
    ("role", "ministry", "may"),
    [
        ("lead", "kftc", True), ("administrator", "kftc", True), ("officer", "kftc", False), ("auditor", "kftc", False),
        ("lead", "mss", False), ("administrator", "mss", False), ("administrator", "", False),
        ("secretariat", "secretariat", False), ("administrator", "secretariat", False),
    ],
)  # fmt: skip
async def test_the_second_person_leads_or_administers_the_same_body(
    door: Door, role: str, ministry: str, may: bool
) -> None:
    admin, _ = await door.enters(await door.hired("administrator"))
    who = await door.hired()
    await asks(admin, "reset", who)
    second, _ = await door.enters(await door.hired(role, ministry, "둘째"))
    answer = await answers(second, "confirm", await only(door))
    assert (answer.status_code == 200) is may
    assert [each.state for each in await waiting(door)] == ["confirmed" if may else "asked"]


@pytest.mark.attack("security-B6", "officer-B6")
async def test_whom_it_is_about_confirms_nothing_though_leading_the_desk(door: Door) -> None:
    admin, _ = await door.enters(await door.hired("administrator"))
    lead = await door.hired("lead")
    client, _ = await door.enters(lead)
    await asks(admin, "reset", lead)
    request = await only(door)
    assert (await answers(client, "confirm", request)).status_code == 403
    assert (await answers(client, "vouch", request)).status_code == 403
    assert (await answers(client, "stop", request)).status_code == 200
    assert await waiting(door) == []
    assert await door.inside(client)


# ---- two persons ----------------------------------------------------------------------------------------


async def test_who_asked_gets_the_link_and_who_confirmed_the_word_and_neither_is_enough(door: Door) -> None:
    admin, _ = await door.enters(await door.hired("administrator"))
    lead, _ = await door.enters(await door.hired("lead"))
    await asks(admin, "invite")
    request = await only(door)
    (word,) = WORD.findall((await answers(lead, "confirm", request)).text)
    page = (await answers(admin, "carry", request)).text
    (link,) = WEB.findall(page)
    assert word not in page
    new = await door.browser()
    assert 'name="word"' in (await new.get("/desk/enter")).text
    for given in ("", "abcde-fghjk", word[:-1]):
        assert (await new.post("/desk/enter", data={"link": link, "word": given})).status_code == 403
    code_page = (await new.post("/desk/enter", data={"link": link, "word": f" {word.upper()} "})).text
    secret = secret_in(code_page)
    assert (await confirmed(new, code_page, code(secret, door.clock()))).status_code == 303
    assert (await (await door.browser()).post("/desk/enter", data={"link": link, "word": word})).status_code == 403, (
        "once"
    )


@pytest.mark.attack("security-B6")
async def test_what_was_confirmed_is_done_once_by_who_asked(door: Door) -> None:
    admin, _ = await door.enters(await door.hired("administrator"))
    other, _ = await door.enters(await door.hired("administrator", name="다른이"))
    lead, _ = await door.enters(await door.hired("lead"))
    who = await door.hired()
    await asks(admin, "link", who)
    request = await only(door)
    await answers(lead, "confirm", request)
    assert (await answers(other, "carry", request)).status_code == 403
    assert (await answers(lead, "carry", request)).status_code == 403
    assert (await answers(lead, "confirm", request)).status_code == 403
    assert WEB.findall((await answers(admin, "carry", request)).text)
    again = await answers(admin, "carry", request)
    assert again.status_code == 403
    assert not WEB.findall(again.text)


async def test_resetting_takes_two_and_then_the_old_codes_links_and_sessions_end(door: Door) -> None:
    admin, _ = await door.enters(await door.hired("administrator"))
    lead, _ = await door.enters(await door.hired("lead"))
    who = await door.hired()
    client, secret = await door.enters(who)
    astray = await door.link(who)
    await asks(admin, "reset", who)
    request = await only(door)
    await answers(lead, "confirm", request)
    assert await door.inside(client)
    await answers(admin, "carry", request)
    assert not await door.inside(client)
    assert (await used_link(await door.browser(), astray)).status_code == 403
    async with door.world.store.reading() as tx:
        noted = [line.action for line in await audit.history(tx, who)]
    assert [each for each in noted if each.startswith("reset")] == ["reset asked", "reset confirmed", "reset done"]
    assert secret


@pytest.mark.parametrize("verb", ["refuse", "stop"])
async def test_a_second_person_who_refuses_and_the_officer_who_stops_it_end_it(door: Door, verb: str) -> None:
    admin, _ = await door.enters(await door.hired("administrator"))
    lead, _ = await door.enters(await door.hired("lead"))
    who = await door.hired()
    client, _ = await door.enters(who)
    await asks(admin, "reset", who)
    request = await only(door)
    await answers(lead if verb == "refuse" else client, verb, request)
    door.clock.move(hours=25)
    admin, _ = await door.enters(await door.hired("administrator", name="x"))
    for doing in ("carry", "confirm"):
        assert (await answers(admin, doing, request)).status_code == 403
    assert await waiting(door) == []


# ---- a day ----------------------------------------------------------------------------------------------


@pytest.mark.attack("officer-B6")
async def test_what_nobody_stops_is_done_after_a_day_and_not_a_minute_before(door: Door) -> None:
    asker = await door.hired("administrator")
    admin, secret = await door.enters(asker)
    who = await door.hired()
    await asks(admin, "reset", who)
    request = await only(door)
    door.clock.move(hours=23, minutes=58)
    admin, _ = await door.enters(asker, secret)
    assert (await answers(admin, "carry", request)).status_code == 403
    door.clock.move(minutes=2)
    assert (await answers(admin, "carry", request)).status_code == 200
    async with door.world.store.reading() as tx:
        assert (await tx.all(select(t.proposal.c.state))) == [(ProposalState.DONE,)]


@pytest.mark.attack("security-B6")
async def test_a_request_that_was_left_lying_is_not_done_weeks_later(door: Door) -> None:
    asker = await door.hired("administrator")
    admin, secret = await door.enters(asker)
    await asks(admin, "invite")
    request = await only(door)
    door.clock.move(days=9)
    admin, _ = await door.enters(asker, secret)
    assert (await answers(admin, "carry", request)).status_code == 403


@pytest.mark.attack("security-B6")
async def test_who_lost_the_right_meanwhile_carries_nothing_out(door: Door) -> None:
    asker, who = await door.hired("administrator"), await door.hired()
    admin, _ = await door.enters(asker)
    lead, _ = await door.enters(await door.hired("lead"))
    await asks(admin, "link", who)
    request = await only(door)
    await answers(lead, "confirm", request)
    async with door.world.store.transaction() as tx:
        await officers.revoke(tx, who, ms(door.clock()), "house")
    assert (await answers(admin, "carry", request)).status_code == 403
    async with door.world.store.transaction() as tx:
        await officers.revoke(tx, asker, ms(door.clock()), "house")
    assert (await admin.post("/desk/requests", data={"do": "carry", "request": request})).status_code == 401


# ---- operator and secretariat ---------------------------------------------------------------------------


@pytest.mark.parametrize("first", ["operator", "secretariat"])
async def test_the_operator_and_the_secretariat_together_are_a_second_person_and_neither_alone(
    door: Door, first: str
) -> None:
    admin, _ = await door.enters(await door.hired("administrator"))
    secretary, _ = await door.enters(await door.hired("secretariat"))
    await asks(admin, "invite")
    request = await only(door)
    if first == "operator":
        assert await vouch(door.world.store, request) == (False, "")
        assert (await answers(admin, "carry", request)).status_code == 403
        (word,) = WORD.findall((await answers(secretary, "vouch", request)).text)
    else:
        assert (await answers(secretary, "vouch", request)).status_code == 200
        assert (await answers(admin, "carry", request)).status_code == 403
        assert (await answers(secretary, "vouch", request)).status_code == 403
        done = await vouch(door.world.store, request)
        assert done is not None
        word = done[1]
    assert word
    assert WEB.findall((await answers(admin, "carry", request)).text)
    assert await vouch(door.world.store, request) is None


# ---- bodies ---------------------------------------------------------------------------------------------


@pytest.mark.attack("security-B6", "officer-B6")
@pytest.mark.parametrize("doing", ["reset", "link", "unbind", "sessions", "end"])
@pytest.mark.parametrize("ministry", ["mss", ""])
async def test_an_administrator_of_another_body_or_of_none_does_nothing_to_an_officer(
    door: Door, doing: str, ministry: str
) -> None:
    admin, _ = await door.enters(await door.hired("administrator", ministry))
    who = await door.hired(name="이담당")
    assert (await asks(admin, doing, who)).status_code == 404
    assert "이담당" not in (await admin.get("/desk/officers")).text
    assert await waiting(door) == []


@pytest.mark.attack("officer-B6")
async def test_the_operator_makes_the_first_administrator_of_a_body_and_nobody_else(door: Door) -> None:
    operator, _ = await door.enters(await door.hired("administrator", ""))
    for role in ("officer", "lead", "auditor"):
        assert (await asks(operator, "invite", role=role)).status_code == 404
    made = await asks(operator, "invite", role="administrator")
    await signed_in(await door.browser(), WEB.findall(made.text)[0], at=door.clock())
    assert (await asks(operator, "invite", role="administrator")).status_code == 404
    assert (await asks(operator, "invite", role="administrator", ministry="mss")).status_code == 200


@pytest.mark.attack("security-B6", "officer-B6")
@pytest.mark.parametrize("ministry", ["kftc", "secretariat", ""])
async def test_an_administrator_opens_no_page_of_a_case(door: Door, ministry: str) -> None:
    admin, _ = await door.enters(await door.hired("administrator", ministry))
    case = "/desk/case/SM-0000-0000-0"
    paths = (case, f"{case}/pdf", f"{case}/zip", f"{case}/mark", f"{case}/file/x", "/desk/cases", "/desk/events")
    assert [(await admin.get(path)).status_code for path in paths] == [404] * len(paths)
    form = await csrf_of(admin)
    for path in (f"{case}/act", "/desk/bulk", "/desk/search", "/desk/export", "/desk/interests"):
        assert (await admin.post(path, data={**form, "verb": "take", "format": "csv"})).status_code == 404, path


# ---- who is told ----------------------------------------------------------------------------------------


@pytest.mark.attack("officer-B6")
async def test_officer_lead_and_auditor_are_told_on_every_page_and_others_are_not(door: Door) -> None:
    who = await door.hired(name="이담당")
    people = {"self": await door.enters(who)}
    for role in ("lead", "auditor", "officer"):
        people[role] = await door.enters(await door.hired(role))
    people["elsewhere"] = await door.enters(await door.hired("lead", "mss"))
    admin, _ = await door.enters(await door.hired("administrator"))
    await asks(admin, "link", who)
    pages = {name: said((await client.get("/desk/sessions")).text) for name, (client, _) in people.items()}
    assert {name: "1 request is waiting" in page for name, page in pages.items()} == {
        "self": True, "lead": True, "auditor": True, "officer": False, "elsewhere": False,
    }  # fmt: skip
    assert "If you do not know why, please stop it" in pages["self"]


@pytest.mark.parametrize(("doing", "told"), [("unbind", "Telegram unbound"), ("sessions", "sign-ins ended")])
async def test_what_takes_access_away_is_done_at_once_and_told(door: Door, doing: str, told: str) -> None:
    admin, _ = await door.enters(await door.hired("administrator"))
    who = await door.hired()
    _, secret = await door.enters(who)
    await asks(admin, doing, who)
    client, _ = await door.enters(who, secret)
    assert f"This was done about your access: {told}" in said((await client.get("/desk")).text)
    door.clock.move(days=8)
    client, _ = await door.enters(who, secret)
    assert told not in said((await client.get("/desk")).text)


@pytest.mark.attack("officer-B6")
async def test_the_group_of_the_body_hears_that_something_was_asked_and_not_what_or_about_whom(door: Door) -> None:
    store, at = door.world.store, ms(door.clock())
    async with store.transaction() as tx:
        for body, chat in (("kftc", "desk:-1"), ("mss", "desk:-2")):
            await groups.bind_desk(tx, await groups.invite_desk(tx, body, "en", at + 1), chat, at)
    admin, _ = await door.enters(await door.hired("administrator"))
    who = await door.hired(name="marker-name")
    for doing in ("link", "sessions"):
        await asks(admin, doing, who)
    async with store.reading() as tx:
        rows = await tx.all(select(t.outgoing))
        key = await tx.house_key()
    said = [unpack(key.open(f"outgoing:{row.entry}", row.letter)) for row in rows]
    assert [row.chat for row in rows] == ["desk:-1"] * 2
    assert all(letter.kind == "ring" and not letter.choices for letter in said)
    assert {part.text for letter in said for part in letter.parts} == {words().say(desk_words.GROUP_ASKED, "en")}


async def test_whom_one_wants_to_invite_stands_nowhere_in_clear_and_goes_when_it_is_over(door: Door) -> None:
    admin, _ = await door.enters(await door.hired("administrator"))
    await asks(admin, "invite", name="marker-name")
    request = await only(door)
    assert "marker-name" in (await admin.get("/desk/requests")).text
    await answers(admin, "stop", request)
    async with door.world.store.reading() as tx:
        rows = [tuple(row) for row in await tx.all(select(t.proposal))]
    assert b"marker" not in b"".join(bytes(each) for row in rows for each in row if isinstance(each, bytes))
    assert "marker" not in repr(rows)
    assert "marker-name" not in (await admin.get("/desk/requests")).text


# ---- links and the trial --------------------------------------------------------------------------------


@pytest.mark.attack("security-B6")
async def test_a_link_names_the_houses_own_address_whatever_host_was_asked(door: Door) -> None:
    operator, _ = await door.enters(await door.hired("administrator", ""))
    form = {**await csrf_of(operator), **NEW, "role": "administrator", "ministry": "kftc"}
    headers: Mapping[str, str] = {"host": "evil.example"}
    made = (await operator.post("/desk/officers", data=form, headers=headers)).text
    assert "evil.example" not in made
    assert WEB.findall(made)[0].startswith("http://page/desk/enter#")


async def test_who_tries_it_alone_invites_and_resets_at_once_and_reads_that_a_service_needs_two(alone: Door) -> None:
    operator, _ = await alone.enters(await alone.hired("administrator", ""))
    assert "nothing waits for a second person" in said((await operator.get("/desk/officers")).text)
    made = await asks(operator, "invite")
    await signed_in(await alone.browser(), WEB.findall(made.text)[0], at=alone.clock())
    async with alone.world.store.reading() as tx:
        (who,) = await officers.officers_of(tx, "kftc")
    await asks(operator, "reset", who.id)
    assert WEB.findall((await asks(operator, "link", who.id)).text)


@pytest.mark.attack("security-B6")
async def test_an_administrator_of_a_body_waits_for_a_second_person_though_somebody_tries_it_alone(alone: Door) -> None:
    admin, _ = await alone.enters(await alone.hired("administrator"))
    assert not WEB.findall((await asks(admin, "invite")).text)
    assert len(await waiting(alone)) == 1
