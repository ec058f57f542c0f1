"""The house keeps its plan: imports go down, names mean one thing, and pages name what is there."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from tools.rooms import FLOORS, House, circles, forbidden, read, room_of
from tools.rooms_picture import drawing

ROOT = Path(__file__).parents[2]


@cache
def house() -> House:
    """Read when the first test asks: every worker collects every file, and reading takes seconds."""
    return read(ROOT)


SAME_IN_EVERY_FEATURE: Mapping[str, str] = {
    "archive": "an owner's archive as a file, and the effect that promises it",
    "bot": "the bot of a channel, beside the room of that name",
    "cases": "the table, and the verbs on it",
    "commands": "a channel's own commands, as they are read and as they are answered",
    "context": "what the parts of one feature share",
    "copies": "a report's copy on the owner's page and on the console",
    "demo": "the verb, and the throw-away house that it opens",
    "events": "live streams of a page",
    "faq": "known questions: the search, and the handler that answers with it",
    "files": "a channel's ways of fetching and handing over files",
    "inbox": "the class that gives the folder its name",
    "officers": "the table, and the verbs on it",
    "outbox": "the class that gives the folder its name, and the table with its verbs",
    "ports": "what a feature asks of others, as protocols",
    "referrals": "the effect, the verbs and the handler of passing a report on",
    "routes": "the records, and what becomes of them",
    "statistics": "figures: the page, and the queries behind it",
    "text": "typed words: as they are cleaned, and as they are dealt with",
    "texts": "the sentences of one feature",
    "transport": "how letters leave by a channel",
    "versions": "what a case held when, and the folder that alembic wants",
}
"""Basenames that may occur twice in a room, each with what it means everywhere."""
ALWAYS_ING = {"keyring", "polling", "ranking", "rating"}
"""Nouns of the field that end so."""
NO_PATHS = re.compile(r"[*<…]|^https?:|^\.venv|^var/|^build/|^/")


def product() -> Iterator[str]:
    return house().product()


def test_imports_go_down() -> None:
    assert forbidden(house()) == []


def test_nothing_imports_itself_round_about() -> None:
    assert circles(house()) == []


def test_a_circle_and_an_import_upwards_are_found() -> None:
    """The two tests above would say so."""
    names = ("storage.a", "storage.b", "web.c", "bot.telegram.d", "bot.desk.e", "dialogs.f", "locales.words")
    imports = {
        "storage.a": {"storage.b"},
        "storage.b": {"storage.a", "web.c"},
        "bot.desk.e": {"bot.telegram.d"},
        "dialogs.f": {"locales.words"},
    }
    other = House({name: Path() for name in names}, {name: frozenset(imports.get(name, ())) for name in names})
    assert circles(other) == [("storage.a", "storage.b")]
    assert len(forbidden(other)) == 3


def test_every_room_says_in_its_ruff_toml_what_it_may_not_import() -> None:
    rooms = [room for floor in FLOORS[:-1] for room in floor if "." not in room]
    above = {room: [other for floor in FLOORS[n + 1 :] for other in floor] for n, room in _numbered(rooms)}
    for room in rooms:
        banned = (ROOT / room / "ruff.toml").read_text("utf-8")
        missing = [each for each in above[room] if each not in ("tools", "locales") and f'"{each}".msg' not in banned]
        assert missing == [], room


def _numbered(rooms: list[str]) -> list[tuple[int, str]]:
    return [(next(n for n, floor in enumerate(FLOORS) if room in floor), room) for room in rooms]


def test_a_class_name_means_one_thing() -> None:
    found: dict[str, list[str]] = defaultdict(list)
    for name in product():
        for node in ast.parse(house().files[name].read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                found[node.name].append(name)
    assert {name: where for name, where in found.items() if len(where) > 1} == {}


def test_a_file_name_occurs_once_in_a_room_or_means_the_same_everywhere() -> None:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in product():
        found[room_of(name), name.rpartition(".")[2]].append(name)
    twice = {base: where for (_room, base), where in found.items() if len(where) > 1}
    assert {base: where for base, where in twice.items() if base not in SAME_IN_EVERY_FEATURE} == {}


def test_what_may_occur_twice_does() -> None:
    found: dict[str, int] = defaultdict(int)
    for name in product():
        found[name.rpartition(".")[2]] += 1
    assert [base for base in SAME_IN_EVERY_FEATURE if found[base] < 2] == []


def test_files_are_named_by_nouns() -> None:
    last = {name.rpartition(".")[2] for name in product()}
    assert {each for each in last if each.endswith("ing")} <= ALWAYS_ING


def pages() -> list[Path]:
    """What tells people where things are: docs and docstrings. The decision on the house keeps old names."""
    own = [each for each in sorted(ROOT.glob("*.md")) if each.name != "CHANGELOG.md"]
    documents = [*own, *sorted((ROOT / "docs").rglob("*.md"))]
    return [each for each in documents if each.name not in {"house.md", "licences.md"}]


def named_paths(text: str) -> Iterator[str]:
    """What stands between backticks and looks like a file or folder of ours."""
    for each in re.findall(r"`([\w./-]+)`", text):
        ours = "/" in each and each.split("/")[0] in KNOWN
        if (ours or re.fullmatch(r"(\w+/)+\w+\.(py|toml|md|po)", each)) and not NO_PATHS.search(each):
            yield each


KNOWN = {each.name for each in ROOT.iterdir() if each.is_dir()}


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.relative_to(ROOT).as_posix())
def test_pages_name_files_that_are_there(page: Path) -> None:
    assert [each for each in named_paths(page.read_text("utf-8")) if not (ROOT / each).exists()] == []


def test_docstrings_and_comments_name_files_and_modules_that_are_there() -> None:
    lost = []
    for name, path in house().files.items():
        text = path.read_text("utf-8")
        lost += [(name, each) for each in named_paths(text) if not (ROOT / each).exists()]
        lost += [(name, each) for each in _dotted_names(text) if not _is_there(each)]
    assert lost == []


def _dotted_names(text: str) -> list[str]:
    rooms = "|".join(room for floor in FLOORS for room in floor if "." not in room)
    return re.findall(rf"`((?:{rooms})(?:\.\w+)+)`", text)


def _is_there(dotted: str) -> bool:
    """A module, or something in one."""
    owner, _, name = dotted.rpartition(".")
    if dotted in house().files:
        return True
    return owner in house().files and re.search(rf"\b{name}\b", house().files[owner].read_text("utf-8")) is not None


def test_the_picture_is_the_one_the_code_draws() -> None:
    """Its boxes and what they are for; sizes change with every line and are drawn anew by `make map`."""
    kept = (ROOT / "docs" / "pictures" / "rooms.svg").read_text("utf-8")
    wanted = re.findall(r'class="n">([^<]+)<', drawing(house()))
    assert re.findall(r'class="n">([^<]+)<', kept) == wanted
