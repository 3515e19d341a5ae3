"""Rehearsal: states explored a second, random teams' steps a second, and the check of generated scenarios.

The other side of the exploration is the plainest way to do the same: breadth first over the real rules, with frozen
states, trying at each arrival what the exploration tries. The other side of the random teams is SimPy, with nothing but
processes that wait: what one event costs there, whatever a model would do in it; and once more, without an aim, with
teams that take any way out after any time, and know no facts. The checks are of files from
`generated`: CPU time of one large file in this process, and the time that a thousand small ones take in one call.
"""

from __future__ import annotations

import gc
import subprocess
import sys
from collections import deque
from collections.abc import Hashable, Iterator, Sequence
from importlib import import_module
from itertools import chain, combinations
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import TypeVar

from benchmarks.figures import Figure
from benchmarks.generated import text_of

from esthersim.authoring.check import check_files
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.entry import Command
from esthersim.play.handover import can_give
from esthersim.play.plays import at_the_start
from esthersim.play.rules import evolve, judge
from esthersim.play.state import State
from esthersim.play.vocabulary import FactStatus
from esthersim.rehearsal.compiled import Compiled, Passing
from esthersim.rehearsal.compiling import compile_scenario
from esthersim.rehearsal.exploring import explore
from esthersim.rehearsal.pace import paces
from esthersim.rehearsal.teams import rehearse_teams
from esthersim.scenario.graph import edges_from
from esthersim.scenario.loading import load_scenario, scenario_or_error
from esthersim.scenario.model import UNDATED, Scenario
from esthersim.shipped import shipped

Thing = TypeVar("Thing")
SCENARIO = "hem-fran-sjukhuset"
ROUNDS = 5
PLAIN_STATES, EXPLORED_STATES = 400, 20_000
AIM_STATES, AIM_STEPS = 10.0, 1.0
TEAMS, PROCESSES, SIMPY_EVENTS = 10_000, 10, 100_000
LARGE, SMALL = (200, 30, 10), (25, 6, 5)
"""Events, facts, roles."""
FILES, LOOPS_IN_FIVE = 1000, 2
"""Of clinical pathways in one public corpus two in five have loops."""
AIM_LARGE, AIM_SMALL = 1000.0, 8.0
"""Milliseconds: of CPU for the large file; for each of the small ones, from the call to its end."""


def figures() -> list[Figure]:
    """Measure the exploration, the teams and the checks."""
    scenario = scenario_or_error(load_scenario(shipped("scenarios") / f"{SCENARIO}.yaml"))
    gc.collect()
    gc.freeze()
    found = [_states(scenario), *_steps(scenario), _large()]
    gc.unfreeze()
    return [*found, _small()]


def _states(scenario: Scenario) -> Figure:
    rates = [(_explored(scenario), _plainly(scenario)) for _ in range(ROUNDS)]
    ours, plain = (median(side) for side in zip(*rates, strict=True))
    ratio = median(our / their for our, their in rates)
    return Figure(
        "states explored a second",
        f"{ours:,.0f}",
        f"breadth first {plain:,.0f}",
        ratio,
        AIM_STATES,
        more_is_better=True,
    )


def _steps(scenario: Scenario) -> list[Figure]:
    rates = [(_walked(scenario), _simulated(), _modelled(scenario)) for _ in range(ROUNDS)]
    ours, bare, model = (median(side) for side in zip(*rates, strict=True))
    to_bare, to_model = (median(rate[0] / rate[side] for rate in rates) for side in (1, 2))
    name, own = "teams' steps a second", f"{ours:,.0f}"
    return [
        Figure(name, own, f"SimPy {bare:,.0f}", to_bare, AIM_STEPS, more_is_better=True),
        Figure("the same", own, f"SimPy, teams {model:,.0f}", to_model, None, more_is_better=True),
    ]


def _large() -> Figure:
    """Check the large file, once to warm up; the best of the rounds."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "lang.yaml")
        file.write_text(text_of(*LARGE), encoding="utf-8")
        seconds = []
        for _ in range(ROUNDS + 1):
            begun = process_time()
            problems = check_files([file])
            seconds.append(process_time() - begun)
    assert not problems, problems
    best = min(seconds[1:]) * 1000
    return Figure("check of 200 events", f"{best:.0f} ms", "ms of CPU", best, AIM_LARGE)


def _small() -> Figure:
    """Check the small files in one call, the start of the program included."""
    with TemporaryDirectory() as folder:
        for number in range(FILES):
            text = text_of(*SMALL, name=f"k{number}", loops=number % 5 < LOOPS_IN_FIVE)
            Path(folder, f"k{number}.yaml").write_text(text, encoding="utf-8")
        begun = perf_counter()
        told = subprocess.run(
            [sys.executable, "-m", "esthersim", "check", folder, "--language", "en"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        seconds = perf_counter() - begun
    assert f"{FILES} scenarios checked: 0 errors, 0 warnings" in told.stderr, told.stderr
    each = seconds * 1000 / FILES
    return Figure("each of 1,000 files", f"{each:.1f} ms", f"ms; {seconds:.1f} s in all", each, AIM_SMALL)


def _explored(scenario: Scenario) -> float:
    begun = perf_counter()
    space = explore(scenario, EXPLORED_STATES)
    return (len(space.events) - len(space.open_states)) / (perf_counter() - begun)


def _walked(scenario: Scenario) -> float:
    begun = perf_counter()
    return rehearse_teams(scenario, TEAMS, 1).steps / (perf_counter() - begun)


def _simulated() -> float:
    """Return SimPy's events a second, with processes that wait for different lengths of time."""
    environment = import_module("simpy").Environment()

    def process(delay: float) -> Iterator[object]:
        while True:
            yield environment.timeout(delay)

    delays = [1 + number / PROCESSES for number in range(PROCESSES)]
    for delay in delays:
        environment.process(process(delay))
    until = SIMPY_EVENTS / sum(1 / delay for delay in delays)
    begun = perf_counter()
    environment.run(until=until)
    return SIMPY_EVENTS / (perf_counter() - begun)


def _modelled(scenario: Scenario) -> float:
    """Return SimPy's events a second with a process for each team: any way out of an event, after any time."""
    environment = import_module("simpy").Environment()
    random = Random(1).random  # noqa: S311 - chance, not secrecy
    ways = {key: [edge.target for edge in edges_from(scenario, key)] for key in scenario.events}
    stays = paces(scenario)
    taken = 0

    def team() -> Iterator[object]:
        nonlocal taken
        here = scenario.first
        while ways[here]:
            aside, least, more = stays[here]
            yield environment.timeout(aside + least + more * random())
            here = ways[here][int(random() * len(ways[here]))]
            taken += 1

    for _ in range(TEAMS // 5):
        environment.process(team())
    begun = perf_counter()
    environment.run()
    return taken / (perf_counter() - begun)


def _plainly(scenario: Scenario) -> float:
    """Return the states a second that the real rules explore: a state is an arrival, as in the exploration."""
    compiled = compile_scenario(scenario)
    start = at_the_start(scenario).state
    seen: set[Hashable] = {_key(start)}
    waiting = deque([start])
    explored = 0
    begun = perf_counter()
    while waiting and explored < PLAIN_STATES:
        state = waiting.popleft()
        explored += 1
        for after in _after(compiled, state):
            key = _key(after)
            if key not in seen:
                seen.add(key)
                waiting.append(after)
    return explored / (perf_counter() - begun)


def _after(compiled: Compiled, state: State) -> Iterator[State]:
    """Yield the arrivals, and the states after an inject, that what can be done at an event leads to."""
    event, here = state.event, state.here
    place = next(place for place in compiled.places if place.key == here.event)
    ways: list[Command] = [c.Proceed()] if event.decision is None else [c.Choose(key) for key in event.decision.options]
    required = [e.Checked(item) for item in event.checklist if item in event.required]
    items = [item for item, bit in place.ticks if not bit & place.required and item not in here.checked]
    known = [each for each in place.passing if event.handover and can_give(state, event.handover, each.fact)]
    for given in _subsets(known):
        said: list[Command] = [_handed_over(given)] if event.handover else []
        for ticked in _subsets(items):
            done = _done(state, [*said, *(e.Checked(item) for item in ticked)])
            ready = _done(done, required) if done else None
            if event.timer is not None and event.timer.next is not None and done:
                yield from _arrived(done, c.RunOut())
            for way in ways if ready else ():
                yield from _arrived(ready, way)
    for inject in compiled.by_hand:
        if inject.key not in here.injects:
            yield from _arrived(state, c.FireInject(inject.key))


def _handed_over(given: Sequence[Passing]) -> c.HandOver:
    apart: dict[str, dict[str, FactStatus]] = {}
    for each in given:
        for role in each.receivers:
            apart.setdefault(role, {})[each.fact] = FactStatus.GIVEN
    return c.HandOver(apart=apart)


def _subsets(things: Sequence[Thing]) -> Iterator[tuple[Thing, ...]]:
    return chain.from_iterable(combinations(things, size) for size in range(len(things) + 1))


def _arrived(state: State | None, command: Command) -> Iterator[State]:
    after = _done(state, [command]) if state else None
    if after is not None:
        yield after


def _done(state: State, commands: Sequence[Command]) -> State | None:
    """Return the state after some commands, `None` where one is refused."""
    for command in commands:
        _expired, entries, refusal = judge(state, command, 0.0)
        if refusal:
            return None
        for entry in entries:
            state = evolve(state, e.Recorded(state.seq + 1, UNDATED, 0.0, entry))
    return state


def _key(state: State) -> Hashable:
    here = state.here
    return (
        here.event,
        frozenset(here.knowledge.items()),
        frozenset(here.variables.items()),
        here.visited,
        here.record.chosen,
        here.record.expired,
        here.record.checked,
        here.record.lost,
        frozenset(here.injects),
    )
