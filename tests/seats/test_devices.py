"""The devices of a run: who is let in and who waits, and what moving, freeing and letting everybody back do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.journal.opening import memory_store
from esthersim.journal.store import Device, Store
from esthersim.scenario.model import Scenario
from esthersim.seats.devices import MOST_DEVICES, MOST_PEOPLE, Devices
from esthersim.seats.wire import ROOM_SCREEN, Refused
from support.scenarios import event, scenario
from support.stores import CREATED, scenario_text

ROLES, OBSERVER = ("esther", "nurse"), "watcher"
SEATS = (*ROLES, OBSERVER, ROOM_SCREEN)


def the_scenario() -> Scenario:
    """Return a scenario with two roles and an observer."""
    observers = {OBSERVER: {"title": "Iakttagare", "watch": ["ett"]}}
    return scenario({"e0": event(ending="Slut")}, observers=observers)


def no_devices() -> tuple[Devices, Store]:
    """Return the devices of a new run, and where they are kept."""
    store = memory_store()
    store.create("r1", scenario_text(), CREATED)
    return Devices(store, "r1", lambda: CREATED), store


def joined(devices: Devices, seat: str, *, door_open: bool = True, people: int = 1) -> Device:
    """Let a device join that must get its seat."""
    token = f"{len(devices.all):064x}"
    found = devices.join(the_scenario(), token, seat, "sv", people=people, door_open=door_open)
    assert isinstance(found, Device)
    return found


@given(st.lists(st.tuples(st.sampled_from(SEATS), st.booleans()), max_size=12))
def test_who_is_let_in(joining: list[tuple[str, bool]]) -> None:
    """While the door is open: every observer, and the first at a role. A screen of the room always. All others wait."""
    devices, store = no_devices()
    for number, (seat, door_open) in enumerate(joining, 1):
        first = not devices.at(seat)
        found = joined(devices, seat, door_open=door_open)
        assert found.admitted == (seat == ROOM_SCREEN or (door_open and (seat == OBSERVER or first)))
        assert found.number == number
        assert devices.of(found.token) is devices.numbered(number)
        assert devices.of(found.token) == found
    assert store.devices("r1") == devices.all


@pytest.mark.parametrize("seat", ["nobody", "", "facilitator", "team"])
def test_there_must_be_such_a_seat(seat: str) -> None:
    """No device becomes the facilitator, and nothing is kept of one that was refused."""
    devices, store = no_devices()
    refused = devices.join(the_scenario(), "t", seat, "sv", people=1, door_open=True)
    assert refused is Refused.NO_SUCH_SEAT
    assert store.devices("r1") == ()


def test_there_is_an_end_to_devices(monkeypatch: pytest.MonkeyPatch) -> None:
    """A program that joins again and again does not fill the store."""
    assert MOST_DEVICES == 600
    monkeypatch.setattr("esthersim.seats.devices.MOST_DEVICES", 3)
    devices, _store = no_devices()
    for _each in range(3):
        joined(devices, "nurse")
    assert devices.join(the_scenario(), "t", "nurse", "sv", people=1, door_open=True) is Refused.NO_SUCH_SEAT


@given(st.integers())
def test_people_are_what_a_device_says_within_bounds(people: int) -> None:
    """At least one, and no more than can sit round a telephone."""
    devices, _store = no_devices()
    assert joined(devices, "nurse", people=people).people == min(max(people, 1), MOST_PEOPLE)


def test_letting_in_moving_speaking_and_freeing() -> None:
    """Each changes that device alone, and is kept; whoever is moved is let in; a freed one is unknown."""
    devices, store = no_devices()
    first, waits = joined(devices, "nurse"), joined(devices, "nurse")
    devices.admit(waits)
    assert devices.at("nurse") == (first, devices.of(waits.token))
    devices.speak(first, "en")
    third = joined(devices, "esther", door_open=False)
    devices.move(third, OBSERVER)
    moved = devices.of(third.token)
    assert moved is not None
    assert (moved.seat, moved.admitted, moved.number) == (OBSERVER, True, third.number)
    devices.free(first)
    assert devices.of(first.token) is None
    assert [each.number for each in devices.all] == [waits.number, third.number]
    again = Devices(store, "r1", lambda: CREATED)
    assert again.all == devices.all == store.devices("r1")


def test_who_has_left_is_not_brought_back() -> None:
    """The facilitator says yes, or moves it, a moment after it has left: it stays gone. Nor is a language lost so."""
    devices, store = no_devices()
    gone, there = joined(devices, "nurse"), joined(devices, "nurse")
    devices.free(gone)
    devices.admit(gone)
    devices.move(gone, "esther")
    devices.speak(gone, "en")
    devices.speak(there, "en")
    devices.admit(there)
    assert [(each.number, each.language, each.admitted) for each in store.devices("r1")] == [(2, "en", True)]


def test_numbers_are_not_given_twice_while_a_later_one_is_there() -> None:
    """*Telephone 2* is the same one as before when telephone 1 has left."""
    devices, _store = no_devices()
    first, second = joined(devices, "nurse"), joined(devices, "esther")
    devices.free(first)
    assert joined(devices, "nurse").number == second.number + 1


def test_everybody_comes_back_once() -> None:
    """After another address each seat that was taken is taken once more without a question, and only once."""
    devices, _store = no_devices()
    joined(devices, "nurse")
    devices.let_everybody_back()
    assert joined(devices, "nurse", door_open=False).admitted
    assert not joined(devices, "nurse", door_open=False).admitted
    assert not joined(devices, "esther", door_open=False).admitted
