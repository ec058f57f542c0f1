"""The words around names (`content/name_words.toml`), read once."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from functools import cache
from pathlib import Path

from dialogs.parse.person_names import NameReader, NameWords
from storage.content.checks import ContentProblem
from storage.content.load import CONTENT, ContentError

FILE = "name_words.toml"


@cache
def name_reader() -> NameReader:
    """What knows a person's name when it sees one. Raises ContentError for lists that cannot be read."""
    return read_names(CONTENT / FILE)


def read_names(path: Path) -> NameReader:
    """The lists of a file. Raises ContentError for one that is missing, empty or no list, and for a strange one."""
    try:
        lists = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ContentError((ContentProblem(path.name, "", "", f"cannot be read: {error}"),)) from None
    names = [each.name for each in fields(NameWords)]
    wrong = [(name, "is missing") for name in names if not isinstance(lists.get(name), str) or not lists[name].split()]
    wrong += [(name, "is no list of ours") for name in lists if name not in names]
    if wrong:
        raise ContentError(tuple(ContentProblem(path.name, name, "", what) for name, what in wrong))
    return NameReader(NameWords(**{name: frozenset(lists[name].split()) for name in names}))
