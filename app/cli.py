"""`sinmungo`: every verb, each loaded only when it is asked for, so that the quick ones start quickly."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Callable, Mapping, Sequence

VERBS: Mapping[str, tuple[str, str]] = {
    "serve": ("app.commands.serve", "start the pages, the console and the bots"),
    "demo": ("app.commands.demo", "a throw-away house with invented reports at seven desks"),
    "talk": ("app.commands.talk", "the conversation on a keyboard, or from a script"),
    "guide": ("app.commands.guide", "say who can act on facts, why and until when"),
    "replay": ("app.commands.guide", "list what changes between two versions of the content"),
    "read": ("app.commands.read", "say what typed words mean at a question or a gate"),
    "faq": ("app.commands.faq", "answer questions from standard input, or measure the search"),
    "check": ("app.commands.check", "verify settings, content and catalogues"),
    "desk": ("app.commands.desk", "sign-in links for officers, invitations for groups"),
    "audit": ("app.commands.audit", "verify the log of who did what; its head, to be kept elsewhere"),
    "keys": ("app.commands.cases", "rotate the key ring"),
    "outbox": ("app.commands.cases", "letters that could not be delivered: list, send again"),
    "copy": ("app.commands.cases", "write a copy of a report as a PDF"),
    "sign": ("app.commands.sign", "which sign stands for a receipt code in the database"),
    "backup": ("app.commands.backups", "copy the database into a folder, while it runs"),
    "restore": ("app.commands.backups", "put a copy back, and destroy again what was destroyed since"),
    "named": ("app.commands.named", "at which bodies a report names somebody who asks"),
    "leak": ("app.commands.leak", "tell everybody concerned of a leak of our own data"),
    "erase": ("app.commands.cases", "destroy a report for good"),
}
"""Verb -> the module that knows it, and what it does."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one verb and return its exit code: 0 done, 1 something was wrong, 2 it could not begin."""
    os.umask(0o077)  # whatever is made, of the database, the keys and copies, is this user's alone
    given = list(sys.argv[1:] if argv is None else argv)
    parser = argparse.ArgumentParser(prog="sinmungo", description="One door for those whose technology was stolen.")
    subparsers = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    wanted = next((word for word in given if not word.startswith("-")), "")
    if wanted in VERBS:
        importlib.import_module(VERBS[wanted][0]).register(subparsers)
    else:
        for verb, (_, says) in VERBS.items():
            subparsers.add_parser(verb, help=says)
    args = parser.parse_args(given)
    return _guarded(lambda: int(args.func(args) or 0))


def _guarded(run: Callable[[], int]) -> int:
    """What can go wrong outside the program is said in a sentence; only our own mistakes leave a traceback."""
    try:
        return run()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        told = _explained(error)
        if told is None:
            raise
        print(told, file=sys.stderr)
        return 2


def _explained(error: Exception) -> str | None:
    """The sentence for an error whose cause is a setting, a file or the database; None for any other."""
    from app.settings import SettingsError

    if isinstance(error, SettingsError):
        return "sinmungo: these settings cannot be used:\n" + "\n".join(f"  {told}" for told in error.problems)
    from storage.content.load import ContentError
    from storage.database import StoreDown
    from storage.keyring import KeyringError

    if isinstance(error, ContentError):
        return "sinmungo: the content cannot be used:\n" + "\n".join(f"  {told}" for told in error.problems)
    if isinstance(error, KeyringError):
        return f"sinmungo: {error}"
    if isinstance(error, StoreDown):
        return f"sinmungo: the database named by DATABASE_URL does not answer ({error})"
    return None
