"""A subcontractor sends a whole report on the page without scripts, from the first button to the receipt."""

from __future__ import annotations

import re
from collections.abc import Mapping

from locales.text import LANGUAGES
from tests.dialogs.person import book, words
from tests.web.visitor import Person, said

FIRST = (
    *("urgent:no", "about:report", "agree:", "prop:", "relationship:principal_contractor"),
    *("what_was_taken:technical_data", "contract:subcontract", "review:share", "share:", "send:"),
)
TYPED = {
    "act_date": "2025-03-02",
    "known_date": "2025-04",
    "trade_end_date": "2025-06",
    "story": "We handed over drawings. <script>alert(1)</script> A rival now makes the part.",
    "contact": "owner@firm.example.com",
}
CODE = re.compile(r"SM-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]")


def newest(page: str) -> str:
    """The newest letter of ours."""
    return page[page.rindex('<article class="entry ours') :].partition("</article>")[0]


def keys(letter: str) -> list[str]:
    """The buttons below a letter."""
    return re.findall(r'name="choice" value="\d+\|([^"]+)"', letter)


def asked(letter: str) -> str:
    """The id of the question that a letter puts, in whatever language; empty when it puts none."""
    shown = " ".join(said(letter).split())
    for question in book().questions:
        if any(" ".join(words().say(question.ask, language).split()) in shown for language in LANGUAGES):
            return question.id
    return ""


async def answer(person: Person, step: int, typed: Mapping[str, str] = TYPED, other: str = "㈜ 가나다 {}") -> None:
    """Answer whatever is open: with the words `typed` for a question, else with `other` and the step."""
    letter = newest(person.page)
    offered = keys(letter)
    facts = [key for key in offered if not key.startswith("nav:")]
    wanted = next((key for key in offered for first in FIRST if key.startswith(first)), facts[0] if facts else "")
    if "nav:done" in offered and ("data-on" in letter or offered == ["nav:done"]):
        await person.press("nav:done")
    elif wanted:
        await person.press(wanted)
    else:
        question = asked(letter)
        assert question, said(letter)
        await person.say(typed.get(question, other.format(step)))


async def send_report(person: Person) -> str:
    """The receipt code of a report that was sent. Fails when the end is not reached."""
    for step in range(60):
        if 'class="entry ours receipt' in person.page:
            return str(CODE.findall(said(person.page))[-1])
        await answer(person, step)
    raise AssertionError(said(newest(person.page)))
