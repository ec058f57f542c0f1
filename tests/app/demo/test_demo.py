"""The demo: every state, five languages, seven desks, a strip on every page; and nothing of it in a real house."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select

from app.assembly import assembled
from app.demo.house import NotPlayed
from app.demo.place import NotEmpty, own_folder, own_settings
from app.demo.play import moment, played
from app.demo.stories import STORIES
from casework.public_holidays import korea
from dialogs.case_states import ReferralState
from guidance.calendar import KOREA
from guidance.guide import DESKS
from locales.text import LANGUAGES
from storage import tables as t
from storage.officers import add_officer
from storage.sessions import load
from storage.timestamps import ms
from tests.app.demo.conftest import EVENING, Demo
from tests.dialogs.person import ROOT, words
from tests.web.world import real
from web import texts

pytestmark = pytest.mark.asyncio(loop_scope="module")

STRIP = '<p class="demo"'


def strip_in(page: str, language: str) -> bool:
    """Whether the page says in this language that it is a demo."""
    return re.findall(r'<p class="demo"[^>]*>([^<]+)</p>', page) == [words().say(texts.DEMO, language)]


# ---- what there is to see -------------------------------------------------------------------------------


async def test_twenty_reports_in_five_languages_are_at_every_state(demo: Demo) -> None:
    r, c = t.referral, t.case_
    async with demo.parts.store.reading() as tx:
        rows = await tx.all(select(r.c.state, r.c.open, r.c.urgent, r.c.ministry, r.c.due))
        languages = await tx.all(select(c.c.language))
    assert len(languages) == len(demo.cast.receipts) == 20
    assert {row.language for row in languages} == set(LANGUAGES)
    assert {row.state for row in rows} == set(ReferralState)
    assert {row.open for row in rows if row.state == "passed_on"} == {True, False}
    assert any(row.urgent for row in rows)
    assert any(0 < row.due < ms(EVENING) for row in rows if row.open)
    assert {row.ministry for row in rows} == set(DESKS)


async def test_a_set_is_half_answered_and_news_is_held_back(demo: Demo) -> None:
    owners = demo.cast.owners
    async with demo.parts.store.reading() as tx:
        kept = await load(tx, [owners["drawings"].chat, owners["discreet"].chat])
    asked = kept[owners["drawings"].chat].session.care.asked
    assert [(each.set, len(each.form.answers), each.over) for each in asked] == [("request", 3, False)]
    assert kept[owners["discreet"].chat].session.care.news


async def test_desks_hold_differing_positions_and_share_notes(demo: Demo) -> None:
    m = t.message
    async with demo.parts.store.reading() as tx:
        kinds = {row.kind for row in await tx.all(select(m.c.kind))}
        sent_by = {row.desk for row in await tx.all(select(t.evidence.c.desk))}
    assert {"note", "shared", "settled", "query", "queried", "position:acts", "position:no_ground"} <= kinds
    assert {"", "kftc", "moip"} <= sent_by, "files go both ways"


async def test_everything_happened_in_office_hours_of_the_last_weeks() -> None:
    for day in range(40):
        then = moment(EVENING, day, 19, 10).astimezone(KOREA)
        assert korea().is_working(then.date())
        assert 9 <= then.hour < 18
        assert then <= EVENING
    early = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    assert moment(early, 0, 0, 0).astimezone(KOREA).date() == early.date() - timedelta(days=1)


async def test_each_desk_and_two_owners_have_a_door_that_one_person_can_use(demo: Demo) -> None:
    async with demo.browser() as client:
        for says, address in demo.doors.items():
            page = await client.get(address)
            assert page.status_code == 200, says
            assert page.url.path == ("/desk" if says.startswith("desk") else "/")
            assert STRIP in page.text
            assert ('class="feed"' in page.text) == says.startswith("owner")
        assert (await client.get("/demo/another")).status_code == 404
        assert {cookie.name for cookie in client.cookies.jar} == {"demo_desk", "demo_chat"}


# ---- the strip ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_page_of_owners_says_so_in_the_readers_language(demo: Demo, language: str) -> None:
    async with demo.browser(language) as client:
        for path in ("/", "/status", "/calendar", "/erase", "/conversation", "/nothing"):
            assert strip_in((await client.get(path)).text, language), path
        assert strip_in((await client.post("/say")).text, language)
        assert strip_in((await client.post("/calendar")).text, language)


async def test_every_page_of_officers_says_so(demo: Demo) -> None:
    address = next(address for says, address in demo.doors.items() if "kftc" in says)
    async with demo.browser("fr") as client:
        for path in ("/desk", "/desk/enter/unknown", "/desk/code"):
            assert strip_in((await client.get(path)).text, "ko"), path
        await client.get(address)
        paths = ("", "?tab=done", "/statistics", "/officers", "/sessions", "/interests")
        for path in (*paths, f"/case/{demo.cast.receipts['drawings']}"):
            page = await client.get(f"/desk{path}")
            assert page.status_code == 200, path
            assert strip_in(page.text, "ko"), path
        for path in ("/nothing", "/case/SM-0000-0000-0"):
            assert strip_in((await client.get(f"/desk{path}")).text, "fr"), path


# ---- nothing of it in a real house ----------------------------------------------------------------------


async def test_a_real_house_has_no_strip_and_no_doors(tmp_path: Path, demo: Demo) -> None:
    async with real(tmp_path) as world:
        transport = httpx.ASGITransport(world.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://page") as client:
            for path in ("/", "/status", "/calendar", "/nothing", "/desk"):
                assert STRIP not in (await client.get(path)).text
            for address in demo.doors.values():
                assert (await client.get(address)).status_code == 404


def imports_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}


async def test_nothing_but_the_verb_knows_the_demo() -> None:
    rooms = ("app", "web", "bot", "casework", "storage", "dialogs", "guidance", "locales")
    files = [path for room in rooms for path in (ROOT / room).rglob("*.py") if "demo" not in path.parts]
    knowing = [path.name for path in files if any(name.startswith("app.demo") for name in imports_of(path))]
    assert knowing == ["demo.py"]
    assert not [path for path in files if "demo=True" in path.read_text("utf-8")]


async def test_it_does_not_begin_in_a_folder_with_data(tmp_path: Path) -> None:
    (tmp_path / "sinmungo.db").touch()
    with pytest.raises(NotEmpty):
        own_settings(tmp_path)


async def test_it_does_not_begin_among_data(tmp_path: Path) -> None:
    async with assembled(own_settings(tmp_path)) as parts:
        async with parts.store.transaction() as tx:
            await add_officer(tx, "mss", "officer", "김담당", "ko", ms(EVENING), "house")
        with pytest.raises(NotEmpty):
            await played(parts, STORIES, EVENING)


async def test_a_story_that_does_not_fit_any_more_is_named(tmp_path: Path) -> None:
    story = replace(STORIES[0], known={**STORIES[0].known, "relationship": "neighbour"}, then=())
    async with assembled(own_settings(tmp_path)) as parts:
        with pytest.raises(NotPlayed, match="the story drawings: relationship has no neighbour"):
            await played(parts, (story,), EVENING)


async def test_settings_of_the_machine_do_not_reach_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/real")
    monkeypatch.setenv("SINMUNGO_TELEGRAM_TOKEN", "123456789:AAabcdefghijklmnopqrstuvwxyz_-12345")
    monkeypatch.setenv("SINMUNGO_HOST", "0.0.0.0")
    settings = own_settings(tmp_path)
    assert settings.database_url == f"sqlite+aiosqlite:///{tmp_path}/sinmungo.db"
    assert (settings.host, settings.keys_folder) == ("127.0.0.1", tmp_path / "keys")
    assert not settings.telegram_token.get_secret_value()


async def test_its_folder_is_destroyed_at_the_end() -> None:
    with own_folder() as folder:
        (folder / "sinmungo.db").touch()
    assert not folder.exists()
