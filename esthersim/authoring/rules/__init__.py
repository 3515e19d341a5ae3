"""Every rule of `esthersim check`, module by module; `authoring/rules.toml` has their codes, texts and examples."""

from __future__ import annotations

from esthersim.authoring.examination import Rule
from esthersim.authoring.rules import (
    after_simulation,
    content,
    decisions,
    exploration,
    handovers,
    loops,
    people,
    personal_data,
    plays,
    reach,
    story,
    text_length,
    typical,
)

RULES: tuple[Rule, ...] = (
    *people.RULES,
    *content.RULES,
    *after_simulation.RULES,
    *personal_data.RULES,
    *text_length.RULES,
    *plays.RULES,
    *reach.RULES,
    *loops.RULES,
    *decisions.RULES,
    *handovers.RULES,
    *story.RULES,
    *typical.RULES,
    *exploration.RULES,
)
