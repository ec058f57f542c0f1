"""Numbers inside files: found in what can be read, with bounds, and nothing else is looked into."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable, Mapping

import pytest

from bot.inbox.file_numbers import MOST_BYTES, FileNumberSearch, numbers_inside
from dialogs.events import FileRef, Sent
from tests.dialogs.person import MORNING

NUMBER = "880101-1234568"


def packed(parts: Mapping[str, str | bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in parts.items():
            into.writestr(name, content)
    return made.getvalue()


def docx(words: str) -> bytes:
    runs = "".join(f"<w:r><w:t>{each}</w:t></w:r>" for each in words)
    return packed({"word/document.xml": f"<w:document><w:body><w:p>{runs}</w:p></w:body></w:document>"})


FOUND = {
    "txt": f"번호는 {NUMBER} 입니다".encode(),
    "txt in cp949": f"번호는 {NUMBER} 입니다".encode("cp949"),
    "txt in utf-16": f"번호는 {NUMBER} 입니다".encode("utf-16"),
    "csv": f"name,number\nKim,{NUMBER}\n".encode(),
    "json": f'{{"n": "{NUMBER}"}}'.encode(),
    "docx": docx(f"Kim, {NUMBER}"),
    "docx in a header": packed({"word/header1.xml": f"<w:hdr><w:p><w:t>{NUMBER}</w:t></w:p></w:hdr>"}),
    "docx with references": packed({"word/document.xml": "<w:p><w:t>880101&#45;1234568</w:t></w:p>"}),
    "xlsx": packed({"xl/sharedStrings.xml": f"<sst><si><t>a</t></si><si><t>{NUMBER}</t></si></sst>"}),
    "xlsx in a cell": packed({"xl/worksheets/sheet1.xml": f"<row><c><is><t>{NUMBER}</t></is></c></row>"}),
    "pptx": packed({"ppt/slides/slide3.xml": f"<a:p><a:t>{NUMBER}</a:t></a:p>"}),
    "hwpx": packed({"Contents/section0.xml": f"<hp:p><hp:run><hp:t>{NUMBER}</hp:t></hp:run></hp:p>"}),
}
NONE = {
    "csv": b"day,sum\n880101,1234567\n150305,3500000\n",
    "csv of goods": b"ean\n8801111186100\n8801205123455\n4111111111111111\n",
    "txt": "전화 010-1234-5678, 사업자 124-81-00998, 계좌 352-1234-5678-93, 2024-03-05 14:30:12".encode(),
    "xlsx": packed({"xl/worksheets/sheet1.xml": "<row><c><v>880101</v></c><c><v>1234567</v></c></row>"}),
    "docx": packed({"word/media/image1.xml": NUMBER, "custom.xml": NUMBER}),
    "docx that is none": b"PK\x05\x06 nothing",
    "docx cut": docx(NUMBER)[:-30],
    "docx empty": b"",
    "pdf": f"%PDF {NUMBER}".encode(),
    "jpg": NUMBER.encode(),
    "hwp": NUMBER.encode(),
}


@pytest.mark.attack("security-B12")
@pytest.mark.parametrize("kind", FOUND)
def test_a_number_is_found(kind: str) -> None:
    assert numbers_inside(kind.partition(" ")[0], FOUND[kind]) == ("resident",)


@pytest.mark.parametrize("kind", NONE)
def test_what_is_no_number_or_cannot_be_read_is_not_found(kind: str) -> None:
    assert numbers_inside(kind.partition(" ")[0], NONE[kind]) == ()


def bomb() -> bytes:
    return packed({f"word/header{n}.xml": b"1 2 " * 10_000_000 for n in range(3)})


HOSTILE: Mapping[str, Callable[[], bytes]] = {
    "docx that unpacks to much": bomb,
    "docx of many parts": lambda: packed({f"word/header{n}.xml": "1" for n in range(20_000)}),
    "docx deep": lambda: packed({"word/document.xml": "<a>" * 2_000_000}),
    "docx of entities": lambda: packed({"word/document.xml": f"<!DOCTYPE a [<!ENTITY a '{'&a;' * 9999}'>]>&a;" * 99}),
    "docx of open tags": lambda: packed({"word/document.xml": "<" * 4_000_000}),
    "docx of names": lambda: packed({"word/document.xml": "</a" * 1_000_000}),
    "txt of figures": lambda: b"1234567890" * 2_000_000,
    "txt of spaces": lambda: b"1 2 3 4 5 6 7 " * 1_000_000,
    "txt that is not utf-8": lambda: b"\xff\x31" * 10_000_000,
}


@pytest.mark.slow("makes files of twenty megabytes")
@pytest.mark.parametrize("kind", HOSTILE)
def test_the_work_on_a_file_is_bounded(kind: str) -> None:
    content = HOSTILE[kind]()
    before = time.thread_time()
    numbers_inside(kind.partition(" ")[0], content)
    assert time.thread_time() - before < 4.0


async def test_each_file_says_what_it_holds() -> None:
    files = tuple(
        FileRef(name, name, "text/plain", 1, kind="document") for name in ("a.txt", "b.pdf", "c.DOCX", "gone.txt")
    )
    contents = {"a.txt": b"nothing", "b.pdf": NUMBER.encode(), "c.DOCX": docx(NUMBER)}
    seen = await FileNumberSearch().looked_through(Sent(MORNING, files), contents)
    assert isinstance(seen, Sent)
    assert seen.numbers == (("c.DOCX", ("resident",)),)
    assert len(contents["c.DOCX"]) < MOST_BYTES
