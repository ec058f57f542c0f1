"""One model for all tests of the search: learnt from the real content once, into a folder of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.search.model import Meaning, open_meaning

CONTENT = Path(__file__).parents[3] / "content"


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="session")
def meaning(kept: Path) -> Meaning:
    """The search with its model loaded, as the service has it a moment after its start."""
    found = open_meaning(CONTENT, kept)
    assert found.load(), found.missing
    return found


@pytest.fixture(scope="session")
def letters(kept: Path) -> Meaning:
    """The search as it is before its model is loaded, or where there is none."""
    return open_meaning(CONTENT, kept)
