"""The page's owner takes everything that is kept of the report, and nobody else gets at it."""

from __future__ import annotations

import io
import re
import zipfile

from tests.web.console.bodies import Desks, desks  # noqa: F401  fixtures
from tests.web.visitor import Person


async def test_the_owner_takes_everything_in_one_file_and_nobody_else_gets_at_it(desks: Desks) -> None:  # noqa: F811
    await desks.owner.say("/copy")
    await desks.owner.press(f"whole:{desks.receipt}")
    path = re.findall(r'href="(/files/everything/[^"]+)"', desks.owner.page)[-1]
    answer = await desks.owner.client.get(path)
    assert answer.headers["content-disposition"].startswith("attachment;")
    archive = zipfile.ZipFile(io.BytesIO(answer.content))
    assert {f"{desks.receipt}.pdf", f"{desks.receipt}.json", "SHA256SUMS.txt"} <= set(archive.namelist())
    assert "가나다" in archive.read(f"{desks.receipt}.json").decode()
    stranger = await Person(await desks.browser()).begin()
    assert (await stranger.client.get(path)).status_code == 404
    assert (await (await desks.browser()).get(path)).status_code == 404
