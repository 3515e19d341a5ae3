"""This computer's addresses, and which of them telephones in the room are most likely to reach."""

from __future__ import annotations

import socket
from contextlib import closing, suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, ip_address

PORT = 8765
"""The port of the pages; if it is taken, the next one that is free."""
HOTSPOTS = ("192.168.137.1", "192.168.2.1", "10.42.0.1")
"""The usual address of a laptop's own hotspot on Windows, macOS and with NetworkManager. Known, not tried."""
_VIRTUAL = (
    "docker",
    "br-",
    "veth",
    "virbr",
    "virtualbox",
    "vbox",
    "vmnet",
    "vmware",
    "hyper-v",
    "wsl",
    "tun",
    "tap",
    "utun",
    "zt",
)


@dataclass(frozen=True, slots=True)
class LocalAddress:
    """An IPv4 address of this computer. `reach`: 0 its own hotspot, 1 a network, 2 a doubtful one, 3 this computer."""

    host: str
    adapter: str
    reach: int


def local_addresses() -> tuple[LocalAddress, ...]:
    """Return this computer's addresses, the most likely one first; only that of the computer itself without network."""
    import ifaddr  # not before seats are opened

    found = [
        _judged(str(each.ip), adapter.nice_name)
        for adapter in ifaddr.get_adapters()
        for each in adapter.ips
        if each.is_IPv4
    ]
    return tuple(sorted(found, key=lambda each: (each.reach, each.adapter, each.host)))


def _judged(host: str, adapter: str) -> LocalAddress:
    address = IPv4Address(host)
    if address.is_loopback:
        return LocalAddress(host, adapter, 3)
    if address.is_link_local or adapter.casefold().startswith(_VIRTUAL):
        return LocalAddress(host, adapter, 2)
    return LocalAddress(host, adapter, 0 if host in HOTSPOTS else 1)


def is_of_this_computer(host: str) -> bool:
    """Return whether pages can be served at an address: one of this computer, and never all of them at once."""
    try:
        address = ip_address(host)
    except ValueError:
        return False
    if address.is_unspecified:
        return False
    family = socket.AF_INET if address.version == 4 else socket.AF_INET6
    with suppress(OSError), closing(socket.socket(family, socket.SOCK_STREAM)) as trial:
        trial.bind((host, 0))
        return True
    return False


def origin_of(host: str, port: int) -> str:
    """Return what people type: ``http://192.168.137.1:8765``."""
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
