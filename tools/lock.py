"""Renews the locks: `python -m tools.lock [FLAGS of uv pip compile]`, or `make lock`.

A version that a lock holds stays as it is unless pyproject.toml forbids it or a flag asks for another one: `--upgrade`
for all, `--upgrade-package NAME` for one. The locks hold names, versions and hashes for every platform, no address.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tools.install import UV, variables
from tools.stage import run, stage

COMPILE = (UV, "pip", "compile", "--quiet", "--universal", "--python-version=3.11", "--generate-hashes")
PLAIN = ("--no-annotate", "--no-header")
LOCKS = {
    "requirements-uv.lock": ("--group", "pyproject.toml:setup"),
    "requirements.lock": ("pyproject.toml",),
    "requirements-test.lock": ("pyproject.toml", "--group", "test", "--constraint", "requirements.lock"),
}


def main(flags: Sequence[str]) -> None:
    """Writes the three locks. Ends with code 1 and what uv says where the wishes contradict each other."""
    # Hashes of every platform stand in the index alone; beside it a machine may keep some releases for itself.
    env = {name: value for name, value in variables().items() if name not in {"UV_INDEX", "UV_FIND_LINKS"}}
    for lock, wishes in LOCKS.items():
        with stage(lock):
            run([*COMPILE, *PLAIN, *wishes, "--output-file", lock, *flags], env)


if __name__ == "__main__":
    main(sys.argv[1:])
