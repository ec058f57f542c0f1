"""What a machine may lack: then the tests that need it are skipped by hand, each with its reason, and fail in CI."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from functools import cache

import pytest
from sqlalchemy import make_url

from tests.budget import pytest_runtest_call, pytest_runtest_logreport, pytest_terminal_summary
from tests.databases import SERVER, Template

__all__ = ["pytest_runtest_call", "pytest_runtest_logreport", "pytest_terminal_summary"]

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@cache
def lacking(what: str) -> str:
    """Why tests that need `what` cannot run here; empty when they can."""
    if os.environ.get("CI"):
        return ""
    if what == "chromium":
        return "" if shutil.which(CHROMIUM) else f"no Chromium at {CHROMIUM} (CHROMIUM names another)"
    server = make_url(SERVER)
    try:
        socket.create_connection((server.host or "127.0.0.1", server.port or 5432), timeout=2).close()
    except OSError:
        return f"no PostgreSQL at {server.host}:{server.port} (TEST_DATABASE_URL names another)"
    return ""


def needed(item: pytest.Item) -> set[str]:
    """What a test cannot do without, by its fixtures and parameters."""
    params = getattr(getattr(item, "callspec", None), "params", {})
    named = set(getattr(item, "fixturenames", ()))
    found = {"chromium"} if "browser" in named else set()
    return found | ({"postgresql"} if "postgresql" in map(str, params.values()) else set())


def pytest_runtest_setup(item: pytest.Item) -> None:
    for what in sorted(needed(item)):
        if why := lacking(what):
            pytest.skip(why)


@pytest.fixture(scope="session")
def template() -> Iterator[Template]:
    """One for all folders of tests: what it makes is dropped when the worker ends."""
    found = Template()
    yield found
    found.drop()
