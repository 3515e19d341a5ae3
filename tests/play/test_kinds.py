"""One registration for every kind: these tests name what a new kind still lacks."""

from __future__ import annotations

import pytest
from hypothesis import Phase, find, settings

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command, Entry, Inert, JourneyEntry, RoomEntry
from esthersim.play.kinds import COMMANDS, ENTRIES, KINDS, kind_of
from esthersim.play.plays import Player
from esthersim.play.replay import replay
from esthersim.play.rules import initial
from esthersim.play.vocabulary import FactStatus
from support.graphs import journey
from support.players import DRAWN, do_all, play
from support.scenarios import event, scenario, viktlarm

TIMED = scenario(
    {"one": event(next="two"), "two": event(after="2 h", ending="Slut")},
    injects={"svaret": {"title": "Svaret", "text": "5,9", "arrives": {"after": "1 h", "from": "one"}}},
)
SHAPES = (Inert, RoomEntry, JourneyEntry)


@pytest.mark.parametrize("kind", ENTRIES.values(), ids=lambda kind: kind.__name__)
def test_a_kind_of_entry_evolves_or_is_inert(kind: type[Entry]) -> None:
    """It says what it changes, the room or the journey, or that it changes nothing: never two of them, never none."""
    shapes = [shape for shape in SHAPES if issubclass(kind, shape)]
    assert len(shapes) == 1
    if shapes != [Inert]:
        assert {"change", "evolve", "amend"} & set(vars(kind)), "a method of its own: of the room, journey, or plan"


@pytest.mark.parametrize("kind", COMMANDS.values(), ids=lambda kind: kind.__name__)
def test_a_kind_of_command_has_a_rule(kind: type[Command]) -> None:
    """It says what it leads to, by a method of its own or of the base that its subject shares."""
    assert kind.handle is not Command.handle
    assert kind.steps, "a command that no step takes can never be done"


def test_the_laws_ask_for_every_kind_of_command() -> None:
    """The strategy that the laws of play draw from holds each of them, so that no kind goes unasked."""
    assert DRAWN.keys() == set(COMMANDS.values())
    first = settings(phases=[Phase.generate], database=None)  # any will do, not the smallest
    for kind, strategy in DRAWN.items():
        assert type(find(strategy, lambda _command: True, settings=first)) is kind


def test_every_kind_of_entry_follows_from_a_command() -> None:
    """A kind that is no command of its own is made by some rule, and is asked for again by replay."""
    player = Player(initial(viktlarm()))
    facts = {"vikten": FactStatus.GIVEN}
    do_all(player, [c.Start(), c.Advance(), c.Advance(override=True), c.Pause(), c.Continue()])
    do_all(player, [c.MarkExpectation("fragar"), c.FireInject("grannen-ringer"), c.RunOut(), c.GoTo("frukost")])
    do_all(player, [c.Choose("ring"), c.HandOver(facts), c.Proceed()])
    timed = play(TIMED, c.Proceed())
    made = {type(each.entry) for each in (*player.journal, *timed.journal)}
    assert {kind for kind in ENTRIES.values() if not issubclass(kind, Command)} <= made
    assert replay(viktlarm(), player.asked).difference is None
    assert replay(TIMED, timed.asked).difference is None


def test_a_kind_is_named_once() -> None:
    """The name in journals says which class it is, and the class which name, for entries and commands together."""
    assert len(set(KINDS.values())) == len(KINDS)
    assert kind_of(c.HandOver()) == "hand-over"
    assert kind_of(e.HandoverSent()) == "handover-sent"
    assert set(ENTRIES) & set(COMMANDS) == {name for name, kind in ENTRIES.items() if issubclass(kind, Command)}


def test_what_no_subject_has_is_no_kind() -> None:
    """The bases that kinds share are not kinds themselves."""
    assert not {Entry, Command, *SHAPES, c.Command} & set(KINDS.values())
    assert journey({"one": "two", "two": ""}).only_ways == {"one": "two"}
