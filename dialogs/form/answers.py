"""What typed words mean as an answer to the open question. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dialogs.book import Book
from dialogs.faq.language import language_of
from dialogs.form.due import question_of
from dialogs.form.prompt import LONG_STORY, shown
from dialogs.parse import Misread, bare, read_assent, read_day, read_fact, read_indices, read_money, read_number
from dialogs.questionnaire import YES
from dialogs.questions import Answer, Kind, Question, State
from dialogs.session import Form, Turn
from locales.text import Text, _

EXAMPLE_DAY = _("Please write the date like this: 2025-03-02, March 2025 or 2025. If you are not sure, say so.")
EXAMPLE_FILE = _("Please send the file or a photo of it here. If you do not have it, press “I do not have it”.")
EXAMPLE_NUMBER = _("Please write one number, for example 12. A rough one is enough.")
EXAMPLE_SUM = _("Please write one sum in won, for example 350,000,000 or 3억 5천만원.")

COMPLAINTS = {
    Misread.FUTURE: _("That day is still to come. Please write the day it happened."),
    Misread.AMBIGUOUS: _("That date can be read in two ways. Please write it with the year first: 2025-12-03."),
    Misread.SEVERAL: _("Please write only one figure; a rough one is enough."),
    Misread.FOREIGN: _("Please write the sum in Korean won; a rough conversion is enough."),
    Misread.IMPOSSIBLE: _("That figure does not seem possible. Please check it and write it once more."),
}

DENIAL = re.compile(r"없|아니|않|못 |\bnot?\b|n't\b|\bnever\b|ない|ません|なし|没|沒|不|无|\bpas\b|\baucun|\bjamais\b")
"""Marks of a denial: words inside such a sentence are not taken for a choice."""

LONGEST_CHOICE = 200
"""Characters in which a choice is looked for; longer words are a story, which may name others than the one meant."""
LIST_MARK = re.compile(r"[,、，;；/+&·\n]")
LONGEST_PART = 24
"""Characters of one thing in a list; longer ones are sentences."""

Heard = Answer | Text | None
"""An answer; or what to say instead; or None when the words mean nothing here."""


def listen(text: str, form: Form, turn: Turn) -> Heard:
    """What `text` answers to the question that is open, or a sentence that says what to write instead."""
    question = question_of(form.asking, turn.book)
    match question.kind:
        case Kind.CHOICE | Kind.MANY:
            return _pick(text, question, form, turn)
        case Kind.DATE:
            return _date(text, question, turn)
        case Kind.NUMBER if question.reads == "count":
            return _number(text, turn.language)
        case Kind.NUMBER:
            return _sum(text, turn.language)
        case Kind.TEXT:
            return _words(text, question, form, turn)
        case Kind.FILE:
            return EXAMPLE_FILE


def _pick(text: str, question: Question, form: Form, turn: Turn) -> Heard:
    if found := _numbered(text, question, form):
        return pressed(found[0], question, form) if len(found) == 1 else _ticks(found, text, question, form)
    found = named(text, question, turn.language, turn.book)
    if not found and YES in question.options and (sure := read_fact(text)) is not None:
        found = ["yes" if sure else "no"]
    if not found or (len(found) > 1 and question.kind is Kind.CHOICE):
        return None
    if question.kind is Kind.CHOICE:
        return Answer(found[0], said=text, language=turn.language)
    return _ticks(found, text, question, form)


def _numbered(text: str, question: Question, form: Form) -> list[str]:
    """The choices whose numbers, as they are shown, are all that was typed; none if any number has no choice."""
    choices = shown(form, question)
    numbers = read_indices(text) or ()
    if not all(1 <= number <= len(choices) for number in numbers):
        return []
    return [choices[number - 1].key.rpartition(":")[2] for number in numbers]


def _ticks(found: list[str], text: str, question: Question, form: Form) -> Answer | None:
    """Several options ticked beside those that are; None where one alone can be chosen, or one of them is no option."""
    if question.kind is not Kind.MANY or not set(found) <= {option.id for option in question.options}:
        return None
    return Answer((*form.picked, *(each for each in found if each not in form.picked)), said=text)


def pressed(chosen: str, question: Question, form: Form) -> Heard:
    """What a pressed or numbered choice means; None for one that only turns the page or is not of the question."""
    match chosen:
        case "unknown":
            return Answer(state=State.UNKNOWN) if question.unknown else None
        case "skip":
            return Answer(state=State.SKIPPED) if question.optional else None
    if chosen not in {option.id for option in question.options}:
        return None
    if question.kind is not Kind.MANY:
        return Answer(chosen)
    if chosen in form.picked:
        return Answer(tuple(each for each in form.picked if each != chosen))
    kept = () if chosen == "none" else tuple(each for each in form.picked if each != "none")
    return Answer((*kept, chosen))


def named(text: str, question: Question, language: str, book: Book) -> list[str]:
    """The options that the words name: a whole label first, else labels and words found inside the sentence.

    Of words inside words the longest counts: the technology police are not the police.
    """
    said = bare(text[: LONGEST_CHOICE + 1])
    if len(said) > LONGEST_CHOICE:
        return []
    if exact := exactly(said, question, language, book):
        return exact
    if len(said) < 2 or {option.id for option in question.options} <= {"yes", "no"}:
        return []  # "I have no idea" holds a "no", and is not one
    if DENIAL.search(said):
        return []  # "there was no contract" names a contract, and means none
    if question.kind is Kind.MANY and len(parts := _listed(said)) > 1:
        each_named = [_inside(part, question, language, book) for part in parts]
        return list(dict.fromkeys(option for some in each_named for option in some)) if all(each_named) else []
    return _inside(said, question, language, book)


def _listed(said: str) -> list[str]:
    """The parts of a list of short words; half of one that is understood is not believed."""
    parts = [part.strip() for part in LIST_MARK.split(said)]
    parts = [part for part in parts if part and read_assent(part) is None]
    return parts if all(len(part) <= LONGEST_PART for part in parts) else []


def _inside(said: str, question: Question, language: str, book: Book) -> list[str]:
    if exact := exactly(said, question, language, book):
        return exact
    inside = {
        word: ids
        for word, ids in book.labels.get(language, {}).items()
        if _stands_in(word, said) and _of(question, ids)
    }
    whole = [word for word in inside if not any(word != other and word in other for other in inside)]
    return list(dict.fromkeys(option for word in whole for option in _of(question, inside[word])))


def exactly(text: str, question: Question, language: str, book: Book) -> list[str]:
    """The options whose label or word, in any language, is all that was typed."""
    said = bare(text[: LONGEST_CHOICE + 1])
    for tongue in (language, *book.labels):
        if found := _of(question, book.labels.get(tongue, {}).get(said, ())):
            return found
    return []


def _of(question: Question, ids: Sequence[str]) -> list[str]:
    return [each.partition(":")[2] for each in ids if each.partition(":")[0] == question.id]


def _stands_in(word: str, said: str) -> bool:
    if len(word) < 2:
        return False
    if not word.isascii():
        return word in said
    return f" {_spaced(word)} " in f" {_spaced(said)} "


def _spaced(words: str) -> str:
    return "".join(each if each.isalnum() else " " for each in words)


def _date(text: str, question: Question, turn: Turn) -> Heard:
    language = turn.language
    if exactly(text, question, language, turn.book):
        return Answer(turn.today.isoformat(), said=text, language=language)
    day = read_day(text, turn.today, language)
    if isinstance(day, Misread):
        return COMPLAINTS.get(day, EXAMPLE_DAY)
    return Answer(str(day), said=text, language=language)


def _sum(text: str, language: str) -> Heard:
    won = read_money(text, language)
    if isinstance(won, Misread):
        return COMPLAINTS.get(won, EXAMPLE_SUM)
    return Answer(won, said=text, language=language)


def _number(text: str, language: str) -> Heard:
    number = read_number(text)
    if isinstance(number, Misread):
        return COMPLAINTS.get(number, EXAMPLE_NUMBER)
    return Answer(number, said=text, language=language)


def _words(text: str, question: Question, form: Form, turn: Turn) -> Heard:
    if question.reads:
        value = turn.book.readers[question.reads](text, turn.language)
        return value if isinstance(value, Text) else Answer(value, said=text, language=turn.language)
    before = form.answers.get(form.asking)
    several = question.most > LONG_STORY and before is not None and before.state is State.GIVEN
    several = several and not form.anew
    whole = f"{before.value}\n{text}" if several and before else text
    if len(whole) > question.most:
        return _too_long(question)
    if len(whole.strip()) < question.least:
        return _("Please write a little more, so that an officer can understand it.")
    return Answer(whole, said="", language=language_of(whole, turn.language))


def _too_long(question: Question) -> Text:
    return _(
        "That is longer than this answer can hold ({most} characters). Nothing was changed: please send the "
        "long text as a file, or write it more briefly.",
        most=question.most,
    )
