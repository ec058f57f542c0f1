"""`make map`: the rooms of the house, told on the terminal and drawn to docs/pictures/rooms.svg."""

from __future__ import annotations

import sys
from pathlib import Path

from tools.rooms import circles, forbidden, read, told
from tools.rooms_picture import drawing


def main() -> int:
    """Tell the house and draw it to docs/pictures/rooms.svg; 1 when an import breaks the plan."""
    root = Path(__file__).resolve().parent.parent
    house = read(root)
    print(told(house))
    (root / "docs" / "pictures" / "rooms.svg").write_text(drawing(house), "utf-8")
    for line in (*forbidden(house), *map(str, circles(house))):
        print(line)
    return 1 if forbidden(house) or circles(house) else 0


if __name__ == "__main__":
    sys.exit(main())
