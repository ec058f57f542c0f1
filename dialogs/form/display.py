"""Answers in words for their readers: values, titles, rows."""

from __future__ import annotations

from dialogs.book import Book
from dialogs.effects import File
from dialogs.form.due import base, question_of
from dialogs.questions import Answer, Kind, State
from locales.text import Day, Param, Raw, Text, Won, _


def worded(answer: Answer, key: str, book: Book) -> Param:
    """An answer as a parameter: facts are worded for each reader, own words stay as they are."""
    if answer.state is State.UNKNOWN:
        return _("not known")
    if answer.state is State.SKIPPED:
        return _("skipped")
    question = question_of(key, book)
    value = answer.value
    labels = {option.id: option.label for option in question.options}
    if isinstance(value, tuple):
        return tuple(labels.get(each, Raw(each)) for each in value)
    if isinstance(value, int):
        return value if question.reads == "count" else Won(value)
    if question.kind is Kind.DATE:
        return Day.read(value)
    return labels.get(value, Raw(value))


def numbered_title(key: str, book: Book) -> Text:
    """The title of an answer in lists; the second suspect is `The other side (2)`."""
    title = question_of(key, book).title
    number = key.partition("#")[2]
    return _("{title} ({number})", title=title, number=number) if number else title


def remark(said: str, book: Book) -> tuple[Text, Raw]:
    """Words that matched no option, as they are kept (`Korean title: words`): the title in words of the reader's."""
    title, colon, words = said.partition(": ")
    of = next((each for each in book.questions if colon and book.say(each.title, "ko") == title), None)
    return (of.title, Raw(words)) if of else (_("Also written"), Raw(said))


def rows_of(file: File, book: Book) -> tuple[tuple[Text, Param], ...]:
    """What was answered; an answer that was skipped, or whose question is no longer asked, is left out."""
    rows: list[tuple[Text, Param]] = []
    for key, answer in file.answers.items():
        if base(key) in book.by_id and answer.state is not State.SKIPPED:
            rows.append((numbered_title(key, book), worded(answer, key, book)))
    return tuple(rows)
