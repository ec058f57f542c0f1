"""From where the officers of a body may reach the console, where their body says so. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from guidance.guide import DESKS

OPERATOR = "operator"
"""How the machine's operator, who belongs to no body, is named in the list."""
Network = IPv4Network | IPv6Network


@dataclass(frozen=True, slots=True)
class DeskAddresses:
    """Body -> networks. A body that is not named may be reached from anywhere."""

    networks: Mapping[str, tuple[Network, ...]] = field(default_factory=dict)

    def allow(self, ministry: str, address: str) -> bool:
        """Whether an officer of this body may come from this address; of a body with a list never from one that is
        not known."""
        allowed = self.networks.get(ministry or OPERATOR)
        if allowed is None:
            return True
        try:
            given = ip_address(address.partition("%")[0])
        except ValueError:
            return False
        if isinstance(given, IPv6Address) and given.ipv4_mapped is not None:
            given = given.ipv4_mapped
        return any(given in network for network in allowed)


ANYWHERE = DeskAddresses()


def read_addresses(text: str) -> DeskAddresses:
    """`kftc=10.1.0.0/16,192.0.2.7; knpa=2001:db8::/32`. Raises ValueError that names everything wrong at once."""
    found: dict[str, tuple[Network, ...]] = {}
    wrong: list[str] = []
    for entry in filter(None, (each.strip() for each in re.split(r"[;\n]", text))):
        body, _sign, listed = (part.strip() for part in entry.partition("="))
        wrong += _wrong(body, listed, body in found)
        found[body] = tuple(network for each in _each(listed) if (network := _network(each)) is not None)
    if wrong:
        raise ValueError("; ".join(wrong))
    return DeskAddresses(found)


def _wrong(body: str, listed: str, again: bool) -> Iterator[str]:
    if body not in (*DESKS, OPERATOR):
        yield f"{body or 'nothing'} is no body: {', '.join((*DESKS, OPERATOR))}"
    if again:
        yield f"{body} is named twice"
    if not _each(listed):
        yield f"{body} has no address: nobody could come in"
    for each in _each(listed):
        if _network(each) is None:
            yield f"{body}: {each} is no address and no network (10.1.0.0/16, 192.0.2.7, 2001:db8::/32)"


def _each(listed: str) -> list[str]:
    return [each.strip() for each in listed.split(",") if each.strip()]


def _network(given: str) -> Network | None:
    try:
        return ip_network(given)
    except ValueError:
        return None
