"""Short names of what scenarios share: objectives, roles and organisations by id (`scenarios/names`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from esthersim.language import get_language
from esthersim.shipped import shipped


@dataclass(frozen=True, slots=True)
class SharedNames:
    """Short names by id, in the order in which they are shown."""

    objectives: Mapping[str, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)
    organisations: Mapping[str, str] = field(default_factory=dict)


def shared_names(language: str | None = None) -> SharedNames:
    """Return the names in a language, by default the interface's; in English where they lack it."""
    from esthersim.authored.languages import in_language
    from esthersim.authored.yaml_parser import read_yaml

    file = shipped("scenarios") / "names" / "names.yaml"
    content: Mapping[str, Any] = read_yaml(file.read_text(encoding="utf-8")).root
    wished = language or get_language()

    def names(kind: str) -> dict[str, str]:
        return {id_: in_language(texts, wished) for id_, texts in content[kind].items()}

    return SharedNames(names("objectives"), names("roles"), names("organisations"))
