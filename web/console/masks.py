"""What auditors and the secretariat read before they give a reason: private answers hidden, and what the owner's own
words and names of files repeat of them; telephone numbers, mail addresses and pages wherever they stand. Pure.

Too much is hidden rather than too little; a name that the report's private answers do not hold is not known here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from dialogs.book import Book
from dialogs.effects import File
from dialogs.events import FileRef
from dialogs.form.due import question_of
from dialogs.parse import contacts_in
from dialogs.questions import Answer, State
from storage.vault import normal
from web.console.answers import MASK, AnswerGroup, AnswerRow, Before
from web.console.case_queries import CaseRead
from web.console.case_view import CaseView
from web.console.thread import Word

PERSONS = ("contact_name", "official_name")
"""Questions that are answered by the name of a person, who is also called by the given name alone."""
_HANGUL_NAME = re.compile(r"[가-힣]{3,4}")
_BETWEEN, _BETWEEN_FIGURES = r"[\s·・.,()/_-]{0,2}", r"[\s._-]{0,2}"
"""What may stand between the signs of a form; a sum has commas between its figures, and is none."""


@dataclass(frozen=True, slots=True)
class Masking:
    """Hides what one report holds of persons; `forms` as `normal` writes them, the longest first."""

    forms: tuple[str, ...]

    @staticmethod
    def of(values: Iterable[tuple[str, str]]) -> Masking:
        """By the values of private answers: (question, what was answered)."""
        found = {form for question, value in values for form in _forms(question, value) if len(form) > 1}
        return Masking(tuple(sorted(found, key=lambda form: (-len(form), form))))

    def words(self, said: str) -> str:
        """The words without what points at somebody."""
        text = unicodedata.normalize("NFKC", said)
        for each in sorted(contacts_in(text), key=len, reverse=True):
            text = text.replace(each, MASK)
        for form in self.forms:
            text = _pattern(form).sub(MASK, text)
        return text

    def file(self, ref: FileRef) -> FileRef:
        """A file that is called and described without it."""
        return replace(ref, name=self.words(ref.name), caption=self.words(ref.caption))

    def group(self, group: AnswerGroup) -> AnswerGroup:
        """Answers without those that are private, and without what the others repeat of them."""
        return AnswerGroup(group.title, tuple(self._row(row) for row in group.masked.rows))

    def _row(self, row: AnswerRow) -> AnswerRow:
        if row.private:
            return row
        return replace(row, said=self.words(row.said), earlier=self._before(row.earlier))

    def _before(self, earlier: Iterable[Before]) -> tuple[Before, ...]:
        return tuple(replace(each, said=self.words(each.said)) for each in earlier)

    def word(self, word: Word) -> Word:
        """A message between the desk and the owner."""
        files = tuple(self.file(each) for each in word.files)
        return replace(word, said=self.words(word.said), earlier=self._before(word.earlier), files=files)


def _forms(question: str, value: str) -> Iterator[str]:
    """A value as it may stand in a text: without its legal form, and a person's given name alone."""
    yield normal(value)
    if question in PERSONS and _HANGUL_NAME.fullmatch(bare := value.replace(" ", "")):
        yield bare[-2:]


def _pattern(form: str) -> re.Pattern[str]:
    """A form with any spacing; in letters and figures only where no other ones touch it."""
    inside = (_BETWEEN_FIGURES if form.isdigit() else _BETWEEN).join(re.escape(sign) for sign in form)
    begin = r"(?<![0-9A-Za-z])" if form[0].isascii() else ""
    end = r"(?![0-9A-Za-z])" if form[-1].isascii() else ""
    return re.compile(f"{begin}{inside}{end}", re.IGNORECASE)


def private_values(answers: Iterable[tuple[str, Answer]], book: Book) -> Iterator[tuple[str, str]]:
    """What answers say that name or reach somebody."""
    for key, answer in answers:
        base = key.partition("#")[0]
        if base in book.by_id and question_of(key, book).private and answer.state is State.GIVEN:
            yield base, str(answer.value)


def masking_of(file: File, book: Book, seen: CaseRead | None = None) -> Masking:
    """By all private answers of a report; with `seen`, by what they said before they were corrected as well."""
    earlier = [(each.question, each.answer) for each in seen.answers] if seen is not None else []
    return Masking.of(private_values([*file.answers.items(), *earlier], book))


def masked_view(view: CaseView, seen: CaseRead, book: Book) -> CaseView:
    """The page of a case before a reason was given."""
    file = seen.whole.case.file
    if file is None:
        return view
    mask = masking_of(file, book, seen)
    files, ours = (tuple(mask.file(each) for each in refs) for refs in (view.files, view.ours))
    groups = tuple(mask.group(each) for each in view.groups)
    return replace(view, groups=groups, thread=tuple(mask.word(each) for each in view.thread), files=files, ours=ours)
