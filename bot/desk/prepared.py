"""Prepared words in a topic: replies in the owner's language, and question sets ("ask for papers").

Everything that a button needs stands in the button: questions stay good however long ago they were asked.
"""

from __future__ import annotations

from typing import Any

from bot.desk import texts as say
from bot.desk.actions import Acts, Buttons, Press, Topic, named, rest_of
from casework import texts
from casework.acts import OUTCOMES, Asked, Closed, Declined, Replied
from dialogs.labels import tongue
from guidance.records.knowledge import PreparedReply
from locales.text import Text
from storage import cases
from telegram import Message

KINDS = {
    "answered": ("answered", "seen", "taken"),
    "asked": ("asked",),
    "closed": ("closed",),
    "declined": ("declined",),
}
"""What an officer chooses from -> kinds of prepared replies. Passing on needs a body: that is `/pass`."""


class Prepared:
    """`/reply` and `/ask`."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    # ---- replies ------------------------------------------------------------------------------------

    async def reply(self, message: Message, rest: str, topic: Topic) -> None:
        if why := await self._acts.may(message.from_user, topic, "reply"):
            await self._acts.answer(message, say.REFUSED[why], topic)
            return
        await self._acts.ask(message, self._acts.say(say.WHICH_KIND, topic), topic, self._kinds())

    def _kinds(self) -> Buttons:
        return [(say.KINDS[kind], f"prep|kind|{kind}") for kind in KINDS if self._of(kind)]

    def _of(self, kind: str) -> list[PreparedReply]:
        return [each for each in self._acts.house.replies.values() if each.kind in KINDS.get(kind, ())]

    async def pressed(self, press: Press) -> None:
        """One step of choosing a reply: kind, reply, outcome where it closes the case, send."""
        if not press.by_author:
            await self._acts.window(press, say.NOT_YOURS)
            return
        step, _, rest = press.rest.partition("|")
        found = self._acts.house.replies.get(rest.partition("|")[0])
        if step == "kinds":
            await self._acts.turn(press, self._acts.say(say.WHICH_KIND, press.topic), self._kinds())
        elif step == "kind" and (replies := self._of(rest)):
            buttons = [*((each.label, f"prep|show|{each.id}") for each in replies), (say.BACK, "prep|kinds")]
            await self._acts.turn(press, self._acts.say(say.WHICH_REPLY, press.topic), buttons)
        elif found is not None and step == "show":
            await self._show(press, found)
        elif found is not None and step == "send":
            await self._send(press, found, rest.partition("|")[2])
        else:
            await self._acts.window(press, say.REFUSED["wrong"])

    async def _show(self, press: Press, reply: PreparedReply) -> None:
        """What it says, as the officer reads it, and in which language the owner will."""
        topic = press.topic
        reads = named(say.READS, language=tongue(await self._reads(topic)))
        said = "\n\n".join(self._acts.say(each, topic) for each in (reads, reply.says))
        back = (say.BACK, f"prep|kind|{next(kind for kind, kinds in KINDS.items() if reply.kind in kinds)}")
        if reply.kind != "closed":
            send = (named(say.SEND, receipt=topic.receipt), f"prep|send|{reply.id}")
            await self._acts.turn(press, said, (send, back))
            return
        ends = [(texts.OUTCOMES[each], f"prep|send|{reply.id}|{each}") for each in OUTCOMES]
        await self._acts.turn(press, f"{said}\n\n{self._acts.say(say.WHICH_END, topic)}", (*ends, back))

    async def _reads(self, topic: Topic) -> str:
        async with self._acts.house.store.reading() as tx:
            return await cases.language_of(tx, topic.receipt)

    async def _send(self, press: Press, reply: PreparedReply, outcome: str) -> None:
        user, topic, key = press.query.from_user, press.topic, self._acts.key_of(press.message)
        told: dict[str, Any] = {"prepared": reply.id, "language": topic.language}
        match reply.kind:
            case "closed" if outcome not in OUTCOMES:
                await self._acts.window(press, say.REFUSED["wrong"])
                return
            case "closed":
                ruling = await self._acts.act(user, topic, Closed, key=key, reason=outcome, **told)
            case "declined":
                ruling = await self._acts.act(user, topic, Declined, key=key, reason=reply.id, **told)
            case "asked":
                ruling = await self._acts.act(user, topic, Asked, key=key, **told)
            case _:
                ruling = await self._acts.act(user, topic, Replied, key=key, **told)
        done = named(say.DONE["prepared"], label=reply.label, receipt=topic.receipt)
        await self._acts.settled(press, ruling, done)

    # ---- question sets ------------------------------------------------------------------------------

    async def ask(self, message: Message, rest: str, topic: Topic) -> None:
        """Question sets to choose from; the words after the command go with them."""
        if why := await self._acts.may(message.from_user, topic, "ask"):
            await self._acts.answer(message, say.REFUSED[why], topic)
        elif not self._acts.house.sets:
            await self._acts.answer(message, say.NO_SETS, topic)
        else:
            await self._acts.ask(message, self._acts.say(say.WHICH_SET, topic), topic, self._sets())

    def _sets(self) -> Buttons:
        return [(_title(each), f"ask|set|{key}") for key, each in self._acts.house.sets.items()]

    async def chosen(self, press: Press) -> None:
        """One step of asking: the set, then yes."""
        step, _, key = press.rest.partition("|")
        found, topic = self._acts.house.sets.get(key), press.topic
        if not press.by_author:
            await self._acts.window(press, say.NOT_YOURS)
        elif step == "sets":
            await self._acts.turn(press, self._acts.say(say.WHICH_SET, topic), self._sets())
        elif found is None:
            await self._acts.window(press, say.REFUSED["wrong"])
        elif step == "set":
            asked = named(say.WILL_ASK, title=_title(found), language=tongue(await self._reads(topic)))
            buttons = ((say.ASK_OWNER, f"ask|yes|{key}"), (say.BACK, "ask|sets"))
            await self._acts.turn(press, self._acts.say(asked, topic), buttons)
        else:
            await self._asked(press, key)

    async def _asked(self, press: Press, key: str) -> None:
        user, topic = press.query.from_user, press.topic
        more = {"questions": key, **self._acts.spoken(rest_of(press.asked), topic)}
        ruling = await self._acts.act(user, topic, Asked, key=self._acts.key_of(press.message), **more)
        title = _title(self._acts.house.sets[key])
        await self._acts.settled(press, ruling, named(say.DONE["asked"], title=title, receipt=topic.receipt))


def _title(record: object) -> Text:
    """What a question set is called."""
    title = getattr(record, "title", None)
    assert isinstance(title, Text), "a question set has a title"
    return title
