"""One model for all tests of the search: learnt from the real content once, by whichever worker needs it first."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.search.model import Meaning, open_meaning

CONTENT = Path(__file__).parents[3] / "content"


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run alone, the same one for all its workers."""
    own = tmp_path_factory.getbasetemp()
    found = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "kept"
    found.mkdir(exist_ok=True)
    return found


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """While no other worker is in here for this folder."""
    with (folder / "lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def meaning(kept: Path) -> Meaning:
    """The search with its model loaded, as the service has it a moment after its start."""
    found = open_meaning(CONTENT, kept)
    with alone(kept):
        assert found.load(), found.missing
    return found


@pytest.fixture(scope="session")
def letters(kept: Path) -> Meaning:
    """The search as it is before its model is loaded, or where there is none."""
    return open_meaning(CONTENT, kept)
