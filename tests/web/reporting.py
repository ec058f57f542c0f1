"""A subcontractor sends a whole report on the page without scripts, from the first button to the receipt."""

from __future__ import annotations

import re

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


async def answer(person: Person, step: int) -> None:
    """Answer whatever is open."""
    letter = newest(person.page)
    offered = keys(letter)
    facts = [key for key in offered if not key.startswith("nav:")]
    ticked = "data-on" in letter
    wanted = next((key for key in offered for first in FIRST if key.startswith(first)), facts[0] if facts else "")
    words = said(letter)
    if "nav:done" in offered and (ticked or "You can write more" in words):
        await person.press("nav:done")
    elif wanted:
        await person.press(wanted)
    elif "nav:done" in offered:
        await person.say(TYPED["story"])
    elif "reach you" in words:
        await person.say(TYPED["contact"])
    elif "When" in words:
        await person.say(TYPED["act_date"])
    else:
        await person.say(f"㈜ 가나다 {step}")


async def send_report(person: Person) -> str:
    """The receipt code of a report that was sent. Fails when the end is not reached."""
    for step in range(60):
        letter = newest(person.page)
        if 'class="entry ours receipt' in person.page:
            return str(CODE.findall(said(person.page))[-1])
        assert keys(letter) or "Question" in said(letter), said(letter)
        await answer(person, step)
    raise AssertionError(said(newest(person.page)))
