"""The console on the real house: a report comes in by the page, and officers of several bodies work on it."""

from __future__ import annotations

import re

import pypdfium2 as pdfium  # type: ignore[import-untyped] # it ships no types
import pytest
from sqlalchemy import text

from dialogs.handlers.desk_news import NEWS
from locales.text import Raw, Text
from storage.conflicts import bar
from storage.members import bind
from storage.officers import officers_of
from storage.timestamps import ms
from tests.dialogs.person import MORNING, book, words
from tests.web.console.bodies import Desks, desks
from tests.web.console.officers import signed_in
from tests.web.visitor import Person, forms, said

__all__ = ["desks"]


def printed(pdf: bytes) -> str:
    """The words of a PDF."""
    return "".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(pdf))


async def test_a_link_signs_in_once_and_looking_at_it_does_not_use_it_up(desks: Desks) -> None:
    link, client, other = await desks.link("kftc"), await desks.browser(), await desks.browser()
    for _look in range(2):
        assert (await client.get("/desk/enter")).status_code == 200
    await signed_in(client, link)
    assert "Reports" in said((await client.get("/desk")).text)
    answer = await other.post("/desk/enter", data={"link": link})
    assert answer.status_code == 403
    assert (await other.get("/desk")).status_code == 401


@pytest.mark.parametrize(
    "path", ["/desk", "/desk/case/SM-0000-0000-0", "/desk/officers", "/desk/questions", "/desk/records", "/desk/events"]
)
async def test_without_signing_in_nothing_is_shown(desks: Desks, path: str) -> None:
    assert (await (await desks.browser()).get(path)).status_code == 401


async def test_the_report_stands_in_the_queue_of_its_bodies_only(desks: Desks) -> None:
    kftc, knpa = await desks.officer("kftc"), await desks.officer("knpa")
    assert desks.receipt in (await kftc.client.get("/desk")).text
    assert desks.receipt not in (await knpa.client.get("/desk")).text
    assert (await knpa.client.get(f"/desk/case/{desks.receipt}")).status_code == 404


@pytest.mark.parametrize(
    ("query", "there"),
    [
        ("state=sent", True),
        ("state=taken", False),
        ("language=fr", True),
        ("language=ko", False),
        ("tab=mine", False),
        ("tab=done", False),
    ],
)
async def test_the_queue_is_filtered(desks: Desks, query: str, there: bool) -> None:
    desk = await desks.officer("kftc")
    assert (desks.receipt in (await desk.client.get(f"/desk?{query}")).text) is there


async def test_facts_are_worded_for_the_officer_and_own_words_stay_as_typed(desks: Desks) -> None:
    korean = await (await desks.officer("kftc", language="ko")).case()
    english = await (await desks.officer("mss", language="en")).case()
    for page in (korean, english):
        assert "㈜ 가나다" in page
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert" not in page
    assert 'lang="fr"' in english
    assert "Written in English" in said(english)
    assert "Do not contact the other party." in said(english)


async def test_opening_a_report_tells_its_owner_once(desks: Desks) -> None:
    first, second = await desks.officer("kftc", name="A"), await desks.officer("kftc", name="B")
    for desk in (first, second, first):
        await desk.case()
    await first.does("reply", words="a last word", language="en")
    page = said(await until_shown(desks.owner, "a last word"))
    told = Text(NEWS["seen"].msgid, {"body": book().knowledge.ministries["kftc"].name, "receipt": Raw(desks.receipt)})
    assert page.count(words().say(told, "fr")) == 1


async def test_own_words_of_an_officer_reach_that_owner_and_no_one_else(desks: Desks) -> None:
    stranger = await Person(await desks.browser()).begin("en")
    desk = await desks.officer("kftc")
    page = await desk.does("reply", words="We have <b>begun</b>.", language="en")
    assert "We have &lt;b&gt;begun&lt;/b&gt;." in page
    assert "We have &lt;b&gt;begun&lt;/b&gt;." in await until_shown(desks.owner, "begun")
    assert "begun" not in (await stranger.client.get("/")).text


async def until_shown(person: Person, words: str) -> str:
    """The owner's page once the outbox has brought it."""
    for _look in range(500):
        page = (await person.client.get("/")).text
        if words in page:
            return page
    raise AssertionError(f"{words} did not arrive")


async def test_the_same_act_twice_is_done_once(desks: Desks) -> None:
    desk = await desks.officer("kftc")
    page = await desk.case()
    await desk.does("reply", page, words="only once", language="en")
    again = await desk.does("reply", page, words="only once", language="en")
    assert "That was done already." in said(again)
    assert again.count(">only once</p>") == 1


async def test_going_back_and_saying_it_in_other_words_loses_none_of_them(desks: Desks) -> None:
    desk = await desks.officer("kftc")
    page = await desk.case()
    await desk.does("reply", page, words="the first words", language="en")
    after = await desk.does("reply", page, words="the other words", language="en")
    assert "Done." in said(after)
    assert "the first words" in after
    assert "the other words" in after


async def test_a_prepared_reply_is_previewed_and_said_in_the_language_of_the_owner(desks: Desks) -> None:
    desk = await desks.officer("kftc", language="ko")
    page = await desk.case()
    assert 'value="asked-chronology"' in page
    after = await desk.does("ask", page, prepared="asked-chronology")
    assert 'class="state asked"' in after


async def test_a_held_report_is_not_taken_by_accident(desks: Desks) -> None:
    first, second = await desks.officer("kftc", name="첫째"), await desks.officer("kftc", name="둘째")
    page = await second.case()
    assert "Done." in said(await first.does("take"))
    after = await second.does("take", page)
    assert "Another officer holds this report." in said(after)
    assert "첫째" in after
    assert "Another officer holds" in said(await second.does("close", page, words="x", outcome="other"))


async def test_laying_down_frees_the_report(desks: Desks) -> None:
    first, second = await desks.officer("kftc", name="A"), await desks.officer("kftc", name="B")
    await first.does("take")
    await first.does("release")
    assert "Done." in said(await second.does("take"))


async def test_passing_on_and_declining_end_or_move_the_referral(desks: Desks) -> None:
    kftc, mss = await desks.officer("kftc"), await desks.officer("mss")
    passed = await kftc.does("pass", to="moip", words="IP right", language="en")
    assert "Passed on → " in said(passed)
    assert (await (await desks.officer("moip")).client.get(f"/desk/case/{desks.receipt}")).status_code == 404
    declined = await mss.does("decline", prepared="declined-not-ours")
    assert 'class="state declined"' in declined
    assert 'value="take"' not in declined
    assert desks.receipt in (await mss.client.get("/desk?tab=done")).text


async def test_nothing_is_sent_without_words_or_a_prepared_reply(desks: Desks) -> None:
    desk = await desks.officer("kftc")
    assert "Nothing was sent" in said(await desk.does("reply", words="   "))
    assert "Nothing was sent" in said(await desk.does("pass", to="kftc", words="to ourselves"))


async def test_other_bodies_are_seen_by_their_shape_only(desks: Desks) -> None:
    kftc, mss = await desks.officer("kftc"), await desks.officer("mss")
    await mss.does("reply", words="words of the other desk", language="en")
    page = await kftc.case()
    assert 'class="state answered"' in page
    assert "words of the other desk" not in page


async def test_an_auditor_reads_and_cannot_act(desks: Desks) -> None:
    auditor = await desks.officer("kftc", role="auditor")
    page = await auditor.case()
    assert "㈜ 가나다" not in page, "masked until a reason is given"
    assert "You can read here, and not act." in said(page)
    assert 'class="state sent"' in page
    csrf = forms(page, "/desk/leave")[0].fields["csrf"]
    answer = await auditor.client.post(f"/desk/case/{desks.receipt}/act", data={"csrf": csrf, "verb": "take"})
    assert "Your role may not do this." in said(answer.text)
    assert 'class="state sent"' in answer.text


async def test_secretariat_and_administrator_see_numbers_and_no_report(desks: Desks) -> None:
    for role, ministry in (("secretariat", ""), ("administrator", ""), ("administrator", "kftc")):
        desk = await desks.officer(ministry, role=role)
        page = (await desk.client.get("/desk")).text
        assert desks.receipt not in page
        assert "Statistics" in said(page)
        assert (await desk.client.get(f"/desk/case/{desks.receipt}")).status_code == 404


async def test_whose_access_an_administrator_ends_is_out_at_once(desks: Desks) -> None:
    admin, desk = await desks.officer("kftc", role="administrator"), await desks.officer("kftc", name="<i>박</i>")
    page = (await admin.client.get("/desk/officers")).text
    assert "<i>박" not in page
    end = next(each for each in forms(page, "/desk/officers/do") if ("do", "end") in each.buttons)
    await admin.client.post("/desk/officers/do", data={**end.fields, "do": "end"})
    assert (await desk.client.get("/desk")).status_code == 401


async def test_colleagues_read_that_a_conflict_of_interest_keeps_the_report_from_the_group(desks: Desks) -> None:
    other, desk = await desks.officer("kftc", name="다른이"), await desks.officer("kftc")
    assert "conflict of interest" not in said((await desk.case()).partition("<main")[2])
    async with desks.world.store.transaction() as tx:
        who = next(each for each in await officers_of(tx, "kftc") if each.name == "다른이")
        await bind(tx, who.id, "telegram:1", ms(MORNING))
        await bar(tx, desks.receipt, who.id, "family", ms(MORNING))
    assert "Not in the Telegram group, because of a conflict of interest." in said(await desk.case())
    assert (await other.client.get(f"/desk/case/{desks.receipt}")).status_code == 404
    assert desks.receipt not in (await other.client.get("/desk")).text
    for path in ("/pdf", "/mark", "/file/x"):
        assert (await other.client.get(f"/desk/case/{desks.receipt}{path}")).status_code == 404


async def test_an_officer_cannot_invite(desks: Desks) -> None:
    desk = await desks.officer("kftc")
    assert (await desk.client.get("/desk/officers")).status_code == 404


async def test_signing_out_ends_the_session_for_good(desks: Desks) -> None:
    desk = await desks.officer("kftc")
    cookie = desk.client.cookies["desk"]
    csrf = forms((await desk.client.get("/desk")).text, "/desk/leave")[0].fields
    await desk.client.post("/desk/leave", data=csrf)
    desk.client.cookies.set("desk", cookie)
    assert (await desk.client.get("/desk")).status_code == 401


@pytest.mark.parametrize("headers", [{"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}])
async def test_forms_from_elsewhere_or_without_our_token_do_nothing(desks: Desks, headers: dict[str, str]) -> None:
    desk = await desks.officer("kftc")
    page = await desk.case()
    action = f"/desk/case/{desks.receipt}/act"
    form = next(each for each in forms(page, action) if each.fields["verb"] == "take")
    assert (await desk.client.post(action, data=form.fields, headers=headers)).status_code == 403
    assert (await desk.client.post(action, data={**form.fields, "csrf": "0" * 64})).status_code == 403
    assert 'class="state seen"' in await desk.case()


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/desk/../x", "/desk\r\nSet-Cookie: x=1"])
async def test_changing_the_language_leads_nowhere_else(desks: Desks, back: str) -> None:
    desk = await desks.officer("kftc")
    form = forms((await desk.client.get("/desk")).text, "/desk/language")[0]
    answer = await desk.client.post(
        "/desk/language", data={**form.fields, "language": "ja", "back": back}, follow_redirects=False
    )
    assert answer.headers["location"] == "/desk"
    assert '<html lang="ja">' in (await desk.client.get("/desk")).text


async def test_a_file_of_the_owner_is_handed_out_to_its_desks_only(desks: Desks) -> None:
    await desks.owner.say("", [("files", ("도면<b>.html", b"<script>1</script>", "text/html"))])
    kftc, knpa = await desks.officer("kftc"), await desks.officer("knpa")
    page = await kftc.case()
    assert "도면&lt;b&gt;.html" in page
    path = page.partition(f'href="/desk/case/{desks.receipt}/file/')[2].partition('"')[0]
    answer = await kftc.client.get(f"/desk/case/{desks.receipt}/file/{path}")
    assert answer.content == b"<script>1</script>"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert (await knpa.client.get(f"/desk/case/{desks.receipt}/file/{path}")).status_code == 404
    assert "downloaded a file" in said(await kftc.case())


async def test_the_state_is_asked_by_the_code_alone(desks: Desks) -> None:
    await (await desks.officer("kftc")).does("take")
    page = (await (await desks.browser()).post("/status", data={"code": desks.receipt.lower()})).text
    assert "taken by an officer" in said(page)
    assert "가나다" not in page


async def test_the_owner_can_take_a_copy_and_nobody_else_gets_at_it(desks: Desks) -> None:
    await desks.owner.say("/copy")
    path = re.findall(r'href="(/files/report/[^"]+)"', desks.owner.page)[-1]
    answer = await desks.owner.client.get(path)
    assert "가나다" in printed(answer.content)
    assert answer.headers["content-disposition"].startswith("attachment;")
    stranger = await Person(await desks.browser()).begin()
    assert (await stranger.client.get(path)).status_code == 404
    assert (await (await desks.browser()).get(path)).status_code == 404


async def test_an_officer_prints_the_own_cases_in_korean_and_no_others(desks: Desks) -> None:
    kftc, knpa = await desks.officer("kftc"), await desks.officer("knpa")
    assert f"/desk/case/{desks.receipt}/pdf" in await kftc.case()
    answer = await kftc.client.get(f"/desk/case/{desks.receipt}/pdf")
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert "공정거래위원회" in printed(answer.content)
    assert "가나다" in printed(answer.content)
    assert (await knpa.client.get(f"/desk/case/{desks.receipt}/pdf")).status_code == 404
    assert (await (await desks.browser()).get(f"/desk/case/{desks.receipt}/pdf")).status_code == 401
    assert "took a copy" in said(await kftc.case())


async def test_erasing_on_the_page_destroys_the_key_of_the_draft(desks: Desks) -> None:
    draft = await Person(await desks.browser()).begin("en")
    await draft.press("urgent:no")
    await draft.say("marker-of-a-draft")
    async with desks.world.store.reading() as tx:
        sealed = {row[0] for row in await tx.all(text("SELECT key FROM page"))}
    asked = await draft.client.get("/erase")
    assert (await draft.client.post("/erase", data=forms(asked.text, "/erase")[0].fields)).status_code == 200
    async with desks.world.store.reading() as tx:
        left = {row[0] for row in await tx.all(text("SELECT id FROM key"))}
    assert len(sealed - left) == 1
