"""What officers do with a case in its topic: take it, decline it, write to its owner; and words that are held.

A message that is held is not stored by us: the question about it is a reply to it, so that the officer's decision
brings the words along. Only who wrote them may decide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram.error import BadRequest
from telegram.ext import ExtBot

from bot.casework.acts import Act, Declined, Released, Replied, Ruling, Seen, Taken
from bot.desk import sayings as say
from bot.desk.door import CHANNEL, Acting, House
from bot.desk.reading import thread_of
from bot.desk.talk import Talk, spoken_by
from dialogs.types import Raw, Text
from storage import desks
from storage.desk_members import Member, member
from storage.moments import ms
from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, User

OK = "👌"
LONGEST_NAME = 60
"""Characters of a name, so that it fits into the small window with the words around it."""


@dataclass(frozen=True, slots=True)
class ForOwner:
    """The case of a topic, `receipt` empty when there is none; `key` makes what is done here once."""

    ministry: str
    language: str
    receipt: str
    key: str


def named(text: Text, **params: str) -> Text:
    """The sentence with names and codes put in as they stand."""
    return Text(text.msgid, {name: Raw(value) for name, value in params.items()}, text.context)


class Cases:
    """Acts of officers, for the groups of one bot."""

    def __init__(self, bot: ExtBot[Any], house: House, reception: Acting, talk: Talk) -> None:
        self._bot, self._house, self._reception, self.talk = bot, house, reception, talk

    # ---- words for an owner -------------------------------------------------------------------------

    async def send(self, message: Message, case: ForOwner) -> None:
        """Pass an officer's words on to the owner of the topic's case."""
        ruling = await self._reply(message, case)
        await self._confirm(message, ruling, case)

    async def _reply(self, message: Message, case: ForOwner) -> Ruling:
        """One message reaches its owner once, however often it is decided about: its own id is the key."""
        key = f"{CHANNEL}:{self._bot.id}:{message.chat.id}:{message.message_id}"
        who = await self._officer(message.from_user, case)
        if who.why:
            return Ruling(why=who.why)
        at, words = self._house.clock(), message.text or ""
        return await self._reception.act(
            Replied(
                key=key, receipt=case.receipt, ministry=case.ministry, officer=who.officer,
                at=at, words=words, language=case.language,
            )
        )  # fmt: skip

    async def _confirm(self, message: Message, ruling: Ruling, case: ForOwner) -> None:
        if ruling.why not in ("", "again"):
            await self.talk.answer(message, say.REFUSED[ruling.why], case.language)
            return
        try:
            await self._bot.set_message_reaction(message.chat.id, message.message_id, OK)
        except BadRequest:  # the group allows no reactions, or the message is gone: then in words
            await self.talk.answer(message, say.DONE["sent"], case.language)

    async def ask(self, message: Message, why: str, case: ForOwner) -> None:
        """Hold a message, say why, and let its author decide where there is something to decide."""
        if not case.receipt:
            said = f"{self._say(say.HELD[why], case)} {self._say(say.IN_ITS_TOPIC, case)}"
            await self.talk.post(message.chat.id, thread_of(message), said, message.message_id)
            return
        yes = self._say(named(say.SEND, receipt=case.receipt), case)
        buttons = [
            [InlineKeyboardButton(yes, callback_data=f"held|yes|{message.message_id}")],
            [InlineKeyboardButton(self._say(say.DROP, case), callback_data=f"held|no|{message.message_id}")],
        ]
        said = f"{self._say(say.HELD[why], case)} {self._say(say.WHICH, case)}"
        await self.talk.post(
            message.chat.id, thread_of(message), said, message.message_id, InlineKeyboardMarkup(buttons)
        )

    async def edited(self, message: Message) -> None:
        """An officer changed words that may have been passed on: what the owner has stays as it is."""
        author, thread = message.from_user, thread_of(message)
        if author is None or author.is_bot or not message.text or not thread or message.text.startswith("/"):
            return
        async with self._house.store.reading() as tx:
            desk = await desks.desk_of_chat(tx, f"{CHANNEL}:{message.chat.id}")
            receipt = await desks.of_thread(tx, desk.ministry, thread) if desk else ""
        if desk is not None and receipt:
            await self.talk.answer(message, say.EDITED, desk.language)

    # ---- buttons and commands -----------------------------------------------------------------------

    async def pressed(self, query: CallbackQuery, key: str) -> None:
        """A button below a notice, or below a question about held words."""
        message = query.message if isinstance(query.message, Message) else None
        case = await self._case(message, key) if message is not None else None
        first, _, rest = (query.data or "").partition("|")
        if message is None or case is None or not case.receipt:
            await self.talk.window(query, say.REFUSED["unknown"], case.language if case else spoken_by(query.from_user))
        elif first == "held":
            await self._decided(query, message, rest, case)
        else:
            await self._button(query, message, rest, case)

    async def _case(self, message: Message, key: str) -> ForOwner | None:
        async with self._house.store.reading() as tx:
            desk = await desks.desk_of_chat(tx, f"{CHANNEL}:{message.chat.id}")
            if desk is None:
                return None
            thread = thread_of(message)
            receipt = await desks.of_thread(tx, desk.ministry, thread) if thread else ""
        return ForOwner(desk.ministry, desk.language, receipt, key)

    async def _decided(self, query: CallbackQuery, question: Message, rest: str, case: ForOwner) -> None:
        answer, _, number = rest.partition("|")
        held = question.reply_to_message
        if held is None or str(held.message_id) != number:
            await self.talk.window(query, say.REFUSED["unknown"], case.language)
            return
        if held.from_user is None or held.from_user.id != query.from_user.id:
            await self.talk.window(query, say.NOT_YOURS, case.language)
            return
        if answer == "yes":
            ruling = await self._reply(held, case)
            said = say.DONE["sent"] if ruling.why in ("", "again") else say.REFUSED[ruling.why]
        else:
            said = say.DONE["dropped"]
        await self.talk.window(query, said, case.language, alert=False)
        await self.talk.reword(question, self._say(said, case))

    async def _button(self, query: CallbackQuery, message: Message, choice: str, case: ForOwner) -> None:
        kind, _, reply = choice.partition(":")
        match kind:
            case "seen" | "take":
                await self._act(query, message, kind, case)
            case "no" if reply:
                await self._decline(query, message, reply, case)
            case "no":
                await self._reasons(message, case)
                await self.talk.quietly(query)
            case "how":
                await self.talk.window(query, say.HOW_TO, case.language)
            case _:
                await self.talk.window(query, say.REFUSED["unknown"], case.language)

    async def _act(self, query: CallbackQuery, message: Message, kind: str, case: ForOwner) -> None:
        ruling = await self._do(kind, query.from_user, case)
        if ruling.why not in ("", "again"):
            await self.talk.window(query, say.REFUSED[ruling.why], case.language)
            return
        said = self._done("taken" if kind == "take" else kind, query.from_user, case)
        await self.talk.window(query, said, case.language, alert=False)
        if kind == "take" and ruling.done:
            await self.talk.tell(message.chat.id, thread_of(message), said, case.language)

    async def command(self, message: Message, command: tuple[str, str], case: ForOwner) -> None:
        """`/seen`, `/take`, `/release` and `/decline reason` in the topic of a case."""
        name, rest = command
        if name not in ("seen", "take", "release", "decline"):
            await self.talk.answer(message, say.HELP, case.language)
            return
        if name == "decline" and not rest:
            await self.talk.answer(message, say.REASON, case.language)
            return
        ruling = await self._do(name, message.from_user, case, rest)
        if ruling.why not in ("", "again"):
            await self.talk.answer(message, say.REFUSED[ruling.why], case.language)
            return
        done = {"take": "taken", "release": "released", "decline": "declined"}.get(name, name)
        await self.talk.answer(message, self._done(done, message.from_user, case), case.language)

    async def _do(self, kind: str, user: User | None, case: ForOwner, words: str = "") -> Ruling:
        who = await self._officer(user, case)
        if who.why:
            return Ruling(why=who.why)
        told: dict[str, Any] = {
            "key": case.key, "receipt": case.receipt, "ministry": case.ministry,
            "officer": who.officer, "at": self._house.clock(),
        }  # fmt: skip
        act: Act
        match kind:
            case "seen":
                act = Seen(**told)
            case "take":
                act = Taken(**told)
            case "release":
                act = Released(**told)
            case _:
                act = Declined(**told, reason="own_words", words=words, language=case.language)
        return await self._reception.act(act)

    async def _decline(self, query: CallbackQuery, message: Message, reply: str, case: ForOwner) -> None:
        who = await self._officer(query.from_user, case)
        ruling = Ruling(why=who.why or ("" if reply in self._house.replies else "unknown"))
        if not ruling.why:
            act = Declined(
                key=case.key, receipt=case.receipt, ministry=case.ministry, officer=who.officer,
                at=self._house.clock(), reason=reply, language=case.language, prepared=reply,
            )  # fmt: skip
            ruling = await self._reception.act(act)
        if ruling.why not in ("", "again"):
            await self.talk.window(query, say.REFUSED[ruling.why], case.language)
            return
        await self.talk.quietly(query)
        await self.talk.reword(message, self._say(self._done("declined", query.from_user, case), case))

    async def _reasons(self, message: Message, case: ForOwner) -> None:
        """Prepared reasons to choose from; the owner reads them in the own language."""
        prepared = [reply for reply in self._house.replies.values() if reply.kind == "declined"]
        buttons = [
            [InlineKeyboardButton(self._say(reply.label, case), callback_data=f"case|no:{reply.id}")]
            for reply in prepared
        ]
        asked = named(say.WHY_DECLINE, receipt=case.receipt) if buttons else say.REASON
        markup = InlineKeyboardMarkup(buttons) if buttons else None
        await self.talk.post(message.chat.id, thread_of(message), self._say(asked, case), message.message_id, markup)

    # ---- saying -------------------------------------------------------------------------------------

    async def _officer(self, user: User | None, case: ForOwner) -> Member:
        assert user is not None, "a person acts"
        async with self._house.store.transaction() as tx:
            identity = f"telegram:{user.id}"
            return await member(tx, case.ministry, identity, user.full_name, ms(self._house.clock()))

    def _say(self, text: Text, case: ForOwner) -> str:
        return self.talk.say(text, case.language)

    def _done(self, kind: str, user: User | None, case: ForOwner) -> Text:
        return named(say.DONE[kind], name=user.full_name[:LONGEST_NAME] if user else "", receipt=case.receipt)
