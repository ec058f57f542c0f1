"""The rooms as a picture: one box a room, from the roof down, and an arc for who imports whom."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape

from tools.rooms import FLOORS, House, arrows, floor_of, room_of, sizes

WHAT = {
    "app": "puts the parts together: commands, settings, service",
    "web": "pages over HTTP: the owner's chat, the officers' console",
    "bot": "carries messages: channels, inbox, outbox, documents, search",
    "casework": "rules of officers' acts: rights, clocks, decisions",
    "storage": "remembers: tables, sealing, one file for each thing kept",
    "dialogs": "decides: the conversation, pure",
    "guidance": "weighs: from facts to doors and clocks, pure",
    "locales": "words sentences in five languages",
    "locales.text": "sentences not yet in any language",
}
LEFT, WIDE, HIGH, GAP = 24, 470, 54, 14
INK, SOFT, PAPER, EDGE = "#1d2733", "#5b6b7c", "#f6f8fb", "#9fb2c8"


def drawing(house: House) -> str:
    """The picture as SVG text; the same code gives the same bytes."""
    shown = {room: size for room, size in sizes(house).items() if room not in FLOORS[-1]}
    tops = {room: 20 + n * (HIGH + GAP) for n, room in enumerate(shown)}
    height = 20 + len(shown) * (HIGH + GAP) + 26
    body = [*_arcs(house, tops), *(_box(room, tops[room], *size) for room, size in shown.items())]
    note = f'<text x="{LEFT}" y="{height - 14}" class="s">An arc is an import; all go down. Drawn by make map.</text>'
    style = (
        f"text{{font-family:system-ui,sans-serif;fill:{INK}}}.n{{font-size:17px;font-weight:600}}"
        f".s{{font-size:12.5px;fill:{SOFT}}}.c{{font-size:11px;fill:{SOFT};text-anchor:middle}}"
    )
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 820 {height}" width="820" role="img">'
    title = "<title>The rooms of the house and who imports whom</title>"
    paper = f'<rect width="820" height="{height}" fill="#ffffff"/>'
    return "\n".join([head, title, f"<style>{style}</style>", paper, *body, note, "</svg>", ""])


def _box(room: str, top: int, files: int, lines: int) -> str:
    name = f"{room}/" if "." not in room else "locales/text.py"
    size = f"{files} files, {lines:,} lines".replace(",", " ") if files > 1 else f"{lines} lines"
    return (
        f'<rect x="{LEFT}" y="{top}" width="{WIDE}" height="{HIGH}" rx="8" fill="{PAPER}" stroke="{EDGE}"/>'
        f'<text x="{LEFT + 14}" y="{top + 23}" class="n">{escape(name)}</text>'
        f'<text x="{LEFT + WIDE - 14}" y="{top + 23}" class="s" text-anchor="end">{size}</text>'
        f'<text x="{LEFT + 14}" y="{top + 43}" class="s">{escape(WHAT[room])}</text>'
    )


def _arcs(house: House, tops: dict[str, int]) -> Iterator[str]:
    """One arc for each pair of rooms, wider the farther it reaches and thicker the more imports it stands for."""
    counted = Counter((room_of(name), room_of(other)) for name, other in arrows(house))
    for (one, other), n in sorted(counted.items(), key=lambda each: (floor_of(each[0][0]), each)):
        if one in tops and other in tops and one != other:
            start, end = tops[one] + HIGH * 2 // 3, tops[other] + HIGH // 3
            reach = 30 + (end - start) * 0.52
            x, thick = LEFT + WIDE, min(1 + n / 22, 6)
            yield (
                f'<path d="M{x} {start} C{x + reach:.0f} {start} {x + reach:.0f} {end} {x} {end}" fill="none" '
                f'stroke="{EDGE}" stroke-width="{thick:.1f}" stroke-opacity="0.75"/>'
                f'<text x="{x + reach * 0.75 + 9:.0f}" y="{(start + end) / 2 + 4:.0f}" class="c">{n}</text>'
            )
