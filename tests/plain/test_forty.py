"""Forty options, facts, injects and items, line by line: each has its number."""

from __future__ import annotations

from esthersim.plain.simulation import Simulation
from esthersim.play import entries as e
from esthersim.play.commands import Choose, Command
from esthersim.play.vocabulary import FactStatus, Step
from support.forty import MANY, forty_text
from support.plain import Table, at_table, until_the_script_ends


def played(*lines: str, after: tuple[Command, ...] = ()) -> Table:
    """Play with these lines, after some commands."""
    with at_table(*lines, step=Step.SIMULATION, text=forty_text()) as table:
        for command in after:
            assert table.session.do(command) is None
        with until_the_script_ends():
            Simulation(table.run).play()
    return table


def test_the_last_of_forty() -> None:
    """Options, items and injects by their numbers; facts one after the other."""
    table = played("80", "inject", "", "40", "40")
    done = [each.entry for each in table.session.journal if isinstance(each.entry, e.Checked | e.InjectFired | e.Chose)]
    assert done == [e.Checked("i40"), e.InjectFired("j40"), e.Chose("o40")]
    table = played("1", "", "", *["1"] * (MANY - 1), "4", "", after=(Choose("o1"),))
    received = next(each.entry for each in table.session.journal if isinstance(each.entry, e.HandoverReceived))
    assert len(received.statuses) == MANY
    assert received.statuses["f40"] is FactStatus.MISSING
