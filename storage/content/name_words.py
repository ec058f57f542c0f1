"""The words around names (`content/name_words.toml`), read once."""

from __future__ import annotations

import tomllib
from dataclasses import fields
from functools import cache

from dialogs.parse.person_names import NameReader, NameWords
from storage.content.checks import ContentProblem
from storage.content.load import CONTENT, ContentError

FILE = "name_words.toml"


@cache
def name_reader() -> NameReader:
    """What knows a person's name when it sees one. Raises ContentError for a list that is missing or no list."""
    lists = tomllib.loads((CONTENT / FILE).read_text("utf-8"))
    missing = [each.name for each in fields(NameWords) if not str(lists.get(each.name, "")).strip()]
    if missing:
        raise ContentError(tuple(ContentProblem(FILE, name, "", "is missing") for name in missing))
    return NameReader(NameWords(**{each.name: frozenset(lists[each.name].split()) for each in fields(NameWords)}))
