"""What a message in a ministry's group is: words for an owner, words to be asked about, or none of our business. Pure.

An officer's words go to an owner only if nothing at all speaks against it; else they are held and asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.desk.files import attached
from casework.acts import LONGEST_WORDS
from dialogs.parse import find_receipt
from telegram import Message, MessageEntity

ASIDE = "//"
"""Words that begin with this stay among the officers."""


@dataclass(frozen=True, slots=True)
class Heading:
    """Where a message goes. `kind`: `send`, `ask` (with `why`, a key of `HELD`), `say` (with `why`), or `ignore`."""

    kind: str
    why: str = ""


IGNORE, SEND = Heading("ignore"), Heading("send")


def thread_of(message: Message) -> str:
    """The topic a message stands in; empty outside of any."""
    return str(message.message_thread_id) if message.is_topic_message and message.message_thread_id else ""


def words_of(message: Message) -> str:
    """The words of a message, or those below its file."""
    return message.text or message.caption or ""


def command_of(message: Message, username: str) -> tuple[str, str] | None:
    """A command and what follows it; None when it is none, or another bot's."""
    text = message.text or ""
    if not text.startswith("/") or text.startswith(ASIDE):
        return None
    word, _, rest = text[1:].partition(" ")
    name, at, whose = word.partition("@")
    if at and whose.casefold() != username.casefold():
        return None
    return name.casefold(), rest.strip()


def heading(message: Message, receipt: str) -> Heading:
    """Where a message that is no command goes. `receipt` is the case of its topic, empty when it has none."""
    words, file = words_of(message), attached(message)
    if file is None and message.text is None:
        return Heading("say", "no_file") if message.effective_attachment and receipt else IGNORE
    if words.startswith("/") or not (file or words.strip()):  # an aside, or another bot's command
        return IGNORE
    if len(words) > LONGEST_WORDS:
        return Heading("say", "too_long")
    why = _doubt(message, receipt)
    return Heading("ask", why) if why else SEND


def _doubt(message: Message, receipt: str) -> str:
    """What speaks against sending it to the owner of the topic's case."""
    if not thread_of(message):
        return "outside"
    if not receipt:
        return "no_case"
    if message.forward_origin is not None:
        return "forwarded"
    if _replies_elsewhere(message):
        return "elsewhere"
    if names_another(message, receipt):
        return "other_case"
    return _to_colleague(message)


def names_another(message: Message, receipt: str) -> bool:
    """Whether the code of another report stands in a message."""
    return bool(_named(words_of(message)) - {receipt})


def _named(text: str) -> set[str]:
    """All receipt codes in a text."""
    found = {find_receipt(text[mark.start() : mark.start() + 40]) for mark in re.finditer("s", text, re.IGNORECASE)}
    return {code for code in found if code}


def _replies_elsewhere(message: Message) -> bool:
    if message.external_reply is not None:
        return True
    target = message.reply_to_message
    if target is None or target.message_id == message.message_thread_id:
        return False
    return target.message_thread_id != message.message_thread_id


def _to_colleague(message: Message) -> str:
    target = message.reply_to_message
    if target is not None and target.message_id != message.message_thread_id:
        author = target.from_user
        if author is not None and not author.is_bot:
            return "colleague"
    entities = (*message.entities, *message.caption_entities)
    mentions = (MessageEntity.MENTION, MessageEntity.TEXT_MENTION)
    return "mention" if any(entity.type in mentions for entity in entities) else ""
