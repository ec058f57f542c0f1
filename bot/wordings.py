"""What the search learns from: the ways to ask, what must not be answered, and told stories, read from `content/`."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from dialogs.faq import Wording

FAQ, OUT_OF_SCOPE, ASKED, STORIES = "faq.toml", "out_of_scope.toml", "asked.jsonl", "stories.toml"


class Asked(msgspec.Struct, frozen=True):
    """A question as somebody asked it, one JSON object a line. `id` is the entry that answers it, or null."""

    lang: str
    q: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """What somebody told. `facts`: question id -> the value the story makes likely."""

    category: str
    language: str
    text: str
    facts: Mapping[str, str] = field(default_factory=dict)


def read_asked(path: Path) -> tuple[Asked, ...]:
    """The questions of a JSON-lines file. Raises msgspec.ValidationError or msgspec.DecodeError for a wrong line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(msgspec.json.decode(line, type=Asked) for line in lines if line.strip())


def read_wordings(content: Path) -> tuple[Wording, ...]:
    """Every known way to ask, and every example of what must not be answered (entry empty), in file order."""
    found = [*_entries(_toml(content / FAQ)), *_refused(_toml(content / OUT_OF_SCOPE))]
    if (content / ASKED).exists():
        found += [Wording(asked.id or "", asked.lang, asked.q) for asked in read_asked(content / ASKED)]
    return tuple(dict.fromkeys(found))


def read_stories(content: Path) -> tuple[Story, ...]:
    """Every told story. A category's facts hold for its stories unless a story has facts of its own."""
    raw = _toml(content / STORIES)
    usual = {category["id"]: dict(category.get("facts", {})) for category in raw.get("category", [])}
    return tuple(
        Story(s["category"], s["language"], s["text"], {**usual[s["category"]], **s.get("facts", {})})
        for s in raw.get("story", [])
    )


def stamp(content: Path, method: str) -> str:
    """A short hash of all that is learnt from and of how: the same stamp, the same numbers."""
    digest = hashlib.sha256(method.encode())
    for name in (FAQ, OUT_OF_SCOPE, ASKED, STORIES):
        path = content / name
        digest.update(name.encode() + b"\0" + (path.read_bytes() if path.exists() else b""))
    return digest.hexdigest()[:16]


def _toml(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _entries(raw: Mapping[str, Any]) -> Iterator[Wording]:
    for entry in raw.get("entry", []):
        yield Wording(entry["id"], "ko", entry["question"])
        for language, aliases in entry["aliases"].items():
            yield from (Wording(entry["id"], language, alias) for alias in aliases)


def _refused(raw: Mapping[str, Any]) -> Iterator[Wording]:
    for group in raw.get("group", []):
        for language, examples in group["examples"].items():
            yield from (Wording("", language, example) for example in examples)
