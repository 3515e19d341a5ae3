"""Journeys in which knowledge can also end: no key of the format says so yet, and rehearsal must not rely on that."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import cycle

from hypothesis import strategies as st

from esthersim.scenario.changes import Change, Know
from esthersim.scenario.model import Effect, Event, Scenario
from support.journeys import journeys


class Forgetting(Effect):
    """An effect that takes away the knowledge that its `learn` names."""

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes of the effect, with knowledge ending where it would begin."""
        return tuple(each._replace(known=False) if isinstance(each, Know) else each for each in super().changes)


@st.composite
def forgetful(draw: st.DrawFn) -> Scenario:
    """Draw a journey in which some effects take knowledge away."""
    scenario = draw(journeys())
    flips = cycle(draw(st.lists(st.booleans(), min_size=1, max_size=8)))
    events = {key: _event(event, flips) for key, event in scenario.events.items()}
    injects = {
        key: inject.model_copy(update={"effects": _some(inject.effects, flips)})
        for key, inject in scenario.injects.items()
    }
    return scenario.model_copy(update={"events": events, "injects": injects})


def _event(event: Event, flips: Iterator[bool]) -> Event:
    changed: dict[str, object] = {"effects": _some(event.effects, flips)}
    if event.decision:
        options = {
            key: option.model_copy(update={"effects": _some(option.effects, flips)})
            for key, option in event.decision.options.items()
        }
        changed["decision"] = event.decision.model_copy(update={"options": options})
    return event.model_copy(update=changed)


def _some(effects: Sequence[Effect], flips: Iterator[bool]) -> tuple[Effect, ...]:
    return tuple(Forgetting.model_construct(**dict(each)) if next(flips) else each for each in effects)
