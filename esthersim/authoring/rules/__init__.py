"""Every rule of `esthersim check`, module by module; `authoring/rules.toml` has their codes, texts and examples."""

from __future__ import annotations

from esthersim.authoring.examination import Rule
from esthersim.authoring.rules import (
    after_simulation,
    alike,
    braces,
    coming,
    content,
    decisions,
    declared,
    exploration,
    handovers,
    hearing,
    leftovers,
    loops,
    patients,
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
    *patients.RULES,
    *content.RULES,
    *declared.RULES,
    *alike.RULES,
    *present.RULES,
    *braces.RULES,
    *leftovers.RULES,
    *after_simulation.RULES,
    *personal_data.RULES,
    *text_length.RULES,
    *plays.RULES,
    *reach.RULES,
    *coming.RULES,
    *loops.RULES,
    *decisions.RULES,
    *handovers.RULES,
    *hearing.RULES,
    *story.RULES,
    *typical.RULES,
    *exploration.RULES,
)
