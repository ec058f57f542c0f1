"""The words around names: every list is there, and a file that is wrong is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.content.load import CONTENT, ContentError
from storage.content.name_words import FILE, name_reader, read_names


def test_families_are_short_and_titles_are_no_names() -> None:
    words = name_reader().words
    assert {len(each) for each in words.families} == {1, 2}
    assert not words.families & words.titles
    assert all(each == each.lower() for each in words.latin)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text.replace("offices =", "office ="), "offices"),
        (lambda text: text.replace("offices =", "office ="), "is no list of ours"),
        (lambda text: text + 'families = "', "cannot be read"),
        (lambda text: text.replace('honorifics = "', 'honorifics = 5 # "'), "honorifics"),
    ],
)
def test_a_file_that_is_wrong_is_named(tmp_path: Path, change: object, told: str) -> None:
    assert callable(change)
    (tmp_path / FILE).write_text(change((CONTENT / FILE).read_text("utf-8")), "utf-8")
    with pytest.raises(ContentError, match=told):
        read_names(tmp_path / FILE)


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=FILE):
        read_names(tmp_path / FILE)
