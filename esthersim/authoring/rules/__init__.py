"""Every rule of `esthersim check`, module by module; `authoring/rules.toml` has their codes, texts and examples."""

from __future__ import annotations

from esthersim.authoring.examination import Rule
from esthersim.authoring.rules import around, content, people, plays, private, room

RULES: tuple[Rule, ...] = (
    *people.RULES,
    *content.RULES,
    *around.RULES,
    *private.RULES,
    *room.RULES,
    *plays.RULES,
)
