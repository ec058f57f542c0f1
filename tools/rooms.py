"""The rooms of the house as the code has them: who imports whom. `make map` tells and draws it."""

from __future__ import annotations

import ast
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FLOORS: tuple[tuple[str, ...], ...] = (
    ("locales.text",),
    ("guidance",),
    ("dialogs",),
    ("storage",),
    ("casework",),
    ("locales",),
    ("bot",),
    ("web",),
    ("app",),
    ("bench", "tools", "tests"),
)
"""From the ground up: imports go down, or stay on their floor and in their room. `locales` is all of it but its
`text`, which every room may import."""
CHANNELS = ("bot.telegram", "bot.desk")
"""Nobody but `app` imports a channel."""
APART = (("web.chat", "web.console"), ("bot.outbox", "bot.inbox"))
"""The first never imports the second."""
STRANGERS = (("web.console", "web.chat"),)
WORDED_IN = ("bot.outbox", "bot.documents", "web", "app", "bench", "tests", "tools")
"""Who may import `locales.words`: everybody else says `Text`."""


@dataclass(frozen=True, slots=True)
class House:
    """Modules by dotted name, and what each imports of the others."""

    files: Mapping[str, Path]
    imports: Mapping[str, frozenset[str]]

    def product(self) -> Iterator[str]:
        """Modules that are not bench, tools or tests."""
        return (name for name in self.files if room_of(name) not in FLOORS[-1])


def read(root: Path) -> House:
    """The house under `root`. Raises SyntaxError for a file that is no Python."""
    rooms = {room.partition(".")[0] for floor in FLOORS for room in floor}
    paths = sorted(path for room in rooms for path in (root / room).rglob("*.py"))
    files = {_dotted(path.relative_to(root)): path for path in paths}
    return House(files, {name: frozenset(_imports(name, path, files)) for name, path in files.items()})


def _dotted(path: Path) -> str:
    return ".".join(path.with_suffix("").parts).removesuffix(".__init__")


def _imports(name: str, path: Path, files: Mapping[str, Path]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.ImportFrom(module=str(module), names=names, level=0):
                full = {f"{module}.{each.name}" for each in names}
                yield from (each if each in files else module for each in full if each in files or module in files)
            case ast.Import(names=names):
                yield from (each.name for each in names if each.name in files and each.name != name)


def room_of(module: str) -> str:
    return module if module == "locales.text" else module.partition(".")[0]


def floor_of(module: str) -> int:
    return next(n for n, floor in enumerate(FLOORS) if room_of(module) in floor)


def within(module: str, places: Iterable[str]) -> bool:
    return any(module == place or module.startswith(f"{place}.") for place in places)


def arrows(house: House) -> Iterator[tuple[str, str]]:
    """Every import, as (who, of whom)."""
    return ((name, other) for name, found in house.imports.items() for other in sorted(found) if other != name)


def forbidden(house: House) -> list[str]:
    """Imports that break the plan, each in a sentence; empty when there are none."""
    return [f"{name} imports {other}: {why}" for name, other in arrows(house) if (why := _why_not(name, other))]


def _why_not(name: str, other: str) -> str:
    if floor_of(other) > floor_of(name):
        return "that is upwards"
    if other == "locales.words" and not within(name, WORDED_IN):
        return "only the outbox, documents, pages and app/ word sentences"
    for channel in CHANNELS:
        if within(other, (channel,)) and not within(name, (channel, "app", *FLOORS[-1])):
            return "a channel is imported by app/ alone"
    for one, two in (*APART, *STRANGERS):
        if within(name, (one,)) and within(other, (two,)):
            return f"{one} knows nothing of {two}"
    return ""


def circles(house: House) -> list[tuple[str, ...]]:
    """Modules that import each other round about: those that are left when what nobody waits for is taken away."""
    left = {name: set(found) - {name} for name, found in house.imports.items()}
    while free := [name for name, found in left.items() if not found]:
        for name in free:
            del left[name]
        for found in left.values():
            found.difference_update(free)
    return _rings(left)


def _rings(left: Mapping[str, set[str]]) -> list[tuple[str, ...]]:
    rings = []
    for name in left:
        ring = {other for other in _reached(name, left) if name in _reached(other, left)}
        if ring and sorted(ring)[0] == name:
            rings.append(tuple(sorted(ring)))
    return rings


def _reached(name: str, left: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    new = set(left[name])
    while new:
        found |= new
        new = {further for each in new for further in left.get(each, ())} - found
    return found


def sizes(house: House) -> dict[str, tuple[int, int]]:
    """Room -> files and lines, from the roof down."""
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, path in house.files.items():
        counted[room_of(name)][0] += 1
        counted[room_of(name)][1] += len(path.read_text("utf-8").splitlines())
    order = [room for floor in reversed(FLOORS) for room in floor if room in counted]
    return {room: (counted[room][0], counted[room][1]) for room in order}


def told(house: House) -> str:
    """Floors, sizes, arrows and circles, as plain text."""
    drawn = Counter((room_of(name), room_of(other)) for name, other in arrows(house))
    lines = [f"{'floor':5}  {'room':13}{'files':>6}{'lines':>8}  imports"]
    shown = sizes(house)
    total = sum(shown[room_of(name)][1] / shown[room_of(name)][0] for name in house.product())
    for room, (files, size) in shown.items():
        down = ", ".join(f"{other} {n}" for (one, other), n in sorted(drawn.items()) if one == room and other != room)
        lines.append(f"{floor_of(room):5}  {room:13}{files:6}{size:8}  {down}")
    largest = max((room for room in shown if room not in FLOORS[-1]), key=lambda room: shown[room][1])
    lines.append(f"largest room: {largest}, {shown[largest][1] / total:.0%} of the product's lines")
    lines.append(f"imports upwards: {len(forbidden(house))}, circles: {len(circles(house))}")
    return "\n".join(lines)
