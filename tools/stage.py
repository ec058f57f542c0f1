"""One stage of the set-up, told in one line with its seconds: `python -m tools.stage NAME COMMAND…`."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

TOLD = 15
"""Lines of a failed command that are shown."""


class Failed(Exception):
    """A command that could not be started or ended with an error; its text is what the command printed last."""


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> str:
    """What `command` printed, both streams together. Raises Failed."""
    try:
        done = subprocess.run(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    except OSError as error:
        raise Failed(str(error)) from error
    if done.returncode:
        printed = done.stdout.strip().splitlines()[-TOLD:]
        raise Failed("\n".join(printed) or f"{command[0]} ended with code {done.returncode} and said nothing")
    return done.stdout


def say(words: str, end: str = "\n") -> None:
    """Prints `words` at once, so that a stage's name is read while it runs."""
    print(words, end=end, flush=True)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Tells `name … 3 s` around its block. If the block raises Failed, says why and ends the program with code 1."""
    start = time.monotonic()
    say(f"{name} … ", end="")
    try:
        yield
    except Failed as failure:
        say("failed")
        say("".join(f"    {line}\n" for line in str(failure).splitlines()), end="")
        say(f"The set-up stopped at: {name}. Put right what is said above, then run make again: it goes on from here.")
        raise SystemExit(1) from failure
    except KeyboardInterrupt as stopped:
        say("interrupted; make begins this stage anew next time")
        raise SystemExit(130) from stopped
    say(f"{time.monotonic() - start:.0f} s")


def main(arguments: Sequence[str]) -> None:
    """Runs one command as a stage: its name, then the command."""
    name, *command = arguments
    with stage(name):
        run(command)


if __name__ == "__main__":
    main(sys.argv[1:])
