"""Every state that the real rules lead to, tried one command at a time: slow, plain, and what speed is held to."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from itertools import chain, combinations

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.play.handover import can_give
from esthersim.play.plays import at_the_start
from esthersim.play.rules import evolve, judge
from esthersim.play.state import State
from esthersim.play.vocabulary import FactStatus
from esthersim.scenario.changes import Add
from esthersim.scenario.model import UNDATED, Scenario

Taken = tuple[str, str, str]
"""Where from, by what (an option's id, `timer`, or `next`), where to."""


def every_step(scenario: Scenario, most: int) -> set[Taken] | None:
    """Return every way from one event to another that some team can take; `None` where there are too many states."""
    start = at_the_start(scenario).state
    seen = {_key(start)}
    waiting = [start]
    taken: set[Taken] = set()
    while waiting:
        for state, arrival in _tried(waiting.pop(), injects=True):
            if arrival:
                taken.add(arrival)
            if (key := _key(state)) not in seen:
                if len(seen) > most:
                    return None
                seen.add(key)
                waiting.append(state)
    return taken


def ways_out(state: State) -> set[Taken]:
    """Return every way out of the event where a team is, whatever it does there, with no inject fired."""
    seen = {_key(state)}
    waiting = [state]
    taken: set[Taken] = set()
    while waiting:
        for after, arrival in _tried(waiting.pop(), injects=False):
            if arrival:
                taken.add(arrival)
            elif (key := _key(after)) not in seen:
                seen.add(key)
                waiting.append(after)
    return taken


def _tried(state: State, *, injects: bool) -> Iterator[tuple[State, Taken | None]]:
    """Yield what each command that is not refused makes of a state, and the way taken where one is."""
    for command in _commands(state, injects=injects):
        _expired, entries, refusal = judge(state, command, 0.0)
        if refusal:
            continue
        after, taken = state, None
        for entry in entries:
            if isinstance(entry, e.Arrived):
                how = command.option if isinstance(command, c.Choose) else ""
                how = "timer" if isinstance(command, c.RunOut) else how
                taken = (state.here.event, how or "next", entry.event)
            after = evolve(after, e.Recorded(after.seq + 1, UNDATED, 0.0, entry))
        yield after, taken


def _commands(state: State, *, injects: bool) -> Iterator[Command]:
    event, here = state.event, state.here
    yield c.RunOut()
    yield from (e.Checked(item) for item in event.checklist if item not in here.checked)
    if injects:
        for key, inject in state.scenario.injects.items():
            adds = any(isinstance(change, Add) for effect in inject.effects for change in effect.changes)
            if not adds or key not in here.injects:  # what adds is fired once, or there were no end of states
                yield c.FireInject(key)
    if event.decision:
        yield from (c.Choose(option) for option in event.decision.options)
    elif event.handover and not (here.handover and here.handover.received):
        known = [fact for fact in state.scenario.facts if can_give(state, event.handover, fact)]
        every = chain.from_iterable(combinations(known, size) for size in range(len(known) + 1))
        yield from (c.HandOver(dict.fromkeys(facts, FactStatus.GIVEN)) for facts in every)
    else:
        yield c.Proceed()


def _key(state: State) -> Hashable:
    here = state.here
    return (
        here.event,
        frozenset((role, fact) for role, facts in here.knowledge.items() for fact in facts),
        frozenset(here.variables.items()),
        here.visited,
        here.record.chosen,
        here.record.expired,
        here.record.checked,
        here.record.lost,
        frozenset(here.injects),
        here.ran_out,
        bool(here.handover and here.handover.received),
    )
