"""Random teams by the real rules, for what must be true of every way; and small scenarios in which story time moves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hypothesis import strategies as st

from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.arrivals import open_options
from esthersim.play.entry import Command
from esthersim.play.handover import can_give
from esthersim.play.plays import at_the_start
from esthersim.play.state import State
from esthersim.play.timers import seconds_until_something_comes
from esthersim.play.vocabulary import FactStatus
from esthersim.scenario.model import Scenario
from support.graphs import raw_event, raw_scenario

Picks = st.lists(st.integers(0, 10_000), max_size=40)
"""Numbers by which a team picks what it does."""


def walk(scenario: Scenario, picks: Sequence[int]) -> Iterator[State]:
    """Yield the states of a team that does, of what is open, what the numbers say; nothing is overridden.

    One of the things to do is to wait until a timer runs out, or something comes.
    """
    player = at_the_start(scenario)
    yield player.state
    for pick in picks:
        open_now = _open(player.state, pick)
        command = open_now[pick % len(open_now)]
        if isinstance(command, c.Tick):
            player.wait(max(seconds_until_something_comes(player.state, player.room) or 0, 0))
        else:
            player.do(command)
        yield player.state


def _open(state: State, pick: int) -> list[Command]:
    event, here = state.event, state.here
    found: list[Command] = [c.Choose(option) for option in open_options(state)]
    if event.handover and not (here.handover and here.handover.received):
        known = [fact for fact in state.scenario.facts if can_give(state, event.handover, fact)]
        given = [fact for number, fact in enumerate(known) if pick >> number & 1]
        found.append(c.HandOver(dict.fromkeys(given, FactStatus.GIVEN)))
    found += [e.Checked(item) for item in event.checklist if item not in here.checked]
    found += [c.FireInject(key) for key, inject in state.scenario.injects.items() if not inject.arrives]
    return [*found, c.Proceed(), c.Tick()]


@st.composite
def timed(draw: st.DrawFn, most_events: int = 6, *, loops: bool = True) -> Scenario:
    """Draw a journey without conditions, in whose events story time moves, stands still or is told anew."""
    names = [f"e{index}" for index in range(draw(st.integers(2, most_events)))]
    events: dict[str, Any] = {}
    for number, name in enumerate(names):
        ahead = names if loops else names[number + 1 :]
        targets = draw(st.lists(st.sampled_from(ahead), max_size=2)) if ahead else []
        timer = draw(st.none() | st.sampled_from(ahead)) if targets else None
        events[name] = raw_event(name, targets, timer)
        match draw(st.integers(0, 3)):
            case 0:
                events[name]["after"] = draw(st.sampled_from(["10 min", "3 h", "2 days", "1 month", "90 years"]))
            case 1:
                events[name]["at"] = f"day {draw(st.integers(1, 4))} 09:00"
    within = draw(st.sampled_from(["5 min", "4 h", "3 days", "2 months"]))
    one, other = draw(st.permutations(names))[:2]
    more: dict[str, Any] = {"deadlines": {"d": {"from": one, "to": other, "within": within, "text": "I tid"}}}
    if draw(st.booleans()):
        more["starts"] = draw(st.sampled_from(["2026-01-31 08:00", "9990-01-01 08:00"]))
    return Scenario.model_validate(raw_scenario(events, **more))


def all_ways(scenario: Scenario) -> Iterator[tuple[str, ...]]:
    """Yield every way from the start, as its events, of a journey without loops and conditions; unfinished ones too."""
    waiting: list[tuple[str, ...]] = [(scenario.first,)]
    while waiting:
        gone = waiting.pop()
        yield gone
        event = scenario.events[gone[-1]]
        targets = [way.to for way in event.next]
        options = event.decision.options.values() if event.decision else ()
        targets += [way.to for option in options for way in option.next]
        targets += [event.timer.next] if event.timer and event.timer.next else []
        waiting += [(*gone, target) for target in dict.fromkeys(targets)]
