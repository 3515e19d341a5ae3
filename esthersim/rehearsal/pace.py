"""How long a team takes at an event, and which roles have something to do there.

This is the one way of counting room time: of random teams, of the author's own plays, in `check` and in `rehearse`. It
adds up what is read (see `reading`), the timer or a time to talk, and the ticking of a handover's facts. The timer runs
from the arrival, but is counted whole and after the reading, as by a facilitator who pauses to read. How long a team
talks is our own assumption, good enough to distinguish ten minutes from an hour; the limits of timers are the author's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from esthersim.play.entries import Arrived, InjectArrived, InjectFired
from esthersim.play.entry import Recorded
from esthersim.rehearsal.reading import reading, reading_inject, where_stages_begin
from esthersim.scenario.model import TEAM, THE_PATIENT, Event, Scenario

FROM_THE_LIMIT = 1 / 3
"""The least part of a timer's limit that a team uses."""
TALK, TALK_TO_DECIDE, TALK_TO_HAND_OVER = (10, 30), (30, 90), (60, 180)
"""Seconds, least and most: at an event without a decision or handover, at a decision, at a handover."""
SECONDS_A_FACT = 10
"""To tick a fact that a handover offers: it has about twelve words, which take six seconds to read, and then those who
heard it agree whether it was said. All facts that the handover names are offered, also those that nobody passes on."""


class Pace(NamedTuple):
    """How long a team stays at an event, in seconds.

    `aside` is what reading and ticking take, for which the room's clock stands. Of the time on the clock, `least` is
    the least, and `more` how much more it can be; all times between are equally likely.
    """

    aside: float
    least: float
    more: float

    @property
    def most(self) -> float:
        """The longest time on the clock."""
        return self.least + self.more

    @property
    def whole(self) -> float:
        """The longest time altogether, which is what is planned for."""
        return self.aside + self.least + self.more

    def after(self, gone: float) -> Pace:
        """Return how much longer a team stays that has been here for some seconds, no more than `most`."""
        least = max(self.least - gone, 0.0)
        return Pace(0.0, least, self.most - gone - least)

    def stay(self, second: float) -> float:
        """Return the share of teams that stay until a second."""
        if second <= self.least:
            return 1.0
        return max(self.most - second, 0.0) / self.more if self.more else 0.0


def paces(scenario: Scenario) -> Mapping[str, Pace]:
    """Return how long a team stays at each event; an ending is read aloud, and the simulation is over."""
    begins = where_stages_begin(scenario)
    return {
        key: _pace(event, reading(scenario, event, begins_stage=key in begins))
        for key, event in scenario.events.items()
    }


def _pace(event: Event, read: float) -> Pace:
    if event.ending is not None:
        return Pace(read, 0.0, 0.0)
    ticking = SECONDS_A_FACT * len(event.handover.facts) if event.handover else 0
    least, most = _talk(event)
    return Pace(read + ticking, least, most - least)


def _talk(event: Event) -> tuple[float, float]:
    """Return from a third of the timer's limit to all of it, else a time that depends on what there is to do."""
    if event.timer is not None:
        limit = event.timer.limit.total_seconds
        return limit * FROM_THE_LIMIT, float(limit)
    return TALK_TO_HAND_OVER if event.handover else TALK_TO_DECIDE if event.decision else TALK


def longest_time(languages: Iterable[Scenario], journal: Sequence[Recorded]) -> float:
    """Return the seconds that a play takes at most, in the language in which it takes longest."""
    return max(time_of_play(scenario, journal) for scenario in languages)


def time_of_play(scenario: Scenario, journal: Sequence[Recorded]) -> float:
    """Return the seconds that a play takes at most: the longest time at each event, and the injects that came.

    `scenario` may be in another language than the one that was played.
    """
    stays = paces(scenario)
    total = 0.0
    for recorded in journal:
        match recorded.entry:
            case Arrived(event=event):
                total += stays[event].whole
            case InjectFired(inject=inject) | InjectArrived(inject=inject, came=True):
                total += reading_inject(scenario.injects[inject])
            case _:
                pass
    return total


def busy_roles(scenario: Scenario, event: Event) -> frozenset[str]:
    """Return the roles that may be present at an event, act in it, or hear there what nobody else does."""
    return always_busy(scenario, event) | roles_there(scenario, event)


def always_busy(scenario: Scenario, event: Event) -> frozenset[str]:
    """Return the same roles but those that are there only where a condition holds."""
    expected = {role for expectation in event.expect.values() for role in expectation.by}
    return frozenset({*_always_there(scenario, event), *expected, *event.only} & scenario.roles.keys())


def busy_on_condition(scenario: Scenario, event: Event) -> frozenset[str]:
    """Return the roles that are busy at an event only where a condition holds."""
    return roles_there(scenario, event) - always_busy(scenario, event)


def roles_there(scenario: Scenario, event: Event) -> frozenset[str]:
    """Return the roles that may be present at an event, decide, hand over, receive or speak there."""
    there = {*_always_there(scenario, event), *event.may_be_present}
    there.update(event.handover.sender_ids if event.handover else ())
    return frozenset(there & scenario.roles.keys())


def _always_there(scenario: Scenario, event: Event) -> Iterator[str]:
    yield from (each.role for each in event.present if not each.when)
    if event.decision:
        yield from scenario.roles if TEAM in event.decision.by else event.decision.by
    if event.handover:
        yield from event.handover.sender_ids if len(event.handover.sender_ids) == 1 else ()
        yield from event.handover.to
    for role in event.esther:
        yield from scenario.patients if role == THE_PATIENT else (role,)
