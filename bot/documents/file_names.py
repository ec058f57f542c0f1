"""What a file of somebody else's may be called: as it is shown, as it is kept, as it is put into an archive."""

from __future__ import annotations

import re
import unicodedata

from dialogs.parse import blacked_out

LONGEST_SHOWN, LONGEST_PACKED = 120, 100
"""Characters of a name in a message or on a page, and in an archive, where the folder is added to it."""
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"|?*\\/]')
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")


def neutral_name(name: str) -> str:
    """The name of a file as it may be kept: with no number in it of a person or a card."""
    return blacked_out(name).text


def tidy_name(name: str) -> str:
    """A file name as it may be shown: no path, no control or direction marks, at most 120 characters."""
    name = unicodedata.normalize("NFC", _visible(re.split(r"[/\\]", name)[-1])).strip(" .")
    return _fitting(name, LONGEST_SHOWN) or "file"


def safe_name(name: str) -> str:
    """A file's name that stays where it is put on any system: no path, no signs that cannot be seen, never empty."""
    name = _UNSAFE.sub("_", _visible(unicodedata.normalize("NFC", name))).strip(" .")
    name = _fitting(name, LONGEST_PACKED)
    return f"_{name}" if not name or _DEVICES.fullmatch(name) else name


def numbered(names: list[str], folder: str) -> list[str]:
    """Names in a folder of ours, each once: `files/01-drawing.pdf`."""
    return [f"{folder}/{number:02d}-{safe_name(name)}" for number, name in enumerate(names, 1)]


def _visible(name: str) -> str:
    return "".join(mark for mark in name if unicodedata.category(mark) not in ("Cc", "Cf", "Co", "Cs"))


def _fitting(name: str, most: int) -> str:
    """At most `most` characters, the ending kept."""
    if len(name) <= most:
        return name
    stem, dot, ending = name.rpartition(".")
    ending = f"{dot}{ending[:10]}" if stem else ""
    return (stem or name)[: most - len(ending)] + ending
