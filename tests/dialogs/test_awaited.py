"""Whatever is waited for, and whatever comes between: it still is, or a rule ended it, and typed words go where the
person was last told."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from dialogs.awaited import ForAddition, ForAnswer, ForCode, ForNumber, ForSecretYes, ForWithdrawal, ForWording
from dialogs.book import Nearest
from dialogs.effects import Amend
from dialogs.engine import step
from dialogs.events import Chose, Edited, Heard, Said, Started, Stopped
from dialogs.questions import Answer
from dialogs.replies import Paragraph
from tests.dialogs.person import Person, book
from tests.dialogs.test_conversation import at, at_review, sent

FIRST, LAST = "SM-AAAA-BBBB-C", "SM-7K2Q-9XMD-5"
SECRET = "Confidential\n" + "\n".join(f"Step {n}: {n}0 degrees, {n} bar, additive {n}%" for n in range(20))
QUESTION = "What is a trade secret?"
LOOSE = "Words that matched nothing"
LOOSE_KEY = "w375e4282"
WORDS = "Seven of our drawings, 12 pages"


def pressed(person: Person, key: str) -> Person:
    person.does(Chose(person.at, person.session.turn, key), "")
    return person


def heard(person: Person, kind: str = "asked", **more: Any) -> Person:
    person.does(Heard(person.at, FIRST, "kftc", kind, "When?", "en", **more), "")
    return person


# ---- what is waited for -------------------------------------------------------------------------------


def drafting(question: str) -> Person:
    """A draft at `question`, by somebody who sent a report before; its desk asked something."""
    person = at(question)
    person.session = person.session.with_care(filed=(FIRST,), sent_to={FIRST: ("kftc",)})
    return heard(person, questions="damage")


def replacing() -> Person:
    person = at_review()
    person.session = person.session.with_care(filed=(FIRST,), sent_to={FIRST: ("kftc",)})
    heard(person, questions="damage")
    pressed(person, "review:change")
    return pressed(person, "edit:story")


def code() -> Person:
    person = at("counterpart_name")
    person.types("/status")
    return person


def answer() -> Person:
    return pressed(drafting("counterpart_name"), f"answer:kftc:{FIRST}")


def secret() -> Person:
    person = drafting("story")
    person.types(SECRET)
    return person


def addition() -> Person:
    person = heard(after_two(), questions="damage")
    person.types(WORDS)
    return person


def withdrawal() -> Person:
    person = after_two()
    person.types("/withdraw")
    return pressed(person, f"withdraw:{LAST}")


def wording() -> Person:
    """Loose words of the draft are to be written anew, by somebody who sent a report before."""
    person = at_review()
    person.session = person.session.with_care(filed=(FIRST,), sent_to={FIRST: ("kftc",)})
    person.session = person.session.with_draft(remarks=(LOOSE,))
    heard(person, questions="damage")
    pressed(person, "review:also")
    return pressed(person, f"rewrite:{LOOSE_KEY}")


def number() -> Person:
    """A number of a sent answer was no person's, and is to be typed once more."""
    return pressed(drafting("counterpart_name"), f"number:desk.0.kftc:{FIRST}")


def after_two() -> Person:
    person = sent()
    filed = (FIRST, *person.session.care.filed)
    person.session = person.session.with_care(filed=filed, sent_to={**person.session.care.sent_to, FIRST: ("kftc",)})
    return person


MADE: Mapping[str, tuple[Callable[[], Person], object]] = {
    "replacing": (replacing, None),
    "code": (code, ForCode()),
    "answer": (answer, ForAnswer("kftc", FIRST)),
    "secret": (secret, ForSecretYes("story", SECRET)),
    "addition": (addition, ForAddition(LAST, WORDS)),
    "withdrawal": (withdrawal, ForWithdrawal(LAST)),
    "wording": (wording, ForWording(LOOSE_KEY)),
    "number": (number, ForNumber(f"desk.0.kftc:{FIRST}")),
}


@cache
def made(kind: str) -> Person:
    person = MADE[kind][0]()
    assert person.session.waiting == MADE[kind][1]
    assert person.session.form.anew is (kind == "replacing")
    return person


def waiting_for(kind: str) -> Person:
    """A person of whom this is waited for; each a copy of its own."""
    person = copy.copy(made(kind))
    person.effects, person.lines, person.told = list(person.effects), [], list(person.told)
    return person


# ---- what comes between -------------------------------------------------------------------------------


def types(words: str) -> Callable[[Person], object]:
    return lambda person: person.types(words)


def presses(key: str) -> Callable[[Person], object]:
    return lambda person: pressed(person, key)


def asks(person: Person) -> None:
    """A question that the service knows the answer to."""
    known = Nearest("answer", ((next(iter(book().knowledge.entries)), 1.0),))
    done = step(person.session, Said(person.at, QUESTION), replace(book(), nearest=lambda text, language: known))
    person.session, person.told = done.session, list(done.replies)
    person.effects += done.effects


def set_and_later(person: Person) -> None:
    pressed(person, f"set:damage:{FIRST}:kftc")
    pressed(person, "nav:later")


def discreetly(person: Person) -> None:
    pressed(person, "notices:short")
    heard(person, "answered")
    pressed(person, "news:show")


TRIPS: Mapping[str, Callable[[Person], object]] = {
    "status": types("/status"),
    "help": types("/help"),
    "unknown command": types("/foo7"),
    "topics": types("/faq"),
    "notices": types("/notices"),
    "language": types("/language fr"),
    "language pressed": presses("lang:ja"),
    "a question": asks,
    "nothing": types("   "),
    "a number that is refused": types("900101-1234567"),
    "later": types("/later"),
    "why": presses("nav:why"),
    "on": presses("nav:open"),
    "an old button": presses("old:button"),
    "an answer to a question": presses("faq:none-such"),
    "a body": presses("body:kftc"),
    "the guide": presses("guide:all"),
    "a set, left": set_and_later,
    "discreet news": discreetly,
    "a file": lambda person: person.sends("a.pdf"),
    "a file too large": lambda person: person.sends("b.pdf", refused="too_large"),
    "a sticker": lambda person: person.shows("sticker"),
    "an edited message": lambda person: person.does(Edited(person.at, "x"), ""),
    "news": lambda person: heard(person, "answered"),
    "a question of a desk": lambda person: heard(person, "asked"),
    "opened again": lambda person: person.does(Started(person.at), ""),
    "closed": lambda person: person.does(Stopped(person.at), ""),
}
PRESSED = frozenset({
    "language pressed", "why", "on", "an old button", "an answer to a question", "a body", "the guide", "a set, left",
    "discreet news",
})  # fmt: skip
COMMANDED = frozenset({"status", "help", "unknown command", "topics", "notices", "language", "later", "opened again"})
ENDED: Mapping[str, frozenset[str]] = {
    "replacing": frozenset(),
    "code": PRESSED | COMMANDED - {"status"} | {"a question", "nothing"},
    "answer": PRESSED | COMMANDED | {"a question"},
    "secret": frozenset(),
    "addition": frozenset({"a question"}),
    "withdrawal": frozenset(TRIPS),
    "wording": PRESSED | COMMANDED | {"a question"},
    "number": PRESSED | COMMANDED | {"a question", "nothing"},
}
"""What ends the waiting: pressing, commanding, and words that were waited for or cannot be. All else must not."""

# ---- where words go -----------------------------------------------------------------------------------


def told(person: Person, before: str) -> str:
    """Where words go as the person was told last: `code`, the receipt of a report, or `open`."""
    for reply in reversed(person.told):
        block = reply.blocks[0]
        text = block.text if isinstance(block, Paragraph) else None
        if text and text.msgid.startswith("Please write your answer to {body}"):
            return str(text.params["receipt"].said)  # type: ignore[union-attr]
        if text and text.msgid.startswith("Please write what shall stand"):
            return "draft"
        if text and text.msgid.startswith("Please write the number once more"):
            return FIRST
        if text and text.msgid.startswith(("Please write the receipt code", "That is not a complete receipt")):
            return "code"
        if reply.kind == "question":
            return "open"
    return before


def gone_to(person: Person, words: str) -> str:
    """Where the typed words go."""
    known = len(person.effects)
    person.types(words)
    sent_off = [each.receipt for each in person.effects[known:] if isinstance(each, Amend) and each.said == words]
    if sent_off:
        return sent_off[0]
    if words in person.session.draft.remarks:
        return "draft"
    return "code" if told(person, "open") == "code" else "open"


GRID = [pytest.param(kind, trip, id=f"{kind}-{trip}".replace(" ", "_")) for kind in MADE for trip in TRIPS]


@pytest.mark.parametrize(("kind", "trip"), GRID)
def test_it_is_still_waited_for_or_a_rule_ended_it(kind: str, trip: str) -> None:
    person = waiting_for(kind)
    before = person.session
    TRIPS[trip](person)
    if trip in ENDED[kind]:
        assert person.session.waiting in {None, ForAddition(LAST, QUESTION), ForAddition(LAST, f"{WORDS}\n{QUESTION}")}
    else:
        assert (person.session.waiting, person.session.form.anew) == (before.waiting, before.form.anew)


@pytest.mark.parametrize(("kind", "trip"), GRID)
def test_words_go_where_the_person_was_last_told(kind: str, trip: str) -> None:
    person = waiting_for(kind)
    before = told(person, "open")
    TRIPS[trip](person)
    before = told(person, "open" if trip in ENDED[kind] else before)
    assert gone_to(person, "12 rooms") == before
    if before == "open" and kind in {"code", "answer"}:
        assert person.session.form.answers["counterpart_name"].value == "12 rooms"


@pytest.mark.parametrize("trip", TRIPS)
def test_words_that_take_the_place_of_others_do_so_after_a_side_trip(trip: str) -> None:
    person = waiting_for("replacing")
    TRIPS[trip](person)
    person.types("They copied our drawings in March.")
    assert person.session.form.answers["story"].value == "They copied our drawings in March."
    person.types("And the moulds in May.")
    assert person.session.form.answers["story"].value == "They copied our drawings in March.\nAnd the moulds in May."


@pytest.mark.parametrize("way", [("nav:back",), ("nav:review",), ("nav:done",)])
def test_leaving_the_story_unchanged_ends_the_replacing(way: tuple[str, ...]) -> None:
    person = waiting_for("replacing")
    story = person.session.form.answers["story"]
    for key in way:
        pressed(person, key)
    assert (person.session.form.anew, person.session.form.answers["story"]) == (False, story)


def test_a_secret_kept_after_all_takes_the_place_of_the_earlier_story() -> None:
    person = waiting_for("replacing")
    person.types(SECRET)
    person.presses("keep:answer")
    assert person.session.form.answers["story"].value == SECRET


# ---- words held back ----------------------------------------------------------------------------------


@pytest.mark.parametrize("trip", TRIPS)
def test_words_held_back_are_kept_or_thrown_away_after_a_side_trip(trip: str) -> None:
    for key, kept in (("keep:answer", True), ("keep:drop", False)):
        person = waiting_for("secret")
        TRIPS[trip](person)
        pressed(person, key)
        assert (SECRET in str(person.session.form.answers.get("story", Answer()).value)) is kept
        assert person.session.waiting is None


@pytest.mark.parametrize("trip", sorted(set(TRIPS) - {"a question"}))
def test_an_addition_goes_to_the_report_that_was_named(trip: str) -> None:
    person = waiting_for("addition")
    TRIPS[trip](person)
    pressed(person, "keep:add")
    assert [each.receipt for each in person.effects if isinstance(each, Amend) and each.said == WORDS] == [LAST]


def test_a_suspected_secret_never_goes_to_the_officers_of_a_sent_report() -> None:
    person = pressed(waiting_for("secret"), "keep:add")
    assert not [each for each in person.effects if isinstance(each, Amend) and each.said]
    assert person.session.waiting == ForSecretYes("story", SECRET)


def test_other_words_for_the_same_question_end_the_holding() -> None:
    person = waiting_for("secret")
    person.types("Only a description of what they took from us.")
    assert person.session.waiting is None
    assert SECRET not in repr(person.session)


def test_what_cannot_be_undone_is_confirmed_at_once() -> None:
    person = pressed(waiting_for("withdrawal"), "confirm:delete")
    assert person.session.waiting == ForWithdrawal(LAST, "delete")
    pressed(person, "confirm:delete-yes")
    assert person.session.care.filed == (FIRST,)
    assert person.session.waiting is None
