"""Thousands of random teams: what they meet, how long they take, who waits, and what changes when a fact is lost.

All that is assumed about a team, everywhere in this room:

- the options on offer are equally likely;
- of the facts that a sender knows, a handover passes on each that it must or should carry with probability 3/4, each
  that is noise with 1/4, each that must not be passed on with 1/8, and nothing that it does not name; receivers for
  whom a fact is the same are told together, but what must not be passed on leaks to each by itself;
- required items are ticked, and each other item with probability 1/2; an expectation marked as missed or late, a
  deadline that breaks and a soft timer that runs out matter only if a condition asks, and happen one time in eight;
- a timer that moves the team on runs out for one team in eight; each inject that changes something is fired at one step
  in thirty-two while its condition holds, and only once; what comes by itself does so at its time, if the team stays
  that long, and after what the team does at the event;
- room time at an event is what is read and ticked there, and between a third of the timer's limit and all of it;
  without a timer, see `pace`;
- a team that cannot go on, or is still going after a bound of steps, has not come to an ending.

This does not predict how real teams do: it shows what the scenario holds, and about how often chance leads there.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from esthersim.garbage import without_garbage_collection
from esthersim.rehearsal.losses import Loss, Losses
from esthersim.rehearsal.tallying import Tally
from esthersim.rehearsal.waiting import Waiting
from esthersim.rehearsal.walking import Trace, Walk, Walker
from esthersim.scenario.graph import endings
from esthersim.scenario.model import Scenario

BATCH = 100
"""How many teams are counted, and reported as done, at a time."""


@dataclass(frozen=True, slots=True)
class Teams:
    """What the random teams did. Counts are numbers of teams; a team that meets something twice counts once."""

    seed: int
    count: int
    steps: int
    """The steps of all teams together."""
    room_time: Sequence[float]
    """Seconds of each team that came to an ending, in the order of the teams."""
    story_time: Sequence[float]
    """Seconds of the patient's life from the start to the ending, of the same teams."""
    endings: Mapping[str, int]
    """Event of each ending → teams, also for endings that no team came to."""
    unfinished: Mapping[str, int]
    """Event → teams that ended up there without coming to an ending."""
    events: Mapping[str, int]
    options: Mapping[tuple[str, str], int]
    """Event and option → teams that chose it."""
    handovers: Mapping[str, int]
    """Event → teams that carried its handover out."""
    roles: Mapping[str, int]
    """Role → teams in which it was present somewhere or acted."""
    busy: Mapping[str, float]
    """Role → seconds present or acting, the mean over the first teams (`waiting.FOLLOWED`) that came to an ending."""
    waits: Mapping[str, float]
    """Role → the longest stretch of room time (seconds) in which it does neither, the median over these teams."""
    lost: Mapping[str, tuple[Loss, ...]]
    """Fact → each handover, that some team carried out, that must or should carry it."""


def rehearse_teams(scenario: Scenario, teams: int, seed: int, progress: Callable[[int], object] | None = None) -> Teams:
    """Let random teams play a scenario that has no errors; `progress` is called now and then with the number done."""
    with without_garbage_collection():
        tally, waiting = Tally(scenario, BATCH), Waiting(scenario)
        walker = Walker(scenario, seed, tally.marks)
        walks: list[Walk] = []
        for number in range(1, teams + 1):
            if waiting.enough:
                walks.append(walker.walk())
            else:
                trace: Trace = []
                walks.append(walker.walk(trace))
                waiting.follow(walks[-1], trace)
            if len(walks) == BATCH or number == teams:
                tally.count(walks)
                walks.clear()
                if progress:
                    progress(number)
        return _teams(scenario, walker, tally, waiting, seed)


def _teams(scenario: Scenario, walker: Walker, tally: Tally, waiting: Waiting, seed: int) -> Teams:
    met = tally.met
    ends = {key: tally.ends[number] for number, key in enumerate(scenario.events)}
    final = endings(scenario)
    losses = Losses(scenario, walker.layout, tally)
    return Teams(
        seed=seed,
        count=tally.ends.total(),
        steps=tally.steps,
        room_time=tuple(tally.room_time),
        story_time=tuple(tally.story_time),
        endings={key: ends[key] for key in final},
        unfinished={key: teams for key, teams in ends.items() if teams and key not in final},
        events={key: met["event", key] for key in scenario.events},
        options={
            (key, name): met["option", key, name]
            for key, event in scenario.events.items()
            for name in (event.decision.options if event.decision else ())
        },
        handovers=losses.handovers(),
        roles={role: met["role", role] for role in scenario.roles},
        busy=waiting.busy(),
        waits=waiting.longest(),
        lost=losses.by_fact(),
    )
