"""The state of a run: what the entries so far amount to. Frozen; `evolve` makes the next one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from esthersim.authored.conditions import Value
from esthersim.play.entries import ActionWritten, Answered, FollowedUp
from esthersim.play.journey import HandoverProgress, Journey, Visit
from esthersim.play.news2 import News2, news2
from esthersim.play.story import Kept, deadline_kept
from esthersim.play.words import Observation, Step
from esthersim.scenario.model import UNDATED, VITAL_SIGNS, Event, Scenario

__all__ = ["HandoverProgress", "Journey", "Plan", "Setting", "State", "Visit"]


@dataclass(frozen=True, slots=True)
class Plan:
    """Reflection, action plan and follow-up as they stand."""

    phase: str | None = None
    answers: Mapping[str, Answered] = field(default_factory=dict)
    heard: frozenset[str] = frozenset()
    actions: Mapping[str, ActionWritten] = field(default_factory=dict)
    follow_ups: tuple[FollowedUp, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """Who sits where, what is agreed and ticked: the room around the journey."""

    prebriefing: tuple[str, ...] = ()
    closing: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    seats: Mapping[str, int] = field(default_factory=dict)
    ticked: frozenset[str] = frozenset()


class State(NamedTuple):
    """All that the entries up to `seq` amount to. It answers the questions of conditions (`Situation`)."""

    scenario: Scenario
    seq: int = 0
    room: float = 0.0
    at: datetime | None = None
    step: Step = Step.NEEDS
    paused: bool = False
    setting: Setting = Setting()
    journey: Journey | None = None
    plan: Plan = Plan()

    @property
    def started(self) -> bool:
        """Whether the run has begun at all."""
        return self.seq > 0

    @property
    def here(self) -> Journey:
        """The journey; `LookupError` before the simulation has begun."""
        if self.journey is None:
            msg = "the simulation has not begun"
            raise LookupError(msg)
        return self.journey

    @property
    def event(self) -> Event:
        """The present event; `LookupError` before the simulation has begun."""
        return self.scenario.events[self.here.event]

    @property
    def at_ending(self) -> bool:
        """Whether the journey has come to an ending."""
        return self.journey is not None and self.event.ending is not None

    # The questions of conditions

    def knows(self, role: str, fact: str) -> bool:
        """Tell whether the role knows the fact now."""
        knowledge = self.journey.knowledge if self.journey else self.scenario.knowledge
        return fact in knowledge.get(role, ())

    def happened(self, verb: str, name: str) -> bool:
        """Tell whether an event was visited or expired, an item checked, a fact lost, and so on."""
        journey = self.journey
        if journey is None:
            return False
        match verb:
            case "visited":
                return name in journey.visited
            case "expired":
                return name in journey.deeds.expired
            case "checked":
                return name in journey.deeds.checked
            case "lost":
                return name in journey.deeds.lost
            case "missed" | "late":
                slip = Observation(verb)
                latest = (mark for (_, key), mark in journey.marks.items() if key == name)
                return slip in latest or (slip, name) in journey.deeds.slipped
            case _:
                return deadline_kept(self, name) in {Kept.LATE, Kept.NEVER}

    def chose(self, option: str, event: str | None) -> bool:
        """Tell whether the option was chosen, at that event or at any."""
        if self.journey is None:
            return False
        if event is not None:
            return (event, option) in self.journey.chosen
        return any(chosen == option for _, chosen in self.journey.chosen)

    def value(self, variable: str) -> Value | None:
        """Return a variable's value, or the NEWS2 total; `None` when there is none."""
        variables = self.journey.variables if self.journey else self.scenario.variables
        if variable == "news2":
            return self.news2.total
        return variables.get(variable)

    @property
    def news2(self) -> News2:
        """The score of the vital signs among the variables."""
        variables = self.journey.variables if self.journey else self.scenario.variables
        return news2({name: variables.get(name) for name in VITAL_SIGNS})

    @property
    def story_starts(self) -> datetime:
        """Where the story clock starts."""
        return self.scenario.starts or UNDATED
