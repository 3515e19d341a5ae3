"""Every rule of `esthersim check`, module by module; `authoring/rules.toml` has their codes, texts and examples."""

from __future__ import annotations

from esthersim.authoring.examination import Rule
from esthersim.authoring.rules import (
    around,
    bounds,
    content,
    decisions,
    handovers,
    loops,
    people,
    plays,
    private,
    reach,
    room,
    story,
    typical,
)

RULES: tuple[Rule, ...] = (
    *people.RULES,
    *content.RULES,
    *around.RULES,
    *private.RULES,
    *room.RULES,
    *plays.RULES,
    *reach.RULES,
    *loops.RULES,
    *decisions.RULES,
    *handovers.RULES,
    *story.RULES,
    *typical.RULES,
    *bounds.RULES,
)
