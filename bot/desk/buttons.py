"""The buttons below a notice: a report is taken, or declined with a prepared reason. All else is done on the console.

A button says everything it needs, so that it stays good over restarts and years; one that older notices had is answered
in a small window.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from telegram.ext import ExtBot

from bot.desk import texts as say
from bot.desk.context import CHANNEL, DeskContext
from bot.desk.group_messages import GroupMessages, spoken_by, thread_of
from casework.acts import Act, ActHandler, Declined, Ruling, Taken
from casework.decisions import standing
from locales.text import Raw, Text
from storage import groups, referrals, sessions
from storage.members import member
from storage.officers import acting
from storage.timestamps import DAY, ms
from telegram import CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, User


@dataclass(frozen=True, slots=True)
class Topic:
    """The case of a topic, `receipt` empty when there is none."""

    ministry: str
    language: str
    receipt: str


@dataclass(frozen=True, slots=True)
class Press:
    """A button below `message` that an officer of the topic's desk pressed; `key` is the update's own."""

    query: CallbackQuery
    message: Message
    topic: Topic
    officer: str
    key: str


def named(text: Text, **params: str) -> Text:
    """The sentence with codes and links put in as they stand."""
    return Text(text.msgid, {name: Raw(value) for name, value in params.items()}, text.context)


def meant(data: str) -> str:
    """What a button means. Those of a notice begin with its row (`12|take`); older ones asked `case|no:reply`."""
    first, _, rest = data.partition("|")
    if first.isdigit():
        return "reasons" if rest == "no" else rest
    return rest.replace(":", "|", 1) if first == "case" else data


class Buttons:
    """The buttons of one bot's groups."""

    def __init__(self, bot: ExtBot[Any], house: DeskContext, inbox: ActHandler, talk: GroupMessages) -> None:
        self._bot, self._house, self._inbox, self._talk = bot, house, inbox, talk

    async def pressed(self, query: CallbackQuery, key: str) -> None:
        """Deal with one press: officers of the desk act, everybody else is told why not."""
        message = query.message if isinstance(query.message, Message) else None
        topic = await self._topic(message) if message is not None else None
        if message is None or topic is None or not topic.receipt:
            language = topic.language if topic else spoken_by(query.from_user)
            await self._talk.window(query, language, say.REFUSED["unknown"])
            return
        officer, why = await self._officer(query.from_user, topic)
        if why:
            await self._talk.window(query, topic.language, say.REFUSED[why])
            return
        await self._act(Press(query, message, topic, officer, key), meant(query.data or ""))

    async def _act(self, press: Press, what: str) -> None:
        kind, _, reason = what.partition("|")
        match kind:
            case "take":
                await self._take(press)
            case "reasons":
                await self._reasons(press)
            case "no":
                await self._decline(press, reason)
            case _:
                await self._moved(press)

    # ---- who and where ------------------------------------------------------------------------------

    async def _topic(self, message: Message) -> Topic | None:
        """The topic a message stands in; None outside of the desks' groups."""
        async with self._house.store.reading() as tx:
            desk = await groups.desk_of_chat(tx, f"{CHANNEL}:{message.chat.id}")
            if desk is None:
                return None
            thread = thread_of(message)
            receipt = await referrals.of_thread(tx, desk.ministry, thread) if thread else ""
        return Topic(desk.ministry, desk.language, receipt)

    async def _officer(self, user: User, topic: Topic) -> tuple[str, str]:
        """The officer who pressed, or why this person must not know of the case: a key of `REFUSED`."""
        async with self._house.store.reading() as tx:
            who = await member(tx, topic.ministry, f"telegram:{user.id}")
            if who.why:
                return "", who.why
            row = await referrals.referral(tx, topic.receipt, topic.ministry)
            acts = await acting(tx, who.officer, topic.receipt)
        knows = row is not None and acts is not None and standing(acts, row).relation.knows
        return who.officer, "" if knows else "unknown"

    # ---- acts ---------------------------------------------------------------------------------------

    async def _take(self, press: Press) -> None:
        ruling = await self._do(press, Taken(**self._head(press, press.key)))
        if ruling is None:
            return
        taken = named(say.TAKEN, receipt=press.topic.receipt)
        await self._talk.window(press.query, press.topic.language, taken, alert=False)
        if ruling.done:
            await self._talk.answer(press.message, taken, press.topic.language)

    async def _reasons(self, press: Press) -> None:
        """The prepared reasons to choose from, once for each press."""
        async with self._house.store.transaction() as tx:
            if not await sessions.admit(tx, [press.key], ms(self._house.clock()) // DAY):
                return
        reasons = [each for each in self._house.replies.values() if each.kind == "declined"]
        language, message = press.topic.language, press.message
        rows = [
            [InlineKeyboardButton(self._talk.say(each.label, language), callback_data=f"no|{each.id}")]
            for each in reasons
        ]
        asked = self._talk.say(named(say.WHY_DECLINE, receipt=press.topic.receipt), language)
        await self._talk.quietly(press.query)
        below = message.message_id
        await self._talk.post(message.chat.id, thread_of(message), asked, below, InlineKeyboardMarkup(rows))

    async def _decline(self, press: Press, reason: str) -> None:
        """One question is answered once, whoever presses and however often: its own id is the key."""
        reply = self._house.replies.get(reason)
        if reply is None or reply.kind != "declined":
            await self._talk.window(press.query, press.topic.language, say.REFUSED["wrong"])
            return
        key = f"{CHANNEL}:{self._bot.id}:{press.message.chat.id}:{press.message.message_id}"
        act = Declined(**self._head(press, key), reason=reason, prepared=reason, language=press.topic.language)
        if await self._do(press, act) is not None:
            declined = named(say.DECLINED, receipt=press.topic.receipt)
            await self._talk.quietly(press.query)
            await self._talk.reword(press.message, self._talk.say(declined, press.topic.language))

    async def _moved(self, press: Press) -> None:
        """What older notices offered; the link is left out where the window is too small for it."""
        link = self._house.link(press.topic.receipt)
        said = (named(say.MOVED_TO, link=link), say.MOVED) if link else (say.MOVED,)
        await self._talk.window(press.query, press.topic.language, *said)

    def _head(self, press: Press, key: str) -> dict[str, Any]:
        topic = press.topic
        head = {"key": key, "receipt": topic.receipt, "ministry": topic.ministry, "officer": press.officer}
        return {**head, "at": self._house.clock()}

    async def _do(self, press: Press, act: Act) -> Ruling | None:
        """What became of an act that was done, now or before; a refusal is said and is None."""
        ruling = await self._inbox.act(act)
        if ruling.why in ("", "again"):
            return ruling
        await self._talk.window(press.query, press.topic.language, say.REFUSED[ruling.why])
        return None
