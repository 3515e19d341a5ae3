"""`run` and `resume` with `--seats`: what is asked for, and what is said where it cannot be done."""

from __future__ import annotations

from typing import Any

import pytest

from esthersim.commands.seats_options import seats_wish
from esthersim.failure import UsedWrongly
from esthersim.language import speaking
from esthersim.seats.wish import EVERY_ADDRESS, SeatsWish, address_to_begin_with

NOTHING: dict[str, Any] = {"seats": False, "bind": None, "port": None, "public_url": None}


@pytest.fixture(autouse=True)
def _in_english() -> Any:
    with speaking("en"):
        yield


def test_without_seats_nothing_is_wished_for() -> None:
    """And the options that belong to seats alone are refused, so that nobody believes that something listens."""
    assert seats_wish(**NOTHING) is None
    for name, value in (("bind", "127.0.0.1"), ("port", 8000), ("public_url", "https://seats.test")):
        with pytest.raises(UsedWrongly, match="belong to '--seats'"):
            seats_wish(**{**NOTHING, name: value})


def test_what_is_wished_for() -> None:
    """An address of this computer, the first port to try, and what people type, without a stroke at its end."""
    assert seats_wish(**{**NOTHING, "seats": True}) == SeatsWish()
    wish = seats_wish(seats=True, bind="127.0.0.1", port=9000, public_url="https://seats.test/")
    assert wish == SeatsWish("127.0.0.1", 9000, "https://seats.test")


@pytest.mark.parametrize("bind", ["203.0.113.7", "laptop", ""])
def test_an_address_of_another_computer_is_refused(bind: str) -> None:
    """Also a name: a computer can have several addresses, and one of them is meant."""
    with pytest.raises(UsedWrongly, match="is no address of this computer"):
        seats_wish(**{**NOTHING, "seats": True, "bind": bind})


@pytest.mark.parametrize("bind", sorted(EVERY_ADDRESS))
def test_all_addresses_only_where_it_is_typed(bind: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With a warning, and never without what people type: the pages answer to one name alone."""
    with pytest.raises(UsedWrongly, match="also needs '--public-url'"):
        seats_wish(**{**NOTHING, "seats": True, "bind": bind})
    wish = seats_wish(**{**NOTHING, "seats": True, "bind": bind, "public_url": "http://10.0.0.7:8765"})
    assert wish is not None
    assert wish.everywhere
    assert "in every network that this computer is in" in capsys.readouterr().err


@pytest.mark.parametrize("url", ["seats.test", "ftp://seats.test", "https://", "https://seats.test/?a=1"])
def test_what_people_cannot_type_is_refused(url: str) -> None:
    """It must be the address of a page."""
    with pytest.raises(UsedWrongly, match="is no address such as"):
        seats_wish(**{**NOTHING, "seats": True, "public_url": url})


@pytest.mark.parametrize(
    ("wish", "kept", "likely", "address"),
    [
        (SeatsWish("10.0.0.7"), "127.0.0.1", ("192.168.2.1",), "10.0.0.7"),
        (SeatsWish(), "127.0.0.1", ("192.168.2.1",), "127.0.0.1"),
        (SeatsWish(), "203.0.113.7", ("192.168.2.1",), "192.168.2.1"),
        (SeatsWish(), None, ("192.168.2.1", "10.0.0.7"), None),
        (SeatsWish(), None, (), None),
    ],
    ids=["typed", "kept", "gone", "several", "none"],
)
def test_where_the_pages_begin(wish: SeatsWish, kept: str | None, likely: tuple[str, ...], address: str | None) -> None:
    """What was typed goes before what the run had, if the computer still has that; otherwise only what is certain."""
    assert address_to_begin_with(wish, kept, likely) == address
