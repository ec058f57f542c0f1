"""Printable copies: every language's words in them, faces embedded, whole lines, and nobody kept waiting."""

from __future__ import annotations

import asyncio
import logging
import re
import threading
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise

import pypdfium2 as pdfium  # type: ignore[import-untyped] # it ships no types
import pytest

from bot.documents import fonts
from bot.documents.layout import Chapter, Piece, TextLine, Worded, draw
from bot.documents.line_breaks import NOT_FIRST, NOT_LAST, broken
from bot.documents.pdf import BOTTOM, LEFT, POINT, RIGHT
from bot.documents.printer import Printer
from bot.documents.render_pdf import PdfWording
from dialogs.case_states import ReferralState
from dialogs.effects import CaseStatus, File
from dialogs.events import FileRef
from dialogs.guide.document import Boxes, document
from dialogs.guide.sources import sources_of
from locales.text import LANGUAGES, Day, Raw, Text, _
from tests.dialogs.person import MORNING, book, words
from tests.dialogs.stories import tell

TODAY = date(2026, 11, 24)
STORY = "subcontractors_drawings"
HASH = "0123456789abcdef" * 4


@cache
def filed(language: str) -> File:
    report = tell(STORY, language).report
    ticked = tuple(each.paper for each in report.guide.missing[:2])
    file = FileRef("f1", "도면 rev3 (図面).pdf", "application/pdf", 5, HASH)
    return replace(report, ticked=ticked, files=(file,))


def status(file: File) -> CaseStatus:
    return CaseStatus(file.receipt, MORNING, tuple((each, ReferralState.SEEN, MORNING) for each in file.ministries))


@cache
def made(language: str, desk: bool = False) -> bytes:
    """The copy of a report that was written in `language`; a desk's is in Korean."""
    file = filed(language)
    return Printer(words(), book()).made(file, status(file), "ko" if desk else language, TODAY, desk)


@cache
def text_of(pdf: bytes) -> str:
    """All words of a PDF without spaces: where a line ends is the page's affair."""
    return "".join(pages_of(pdf))


@cache
def pages_of(pdf: bytes) -> tuple[str, ...]:
    """The words of each page, without spaces."""
    return tuple(bare(page.get_textpage().get_text_range()) for page in pdfium.PdfDocument(pdf))


def bare(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def pieces(pdf: bytes) -> Iterator[pdfium.PdfTextObj]:
    """Every piece of text on every page."""
    for page in pdfium.PdfDocument(pdf):
        for each in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_TEXT]):
            assert isinstance(each, pdfium.PdfTextObj)
            yield each


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_copy_says_everything_in_the_owners_language(language: str) -> None:
    file, said = filed(language), words()
    guide = book().weigh(file.facts, TODAY)
    told = text_of(made(language))
    knowledge = book().knowledge
    wanted: list[Text | Raw] = [
        *(knowledge.ministries[each].name for each in (guide.lead, *guide.cooperating)),
        *(knowledge.routes[each.route].why for each in guide.routes),
        *(knowledge.first_steps[each].says for each in guide.first_steps),
        *(knowledge.programmes[each.id].name for each in guide.programmes),
        *(each.basis for each in guide.clocks),
        *(knowledge.papers[each.paper].how for each in guide.missing),
        *(knowledge.blind_spots[each].says for each in guide.blind_spots),
        *(each.why for each in guide.refused),
        Raw(file.receipt),
        _("This is a guide, not the official filing."),
    ]
    for each in wanted:
        assert bare(said.say(each, language)) in told, each
    assert bare(said.word(Day(2026, 11, 24), language)) in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_own_words_names_and_files_are_in_it_as_they_stand(language: str) -> None:
    file, told = filed(language), text_of(made(language))
    for key in ("story", "counterpart_name", "contact"):
        if key in file.answers:
            assert bare(str(file.answers[key].value)) in told
    assert bare("도면 rev3 (図面).pdf") in told
    assert HASH in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_both_faces_are_embedded_and_cut_down(language: str) -> None:
    found = {(each.get_font().get_base_name(), each.get_font().is_embedded) for each in pieces(made(language))}
    assert found == {("MPDFAA+NotoSansCJKJP", True), ("MPDFAA+NotoSansCJKJPBold", True)}
    assert len(made(language)) < 600_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_what_it_is_and_which_page_of_how_many(language: str) -> None:
    pages = pages_of(made(language))
    for number, told in enumerate(pages, 1):
        numbered = words().say(Text("Page {n} of {m}", {"n": number, "m": len(pages)}), language)
        assert bare(numbered) in told
        assert bare(words().say(_("This is a guide, not the official filing."), language)) in told


def test_a_desk_reads_the_report_first_and_in_korean_whatever_its_owner_writes() -> None:
    told = text_of(made("ja", desk=True))
    headings = [_("What was reported"), _("Papers to secure", "label")]
    answers, advice = (told.index(bare(words().say(each, "ko"))) for each in headings)
    assert answers < advice
    own = text_of(made("ja"))
    answers, advice = (own.index(bare(words().say(each, "ja"))) for each in headings)
    assert advice < answers
    assert bare(words().say(book().knowledge.ministries["kftc"].name, "ko")) in told
    assert bare(str(filed("ja").answers["story"].value)) in told


def test_papers_have_boxes_and_those_at_hand_are_ticked() -> None:
    file = filed("en")
    printed = document(file, status(file), book(), TODAY)
    boxes = next(block for sheet in printed.sheets for block in sheet.blocks if isinstance(block, Boxes))
    assert [on for on, _name, _told in boxes.rows][:3] == [True, True, False]
    assert len(boxes.rows) == len(file.guide.missing)


def test_every_source_is_named_with_the_day_it_was_read_and_can_be_opened() -> None:
    file = filed("en")
    found = sources_of(book().weigh(file.facts, TODAY), book())
    links = [each.decode("ascii") for each in re.findall(rb"/URI \(([^)]+)\)", made("en"))]
    assert len([each for each in links if not each.startswith("tel:")]) >= len(found) > 10
    assert any(each.startswith("tel:") for each in links)
    assert bare("(please verify)") in text_of(made("en"))


def test_guidance_on_paper_is_of_the_day_it_is_printed() -> None:
    file = filed("en")
    early, late = (document(file, status(file), book(), day).first for day in (TODAY, date(2029, 11, 24)))
    assert early != late


# ---- on the page --------------------------------------------------------------------------------------


def long(text: str) -> Worded:
    """A document with one row and one item that are longer than a page."""
    table = Piece("table", (TextLine(text, "label"),) * 2, "Table")
    items = Piece("numbers", (TextLine(text),), "List")
    return Worded(
        "ko", "Title", "Warning", (TextLine("x", "y"),), ("first",), (Chapter("C", (table, items)),), "{n}/{m}"
    )


def test_a_row_longer_than_a_page_turns_with_it_and_no_line_is_lost() -> None:
    numbers = " ".join(f"w{number}" for number in range(3000))
    told = text_of(draw(long(numbers)))
    assert told.count("w2999") == 3
    assert all(f"w{number}w" in told for number in range(0, 2999, 7))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_written_outside_the_margins(language: str) -> None:
    for each in pieces(made(language)):
        left, bottom, right, _top = (side * POINT for side in each.get_bounds())
        assert left >= LEFT - 0.5, each.extract()
        assert right <= RIGHT + 0.5, each.extract()
        assert 297 - bottom <= BOTTOM + 0.5 or 279 < 297 - bottom < 290, each.extract()


def test_what_no_face_has_is_a_box_and_nothing_of_it_goes_to_a_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    strange = fonts.printable("🙂 stolen 👩‍🔬 \u202e\u0000 ก 기술")
    told = text_of(draw(long(strange)))
    assert "□stolen□" in told
    assert "기술" in told
    assert not any("missing" in each.getMessage() for each in caplog.records)


def test_a_name_in_separate_letters_is_composed() -> None:
    assert fonts.printable(unicodedata.normalize("NFD", "기술 é が")) == "기술 é が"


def test_han_characters_have_the_forms_of_their_language() -> None:
    def seen(language: str) -> bytes:
        pdf = draw(Worded(language, "直骨与", "", (), (), (), ""))
        return bytes(pdfium.PdfDocument(pdf)[0].render(scale=3).to_numpy().tobytes())

    assert seen("ja") == seen("ja")
    assert len({seen(each) for each in ("ja", "zh")}) == 2


@pytest.mark.parametrize(
    "text",
    [
        "技術資料を要求された記録（メール、メッセンジャー）を保存してください。「要求書」はありますか。",
        "保存全部请求记录（邮件、通讯软件）。“没有请求书”也要写明。",
        "기술자료를 달라고 한 기록(메일, 메신저)을 모두 저장합니다.",
        "Gardez les traces\u00a0: courriels, «\u00a0messageries\u00a0», portails.",
    ],
)
@pytest.mark.parametrize("width", [7, 12, 31])
def test_lines_end_where_readers_expect(text: str, width: int) -> None:
    lines = broken(text, width, lambda each: 1.0 if ord(each) < 0x1100 else 2.0)
    assert bare("".join(lines)) == bare(text)
    for before, after in pairwise(lines):
        assert after[0] not in NOT_FIRST or len(before) <= 2 or width < 12
        assert before[-1] not in NOT_LAST
        assert after[0] != " "


def test_korean_words_are_never_cut_where_a_space_is() -> None:
    text = "기술자료를 달라고 한 기록을 모두 저장합니다"
    lines = broken(text, 16, lambda each: 1.0 if ord(each) < 0x1100 else 2.0)
    assert [word for line in lines for word in line.split()] == text.split()


# ---- beside everybody else ----------------------------------------------------------------------------


class Slow(Printer):
    """A scribe whose drawing waits until the loop has gone on."""

    def __init__(self) -> None:
        super().__init__(words(), book())
        self.go = threading.Event()
        self.at_once = self.most = 0

    def made(self, file: File, status: CaseStatus, language: str, on: date, desk: bool = False) -> bytes:
        self.at_once += 1
        self.most = max(self.most, self.at_once)
        assert self.go.wait(30)
        self.at_once -= 1
        return b"%PDF"


async def test_the_loop_goes_on_while_a_copy_is_made_and_copies_wait_for_each_other() -> None:
    scribe, file = Slow(), filed("en")
    copies = [asyncio.create_task(scribe.copy(file, status(file), "en", TODAY)) for _ in range(3)]
    while not scribe.at_once:  # noqa: ASYNC110  the thread has no event of this loop
        await asyncio.sleep(0)
    assert not any(each.done() for each in copies)
    scribe.go.set()
    assert await asyncio.gather(*copies) == [b"%PDF"] * 3
    assert scribe.most == 1


def test_owners_words_keep_their_own_forms_on_a_korean_page() -> None:
    file = filed("ja")
    worded = PdfWording(words(), "ko").worded(document(file, status(file), book(), TODAY, desk=True))
    lines = [line for chapter in worded.chapters for piece in chapter.pieces for line in piece.lines]
    story = next(line for line in lines if str(file.answers["story"].value)[:10] in line.text)
    assert story.language == "ja"
    assert {line.language for line in lines} == {"", "ja"}
