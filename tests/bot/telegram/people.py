"""Who writes to the bots: owners in their private chats, officers in their groups."""

from __future__ import annotations

import json
from typing import Any

from tests.bot.telegram.refusing import Account, Person, Room, Stored, Telegram, Wire, _some

_FILES = {"document", "photo", "voice", "video"}


class Owner:
    """A person in a private chat with one bot, as the app on a telephone."""

    def __init__(self, telegram: Telegram, bot: Account, number: int, language: str = "") -> None:
        self.telegram, self.bot = telegram, bot
        self.person = Person(number, "Kim", language)
        self.room = bot.rooms.setdefault(number, Room(number, "private", person=self.person))

    @property
    def inbox(self) -> list[Wire]:
        """What the bot has said, oldest first."""
        return [m for m in self.room.messages.values() if m["from"]["id"] == self.bot.id]

    def sends(self, **content: Any) -> Wire:
        message = self.telegram.keep(self.room, self.person.wire(), **content)
        return self.telegram.update(self.bot, message=message)

    def says(self, text: str) -> Wire:
        return self.sends(**self.telegram.text_content(text))

    def types(self, text: str) -> list[Wire]:
        """A text of any length, cut as the app cuts it."""
        return [self.says(text[at : at + 4096]) for at in range(0, len(text), 4096)]

    def starts(self, payload: str = "") -> Wire:
        return self.says(f"/start {payload}".strip())

    def edits(self, sent: Wire, text: str) -> Wire:
        message = sent["message"] | {"text": text, "edit_date": self.telegram.now}
        message.pop("entities", None)
        self.room.messages[message["message_id"]] = message
        return self.telegram.update(self.bot, edited_message=message)

    def presses(self, message: Wire, label: str) -> Wire:
        """Press the button of a message whose words contain `label`."""
        rows = message["reply_markup"]["inline_keyboard"]
        button = next(b for row in rows for b in row if label in b["text"])
        return self.presses_data(message, button["callback_data"])

    def presses_data(self, message: Wire, data: str) -> Wire:
        return press(self.telegram, self.bot, self.person, message, data)

    def asks_inline(self, query: str, where: str = "group") -> Wire:
        """Type `@bot query` in some chat; the update as it is queued."""
        number = str(next(self.telegram.ids))
        self.bot.queries[number] = False
        asked = {"id": number, "from": self.person.wire(), "query": query, "offset": "", "chat_type": where}
        return self.telegram.update(self.bot, inline_query=asked)

    def sends_document(self, data: bytes, name: str, mime: str = "application/pdf", **more: Any) -> Wire:
        return self.sends(document=self.telegram.store_file(data, name, mime), **more)

    def sends_photo(self, data: bytes, **more: Any) -> Wire:
        small = self.telegram.store_file(data[:1], "", "", width=90, height=51)
        return self.sends(photo=[small, self.telegram.store_file(data, "", "", width=1280, height=720)], **more)

    def sends_voice(self, data: bytes) -> Wire:
        return self.sends(voice=self.telegram.store_file(data, "", "audio/ogg", duration=3))

    def sends_big(self, size: int, name: str, honest: bool = True) -> Wire:
        """A file too large to be fetched; when not `honest`, its size is not told beforehand."""
        return self.sends(document=big_file(self.telegram, size, name, honest))

    def sends_album(self, *files: bytes) -> list[Wire]:
        group = str(next(self.telegram.ids))
        return [self.sends_photo(data, media_group_id=group) for data in files]

    def sends_sticker(self) -> Wire:
        wire = self.telegram.store_file(b"webp", "", "")
        kind = {"type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False}
        return self.sends(sticker=wire | kind)

    def blocks(self, now: bool = True) -> Wire:
        """Block the bot, or come back."""
        self.room.blocked = now
        was, is_now = ("member", "kicked") if now else ("kicked", "member")
        changed = {
            "chat": self.room.wire(),
            "from": self.person.wire(),
            "date": self.telegram.now,
            "old_chat_member": _standing(self.telegram, self.bot.wire(), was),
            "new_chat_member": _standing(self.telegram, self.bot.wire(), is_now),
        }
        return self.telegram.update(self.bot, my_chat_member=changed)


class Officer:
    """A member of a ministry's group."""

    def __init__(self, telegram: Telegram, bot: Account, room: Room, number: int, name: str = "Park") -> None:
        self.telegram, self.bot, self.room = telegram, bot, room
        self.person = Person(number, name, "en")
        room.members.add(number)

    def says(self, text: str, thread: int = 0, reply_to: int = 0, **more: Any) -> Wire:
        return self.sends(thread, reply_to, **self.telegram.text_content(text), **more)

    def sends(self, thread: int = 0, reply_to: int = 0, **content: Any) -> Wire:
        """As at Telegram, a message in a topic is always a reply: to the one named, or to the topic's first."""
        if thread:
            content |= {"message_thread_id": thread, "is_topic_message": True}
        if target := self.room.messages.get(reply_to or thread):
            bare = {name: value for name, value in target.items() if name != "reply_to_message"}
            content |= {"reply_to_message": bare}
        message = self.telegram.keep(self.room, self.person.wire(), **content)
        if self.bot.id in self.room.admins or content.get("text", "").startswith("/"):
            return self.telegram.update(self.bot, message=message)
        return {}

    def edits(self, sent: Wire, text: str) -> Wire:
        """Change the words of a message, or those below its file; whatever replies to it shows the new ones."""
        kept = self.room.messages[sent["message"]["message_id"]]
        kept |= {"caption" if _FILES & kept.keys() else "text": text, "edit_date": self.telegram.now}
        return self.telegram.update(self.bot, edited_message=json.loads(json.dumps(kept)))

    def presses(self, message: Wire, label: str) -> Wire:
        rows = message["reply_markup"]["inline_keyboard"]
        button = next(b for row in rows for b in row if label in b["text"])
        return press(self.telegram, self.bot, self.person, message, button["callback_data"])

    def sends_document(self, data: bytes, name: str, thread: int = 0, **more: Any) -> Wire:
        return self.sends(thread, document=self.telegram.store_file(data, name, "application/pdf"), **more)

    def adds_bot(self) -> Wire:
        return self._stands("left", "administrator")

    def puts_bot_out(self) -> Wire:
        self.room.members.discard(self.bot.id)
        return self._stands("administrator", "kicked")

    def demotes_bot(self) -> Wire:
        self.room.admins.discard(self.bot.id)
        return self._stands("administrator", "member")

    def leaves(self) -> Wire:
        self.room.members.discard(self.person.id)
        return self._moves("member", "left")

    def comes_back(self) -> Wire:
        self.room.members.add(self.person.id)
        return self._moves("left", "member")

    def _moves(self, was: str, now: str) -> Wire:
        """The officer's own standing in the group changed."""
        changed = {
            "chat": self.room.wire(),
            "from": self.person.wire(),
            "date": self.telegram.now,
            "old_chat_member": _standing(self.telegram, self.person.wire(), was),
            "new_chat_member": _standing(self.telegram, self.person.wire(), now),
        }
        return self.telegram.update(self.bot, chat_member=changed)

    def _stands(self, was: str, now: str) -> Wire:
        """The bot's standing in the group changed."""
        changed = {
            "chat": self.room.wire(),
            "from": self.person.wire(),
            "date": self.telegram.now,
            "old_chat_member": _standing(self.telegram, self.bot.wire(), was),
            "new_chat_member": _standing(self.telegram, self.bot.wire(), now),
        }
        return self.telegram.update(self.bot, my_chat_member=changed)


def big_file(telegram: Telegram, size: int, name: str, honest: bool) -> Wire:
    wire = telegram.store_file(b"big", name, "application/zip")
    telegram.files[wire["file_id"]] = Stored(wire, "documents/big", size, b"big")
    told = {"file_size": size} if honest else {}
    return {k: v for k, v in wire.items() if k != "file_size"} | told


def press(telegram: Telegram, bot: Account, person: Person, message: Wire, data: str) -> Wire:
    query = str(next(telegram.ids))
    bot.queries[query] = False
    return telegram.update(
        bot,
        callback_query={
            "id": query,
            "from": person.wire(),
            "message": message,
            "chat_instance": "1",
            **_some(data=data),
        },
    )


def upgrade(telegram: Telegram, bot: Account, room: Room) -> Room:
    """Turn a group into a supergroup: a new id, the old one refers to it."""
    new = telegram.group(room.title, forum=room.forum)
    new.members, new.admins = set(room.members), set(room.admins)
    person = Person(1, "Park").wire()
    room.upgraded_to = new.id
    telegram.update(bot, message=telegram.keep(room, person, migrate_to_chat_id=new.id))
    telegram.update(bot, message=telegram.keep(new, person, migrate_from_chat_id=room.id))
    return new


def again(update: Wire) -> Wire:
    """The very same update, for a second delivery."""
    found: Wire = json.loads(json.dumps(update))
    return found


def _standing(telegram: Telegram, user: Wire, status: str) -> Wire:
    if status == "kicked":
        return {"user": user, "status": status, "until_date": 0}
    return telegram.administrator(user) if status == "administrator" else {"user": user, "status": status}
