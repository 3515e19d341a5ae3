"""Replay: the commands of a run carried out again on an edited scenario, to find where the two first differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from esthersim.play.entry import Command, Entries, Recorded
from esthersim.play.refusal import Refusal
from esthersim.play.rules import evolve, initial, judge
from esthersim.play.state import State
from esthersim.play.vocabulary import FACILITATOR
from esthersim.scenario.model import Scenario


class Asked(NamedTuple):
    """A command that was carried out, the seat that asked for it, and the entries that it led to."""

    command: Command
    recorded: tuple[Recorded, ...]
    asker: str = FACILITATOR


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a run stops fitting a text: the first entry of a command, and the command's result on the new text."""

    recorded: Recorded
    now: Entries | Refusal


@dataclass(frozen=True, slots=True)
class Replay:
    """The state on the new text up to the point where the run fits it, and the first difference if there is one."""

    state: State
    difference: Difference | None


def replay(scenario: Scenario, asked: Sequence[Asked]) -> Replay:
    """Carry out the same commands on a scenario; stop at the first whose entries would differ."""
    state = initial(scenario)
    for command, recorded, asker in asked:
        if not recorded:
            continue
        ruling = judge(state, command, recorded[0].room, asker=asker)
        then = tuple(each.entry for each in recorded)
        now = ruling.expired + ruling.entries
        if now != then or ruling.refusal is not None:
            return Replay(state, Difference(recorded[0], now if now or ruling.refusal is None else ruling.refusal))
        for each in recorded:
            state = evolve(state, each)
    return Replay(state, None)
