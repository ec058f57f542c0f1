"""From a form to an event, and through the inbox: what a person says on the page."""

from __future__ import annotations

import hmac
import re
import secrets
from dataclasses import dataclass

from starlette.requests import Request

from dialogs.events import Arrival, Chose, Event, Said, Sent
from dialogs.parse import first_half, read_command, second_half
from web import texts
from web.chat.bubbles import Bubble, Own, bubble, pack_own, pressed
from web.chat.context import ChatContext
from web.forms import SubmittedForm
from web.refusals import PostRefused
from web.security import Visitor

LONGEST_TEXT = 100_000
LOOKS, PAUSE = 60, 0.05
"""How often, and how many seconds apart, a page without JavaScript looks whether the answer is there."""


@dataclass(frozen=True, slots=True)
class Message:
    """`events` in order, `own` as the page shows it (None: not shown), `origin` the entry whose button it was."""

    events: tuple[Event, ...]
    own: Own | None
    origin: str = ""


async def say(house: ChatContext, request: Request, visitor: Visitor, form: SubmittedForm) -> int:
    """Put the own words on the page, deal with the event, and return the `seq` of the own words (or 0).

    The page, the inbox and the key of the arrival have the words as the event has them: without numbers that may not
    be kept.
    """
    entries = await house.feed.read(visitor.chat) if form["choice"] or _may_end_a_number(form["text"]) else ()
    shown = tuple(bubble(entry) for entry in entries)
    message = read_message(house, form, shown)
    key = arrival_key(visitor, form["key"], message.events)
    seq = 0
    if message.own is not None:
        seq = await house.feed.put(visitor.chat, key, True, pack_own(message.own))
        house.streams.notify(visitor.chat)
    hint = request.headers.get("accept-language", "").partition(",")[0].partition(";")[0].strip()[:35]
    for number, event in enumerate(message.events):
        part = f"{key}:{number}" if number else key
        arrival = Arrival("web", visitor.chat, part, event.at, hint, message.origin or str(seq or ""))
        await house.inbox.receive(arrival, event, form.contents)
    return seq


def read_message(house: ChatContext, form: SubmittedForm, shown: tuple[Bubble, ...]) -> Message:
    """The message of a form. Raises Refused for an empty one."""
    now = house.now()
    if form["choice"]:
        return _choice(house, form, shown)
    text = form["text"].strip()[:LONGEST_TEXT]
    sent = (Sent(now, form.files),) if form.files else ()
    said = (Said(now, text, seen=_seen(form["seen"])).after(first_half(_last_words(shown))),) if text else ()
    if not (sent or said):
        raise PostRefused(400, texts.EMPTY)
    names = tuple(file.name for each in sent for file in each.files)
    return Message((*sent, *said), Own("".join(each.text for each in said), names))


def _seen(turn: str) -> int | None:
    """The turn of the newest message that stood on the page when the words were typed; None where it does not say."""
    return int(turn) if turn.isdecimal() and len(turn) <= 12 else None


def _may_end_a_number(text: str) -> bool:
    """Whether it matters how the words before ended."""
    return bool(second_half(text.strip()[:LONGEST_TEXT], "12345678").kinds)


def _last_words(shown: tuple[Bubble, ...]) -> str:
    """What the person typed last, commands and the labels of buttons that were pressed aside."""
    labels = {button.label for each in shown if each.letter for button in (*each.letter.choices, *each.letter.nav)}
    own = (each.own.text for each in reversed(shown) if each.own)
    return next((text for text in own if text and text not in labels and not read_command(text)), "")


def _choice(house: ChatContext, form: SubmittedForm, shown: tuple[Bubble, ...]) -> Message:
    turn, _, key = form["choice"].partition("|")
    if not turn.isdecimal() or len(turn) > 12 or not key or len(key.encode()) > 64:
        raise PostRefused(400, texts.EMPTY)
    found = pressed(shown, int(turn), key)
    event = Chose(house.now(), int(turn), key)
    if found is None:
        return Message((event,), None)
    entry, button = found
    ticks = entry.letter is not None and entry.letter.expects == "many" and not key.startswith("nav:")
    return Message((event,), None if ticks else Own(button.label), str(entry.seq))


def arrival_key(visitor: Visitor, key: str, events: tuple[Event, ...]) -> str:
    """Unique for this chat, this rendering of the form and what was said in it.

    It holds a digest, so that the same form sent twice is dealt with once, and a form that the browser restored and
    the person changed is dealt with as well. The cookie is its key: nobody else can try words against it.
    """
    given = re.sub(r"[^A-Za-z0-9_-]", "", key)[:43] or secrets.token_urlsafe(16)
    digest = hmac.new(visitor.token.encode(), digestmod="sha256")
    for piece in (piece for event in events for piece in _pieces(event)):
        digest.update(piece.encode("utf-8", "surrogatepass") + b"\0")
    return f"{visitor.chat}:{given}:{digest.hexdigest()[:16]}"


def _pieces(event: Event) -> tuple[str, ...]:
    match event:
        case Chose():
            return (f"{event.turn}|{event.choice}",)
        case Sent(files=files):
            return tuple(file.sha256 or file.name for file in files)
        case Said(text=text):
            return (text,)
        case _:
            return ()


async def answered(house: ChatContext, chat: str) -> None:
    """Wait until all that was said to the chat has arrived on its page, but not for long."""
    with house.streams.watch(chat) as watch:
        for _look in range(LOOKS):
            if not await house.feed.expecting(chat):
                return
            await watch.wait(PAUSE)
