"""Every rule of `esthersim check`, module by module; `authoring/rules.toml` has their codes, texts and examples."""

from __future__ import annotations

from esthersim.authoring.examination import Rule
from esthersim.authoring.rules import people

RULES: tuple[Rule, ...] = (*people.RULES,)
