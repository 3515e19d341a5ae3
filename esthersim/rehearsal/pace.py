"""How long a random team takes at an event, and which roles have something to do there.

None of this was measured. That a text is read aloud at 130 words a minute, and how long a team then talks, are our own
assumptions, good enough to distinguish ten minutes from an hour; the limits of timers are the author's.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from esthersim.scenario.model import TEAM, THE_PATIENT, Event, Scenario
from esthersim.scenario.wordings import usual

WORDS_A_MINUTE = 130
FROM_THE_LIMIT = 1 / 3
"""The least part of a timer's limit that a team uses."""
TALK, TALK_TO_DECIDE, TALK_TO_HAND_OVER = (10, 30), (30, 90), (60, 180)
"""Seconds, least and most: at an event without a decision or handover, at a decision, at a handover."""


class Pace(NamedTuple):
    """The least room time at an event in seconds, and how much more it can be; all times between are equally likely."""

    least: float
    more: float

    @property
    def most(self) -> float:
        """The most room time."""
        return self.least + self.more

    def after(self, gone: float) -> Pace:
        """Return how much longer a team stays that has been here for some seconds, no more than `most`."""
        least = max(self.least - gone, 0.0)
        return Pace(least, self.most - gone - least)

    def stay(self, second: float) -> float:
        """Return the share of teams that stay until a second."""
        if second <= self.least:
            return 1.0
        return max(self.most - second, 0.0) / self.more if self.more else 0.0


def reading_aloud(event: Event) -> float:
    """Return the seconds that it takes to read an event's text, and what the patients say, to the room."""
    said = [event.text, *event.esther.values()]
    return sum(len(usual(words).split()) for words in said) * 60 / WORDS_A_MINUTE


def pace(event: Event) -> Pace:
    """Return how long a team stays: from a third of the timer's limit to all of it, else reading aloud and talk.

    An ending is read aloud, and the simulation is over.
    """
    if event.ending is not None:
        return Pace(reading_aloud(event), 0.0)
    if event.timer is not None:
        limit = event.timer.limit.total_seconds
        return Pace(limit * FROM_THE_LIMIT, limit - limit * FROM_THE_LIMIT)
    least, most = TALK_TO_HAND_OVER if event.handover else TALK_TO_DECIDE if event.decision else TALK
    return Pace(reading_aloud(event) + least, float(most - least))


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
