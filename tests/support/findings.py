"""What the rules of `esthersim check` find in small scenarios."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from esthersim.authored.problems import Problem
from esthersim.authoring.examination import Rule
from esthersim.authoring.rule_runner import examine
from esthersim.authoring.rules import decisions, exploration, handovers, loops, reach, story, typical
from esthersim.scenario.loading import read_scenario
from support.graphs import raw_scenario

OF_THE_WHOLE_SPACE: tuple[Rule, ...] = (
    *reach.RULES,
    *loops.RULES,
    *decisions.RULES,
    *handovers.RULES,
    *story.RULES,
    *typical.RULES,
    *exploration.RULES,
)
"""The rules that look at every state that can be reached."""


def problems_in(events: Mapping[str, Any], rules: Sequence[Rule] = OF_THE_WHOLE_SPACE, **more: Any) -> list[Problem]:
    """Return what is found in a scenario with these events; `more` adds or replaces keys."""
    raw = {**raw_scenario(events), **more}
    loaded = read_scenario(json.dumps(raw, ensure_ascii=False, indent=1), "prov.yaml")
    assert loaded.problems == ()
    return list(examine(loaded, rules=rules))


def reported(events: Mapping[str, Any], rules: Sequence[Rule] = OF_THE_WHOLE_SPACE, **more: Any) -> list[str]:
    """Return the same as `CODE path`, for tests that ask what is reported and where."""
    return [f"{problem.code} {problem.path}" for problem in problems_in(events, rules, **more)]
