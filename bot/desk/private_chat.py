"""An officer alone with the officers' bot: an invitation binds the account, `/console` signs in, `/forget` lets go."""

from __future__ import annotations

from bot.desk import texts as say
from bot.desk.context import DeskContext
from bot.desk.group_messages import GroupMessages, spoken_by
from casework.texts import ROLES
from locales.text import Raw, Text
from storage import officers, sessions
from storage.members import JOIN, Member, bind, unbind, who_writes
from storage.officers import LINK, LINK_FOR, Officer
from storage.sign_ins import ENTRY
from storage.timestamps import DAY, ms
from telegram import Message


class PrivateChat:
    """Private chats of one bot. A person who is no officer learns how one becomes one, and nothing else."""

    def __init__(self, house: DeskContext, talk: GroupMessages) -> None:
        self._house, self._talk = house, talk

    async def take(self, message: Message, command: tuple[str, str] | None, key: str) -> None:
        """Deal with a message once."""
        if message.forward_origin is not None and command is not None:
            await self._talk.answer(message, say.FORWARDED_COMMAND, spoken_by(message.from_user))
            return
        match command:
            case ("start", token) if token:
                said = await self._join(message, token, key)
            case ("console", _):
                said = await self._console(message, key)
            case ("forget", _):
                said = await self._forget(message, key)
            case ("bind", _):
                said = say.BIND_IN_GROUP
            case _:
                said = say.ALONE
        if said is not None:
            await self._talk.answer(message, said, await self._language(message))

    async def _who(self, message: Message) -> Member:
        async with self._house.store.reading() as tx:
            return await who_writes(tx, _identity(message))

    async def _language(self, message: Message) -> str:
        return (await self._who(message)).language or spoken_by(message.from_user)

    async def _join(self, message: Message, token: str, key: str) -> Text | None:
        """Bind who writes to the officer of the invitation. It is used up only when that succeeds."""
        at = ms(self._house.clock())
        async with self._house.store.transaction() as tx:
            if not await sessions.admit(tx, [key], at // DAY):
                return None
            who = await officers.whose(tx, token[:128], JOIN, at)
            if who is None:
                return say.JOIN_REFUSED["used"]
            if why := await bind(tx, who.id, _identity(message), at):
                return say.JOIN_REFUSED[why]
            await officers.use_link(tx, token[:128], at, JOIN)
        return self._joined(who)

    def _joined(self, who: Officer) -> Text:
        role = ROLES[who.role]
        if not who.ministry:
            return Text(say.JOINED_NO_DESK.msgid, {"role": role})
        return Text(say.JOINED.msgid, {"ministry": self._house.body(who.ministry), "role": role})

    async def _console(self, message: Message, key: str) -> Text | None:
        """A sign-in link for an officer who has codes: one is still asked for. Who has none comes by the invitation."""
        at, address = ms(self._house.clock()), self._house.console or self._house.local
        async with self._house.store.transaction() as tx:
            found = await who_writes(tx, _identity(message))
            if found.why:
                return say.REFUSED[found.why]
            if not address:
                return say.CONSOLE_NONE
            if not await sessions.admit(tx, [key], at // DAY):
                return None
            who = await officers.officer(tx, found.officer)
            if who is not None and who.locked > at:
                return say.CONSOLE_LOCKED
            if who is None or not who.totp:
                return say.CONSOLE_NOT_YET
            link = await officers.make_token(tx, found.officer, LINK, at, at + LINK_FOR)
        return Text(say.CONSOLE.msgid, {"link": Raw(f"{address}{ENTRY}{link}")})

    async def _forget(self, message: Message, key: str) -> Text | None:
        """Unbind who writes: for a new telephone or account."""
        at = ms(self._house.clock())
        async with self._house.store.transaction() as tx:
            found = await who_writes(tx, _identity(message))
            if found.why:
                return say.REFUSED[found.why]
            if not await sessions.admit(tx, [key], at // DAY):
                return None
            await unbind(tx, found.officer, at, found.officer)
        return say.FORGOTTEN


def _identity(message: Message) -> str:
    return f"telegram:{message.from_user.id if message.from_user else 0}"
