"""Officers sign in alone: by name and code, by a recovery code; guesses tell nothing; one lands where one wanted to."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx
import pytest
from sqlalchemy import event, select

from storage import audit, recovery_codes
from storage import tables as t
from storage.officers import reset_totp
from storage.timestamps import ms
from tests.web.console.door import Door, door
from tests.web.console.officers import code, comes_in, confirmed, secret_in, signed_in, used_link
from tests.web.visitor import forms, said
from web.console.destination import landing
from web.console.totp import new_secret

__all__ = ["door"]
SPARE = re.compile(r"<li><code>([a-z0-9-]{14})</code></li>")


async def enrolled(door: Door, name: str = "haneul") -> tuple[httpx.AsyncClient, str, str]:
    """A browser just after its officer's first sign-in, with the secret of the codes; and the officer."""
    who, client = await door.hired(), await door.browser()
    page = (await used_link(client, await door.link(who))).text
    secret = secret_in(page)
    assert (await confirmed(client, page, code(secret, door.clock()), name)).status_code == 303
    door.clock.move(seconds=60)
    return client, secret, who


async def spare_codes(client: httpx.AsyncClient) -> list[str]:
    form = forms((await client.get("/desk/recovery")).text, "/desk/recovery")[0]
    return SPARE.findall((await client.post("/desk/recovery", data={**form.fields, "do": "codes"})).text)


# ---- name and code --------------------------------------------------------------------------------------


@pytest.mark.attack("officer-B5")
async def test_an_officer_enrols_once_and_signs_in_alone_from_then_on(door: Door) -> None:
    _, secret, _ = await enrolled(door)
    for _ in range(3):
        client = await door.browser()
        door.clock.move(hours=13)
        form = forms((await client.get("/desk")).text, "/desk/sign-in")[0]
        assert set(form.fields) == {"to"}
        assert (await comes_in(client, "Haneul ", code(secret, door.clock()))).headers["location"] == "/desk"
        assert await door.inside(client)


async def test_the_name_stands_nowhere_in_clear(door: Door) -> None:
    await enrolled(door, "marker-name")
    async with door.world.store.reading() as tx:
        rows = [*await tx.all(select(t.officer)), *await tx.all(select(t.audit)), *await tx.all(select(t.counter))]
    assert "marker" not in repr([tuple(row) for row in rows])


@pytest.mark.parametrize("name", ["", "ab", "two words", "x" * 41, "___", "<b>", "haneul", "HANEUL"])
async def test_a_name_that_is_anothers_or_no_name_is_not_given_and_the_code_stays_good(door: Door, name: str) -> None:
    await enrolled(door)
    client = await door.browser()
    page = (await used_link(client, await door.link(await door.hired()))).text
    answer = await confirmed(client, page, code(secret_in(page), door.clock()), name or " ")
    assert answer.status_code == 409
    assert (await confirmed(client, answer.text, code(secret_in(page), door.clock()), "another")).status_code == 303


@pytest.mark.attack("security-B6")
async def test_a_code_signs_in_once_whichever_way_it_came(door: Door) -> None:
    _, secret, who = await enrolled(door)
    shown = code(secret, door.clock())
    one, two, three = await door.browser(), await door.browser(), await door.browser()
    assert (await comes_in(one, "haneul", shown)).status_code == 303
    assert (await comes_in(two, "haneul", shown)).status_code == 403
    page = (await used_link(three, await door.link(who))).text
    assert (await confirmed(three, page, shown)).status_code == 403


async def test_whose_codes_were_taken_off_signs_in_by_nothing_that_was_known_before(door: Door) -> None:
    client, secret, who = await enrolled(door)
    spare = (await spare_codes(client))[0]
    async with door.world.store.transaction() as tx:
        await reset_totp(tx, who, ms(door.clock()), "house")
    for given in (spare, code(secret, door.clock())):
        assert (await comes_in(await door.browser(), "haneul", given)).status_code == 403


# ---- guesses --------------------------------------------------------------------------------------------


@contextmanager
def statements(door: Door) -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    seen: list[str] = []
    engines = {each.sync_engine for each in door.world.store.engines}

    def note(_line: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    yield seen
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)


@pytest.mark.attack("officer-B5")
@pytest.mark.parametrize("given", ["000000", "abcd-efgh-jkmn", "", "nonsense"])
async def test_a_name_that_is_nobodys_gets_the_same_answers_in_the_same_work(door: Door, given: str) -> None:
    await enrolled(door)
    found: dict[str, list[tuple[int, str, list[str]]]] = {}
    for name in ("haneul", "nobody", "___"):
        found[name] = []
        for _ in range(6):
            with statements(door) as seen:
                answer = await comes_in(await door.browser(), name, given)
            shown = re.sub(rf'value="{name}"', "", answer.text)
            found[name].append((answer.status_code, shown, seen))
        door.clock.move(minutes=15)
    assert [status for status, _, _ in found["haneul"]] == [403] * 4 + [429] * 2
    assert found["haneul"] == found["nobody"] == found["___"]


@pytest.mark.attack("officer-B5")
async def test_five_wrong_codes_shut_the_name_for_a_quarter_of_an_hour_and_a_right_one_forgives(door: Door) -> None:
    _, secret, _ = await enrolled(door)
    for _ in range(4):
        assert (await comes_in(await door.browser(), "haneul", "000000")).status_code == 403
    assert (await comes_in(await door.browser(), "haneul", code(secret, door.clock()))).status_code == 303
    door.clock.move(seconds=30)
    for _ in range(5):
        last = await comes_in(await door.browser(), "haneul", "000000")
    assert last.status_code == 429
    assert (await comes_in(await door.browser(), "haneul", code(secret, door.clock()))).status_code == 429
    door.clock.move(minutes=15)
    assert (await comes_in(await door.browser(), "haneul", code(secret, door.clock()))).status_code == 303


async def test_tries_by_name_are_counted_for_an_address_as_well(door: Door) -> None:
    client = await door.browser()
    answers = [(await comes_in(client, f"name-{n}", "000000")).status_code for n in range(21)]
    assert answers == [403] * 20 + [429]


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
async def test_nobody_is_signed_in_by_a_page_of_another_site(door: Door, headers: dict[str, str]) -> None:
    _, secret, _ = await enrolled(door)
    fields = {"name": "haneul", "code": code(secret, door.clock())}
    assert (await (await door.browser()).post("/desk/sign-in", data=fields, headers=headers)).status_code == 403


# ---- where one lands ------------------------------------------------------------------------------------


@pytest.mark.attack("officer-B5")
@pytest.mark.parametrize(
    "path", ["/desk/case/SM-0000-0000-0", "/desk?state=taken&urgent=1", "/desk/sessions", "/desk/officers"]
)
async def test_one_lands_on_the_page_that_was_asked_for(door: Door, path: str) -> None:
    _, secret, _ = await enrolled(door)
    client = await door.browser()
    answer = await client.get(path)
    assert answer.status_code == 401
    form = forms(answer.text, "/desk/sign-in")[0]
    wrong = await comes_in(client, "haneul", "000000", form.fields["to"])
    again = forms(wrong.text, "/desk/sign-in")[0].fields["to"]
    assert (await comes_in(client, "haneul", code(secret, door.clock()), again)).headers["location"] == path


async def test_who_is_signed_out_while_writing_comes_back_to_the_case(door: Door) -> None:
    answer = await (await door.browser()).post("/desk/case/SM-0000-0000-0/act", data={"verb": "take"})
    assert forms(answer.text, "/desk/sign-in")[0].fields["to"] == "/desk/case/SM-0000-0000-0"
    answer = await (await door.browser()).post("/desk/officers", data={"name": "x"})
    assert forms(answer.text, "/desk/sign-in")[0].fields["to"] == "/desk"


ELSEWHERE = (
    "https://evil.example/desk", "//evil.example/desk", "/\\evil.example", "/desk@evil.example", "/desk//evil.example",
    "/desk/..//evil.example", "/desk\r\nx: y", "/desk\n", "javascript:alert(1)", "/", "/erase", "desk",
    "/desk/../erase", "/desk?to=//evil\r\n", "/desk/case/%2e%2e", "/desk/enter/abc", "/desk/leave", "/desk/code",
    "/desk/prolong", "/desk/sign-in", "/desk" + "/a" * 400, " /desk", "/desk#x", "/deskevil", "/desk.evil.example",
)  # fmt: skip


@pytest.mark.attack("officer-B5")
@pytest.mark.parametrize("wanted", ELSEWHERE)
async def test_signing_in_and_changing_the_language_lead_nowhere_else(door: Door, wanted: str) -> None:
    assert landing(wanted) == "/desk"


@pytest.mark.attack("officer-B5")
async def test_a_sign_in_led_elsewhere_lands_on_the_first_page(door: Door) -> None:
    _, secret, _ = await enrolled(door)
    for wanted in ELSEWHERE[:5]:
        door.clock.move(seconds=30)
        answer = await comes_in(await door.browser(), "haneul", code(secret, door.clock()), wanted)
        assert answer.headers["location"] == "/desk"


# ---- recovery codes -------------------------------------------------------------------------------------


@pytest.mark.attack("officer-B5")
async def test_ten_recovery_codes_are_shown_once_and_each_signs_in_once(door: Door) -> None:
    client, _, who = await enrolled(door)
    made = await spare_codes(client)
    assert len(set(made)) == 10
    assert not SPARE.findall((await client.get("/desk/recovery")).text)
    for given in (made[0], f" {made[1].upper().replace('-', ' ')} "):
        assert (await comes_in(await door.browser(), "haneul", given)).headers["location"] == "/desk/recovery"
        assert (await comes_in(await door.browser(), "haneul", given)).status_code == 403
    assert (await comes_in(await door.browser(), "somebody", made[2])).status_code == 403
    async with door.world.store.reading() as tx:
        assert await recovery_codes.left(tx, who) == 8
        noted = [line.action for line in await audit.history(tx, who)]
        rows = [row.hash for row in await tx.all(select(t.recovery))]
    assert noted.count("recovery code used") == 2
    assert not [each for each in made if each.replace("-", "") in "".join(rows)]


async def test_new_recovery_codes_end_the_ones_before(door: Door) -> None:
    client, _, _ = await enrolled(door)
    old, new = await spare_codes(client), await spare_codes(client)
    assert (await comes_in(await door.browser(), "haneul", old[0])).status_code == 403
    assert (await comes_in(await door.browser(), "haneul", new[0])).status_code == 303


@pytest.mark.attack("officer-B5")
@pytest.mark.parametrize("doing", ["codes", "telephone"])
async def test_how_one_signs_in_is_changed_only_just_after_signing_in(door: Door, doing: str) -> None:
    client, _, who = await enrolled(door)
    form = forms((await client.get("/desk/recovery")).text, "/desk/recovery")[0]
    door.clock.move(minutes=16)
    assert not forms((await client.get("/desk/recovery")).text, "/desk/recovery")
    assert (await client.post("/desk/recovery", data={**form.fields, "do": doing})).status_code == 403
    async with door.world.store.reading() as tx:
        assert await recovery_codes.left(tx, who) == 0


async def test_who_lost_the_telephone_sets_up_another_alone_and_the_old_one_is_worth_nothing(door: Door) -> None:
    client, old, _ = await enrolled(door)
    spare = (await spare_codes(client))[0]
    other = await door.browser()
    await comes_in(other, "haneul", spare)
    form = forms((await other.get("/desk/recovery")).text, "/desk/recovery")[0]
    page = (await other.post("/desk/recovery", data={**form.fields, "do": "telephone"})).text
    assert not await door.inside(client)
    new = secret_in(page)
    assert new not in ("", old)
    assert (await confirmed(other, page, code(new, door.clock()))).status_code == 303
    door.clock.move(seconds=60)
    assert (await comes_in(await door.browser(), "haneul", code(old, door.clock()))).status_code == 403
    assert (await comes_in(await door.browser(), "haneul", code(new, door.clock()))).status_code == 303


# ---- staying signed in ----------------------------------------------------------------------------------


@pytest.mark.attack("officer-B5")
async def test_every_page_says_when_the_sign_in_ends_and_a_button_prolongs_it(door: Door) -> None:
    client, _, _ = await enrolled(door)
    page = (await client.get("/desk/sessions")).text
    assert "your sign-in ends at" in said(page)
    door.clock.move(minutes=56)
    left = json.loads((await client.get("/desk/session")).text)["left"]
    assert 0 < left <= 300
    form = forms(page, "/desk/prolong")[0]
    back = await client.post("/desk/prolong", data=form.fields, follow_redirects=False)
    assert back.headers["location"] == "/desk/sessions"
    door.clock.move(minutes=56)
    assert await door.inside(client)


async def test_who_asks_again_and_again_stays_for_twenty_hours_and_no_longer(door: Door) -> None:
    client, _, _ = await enrolled(door)
    form = forms((await client.get("/desk/sessions")).text, "/desk/prolong")[0]
    stayed, begun = timedelta(), door.clock()
    while (await client.post("/desk/prolong", data=form.fields, follow_redirects=False)).status_code == 303:
        stayed = door.clock() - begun
        door.clock.move(minutes=50)
    assert timedelta(hours=19) < stayed < timedelta(hours=20)


async def test_a_page_that_asks_how_long_it_is_does_not_prolong_and_one_that_ended_stays_ended(door: Door) -> None:
    client, _, _ = await enrolled(door)
    form = forms((await client.get("/desk/sessions")).text, "/desk/prolong")[0]
    for _ in range(6):
        door.clock.move(minutes=10)
        await client.get("/desk/session")
    assert json.loads((await client.get("/desk/session")).text) == {"left": 0}
    assert (await client.post("/desk/prolong", data=form.fields)).status_code == 401
    assert not await door.inside(client)
    assert (await client.post("/desk/prolong", data={"csrf": new_secret()})).status_code == 401


async def test_a_link_signs_in_who_has_a_name_already_and_asks_for_none(door: Door) -> None:
    _, secret, who = await enrolled(door)
    page = (await used_link(await door.browser(), await door.link(who))).text
    assert 'name="name"' not in page
    await signed_in(await door.browser(), await door.link(who), secret, door.clock())
