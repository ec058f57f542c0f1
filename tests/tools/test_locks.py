"""The locks: every release by hash, no address, and the same releases for tests as for serving."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tools.install import locked
from tools.lock import LOCKS

RELEASE = re.compile(r"[\w.-]+==[\w.]+( ; [^\\]+)? \\")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_holds_releases_and_their_hashes_alone(lock: str) -> None:
    for line in Path(lock).read_text("utf-8").splitlines():
        assert RELEASE.fullmatch(line) or re.fullmatch(r"    --hash=sha256:[0-9a-f]{64}( \\)?", line), line


@pytest.mark.parametrize("lock", LOCKS)
def test_no_release_is_without_a_hash(lock: str) -> None:
    assert not re.search(r"\\\n\S", Path(lock).read_text("utf-8"))


def test_tests_run_on_the_releases_that_serve() -> None:
    assert locked("requirements.lock").items() <= locked("requirements-test.lock").items()
