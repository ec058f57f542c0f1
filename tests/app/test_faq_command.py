"""`sinmungo faq`: JSON lines in, JSON lines out, as they come."""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.commands.faq import answer, register
from bot.search.model import Meaning
from tests.bot.search.conftest import CONTENT


def ask(meaning: Meaning, *lines: str) -> tuple[int, list[dict[str, Any]]]:
    said = io.StringIO()
    code = answer(io.StringIO("\n".join(lines) + "\n"), said, meaning)
    return code, [json.loads(line) for line in said.getvalue().splitlines()]


def test_a_line_is_answered_with_a_line(meaning: Meaning) -> None:
    code, lines = ask(
        meaning,
        '{"lang": "ko", "query": "상담은 무료인가요?"}',
        '{"lang": "en", "query": "what is the weather"}',
    )
    assert code == 0
    assert (lines[0]["answered"], lines[0]["results"][0]["id"]) == (True, "cost")
    assert lines[1]["answered"] is False
    assert all(len(line["results"]) <= 5 for line in lines)
    scores = [result["score"] for result in lines[0]["results"]]
    assert scores == sorted(scores, reverse=True)


def test_an_answer_leaves_before_the_next_question_comes(letters: Meaning) -> None:
    said = io.StringIO()
    waiting: list[int] = []

    def typed() -> Iterator[str]:
        for query in ("비용", "기한"):
            waiting.append(said.getvalue().count("\n"))
            yield json.dumps({"query": query}) + "\n"

    answer(typed(), said, letters)
    assert waiting == [0, 1]


def test_a_wrong_line_is_named_and_the_next_is_answered(letters: Meaning) -> None:
    code, lines = ask(letters, "not json", "", '{"lang": "ko"}', '{"query": "비용"}')
    assert code == 1
    assert ["error" in line for line in lines] == [True, True, False]


def parse(*words: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    register(parser.add_subparsers())
    return parser.parse_args(["faq", *words])


def cut(folder: Path, entries: int) -> Path:
    """The real content cut down to its first questions: how well all of it is found is measured by the search's own
    tests, and it is learnt from five times here."""
    folder.mkdir()
    for name, table in (("faq.toml", "[[entry]]"), ("out_of_scope.toml", "[[group]]")):
        head, *records = (CONTENT / name).read_text(encoding="utf-8").split(f"\n{table}\n")
        plain = head if table == "[[entry]]" else ""
        (folder / name).write_text(f"\n{table}\n".join([plain, *records[: entries if plain else 1]]), encoding="utf-8")
    return folder


def test_measuring_prints_recall_and_refusal_for_each_language(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "asked.jsonl"
    rows = [
        {"lang": "ko", "q": "상담하는 데 돈이 드나요", "id": "cost"},
        {"lang": "fr", "q": "quel temps fera-t-il demain", "id": None},
        {"lang": "en", "q": "is there a weather forecast"},
    ]
    file.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    args = parse("--evaluate", str(file), "--content", str(cut(tmp_path / "content", 4)))
    assert args.func(args) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in said] == ["language", "all", "ko", "en", "fr"]


def test_a_file_that_is_not_there_is_said_plainly(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = parse("--evaluate", str(tmp_path / "none.jsonl"), "--content", str(CONTENT))
    assert args.func(args) == 1
    assert "none.jsonl" in capsys.readouterr().err
