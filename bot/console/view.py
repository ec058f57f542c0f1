"""A case in an officer's words: pure, from what the store opened to what the page shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Protocol

from bot.console import words as desk_words
from bot.console.shelf import Seen
from bot.letter import Letter, Part
from dialogs import guiding
from dialogs.asking import question_of
from dialogs.book import Book
from dialogs.checklist import states
from dialogs.reviewing import numbered_title, worded
from dialogs.sections import section
from dialogs.telling import tongue
from dialogs.types import Answer, File, FileRef, Guide, Param, Raw, Reply, State, Text, Value
from storage.moments import moment

Parts = tuple[Part, ...]
GONE = ("withdrawn", "erased")
OFTEN = ("read", "ticked")
"""What is done so often that the history names it once for each person."""
STORY = 400
"""Answers that may be as long as this are stories: their language is named. Names and numbers have none."""
SECTIONS = ("why", "order", "papers", "steps", "not")


class DeskWording(Protocol):
    def say(self, text: Text | Raw, language: str) -> str: ...
    def word(self, value: Param, language: str) -> str: ...
    def letters(self, reply: Reply, language: str, turn: int, origin: str = "") -> tuple[Letter, ...]: ...


@dataclass(frozen=True, slots=True)
class Row:
    """One answer. `language`: of own words, empty for a fact, which is worded for the reader."""

    title: str
    said: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """One message of the thread. `prepared`: a prepared reply, in the owner's language."""

    mine: bool
    who: str
    at: datetime
    said: str
    language: str
    prepared: str = ""


@dataclass(frozen=True, slots=True)
class CaseView:
    """Everything a case page shows; nothing of the content when it is `gone`."""

    receipt: str
    state: str
    role: str
    holder: str
    sent: datetime
    owner_language: str
    gone: bool
    related: bool
    others: tuple[tuple[str, str, datetime], ...]
    history: tuple[tuple[str, str, datetime], ...]
    rows: tuple[Row, ...] = ()
    guide: tuple[Part, ...] = ()
    clocks: tuple[Part, ...] = ()
    more: tuple[tuple[Text | Raw, tuple[Part, ...]], ...] = ()
    thread: tuple[Word, ...] = ()
    files: tuple[FileRef, ...] = ()
    passed_to: str = ""


class Viewing:
    """Words cases for officers."""

    def __init__(self, wording: DeskWording, book: Book) -> None:
        self._wording = wording
        self._book = book

    def view(self, seen: Seen, language: str, today: date) -> CaseView:
        """The case in the officer's language. Raises nothing for a case of an older edition of the content."""
        case, mine = seen.whole.case, seen.mine
        head = (case.receipt, mine.state, mine.role, mine.holder, moment(case.created), case.language)
        others = tuple(
            (self.body(row.ministry, language), row.state, moment(row.changed))
            for row in seen.whole.referrals
            if row.ministry != mine.ministry
        )
        history = tuple(self._line(line, seen.names, language) for line in _once(seen.history))
        if mine.state in GONE or case.file is None:
            return CaseView(*head, True, False, others, history)
        return CaseView(
            *(*head, False, seen.related, others, history),
            self._rows(case.file, language),
            *self._guide(case.file, language, today),
            thread=self._thread(seen, language),
            files=tuple(seen.whole.files),
            passed_to=self.body(mine.passed_to, language) if mine.passed_to else "",
        )

    def body(self, ministry: str, language: str) -> str:
        """The short name of a ministry."""
        record = self._book.knowledge.ministries.get(ministry)
        return self._wording.say(record.short, language) if record else ministry

    def _rows(self, file: File, language: str) -> tuple[Row, ...]:
        rows = [
            self._row(key, answer, language)
            for key, answer in file.answers.items()
            if answer.state is not State.SKIPPED
        ]
        remarks = [
            Row(self._wording.say(desk_words.FROM_OWNER, language), each, file.language) for each in file.remarks
        ]
        return (*rows, *remarks)

    def _row(self, key: str, answer: Answer, language: str) -> Row:
        """An answer whose question is no longer asked keeps its id as title and its value as it was."""
        if key.partition("#")[0] not in self._book.by_id:
            return Row(key, str(answer.value), answer.language)
        title = self._wording.say(numbered_title(key, self._book), language)
        said = worded(answer, key, self._book)
        own = isinstance(said, Raw) and question_of(key, self._book).most >= STORY
        return Row(title, self._wording.word(said, language), answer.language if own else "")

    def _guide(
        self, file: File, language: str, today: date
    ) -> tuple[Parts, Parts, tuple[tuple[Text | Raw, Parts], ...]]:
        """Weighed anew today with the facts as they were sent, so that days left are true."""
        facts: Mapping[str, Value] = {key: value for key, value in file.facts.items() if key in self._book.by_id}
        guide = self._book.weigh(facts, today)
        offered = {choice.key.partition(":")[2] for choice in guiding.sections(guide)}
        more = tuple(
            (guiding.SECTIONS[name].label, self._parts(self._section(name, file, guide), language))
            for name in SECTIONS
            if name in offered
        )
        clocks = section("until", guide, self._book) if "until" in offered else None
        summary = self._parts(guiding.summary(guide, self._book), language)
        return summary, self._parts(clocks, language) if clocks else (), more

    def _section(self, name: str, file: File, guide: Guide) -> Reply:
        """A section; that of the papers begins with what the owner has ticked."""
        told = section(name, guide, self._book)
        if name != "papers":
            return told
        return replace(told, blocks=(states(guide, file.ticked, self._book), *told.blocks))

    def _parts(self, reply: Reply, language: str) -> tuple[Part, ...]:
        return tuple(part for letter in self._wording.letters(reply, language, 0) for part in letter.parts)

    def _thread(self, seen: Seen, language: str) -> tuple[Word, ...]:
        """Words between this desk and the owner; those of other desks are not shown."""
        ministry = seen.mine.ministry
        return tuple(
            Word(
                each.direction != "in",
                seen.names.get(each.officer, "") if each.direction != "in" else "",
                moment(each.created),
                each.words,
                each.language,
                self._prepared(each.prepared, seen.whole.case.language),
            )
            for each in seen.whole.spoken
            if each.ministry in ("", ministry)
        )

    def _prepared(self, name: str, language: str) -> str:
        record = self._book.knowledge.replies.get(name)
        return self._wording.say(record.says, language) if record else ""

    def _line(self, line: Any, names: Mapping[str, str], language: str) -> tuple[str, str, datetime]:
        actor, action, at = line.actor, line.action, line.at
        known = desk_words.ACTORS.get(actor)
        who = self._wording.say(known, language) if known else names.get(actor, "·")
        done = desk_words.DONE_BY.get(action)
        return who, self._wording.say(done, language) if done else action, moment(at)

    def prepared(self, kind: str, reader: str, owner: str) -> list[tuple[str, str, str]]:
        """Prepared replies of a kind: id, label for the officer, and what the owner will read."""
        return [
            (each.id, self._wording.say(each.label, reader), self._wording.say(each.says, owner))
            for each in self._book.knowledge.replies.values()
            if each.kind == kind
        ]

    def tongue(self, code: str, language: str) -> str:
        """The name of a language, in the officer's."""
        return self._wording.say(tongue(code), language)


def _once(history: Sequence[Any]) -> list[Any]:
    """The lines without the later readings and ticks of somebody who stands there already."""
    return [
        line
        for number, line in enumerate(history)
        if line.action not in OFTEN
        or all((line.actor, line.action) != (before.actor, before.action) for before in history[:number])
    ]
