"""`sinmungo demo`: the arguments of a house to look at."""

from __future__ import annotations

import argparse
import asyncio
import logging
import sys
from typing import Any

import uvloop

from app.demo.house import NotPlayed
from app.demo.place import PORT
from app.demo.show import serve_demo
from app.logs import set_up_logs
from app.server import NotFree


def register(subparsers: Any) -> None:
    """Add the verb to the command line; `func(args)` returns the exit code."""
    parser = subparsers.add_parser("demo", help="a throw-away house with invented reports at seven desks")
    parser.add_argument("--port", type=int, default=PORT, help=f"the port to listen on ({PORT}); 0 takes a free one")
    parser.set_defaults(func=run)


def run(args: argparse.Namespace) -> int:
    """Show it until Ctrl-C or SIGTERM: 0. 2 when the port is taken, 1 when a story does not fit the house any more."""
    set_up_logs(logging.WARNING)
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(serve_demo(args.port, lambda line: print(line, flush=True)))
    except NotFree as error:
        print(f"sinmungo demo: {error}; --port names another one", file=sys.stderr)
        return 2
    except NotPlayed as error:
        print(f"sinmungo demo: {error}", file=sys.stderr)
        return 1
    return 0
