"""Log lines: one a line, to standard error, with ids, counts and kinds of errors, and nothing that anybody said."""

from __future__ import annotations

import logging
import sys
import traceback
from types import TracebackType

_CHATTY = ("aiogram", "httpx", "httpcore", "telegram", "apscheduler", "alembic", "sqlalchemy", "asyncio", "uvicorn")
"""Libraries whose lines hold addresses with tokens in them, or the words of a message."""

_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Says of an error where it happened and of which kind it is; its message may hold what somebody typed."""

    def formatException(self, ei: _ExcInfo) -> str:
        kind, _, trace = ei
        places = "".join(traceback.format_tb(trace)).rstrip()
        return f"{places}\n{kind.__name__ if kind else 'no error'}"


def set_up_logs(level: int = logging.INFO) -> None:
    """Send this process's log lines to standard error; libraries only speak when something is wrong."""
    lines = logging.StreamHandler(sys.stderr)
    lines.setFormatter(Discreet("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=level, handlers=[lines], force=True)
    for name in _CHATTY:
        logging.getLogger(name).setLevel(logging.WARNING)
    sys.excepthook = _discreetly
    logging.captureWarnings(True)


def _discreetly(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    logging.getLogger("sinmungo").critical("stopped by an error", exc_info=(kind, error, trace))
