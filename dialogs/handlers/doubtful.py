"""A number that may be a person's or another: its owner is asked which, and what is no person's is put back where it
stood. It is kept nowhere meanwhile, so it is typed once more, with what it is. Pure."""

from __future__ import annotations

from dataclasses import replace

from dialogs.awaited import ForAddition, ForNumber, ForSecretYes
from dialogs.effects import Amend, Step
from dialogs.events import Said, Sent
from dialogs.faq.language import language_of
from dialogs.flow import aside, go
from dialogs.handlers.held_words import answered
from dialogs.marks import MarkPlace
from dialogs.parse import BLACK
from dialogs.questions import Answer
from dialogs.replies import Choice, Reply
from dialogs.session import Session, Turn
from dialogs.stages import also_sent
from locales.text import Raw, Text, _

AROUND = 30
"""Signs of the words before and after a number that are said with it."""

_ASK = _(
    "A number in this could be a person’s own (of an identity card, a passport, a licence, a card) or something else. "
    "Until you say which, it is blacked out (■■■) and kept nowhere; whatever else you wrote stays. Is it a person’s?"
)
_OWN = _("It stays blacked out. Please delete the number from your own message wherever that still shows it.")


def ask(turn: Turn, event: Said | Sent, done: Step) -> Step:
    """What the rest of the event led to, after the question whose the number is."""
    still = done.session.waiting
    place = still.place if isinstance(still, ForNumber) else _place(turn.session, event, done)
    asked = done.session.doubts + 1
    reply = aside(
        _question(asked, _shown(event)),
        Choice("number:own", _("Yes: leave it out", "label"), _("Leave out", "short")),
        Choice(f"number:{place}", _("No: something else", "label"), _("Other number", "short")),
        erase=True,
    )
    return replace(done, session=replace(done.session, doubts=asked), replies=(reply, *done.replies))


def _question(asked: int, shown: Raw) -> Text:
    """Each time in other words: who hears the same sentence again and again reads none."""
    match asked:
        case 1:
            return _ASK
        case 2:
            return _("Another number that could be a person’s stands as ■■■ now: “{words}”. Is it a person’s? If it is "
                     "not, a word right before it that says what it is keeps it.", words=shown)  # fmt: skip
        case _:
            return _("This is number {n} that could be a person’s: “{words}”. Is it one?", n=asked, words=shown)


def _shown(event: Said | Sent) -> Raw:
    """The words around the number."""
    texts = (event.text,) if isinstance(event, Said) else tuple(f"{each.name} {each.caption}" for each in event.files)
    text = next((each for each in texts if BLACK in each), BLACK)
    before, _mark, after = text.partition(BLACK)
    return Raw(f"{before[-AROUND:]}{BLACK}{after[:AROUND]}".strip().replace("\n", " "))


# ---- where the words went -----------------------------------------------------------------------------


def _place(before: Session, event: Said | Sent, done: Step) -> MarkPlace:
    """Where the first doubtful ■■■ of what was said stands now."""
    after = event.marks_after if isinstance(event, Said) else 0
    for key, answer in done.session.form.answers.items():
        if BLACK in _words(answer) and before.form.answers.get(key) != answer:
            return MarkPlace("answer", _nth(_words(answer), after), key)
    if held := _held(before, done.session, after):
        return held
    for effect in done.effects:
        if isinstance(effect, Amend):
            return MarkPlace("desk", 0, f"{effect.to}:{effect.receipt}")
    return also_sent.marked_by(done.session.draft, before.draft, after) or MarkPlace()


def _held(before: Session, there: Session, after: int) -> MarkPlace | None:
    match there.waiting:
        case ForAddition(_of, words) if there.waiting != before.waiting and BLACK in words:
            return MarkPlace("addition", _nth(words, after))
        case ForSecretYes(_of, words) if there.waiting != before.waiting and BLACK in words:
            return MarkPlace("secret", _nth(words, after))
        case _:
            return None


def _nth(text: str, after: int) -> int:
    return max(0, text.count(BLACK) - 1 - after)


def _words(answer: Answer) -> str:
    """The words of an answer that can have a ■■■: its value, or what was typed where the value is an option."""
    return answer.value if isinstance(answer.value, str) and BLACK in answer.value else answer.said


# ---- what it is ---------------------------------------------------------------------------------------


def press(turn: Turn, rest: str) -> Step | None:
    """It is a person’s (`own`), or it is not, and stood at the place `rest`; None where there is no ■■■ any more."""
    if rest == "own":
        return go(turn, aside(_OWN))
    place = MarkPlace.read(rest)
    waiting = _waiting(turn.session, place)
    return go(turn.to(replace(turn.session, waiting=waiting))) if waiting else None


def _waiting(session: Session, place: MarkPlace) -> ForNumber | None:
    there = str(place)
    match place.where, session.waiting:
        case "addition", ForAddition(of, words) if place.is_in(words):
            return ForNumber(there, words, of)
        case "secret", ForSecretYes(of, words) if place.is_in(words):
            return ForNumber(there, words, of)
        case "answer", _ if place.key in session.form.answers:
            return ForNumber(there) if place.is_in(_words(session.form.answers[place.key])) else None
        case "loose", _:
            return ForNumber(there) if also_sent.put_back(session.draft, place, "") != session.draft else None
        case "desk" | "", _:
            return ForNumber(there)
        case _:
            return None


def put_back(turn: Turn, there: str, words: str) -> Step | None:
    """`words` in the place of the ■■■; None where nothing kept has it: then they are words like others."""
    session, place = turn.session, MarkPlace.read(there)
    match place.where:
        case "answer" if place.key in session.form.answers:
            answers = {**session.form.answers, place.key: _filled(session.form.answers[place.key], place, words)}
            return _told(turn, session.with_form(replace(session.form, answers=answers)), words)
        case "loose":
            return _told(turn, replace(session, draft=also_sent.put_back(session.draft, place, words)), words)
        case "desk":
            return _added(turn, *place.key.partition(":")[::2], words)
        case _:
            return None


def _filled(answer: Answer, place: MarkPlace, words: str) -> Answer:
    said = place.filled(answer.said, words)
    value = place.filled(answer.value, words) if isinstance(answer.value, str) else answer.value
    return replace(answer, value=value, said=said)


def _told(turn: Turn, there: Session, words: str) -> Step | None:
    """None where nothing changed: the ■■■ is no longer there."""
    if there == turn.session:
        return None
    return go(turn.to(there), _put(words))


def _put(words: str) -> Reply:
    return aside(_("Put in the place of ■■■: {words}", words=Raw(words)))


def _added(turn: Turn, desk: str, code: str, words: str) -> Step | None:
    care = turn.session.care
    if code not in care.filed or (desk and not care.has(code, desk)):
        return None
    if desk:
        return answered(turn, desk, code, words)
    thanks = aside(_("Added to report {receipt}. The officers see it.", receipt=Raw(code)))
    return go(turn, thanks) | Amend(code, words, language_of(words, turn.language))
