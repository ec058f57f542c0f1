"""The page of a case: holding, asking, sharing between desks, related reports, files; and what is refused there."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import delete

from dialogs.effects import Amend
from dialogs.questions import Answer
from locales.text import LANGUAGES
from storage import cases, messages
from storage.conflicts import bar
from storage.messages import MessageHeading
from storage.states import Direction
from storage.tables import referral
from storage.timestamps import ms, now
from tests.dialogs.person import words
from tests.web.console.house import House, Officer, opened, said_kinds
from tests.web.sent import Sent
from tests.web.visitor import forms, said
from web.console import texts as desk_words

EVIL = "<img src=x onerror=alert(1)><script>alert(2)</script>"


@pytest.fixture
async def house(sent: Sent, tmp_path: Path) -> AsyncIterator[House]:
    async with opened(sent, tmp_path / "house") as made:
        yield made


def section(page: str, name: str) -> str:
    """The words of one section of the page, by its id."""
    return said(page.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0])


def section_html(page: str, name: str) -> str:
    return page.partition(f'aria-labelledby="{name}"')[2].partition("</section>")[0]


def verbs(page: str, receipt: str) -> set[str]:
    """What the page offers to do."""
    return {form.fields.get("verb", "") for form in forms(page, f"/desk/case/{receipt}/act")}


# ---- always in sight ------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
async def test_every_state_of_the_page_says_not_to_contact_the_other_party(house: House, language: str) -> None:
    desk = await house.officer("kftc", language=language)
    sentence = words().say(desk_words.NO_CONTACT, language)
    assert sentence in said(await desk.case())
    await desk.does("close", words="done", language="en", outcome="measure")
    assert sentence in said(await desk.case())
    async with house.world.store.transaction() as tx:
        await cases.withdraw(tx, house.receipt, (), ms(now()))
    page = await desk.case()
    assert sentence in said(page)
    assert "㈜ 가나다" not in page


async def test_the_head_says_who_holds_it_and_until_when(house: House) -> None:
    first, second = await house.officer("kftc", name="첫째"), await house.officer("kftc", name="둘째")
    await first.does("take")
    head = said((await second.case()).partition('class="casehead"')[2].partition("</dl>")[0])
    assert "첫째" in head
    assert re.search(r"until \d{4}-\d\d-\d\d", head)


async def test_clocks_of_the_desk_are_shown_with_the_days_left_and_are_extended_with_a_reason(house: House) -> None:
    desk = await house.officer("kftc")
    page = await desk.case()
    limits = section(page, "limits")
    assert "left" in limits
    assert "a number of days" in said(await desk.does("extend", clock="term", days="0", words="why"))
    after = await desk.does("extend", clock="term", days="5", words="The expert is asked.", language="en")
    assert "extended by 5 days" in section(after, "limits")
    assert "extended a time limit" in section(after, "history")
    again = await desk.does("extend", clock="term", days="170", words="too many <b>", language="en")
    assert "is not there any more" in said(again)
    assert "too many &lt;b&gt;" in again


# ---- holding --------------------------------------------------------------------------------------------


async def test_a_report_is_handed_to_a_colleague_with_a_reason(house: House) -> None:
    first, second = await house.officer("kftc", name="첫째"), await house.officer("kftc", name="둘째")
    await first.does("take")
    after = await first.does("hand", to=second.id, reason="knows")
    assert "둘째" in said(after.partition('class="casehead"')[2].partition("</dl>")[0])
    theirs = await second.case()
    assert "Handed over: knows the matter" in said(theirs)
    assert "take" not in verbs(theirs, house.receipt)


async def test_a_report_is_not_handed_to_another_desk_or_to_an_auditor(house: House) -> None:
    desk, other = await house.officer("kftc"), await house.officer("mss")
    auditor = await house.officer("kftc", role="auditor")
    await desk.does("take")
    await house.officer("kftc", name="Kim")
    for to in (other.id, auditor.id, "nobody"):
        assert "is not there any more" in said(await desk.does("hand", to=to))


async def test_a_lead_takes_over_from_an_absent_colleague_and_an_officer_cannot(house: House) -> None:
    away, other = await house.officer("kftc", name="부재"), await house.officer("kftc")
    lead = await house.officer("kftc", role="lead", name="팀장")
    await away.does("take")
    page = await other.case()
    assert {"hand", "release", "reply", "close", "take"} & verbs(page, house.receipt) == set()
    assert "부재 holds this report until" in said(page)
    after = await lead.does("hand")
    assert "팀장" not in section(after, "thread")
    assert "reply" in verbs(after, house.receipt)


async def test_what_was_typed_is_still_there_when_it_could_not_be_done(house: House) -> None:
    first, second = await house.officer("kftc"), await house.officer("kftc")
    page = await second.case()
    await first.does("take")
    typed = f"a long answer {EVIL}"
    after = await second.does("note", words=typed, language="fr")
    assert "Done." in said(after)
    refused = await second.does("reply", page, words=typed, language="fr")
    assert "Another officer holds this report." in said(refused)
    assert EVIL not in refused
    own = await first.does("close", words="words that matter", language="ja")
    assert "choose how the report ended" in said(own)
    form = own.partition('class="act close"')[2].partition("</form>")[0]
    assert "words that matter</textarea>" in form
    assert 'value="ja" lang="ja" selected' in form


# ---- the owner ------------------------------------------------------------------------------------------


async def test_a_question_set_is_previewed_in_the_language_of_the_owner_and_asked(house: House) -> None:
    desk = await house.officer("kftc", language="ko")
    page = await desk.case()
    sets = page.partition('class="prepared sets"')[2].partition("</fieldset>")[0]
    assert 'value="contract"' in sets
    assert '<ol lang="fr"><li>' in sets
    after = await desk.does("ask", questions="contract")
    assert 'class="state asked"' in after
    assert "계약과 발주" in section(after, "thread")


async def test_passing_on_offers_desks_that_do_not_have_it(house: House) -> None:
    desk = await house.officer("kftc")
    page = await desk.case()
    offered = page.partition('name="to" required')[2].partition("</select>")[0]
    assert 'value="secretariat"' in offered
    assert 'value="mss"' not in offered
    assert 'value="kftc"' not in offered
    refused = await desk.does("pass", page, to="mss", words="theirs", language="en")
    assert "Done." not in said(refused)


async def test_a_desk_warns_of_words_that_the_owner_does_not_read(house: House) -> None:
    page = await (await house.officer("kftc")).case()
    assert "The owner reads French." in said(page)
    assert 'data-owner="fr"' in page


async def test_a_file_goes_to_the_owner_and_stands_apart_from_the_owners_own(house: House) -> None:
    desk, other = await house.officer("kftc"), await house.officer("mss")
    name = "../<b>회신</b>\u202e.pdf"
    sent = await desk.does(
        "reply", files=[("files", (name, b"%PDF-1", "application/pdf"))], words="Attached.", language="en"
    )
    assert "Done." in said(sent)
    files = sent.partition('aria-labelledby="files"')[2].partition("</section>")[0]
    assert "&lt;b&gt;회신&lt;" in files or "b&gt;.pdf" in files
    assert "\u202e" not in files
    path = re.findall(rf'href="(/desk/case/{house.receipt}/file/[^"]+)"', files)[-1]
    answer = await desk.client.get(path)
    assert answer.content == b"%PDF-1"
    assert answer.headers["content-type"] == "application/octet-stream"
    assert (await other.client.get(path)).status_code == 404


async def test_a_file_of_60_megabytes_is_refused_and_the_words_beside_it_are_kept(house: House) -> None:
    desk = await house.officer("kftc")
    big = [("files", ("huge.bin", b"0" * 60_000_000, "application/octet-stream"))]
    page = await desk.does("reply", files=big, words="these words stay", language="en")
    assert "a file is empty or too large" in said(page)
    assert "huge.bin" in said(page)
    assert "these words stay</textarea>" in page
    assert await said_kinds(house.world, house.receipt) == []


async def test_own_words_are_corrected_and_the_old_ones_stay(house: House) -> None:
    desk, colleague = await house.officer("kftc"), await house.officer("kftc")
    page = await desk.does("reply", words="Come on Mondaz.", language="en")
    assert "reword" not in verbs(await colleague.case(), house.receipt)
    after = await desk.does("reword", page, words="Come on Monday.", language="en")
    thread = section(after, "thread")
    assert "Come on Monday." in thread
    assert "1 earlier version" in thread
    assert "Come on Mondaz." in thread
    form = next(f for f in forms(after, f"/desk/case/{house.receipt}/act") if f.fields["verb"] == "reword")
    csrf = forms(await colleague.case(), "/desk/leave")[0].fields["csrf"]
    stolen = {**form.fields, "csrf": csrf, "words": "not mine", "key": "k"}
    answer = await colleague.client.post(f"/desk/case/{house.receipt}/act", data=stolen)
    assert "Done." not in said(answer.text)
    assert "not mine" not in section(await desk.case(), "thread")


async def test_what_the_owner_says_is_marked_until_the_desk_answers(house: House) -> None:
    async with house.world.store.transaction() as tx:
        case = await cases.load_case(tx, house.receipt)
        assert case is not None
        assert case.key is not None
        said_so, head = Answer(EVIL, language="fr"), MessageHeading(Direction.IN, "added")
        await messages.say(tx, case.key, house.receipt, "in:1", ms(now()), said_so, head)
    desk = await house.officer("kftc")
    page = await desk.case()
    assert "1 message waits for an answer" in section(page, "thread")
    assert EVIL not in page
    after = await desk.does("reply", words="Thank you.", language="en")
    assert "waits for an answer" not in section(after, "thread")


async def test_a_corrected_answer_shows_what_was_said_before(house: House) -> None:
    async with house.world.store.transaction() as tx:
        case = await cases.load_case(tx, house.receipt)
        assert case is not None
        change = Amend(house.receipt, answers={"story": Answer(f"new {EVIL}", said="new", language="fr")})
        await cases.amend(tx, case, change, ms(now()))
    page = await (await house.officer("kftc")).case()
    report = section(page, "report")
    assert "1 earlier version" in report
    assert "We handed over drawings." in report
    assert EVIL not in page


# ---- between the desks ----------------------------------------------------------------------------------


async def test_without_the_owners_consent_desks_share_nothing_and_are_told_why(house: House) -> None:
    await house.shares(False)
    kftc, mss = await house.officer("kftc"), await house.officer("mss")
    await kftc.does("note", words="only for us", language="en")
    page = await kftc.case()
    assert "did not agree that the bodies share" in section(page, "between")
    assert {"position", "settle"} & verbs(page, house.receipt) == set()
    assert "only for us" in section(page, "between")
    assert "only for us" not in await mss.case()
    forced = await kftc.does("note", words="for all", language="en", shared="yes")
    assert "The owner did not agree" in said(forced)
    assert "for all" not in await mss.case()


async def test_positions_stand_side_by_side_and_the_leading_desk_settles(house: House) -> None:
    await house.shares()
    kftc, mss = await house.officer("kftc", name="공정"), await house.officer("mss", name="중기")
    await kftc.does("position", stance="acts", words="Unfair request.", language="en")
    page = await mss.does("position", stance="no_ground", words=EVIL, language="en")
    between = section(page, "between")
    assert "The positions differ." in between
    assert "Unfair request." in between
    assert "공정" in between
    assert EVIL not in page
    leader, follower = (kftc, mss) if "settle" in verbs(await kftc.case(), house.receipt) else (mss, kftc)
    assert "settle" not in verbs(await follower.case(), house.receipt)
    to = "mss" if leader is kftc else "kftc"
    settled = await leader.does("settle", words="We go first.", language="en", lead=to)
    assert "We go first." in section(settled, "between")
    assert "settle" in verbs(await follower.case(), house.receipt)
    assert "We go first." not in said((await house.owner.client.get("/")).text)


async def test_shared_notes_reach_every_desk_of_the_case_and_own_ones_none(house: House) -> None:
    await house.shares()
    kftc, mss = await house.officer("kftc"), await house.officer("mss")
    await kftc.does("note", words="for everybody", language="en", shared="yes")
    await kftc.does("note", words="for this desk", language="en", shared="no")
    page = await mss.case()
    assert "for everybody" in section(page, "between")
    assert "for this desk" not in page
    assert "for everybody" not in said((await house.owner.client.get("/")).text)


# ---- related reports and interests ----------------------------------------------------------------------


async def test_a_related_report_is_known_by_its_desks_and_states_alone(house: House) -> None:
    desk, there = await house.officer("kftc"), await house.officer("motir")
    assert "No other report" in section(await desk.case(), "related")
    other = await house.another()
    async with house.world.store.transaction() as tx:
        await cases.withdraw(tx, other, ["kftc"], ms(now()))
        await tx.run(delete(referral).where(referral.c.receipt == other, referral.c.ministry == "kftc"))
    page = await desk.case()
    related = section(page, "related")
    assert "1 other report names the same company" in related
    assert "New" in related
    assert other not in page
    assert (await desk.client.get(f"/desk/case/{other}")).status_code == 404
    assert "Done." in said(await desk.does("query", words="secret of ours", language="en"))
    asked = await there.case(other)
    assert f"Report {house.receipt} names the same company" in section(asked, "between")
    assert "secret of ours" not in asked
    assert f'href="/desk/case/{house.receipt}"' in section_html(await there.case(other), "related")


async def test_whoever_is_barred_from_a_report_does_not_learn_of_it_from_a_related_one(house: House) -> None:
    other = await house.another()
    desk = await house.officer("motir")
    async with house.world.store.transaction() as tx:
        await bar(tx, house.receipt, desk.id, "tie", ms(now()))
    page = await desk.case(other)
    assert "No other report" in section(page, "related")
    assert house.receipt not in page


async def test_an_interested_officer_is_shut_out_and_only_a_lead_may_do_it(house: House) -> None:
    officer, lead = await house.officer("kftc", name="박이해"), await house.officer("kftc", role="lead")
    assert "bar" not in verbs(await officer.case(), house.receipt)
    await officer.does("take")
    page = await lead.does("bar", who=officer.id, reason="tie")
    assert "Done." in said(page)
    assert "nobody yet" in said(page.partition('class="casehead"')[2].partition("</dl>")[0])
    for path in ("", "/mark", "/pdf"):
        assert (await officer.client.get(f"/desk/case/{house.receipt}{path}")).status_code == 404
    assert house.receipt not in (await officer.client.get("/desk")).text


# ---- forms ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verb", "fields"),
    [
        ("note", {"words": "once <i>", "language": "en", "shared": "no"}),
        ("reply", {"words": "once <i>", "language": "en"}),
    ],
)
async def test_a_form_sent_twice_is_done_once(house: House, verb: str, fields: dict[str, str]) -> None:
    desk = await house.officer("kftc")
    page = await desk.case()
    await desk.does(verb, page, None, **fields)
    assert "That was done already." in said(await desk.does(verb, page, None, **fields))
    assert len(await said_kinds(house.world, house.receipt)) == 1


@pytest.mark.parametrize(
    "verb", ["take", "note", "position", "settle", "query", "bar", "extend", "hand", "reword", "reply", "close"]
)
async def test_a_form_from_elsewhere_does_nothing(house: House, verb: str) -> None:
    desk = await house.officer("kftc", role="lead")
    form = forms(await desk.case(), f"/desk/case/{house.receipt}/act")[0].fields
    filled = {**form, "verb": verb, "words": "x", "stance": "acts", "outcome": "other", "who": desk.id, "days": "3"}
    action = f"/desk/case/{house.receipt}/act"
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        assert (await desk.client.post(action, data=filled, headers=headers)).status_code == 403
    assert (await desk.client.post(action, data={**filled, "csrf": "0" * 64})).status_code == 403
    assert await said_kinds(house.world, house.receipt) == []
    assert 'class="state seen"' in await desk.case()


async def test_an_address_of_the_forms_leads_back_to_the_case(house: House) -> None:
    desk = await house.officer("kftc")
    answer = await desk.client.get(f"/desk/case/{house.receipt}/act", follow_redirects=False)
    assert answer.headers["location"] == f"/desk/case/{house.receipt}"


async def test_the_mark_changes_when_the_case_does_and_is_no_reading_of_it(house: House) -> None:
    first, second = await house.officer("kftc"), await house.officer("kftc")
    await first.case()

    async def mark(desk: Officer) -> str:
        return (await desk.client.get(f"/desk/case/{house.receipt}/mark")).text

    before = await mark(second)
    assert await mark(second) == before
    assert f'data-mark="{before}"' in await first.case()
    await first.does("note", words="new", language="en")
    assert await mark(second) != before
