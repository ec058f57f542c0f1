"""A Telegram that refuses: what the Bot API keeps and answers, by rules that are not ours.

Calls and updates are judged by the official schema, texts by TDLib. A call that breaks a written rule is refused
and noted in `complaints`; a refusal that is part of life (blocked, too many requests, not modified) only refuses.
"""

from __future__ import annotations

import asyncio
import itertools
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from tests.bot.telegram.official import Official, units
from tests.bot.telegram.words import Unreadable, clean_file_name, found_in, parse

MEBIBYTE = 1024 * 1024
DOWNLOAD_LIMIT, UPLOAD_LIMIT = 20 * MEBIBYTE, 50 * MEBIBYTE
DELETABLE = 48 * 3600
Wire = dict[str, Any]


class Refusal(Exception):
    """An answer that is not ok: HTTP status and error code alike, with Telegram's words."""

    def __init__(self, code: int, description: str, **parameters: int) -> None:
        super().__init__(description)
        self.code, self.description, self.parameters = code, description, parameters


def bad(description: str) -> Refusal:
    return Refusal(400, f"Bad Request: {description}")


@dataclass
class Upload:
    """A file in a multipart form."""

    name: str
    mime: str
    data: bytes


@dataclass
class Stored:
    """A file Telegram keeps. `data` None: it is there no longer."""

    wire: Wire
    path: str
    size: int
    data: bytes | None


@dataclass
class Person:
    id: int
    name: str
    language: str = ""

    def wire(self) -> Wire:
        found: Wire = {"id": self.id, "is_bot": False, "first_name": self.name}
        return found | ({"language_code": self.language} if self.language else {})


@dataclass
class Room:
    """A chat. `topics`: thread id -> name, `closed` and `gone` are those not to be written to."""

    id: int
    type: str
    title: str = ""
    person: Person | None = None
    forum: bool = False
    messages: dict[int, Wire] = field(default_factory=dict)
    protected: set[int] = field(default_factory=set)
    silent: set[int] = field(default_factory=set)
    topics: dict[int, str] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    closed: set[int] = field(default_factory=set)
    members: set[int] = field(default_factory=set)
    admins: set[int] = field(default_factory=set)
    upgraded_to: int = 0
    blocked: bool = False

    def wire(self) -> Wire:
        if self.person is not None:
            return {"id": self.id, "type": "private", "first_name": self.person.name}
        found: Wire = {"id": self.id, "type": self.type, "title": self.title}
        return found | ({"is_forum": True} if self.forum else {})


@dataclass
class Account:
    """A bot. `hook` is the webhook's address, `fresh` is set when an update was queued."""

    token: str
    id: int
    username: str
    updates: deque[Wire] = field(default_factory=deque)
    allowed: list[str] | None = None
    hook: str = ""
    secret: str = ""
    rooms: dict[int, Room] = field(default_factory=dict)
    profile: dict[tuple[str, str], Any] = field(default_factory=dict)
    queries: dict[str, bool] = field(default_factory=dict)
    fresh: asyncio.Event = field(default_factory=asyncio.Event)

    def wire(self) -> Wire:
        return {"id": self.id, "is_bot": True, "first_name": self.username, "username": self.username}


@dataclass(frozen=True)
class Call:
    bot: Account
    method: str
    args: Wire


class Telegram:
    """The state, and one method of this class per Bot API method (`sendMessage` is `do_sendMessage`)."""

    def __init__(self, official: Official, now: int = 1_700_000_000) -> None:
        self.official, self.now = official, now
        self.accounts: dict[str, Account] = {}
        self.groups: dict[int, Room] = {}
        self.files: dict[str, Stored] = {}
        self.calls: list[Call] = []
        self.complaints: list[str] = []
        self.refusals: list[tuple[str, Refusal]] = []
        self.swallowed: list[str] = []
        self.ids = itertools.count(1)
        self.update_ids = itertools.count(710_000_001)

    # ---- set up -------------------------------------------------------------------------------------

    def bot(self, username: str) -> Account:
        number = 7_000_000_000 + next(self.ids)
        account = Account(f"{number}:AAFakeFakeFakeFakeFakeFakeFakeFake", number, username)
        self.accounts[account.token] = account
        return account

    def group(self, title: str, *bots: Account, forum: bool = True, kind: str = "supergroup") -> Room:
        number = -1_000_000_000_000 - next(self.ids) if kind == "supergroup" else -next(self.ids) - 1000
        room = Room(number, kind, title, forum=forum)
        room.admins |= {bot.id for bot in bots}
        room.members |= {bot.id for bot in bots}
        self.groups[number] = room
        return room

    def refuse_next(self, method: str, code: int, description: str, **parameters: int) -> None:
        """The next call of `method` gets this answer and nothing happens."""
        self.refusals.append((method, Refusal(code, description, **parameters)))

    def swallow_next(self, method: str) -> None:
        """The next call of `method` is carried out, but its answer is lost on the way."""
        self.swallowed.append(method)

    def sent(self, method: str) -> list[Wire]:
        return [call.args for call in self.calls if call.method == method]

    # ---- one call -----------------------------------------------------------------------------------

    def call(self, bot: Account, method: str, raw: Wire) -> Any:
        """Carry out one call. Raises Refusal."""
        if method not in self.official.methods:
            raise Refusal(404, "Not Found: method not found")
        args = {name: self.official.read_argument(method, name, value) for name, value in raw.items()}
        self._judge(method, args)
        for number, (refused, refusal) in enumerate(self.refusals):
            if refused == method:
                del self.refusals[number]
                raise refusal
        self.calls.append(Call(bot, method, args))
        return getattr(self, f"do_{method}")(bot, args)

    def _judge(self, method: str, args: Wire) -> None:
        complaints = self.official.call(method, {k: v for k, v in args.items() if not isinstance(v, Upload)})
        complaints = [c for c in complaints if c.removeprefix(f"{method} lacks ") not in args]
        complaints += _keyboard_complaints(args.get("reply_markup"))
        if not hasattr(self, f"do_{method}"):
            complaints.append(f"this Telegram does not know {method}")
        if complaints:
            self.complaints += complaints
            raise bad(complaints[0])

    def room(self, bot: Account, chat: Any, thread: Any = None) -> Room:
        """The chat a bot may write to, or the refusal Telegram gives."""
        room = bot.rooms.get(chat) or self.groups.get(chat)
        if room is None:
            raise bad("chat not found")
        if room.upgraded_to:
            words = "group chat was upgraded to a supergroup chat"
            raise Refusal(400, f"Bad Request: {words}", migrate_to_chat_id=room.upgraded_to)
        if room.person is not None and room.blocked:
            raise Refusal(403, "Forbidden: bot was blocked by the user")
        if room.person is None and bot.id not in room.members:
            raise Refusal(403, f"Forbidden: bot was kicked from the {room.type} chat")
        if thread is not None and (thread not in room.topics or thread in room.gone):
            raise bad("message thread not found")
        if thread in room.closed and bot.id not in room.admins:
            raise bad("TOPIC_CLOSED")
        return room

    def keep(self, room: Room, sender: Wire, **content: Any) -> Wire:
        """A new message of a chat; ids of private chats are shared by all of them, as at Telegram."""
        number = next(self.ids) if room.person is not None else max(room.messages, default=0) + 1
        message = {"message_id": number, "date": self.now, "chat": room.wire(), "from": sender, **content}
        room.messages[number] = message
        complaints = list(self.official.value("Message", message, "message"))
        assert not complaints, complaints
        return message

    def _threaded(self, room: Room, args: Wire) -> Wire:
        content: Wire = {}
        if (thread := args.get("message_thread_id")) is not None:
            content |= {"message_thread_id": thread, "is_topic_message": True}
        if (reply := args.get("reply_parameters")) is not None:
            if (target := room.messages.get(reply["message_id"])) is not None:
                content["reply_to_message"] = target
            elif not reply.get("allow_sending_without_reply"):
                raise bad("message to be replied not found")
        return content

    def _read(self, text: str, args: Wire, least: int, most: int) -> tuple[str, list[Wire]]:
        try:
            plain, entities = parse(text, args.get("parse_mode", ""))
        except Unreadable as error:
            self.complaints.append(str(error))
            raise bad(str(error)) from None
        if least and not plain.strip():
            self.complaints.append("a message without words")
            raise bad("message text is empty")
        if units(plain) > most:
            self.complaints.append(f"{units(plain)} units of text, allowed {most}")
            raise bad("message is too long" if least else "message caption is too long")
        return plain, entities

    # ---- messages -----------------------------------------------------------------------------------

    def do_getMe(self, bot: Account, args: Wire) -> Wire:
        return bot.wire() | {"can_join_groups": True, "can_read_all_group_messages": False}

    def do_sendMessage(self, bot: Account, args: Wire) -> Wire:
        room = self.room(bot, args["chat_id"], args.get("message_thread_id"))
        plain, entities = self._read(args["text"], args, 1, 4096)
        return self._send(bot, room, args, {"text": plain, **_some(entities=entities)})

    def _send(self, bot: Account, room: Room, args: Wire, content: Wire) -> Wire:
        threaded = self._threaded(room, args)
        if args.get("protect_content"):
            content = content | {"has_protected_content": True}
        kept = self.keep(room, bot.wire(), **content, **threaded, **_some(reply_markup=args.get("reply_markup")))
        if args.get("disable_notification"):
            room.silent.add(kept["message_id"])
        return kept

    def do_sendDocument(self, bot: Account, args: Wire) -> Wire:
        room = self.room(bot, args["chat_id"], args.get("message_thread_id"))
        upload = args["document"]
        if not isinstance(upload, Upload):
            raise bad("wrong remote file identifier specified")
        caption, entities = self._read(args.get("caption", ""), args, 0, 1024)
        if not upload.data:
            raise bad("file must be non-empty")
        if len(upload.data) > UPLOAD_LIMIT:
            raise Refusal(413, "Request Entity Too Large")
        wire = self.store_file(upload.data, upload.name, upload.mime)
        content = {"document": wire, **_some(caption=caption, caption_entities=entities)}
        return self._send(bot, room, args, content)

    def _own(self, bot: Account, args: Wire) -> Wire:
        room = self.room(bot, args["chat_id"])
        message = room.messages.get(args["message_id"])
        if message is None:
            raise bad("message to edit not found")
        if message["from"]["id"] != bot.id:
            raise bad("message can't be edited")
        return message

    def do_editMessageText(self, bot: Account, args: Wire) -> Wire:
        message = self._own(bot, args)
        plain, entities = self._read(args["text"], args, 1, 4096)
        if "text" not in message:
            raise bad("there is no text in the message to edit")
        return self._edit(message, {"text": plain, **_some(entities=entities)}, args, ("text", "entities"))

    def do_editMessageReplyMarkup(self, bot: Account, args: Wire) -> Wire:
        return self._edit(self._own(bot, args), {}, args, ())

    def _edit(self, message: Wire, content: Wire, args: Wire, names: tuple[str, ...]) -> Wire:
        content = content | _some(reply_markup=args.get("reply_markup"))
        names = (*names, "reply_markup")
        if {name: message[name] for name in names if name in message} == content:
            same = "specified new message content and reply markup are exactly the same"
            raise bad(f"message is not modified: {same} as a current content and reply markup of the message")
        for name in names:
            message.pop(name, None)
        message.update(content, edit_date=self.now)
        return message

    def do_deleteMessage(self, bot: Account, args: Wire) -> bool:
        room = self.room(bot, args["chat_id"])
        message = room.messages.get(args["message_id"])
        if message is None:
            raise bad("message to delete not found")
        if self.now - message["date"] > DELETABLE and bot.id not in room.admins:
            raise bad("message can't be deleted for everyone")
        del room.messages[args["message_id"]]
        return True

    def do_deleteMessages(self, bot: Account, args: Wire) -> bool:
        room = self.room(bot, args["chat_id"])
        if not 1 <= len(args["message_ids"]) <= 100:
            self.complaints.append("deleteMessages takes 1-100 ids")
            raise bad("too many messages")
        for number in args["message_ids"]:
            message = room.messages.get(number)
            if message is not None and self.now - message["date"] <= DELETABLE:
                del room.messages[number]
        return True

    def do_answerCallbackQuery(self, bot: Account, args: Wire) -> bool:
        if bot.queries.get(args["callback_query_id"]) is not False:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        bot.queries[args["callback_query_id"]] = True
        return True

    def do_answerInlineQuery(self, bot: Account, args: Wire) -> bool:
        if bot.queries.get(args["inline_query_id"]) is not False:
            raise bad("query is too old and response timeout expired or query ID is invalid")
        complaints = inline_complaints(args)
        if complaints:
            self.complaints += complaints
            raise bad(complaints[0])
        bot.queries[args["inline_query_id"]] = True
        return True

    def do_setMessageReaction(self, bot: Account, args: Wire) -> bool:
        if args["message_id"] not in self.room(bot, args["chat_id"]).messages:
            raise bad("message to react not found")
        if len(args.get("reaction", ())) > 1:
            raise bad("too many reactions")
        return True

    # ---- files --------------------------------------------------------------------------------------

    def store_file(self, data: bytes, name: str, mime: str, **more: Any) -> Wire:
        """Keep bytes; returns the wire form of a Document."""
        number = next(self.ids)
        wire: Wire = {"file_id": f"file-{number}", "file_unique_id": f"unique-{number}", "file_size": len(data)}
        path = f"documents/file_{number}"
        self.files[wire["file_id"]] = Stored(wire, path, len(data), data)
        named = _some(file_name=clean_file_name(name) if name else "", mime_type=mime)
        return wire | named | more

    def do_getFile(self, bot: Account, args: Wire) -> Wire:
        stored = self.files.get(args["file_id"])
        if stored is None or stored.data is None:
            raise bad("wrong file_id or the file is temporarily unavailable")
        if stored.size > DOWNLOAD_LIMIT:
            raise bad("file is too big")
        return {**stored.wire, "file_path": stored.path}

    def download(self, path: str) -> bytes | None:
        return next((stored.data for stored in self.files.values() if stored.path == path), None)

    # ---- groups and topics --------------------------------------------------------------------------

    def do_leaveChat(self, bot: Account, args: Wire) -> bool:
        self.room(bot, args["chat_id"]).members.discard(bot.id)
        return True

    def do_getChat(self, bot: Account, args: Wire) -> Wire:
        room = self.room(bot, args["chat_id"])
        return room.wire() | {
            "accent_color_id": 0,
            "max_reaction_count": 11,
            "accepted_gift_types": dict.fromkeys(
                ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"),
                False,
            ),
        }

    def do_getChatMember(self, bot: Account, args: Wire) -> Wire:
        room = self.room(bot, args["chat_id"])
        member: Wire = {"id": args["user_id"], "is_bot": False, "first_name": "member"}
        if args["user_id"] in room.admins:
            return self.administrator(member)
        if args["user_id"] not in room.members:
            return {"user": member, "status": "left"}
        return {"user": member, "status": "member"}

    def _forum(self, bot: Account, args: Wire) -> Room:
        room = self.room(bot, args["chat_id"], args.get("message_thread_id"))
        if not room.forum:
            raise bad("the chat is not a forum")
        if bot.id not in room.admins:
            raise bad("not enough rights to create a topic")
        return room

    def do_createForumTopic(self, bot: Account, args: Wire) -> Wire:
        room = self._forum(bot, args)
        created = {"name": args["name"], "icon_color": 7322096}
        message = self.keep(room, bot.wire(), forum_topic_created=created, is_topic_message=True)
        message["message_thread_id"] = message["message_id"]
        room.topics[message["message_id"]] = args["name"]
        return created | {"message_thread_id": message["message_id"]}

    def do_editForumTopic(self, bot: Account, args: Wire) -> bool:
        self._forum(bot, args).topics[args["message_thread_id"]] = args["name"]
        return True

    def do_closeForumTopic(self, bot: Account, args: Wire) -> bool:
        self._forum(bot, args).closed.add(args["message_thread_id"])
        return True

    def do_reopenForumTopic(self, bot: Account, args: Wire) -> bool:
        self._forum(bot, args).closed.discard(args["message_thread_id"])
        return True

    # ---- the bot itself -----------------------------------------------------------------------------

    def do_setWebhook(self, bot: Account, args: Wire) -> bool:
        url = args["url"]
        if url and not url.startswith("https://"):
            raise bad("bad webhook: An HTTPS URL must be provided for webhook")
        bot.hook, bot.secret = url, args.get("secret_token", "")
        self._allow(bot, args)
        if args.get("drop_pending_updates"):
            bot.updates.clear()
        return True

    def _allow(self, bot: Account, args: Wire) -> None:
        if "allowed_updates" in args:
            bot.allowed = args["allowed_updates"] or None

    def do_deleteWebhook(self, bot: Account, args: Wire) -> bool:
        return self.do_setWebhook(bot, {**args, "url": ""})

    def do_getWebhookInfo(self, bot: Account, args: Wire) -> Wire:
        return {"url": bot.hook, "has_custom_certificate": False, "pending_update_count": len(bot.updates)}

    def _profile(self, bot: Account, args: Wire, name: str) -> bool:
        language = args.get("language_code", "")
        if language and (len(language) != 2 or not language.islower()):
            self.complaints.append(f"language_code {language} is not a two-letter code")
            raise bad("invalid language code specified")
        bot.profile[name, language] = args.get(name)
        return True

    def do_setMyCommands(self, bot: Account, args: Wire) -> bool:
        if len(args["commands"]) > 100:
            raise bad("BOT_COMMANDS_TOO_MUCH")
        for command in args["commands"]:
            if not command["command"].isascii() or command["command"] != command["command"].lower():
                raise bad("BOT_COMMAND_INVALID")
        return self._profile(bot, args, "commands")

    def do_setMyDescription(self, bot: Account, args: Wire) -> bool:
        return self._profile(bot, args, "description")

    def do_setMyShortDescription(self, bot: Account, args: Wire) -> bool:
        return self._profile(bot, args, "short_description")

    # ---- updates ------------------------------------------------------------------------------------

    def update(self, bot: Account, **content: Any) -> Wire:
        """Queue one update for a bot, judged by the schema first."""
        made = {"update_id": next(self.update_ids), **content}
        complaints = list(self.official.value("Update", made, "update"))
        assert not complaints, complaints
        kind = next(iter(content))
        if bot.allowed is None or kind in bot.allowed:
            bot.updates.append(made)
            bot.fresh.set()
        return made

    def administrator(self, user: Wire) -> Wire:
        """A ChatMemberAdministrator who may manage topics and nothing else."""
        rights = [field.name for field in self.official.types["ChatMemberAdministrator"] if field.type == "Boolean"]
        return {"user": user, "status": "administrator", **dict.fromkeys(rights, False), "can_manage_topics": True}

    def text_content(self, text: str) -> Wire:
        return {"text": text, **_some(entities=found_in(text))}


def _some(**members: Any) -> Wire:
    """Only what is not empty."""
    return {name: value for name, value in members.items() if value}


def inline_complaints(args: Wire) -> list[str]:
    """What Telegram finds wrong with the results of an inline query, beside the schema."""
    results = args["results"]
    ids = [result["id"] for result in results]
    complaints = [f"{len(results)} results, allowed 50"] if len(results) > 50 else []
    complaints += ["two results with the same id"] if len(ids) != len(set(ids)) else []
    complaints += [f"a result's id of {len(id.encode())} bytes" for id in ids if not 1 <= len(id.encode()) <= 64]
    if "button" in args and len(set(args["button"]) & {"web_app", "start_parameter"}) != 1:
        complaints.append("a button above the results must have exactly one action")
    for result in results:
        content = result["input_message_content"]
        length = units(content["message_text"])
        if not content["message_text"].strip() or not result["title"].strip():
            complaints.append("a result without words")
        ends = [each["offset"] + each["length"] for each in content.get("entities", ())]
        complaints += [f"an entity to {end} of {length} units" for end in ends if not 0 < end <= length]
    return complaints


def _keyboard_complaints(markup: Any) -> list[str]:
    if not isinstance(markup, dict) or "inline_keyboard" not in markup:
        return []
    rows = markup["inline_keyboard"]
    complaints = [f"a row of {len(row)} buttons, allowed 1-8" for row in rows if not 1 <= len(row) <= 8]
    buttons = [button for row in rows for button in row]
    if len(buttons) > 100:
        complaints.append(f"{len(buttons)} buttons, allowed 100")
    for button in buttons:
        actions = set(button) - {"text", "icon_custom_emoji_id", "style"}
        if len(actions) != 1:
            complaints.append("a button must have exactly one action")
        if "url" in button and not button["url"].startswith(("http://", "https://", "tg://")):
            complaints.append(f"inline keyboard button URL '{button['url']}' is invalid: Unsupported URL protocol")
        if not button.get("text", "").strip():
            complaints.append("a button without words")
    return complaints
