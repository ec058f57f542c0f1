"""For whom passkeys are made: the host of the address that people use."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class RelyingParty:
    """For whom passkeys are: `id` is the host, `origin` the address as browsers say it. Passkeys know no addresses of
    numbers: on the own machine the page is to be opened under `localhost`."""

    id: str
    origin: str

    @classmethod
    def of(cls, address: str) -> RelyingParty:
        """Of the address that people use, e.g. `https://report.example.kr`."""
        parts = urlsplit(address or "http://localhost")
        host = parts.hostname or "localhost"
        name = "localhost" if _is_number(host) else host
        port = f":{parts.port}" if parts.port else ""
        return cls(name, f"{parts.scheme}://{name}{port}")


def _is_number(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
