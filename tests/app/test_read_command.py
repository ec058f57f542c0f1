"""`sinmungo read`: JSON lines in, JSON lines out."""

from __future__ import annotations

import io
import json
from typing import Any

from app.commands.read import answer
from tests.dialogs.person import book


def ask(*lines: dict[str, Any] | str) -> tuple[int, list[dict[str, Any]]]:
    said = io.StringIO()
    typed = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    code = answer(io.StringIO("\n".join(typed) + "\n"), said, book())
    return code, [json.loads(line) for line in said.getvalue().splitlines()]


def told(at: str, text: str, language: str = "ko") -> dict[str, Any]:
    code, lines = ask({"at": at, "lang": language, "text": text, "on": "2026-11-30"})
    assert code == 0
    return lines[0]


def test_each_kind_of_place_tells_its_own_kind_of_value() -> None:
    assert told("damage_krw", "3억 5천만원") == {"outcome": "answer", "value": 350_000_000}
    assert told("act_date", "작년 3월") == {"outcome": "answer", "value": "2025-03"}
    assert told("contact", "010-1234-5678") == {"outcome": "answer", "value": "+82 10-1234-5678"}
    assert told("urgent", "네") == {"outcome": "answer", "value": True}
    assert told("send:kftc", "no, don't send it", "en") == {"outcome": "answer", "value": False}
    assert told("relationship", "a former employee", "en")["value"] == "ex_employee"
    assert told("wants", "1, 3")["value"] == ["stop_use", "investigation"]
    assert told("contract", "없어요")["value"] == ["none"]
    assert told("relationship", "모르겠어요")["value"] == "unknown"


def test_what_is_not_understood_is_asked_for_by_its_kind() -> None:
    assert told("damage_krw", "몇천")["about"] == "sum"
    assert told("act_date", "2024년 2월 30일")["about"] == "day"
    assert told("contact", "카카오톡 아이디 tech_owner")["about"] == "contact"
    assert told("business_number", "124-81-00999")["about"] == "business_number"
    assert told("collect", "네, 그런데요") == {"outcome": "ask", "about": "gate"}
    assert told("relationship", "1번 아니면 2번")["about"] == "choice"


def test_a_number_that_no_law_lets_us_keep_is_refused_and_the_rest_is_told() -> None:
    found = told("story", "제 번호는 880101-1234567 이고 도면을 뺏겼습니다")
    assert found["outcome"] == "refuse"
    assert found["about"] == "identity_number"
    assert "880101" not in found["kept"]
    assert "도면을 뺏겼습니다" in found["kept"]
    assert told("contact", "카드 4111111111111111")["about"] == "card_number"


def test_the_choices_are_told_in_the_order_shown() -> None:
    assert told("wants", "hm", "en")["options"][:2] == ["stop_use", "damages"]


def test_a_wrong_line_says_so_and_the_next_is_read() -> None:
    code, lines = ask("no json", {"at": "nowhere", "text": "네"}, {"at": "urgent", "text": "네"})
    assert code == 1
    assert "nowhere" in lines[1]["error"]
    assert [*map(list, lines)] == [["error"], ["error"], ["outcome", "value"]]
