"""Words and files of officers for owners: passed on, held and asked about, corrected by an edit.

A message that is held is not stored by us: the question about it is a reply to it, so that the officer's decision
brings the message along, as it reads then. Only who wrote it may decide.
"""

from __future__ import annotations

from dataclasses import dataclass

from telegram.error import BadRequest

from bot.desk import texts as say
from bot.desk.actions import Acts, Press, Topic, named
from bot.desk.classify import heading, thread_of, words_of
from bot.desk.files import attached, downloads_of
from casework.acts import Replied, Reworded, Ruling
from dialogs.faq.language import language_of
from dialogs.labels import tongue
from locales.text import Text
from storage import cases, messages, sessions
from storage.timestamps import DAY, ms
from telegram import Message

OK = "👌"


@dataclass(frozen=True, slots=True)
class Relayed:
    """What became of a message: `ruling`, or `why` its file could not be had, a key of `NOT_TAKEN`."""

    ruling: Ruling
    why: str = ""

    @property
    def well(self) -> bool:
        return not self.why and self.ruling.why in ("", "again")


class Relay:
    """From a topic to its owner."""

    def __init__(self, acts: Acts) -> None:
        self._acts, self._downloads = acts, downloads_of(acts.bot)

    async def send(self, message: Message, topic: Topic) -> None:
        """Pass an officer's message on to the owner of the topic's case."""
        passed = await self._pass(message, topic)
        if not passed.well:
            await self._acts.answer(message, await self._refusal(passed, topic), topic)
            return
        await self._confirm(message, topic)
        if passed.ruling.done:
            await self._offer(message, topic)

    async def _pass(self, message: Message, topic: Topic) -> Relayed:
        """A message reaches its owner once. Nothing of it is sent when its file can't be had."""
        key, wanted = self._acts.key_of(message), attached(message)
        spoken = self._acts.spoken(words_of(message), topic)
        if wanted is None:
            return Relayed(await self._acts.act(message.from_user, topic, Replied, key=key, **spoken))
        if why := await self._acts.may(message.from_user, topic, "reply"):
            return Relayed(Ruling(why=why))
        file, content = await self._downloads.fetch(wanted, key)
        if content is None:
            return Relayed(Ruling(), file.refused)
        more = {**spoken, "files": (file,)}
        return Relayed(await self._acts.act(message.from_user, topic, Replied, {key: content}, key, **more))

    async def _refusal(self, passed: Relayed, topic: Topic) -> Text:
        return say.NOT_TAKEN[passed.why] if passed.why else await self._acts.refusal(passed.ruling, topic)

    async def _confirm(self, message: Message, topic: Topic) -> None:
        """A reaction; of an album it stands at the first, so that there is one however many files came."""
        try:
            await self._acts.bot.set_message_reaction(message.chat.id, message.message_id, OK)
        except BadRequest:  # the group allows no reactions, or the message is gone: then in words
            await self._acts.answer(message, say.DONE["sent"], topic)

    async def _offer(self, message: Message, topic: Topic) -> None:
        """Once a day and topic: the owner reads another language, and there are prepared replies in it."""
        at, words = self._acts.house.clock(), words_of(message)
        async with self._acts.house.store.reading() as tx:
            reads = await cases.language_of(tx, topic.receipt)
        if not words or not reads or language_of(words, topic.language) == reads or not self._acts.house.replies:
            return
        day = ms(at) // DAY
        async with self._acts.house.store.transaction() as tx:
            fresh = await sessions.admit(tx, [f"offer:{topic.ministry}:{topic.receipt}:{day}"], day)
        if fresh:
            await self._acts.answer(message, named(say.OFFER, language=tongue(reads)), topic)

    # ---- held ---------------------------------------------------------------------------------------

    async def ask(self, message: Message, why: str, topic: Topic) -> None:
        """Hold a message, say why, and let its author decide where there is something to decide."""
        held = self._acts.say(say.HELD[why], topic)
        if not topic.receipt:
            said = f"{held} {self._acts.say(say.IN_ITS_TOPIC, topic)}"
            await self._acts.talk.post(message.chat.id, thread_of(message), said, message.message_id)
            return
        yes = (named(say.SEND, receipt=topic.receipt), f"held|yes|{message.message_id}")
        no = (say.DROP, f"held|no|{message.message_id}")
        await self._acts.ask(message, f"{held} {self._acts.say(say.WHICH, topic)}", topic, (yes, no))

    async def decided(self, press: Press) -> None:
        """The author's decision about a held message."""
        answer, _, number = press.rest.partition("|")
        held = press.asked
        if held is None or str(held.message_id) != number:
            await self._acts.window(press, say.REFUSED["unknown"])
        elif not press.by_author:
            await self._acts.window(press, say.NOT_YOURS)
        elif answer != "yes":
            await self._acts.turn(press, self._acts.say(say.DONE["dropped"], press.topic))
        else:
            await self._decided(press, held)

    async def _decided(self, press: Press, held: Message) -> None:
        topic = press.topic
        now = heading(held, topic.receipt)
        if now.kind in ("ignore", "say"):  # it was changed since: into an aside, or into too many words
            await self._acts.window(press, say.ANSWERS.get(now.why, say.DONE["dropped"]))
            return
        passed = await self._pass(held, topic)
        said = say.DONE["sent"]
        if passed.ruling.why == "again" and held.edit_date is not None:
            passed = Relayed(await self._since(held, topic, f"{self._acts.key_of(held)}:{ms(held.edit_date)}"))
            said = say.DONE["corrected"]
        if passed.well:
            await self._acts.turn(press, self._acts.say(said, topic))
        else:
            await self._acts.window(press, await self._refusal(passed, topic))

    async def _since(self, held: Message, topic: Topic, key: str) -> Ruling:
        """Words that a message got after it was sent: a correction, or the first words of what was a bare file."""
        ruling = await self._correct(held, topic, key)
        if ruling.why != "wrong":
            return ruling
        spoken = self._acts.spoken(words_of(held), topic)
        return await self._acts.act(held.from_user, topic, Replied, key=f"{key}:words", **spoken)

    # ---- changed ------------------------------------------------------------------------------------

    async def edited(self, message: Message, key: str) -> None:
        """A message was changed: what its owner has is corrected; what was never sent is not sent by a change."""
        topic = await self._acts.topic(message, key)
        author = message.from_user
        if topic is None or not topic.receipt or author is None or author.is_bot or message.via_bot is not None:
            return
        async with self._acts.house.store.reading() as tx:
            said = await messages.said_as(tx, topic.receipt, self._acts.key_of(message)) is not None
        now = heading(message, topic.receipt)
        match said, now.kind:
            case False, "send":
                await self.ask(message, "changed", topic)
            case True, "send":
                await self._corrected(message, topic)
            case True, "ask":
                await self.ask(message, now.why, topic)
            case True, _:
                await self._acts.answer(message, say.ANSWERS.get(now.why, say.EDITED), topic)

    async def _corrected(self, message: Message, topic: Topic) -> None:
        ruling = await self._correct(message, topic, topic.key)
        if ruling.why not in ("again", "late"):
            await self._acts.told(message, ruling, say.DONE["corrected"], topic)

    async def _correct(self, message: Message, topic: Topic, key: str) -> Ruling:
        """The time of the act is the edit's own, so that an older edit that comes late undoes nothing."""
        at = message.edit_date or self._acts.house.clock()
        of, spoken = self._acts.key_of(message), self._acts.spoken(words_of(message), topic)
        return await self._acts.act(message.from_user, topic, Reworded, key=key, at=at, of=of, **spoken)
