"""The official Bot API schema, as aiogram's source archive carries it. `python -m tests.bot.telegram.schema` gets it.

It is fetched when the tests are set up (`.venv/test` of the Makefile), never while they run. As set-up, it runs on the
standard library alone.
"""

from __future__ import annotations

import hashlib
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.install import locked, pip
from tools.stage import Failed, run

SHA256 = "3c7eed2dc58c04a6810c40085d0b3e9a511d2312c253a861e522b09eb2dd268e"
PATH = Path(__file__).parents[3] / ".venv" / "bot-api-schema.json"


def kept() -> Path:
    """Where the schema is. Raises AssertionError when it is not there, or is another than these tests know."""
    assert PATH.exists(), "the Bot API schema was not fetched: `make .venv/test` does it"
    assert _is_known(PATH.read_bytes()), "the schema is not the one these tests were written for"
    return PATH


def fetch() -> None:
    """Fetch the locked aiogram's source archive through pip and keep its schema. Raises when it is another."""
    if PATH.exists() and _is_known(PATH.read_bytes()):
        return
    wanted = f"aiogram=={locked('requirements.lock')['aiogram']}"
    download = (*pip(), "download", "--quiet", "--disable-pip-version-check", "--no-deps", "--no-binary", "aiogram")
    with TemporaryDirectory() as folder:
        run([*download, "--dest", folder, wanted])
        found = _unpacked(next(Path(folder).glob("aiogram-*.tar.gz")))
    if not _is_known(found):
        raise SystemExit(f"the schema of {wanted} is not the one these tests were written for")
    PATH.write_bytes(found)


def _is_known(schema: bytes) -> bool:
    return hashlib.sha256(schema).hexdigest() == SHA256


def _unpacked(archive: Path) -> bytes:
    with tarfile.open(archive) as tar:
        member = next(name for name in tar.getnames() if name.endswith(".butcher/schema/schema.json"))
        found = tar.extractfile(member)
        assert found is not None
        return found.read()


if __name__ == "__main__":
    try:
        fetch()
    except Failed as failure:
        raise SystemExit(str(failure)) from None
