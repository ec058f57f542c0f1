"""The page of licences is that of the locks, and no library reaches for our own licence."""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, version

import pytest

from tools.licences import LEAVING_OURS_ALONE, NAMED, PAGE, TABLES, UNKNOWN, leaves_ours_alone, licence, rows

AGAIN = "run .venv/bin/python -m tools.licences and read the diff"


def on_the_page(heading: str) -> dict[tuple[str, str], str]:
    """(name, version) -> licence, as the table under `heading` says."""
    part = PAGE.read_text("utf-8").partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    found = re.findall(r"^\| (\S+) \| (\S+) \| (.+) \|$", part, re.MULTILINE)
    return {(name, release): said for name, release, said in found if name != "distribution"}


def installed(name: str, release: str) -> bool:
    """Whether this very release is the one in this environment."""
    try:
        return version(name) == release
    except PackageNotFoundError:
        return False


@pytest.mark.parametrize("heading", TABLES)
def test_the_page_names_every_locked_release_and_no_other(heading: str) -> None:
    assert list(on_the_page(heading)) == rows(heading), AGAIN


@pytest.mark.parametrize("heading", TABLES)
def test_the_page_says_what_the_metadata_says(heading: str) -> None:
    page = on_the_page(heading)
    here = {(name, release): licence(name) for name, release in page if installed(name, release)}
    assert here == {release: page[release] for release in here}, AGAIN


@pytest.mark.parametrize("heading", TABLES)
def test_no_licence_is_unknown(heading: str) -> None:
    assert UNKNOWN not in on_the_page(heading).values()


def test_libraries_for_serving_leave_our_licence_alone() -> None:
    page = on_the_page("For serving")
    assert len(page) > 50
    assert {release: said for release, said in page.items() if not leaves_ours_alone(said)} == {}


@pytest.mark.parametrize(
    ("expression", "alone"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("MIT AND GPL-2.0-or-later", False),
        ("AGPL-3.0-only", False),
        (UNKNOWN, False),
    ],
)
def test_which_licences_are_refused(expression: str, alone: bool) -> None:
    assert leaves_ours_alone(expression) is alone


def test_what_is_named_by_hand_is_locked_and_known() -> None:
    locked = {name for heading in TABLES for name, _ in rows(heading)}
    assert NAMED.keys() <= locked
    assert all(map(leaves_ours_alone, NAMED.values()))
    assert not any(each.startswith(("GPL", "AGPL")) for each in LEAVING_OURS_ALONE)
