"""The editors' page: questions without an answer come from a conversation, are put together, and dealt with."""

from __future__ import annotations

import tomllib
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from casework.permissions import EDIT, HOUSE_RIGHTS
from storage.officers import LINK, add_officer, make_token
from storage.retention import sweep
from storage.states import OfficerRole
from storage.timestamps import DAY, ms, now
from storage.unanswered import KEPT, Unanswered, judged, note_judgement, note_question, open_questions
from tests.dialogs.person import book
from tests.web.console.officers import signed_in
from tests.web.visitor import Person, forms, said
from tests.web.world import World, real
from web.console.unanswered_queries import quoted

PAGE = "/desk/questions"


@dataclass
class Editors:
    """The house, and browsers that are signed in."""

    world: World
    stack: AsyncExitStack

    async def browser(self) -> httpx.AsyncClient:
        transport = httpx.ASGITransport(self.world.app, raise_app_exceptions=False)
        client = httpx.AsyncClient(transport=transport, base_url="http://page", follow_redirects=True)
        return await self.stack.enter_async_context(client)

    async def signed_in(self, role: str = "secretariat") -> httpx.AsyncClient:
        ministry = "kftc" if role in ("officer", "lead", "auditor") else ""
        async with self.world.store.transaction() as tx:
            officer = await add_officer(tx, ministry, role, "김담당", "en", ms(now()), "house")
            link = await make_token(tx, officer, LINK, ms(now()), ms(now()) + DAY)
        client = await self.browser()
        await signed_in(client, link)
        return client

    async def asked(self, *questions: tuple[str, str], at: int = 0) -> None:
        async with self.world.store.transaction() as tx:
            for language, words in questions:
                await note_question(tx, words, language, at or ms(now()))

    async def kept(self) -> list[Unanswered]:
        async with self.world.store.reading() as tx:
            return await open_questions(tx)


@pytest.fixture
async def editors(tmp_path: Path) -> AsyncIterator[Editors]:
    async with AsyncExitStack() as stack, real(tmp_path) as world:
        yield Editors(world, stack)


TRADE = [("en", "can you check the customs duty"), ("en", "check the customs duty please"), ("en", "the customs duty")]


@pytest.mark.parametrize("role", OfficerRole)
async def test_only_those_who_look_after_the_content_see_the_page(editors: Editors, role: OfficerRole) -> None:
    client = await editors.signed_in(role)
    allowed = role in ("secretariat", "administrator")
    assert (EDIT in HOUSE_RIGHTS[role]) is allowed
    assert (await client.get(PAGE)).status_code == (200 if allowed else 404)
    assert (PAGE in (await client.get("/desk")).text) is allowed
    home = (await client.get("/desk")).text
    fields = {**forms(home, "/desk/leave")[0].fields, "ids": "1", "way": "left"}
    await editors.asked(TRADE[0])
    answer = await client.post(PAGE, data=fields)
    assert answer.status_code == (200 if allowed else 404)
    assert (await editors.kept() == []) is allowed


async def test_a_question_of_a_conversation_reaches_the_page_without_who_asked(editors: Editors) -> None:
    person = await Person(await editors.browser()).begin("en")
    await person.say("can kim.cheol@example.com or 010-1234-5678 bake zucchini lasagne, i wonder?")
    page = (await (await editors.signed_in()).get(PAGE)).text
    assert "zucchini lasagne" in page
    for gone in ("kim.cheol", "example.com", "1234", "5678"):
        assert gone not in page
    assert [each.said for each in await editors.kept()] == ["can [mail] or [number] bake zucchini lasagne, i wonder?"]


async def test_a_judgement_in_a_conversation_is_counted_once_for_its_question(editors: Editors) -> None:
    person = await Person(await editors.browser()).begin("en")
    await person.say("what counts as technology theft?")
    await person.press("|faq:what_is_theft")
    await person.press("|wrong:what_is_theft")
    async with editors.world.store.reading() as tx:
        assert dict(await judged(tx)) == {"what_is_theft": (0, 1)}
    assert await editors.kept() == []


async def test_the_largest_group_comes_first_with_languages_and_count(editors: Editors) -> None:
    await editors.asked(("ko", "오늘 날씨가 어때요"), *TRADE)
    page = said((await (await editors.signed_in()).get(PAGE)).text)
    assert "Asked 3 times · English 3" in " ".join(page.split())
    assert "Asked 1 time · 한국어 1" in " ".join(page.split())
    assert page.index("customs duty") < page.index("날씨가")


async def test_the_line_to_add_is_shown_with_its_place_and_is_toml(editors: Editors) -> None:
    near = book().knowledge.entries["what_is_theft"]
    await editors.asked(("en", 'what counts as technology theft "now" [number]'))
    page = said((await (await editors.signed_in()).get(PAGE)).text)
    assert f"in the entry “{near.id}”, in the list “en”" in page
    line = next(each for each in page.splitlines() if each.strip().startswith('"'))
    assert tomllib.loads(f"en = [\n{line}\n]") == {"en": ['what counts as technology theft "now"']}
    entry = page[page.index("[[entry]]") : page.index("]", page.index("en = [")) + 1]
    assert tomllib.loads(entry)["entry"][0]["aliases"]["en"] == ['what counts as technology theft "now"']


@pytest.mark.parametrize("way", ["alias", "entry", "left"])
async def test_a_group_that_is_dealt_with_is_gone_and_that_is_noted(editors: Editors, way: str) -> None:
    await editors.asked(("en", "what counts as technology theft now"), *TRADE)
    client = await editors.signed_in()
    found = forms((await client.get(PAGE)).text, PAGE)
    form = next(each for each in reversed(found) if ("way", way) in each.buttons)
    page = (await client.post(PAGE, data={**form.fields, "way": way})).text
    assert form.fields["ids"] not in [each.fields["ids"] for each in forms(page, PAGE)]
    assert len(forms(page, PAGE)) > 0
    async with editors.world.store.reading() as tx:
        lines = [row[0] for row in await tx.all(text("SELECT action FROM audit"))]
    assert f"questions_{way}" in lines


@pytest.mark.parametrize(
    "wrong", [{"csrf": "0" * 64}, {"ids": ""}, {"ids": "1;2"}, {"ids": "٣"}, {"ids": "9" * 40}, {"way": "drop"}]
)
async def test_a_form_that_is_not_ours_deals_with_nothing(editors: Editors, wrong: dict[str, str]) -> None:
    await editors.asked(*TRADE)
    client = await editors.signed_in()
    form = forms((await client.get(PAGE)).text, PAGE)[-1]
    answer = await client.post(PAGE, data={**form.fields, "way": "left", **wrong})
    assert answer.status_code in (400, 403)
    assert len(await editors.kept()) == len(TRADE)


async def test_what_somebody_typed_is_shown_as_words(editors: Editors) -> None:
    await editors.asked(("en", "<script>alert(1)</script> zzz"))
    page = (await (await editors.signed_in()).get(PAGE)).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


async def test_a_question_is_shown_for_ninety_days_and_then_forgotten(editors: Editors) -> None:
    await editors.asked(TRADE[0], at=ms(now()) - KEPT - DAY)
    assert "customs" not in (await (await editors.signed_in()).get(PAGE)).text
    assert len(await editors.kept()) == 1
    await sweep(editors.world.store, now(), lambda: "SM-7K2Q-9XMD-5")
    assert await editors.kept() == []


async def test_judgements_are_counted_for_each_known_question(editors: Editors) -> None:
    async with editors.world.store.transaction() as tx:
        for kind, known in (("right", "what_is_theft"), ("wrong", "what_is_theft"), ("wrong", "what_is_theft")):
            await note_judgement(tx, kind, known, "en")
        await note_judgement(tx, "right", "no_longer_there", "en")
    async with editors.world.store.reading() as tx:
        assert (await judged(tx))["what_is_theft"] == (1, 2)
    page = " ".join(said((await (await editors.signed_in()).get(PAGE)).text).split())
    assert "What counts as technology theft? 1 2" in page
    assert "no_longer_there" not in page


@pytest.mark.parametrize("words", ['"', "\\", "a\tb", "\x7f\x85\u202e\u200b\ufeff", "é 가 😀", "]]\n[[x]]"])
def test_any_words_are_one_string_of_toml(words: str) -> None:
    assert tomllib.loads(f"a = {quoted(words)}") == {"a": words}
