"""`sinmungo guide` and `sinmungo replay`, as a script would use them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from app.cli import main
from locales.text import LANGUAGES
from storage.content.load import CONTENT
from tests.guidance.patterns import LEAVER, PITCH, SUPPLIER

Run = Callable[..., tuple[int, list[str], str]]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a verb on lines of facts: exit code, lines of output, what was said on standard error."""

    def go(verb: str, lines: list[Any], *options: str) -> tuple[int, list[str], str]:
        file = tmp_path / "facts.jsonl"
        file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines), "utf-8")
        code = main([verb, "--facts", str(file), "--on", "2026-11-24", *options])
        out, err = capsys.readouterr()
        return code, out.splitlines(), err

    return go


def as_json(run: Run, *facts: Mapping[str, object] | str, lang: str = "ko") -> list[dict[str, Any]]:
    code, lines, _ = run("guide", list(facts), "--json", "--lang", lang)
    assert code == 0
    return [json.loads(line) for line in lines]


def test_a_line_of_facts_gives_a_line_of_guidance(run: Run) -> None:
    answers = as_json(run, SUPPLIER, LEAVER, PITCH)
    assert [answer["lead"] for answer in answers] == ["kftc", "knpa", "moip"]


def test_the_wire_has_what_the_vocabulary_promises(run: Run) -> None:
    (answer,) = as_json(run, {**SUPPLIER, "trade_end_date": "2024-03-02", "wants": ["mediation"]})
    assert answer["cooperating"][0] == "mss"
    assert answer["urgent"] is False
    route = answer["routes"][0]
    assert route["role"] == "lead"
    assert route["statute"] == "하도급법 제12조의3"
    assert set(route["because"]) >= {"relationship", "contract"}
    assert (route["deadline"]["closes"], route["deadline"]["certain"]) == ("2031-03-02", True)
    assert {"ministry", "why", "because"} <= answer["not"][0].keys()
    assert {"id", "because", "verify"} <= answer["programmes"][0].keys()
    assert {"paper", "why", "for"} <= answer["missing"][0].keys()
    assert answer["order"][:2] == ["mediation", "kftc"]
    assert {"chronology", "freeze"} <= set(answer["first_steps"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ids_are_the_same_in_every_language(run: Run, lang: str) -> None:
    (here,), (korean,) = as_json(run, SUPPLIER, lang=lang), as_json(run, SUPPLIER)
    for key in ("lead", "cooperating", "also", "order", "first_steps", "blind_spots"):
        assert here[key] == korean[key]


def test_a_wrong_line_says_so_and_the_next_is_answered(run: Run) -> None:
    code, lines, _ = run("guide", ["{broken", SUPPLIER, "[1]", "[" * 5000], "--json")
    assert code == 1
    answers = [json.loads(line) for line in lines]
    assert "error" in answers[0]
    assert answers[1]["lead"] == "kftc"
    assert answers[2]["complaints"][0]["kind"] == "not_a_value"
    assert "error" in answers[3]


def test_complaints_are_in_words(run: Run) -> None:
    (answer,) = as_json(run, {"relationship": "aunt", "act_date": "2030-01-01"})
    assert {complaint["kind"] for complaint in answer["complaints"]} == {"not_an_option", "future"}
    assert all(complaint["why"] for complaint in answer["complaints"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_person_reads_it_without_an_id(run: Run, lang: str) -> None:
    code, lines, _ = run("guide", [{**SUPPLIER, "act_date": "2030-01-01"}], "--lang", lang)
    page = "\n".join(lines)
    assert code == 0
    assert "02-368-8787" in page
    assert not {"subcontract-misuse", "kftc_mediation", "principal_contractor"} & set(page.split())


def test_a_missing_file_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["guide", "--json", "--facts", "nowhere.jsonl"]) == 1
    assert "nowhere.jsonl" in capsys.readouterr().err


def test_broken_content_is_named_and_nothing_is_answered(run: Run, tmp_path: Path) -> None:
    shutil.copytree(CONTENT, tmp_path / "content")
    (tmp_path / "content" / "clocks.toml").write_text("[[clock]]\nid = 3\n", "utf-8")
    code, lines, err = run("guide", [SUPPLIER], "--json", "--content", str(tmp_path / "content"))
    assert (code, lines) == (1, [])
    assert "content/clocks.toml" in err


# ---- replay


def other_content(tmp_path: Path, file: str, old: str, new: str) -> Path:
    folder = tmp_path / "before"
    shutil.copytree(CONTENT, folder)
    text = (folder / file).read_text("utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), "utf-8")
    return folder


def test_the_same_rules_change_nothing(run: Run) -> None:
    code, lines, err = run("replay", [SUPPLIER, LEAVER], "--before", str(CONTENT))
    assert (code, lines) == (0, [])
    assert "0 of 2" in err


def test_a_changed_period_is_listed_with_the_facts_it_changes(run: Run, tmp_path: Path) -> None:
    before = other_content(tmp_path, "clocks.toml", "years = 7", "years = 3")
    facts = [{**SUPPLIER, "trade_end_date": "2021-05-01"}, LEAVER]
    code, lines, err = run("replay", facts, "--before", str(before))
    assert code == 0
    (change,) = (json.loads(line) for line in lines)
    assert change["line"] == 1
    assert change["lead"] == ["mss", "kftc"]
    assert change["clocks"][0]["kftc-misuse"] == "2024-05-01"
    assert "1 of 2" in err


def test_a_programme_that_is_new_is_listed(run: Run, tmp_path: Path) -> None:
    before = other_content(tmp_path, "programmes.toml", 'id = "legalteam"', 'id = "lawyers"')
    code, lines, _ = run("replay", [SUPPLIER], "--before", str(before))
    assert code == 0
    was, now = json.loads(lines[0])["programmes"]
    assert ("lawyers" in was, "legalteam" in now) == (True, True)


def test_a_field_of_older_content_is_no_hindrance(run: Run, tmp_path: Path) -> None:
    before = other_content(tmp_path, "routes.toml", 'power = "recommend"', 'power = "recommend"\nonce = "known"')
    code, lines, _ = run("replay", [SUPPLIER], "--before", str(before))
    assert (code, lines) == (0, [])


@pytest.mark.parametrize("nowhere", ["no-such-revision", "--upload-pack=x", "/nowhere/at/all"])
def test_neither_a_folder_nor_a_revision_is_a_sentence(run: Run, nowhere: str) -> None:
    code, lines, err = run("replay", [SUPPLIER], f"--before={nowhere}")
    assert (code, lines) == (1, [])
    assert "neither a folder nor a revision" in err
