"""What officers do in the topic of a case: each command and each button to the file that knows it.

A button says everything it needs, so that it stays good over restarts and years; what was meant for nobody any more is
answered so.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from telegram.ext import ExtBot

from bot.desk import texts as say
from bot.desk.actions import Acts, Press, Topic
from bot.desk.assignment import Assignment
from bot.desk.commands import help_in
from bot.desk.context import DeskContext
from bot.desk.cooperation import Cooperation
from bot.desk.prepared import Prepared
from bot.desk.relay import Relay
from bot.desk.replies import OwnerReplies, spoken_by
from casework.acts import ActHandler
from telegram import CallbackQuery, Message, User

Command = Callable[[Message, str, Topic], Awaitable[None]]
Pressed = Callable[[Press], Awaitable[None]]


class Dispatch:
    """The topics of one bot's groups."""

    def __init__(self, bot: ExtBot[Any], house: DeskContext, inbox: ActHandler, talk: OwnerReplies) -> None:
        self._acts = acts = Acts(bot, house, inbox, talk)
        holding, between, prepared = Assignment(acts), Cooperation(acts), Prepared(acts)
        self._passing = Relay(acts)
        self.send, self.ask, self.edited = self._passing.send, self._passing.ask, self._passing.edited
        self._commands: Mapping[str, Command] = {
            "seen": holding.seen, "take": holding.take, "release": holding.release, "handover": holding.handover,
            "decline": holding.decline, "close": holding.close, "extend": holding.extend,
            "reply": prepared.reply, "ask": prepared.ask, "note": between.note, "share": between.share,
            "position": between.position, "settle": between.settle, "pass": between.pass_on, "who": between.who,
            "files": between.files,
        }  # fmt: skip
        self._buttons: Mapping[str, Pressed] = {
            "held": self._passing.decided, "seen": holding.press, "take": holding.press, "reasons": holding.reasons,
            "no": holding.declined, "hand": holding.handed, "close": holding.closed, "prep": prepared.pressed,
            "ask": prepared.chosen, "pass": between.passed_on, "how": self._how,
        }  # fmt: skip

    async def command(self, message: Message, command: tuple[str, str], topic: Topic) -> None:
        """A command in the topic of a case."""
        name, rest = command
        if found := self._commands.get(name):
            await found(message, rest, topic)
        else:
            await self._acts.ask(message, help_in(self._acts.talk.say, topic.language), topic, ())

    async def pressed(self, query: CallbackQuery, key: str) -> None:
        """A button below a notice, or below a question of ours."""
        message = query.message if isinstance(query.message, Message) else None
        topic = await self._acts.topic(message, key) if message is not None else None
        if message is None or topic is None or not topic.receipt:
            language = topic.language if topic else spoken_by(query.from_user)
            await self._acts.talk.window(query, say.REFUSED["unknown"], language)
            return
        kind, _, rest = meant(query.data or "").partition("|")
        if why := await self.stranger(query.from_user, topic):
            await self._acts.talk.window(query, say.REFUSED[why], topic.language)
            return
        press = Press(query, message, kind if kind in ("seen", "take") else rest, topic)
        if found := self._buttons.get(kind):
            await found(press)
        else:
            await self._acts.window(press, say.REFUSED["unknown"])

    async def stranger(self, user: User | None, topic: Topic) -> str:
        """Why this person may not act at this desk, a key of `REFUSED`; empty for its officers."""
        async with self._acts.house.store.reading() as tx:
            return (await self._acts.who(tx, user, topic)).why

    async def _how(self, press: Press) -> None:
        await self._acts.window(press, say.HOW_TO)


def meant(data: str) -> str:
    """What a button means. Those of a notice begin with its row (`12|take`); older ones asked `case|no:reply`."""
    first, _, rest = data.partition("|")
    if first.isdigit():
        return "reasons" if rest == "no" else rest
    return rest.replace(":", "|", 1) if first == "case" else data
