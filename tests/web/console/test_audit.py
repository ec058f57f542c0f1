"""The auditors' page: the own body's lines and no others, refused attempts, sign-ins, searches, a month in numbers."""

from __future__ import annotations

import ast
import re
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from sqlalchemy import delete, select

from casework.acts import Act
from casework.permissions import AUDIT, may
from dialogs.case_states import Destroyer
from dialogs.effects import Amend
from dialogs.guide.document import document
from dialogs.parse import find_receipt
from dialogs.questionnaire import QUESTIONNAIRE
from dialogs.questions import Answer
from locales.text import LANGUAGES, Raw
from storage import audit, cases, conflicts, erasure
from storage import tables as t
from storage.audit_check import DamageKind, find_damage
from storage.audit_search import ACTIONS, AuditQuery, entries
from storage.officers import officer
from storage.refused_attempts import MANY, MOST, RefusedAttempt, note_refused
from storage.report_heads import proven_status, sealed_heads
from storage.timestamps import HOUR, ms, now
from storage.vault import SealBroken
from tests.dialogs.person import book, words
from tests.web.console.house import House, opened
from tests.web.console.officers import used_link
from tests.web.sent import Sent
from tests.web.visitor import forms, said
from web.console import audit_texts
from web.console import texts as desk_words

pytestmark = pytest.mark.attack("officer-B7")

ROOT = Path(__file__).parents[3]
LINE = re.compile(r'data-line="(\d+)"')


@pytest.fixture
async def house(sent: Sent, tmp_path: Path) -> AsyncIterator[House]:
    async with opened(sent, tmp_path / "house") as made:
        yield made


async def log(client: httpx.AsyncClient, **asked: str) -> str:
    answer = await client.get("/desk/audit", params=asked)
    assert answer.status_code == 200
    return answer.text


async def lines_of(house: House, *actions: str) -> list[tuple[str, str, str]]:
    a = t.audit.c
    async with house.world.store.reading() as tx:
        found = select(a.actor, a.action, a.subject).where(a.action.in_(actions)).order_by(a.id)
        return [tuple(row) for row in await tx.all(found)]


def stranger(receipt: str) -> str:
    """A proper code that is no case."""
    digits = "0123456789"
    for n in range(1_000):
        code = find_receipt(f"{receipt[:-6]}{n:04d}-{digits[n % 10]}")
        if code is not None and code != receipt:
            return code
    raise AssertionError("no such code")


# ---- what auditors see --------------------------------------------------------------------------------------


async def test_an_auditor_reads_the_lines_of_the_own_body_and_no_others(house: House) -> None:
    mine = await house.officer("kftc", name="정위원")
    other = await house.officer("mss", name="남의사람")
    await mine.case()
    await other.case()
    auditor = await house.officer("kftc", "auditor", name="박감사")
    page = await log(auditor.client)
    assert "정위원" in page
    assert "남의사람" not in page
    assert house.receipt in page
    async with house.world.store.reading() as tx:
        a = t.audit.c
        seen = LINE.findall(page)
        desks = {row[0] for row in await tx.all(select(a.desk).where(a.id.in_([int(each) for each in seen])))}
        known = (await tx.all(select(a.id).where(a.desk == "kftc")))[-50:]
    assert desks == {"kftc"}
    assert len(seen) == len(known) - 1, "all of them, but for the line that says that the page was read"
    month = said((await auditor.client.get("/desk/audit/month")).text)
    assert "정위원" in month
    assert "남의사람" not in month


async def test_other_bodies_are_not_counted_either(house: House) -> None:
    auditor = await house.officer("kftc", "auditor", name="박감사")
    before = said((await auditor.client.get("/desk/audit/month")).text)
    other = await house.officer("mss")
    for _ in range(5):
        await other.case()
    after = said((await auditor.client.get("/desk/audit/month")).text)
    assert [each for each in before.split() if len(each) < 60 and not each.isdecimal()] == [
        each for each in after.split() if len(each) < 60 and not each.isdecimal()
    ]


@pytest.mark.parametrize(("role", "desk"), [("officer", "kftc"), ("lead", "kftc"), ("administrator", "")])
async def test_only_auditors_open_it(house: House, role: str, desk: str) -> None:
    who = await house.officer(desk, role)
    for path in ("/desk/audit", "/desk/audit/month"):
        assert (await who.client.get(path)).status_code == 404
    assert [(each[0], each[1]) for each in await lines_of(house, RefusedAttempt.PAGE)] == [
        (who.id, "refused_page")
    ] * 2  # fmt: skip


async def test_the_secretariats_auditor_reads_house_wide_lines_and_no_bodys(house: House) -> None:
    other = await house.officer("mss", name="남의사람")
    await other.case()
    auditor = await house.officer("secretariat", "auditor", name="박감사")
    page = await log(auditor.client)
    assert house.receipt not in page
    assert "남의사람" not in page
    assert "박감사" in page


async def test_a_case_that_an_auditor_must_not_know_of_is_in_no_line_and_no_number(house: House) -> None:
    mine = await house.officer("kftc")
    await mine.case()
    auditor = await house.officer("kftc", "auditor", name="박감사")
    assert house.receipt in await log(auditor.client)
    async with house.world.store.transaction() as tx:
        await conflicts.bar(tx, house.receipt, auditor.id, "tie", 1)
    assert house.receipt not in await log(auditor.client)
    assert LINE.findall(await log(auditor.client, code=house.receipt)) == []


async def test_lines_are_found_by_case_officer_kind_and_day(house: House) -> None:
    mine = await house.officer("kftc", name="정위원")
    await mine.case()
    await mine.does("take")
    auditor = await house.officer("kftc", "auditor", name="박감사")
    today = f"{now():%Y-%m-%d}"
    every = LINE.findall(await log(auditor.client))
    for asked in ({"code": house.receipt}, {"officer": mine.id}, {"kind": "acts"}, {"kind": "reads"}):
        found = LINE.findall(await log(auditor.client, **asked))
        assert 0 < len(found) < len(every), asked
    assert LINE.findall(await log(auditor.client, **{"from": "2020-01-01", "to": today}))
    assert not LINE.findall(await log(auditor.client, **{"from": "2099-01-01"}))
    assert not LINE.findall(await log(auditor.client, code="not a code"))


async def test_reading_the_log_and_carrying_numbers_away_is_noted(house: House) -> None:
    auditor = await house.officer("kftc", "auditor")
    await log(auditor.client)
    page = (await auditor.client.get("/desk/audit/month")).text
    fields = forms(page, "/desk/audit/month")[-1].fields
    answer = await auditor.client.post("/desk/audit/month", data=fields)
    assert answer.headers["content-type"].startswith("text/csv")
    noted = await lines_of(house, "audited", "exported")
    assert noted == [(auditor.id, "audited", "desk:kftc")] * 2 + [(auditor.id, "exported", "audit:csv:kftc")]


async def test_the_head_of_the_log_is_given_out(house: House) -> None:
    auditor = await house.officer("kftc", "auditor")
    page = await log(auditor.client)
    async with house.world.store.reading() as tx:
        assert (await audit.head(tx)).hash in page


# ---- what is noted ------------------------------------------------------------------------------------------


async def test_an_attempt_at_a_case_is_noted_the_same_whether_there_is_one_or_not(house: House) -> None:
    desk = await house.officer("nis", name="정탐")
    nowhere = stranger(house.receipt)
    for receipt in (house.receipt, nowhere, "an%20owners%20name"):
        for path in ("", "/pdf", "/zip"):
            assert (await desk.client.get(f"/desk/case/{receipt}{path}")).status_code == 404
        assert (await desk.client.get(f"/desk/case/{receipt}/mark")).status_code == 404
    tried = await lines_of(house, RefusedAttempt.CASE)
    assert [each[2] for each in tried] == [f"{house.receipt}?nis"] * 3 + [f"{nowhere}?nis"] * 3 + ["-"] * 3
    auditor = await house.officer("nis", "auditor")
    assert "정탐" in await log(auditor.client, kind="refused")
    for path in ("kftc", "mss"):
        assert "정탐" not in await log((await house.officer(path, "auditor")).client)
        assert "정탐" not in await (await house.officer(path)).case()


async def test_refused_acts_and_wrong_codes_leave_lines_that_survive_their_refusal(house: House) -> None:
    auditor = await house.officer("kftc", "auditor")
    answer = await auditor.client.post(f"/desk/case/{house.receipt}/act", data={
        **forms(await log(auditor.client), "/desk/leave")[0].fields, "verb": "take", "key": "k" * 22,
    })  # fmt: skip
    assert answer.status_code == 200
    assert await lines_of(house, RefusedAttempt.ACT) == [
        (auditor.id, RefusedAttempt.ACT, f"{house.receipt}?kftc")
    ]  # fmt: skip
    client = await house.browser()
    await used_link(client, "/desk/enter#never-ours")
    assert await lines_of(house, RefusedAttempt.LINK) == [("unknown", RefusedAttempt.LINK, "-")]


async def test_sign_ins_have_an_address_that_lies_sealed(house: House) -> None:
    auditor = await house.officer("kftc", "auditor")
    page = await log(auditor.client, kind="sign_ins")
    async with house.world.store.reading() as tx:
        found = await entries(tx, AuditQuery("kftc", auditor.id), 0, 50)
        raw = await tx.all(select(t.audit.c.more).where(t.audit.c.more.is_not(None)))
    address = next(each.more for each in found if each.action == "signed_in")
    assert address
    assert address in said(page)
    assert all(address.encode() not in row[0] for row in raw)


async def test_a_search_is_told_by_kind_and_count_without_its_words(house: House) -> None:
    desk = await house.officer("kftc")
    fields = forms((await desk.client.get("/desk")).text, "/desk/search")[0].fields
    for term in ("marker-name", "123-45-67890", house.receipt):
        await desk.client.post("/desk/search", data={**fields, "term": term})
    assert [each[2] for each in await lines_of(house, "searched")] == ["name:0:kftc", "number:0:kftc", "code:1:kftc"]
    page = said(await log((await house.officer("kftc", "auditor")).client, kind="searches"))
    assert "by a number · 0 found" in page
    assert "marker-name" not in page


async def test_a_flood_of_attempts_is_bounded_and_still_counted(house: House) -> None:
    desk, at = await house.officer("kftc"), ms(now()) // HOUR * HOUR
    async with house.world.store.transaction() as tx:
        for n in range(1_000):
            await note_refused(tx, at + n, desk.id, RefusedAttempt.PAGE)
        await note_refused(tx, at + HOUR, desk.id, RefusedAttempt.PAGE)
    assert len(await lines_of(house, RefusedAttempt.PAGE)) == MOST + 1
    assert [each[2] for each in await lines_of(house, MANY)] == ["32?", "64?", "128?", "256?", "512?"]


# ---- what is hidden from whom -------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "desk"), [("auditor", "kftc"), ("secretariat", "secretariat")])
async def test_personal_data_are_masked_until_a_reason_is_given(house: House, role: str, desk: str) -> None:
    await give_private_answers(house)
    if desk == "secretariat":
        await at_the_secretariat(house)
    who, plain = await house.officer(desk, role, name="박감사"), await house.officer("kftc", name="정위원")
    for secret in PRIVATE.values():
        assert secret in said(await plain.case())
        assert secret not in await who.case()
    page = await who.case()
    fields = forms(page, f"/desk/case/{house.receipt}/unmask")[0].fields
    path = f"/desk/case/{house.receipt}/unmask"
    for given in ({"reason": "complaint", "words": " "}, {"reason": "because", "words": "words"}):
        refused = (await who.client.post(path, data={**fields, **given})).text
        assert not [each for each in PRIVATE.values() if each in refused]
    assert await lines_of(house, "unmasked") == []
    shown = (await who.client.post(path, data={**fields, "reason": "complaint", "words": "민원 2026-17"})).text
    assert [each for each in PRIVATE.values() if each in said(shown)] == list(PRIVATE.values())
    assert await lines_of(house, "unmasked") == [(who.id, "unmasked", f"{house.receipt}:{desk}")]
    assert not [each for each in PRIVATE.values() if each in await who.case()], "once, for one look"
    auditor = await house.officer(desk, "auditor")
    assert "A complaint about how it was handled: 민원 2026-17" in said(await log(auditor.client))


async def test_what_is_masked_is_carried_away_only_within_an_hour_of_a_reason(house: House) -> None:
    await give_private_answers(house)
    await at_the_secretariat(house)
    who = await house.officer("secretariat", "secretariat")
    for kind in ("pdf", "zip"):
        answer = await who.client.get(f"/desk/case/{house.receipt}/{kind}", follow_redirects=False)
        assert answer.status_code == 303
    queue = (await who.client.get("/desk")).text
    form = forms(queue, "/desk/export")[0].fields
    table = (await who.client.post("/desk/export", data={**form, "format": "csv"})).text
    assert house.receipt in table
    page = (await who.client.post("/desk/export", data={**form, "format": "csv", "answers": "1"})).text
    (request,) = {each.fields["request"] for each in forms(page, "/desk/requests")}
    second = await house.officer("secretariat", "secretariat")
    fields = forms((await second.client.get("/desk/requests")).text, "/desk/requests")[0].fields
    await second.client.post("/desk/requests", data={**fields, "do": "confirm"})
    csrf = forms(page, "/desk/leave")[0].fields
    table = (await who.client.post("/desk/export", data={**csrf, "request": request})).text
    assert house.receipt in table
    assert not [each for each in PRIVATE.values() if each in table]
    fields = forms(await who.case(), f"/desk/case/{house.receipt}/unmask")[0].fields
    given = {**fields, "reason": "law", "words": "words"}
    await who.client.post(f"/desk/case/{house.receipt}/unmask", data=given)
    assert (await who.client.get(f"/desk/case/{house.receipt}/zip")).headers["content-type"] == "application/zip"


@pytest.mark.attack("officer-B7")
async def test_a_reason_is_sealed_with_its_report_and_gone_with_it_while_the_log_still_holds(house: House) -> None:
    who = await house.officer("kftc", "auditor")
    fields = forms(await who.case(), f"/desk/case/{house.receipt}/unmask")[0].fields
    given = {**fields, "reason": "complaint", "words": "민원 2026-17"}
    await who.client.post(f"/desk/case/{house.receipt}/unmask", data=given)
    assert "민원 2026-17" in said(await log(who.client))
    async with house.world.store.transaction() as tx:
        line = await tx.first(select(t.audit).where(t.audit.c.action == "unmasked"))
        with pytest.raises(SealBroken):
            (await tx.house_key()).open(f"audit:{line.before}", line.more)
        assert await erasure.erase(tx, house.receipt, ms(now()), "owner", Destroyer.OWNER)
    page = said(await log(who.client, kind="reads"))
    assert ("민원" in page, "destroyed with the report" in page) == (False, True)
    async with house.world.store.reading() as tx:
        assert list(await find_damage(tx, iter(()))) == []


async def test_a_reason_that_an_older_version_noted_under_the_key_of_the_house_is_still_read(house: House) -> None:
    auditor = await house.officer("kftc", "auditor")
    async with house.world.store.transaction() as tx:
        subject = f"{house.receipt}:kftc"
        await audit.note(tx, ms(now()), auditor.id, "unmasked", subject, "complaint: 민원 2026-16")
    assert "A complaint about how it was handled: 민원 2026-16" in said(await log(auditor.client))


async def test_nobody_unmasks_a_case_of_another_desk(house: House) -> None:
    who = await house.officer("nis", "auditor")
    fields = forms(await log(who.client), "/desk/leave")[0].fields
    path = f"/desk/case/{house.receipt}/unmask"
    answer = await who.client.post(path, data={**fields, "reason": "law", "words": "words"})
    assert answer.status_code == 404
    assert await lines_of(house, "unmasked") == []
    assert len(await lines_of(house, RefusedAttempt.CASE)) == 1


PRIVATE = {
    "counterpart_name": "상대회사 주식회사", "company_name": "우리회사", "contact": "owner@example.com",
    "business_number": "123-45-67890", "contact_name": "정담당", "address": "어느 길 17",
}  # fmt: skip


async def give_private_answers(house: House) -> None:
    async with house.world.store.transaction() as tx:
        case = await cases.load_case(tx, house.receipt)
        assert case is not None
        answers = {key: Answer(value) for key, value in PRIVATE.items()}
        await cases.amend(tx, case, Amend(house.receipt, answers=answers), ms(now()))


async def at_the_secretariat(house: House) -> None:
    async with house.world.store.transaction() as tx:
        await cases.refer(tx, house.receipt, ("secretariat",), "", ms(now()))


async def test_every_question_that_names_or_reaches_somebody_is_private() -> None:
    named = {each.id for each in QUESTIONNAIRE if each.private}
    assert set(PRIVATE) <= named
    asks = {each.id for each in QUESTIONNAIRE if each.reads in ("phone_or_email", "business_number")}
    assert asks <= named


# ---- what owners hear of it ---------------------------------------------------------------------------------


async def test_an_owner_hears_who_opened_the_report_by_role_body_and_day(house: House) -> None:
    async with house.world.store.transaction() as tx:
        await cases.refer(tx, house.receipt, ("nis", "knpa"), "", ms(now()))
    for ministry, role in (("kftc", "officer"), ("kftc", "auditor"), ("nis", "lead")):
        await (await house.officer(ministry, role, name="이름난사람")).case()
    client = await house.browser()
    fields = forms((await client.get("/status?lang=en")).text, "/status")[0].fields
    page = said((await client.post("/status?lang=en", data={**fields, "code": house.receipt})).text)
    told = page.partition("Who opened it")[2]
    assert "an officer, " in told
    assert "an auditor, " in told
    assert "이름난사람" not in page
    assert "a lead" not in told, "the body hides who of it reads"
    assert re.search(r"\(NIS\)\s+opened", told)
    assert re.search(r"Police[^\n]*?\s+not opened yet", told)


@pytest.mark.attack("security-B7")
async def test_a_report_remembers_the_head_it_was_sent_with_and_its_copy_prints_it(house: House) -> None:
    async with house.world.store.transaction() as tx:
        heads = [each async for each in sealed_heads(tx)]
        assert len(heads) == 1
        assert await find_damage(tx) == []
        case = await cases.load_case(tx, house.receipt)
        assert case is not None
        assert case.key is not None
        assert case.file is not None
        status = await proven_status(tx, house.receipt, case.key)
        about = document(case.file, status, book(), now().date()).about
        assert status.head in [str(each.said) for _label, each in about if isinstance(each, Raw)]
        assert status.head.endswith(heads[0].hash[:16])
        await tx.run(delete(t.audit).where(t.audit.c.id >= heads[0].line))
        found = await find_damage(tx)
    assert [(each.kind, each.last) for each in found] == [(DamageKind.CUT, heads[0].line)]


# ---- words --------------------------------------------------------------------------------------------------


def noted_in(file: Path) -> set[str]:
    """The actions that a file notes, as far as they stand there in words."""
    calls = [each for each in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(each, ast.Call)]
    noting = [each for each in calls if ast.unparse(each.func).endswith("audit.note") and len(each.args) > 3]
    words = [part for each in noting for part in ast.walk(each.args[3])]
    return {str(each.value) for each in words if isinstance(each, ast.Constant) and isinstance(each.value, str)}


def test_every_action_that_is_noted_has_words_and_a_place() -> None:
    files = [file for room in ("bot", "casework", "storage", "web") for file in (ROOT / room).rglob("*.py")]
    literal = {each for file in files for each in noted_in(file)} - {"questions_", " "}
    acts = {kind.__name__.lower() for kind in Act.__args__}
    assert {"signed_in", "exported", "withdrew", "let share"} < literal
    known = {*audit_texts.DONE, *desk_words.DONE_BY}
    assert (literal | acts | {each for group in ACTIONS.values() for each in group}) <= known


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_is_in_every_language(house: House, language: str) -> None:
    auditor = await house.officer("kftc", "auditor", language=language)
    assert words().say(audit_texts.HEAD_MORE, language) in said(await log(auditor.client))
    async with house.world.store.reading() as tx:
        who = await officer(tx, auditor.id)
    assert who is not None
    assert may(who, AUDIT)
