"""The words between one desk and the owner, with their files and earlier versions. Other desks' are not shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dialogs.events import FileRef
from locales.text import Raw, Text
from storage.messages import Spoken
from storage.states import Direction
from storage.timestamps import moment
from storage.versions import Filed
from web.console.answers import Before
from web.console.case_queries import CaseRead


@dataclass(frozen=True, slots=True)
class Word:
    """One message. `prepared`: what a prepared reply says, in the owner's language. `of` names the message where the
    reader may correct it. `waits`: the owner's, and this desk said nothing since.
    `questions`: the set that was asked."""

    mine: bool
    who: str
    at: datetime
    said: str
    language: str
    prepared: str = ""
    kind: str = ""
    of: str = ""
    earlier: tuple[Before, ...] = ()
    corrected: datetime | None = None
    files: tuple[FileRef, ...] = ()
    waits: bool = False
    questions: str = ""


def thread(seen: CaseRead, reader: str, says: Mapping[str, Text | Raw]) -> tuple[tuple[Word, Text | Raw | None], ...]:
    """The messages of the reader's desk, oldest first, each with its prepared reply where it has one."""
    desk = seen.mine.ministry
    said = [each for each in seen.whole.spoken if each.direction is not Direction.NOTE and each.ministry in ("", desk)]
    words = [(_word(each, seen, reader), says.get(each[0].prepared)) for each in _entries(said)]
    placed = [(_with_files(word, seen.files, desk), prepared) for word, prepared in words]
    there = {file.id for word, _prepared in placed for file in word.files}
    alone: list[tuple[Word, Text | Raw | None]] = [(word, None) for word in _files_alone(seen, there)]
    return _waiting(sorted([*placed, *alone], key=lambda each: each[0].at))


def _entries(said: Iterable[Spoken]) -> list[list[Spoken]]:
    """The versions of each message together, in the order in which the first of each was said."""
    entries: dict[str, list[Spoken]] = {}
    for each in said:
        entries.setdefault(each.entry or str(each.id), []).append(each)
    return list(entries.values())


def _word(versions: Sequence[Spoken], seen: CaseRead, reader: str) -> Word:
    first, last = versions[0], versions[-1]
    ours = first.direction is not Direction.IN
    own = ours and first.officer == reader and bool(last.words)
    earlier = tuple(Before(each.words, each.language, moment(each.created)) for each in versions[:-1])
    return Word(
        ours, seen.names.get(first.officer, "") if ours else "", moment(first.created), last.words, last.language,
        kind=first.kind, of=first.entry if own else "", earlier=earlier,
        corrected=moment(last.created) if earlier else None, questions=first.questions if ours else "",
    )  # fmt: skip


def _with_files(word: Word, files: Sequence[Filed], desk: str) -> Word:
    """With the files that were sent in the same moment."""
    side = desk if word.mine else ""
    return replace(word, files=tuple(f.ref for f in files if f.desk == side and moment(f.created) == word.at))


def _files_alone(seen: CaseRead, there: set[str]) -> list[Word]:
    """Files that came without words; those sent with the report stand with it, not here."""
    together: dict[tuple[str, int], list[FileRef]] = {}
    for each in seen.files:
        late = each.desk == seen.mine.ministry or (not each.desk and each.created > seen.whole.case.created)
        if late and each.ref.id not in there:
            together.setdefault((each.desk, each.created), []).append(each.ref)
    return [Word(bool(desk), "", moment(at), "", "", files=tuple(refs)) for (desk, at), refs in together.items()]


def _waiting(
    words: Sequence[tuple[Word, Text | Raw | None]],
) -> tuple[tuple[Word, Text | Raw | None], ...]:
    """Marks what the owner said after the last word of the desk."""
    last = max((number for number, (word, _prepared) in enumerate(words) if word.mine), default=-1)
    return tuple((replace(w, waits=not w.mine and n > last), p) for n, (w, p) in enumerate(words))
