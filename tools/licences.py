"""The licence of every locked release: `python -m tools.licences` writes the tables of docs/decisions/licences.md anew.

Licences are read from the metadata of what is installed in .venv. Where that is silent or vague, NAMED says what the
package's own licence file says. Set up for tests first: what is not installed here is known by NAMED or not at all.
"""

from __future__ import annotations

import re
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from tools.install import releases

PAGE = Path("docs/decisions/licences.md")
TABLES = {
    "For serving": ("requirements.lock", ""),
    "For tests alone": ("requirements-test.lock", "requirements.lock"),
    "For the set-up alone": ("requirements-uv.lock", ""),
}
"""Heading on the page: the lock whose releases stand under it, and the lock whose releases are left out there."""

NAMED = {
    "async-timeout": "Apache-2.0",
    "axe-playwright-python": "MIT AND MPL-2.0",
    "colorama": "BSD-3-Clause",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "pyasn1-modules": "BSD-2-Clause",
    "pyopenssl": "Apache-2.0",
    "pypdfium2": "Apache-2.0 AND BSD-3-Clause",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "python-stdnum": "LGPL-2.1-or-later",
    "segno": "BSD-3-Clause",
    "uvloop": "Apache-2.0 OR MIT",
}
"""Read in the packages' licence files, since their metadata names none, or a family of licences, or are not at hand."""

SPELT = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "PSFL": "PSF-2.0",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
}
"""What older metadata says instead of an SPDX identifier."""

UNKNOWN = "unknown"
PERMISSIVE = (
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "ISC", "MIT", "MIT-0", "MIT-CMU"),
    *("PSF-2.0", "Unlicense", "Zlib"),
)
FOR_ITSELF_ALONE = ("LGPL-2.1-or-later", "LGPL-3.0-only", "LGPL-3.0-or-later", "MPL-2.0", "OFL-1.1")
LEAVING_OURS_ALONE = frozenset((*PERMISSIVE, *FOR_ITSELF_ALONE))
"""Licences under which an unmodified library may be used by a service under another licence."""


def licence(name: str) -> str:
    """The SPDX expression for the distribution `name`, or UNKNOWN."""
    if name in NAMED:
        return NAMED[name]
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return UNKNOWN
    if expressed := told.get_all("License-Expression"):
        return str(expressed[0])
    said = (*told.get_all("License", []), *told.get_all("Classifier", []))
    return next((SPELT.get(each, each) for each in said if each in SPELT or each in LEAVING_OURS_ALONE), UNKNOWN)


def leaves_ours_alone(expression: str) -> bool:
    """Whether some choice that `expression` (A AND B OR C, without brackets) offers is of such licences only."""
    return any(
        all(part.strip() in LEAVING_OURS_ALONE for part in choice.split(" AND ")) for choice in expression.split(" OR ")
    )


def rows(heading: str) -> list[tuple[str, str]]:
    """(name, version) of the table under `heading`, in the lock's order."""
    lock, beside = TABLES[heading]
    left_out = set(releases(beside)) if beside else set()
    return [release for release in releases(lock) if release not in left_out]


def table(heading: str) -> str:
    """The table under `heading`, as Markdown."""
    lines = [f"| {name} | {version} | {licence(name)} |" for name, version in rows(heading)]
    return "\n".join(["| distribution | release | licence |", "|---|---|---|", *lines])


def written(page: str) -> str:
    """`page` with its tables as they are to be; every other line stays."""
    for heading in TABLES:
        page = re.sub(rf"(?<=\n## {re.escape(heading)}\n\n)(\|.*\n)*\n*", f"{table(heading)}\n\n", page, count=1)
    return page.rstrip("\n") + "\n"


if __name__ == "__main__":
    PAGE.write_text(written(PAGE.read_text("utf-8")), "utf-8")
