"""A run of the shipped scenario `tom-sang` in memory, at its first event, for tests of what the seats may see."""

from __future__ import annotations

from esthersim.clock import ManualClock
from esthersim.journal.opening import memory_store
from esthersim.journal.scenario_text import scenario_text
from esthersim.journal.session import Session
from esthersim.play.commands import Advance
from esthersim.shipped import shipped


def tom_sang(scenario: str = "tom-sang", language: str = "sv") -> tuple[Session, ManualClock]:
    """Return a session at the simulation's first event, and its clock."""
    clock = ManualClock()
    text = scenario_text(shipped("scenarios") / f"{scenario}.yaml")
    session = Session.begin(memory_store(), text, clock, language=language)
    for _step in range(2):
        assert session.do(Advance(override=True)) is None
    return session, clock
