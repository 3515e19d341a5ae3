"""Every rule of `esthersim check`, module by module; `authoring/rules.toml` has their codes, texts and examples."""

from __future__ import annotations

from esthersim.authoring.examination import Rule
from esthersim.authoring.rules import (
    after_simulation,
    alike,
    content,
    decisions,
    declared,
    exploration,
    handovers,
    leftovers,
    loops,
    people,
    personal_data,
    plays,
    present,
    reach,
    story,
    text_length,
    typical,
)

RULES: tuple[Rule, ...] = (
    *people.RULES,
    *content.RULES,
    *declared.RULES,
    *alike.RULES,
    *present.RULES,
    *leftovers.RULES,
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
