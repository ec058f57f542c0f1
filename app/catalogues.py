"""Keeps the catalogues: `python -m app.catalogues` gathers every sentence and compiles what is translated.

    python -m app.catalogues                 gather, update the .po files, compile the .mo files
    python -m app.catalogues --compile       compile only (done at set-up)
    python -m app.catalogues --check         say what is missing, stale or has other placeholders; exit 1 then
    python -m app.catalogues --fill FILE     take translations from JSON: [{"ctx": …, "src": …, "ja": …}, …]

`messages` holds the program's sentences (English original), `content` the officers' (Korean original, context =
`table.id`). A changed original leaves its old translation behind as fuzzy; a fuzzy one is never compiled, and a
record of `content` is compiled for a language only when all of its sentences are there.
"""

from __future__ import annotations

import argparse
import ast
import dataclasses
import json
import string
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from locales.text import LANGUAGES, Text
from storage.content.load import load_knowledge

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("dialogs", "guidance", "locales", "casework", "bot", "web", "app")
ORIGINAL = {"messages": "en", "content": "ko"}
FEW = 60
"""New sentences up to which an old, similar translation is offered as fuzzy; beyond, guessing costs minutes."""

Key = tuple[str, str, str]
"""(context, sentence, plural)"""


def marked(path: Path) -> Iterator[tuple[Key, int]]:
    """The sentences marked with `_` and `_n` in a Python file, with their lines."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id not in {"_", "_n"}:
            continue
        words = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        named = {each.arg: each.value for each in node.keywords}
        context = named.get("context")
        if isinstance(context, ast.Constant):
            words.append(str(context.value))
        plural = words.pop(1) if node.func.id == "_n" and len(words) > 1 else ""
        if words:
            yield (words[1] if len(words) > 1 else "", words[0], plural), node.lineno


def program_sentences() -> dict[Key, list[tuple[str, int]]]:
    """Every sentence of the program, with the places it stands in."""
    found: dict[Key, list[tuple[str, int]]] = {}
    for path in sorted(each for room in ROOMS for each in (ROOT / room).rglob("*.py")):
        for key, line in marked(path):
            found.setdefault(key, []).append((str(path.relative_to(ROOT)), line))
    return found


def _texts(value: Any) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for field in dataclasses.fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in _texts(each))
    elif isinstance(value, (tuple, list)):
        yield from (text for each in value for text in _texts(each))


def officers_sentences() -> dict[Key, list[tuple[str, int]]]:
    """Every sentence of `content/`, under the record it belongs to."""
    texts = _texts(load_knowledge(ROOT / "content"))
    return {(text.context, text.msgid, ""): [] for text in texts if text.domain == "content" and text.msgid}


SENTENCES = {"messages": program_sentences, "content": officers_sentences}


def path_of(domain: str, language: str) -> Path:
    return ROOT / "locales" / language / "LC_MESSAGES" / f"{domain}.po"


def read(domain: str, language: str) -> Catalog:
    """The catalogue as it stands; an empty one if there is none yet."""
    path = path_of(domain, language)
    locale = "zh_Hans" if language == "zh" else language
    if not path.exists():
        return Catalog(locale=locale, domain=domain, charset="utf-8", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=locale, domain=domain)


def write(catalogue: Catalog, domain: str, language: str) -> None:
    path = path_of(domain, language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=0, sort_output=True, ignore_obsolete=True, omit_header=False,
                 include_lineno=False)  # fmt: skip


def template(domain: str) -> Catalog:
    catalogue = Catalog(domain=domain, charset="utf-8", fuzzy=False, project="Sinmungo", copyright_holder="Sinmungo")
    for (context, sentence, plural), places in sorted(SENTENCES[domain]().items()):
        files = [(place, 0) for place in sorted({place for place, _line in places})]
        catalogue.add((sentence, plural) if plural else sentence, context=context or None, locations=files)
    return catalogue


def gather() -> None:
    """Bring every catalogue to the sentences that are there now."""
    for domain in ORIGINAL:
        fresh = template(domain)
        for language in LANGUAGES:
            catalogue = read(domain, language)
            new = sum((each.context, each.id) not in _keys(catalogue) for each in fresh if each.id)
            guess = 0 < new <= FEW and language != ORIGINAL[domain] and len(catalogue) > 0
            catalogue.update(fresh, no_fuzzy_matching=not guess, update_header_comment=False)
            catalogue.header_comment = f"# Sinmungo: {domain}, {language}."
            write(catalogue, domain, language)


def _keys(catalogue: Catalog) -> set[tuple[str | None, object]]:
    return {(each.context, each.id) for each in catalogue if each.id}


def _strings(message: Message) -> list[str]:
    said = message.string
    return [said] if isinstance(said, str) else list(said or ())


def missing(message: Message) -> bool:
    said = _strings(message)
    return message.fuzzy or not said or not all(said)


def compiled(catalogue: Catalog, domain: str) -> Catalog:
    """What may be shown: nothing fuzzy or missing; of `content`, whole records only."""
    messages = [each for each in catalogue if each.id]
    broken = {each.context for each in messages if missing(each)} if domain == "content" else set()
    ready = Catalog(locale=catalogue.locale, domain=domain, charset="utf-8", fuzzy=False)
    for each in messages:
        if not missing(each) and (domain != "content" or each.context not in broken):
            ready.add(each.id, each.string, context=each.context)
    return ready


def compile_all() -> None:
    for domain in ORIGINAL:
        for language in LANGUAGES:
            source = path_of(domain, language)
            target = source.with_suffix(".mo")
            if not source.exists() or (target.exists() and target.stat().st_mtime >= source.stat().st_mtime):
                continue
            fresh = target.with_suffix(".new")
            with fresh.open("wb") as file:
                write_mo(file, compiled(read(domain, language), domain))
            fresh.replace(target)  # whoever starts meanwhile reads the old one whole


def placeholders(sentence: str) -> set[str]:
    return {name for _text, name, _spec, _conversion in string.Formatter().parse(sentence) if name}


def complaints() -> list[str]:
    """Everything wrong with the catalogues, each a line that names catalogue and sentence."""
    return [line for domain in ORIGINAL for language in LANGUAGES for line in _wrong(domain, language)]


def _wrong(domain: str, language: str) -> Iterator[str]:
    there = {(each.context or "", _one(each)): each for each in read(domain, language) if each.id}
    wanted = {(context, sentence) for context, sentence, _plural in SENTENCES[domain]()}
    name = f"{language}/{domain}.po"
    yield from (f"{name}: not gathered: {key}" for key in sorted(wanted - there.keys()))
    yield from (f"{name}: no longer used: {key}" for key in sorted(there.keys() - wanted))
    for key, message in there.items():
        if language == ORIGINAL[domain]:
            continue
        if missing(message):
            yield f"{name}: {'stale' if message.fuzzy else 'missing'}: {key}"
        elif any(placeholders(each) != placeholders(key[1]) for each in _strings(message)):
            yield f"{name}: other placeholders: {key}"


def _one(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def fill(files: Iterable[Path]) -> int:
    """Take translations from JSON files; the number of sentences filled."""
    given = [entry for file in files for entry in json.loads(file.read_text(encoding="utf-8"))]
    filled = 0
    for domain, original in ORIGINAL.items():
        table: dict[tuple[str, str], dict[str, Any]] = {}
        for entry in given:
            key = (entry.get("ctx", ""), _first(entry.get("src") or entry.get(original, "")))
            table[key] = table.get(key, {}) | entry
        for language in LANGUAGES:
            if language != original:
                filled += _fill(domain, language, table)
    return filled


def _first(said: str | list[str]) -> str:
    return said if isinstance(said, str) else said[0]


def _fill(domain: str, language: str, table: dict[tuple[str, str], dict[str, Any]]) -> int:
    catalogue = read(domain, language)
    count = 0
    for message in catalogue:
        entry = table.get((message.context or "", _one(message))) if message.id else None
        if entry is None or not entry.get(language):
            continue
        said = entry[language]
        forms = catalogue.num_plurals
        message.string = (tuple(said) if isinstance(said, list) else (said,) * forms) if message.pluralizable else said
        message.flags.discard("fuzzy")
        count += 1
    write(catalogue, domain, language)
    return count


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m app.catalogues", description=__doc__.split("\n")[0])
    parser.add_argument("--compile", action="store_true", help="compile only")
    parser.add_argument("--check", action="store_true", help="say what is wrong; exit 1 then")
    parser.add_argument("--fill", nargs="+", type=Path, metavar="FILE", help="take translations from JSON")
    arguments = parser.parse_args()
    if arguments.check:
        found = complaints()
        print("\n".join(found) or "The catalogues are complete.")
        return 1 if found else 0
    if not arguments.compile:
        gather()
    if arguments.fill:
        print(f"{fill(arguments.fill)} sentences filled.")
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main())
