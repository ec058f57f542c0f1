"""What the owner answered, as an officer reads it: facts in the reader's language, own words as typed, and versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dialogs.book import Book
from dialogs.effects import File
from dialogs.form.display import numbered_title, remark, worded
from dialogs.form.due import question_of
from dialogs.form.question_sets import set_of
from dialogs.questions import Answer, State
from locales.text import Raw, Text
from storage.timestamps import moment
from storage.versions import Version
from web.console import texts as desk_words
from web.console.ports import DeskWording

MASK = "•••"
STORY = 400
"""Answers that may be as long as this are stories: their language is named. Names and numbers have none."""


@dataclass(frozen=True, slots=True)
class Before:
    """An earlier version of something said, and since when it stood."""

    said: str
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer. `language`: of own words, empty for a fact, which is worded for the reader.

    `earlier`: what was answered before, the oldest first; `at`: when it was corrected, None if never. `private`: it
    names or reaches somebody.
    """

    title: str
    said: str
    language: str = ""
    earlier: tuple[Before, ...] = ()
    at: datetime | None = None
    private: bool = False

    @property
    def masked(self) -> AnswerRow:
        """The row without what it says, if that is private."""
        return AnswerRow(self.title, MASK, private=True) if self.private else self


@dataclass(frozen=True, slots=True)
class AnswerGroup:
    """Answers that belong together: the report itself (no title), or one question set of a desk."""

    title: str
    rows: tuple[AnswerRow, ...]

    @property
    def masked(self) -> AnswerGroup:
        """The answers without those that name or reach somebody."""
        return AnswerGroup(self.title, tuple(row.masked for row in self.rows))


class Answers:
    """Words the answers of a case."""

    def __init__(self, wording: DeskWording, book: Book) -> None:
        self._wording = wording
        self._book = book

    def groups(self, file: File, versions: Sequence[Version], language: str) -> tuple[AnswerGroup, ...]:
        """The report and what the owner added, then each question set that was answered."""
        titles: dict[str, list[AnswerRow]] = {"": []}
        for key, answer in file.answers.items():
            if answer.state is not State.SKIPPED:
                row = self._row(key, answer, [each for each in versions if each.question == key], language)
                titles.setdefault(self._set_of(key, language), []).append(row)
        for each in file.remarks:
            title, words = remark(each, self._book)
            label = self._wording.say(Text(desk_words.NOT_MATCHED.msgid, {"title": title}), language)
            titles[""].append(AnswerRow(label, words.said, file.language))
        return tuple(AnswerGroup(title, tuple(rows)) for title, rows in titles.items() if rows)

    def _set_of(self, key: str, language: str) -> str:
        """The title of the question set that an answer belongs to; empty for the report itself."""
        name = set_of(key)
        record = self._book.knowledge.question_sets.get(name)
        return self._wording.say(record.title, language) if record else name

    def _row(self, key: str, answer: Answer, versions: Sequence[Version], language: str) -> AnswerRow:
        said, own = self._said(key, answer, language)
        title, private = key, False
        if key.partition("#")[0] in self._book.by_id:
            private = question_of(key, self._book).private
            title = self._wording.say(numbered_title(key, self._book), language)
        before = tuple(self._before(each, language) for each in versions[:-1])
        return AnswerRow(title, said, own, before, moment(versions[-1].created) if before else None, private)

    def _before(self, version: Version, language: str) -> Before:
        said, own = self._said(version.question, version.answer, language)
        return Before(said, own, moment(version.created))

    def _said(self, key: str, answer: Answer, language: str) -> tuple[str, str]:
        """An answer whose question is no longer asked keeps its value as it was."""
        if key.partition("#")[0] not in self._book.by_id:
            return str(answer.value), answer.language
        said = worded(answer, key, self._book)
        own = isinstance(said, Raw) and question_of(key, self._book).most >= STORY
        return self._wording.word(said, language), answer.language if own else ""
