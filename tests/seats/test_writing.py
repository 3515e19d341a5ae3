"""The drafts of devices: whose they are, who inherits them, and what is too much."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from esthersim.clock import ManualClock
from esthersim.journal.drafts import Drafts
from esthersim.journal.opening import memory_store
from esthersim.journal.store import Device, Store
from esthersim.seats.wire import Begun, Drafted
from esthersim.seats.writing import LONGEST_NAME, MOST_FIELDS, begun_at, inherit, is_sound, writing_of
from support.stores import CREATED, scenario_text

TEXTS = {"value": "Hon är yr"}
NAMES = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=10)


def device(number: int, seat: str = "nurse") -> Device:
    """Return a device at a seat."""
    return Device(f"{number:064x}", seat, number, "sv", CREATED)


def a_store() -> Store:
    """Return a store with one run."""
    store = memory_store()
    store.create("r1", scenario_text(), CREATED)
    return store


def texts_of(drafts: Drafts, owner: Device) -> list[Begun]:
    """Return what was begun at a device."""
    return list(begun_at(drafts, owner))


@given(NAMES, NAMES, st.integers(0, 10**6), st.dictionaries(NAMES, NAMES, min_size=1, max_size=3))
def test_a_device_finds_its_own_drafts_again(form: str, event: str, arrival: int, texts: dict[str, str]) -> None:
    """With form, event and arrival, also by another program from the same store; another device finds nothing."""
    store = a_store()
    drafts = Drafts(store, "r1", ManualClock())
    drafts.keep(writing_of(device(2), form, event, arrival), texts)
    assert texts_of(drafts, device(2)) == [Begun(2, form, event, arrival, texts)]
    drafts.close()
    again = Drafts(store, "r1", ManualClock())
    assert texts_of(again, device(2)) == [Begun(2, form, event, arrival, texts)]
    for other in (device(1), device(12), device(22), device(2, "doctor"), device(2, "nurse#2")):
        assert texts_of(again, other) == []


def test_a_new_device_inherits_what_a_lost_one_began() -> None:
    """After a flat battery: what was begun is at the new device of the seat, and no longer at the old number."""
    drafts = Drafts(a_store(), "r1", ManualClock())
    drafts.keep(writing_of(device(1), "send", "call", 7), TEXTS)
    inherit(drafts, device(3), frozenset({2, 3}))
    assert texts_of(drafts, device(3)) == [Begun(3, "send", "call", 7, TEXTS)]
    assert texts_of(drafts, device(1)) == []


def test_nothing_is_inherited_from_a_device_that_is_there_or_at_another_seat() -> None:
    """Not from the second telephone at the seat; not from one that was moved away; not the facilitator's own."""
    drafts = Drafts(a_store(), "r1", ManualClock())
    second, doctor = device(2), device(4, "doctor")
    for owner in (second, doctor):
        drafts.keep(writing_of(owner, "send", "call", 7), TEXTS)
    drafts.keep(writing_of(device(1), "send", "call", 7)._replace(seat="nurse"), TEXTS)
    moved = replace(second, seat="doctor")
    inherit(drafts, device(3), frozenset({2, 3}))
    assert texts_of(drafts, device(3)) == []
    assert texts_of(drafts, moved) == []
    assert texts_of(drafts, second) == [Begun(2, "send", "call", 7, TEXTS)]
    assert texts_of(drafts, doctor) == [Begun(4, "send", "call", 7, TEXTS)]


def drafted(form: str = "send", event: str = "call", texts: dict[str, str] | None = None) -> Drafted:
    """Return a draft that came up."""
    return Drafted("t", form, event, 1, TEXTS if texts is None else texts)


@pytest.mark.parametrize("bad", [" ", "a b", "a\tb", "a\nb", "\N{NO-BREAK SPACE}", "a\x00", "\x1b[2J", "a\x7f"])
def test_names_have_no_gaps_and_no_controls(bad: str) -> None:
    """A name is part of a key whose parts are kept apart by spaces; and no store has to take a sign it cannot."""
    assert not is_sound(drafted(form=bad))
    assert not is_sound(drafted(event=bad))
    assert not is_sound(drafted(texts={bad: "x"}))


def test_the_bounds_of_a_draft() -> None:
    """So many fields and such long names are kept, and one more is not; the texts themselves are free."""
    name = "n" * LONGEST_NAME
    assert is_sound(drafted(name, name, {f"{number}": "a b\n\x00" for number in range(MOST_FIELDS)}))
    assert not is_sound(drafted(texts={f"{number}": "" for number in range(MOST_FIELDS + 1)}))
    for too_long in (drafted(name + "n"), drafted(event=name + "n"), drafted(texts={name + "n": ""})):
        assert not is_sound(too_long)
