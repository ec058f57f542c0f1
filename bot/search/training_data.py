"""What the search learns from: the ways to ask, what must not be answered, and told stories, read from `content/`."""

from __future__ import annotations

import hashlib
import itertools
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from dialogs.faq.index import KnownQuestion

FAQ, OUT_OF_SCOPE, ASKED, STORIES = "faq.toml", "out_of_scope.toml", "asked.jsonl", "stories.toml"


class AskedQuestion(msgspec.Struct, frozen=True):
    """A question as somebody asked it, one JSON object a line. `id` is the entry that answers it, or null."""

    lang: str
    q: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """What somebody told. `facts`: question id -> the value the story makes likely. `category` may be empty."""

    category: str
    language: str
    text: str
    facts: Mapping[str, str] = field(default_factory=dict)


def read_asked(path: Path) -> tuple[AskedQuestion, ...]:
    """The questions of a JSON-lines file. Raises msgspec.ValidationError or msgspec.DecodeError for a wrong line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(msgspec.json.decode(line, type=AskedQuestion) for line in lines if line.strip())


def read_wordings(content: Path) -> tuple[KnownQuestion, ...]:
    """Every known way to ask, and every example of what must not be answered (entry empty), in file order."""
    found = [*_entries(_toml(content / FAQ)), *_refused(_toml(content / OUT_OF_SCOPE))]
    if (content / ASKED).exists():
        found += [KnownQuestion(asked.id or "", asked.lang, asked.q) for asked in read_asked(content / ASKED)]
    return tuple(dict.fromkeys(found))


def worn(wordings: Iterable[KnownQuestion]) -> tuple[KnownQuestion, ...]:
    """The same wordings as people type them in a hurry: Korean without spaces, French without accents."""
    return tuple(replace(wording, text=text) for wording in wordings if (text := _hurried(wording)) != wording.text)


def _hurried(wording: KnownQuestion) -> str:
    if wording.language == "ko":
        return wording.text.replace(" ", "")
    if wording.language == "fr":
        letters = unicodedata.normalize("NFD", wording.text)
        return "".join(c for c in letters if not unicodedata.combining(c)).replace("’", " ").replace("'", " ")
    return wording.text


def read_stories(content: Path) -> tuple[Story, ...]:
    """Every told story. A category's facts hold for its stories unless a story has facts of its own."""
    raw = _toml(content / STORIES)
    usual = _usual(raw)
    return tuple(
        Story(s["category"], s["language"], s["text"], {**usual[s["category"]], **s.get("facts", {})})
        for s in raw.get("story", [])
    )


def read_hints(content: Path) -> tuple[Story, ...]:
    """Wordings of questions (and of what is refused) that tell a story in a few words: learnt from, never judged by."""
    raw, groups = _toml(content / STORIES), _toml(content / OUT_OF_SCOPE)
    usual, wordings = _usual(raw), tuple(_entries(_toml(content / FAQ)))
    found: list[Story] = []
    for hint in raw.get("hint", []):
        category = hint.get("category", "")
        facts = {**usual.get(category, {}), **hint.get("facts", {})}
        named = [w for w in wordings if w.entry in hint.get("entries", ())]
        refused = [g for g in groups.get("group", []) if g["id"] in hint.get("groups", ())]
        texts = [*named, *_refused({"group": refused})]
        found += [Story(category, wording.language, wording.text, facts) for wording in texts]
    return tuple(found)


def _usual(raw: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    return {category["id"]: dict(category.get("facts", {})) for category in raw.get("category", [])}


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


def _entries(raw: Mapping[str, Any]) -> Iterator[KnownQuestion]:
    for entry in raw.get("entry", []):
        yield KnownQuestion(entry["id"], "ko", entry["question"])
        for language, aliases in entry["aliases"].items():
            yield from (KnownQuestion(entry["id"], language, alias) for alias in aliases)


def _refused(raw: Mapping[str, Any]) -> Iterator[KnownQuestion]:
    """Every example; of what is mixed, each topic in every fourth saying, so that each saying meets a dozen topics."""
    for mixed in raw.get("mixed", []):
        for language, topics in mixed["topics"].items():
            pairs = itertools.product(enumerate(topics), enumerate(mixed["says"][language]))
            said = (say.replace("{}", topic) for (one, topic), (other, say) in pairs if (one + other) % 4 == 0)
            yield from (KnownQuestion("", language, text) for text in said)
    for group in raw.get("group", []):
        for language, examples in group["examples"].items():
            yield from (KnownQuestion("", language, example) for example in examples)
