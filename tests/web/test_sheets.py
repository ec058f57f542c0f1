"""What the style sheets may say of a language: then colours that were measured in one hold in all."""

from __future__ import annotations

import re
from pathlib import Path

import web

SHEETS = sorted(Path(web.__path__[0], "static").glob("*.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")


def test_a_language_changes_letters_and_lines_and_no_colour() -> None:
    said = [
        (sheet.name, declared.partition(":")[0].strip())
        for sheet in SHEETS
        for names, body in RULE.findall(COMMENT.sub("", sheet.read_text("utf-8")))
        if ":lang" in names or "[lang" in names
        for declared in body.split(";")
        if declared.strip()
    ]
    assert said
    assert [each for each in said if each[1] not in ("font-family", "word-break", "line-break")] == []
