"""From `Text` to words: the only place that knows languages, and the only importer of babel.

`Words.say(text, language)` words one sentence, `Words.word` one parameter. There is no current language anywhere: who
calls says for whom.
"""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from locales.text import LANGUAGES, Day, Link, Param, Raw, Text, Won, _

LOCALES: Mapping[str, Locale] = {code: Locale.parse("zh_Hans" if code == "zh" else code) for code in LANGUAGES}

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
