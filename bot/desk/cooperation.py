"""Among the desks, from a topic: notes, positions, what the lead settles, a case for another body; how it stands."""

from __future__ import annotations

from bot.desk import texts as say
from bot.desk.actions import Acts, Press, Topic, named, rest_of
from casework.acts import STANCES, Noted, PassedOn, Positioned, Settled
from dialogs.case_states import ReferralState
from dialogs.labels import STATES
from guidance.calendar import day_of
from locales.text import Day, Raw, Text
from storage import clocks, files, referrals
from storage.audience import CaseReader
from storage.referrals import Referral
from storage.timestamps import moment
from telegram import Message


class Cooperation:
    """`/note /share /position /settle /pass /who /files`."""

    def __init__(self, acts: Acts) -> None:
        self._acts = acts

    async def note(self, message: Message, rest: str, topic: Topic) -> None:
        await self._noted(message, rest, topic, shared=False)

    async def share(self, message: Message, rest: str, topic: Topic) -> None:
        await self._noted(message, rest, topic, shared=True)

    async def _noted(self, message: Message, rest: str, topic: Topic, shared: bool) -> None:
        if not rest:
            await self._acts.answer(message, say.NO_WORDS, topic)
            return
        spoken = self._acts.spoken(rest, topic)
        ruling = await self._acts.act(message.from_user, topic, Noted, shared=shared, **spoken)
        await self._acts.told(message, ruling, say.DONE["shared" if shared else "noted"], topic)

    async def position(self, message: Message, rest: str, topic: Topic) -> None:
        """`/position acts|supports|waits|none` and why."""
        stance, _, words = rest.partition(" ")
        stance = {"none": "no_ground"}.get(stance, stance)
        if stance not in STANCES:
            await self._acts.answer(message, say.POSITION, topic)
            return
        spoken = self._acts.spoken(words.strip(), topic)
        ruling = await self._acts.act(message.from_user, topic, Positioned, stance=stance, **spoken)
        await self._acts.told(message, ruling, say.DONE["position"], topic)

    async def settle(self, message: Message, rest: str, topic: Topic) -> None:
        if not rest:
            await self._acts.answer(message, say.NO_WORDS, topic)
            return
        ruling = await self._acts.act(message.from_user, topic, Settled, **self._acts.spoken(rest, topic))
        await self._acts.told(message, ruling, say.DONE["settled"], topic)

    # ---- another body -------------------------------------------------------------------------------

    async def pass_on(self, message: Message, rest: str, topic: Topic) -> None:
        """`/pass kftc` and why, or buttons with the bodies that do not have the case."""
        if why := await self._acts.may(message.from_user, topic, "pass_on"):
            await self._acts.answer(message, say.REFUSED[why], topic)
            return
        async with self._acts.house.store.reading() as tx:
            there = {row.ministry for row in await referrals.referrals(tx, topic.receipt)}
        bodies = [each for each in self._acts.house.ministries.values() if each.six and each.id not in there]
        first, _, reason = rest.partition(" ")
        named_one = [each for each in bodies if each.id == first.casefold()]
        if not rest or (named_one and not reason.strip()):
            await self._acts.answer(message, say.PASS_REASON, topic)
            return
        buttons = [(each.short, f"pass|{each.id}") for each in named_one or bodies]
        await self._acts.ask(message, self._acts.say(say.WHICH_BODY, topic), topic, buttons)

    async def passed_on(self, press: Press) -> None:
        """The body was chosen: the owner is asked first, and reads the reason as it was typed."""
        body = self._acts.house.ministries.get(press.rest)
        if not press.by_author or body is None or not body.six:
            await self._acts.window(press, say.REFUSED["wrong"] if press.by_author else say.NOT_YOURS)
            return
        words = rest_of(press.asked)
        first, _, reason = words.partition(" ")
        spoken = self._acts.spoken(reason.strip() if first.casefold() == body.id else words, press.topic)
        user, key = press.query.from_user, self._acts.key_of(press.message)
        ruling = await self._acts.act(user, press.topic, PassedOn, key=key, to=body.id, **spoken)
        done = named(say.DONE["passed_on"], body=body.short, receipt=press.topic.receipt)
        await self._acts.settled(press, ruling, done)

    # ---- how it stands ------------------------------------------------------------------------------

    async def who(self, message: Message, rest: str, topic: Topic) -> None:
        """Who holds the case and until when, its state, its time limits, and the states at the other desks."""
        if why := await self._acts.may(message.from_user, topic, "read"):
            await self._acts.answer(message, say.REFUSED[why], topic)
            return
        async with self._acts.house.store.reading() as tx:
            rows = await referrals.referrals(tx, topic.receipt)
            running = [each for each in await clocks.of(tx, topic.receipt, topic.ministry) if not each.met]
        mine = next(row for row in rows if row.ministry == topic.ministry)
        lines = [say.NO_CONTACT, *await self._holder(mine)]
        lines += [named(say.CLOCK, name=self._limit(each.name), day=_day(each.due)) for each in running]
        lines += [self._desk(row.ministry, row.state) for row in rows if row.ministry != topic.ministry]
        said = "\n".join(self._acts.say(each, topic) for each in lines)
        await self._acts.ask(message, said, topic, ())

    async def _holder(self, row: Referral) -> list[Text]:
        stands = named(say.STATE, state=STATES[row.state])
        if not row.holder:
            return [stands, say.NOBODY]
        return [stands, named(say.HOLDS, name=await self._acts.name_of(row.holder), day=_day(row.lease))]

    def _desk(self, ministry: str, state: ReferralState) -> Text:
        body = self._acts.house.ministries.get(ministry)
        return named(say.OTHER_DESK, body=body.short if body else Raw(ministry), state=STATES[state])

    def _limit(self, name: str) -> Text | Raw:
        found = next((each for each in self._acts.house.limits.values() if each.name == name), None)
        return found.label if found is not None else Raw(name)

    async def files(self, message: Message, rest: str, topic: Topic) -> None:
        """How many files the owner sent, and where they are read: never in a messenger."""
        if why := await self._acts.may(message.from_user, topic, "read"):
            await self._acts.answer(message, say.REFUSED[why], topic)
            return
        async with self._acts.house.store.reading() as tx:
            count = len(await files.files_of(tx, topic.receipt, CaseReader(topic.ministry)))
        said = self._acts.say(Text(say.FILES.msgid, {"n": count}, "", many=say.FILES.many), topic)
        console = self._acts.house.console
        address = f"\n{console}/desk/case/{topic.receipt}" if console else ""
        await self._acts.ask(message, said + address, topic, ())


def _day(at: int) -> Day:
    """The Korean day of a time in milliseconds."""
    return Day.of(day_of(moment(at)))
