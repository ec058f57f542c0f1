"""Pictures of the pages under build/screenshots."""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path("build/screenshots")
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"]


def picture(name: str) -> str:
    """The path of a picture, its folder made."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    return str(FOLDER / f"{name}.png")
