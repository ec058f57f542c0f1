"""Builds .venv: `python -m tools.install run` with what serving needs, then `… test` with what testing needs.

Runs on any Python from 3.11 with its standard library alone, stage by stage. uv comes first, by pip and by
hash; it installs the locks by hash, in seconds. Where uv cannot, pip does, by the same hashes. A stage that was
interrupted or failed leaves a mark in .venv, and is done from its beginning the next time.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from tools import pip_settings
from tools.stage import Failed, run, say, stage

VENV = Path(".venv")
PYTHON, UV = str(VENV / "bin" / "python"), str(VENV / "bin" / "uv")
QUIETLY = ("install", "--quiet", "--disable-pip-version-check")
UV_LOCK = "requirements-uv.lock"
OLDEST = (3, 11)


def locked(lock: str) -> dict[str, str]:
    """Name -> version of everything that the file `lock` pins; of several versions, the one named last."""
    return dict(releases(lock))


def releases(lock: str) -> list[tuple[str, str]]:
    """(name, version) of everything that the file `lock` pins, in its order."""
    return re.findall(r"^([\w.-]+)==([^\s;\\]+)", Path(lock).read_text("utf-8"), re.MULTILINE)


@contextmanager
def marked(what: str) -> Iterator[bool]:
    """Keeps a mark while its block runs; gives whether an earlier run left one, that is, did not get to the end."""
    mark = VENV / f"unfinished-{what}"
    again = mark.exists()
    mark.touch()
    yield again
    mark.unlink()


def environment() -> None:
    """An empty .venv, unless one is there that works."""
    try:
        run([PYTHON, "-c", ""])
    except Failed:
        with stage(f"Python {sys.version.split()[0]} in {VENV}"):
            run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)])


@cache
def pip() -> tuple[str, ...]:
    """The pip that installs into .venv: that of this Python, or one put into .venv where this has none. Or Failed."""
    own = (PYTHON, "-m", "pip")
    with suppress(Failed):
        run([sys.executable, "-c", "import pip; assert int(pip.__version__.partition('.')[0]) >= 23"])
        return (sys.executable, "-m", "pip", "--python", PYTHON)
    with suppress(Failed):
        run([*own, "--version"])
        return own
    try:
        run([PYTHON, "-m", "ensurepip"])
    except Failed as failure:
        raise Failed(f"{failure}\nThis Python has no pip. On Debian and Ubuntu: apt install python3-venv") from failure
    return own


def installer() -> None:
    """uv in .venv as `requirements-uv.lock` pins it. Where there is none for this machine, says so and goes on."""
    version = locked(UV_LOCK)["uv"]
    if has_uv(version):
        return
    with stage(f"uv {version}"):
        try:
            # Over what an interrupted run left: pip cannot take away what it has not finished writing down.
            run([*pip(), *QUIETLY, "--ignore-installed", "--only-binary=:all:", "--require-hashes", "-r", UV_LOCK])
        except Failed as failure:
            say(f"not to be had here ({last_line(failure)}), pip does without … ", end="")


def has_uv(version: str) -> bool:
    """Whether .venv has a uv of this version that starts."""
    try:
        return run([UV, "--version"]).split()[1] == version
    except Failed:
        return False


@cache
def variables() -> dict[str, str]:
    """The environment for uv: this machine's own variables before what it tells pip."""
    told = pip_settings.variables(pip_settings.parse(run([*pip(), "config", "list"])))
    return {**told, **os.environ}


def install(name: str, what: str, *arguments: str) -> None:
    """Installs by uv, or by pip where uv cannot, as the stage `name`. `arguments` are the same for both."""
    with stage(name), marked(what) as again:
        try:
            by_uv([*(["--reinstall"] if again else []), *arguments])
        except Failed as failure:
            say(f"uv cannot ({last_line(failure)}), pip instead … ", end="")
            run([*pip(), *QUIETLY, *(["--ignore-installed"] if again else []), *arguments])


def by_uv(arguments: Sequence[str]) -> None:
    """From uv's cache if all is there, which takes a second, or else from the index. Raises Failed."""
    command = [UV, "pip", "install", "--python", PYTHON, *arguments]
    try:
        run([*command, "--offline"], variables())
    except Failed:
        run(command, variables())


def last_line(failure: Failed) -> str:
    """The line in which a command says what went wrong, cut to fit into a sentence."""
    return str(failure).splitlines()[-1].strip(" ╰─▶│├")[:200]


def main(arguments: Sequence[str]) -> None:
    """Ends with code 1 and a sentence where a stage fails."""
    if sys.version_info < OLDEST:
        sys.exit(f"Python 3.11 or later is needed, this is {sys.version.split()[0]}. Say which: make PYTHON=python3.12")
    if arguments == ["run"]:
        environment()
        installer()
        install(f"{len(locked('requirements.lock'))} libraries", "run", "--require-hashes", "-r", "requirements.lock")
        install("sinmungo itself", "itself", "--no-deps", "--no-build-isolation", "-e", ".")
    elif arguments == ["test"]:
        lock = "requirements-test.lock"
        more = len(locked(lock)) - len(locked("requirements.lock"))
        install(f"{more} more for tests", "test", "--require-hashes", "-r", lock)
    else:
        sys.exit("usage: python -m tools.install run|test")


if __name__ == "__main__":
    main(sys.argv[1:])
