"""What this machine tells pip (its files and PIP_ variables), in the variables that uv understands.

uv reads neither. Without this a machine whose packages come from an index of its own, or through a proxy with its own
certificate, would have to say so twice. No address is written here: all come from the machine.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping

SECTIONS = ("global", "install", ":env:")
"""Whose word counts, the last one most. Sections of other pip commands are left out."""

ONE = {
    "index-url": "UV_DEFAULT_INDEX",
    "cert": "SSL_CERT_FILE",
    "client-cert": "SSL_CLIENT_CERT",
    "default-timeout": "UV_HTTP_TIMEOUT",
    "timeout": "UV_HTTP_TIMEOUT",
    "proxy": "ALL_PROXY",
}
MANY = {
    "extra-index-url": ("UV_INDEX", " "),
    "find-links": ("UV_FIND_LINKS", ","),
    "trusted-host": ("UV_INSECURE_HOST", " "),
}
"""Settings with several values: the variable, and what stands between them there."""


def parse(listing: str) -> dict[str, str]:
    """Setting -> value, from what `pip config list` prints (`section.setting='value'`). Other lines are passed over."""
    found: dict[tuple[str, str], str] = {}
    for line in listing.splitlines():
        where, equals, value = line.partition("=")
        section, dot, setting = where.rpartition(".")
        if equals and dot and value[:1] in "'\"":
            found[section, setting] = str(ast.literal_eval(value))
    return {setting: value for known in SECTIONS for (section, setting), value in found.items() if section == known}


def variables(settings: Mapping[str, str]) -> dict[str, str]:
    """uv's variables for pip's `settings`."""
    told = {ONE[setting]: value for setting, value in settings.items() if setting in ONE}
    for setting, (variable, between) in MANY.items():
        if values := settings.get(setting, "").split():
            told[variable] = between.join(values)
    if settings.get("no-index", "").lower() in {"1", "true", "yes", "on"}:
        told["UV_NO_INDEX"] = "1"
    if "UV_INDEX" in told:
        # pip looks for a release in every index; uv, unasked, only in the first that knows the name. The hash decides.
        told["UV_INDEX_STRATEGY"] = "unsafe-best-match"
    return told
