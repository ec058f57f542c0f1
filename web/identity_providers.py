"""Identity providers (OpenID Connect) of bodies, as the settings name them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from guidance.guide import DESKS

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class ProviderClient:
    """How this house is known at the provider of a body: the issuer's address, and name and secret there."""

    issuer: str
    client_id: str
    secret: str = field(repr=False)


def read_providers(issuers: str, clients: str, secrets: str) -> Mapping[str, ProviderClient]:
    """`kftc=https://login.example.kr; moip=…` three times, the same bodies in each. Raises ValueError that names
    everything wrong at once, and no secret."""
    parts = [dict(_pairs(each)) for each in (issuers, clients, secrets)]
    wrong = [told for body in sorted(set().union(*parts)) for told in _wrong(body, parts)]
    if wrong:
        raise ValueError("; ".join(wrong))
    where, names, shared = parts
    return {body: ProviderClient(where[body], names[body], shared[body]) for body in where}


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    for entry in filter(None, (each.strip() for each in re.split(r"[;\n]", text))):
        body, _sign, value = entry.partition("=")
        yield body.strip(), value.strip()


def _wrong(body: str, parts: list[dict[str, str]]) -> Iterator[str]:
    if body not in DESKS:
        yield f"{body or 'nothing'} is no body: {', '.join(DESKS)}"
    for name, part in zip(("issuer", "client", "secret"), parts, strict=True):
        if not part.get(body):
            yield f"{body} has no {name}"
    if parts[0].get(body) and not is_safe(parts[0][body]):
        yield f"{body}: the issuer must be an address that begins with https://, without query or fragment"


def is_safe(address: str) -> bool:
    """Whether secrets may go there: over https, or on this machine."""
    parts = urlsplit(address)
    plain = parts.scheme == "http" and parts.hostname in LOOPBACK
    return bool(parts.hostname) and (parts.scheme == "https" or plain) and not parts.query and not parts.fragment
