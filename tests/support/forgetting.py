"""Journeys in which knowledge can also end: no key of the format says so yet, and rehearsal must not rely on that."""

from __future__ import annotations

from functools import cached_property

from hypothesis import strategies as st

from esthersim.authored.conditions import parse_condition
from esthersim.rehearsal.readable import atoms, journey_conditions
from esthersim.scenario.changes import Change, Know
from esthersim.scenario.model import Effect, Scenario
from support.journeys import FACTS, ROLES, journeys


class Forgetting(Effect):
    """An effect that takes away the knowledge that its `learn` names."""

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """The changes of the effect, with knowledge ending where it would begin."""
        return tuple(Know("learn", role, facts, known=False) for role, facts in self.learn.items())


@st.composite
def forgetful(draw: st.DrawFn) -> Scenario:
    """Draw a journey in which arrivals, options and injects also take away what some condition asks about."""
    scenario = draw(journeys())
    asked = [
        atom[1:] for _path, each in journey_conditions(scenario) for atom in atoms(each.part) if atom[0] == "knows"
    ]
    pairs = st.sampled_from(asked or [(role, fact) for role in ROLES for fact in FACTS])
    when = st.none() | st.just(parse_condition("trust >= 1"))
    forgetting = st.builds(
        lambda pair, condition: Forgetting.model_construct(learn={pair[0]: (pair[1],)}, when=condition), pairs, when
    )

    def also(effects: tuple[Effect, ...]) -> dict[str, tuple[Effect, ...]]:
        more = draw(st.lists(forgetting, max_size=1))
        return {"effects": (*more, *effects) if draw(st.booleans()) else (*effects, *more)}

    events = {key: event.model_copy(update=also(event.effects)) for key, event in scenario.events.items()}
    for key, event in events.items():
        if event.decision:
            options = {
                name: each.model_copy(update=also(each.effects)) for name, each in event.decision.options.items()
            }
            events[key] = event.model_copy(update={"decision": event.decision.model_copy(update={"options": options})})
    injects = {key: each.model_copy(update=also(each.effects)) for key, each in scenario.injects.items()}
    return scenario.model_copy(update={"events": events, "injects": injects})
