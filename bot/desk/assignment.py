"""Holding a case from its topic: seen, taken, laid down, handed over, declined, closed, a time limit extended."""

from __future__ import annotations

from typing import Any

from bot.desk import texts as say
from bot.desk.actions import LONGEST_NAME, Acts, Press, Topic, named, rest_of
from casework import texts
from casework.acts import OUTCOMES, Closed, Declined, Extended, Released, Seen, Taken
from locales.text import Raw, Text
from storage import clocks, conflicts, officers
from storage.states import OfficerRole
from telegram import Message

MOST_DAYS = 3
"""Digits of a number of days that is taken for one."""


class Assignment:
    """`/seen /take /release /handover /decline /close /extend`, and the buttons that belong to them."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    async def seen(self, message: Message, rest: str, topic: Topic) -> None:
        ruling = await self._acts.act(message.from_user, topic, Seen)
        await self._acts.told(message, ruling, self._acts.done("seen", message.from_user, topic), topic)

    async def take(self, message: Message, rest: str, topic: Topic) -> None:
        ruling = await self._acts.act(message.from_user, topic, Taken)
        await self._acts.told(message, ruling, self._acts.done("taken", message.from_user, topic), topic)

    async def release(self, message: Message, rest: str, topic: Topic) -> None:
        ruling = await self._acts.act(message.from_user, topic, Released, words=rest)
        await self._acts.told(message, ruling, self._acts.done("released", message.from_user, topic), topic)

    async def press(self, press: Press) -> None:
        """`Take it` and `Seen` below a notice."""
        kind, make = ("taken", Taken) if press.rest == "take" else ("seen", Seen)
        ruling = await self._acts.act(press.query.from_user, press.topic, make)
        if ruling.why not in ("", "again"):
            await self._acts.window(press, await self._acts.refusal(ruling, press.topic))
            return
        done = self._acts.done(kind, press.query.from_user, press.topic)
        await self._acts.window(press, done, alert=False)
        if kind == "taken" and ruling.done:
            await self._acts.answer(press.message, done, press.topic)

    # ---- to a colleague -----------------------------------------------------------------------------

    async def handover(self, message: Message, rest: str, topic: Topic) -> None:
        """Colleagues to choose from; the words after the command are the reason."""
        if why := await self._acts.may(message.from_user, topic, "read"):
            await self._acts.answer(message, say.REFUSED[why], topic)
        elif not rest:
            await self._acts.answer(message, say.HANDOVER_REASON, topic)
        elif buttons := await self._colleagues(message, topic):
            await self._acts.ask(message, self._acts.say(say.WHO, topic), topic, buttons)
        else:
            await self._acts.answer(message, say.NO_COLLEAGUE, topic)

    async def _colleagues(self, message: Message, topic: Topic) -> list[tuple[Text | Raw, str]]:
        async with self._acts.house.store.reading() as tx:
            me = (await self._acts.who(tx, message.from_user, topic)).officer
            barred = await conflicts.barred_from(tx, topic.receipt)
            found = [
                each
                for each in await officers.officers_of(tx, topic.ministry)
                if each.id not in {me, *barred} and each.role is not OfficerRole.AUDITOR
            ]
        return [(Raw(each.name[:LONGEST_NAME]), f"hand|{each.id}") for each in found]

    async def handed(self, press: Press) -> None:
        if not press.by_author:
            await self._acts.window(press, say.NOT_YOURS)
            return
        reason, key = rest_of(press.asked), self._acts.key_of(press.message)
        user = press.query.from_user
        ruling = await self._acts.act(user, press.topic, Released, key=key, to=press.rest, words=reason)
        name = await self._acts.name_of(press.rest)
        done = named(say.DONE["handed"], name=name, receipt=press.topic.receipt)
        await self._acts.settled(press, ruling, done)

    # ---- the end ------------------------------------------------------------------------------------

    async def decline(self, message: Message, rest: str, topic: Topic) -> None:
        if not rest:
            await self._acts.answer(message, say.REASON, topic)
            return
        spoken = self._acts.spoken(rest, topic)
        ruling = await self._acts.act(message.from_user, topic, Declined, reason="own_words", **spoken)
        await self._acts.told(message, ruling, self._acts.done("declined", message.from_user, topic), topic)

    async def reasons(self, press: Press) -> None:
        """Prepared reasons to choose from; the owner reads them in the own language."""
        topic = press.topic
        prepared = [each for each in self._acts.house.replies.values() if each.kind == "declined"]
        asked = named(say.WHY_DECLINE, receipt=topic.receipt) if prepared else say.REASON
        await self._acts.talk.quietly(press.query)
        buttons = [(each.label, f"no|{each.id}") for each in prepared]
        await self._acts.ask(press.message, self._acts.say(asked, topic), topic, buttons)

    async def declined(self, press: Press) -> None:
        if press.rest not in self._acts.house.replies:
            await self._acts.window(press, say.REFUSED["wrong"])
            return
        user, key = press.query.from_user, self._acts.key_of(press.message)
        more: dict[str, Any] = {"reason": press.rest, "prepared": press.rest, "language": press.topic.language}
        ruling = await self._acts.act(user, press.topic, Declined, key=key, **more)
        await self._acts.settled(press, ruling, self._acts.done("declined", user, press.topic))

    async def close(self, message: Message, rest: str, topic: Topic) -> None:
        """Outcomes to choose from; the words after the command go to the owner."""
        if why := await self._acts.may(message.from_user, topic, "close"):
            await self._acts.answer(message, say.REFUSED[why], topic)
            return
        buttons = [(texts.OUTCOMES[each], f"close|{each}") for each in OUTCOMES]
        await self._acts.ask(message, self._acts.say(say.WHICH_END, topic), topic, buttons)

    async def closed(self, press: Press) -> None:
        if not press.by_author or press.rest not in OUTCOMES:
            await self._acts.window(press, say.NOT_YOURS if press.rest in OUTCOMES else say.REFUSED["wrong"])
            return
        user, key = press.query.from_user, self._acts.key_of(press.message)
        spoken = self._acts.spoken(rest_of(press.asked), press.topic)
        ruling = await self._acts.act(user, press.topic, Closed, key=key, reason=press.rest, **spoken)
        await self._acts.settled(press, ruling, self._acts.done("closed", user, press.topic))

    # ---- time ---------------------------------------------------------------------------------------

    async def extend(self, message: Message, rest: str, topic: Topic) -> None:
        """`/extend first_action 5 and why`."""
        name, _, more = rest.partition(" ")
        days, _, reason = more.strip().partition(" ")
        if not (days.isascii() and days.isdigit() and len(days) <= MOST_DAYS and reason.strip()):
            await self._limits(message, topic)
            return
        told: dict[str, Any] = {"clock": name, "days": int(days), "reason": reason.strip()}
        ruling = await self._acts.act(message.from_user, topic, Extended, **told)
        await self._acts.told(message, ruling, named(say.DONE["extended"], days=days, receipt=topic.receipt), topic)

    async def _limits(self, message: Message, topic: Topic) -> None:
        """Which time limits run, under the names they are extended by."""
        if why := await self._acts.may(message.from_user, topic, "read"):
            await self._acts.answer(message, say.REFUSED[why], topic)
            return
        async with self._acts.house.store.reading() as tx:
            running = [each.name for each in await clocks.of(tx, topic.receipt, topic.ministry) if not each.met]
        names = tuple(Raw(each) for each in running)
        await self._acts.answer(message, named(say.EXTEND, clocks=names) if names else say.NO_CLOCK, topic)
