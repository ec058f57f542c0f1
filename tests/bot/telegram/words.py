"""Telegram's own reading of texts: TDLib, as a library, with the official server's error sentences."""

from __future__ import annotations

import json
from typing import Any

from tdjson import td_execute

_TYPES = {
    "Bold": "bold",
    "Italic": "italic",
    "Underline": "underline",
    "Strikethrough": "strikethrough",
    "Spoiler": "spoiler",
    "Code": "code",
    "Pre": "pre",
    "TextUrl": "text_link",
    "Url": "url",
    "BotCommand": "bot_command",
    "Mention": "mention",
    "Hashtag": "hashtag",
    "Cashtag": "cashtag",
    "EmailAddress": "email",
    "PhoneNumber": "phone_number",
    "BlockQuote": "blockquote",
    "ExpandableBlockQuote": "expandable_blockquote",
}


class Unreadable(Exception):
    """TDLib refused the text; the message is the server's."""


def _ask(kind: str, **members: Any) -> dict[str, Any]:
    answer = td_execute(json.dumps({"@type": kind, **members}).encode())
    assert answer is not None
    found: dict[str, Any] = json.loads(answer)
    if found["@type"] == "error":
        raise Unreadable(found["message"])
    return found


_ask("setLogVerbosityLevel", new_verbosity_level=0)


def _entities(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    entities = []
    for entity in found:
        kind = _TYPES.get(entity["type"]["@type"].removeprefix("textEntityType"))
        if kind is None:
            continue
        wire = {"type": kind, "offset": entity["offset"], "length": entity["length"]}
        if kind == "text_link":
            wire["url"] = entity["type"]["url"]
        entities.append(wire)
    return entities


def parse(text: str, mode: str) -> tuple[str, list[dict[str, Any]]]:
    """Plain text and entities of a text in `HTML` or no mode. Raises Unreadable with the server's words."""
    if not mode:
        return text, found_in(text)
    if mode.upper() != "HTML":
        raise Unreadable(f"this Telegram reads HTML only, not {mode}")
    parsed = _ask("parseTextEntities", text=text, parse_mode={"@type": "textParseModeHTML"})
    return parsed["text"], _entities(parsed["entities"])


def found_in(text: str) -> list[dict[str, Any]]:
    """The entities that Telegram finds by itself in what a person typed."""
    return _entities(_ask("getTextEntities", text=text)["entities"])


def clean_file_name(name: str) -> str:
    """A file's name as Telegram hands it on: no path, no bidirectional marks."""
    cleaned: str = _ask("cleanFileName", file_name=name)["text"]
    return cleaned
