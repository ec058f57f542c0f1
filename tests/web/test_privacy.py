"""The page that says who keeps what: made from the settings, in five languages, and the condition of any report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from app.assembly import Assembly, assembled, inbox_of
from app.settings import DUTIES, load_settings, variable
from bot.outbox.outbox import Outbox
from dialogs.events import Arrival, Chose
from dialogs.stages.consent import abroad, collect
from locales.text import LANGUAGES, Link
from storage import leak_notices, officers, sign_ins
from storage.timestamps import ms, now
from tests.dialogs.person import book, words
from tests.storage.world import Noting, until
from tests.web.visitor import said
from tests.web.world import real, without_scripts
from web import texts
from web.assets import Assets
from web.pages import Pages
from web.ports import WebSettings
from web.privacy import PrivacyPage

SAID = {
    "operator": "MARK-operator of the trial",
    "contact": "MARK-contact 02-000-0000",
    "privacy_officer": "MARK-officer, privacy@operator.example",
    "processors": "MARK-hosting: keeps the machines",
}


def page_of(language: str, **settings: str) -> str:
    """The words of the notice with these settings."""
    pages = Pages(words(), WebSettings(secret=b"s" * 32, **settings), Assets())  # type: ignore[arg-type]
    sections = PrivacyPage(pages, book())._sections()
    return said(pages.page("privacy.html", language, sections=sections).body.decode())  # type: ignore[union-attr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_says_what_the_settings_say_and_what_goes_abroad(language: str) -> None:
    page = page_of(language, **SAID)
    assert [mark for mark in SAID.values() if mark not in page] == []
    record = book().knowledge.transfers["telegram"]
    told = [record.receiver, record.contact, *(words().say(each, language) for each in (
        record.country, record.items, record.how, record.purpose, record.period))]  # fmt: skip
    assert [each for each in told if each not in page] == []
    assert "118" in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_an_operator_has_not_said_is_called_missing(language: str) -> None:
    missing = words().say(texts.PRIVACY_MISSING, language)
    assert page_of(language).count(missing) == 3
    assert page_of(language, **SAID).count(missing) == 0


async def test_the_page_is_there_for_everybody_and_linked_from_the_first_one(tmp_path: Path) -> None:
    async with real(tmp_path) as world, without_scripts(world) as client:
        assert 'href="/privacy"' in (await client.get("/")).text
        for language in LANGUAGES:
            answer: httpx.Response = await client.get(f"/privacy?lang={language}")
            assert answer.status_code == 200
            assert f'lang="{language}"' in answer.text
        await client.post("/begin", data={"language": "en"})
        assert 'href="/privacy"' in (await client.get("/")).text


def test_every_consent_says_where_the_notice_is_once_the_address_is_known() -> None:
    known = replace(book(), site="https://report.example")
    links = [value for _, value in collect(known).rows if isinstance(value, Link)]
    assert links == [Link("https://report.example/privacy")]
    assert not [value for _, value in collect(book()).rows if isinstance(value, Link)]
    assert len(abroad("telegram", known).rows) == 8


# ---- no report without them -----------------------------------------------------------------------------

DONE = {
    "operator": "Operator",
    "operator_contact": "02-000-0000",
    "privacy_officer": "Officer",
    "public_url": "https://report.example",
}


async def offered(parts: Assembly) -> set[str]:
    """The buttons of somebody who goes as far as the question what this is about."""
    post, at = Noting(), now()
    async with inbox_of(parts, Outbox(parts.store, {"web": post})) as inbox:
        for number, key in enumerate(("lang:en", "urgent:no")):
            await inbox.receive(Arrival("web", "web:1", f"web:1:{number}", at, "en"), Chose(at, number, key))
        await until(lambda: len(post.letters) == 2)
    return {choice.label for choice in post.letters[-1].choices}


@pytest.mark.parametrize("missing", ["", *DUTIES])
@pytest.mark.parametrize("trial", [True, False])
async def test_outside_a_trial_no_report_is_taken_while_one_of_them_is_missing(
    tmp_path: Path, missing: str, trial: bool
) -> None:
    given = {name: said for name, said in DONE.items() if name != missing}
    settings = load_settings(None, var=tmp_path, search="letters", trial=trial, **given)
    assert settings.missing_duties == ((variable(missing),) if missing else ())
    async with assembled(settings) as parts:
        async with parts.store.transaction() as tx:
            at = ms(now())
            who = await officers.add_officer(tx, "kftc", "officer", "김담당", "ko", at, "test")
            await sign_ins.begin(tx, who, await sign_ins.half(tx, who, at), "", at)
        takes = "Prepare a report" in await offered(parts)
    assert takes is (trial or not missing)


async def test_the_notice_says_for_thirty_days_that_data_got_out_and_since_when(tmp_path: Path) -> None:
    async with real(tmp_path) as world, without_scripts(world) as client:
        titles = {each: words().say(texts.PRIVACY_LEAK, each) for each in LANGUAGES}
        assert titles["ko"] not in (await client.get("/privacy?lang=ko")).text
        async with world.store.transaction() as tx:
            await leak_notices.begin(tx, dict.fromkeys(LANGUAGES, "MARK"), ms(now()), (), ms(now()))
        for language in LANGUAGES:
            page = (await client.get(f"/privacy?lang={language}")).text
            assert (titles[language] in page, "MARK" in page) == (True, False)
