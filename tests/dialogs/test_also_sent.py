"""Nothing leaves that its owner has not read: whatever is sent stands in the overview, whole, and can be left out or
written anew; and what could tell who writes is pointed out to those who want no name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

import pytest

from dialogs.effects import Discard
from dialogs.events import Chose, FileRef, Sent
from dialogs.parse import contacts_in
from dialogs.questions import Answer, Kind
from dialogs.replies import Paragraph
from dialogs.session import Session
from locales.text import LANGUAGES
from tests.dialogs.person import Person, book, words
from tests.dialogs.stories import STORIES, tell

STORY = "subcontractors_drawings"
CHOICES = [each.id for each in book().questions if each.kind in (Kind.CHOICE, Kind.MANY) and not each.extra]
LONG = "\n".join(f"LINE-{n} the drawings of part {n} went by mail." for n in range(160))


@cache
def at_review() -> Session:
    return tell(STORY, "en", STORIES[STORY][1].index("!review:add")).session


def somebody(language: str = "en") -> Person:
    person = Person(language)
    person.session = at_review().with_draft(files=())
    person.types(f"/language {language}")
    return person


def shown(person: Person) -> str:
    """Everything on the screen."""
    parts = [part for reply in person.told for letter in person.letters(reply) for part in letter.parts]
    return "\n".join([part.text for part in parts] + [value for part in parts for _, value in part.rows])


def remarked(person: Person, questions: Iterable[str]) -> list[str]:
    """Type words that match no option at these questions; the marks that they carry."""
    marks = []
    for number, question in enumerate(questions):
        person.session = person.session.with_draft(form=person.session.form.asks(question), editing=True)
        person.session = replace(person.session, stage="asking")
        person.types(f"😭 MARK-{number} ㅁㄴㅇㄹ")
        marks.append(f"MARK-{number}")
        person.types("/review")
    return marks


def with_files(person: Person) -> list[str]:
    """Send two files, one with words; what tells them."""
    files = (
        FileRef("id-one", "MARK-name-one.pdf", "application/pdf", 1200, "0" * 64),
        FileRef("id-two", "two.pdf", "application/pdf", 3_400_000, "1" * 64, caption="MARK-caption of two"),
    )
    person.does(Sent(person.at, files), "")
    return ["MARK-name-one.pdf", "MARK-caption of two"]


def send(person: Person) -> str:
    """Send it to all; everything of the report in one text."""
    person.types("/review")
    person.presses("review:share")
    while body := next((c.key for r in person.told for c in r.choices if c.key.startswith("share:")), ""):
        person.presses(body)
    offered = {c.key for r in person.told for c in r.choices}
    if "agree:share" in offered:
        person.presses("agree:share")
    person.presses("send:now")
    report = person.report
    return repr((report.answers, report.remarks, report.files))


@pytest.mark.attack("owner-B2")
@pytest.mark.parametrize("language", LANGUAGES)
def test_words_that_matched_nothing_files_captions_and_the_story_stand_whole_in_the_overview(language: str) -> None:
    person = somebody(language)
    marks = [*remarked(person, CHOICES[:12]), *with_files(person)]
    person.session = person.session.with_form(person.session.form.holds("story", Answer(LONG)))
    person.types("/review")
    page = "".join(shown(person).split())
    assert [mark for mark in marks if "".join(mark.split()) not in page] == []
    assert [line for line in LONG.splitlines() if "".join(line.split()) not in page] == []
    sent = send(person)
    assert [mark for mark in marks if mark not in sent] == []


def keys(person: Person, verb: str) -> list[str]:
    return [c.key for r in person.told for c in r.choices if c.key.startswith(f"{verb}:")]


@pytest.mark.attack("owner-B2")
@pytest.mark.parametrize("verb", ["leave", "rewrite"])
def test_each_of_them_can_be_left_out_or_written_anew(verb: str) -> None:
    person = somebody()
    marks = [*remarked(person, CHOICES[:3]), *with_files(person)]
    person.types("/review")
    person.presses("review:also")
    listed = keys(person, "also")
    assert len(listed) == len(marks)
    for number, key in enumerate(listed):
        person.presses(key)
        assert marks[number] in shown(person)
        person.presses(f"{verb}:{key.partition(':')[2]}")
        if verb == "rewrite":
            person.types(f"NEW-{number}")
    sent = send(person)
    if verb == "leave":
        assert [mark for mark in marks if mark in sent] == []
        assert [each.file for each in person.effects if isinstance(each, Discard)] == ["id-one", "id-two"]
        assert person.report.files == ()
    else:
        assert [mark for mark in marks if mark in sent] == ["MARK-name-one.pdf"], "the name of a file is the file's"
        assert all(f"NEW-{number}" in sent for number in range(len(marks)))


def test_a_button_of_an_earlier_list_is_never_about_another() -> None:
    person = somebody()
    remarked(person, CHOICES[:2])
    person.presses("review:also")
    first, second = keys(person, "also")
    person.presses(first)
    old = f"leave:{first.partition(':')[2]}"
    person.presses(old)
    before = person.session.draft
    person.does(Chose(person.at, person.session.turn, old), "")
    assert person.session.draft == before
    assert keys(person, "also") == [second]


def test_the_title_of_loose_words_is_in_the_readers_language() -> None:
    for language in LANGUAGES:
        person = somebody(language)
        remarked(person, ["relationship"])
        person.types("/review")
        title = words().say(book().by_id["relationship"].title, language)
        labels = [label for r in person.told for each in person.letters(r) for part in each.parts
                  for label, value in part.rows if "MARK-0" in value]  # fmt: skip
        assert [title in label for label in labels] == [True]


# ---- what could tell who writes -------------------------------------------------------------------------

TELLING = (
    "010-1234-5678", "전화는 01012345678입니다", "call 010 1234 5678 please", "+82 10-1234-5678", "(02) 368-8787",
    "02-368-8787 로 전화", "o.wner+x@firm.co.kr 입니다", "ＯＷＮＥＲ＠ＦＩＲＭ．ＣＯＭ", "https://firm.example/about",
    "텔레그램 @kim_owner", "06 12 34 56 78", "+33 6 12 34 56 78", "０１０－１２３４－５６７８", "031.123.4567",
)  # fmt: skip
NOT_TELLING = (
    "2025-03-02", "2025년 3월 2일", "350,000,000원", "124-81-00998", "3억 5천만원", "KS B 0001-2020",
    "부품 번호 120-45", "1.2 mm, 3.4 mm, 5.6 mm", "SM-7K2Q-9XMD-5",
    "2025.03.02 ~ 2025.04.01", "10:30-11:45", "8801111186100",
)  # fmt: skip


@pytest.mark.parametrize("said", TELLING)
def test_addresses_and_numbers_are_seen_wherever_they_stand(said: str) -> None:
    assert contacts_in(f"우리 도면 {said}") == contacts_in(said)
    assert bool(contacts_in(said)), said


@pytest.mark.parametrize("said", NOT_TELLING)
def test_days_sums_goods_and_codes_are_none(said: str) -> None:
    assert contacts_in(said) == ()


@pytest.mark.attack("owner-B2")
@pytest.mark.parametrize("where", ["story", "remark", "caption", "name", "other words"])
@pytest.mark.parametrize("anonymous", ["yes", "no"])
def test_contact_data_in_a_report_without_a_name_is_pointed_out(where: str, anonymous: str) -> None:
    person = somebody()
    session = person.session.with_form(person.session.form.holds("anonymous", Answer(anonymous)))
    mail = "owner@firm.example"
    match where:
        case "story":
            session = session.with_form(session.form.holds("story", Answer(f"Write to {mail}")))
        case "remark":
            session = session.with_draft(remarks=(f"가져간 쪽: {mail}",))
        case "other words":
            session = session.with_form(session.form.holds("technology_name", Answer(f"Valve, see {mail}")))
        case _:
            name, caption = (f"{mail}.pdf", "") if where == "name" else ("a.pdf", mail)
            session = session.with_draft(files=(FileRef("f", name, "application/pdf", 9, "0" * 64, caption=caption),))
    person.session = session
    person.types("/review")
    pointed = [value for r in person.told for each in r.blocks for value in _texts(each) if mail in value]
    warned = any("without a name" in value for value in pointed)
    assert warned is (anonymous == "yes")


def _texts(block: object) -> list[str]:
    if isinstance(block, Paragraph):
        return [words().say(block.text, "en")]
    return [words().word(value, "en") for _, value in getattr(block, "rows", ())]


def test_looking_for_contact_data_ends_for_any_text() -> None:
    for unit in (
        "a",
        "0",
        "0-",
        "@",
        "a@",
        "a.",
        "+8",
        "www.",
        "@a",
        "1 (",
        "\ufdfa",
    ):
        contacts_in(unit * 20_000)
