"""A whole rehearsal: every reachable state, random teams, the author's own plays, and what none of these ever meets."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from esthersim.authored.problems import KeyPath
from esthersim.play.plays import PlayResult, run_play
from esthersim.rehearsal.exploring import MOST_STATES, explore
from esthersim.rehearsal.pace import busy_roles, longest_time
from esthersim.rehearsal.shortening import shortened
from esthersim.rehearsal.space import Space
from esthersim.rehearsal.teams import Teams, rehearse_teams
from esthersim.rehearsal.ways import RawStep, shortest_ways
from esthersim.scenario.model import Scenario

Kind = Literal["event", "option", "handover", "ending", "role"]
Progress = Callable[[Literal["states", "teams"], int], object]
"""Called now and then with the number of states, and later of teams, that are done."""


@dataclass(frozen=True, slots=True)
class Untested:
    """Something in the file that no team ever meets: an event (or an ending), an option, a handover, a role."""

    kind: Kind
    id: str
    """The event's id or the role's; of an option `event.option`."""
    path: KeyPath
    """Where it is in the file."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What was found out about a scenario."""

    scenario: Scenario
    space: Space
    teams: Teams
    plays: Mapping[str, PlayResult]
    """The author's own plays, stepped through."""
    play_times: Mapping[str, float]
    """Play → the seconds that it takes at most, in the language in which it takes longest."""
    shortest: Mapping[str, tuple[RawStep, ...]]
    """The shortest way to each ending that can be reached, by its event, as a play."""
    untested: tuple[Untested, ...]
    """In the order of the file."""

    @property
    def passed(self) -> bool:
        """Whether nothing is untested and every play goes as its author says."""
        return not self.untested and all(play.failure is None for play in self.plays.values())


def rehearse(
    scenario: Scenario,
    teams: int,
    seed: int,
    progress: Progress | None = None,
    most_states: int = MOST_STATES,
    translated: Sequence[Scenario] = (),
) -> Rehearsal:
    """Rehearse a scenario that has no errors, with this number of random teams; `translated` is it in other languages.

    Untested is what no state of the space meets; and, if a bound cut the space short, no random team either.
    """
    space = explore(scenario, most_states, (lambda done: progress("states", done)) if progress else None)
    played = rehearse_teams(scenario, teams, seed, (lambda done: progress("teams", done)) if progress else None)
    plays = {key: run_play(scenario, steps) for key, steps in scenario.plays.items()}
    return Rehearsal(
        scenario,
        space,
        played,
        plays,
        {key: longest_time((scenario, *translated), result.journal) for key, result in plays.items()},
        {key: shortened(scenario, steps) for key, steps in shortest_ways(space).items()},
        tuple(_untested(scenario, space, played)),
    )


def _untested(scenario: Scenario, space: Space, teams: Teams) -> Iterator[Untested]:
    met = set(space.reached)
    chosen = {(edge.source, edge.label) for number, edge in enumerate(space.edges) if number in space.set_out}
    if not space.complete:
        met |= {key for key, count in teams.events.items() if count}
        chosen |= {option for option, count in teams.options.items() if count}
    busy = set().union(*(busy_roles(scenario, scenario.events[key]) for key in met))
    busy |= {role for inject in scenario.injects.values() for role in inject.to}
    for role in scenario.roles:
        if role not in busy:
            yield Untested("role", role, ("roles", role))
    for key, event in scenario.events.items():
        path: KeyPath = ("events", key)
        if key not in met:
            yield Untested("event" if event.ending is None else "ending", key, path)
            if event.handover:
                yield Untested("handover", key, (*path, "handover"))
        for name in event.decision.options if event.decision else ():
            if (key, name) not in chosen:
                yield Untested("option", f"{key}.{name}", (*path, "decision", "options", name))
