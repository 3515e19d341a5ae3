"""This computer's addresses: which are likely, which are its own, and what people type."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from esthersim.seats.addresses import HOTSPOTS, is_of_this_computer, local_addresses, origin_of
from esthersim.seats.wish import EVERY_ADDRESS


def _adapter(name: str, *hosts: str) -> SimpleNamespace:
    ips = [SimpleNamespace(ip=host if "." in host else (host, 0, 0), is_IPv4="." in host) for host in hosts]
    return SimpleNamespace(nice_name=name, ips=ips)


def test_the_likely_ones_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The laptop's own hotspot, a network, what is only on this computer or between machines, and itself last."""
    adapters = [
        _adapter("lo", "127.0.0.1", "::1"),
        _adapter("docker0", "172.17.0.1"),
        _adapter("VirtualBox Host-Only", "192.168.56.1"),
        _adapter("eth0", "10.20.30.40", "fe80::1"),
        _adapter("usb0", "169.254.7.7"),
        *(_adapter(f"wlan{number}", host) for number, host in enumerate(HOTSPOTS)),
    ]
    monkeypatch.setattr("ifaddr.get_adapters", lambda: adapters)
    found = local_addresses()
    assert [(each.host, each.reach) for each in found] == [
        *((host, 0) for host in HOTSPOTS),
        ("10.20.30.40", 1),
        ("192.168.56.1", 2),
        ("172.17.0.1", 2),
        ("169.254.7.7", 2),
        ("127.0.0.1", 3),
    ]


def test_without_network_there_is_this_computer() -> None:
    """On whatever computer this runs, its own address is found, as the last."""
    assert any(each.host == "127.0.0.1" and each.reach == 3 for each in local_addresses())


@pytest.mark.parametrize(
    "host",
    [*sorted(EVERY_ADDRESS), "192.0.2.1", "", "localhost", "127.0.0.1:80", "127.0.0.1 ", "1", "https://127.0.0.1"],
)
def test_no_page_is_served_there(host: str) -> None:
    """Neither everywhere at once, nor at another computer's address, nor at what is no address."""
    assert not is_of_this_computer(host)


def test_its_own_addresses_are_its_own() -> None:
    """The one that every computer has, and each that was found."""
    assert is_of_this_computer("127.0.0.1")
    assert all(is_of_this_computer(each.host) for each in local_addresses())


def test_what_people_type() -> None:
    """Host and port; the colons of an address of the newer kind in brackets."""
    assert origin_of("192.168.137.1", 8765) == "http://192.168.137.1:8765"
    assert origin_of("fd00::1", 8766) == "http://[fd00::1]:8766"
