"""What names or reaches somebody is masked in the owner's own words and names of files, until a reason is given."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from dialogs.effects import Amend
from dialogs.events import FileRef
from dialogs.questions import Answer
from storage import cases
from storage.files import store_file
from storage.timestamps import ms, now
from tests.web.console.house import House, opened
from tests.web.sent import Sent
from tests.web.visitor import forms, said
from web.console.answers import MASK
from web.console.masks import Masking

VALUES = (
    ("counterpart_name", "㈜ 상대테크"), ("company_name", "우리 회사 주식회사"), ("contact", "owner@example.com"),
    ("business_number", "123-45-67890"), ("contact_name", "정다운"), ("address", "어느 길 17"),
    ("official_name", "Kim Chul-soo"),
)  # fmt: skip
HIDDEN = (
    "상대테크", "상대 테크", "(주)상대테크가", "상대테크 주식회사", "우리회사", "우리 회사", "owner@example.com",
    "OWNER@EXAMPLE.COM", "123-45-67890", "1234567890", "123 45 67890", "정다운", "정 다운", "다운씨", "어느 길 17",
    "어느길 17", "Kim Chul-soo", "kim chul soo", "KIMCHULSOO", "010-1234-5678", "+82 10 1234 5678", "02-123-4567",
    "０１０－１２３４－５６７８", "somebody@else.kr", "https://else.kr/page", "@handle_of",
)  # fmt: skip
LEFT = (
    "2025-03-02", "3억 원", "1,234,567,890원", "도면 123장", "상대방", "우리가 만든 기술", "회사", "길 17",
    "911234567890123", "kimchi", "example",
)  # fmt: skip


@pytest.mark.attack("officer-B7")
@pytest.mark.parametrize("form", HIDDEN)
@pytest.mark.parametrize("around", ["{}", "그래서 {} 에게 보냈다.", "계약서 {}.pdf", "«{}»"])
def test_every_writing_of_what_is_private_is_hidden(form: str, around: str) -> None:
    told = Masking.of(VALUES).words(around.format(form))
    assert MASK in told
    assert form not in told


@pytest.mark.parametrize("form", LEFT)
def test_what_points_at_nobody_is_left(form: str) -> None:
    assert Masking.of(VALUES).words(f"그날 {form} 있었다") == f"그날 {form} 있었다"


def test_a_value_of_one_sign_or_none_hides_nothing() -> None:
    mask = Masking.of((("company_name", "a"), ("contact_name", ""), ("address", "·")))
    assert mask.words("a b 가 ·") == "a b 가 ·"


def test_names_and_captions_of_files_are_hidden() -> None:
    ref = Masking.of(VALUES).file(FileRef("1", "상대테크 계약서.pdf", "application/pdf", 1, caption="정다운 드림"))
    assert (ref.name, ref.caption, ref.id) == (f"{MASK} 계약서.pdf", f"{MASK} 드림", "1")


# ---- on the page --------------------------------------------------------------------------------------------


@pytest.fixture
async def house(sent: Sent, tmp_path: Path) -> AsyncIterator[House]:
    async with opened(sent, tmp_path / "house") as made:
        yield made


@pytest.mark.attack("officer-B7")
@pytest.mark.parametrize(("role", "desk"), [("auditor", "kftc"), ("secretariat", "secretariat")])
async def test_a_story_and_a_message_that_repeat_a_name_do_not_tell_it(house: House, role: str, desk: str) -> None:
    repeated = "표식회사가 도면을 가져갔다. 010-9876-5432로 전화했다."
    async with house.world.store.transaction() as tx:
        case = await cases.load_case(tx, house.receipt)
        assert case is not None
        answers = {"counterpart_name": Answer("표식회사"), "story": Answer(repeated, language="ko")}
        await cases.amend(tx, case, Amend(house.receipt, answers=answers), ms(now()))
        if desk == "secretariat":
            await cases.refer(tx, house.receipt, (desk,), "", ms(now()))
    await house.owner.say("표식 회사에서 또 왔다")
    plain, masked = await house.officer("kftc"), await house.officer(desk, role)
    page = said(await plain.case())
    assert ("표식회사가 도면을" in page, "010-9876-5432" in page) == (True, True)
    page = said(await masked.case())
    assert ("표식" in page, "9876" in page, f"{MASK}가 도면을 가져갔다" in page) == (False, False, True)


@pytest.mark.attack("officer-B7")
@pytest.mark.parametrize(("role", "desk"), [("auditor", "kftc"), ("secretariat", "secretariat")])
async def test_a_file_is_opened_for_a_reason_as_copies_are(house: House, role: str, desk: str) -> None:
    """Neither what is in it nor its name, which the answer's head would tell, goes out before."""
    async with house.world.store.transaction() as tx:
        case = await cases.load_case(tx, house.receipt)
        assert case is not None
        assert case.key is not None
        ref = FileRef("f9", "표식회사.txt", "text/plain", 4)
        await store_file(tx, "web:x", case.key, ref, b"MARK", ms(now()), house.receipt)
        if desk == "secretariat":
            await cases.refer(tx, house.receipt, (desk,), "", ms(now()))
    plain, who = await house.officer("kftc"), await house.officer(desk, role)
    path = f"/desk/case/{house.receipt}/file/f9"
    assert (await plain.client.get(path)).content == b"MARK"
    before = await who.client.get(path, follow_redirects=False)
    assert (before.status_code, before.headers.get("location")) == (
        303, f"/desk/case/{house.receipt}?ruling=no_reason#report",
    )  # fmt: skip
    assert "content-disposition" not in before.headers
    fields = forms(await who.case(), f"/desk/case/{house.receipt}/unmask")[0].fields
    given = {**fields, "reason": "complaint", "words": "2026-17"}
    await who.client.post(f"/desk/case/{house.receipt}/unmask", data=given)
    assert (await who.client.get(path)).content == b"MARK"
