"""The examples of `problems.toml` and of `rules.toml` as files: a patch is laid over a base scenario."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from typing import Any

from ruamel.yaml import YAML

from esthersim.authored.problems import Kind, base_scenario
from esthersim.authoring.examples import lay_over


def base_tree() -> dict[str, Any]:
    """Return the base scenario of `problems.toml` as plain mappings and lists."""
    return plain_tree(base_scenario())


def example_text(kind: Kind, example: str, base: str | None = None) -> str:
    """Return the text of a file that shows the example; JSON, which is YAML too, for a patch."""
    if kind.whole:
        return example
    whole = lay_over(plain_tree(base or base_scenario()), plain_tree(example))
    return json.dumps(whole, ensure_ascii=False, indent=1, default=str)


def patched(patch: dict[str, Any]) -> dict[str, Any]:
    """Return the base scenario with a patch laid over it; `None` takes a key away."""
    whole: dict[str, Any] = lay_over(base_tree(), patch)
    return whole


def plain_tree(text: str) -> dict[str, Any]:
    """Return a YAML text as plain mappings and lists, as `json` can write them."""
    return {key: str(value) if key == "starts" else value for key, value in deepcopy(_tree(text)).items()}


@cache
def _tree(text: str) -> dict[str, Any]:
    """Read a text once: hundreds of examples are laid over the same base scenario."""
    tree: dict[str, Any] = YAML(typ="safe", pure=True).load(text)
    return tree


__all__ = ["base_tree", "example_text", "lay_over", "patched", "plain_tree"]
