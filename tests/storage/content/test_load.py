"""Content read strictly: every file, record and field that is wrong is named at once."""

# ruff: noqa: E501 - one row of a table is one line

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dialogs.questionnaire import QUESTIONNAIRE
from guidance.records.knowledge import Knowledge
from storage.content.findings import can_fire, findings
from storage.content.load import CONTENT, SHELVES, ContentError, edition, load_book, load_knowledge
from tests.guidance.conftest import TODAY
from tests.guidance.patterns import SUPPLIER

ALL_KINDS = (
    '["trade_secret", "technical_data_on_request", "idea_pitch", "product_shape", "patent", "utility_model", "design",'
    ' "national_core_tech", "industrial_tech", "software", "other"]'
)

Change = Callable[[str, str, str], Path]


@pytest.fixture
def changed(tmp_path: Path) -> Change:
    """A copy of the content in which one text of one file is another."""

    def change(file: str, old: str, new: str) -> Path:
        folder = tmp_path / "content"
        if not folder.exists():
            shutil.copytree(CONTENT, folder)
        text = (folder / file).read_text("utf-8")
        assert old in text
        (folder / file).write_text(text.replace(old, new, 1), "utf-8")
        return folder

    return change


def wrong(folder: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(ContentError) as caught:
        load_knowledge(folder)
    return [(problem.file, problem.record, problem.field) for problem in caught.value.problems]


def test_the_content_as_it_stands_is_right(knowledge: Knowledge) -> None:
    assert len(knowledge.routes) > 40
    assert all(getattr(knowledge, shelf.place) for shelf in SHELVES)


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("routes.toml", 'id = "idea-probe"', 'id = "winwin"', ("routes.toml", "winwin", "id")),
        ("routes.toml", 'statute = "ucpa-2-1-cha"', 'statute = "ucpa-99"', ("routes.toml", "idea-probe", "statute")),
        ("routes.toml", 'ministry = "kisa"', 'ministry = "kisah"', ("routes.toml", "kisa-intrusion", "ministry")),
        ("routes.toml", 'power = "mediate"', 'power = "amaze"', ("routes.toml", "subcontract-mediation", "power")),
        ("routes.toml", "weight = 96", 'weight = "96"', ("routes.toml", "cyber-crime", "weight")),
        ("routes.toml", 'cyber_intrusion = ["yes"]', 'cyber_intrusion = ["jawohl"]', ("routes.toml", "mss-support", "beside[2].when")),
        ("routes.toml", 'needs = { cyber_intrusion', 'needs = { cyber_invasion', ("routes.toml", "cyber-crime", "needs")),
        ("routes.toml", 'clock = "shape"', 'clock = "sharp"', ("routes.toml", "shape-probe", "clocks")),
        ("routes.toml", "[[route]]", "[[root]]", ("routes.toml", "root", "")),
        ("clocks.toml", 'runs_from = "now"', 'runs_from = "then"', ("clocks.toml", "core-duty", "runs_from")),
        ("clocks.toml", "checked = 2026-11-22", 'checked = "yesterday"', ("clocks.toml", "kftc-misuse", "checked")),
        ("clocks.toml", "checked = 2026-11-22", "", ("clocks.toml", "kftc-misuse", "checked")),
        ("question_sets.toml", 'kind = "yes_no" }', 'kind = "perhaps" }', ("question_sets.toml", "contract", "questions[1].kind")),
        ("question_sets.toml", 'id = "make", label', 'id = "none", label', ("question_sets.toml", "contract", "questions[0].options")),
        ("question_sets.toml", 'id = "written"', 'id = "kind"', ("question_sets.toml", "contract", "questions[1].id")),
        ("question_sets.toml", 'id = "written"', 'id = "written_down_on_paper"', ("question_sets.toml", "contract", "questions[1].id")),
        ("question_sets.toml", 'ask = "서면', 'asks = "서면', ("question_sets.toml", "contract", "questions[1].asks")),
        ("question_sets.toml", 'id = "intrusion"', 'id = "a_break_into_the_server"', ("question_sets.toml", "a_break_into_the_server", "id")),
        ("clocks.toml", "duty = false", "duty = false\nfrom = 2027-01-01\nuntil = 2026-01-01", ("clocks.toml", "kftc-misuse", "from")),
        ("order.toml", 'confidence = "one_source"', 'confidence = "sure"', ("order.toml", "duty-before-police-form", "confidence")),
        ("order.toml", 'then = "moip"', 'then = "motor"', ("order.toml", "duty-before-police-form", "first/then")),
        ("blind_spots.toml", 'code = "B1"', 'code = "B1"\ncolour = "grey"', ("blind_spots.toml", "nothing-protected", "colour")),
        ("blind_spots.toml", 'code = "B1"', "", ("blind_spots.toml", "nothing-protected", "code")),
        ("blind_spots.toml", 'confidence = "memory"', 'confidence = "memory"\n# ', ("blind_spots.toml", "state-taker", "verify")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_by_file_record_and_field(
    changed: Change, file: str, old: str, new: str, place: tuple[str, str, str]
) -> None:
    if new.endswith("# "):
        folder = changed(file, 'confidence = "memory"\nverify = true', 'confidence = "memory"')
    else:
        folder = changed(file, old, new)
    assert place in wrong(folder)


def test_everything_wrong_is_named_at_once(changed: Change) -> None:
    changed("clocks.toml", 'runs_from = "now"', 'runs_from = "then"')
    folder = changed("routes.toml", 'power = "mediate"', 'power = "amaze"')
    assert {file for file, _, _ in wrong(folder)} == {"clocks.toml", "routes.toml"}


def test_one_broken_record_does_not_make_others_look_broken(changed: Change) -> None:
    folder = changed("clocks.toml", "years = 7", 'years = "seven"')
    assert wrong(folder) == [("clocks.toml", "kftc-misuse", "years")]


def test_a_missing_file_is_named(changed: Change) -> None:
    folder = changed("order.toml", "", "")
    (folder / "order.toml").unlink()
    assert ("order.toml", "", "") in wrong(folder)


def test_a_file_that_is_no_toml_is_named_with_its_line(changed: Change) -> None:
    folder = changed("order.toml", 'id = "', "id = ")
    with pytest.raises(ContentError, match=r"content/order\.toml: cannot be read: .*line"):
        load_knowledge(folder)


def test_a_text_too_long_for_a_message_is_refused(changed: Change) -> None:
    folder = changed("blind_spots.toml", 'says = "', 'says = "' + "가" * 1000)
    assert wrong(folder) == [("blind_spots.toml", "nothing-protected", "says")]


def test_a_sentence_knows_the_record_it_belongs_to(knowledge: Knowledge) -> None:
    title = knowledge.routes["idea-probe"].title
    assert (title.domain, title.context) == ("content", "route.idea-probe")


def test_the_edition_changes_with_a_record_and_with_a_question(changed: Change) -> None:
    before = edition(CONTENT, QUESTIONNAIRE)
    assert edition(CONTENT, QUESTIONNAIRE) == before
    assert edition(changed("order.toml", "#", "##"), QUESTIONNAIRE) != before
    assert edition(CONTENT, QUESTIONNAIRE[1:]) != before


def test_a_book_weighs_answers_and_passes_over_what_does_not_route() -> None:
    book = load_book(QUESTIONNAIRE)
    answers = {key: tuple(value) if isinstance(value, list) else str(value) for key, value in SUPPLIER.items()}
    guide = book.weigh({**answers, "story": "…", "company": "…"}, TODAY)
    assert guide.lead == "kftc"
    assert guide.complaints == ()
    assert book.by_id["relationship"] in QUESTIONNAIRE


def test_a_record_older_than_a_year_is_found_on_the_day(knowledge: Knowledge) -> None:
    assert not [found for found in findings(knowledge, date(2027, 11, 22)) if found.kind == "old"]
    old = [found for found in findings(knowledge, date(2027, 11, 23)) if found.kind == "old"]
    assert "routes.idea-probe" in {found.record for found in old}


def test_nothing_in_the_content_is_unreachable_or_unused(knowledge: Knowledge) -> None:
    kinds = {"never_fires", "unreached", "unused"}
    assert [found for found in findings(knowledge, TODAY) if found.kind in kinds] == []


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("routes.toml", 'needs = { cyber_intrusion = ["yes"] }\nbars = {}', 'needs = { cyber_intrusion = ["yes"] }\nbars = { cyber_intrusion = ["yes"] }', ("never_fires", "routes.cyber-crime")),
        ("order.toml", "checked = 2026-11-22", "checked = 2026-11-22\nuntil = 2026-01-01", ("out_of_force", "order.duty-before-police-form")),
    ],
)  # fmt: skip
def test_what_can_never_be_used_is_found(
    changed: Change, file: str, old: str, new: str, found: tuple[str, str]
) -> None:
    kinds = [(one.kind, one.record) for one in findings(load_knowledge(changed(file, old, new)), TODAY)]
    assert found in kinds


def test_a_programme_whose_only_route_cannot_fire_is_found(changed: Change) -> None:
    folder = changed("routes.toml", "bars = {}", "bars = {}")
    text = (folder / "routes.toml").read_text("utf-8")
    start = text.index('id = "mss-mediation"')
    cut = text[start:].replace(
        'bars = { relationship = ["unknown_hacker"] }', f"bars = {{ what_was_taken = {ALL_KINDS} }}", 1
    )
    (folder / "routes.toml").write_text(text[:start] + cut, "utf-8")
    found = {(one.kind, one.record) for one in findings(load_knowledge(folder), TODAY)}
    assert {("never_fires", "routes.mss-mediation"), ("unreached", "programmes.mediation")} <= found


def test_every_route_can_fire(knowledge: Knowledge) -> None:
    assert all(can_fire(route) for route in knowledge.routes.values())
