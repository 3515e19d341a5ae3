"""Every state that the real rules lead to, tried one command at a time: slow, plain, and what speed is held to."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from datetime import timedelta
from itertools import chain, combinations, product

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.play.people import sender
from esthersim.play.plays import at_the_start
from esthersim.play.rules import evolve, judge
from esthersim.play.state import State
from esthersim.play.timers import seconds_until_something_comes
from esthersim.play.vocabulary import Cause, FactStatus
from esthersim.scenario.changes import Add
from esthersim.scenario.model import UNDATED, Scenario

Taken = tuple[str, str, str]
"""Where from, by what (an option's id, `timer`, `next`, or an inject's id), where to."""
NAMES = {Cause.NEXT: "next", Cause.TIMER: "timer"}
LONGEST = timedelta(days=40)
"""Longer than anything in drawn journeys is compared with."""


def every_step(
    scenario: Scenario, most: int, arrived: Callable[[State], object] = lambda _state: None
) -> set[Taken] | None:
    """Return every way from one event to another that some team can take; `None` where there are too many states.

    `arrived` is called with the state after each arrival, the first one too.
    """
    start = at_the_start(scenario).state
    arrived(start)
    seen = {_key(start)}
    waiting = [start]
    taken: set[Taken] = set()
    while waiting:
        for state, arrivals in _tried(waiting.pop(), arrived):
            taken.update(arrivals)
            if (key := _key(state)) not in seen:
                if len(seen) > most:
                    return None
                seen.add(key)
                waiting.append(state)
    return taken


def ways_out(state: State) -> set[Taken]:
    """Return every way out of the event where a team is, whatever it does and whatever comes there."""
    seen = {_key(state)}
    waiting = [state]
    taken: set[Taken] = set()
    while waiting:
        for after, arrivals in _tried(waiting.pop()):
            if arrivals:
                taken.add(arrivals[0])
            elif (key := _key(after)) not in seen:
                seen.add(key)
                waiting.append(after)
    return taken


def _tried(
    state: State, arrived: Callable[[State], object] = lambda _state: None
) -> Iterator[tuple[State, list[Taken]]]:
    """Yield what waiting, and each command that is not refused, make of a state, and the ways taken thereby."""
    left = seconds_until_something_comes(state, state.room)
    if left is not None:
        yield _after(state, c.Tick(), state.room + max(left, 0.001), arrived)
    if left is None or left > 0:
        for command in _commands(state):
            if judge(state, command, state.room).refusal is None:
                yield _after(state, command, state.room, arrived)


def _after(
    state: State, command: Command, room: float, arrived: Callable[[State], object]
) -> tuple[State, list[Taken]]:
    ruling = judge(state, command, room)
    taken: list[Taken] = []
    how = ""
    for entry in (*ruling.expired, *ruling.entries):
        if isinstance(entry, e.InjectFired) or (isinstance(entry, e.InjectArrived) and entry.came):
            how = entry.inject if state.scenario.injects[entry.inject].next else how
        if isinstance(entry, e.Chose):
            option = entry.option
        if isinstance(entry, e.Arrived):
            name = how if entry.cause is Cause.INJECT else NAMES.get(entry.cause) or option
            taken.append((state.here.event, name, entry.event))
        state = evolve(state, e.Recorded(state.seq + 1, UNDATED, room, entry))
        if isinstance(entry, e.Arrived):
            arrived(state)
    return state, taken


def _commands(state: State) -> Iterator[Command]:
    event, here = state.event, state.here
    yield from (e.Checked(item) for item in event.checklist if item not in here.checked)
    for key, inject in state.scenario.injects.items():
        adds = any(isinstance(change, Add) for effect in inject.effects for change in effect.changes)
        # what adds is fired once, or there were no end of states; what comes by itself is not fired at all
        if not inject.arrives and (not adds or key not in here.injects):
            yield c.FireInject(key)
    if event.decision:
        yield from (c.Choose(option) for option in event.decision.options)
    elif event.handover and not (here.handover and here.handover.received):
        known = [fact for fact in state.scenario.facts if state.knows(sender(state, event.handover), fact)]
        for each in product(_subsets(known), repeat=len(event.handover.to)):
            apart = {
                role: dict.fromkeys(facts, FactStatus.GIVEN)
                for role, facts in zip(event.handover.to, each, strict=True)
            }
            yield c.HandOver(apart=apart)
    else:
        yield c.Proceed()


def _subsets(known: Sequence[str]) -> list[tuple[str, ...]]:
    return list(chain.from_iterable(combinations(known, size) for size in range(len(known) + 1)))


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
        here.record.leaked,
        frozenset(here.injects),
        here.record.asked,
        here.there,
        here.ran_out,
        bool(here.handover and here.handover.received),
        _times(state),
    )


def _times(state: State) -> Hashable:
    """Return what can be asked of story time: the time of day, the day, and how long ago things happened.

    Nothing where the story does not start at a moment: drawn journeys ask for time only where it does.
    """
    if state.scenario.starts is None:
        return None
    here, latest = state.here, dict(state.here.record.times)
    for visit in reversed(list(here.visits())):
        latest["visited", visit.event] = visit.story
    ago = frozenset((what, min(here.story - moment, LONGEST)) for what, moment in latest.items())
    return min(state.day, 40), here.story.time(), ago
