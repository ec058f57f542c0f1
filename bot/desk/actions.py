"""What every act in a topic needs: whose case it is, who acts, with which right, and how a refusal is said."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram.ext import ExtBot

from bot.desk import texts as say
from bot.desk.classify import thread_of
from bot.desk.context import CHANNEL, DeskContext
from bot.desk.replies import OwnerReplies
from casework import permissions
from casework.acts import Act, ActHandler, Ruling
from casework.decisions import standing
from dialogs.faq.language import language_of
from locales.text import Param, Raw, Text
from storage import groups, officers, referrals
from storage.members import Member, member
from storage.officers import acting
from storage.transaction import Transaction
from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, User

LONGEST_NAME = 60
"""Characters of a name, so that it fits into the small window with the words around it."""
Buttons = Sequence[tuple[Text | Raw, str]]
"""Label (a name as it is) and what comes back when it is pressed, one button a row."""


@dataclass(frozen=True, slots=True)
class Topic:
    """The case of a topic, `receipt` empty when there is none; `key` makes what is done here once."""

    ministry: str
    language: str
    receipt: str
    key: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button below `message` in a topic: what it says after its first word."""

    query: CallbackQuery
    message: Message
    rest: str
    topic: Topic

    @property
    def asked(self) -> Message | None:
        """The message that the question is about."""
        return self.message.reply_to_message

    @property
    def by_author(self) -> bool:
        """Whether it was pressed by who wrote the message that the question is about."""
        author = self.asked.from_user if self.asked is not None else None
        return author is not None and author.id == self.query.from_user.id


def named(text: Text, **params: str | Param) -> Text:
    """The sentence with names and codes put in as they stand, and other sentences as sentences."""
    put = {name: Raw(value) if isinstance(value, str) else value for name, value in params.items()}
    return Text(text.msgid, put, text.context)


class Acts:
    """The hands of one bot's groups: acts through the inbox, questions with buttons, refusals in words."""

    def __init__(self, bot: ExtBot[Any], house: DeskContext, inbox: ActHandler, talk: OwnerReplies) -> None:
        self.bot, self.house, self.inbox, self.talk = bot, house, inbox, talk

    # ---- who and where ------------------------------------------------------------------------------

    async def topic(self, message: Message, key: str) -> Topic | None:
        """The topic a message stands in; None outside of the desks' groups."""
        async with self.house.store.reading() as tx:
            desk = await groups.desk_of_chat(tx, f"{CHANNEL}:{message.chat.id}")
            if desk is None:
                return None
            thread = thread_of(message)
            receipt = await referrals.of_thread(tx, desk.ministry, thread) if thread else ""
        return Topic(desk.ministry, desk.language, receipt, key)

    def key_of(self, message: Message) -> str:
        """One message is dealt with once, however often it is decided about: its own id is the key."""
        return f"{CHANNEL}:{self.bot.id}:{message.chat.id}:{message.message_id}"

    async def who(self, tx: Transaction, user: User | None, topic: Topic) -> Member:
        return await member(tx, topic.ministry, f"telegram:{user.id if user else 0}")

    async def may(self, user: User | None, topic: Topic, right: str) -> str:
        """Empty when this person may do that to the topic's case, else why not: a key of `REFUSED`."""
        async with self.house.store.reading() as tx:
            who = await self.who(tx, user, topic)
            row = await referrals.referral(tx, topic.receipt, topic.ministry)
            if who.why:
                return who.why
            acts = await acting(tx, who.officer, topic.receipt)
        if row is None or acts is None or not (stands := standing(acts, row)).relation.knows:
            return "unknown"
        return "" if permissions.allows(acts.role, right, stands, row.standing) else "no_right"

    # ---- doing --------------------------------------------------------------------------------------

    async def act(
        self, user: User | None, topic: Topic, make: Callable[..., Act], contents: Mapping[str, bytes] | None = None,
        key: str = "", **more: Any,
    ) -> Ruling:  # fmt: skip
        """Do something to the topic's case: `make` is the kind of act, `more` what it says beside who and where."""
        async with self.house.store.reading() as tx:
            who = await self.who(tx, user, topic)
        if who.why:
            return Ruling(why=who.why)
        more.setdefault("at", self.house.clock())
        head = {"key": key or topic.key, "receipt": topic.receipt, "ministry": topic.ministry}
        return await self.inbox.act(make(**head, officer=who.officer, **more), contents or {})

    def spoken(self, words: str, topic: Topic) -> dict[str, Any]:
        """Words of an act, labelled with the language that they seem to be in."""
        return {"words": words, "language": language_of(words, topic.language)}

    # ---- saying -------------------------------------------------------------------------------------

    def say(self, text: Text, topic: Topic) -> str:
        return self.talk.say(text, topic.language)

    async def refusal(self, ruling: Ruling, topic: Topic) -> Text:
        """Why it was not done. Who holds a case is named, since the group is the holder's own desk."""
        if ruling.why != "held":
            return say.REFUSED[ruling.why]
        return named(say.REFUSED["held"], name=await self.name_of(ruling.holder))

    async def name_of(self, officer: str) -> str:
        async with self.house.store.reading() as tx:
            found = await officers.officer(tx, officer) if officer else None
        return found.name[:LONGEST_NAME] if found else "-"

    async def answer(self, message: Message, text: Text, topic: Topic) -> None:
        await self.talk.answer(message, text, topic.language)

    async def told(self, message: Message, ruling: Ruling, done: Text, topic: Topic) -> None:
        """Say what became of an act, below the message that asked for it."""
        was = ruling.why in ("", "again")
        await self.answer(message, done if was else await self.refusal(ruling, topic), topic)

    async def ask(self, message: Message, said: str, topic: Topic, buttons: Buttons) -> None:
        """Ask something below a message."""
        await self.talk.post(message.chat.id, thread_of(message), said, message.message_id, self.markup(buttons, topic))

    def markup(self, buttons: Buttons, topic: Topic) -> InlineKeyboardMarkup | None:
        worded = [(each.said if isinstance(each, Raw) else self.say(each, topic), data) for each, data in buttons]
        rows = [[InlineKeyboardButton(label, callback_data=data)] for label, data in worded]
        return InlineKeyboardMarkup(rows) if rows else None

    async def turn(self, press: Press, said: str, buttons: Buttons = ()) -> None:
        """Put something else in the place of a question."""
        await self.talk.quietly(press.query)
        await self.talk.reword(press.message, said, self.markup(buttons, press.topic))

    async def settled(self, press: Press, ruling: Ruling, done: Text) -> None:
        """Put what became of an act in the place of the question; a refusal leaves the question open."""
        if ruling.why in ("", "again"):
            await self.turn(press, self.say(done, press.topic))
        else:
            await self.window(press, await self.refusal(ruling, press.topic))

    async def window(self, press: Press, text: Text, alert: bool = True) -> None:
        await self.talk.window(press.query, text, press.topic.language, alert)

    def done(self, kind: str, user: User | None, topic: Topic) -> Text:
        name = user.full_name[:LONGEST_NAME] if user else ""
        return named(say.DONE[kind], name=name, receipt=topic.receipt)


def rest_of(message: Message | None) -> str:
    """The words after the command that a message is."""
    return (message.text or "").partition(" ")[2].strip() if message is not None else ""
