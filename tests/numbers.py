"""Numbers that may not be kept, one of each kind, and where they are looked for: nobody's, made for the tests."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from storage.vault import Key

NUMBERS = {
    "resident": "880101-1234567",
    "foreigner": "외국인등록번호 880101 뒷자리 5234567",
    "licence": "운전면허 11-22-123456-78",
    "passport": "여권 M12345678",
    "card": "4111 1111 1111 1111",
    "chinese": "身份证 110101199003074514",
    "taiwanese": "統一編號 A123456789",
    "japanese": "マイナンバー 1234 5678 9018",
    "french": "NIR 1 85 05 78 006 084 36",
    "american": "SSN 123-45-6789",
}
"""Kind -> as it is typed."""


def needles(typed: str) -> tuple[str, ...]:
    """How the figures of a number may be written: as typed, and all in a row."""
    figures = re.sub(r"[^\dA-Z]", "", re.sub(r"(?:NIR|SSN)", "", typed))
    written = re.sub(r"^[^\d]*?(?=[A-Z]?\d)", "", typed)
    return (written, figures)


@pytest.fixture
def sealed(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Everything that was ever sealed, in clear: what the holder of the ring can read out of any commit."""
    noted: list[bytes] = []
    seal = Key.seal

    def noting(key: Key, row: str, plain: bytes) -> bytes:
        noted.append(row.encode() + b"\0" + plain)
        return seal(key, row, plain)

    monkeypatch.setattr(Key, "seal", noting)
    return noted


def traces(typed: str, sealed: list[bytes], folder: Path, *said: str) -> list[str]:
    """Where a number stands: in something sealed, in a file below `folder` (database and log), in what was `said`."""
    found = []
    on_disk = {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    for needle in needles(typed):
        word = needle.encode()
        found += [f"sealed {each[:40]!r}" for each in sealed if word in each]
        found += [name for name, content in on_disk.items() if word in content]
        found += [f"said {each[:40]!r}" for each in said if needle in each]
    return found


def logged(caplog: pytest.LogCaptureFixture) -> str:
    """What our own rooms and the database's line wrote to the log."""
    return "\n".join(
        f"{record.getMessage()} {record.exc_text}"
        for record in caplog.records
        if record.name.partition(".")[0] in ("bot", "casework", "storage", "web", "app", "dialogs")
    )
