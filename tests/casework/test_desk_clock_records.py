"""The time limits of desks as records: those of the content, and that a wrong one is named by file, record, field."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from storage.content.load import CONTENT, read_knowledge
from tests.casework.clockwork import RULES

GOOD = """
[[desk_clock]]
id = "extra"
ministry = "nis"
name = "extra"
label = "목표(법정기한 아님)"
days = 3
kind = "working"
starts_with = "referred"
met_by = "said"
remind_before = 1
source = ["house"]
checked = 2026-11-24
confidence = "confirmed"
"""


def problems(tmp_path: Path, record: str) -> list[str]:
    """What is wrong with the content when this record is added to the time limits."""
    folder = tmp_path / "content"
    shutil.copytree(CONTENT, folder)
    with (folder / "desk_clocks.toml").open("a", encoding="utf-8") as file:
        file.write(record)
    return [str(problem) for problem in read_knowledge(folder)[1]]


def test_every_statutory_term_has_a_source_and_a_mark_and_every_aim_says_that_it_is_one() -> None:
    for rule in RULES.values():
        says_law = "법정기한 아님" not in rule.label.msgid
        assert rule.statutory == says_law
        assert ("house" in rule.origin.source) != rule.statutory
        assert rule.origin.verify == rule.statutory, "whether a term of law begins with a report here is to be checked"


def test_an_urgent_case_is_to_be_opened_within_one_working_day_at_every_desk() -> None:
    opening = [rule for rule in RULES.values() if rule.met_by == "opened"]
    assert opening
    assert all((rule.urgent_days or rule.days) == 1 and rule.kind == "working" for rule in opening)


def test_a_right_record_is_taken(tmp_path: Path) -> None:
    assert problems(tmp_path, GOOD) == []


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('ministry = "nis"', 'ministry = "nsa"', "ministry"),
        ('kind = "working"', 'kind = "business"', "kind"),
        ('starts_with = "referred"', 'starts_with = "born"', "starts_with"),
        ('met_by = "said"', 'met_by = "luck"', "met_by"),
        ("days = 3", "days = 0", "days"),
        ("days = 3", 'days = "three"', "days"),
        ("remind_before = 1", "remind_before = -1", "remind_before"),
        ("days = 3", 'days = 3\npauses_in = ["closed"]', "pauses_in"),
        ("days = 3", 'days = 3\ngiver = "nobody"', "giver"),
        ("days = 3", 'days = 3\nroutes = ["nowhere"]', "routes"),
        ('name = "extra"', 'name = "Extra clock"', "name"),
        ('name = "extra"', 'name = "term"\ngiver = "mss"', "name"),
        ("days = 3", "days = 3\nstatutory = true", "source"),
        ('label = "목표(법정기한 아님)"\n', "", "label"),
    ],
)
def test_a_wrong_record_is_named_by_file_record_and_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in GOOD
    found = problems(tmp_path, GOOD.replace(old, new))
    assert any(each.startswith(f"content/desk_clocks.toml · extra · {field}") for each in found), found


def test_two_of_one_name_at_one_desk_are_named(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD + GOOD.replace('id = "extra"', 'id = "again"'))
    assert any(each.startswith("content/desk_clocks.toml · again · name") for each in found), found
