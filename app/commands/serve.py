"""`sinmungo serve`: the arguments of the service."""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
from typing import Any

import uvloop

from app.logs import set_up_logs
from app.server import NotFree
from app.service import serve
from app.settings import load_settings


def register(subparsers: Any) -> None:
    """Add the verb to the command line; `func(args)` returns the exit code."""
    parser = subparsers.add_parser("serve", help="start the pages, the console and the bots")
    parser.add_argument("--host", help="the address to listen on (SINMUNGO_HOST)")
    parser.add_argument("--port", type=int, help="the port to listen on (SINMUNGO_PORT); 0 takes a free one")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C or SIGTERM: 0. 2 when the address to listen on is taken."""
    given = {name: value for name in ("host", "port") if (value := getattr(args, name)) is not None}
    settings = load_settings(**given)
    set_up_logs()
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(serve(settings, _tell))
    except NotFree as error:
        print(f"sinmungo: {error}; SINMUNGO_PORT names another port", file=sys.stderr)
        return 2
    return 0


def _tell(line: str) -> None:
    """Say it, if anybody still listens: a closed pipe must not keep the service from going on, or from stopping."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
