"""From `Text` to words: the only place that knows languages, and the only importer of babel.

`Words.say(text, language)` words one sentence; `Words.letters(reply, language, turn, origin)` a whole reply.
There is no current language anywhere: who calls says for whom.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import msgspec
from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from bot.letter import Button, Letter, Part
from dialogs.reading import bare
from dialogs.types import (
    LANGUAGES,
    Attachment,
    Block,
    Card,
    Choice,
    Day,
    Items,
    Link,
    Paragraph,
    Param,
    Question,
    Raw,
    Reply,
    Text,
    Won,
    _,
)

LONGEST = 3500
"""Characters of one letter's parts, well below Telegram's 4 096 UTF-16 units after marks are added."""

LOCALES: Mapping[str, Locale] = {code: Locale.parse("zh_Hans" if code == "zh" else code) for code in LANGUAGES}

PROGRESS = _("Question {n} of about {m}")
WON = _("{sum} won")
VERIFIED = _("{link} (please verify)")


class Words:
    """The catalogues of one folder, read once. `root` holds `<language>/LC_MESSAGES/{messages,content}.mo`."""

    def __init__(self, root: Path) -> None:
        self._catalogues = {
            (domain, language): _catalogue(root, domain, language)
            for domain in ("messages", "content")
            for language in LANGUAGES
        }
        self._own = {language: _read(root, "content", language) for language in LANGUAGES}
        self._fixed: dict[tuple[str, str, str, str], str] = {}

    def say(self, text: Text | Raw, language: str) -> str:
        """The sentence in the reader's words; English, then the original, where a translation is missing."""
        if isinstance(text, Raw):
            return text.said
        if not text.params:
            key = (text.domain, language, text.context, text.msgid)
            found = self._fixed.get(key)
            if found is None:
                found = self._fixed[key] = self._template(text, language)
            return found
        worded = {name: self.word(value, language) for name, value in text.params.items()}
        return self._template(text, language).format_map(worded)

    def _template(self, text: Text, language: str) -> str:
        catalogue = self._catalogues[text.domain, language]
        if text.many:
            n = text.params.get("n")
            count = n if isinstance(n, int) else 2
            if text.context:
                return catalogue.npgettext(text.context, text.msgid, text.many, count)
            return catalogue.ngettext(text.msgid, text.many, count)
        return catalogue.pgettext(text.context, text.msgid) if text.context else catalogue.gettext(text.msgid)

    def worded_in(self, text: Text, language: str) -> str:
        """The language in which a sentence of `content` is shown to a reader of `language`."""
        if language == "ko" or self._own[language].pgettext(text.context, text.msgid) != text.msgid:
            return language
        return "en" if self._own["en"].pgettext(text.context, text.msgid) != text.msgid else "ko"

    def word(self, value: Param, language: str) -> str:
        """A parameter by the reader's locale: sums, days, lists; own words as they stand."""
        match value:
            case str():
                return value
            case int():
                return format_decimal(value, locale=LOCALES[language])
            case Text() | Raw():
                return self.say(value, language)
            case Day():
                return day_in_words(value, language)
            case Won(amount=amount):
                return self.say(Text(WON.msgid, {"sum": amount}), language)
            case Link(target=target, verify=verify):
                shown = target.removeprefix("tel:")
                return self.say(Text(VERIFIED.msgid, {"link": shown}), language) if verify else shown
            case tuple():
                return listed([self.word(each, language) for each in value], language)

    def letters(self, reply: Reply, language: str, turn: int, origin: str = "") -> tuple[Letter, ...]:
        """The reply as letters of at most `LONGEST` characters; buttons stand below the last one."""
        parts = [part for block in reply.blocks for part in self._parts(block, language)]
        if reply.progress:
            n, m = reply.progress
            parts.insert(0, Part("paragraph", self.say(Text(PROGRESS.msgid, {"n": n, "m": m}), language)))
        groups = _grouped(parts)
        first = Letter(language, (), kind=reply.kind, protect=reply.protect, silent=reply.silent)
        letters = [msgspec.structs.replace(first, parts=tuple(group)) for group in groups[:-1]]
        last = msgspec.structs.replace(
            first,
            parts=tuple(groups[-1]),
            choices=tuple(self._button(choice, language) for choice in reply.choices),
            nav=tuple(self._button(choice, language) for choice in reply.nav),
            turn=turn,
            expects=reply.expects,
            replace=origin if reply.replace else "",
            delete_after=reply.delete_after,
            columns=reply.columns,
            progress=reply.progress,
            erase=origin if reply.erase else "",
        )
        return (*letters, last)

    def _button(self, choice: Choice, language: str) -> Button:
        label = self.say(choice.label, language)
        short = self.say(choice.short, language) if choice.short else label
        note = self.say(choice.note, language) if choice.note else ""
        return Button(choice.key, label, short if short != label else "", note, choice.url, choice.on)

    def _parts(self, block: Block, language: str) -> list[Part]:
        match block:
            case Paragraph(text=text):
                return [Part("paragraph", self.say(text, language))]
            case Card(title=title, rows=rows):
                said = tuple((self.say(label, language), self.word(value, language)) for label, value in rows)
                return [Part("card", self.say(title, language), said)]
            case Items(title=title, items=items, ordered=ordered):
                lines = tuple(("", self.say(item, language)) for item in items)
                return [Part("items", self.say(title, language) if title else "", lines, ordered)]
            case Attachment(kind=kind, ref=ref, title=title):
                return [Part("file", self.say(title, language), ref=ref, source=kind)]

    def labels(self, questions: Sequence[Question]) -> dict[str, dict[str, tuple[str, ...]]]:
        """For `Book.labels`: language -> label or further word, as compared -> `question:option` ids."""
        index: dict[str, dict[str, tuple[str, ...]]] = {}
        for language in LANGUAGES:
            table: dict[str, tuple[str, ...]] = {}
            for question in questions:
                for option in question.options:
                    for word in self._names(option.label, option.short, option.words, language):
                        table[word] = (*table.get(word, ()), f"{question.id}:{option.id}")
            index[language] = table
        return index

    def _names(self, label: Text, short: Text, words: Text | None, language: str) -> set[str]:
        said = [self.say(label, language), self.say(short, language)]
        said += self.say(words, language).split(",") if words else []
        return {bare(each) for each in said} - {""}


def _catalogue(root: Path, domain: str, language: str) -> gettext.NullTranslations:
    own = _read(root, domain, language)
    if domain == "content" and language not in {"ko", "en"}:
        own.add_fallback(_read(root, domain, "en"))
    return own


def _read(root: Path, domain: str, language: str) -> gettext.NullTranslations:
    path = root / language / "LC_MESSAGES" / f"{domain}.mo"
    if not path.exists():
        return gettext.NullTranslations()
    with path.open("rb") as file:
        return gettext.GNUTranslations(file)


def listed(words: list[str], language: str) -> str:
    """A list as the reader writes it; in Korean, Japanese and Chinese by commas, for any kind of phrase."""
    comma = {"ko": ", ", "ja": "、", "zh": "、"}.get(language)
    return comma.join(words) if comma else format_list(words, "standard", LOCALES[language])


def day_in_words(day: Day, language: str) -> str:
    """A day, a month or a year as the reader writes it, no more exact than it is known."""
    if day.day:
        said = format_date(day.earliest(), "long", LOCALES[language])
        return f"1er {said[2:]}" if language == "fr" and day.day == 1 else said
    first = date(day.year, day.month or 1, 1)
    return format_skeleton("yMMMM" if day.month else "y", first, locale=LOCALES[language])


def _grouped(parts: list[Part]) -> list[list[Part]]:
    """Parts gathered into letters: none longer than `LONGEST`, each file in one of its own."""
    groups: list[list[Part]] = [[]]
    room = LONGEST
    for part in (piece for whole in parts for piece in _cut(whole)):
        size = _size(part)
        if groups[-1] and (size > room or part.kind == "file" or groups[-1][-1].kind == "file"):
            groups.append([])
            room = LONGEST
        groups[-1].append(part)
        room -= size
    return groups


def _size(part: Part) -> int:
    return len(part.text) + sum(len(label) + len(value) + 4 for label, value in part.rows) + 2


def _cut(part: Part) -> list[Part]:
    """A part that is too long for one letter, cut between rows, lines or words."""
    if _size(part) <= LONGEST:
        return [part]
    if part.kind == "paragraph":
        return [Part("paragraph", piece) for piece in _pieces(part.text)]
    pieces: list[Part] = []
    rows: list[tuple[str, str]] = []
    for label, value in ((label, piece) for label, whole in part.rows for piece in _pieces(whole)):
        if rows and _size(Part(part.kind, part.text, (*rows, (label, value)))) > LONGEST:
            pieces.append(Part(part.kind, part.text, tuple(rows), part.ordered))
            rows = []
        rows.append((label, value))
    return [*pieces, Part(part.kind, part.text, tuple(rows), part.ordered)]


def _pieces(text: str) -> list[str]:
    """A long text in pieces of at most 3 000 characters, cut at a paragraph, a line or a space where there is one."""
    most = LONGEST - 500
    pieces = []
    while len(text) > most:
        cut = max(text.rfind("\n", most // 2, most), text.rfind(" ", most // 2, most))
        cut = cut if cut > 0 else most
        pieces.append(text[:cut].rstrip())
        text = text[cut:].lstrip()
    return [*pieces, text]
