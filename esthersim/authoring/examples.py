"""The examples of the problems, as YAML to copy and as the message that they produce.

In the data an example is a patch on a small base scenario. Here it becomes the part of the file that the wrong or the
right patch adds or removes, so that the two can be compared.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from esthersim.authored.problems import Kind, Problem, base_scenario
from esthersim.authoring.examination import rule_base, rule_kinds
from esthersim.authoring.rule_runner import examine
from esthersim.cleaning import bounded
from esthersim.scenario.loading import read_scenario

LONGEST_LINE = 76
_LONGEST_TEXT = 100


def example_yaml(kind: Kind, example: str) -> str:
    """Return the wrong or the right example of a kind as YAML with a final newline; empty where it has none."""
    if kind.whole or not example:
        return example
    base = _plain(_base(kind))
    shown = _joined(*(_touched(base, _plain(patch), top=True) for patch in (kind.bad, kind.good)))
    return "".join(f"{line}\n" for line in _block(_cut(lay_over(base, _plain(example)), shown), 0))


def example_problem(kind: Kind) -> Problem | None:
    """Return the problem that the wrong example produces; `None` for a kind without an example."""
    if not kind.bad:
        return None
    text = kind.bad
    if not kind.whole:
        text = json.dumps(lay_over(_plain(_base(kind)), _plain(kind.bad)), ensure_ascii=False, default=str)
    loaded = read_scenario(text, "kort.yaml")
    found = (*loaded.problems, *examine(loaded)) if kind.code in rule_kinds() else loaded.problems
    return next((problem for problem in found if problem.code == kind.code), None)


def lay_over(base: Any, patch: Any) -> Any:
    """Return a tree merged with a patch, mapping by mapping; `None` in the patch removes a key."""
    if not isinstance(base, Mapping) or not isinstance(patch, Mapping):
        return patch
    result = dict(base)
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = lay_over(base.get(key), value)
    return result


def _base(kind: Kind) -> str:
    return rule_base() if kind.code in rule_kinds() else base_scenario()


@cache
def _plain(text: str) -> Any:
    """Return a YAML text as plain mappings, lists and values; dates stay text."""
    from ruamel.yaml import YAML

    tree = YAML(typ="safe", pure=True).load(text)
    return {key: str(value) if key == "starts" else value for key, value in tree.items()}


_Shown = Mapping[str, Any] | None
"""The keys to show with the part of each value to show; `None` for all."""


def _touched(base: Any, patch: Any, *, top: bool = False) -> _Shown:
    """Return the keys that a patch touches; where it removes one, its siblings too (at the top, the file's head)."""
    if not isinstance(patch, Mapping):
        return None
    known = base if isinstance(base, Mapping) else {}
    beside: dict[str, _Shown] = {}
    if None in patch.values():
        beside = {key: None for key, each in known.items() if not top or not isinstance(each, (Mapping, list))}
    return {**beside, **{key: _touched(known.get(key), each) for key, each in patch.items()}}


def _joined(one: _Shown, other: _Shown) -> _Shown:
    if one is None or other is None:
        return None
    both = {key: _joined(one[key], other[key]) for key in one.keys() & other.keys()}
    return {**one, **other, **both}


def _cut(tree: Any, shown: _Shown) -> Any:
    """Return the part of a tree to show, in the tree's order."""
    if shown is None or not isinstance(tree, Mapping):
        return tree
    parts = {key: _cut(each, shown[key]) for key, each in tree.items() if key in shown}
    return {key: part for key, part in parts.items() if part or not tree[key]}


def _block(value: Mapping[str, Any], indent: int) -> Iterator[str]:
    """Write a mapping with each key on its own line; values that fit on the line are in braces or brackets."""
    for key, each in value.items():
        lead = " " * indent + _scalar(key) + ":"
        line = f"{lead} {_flow(each)}"
        deep = isinstance(each, Mapping) and any(isinstance(part, Mapping) for part in each.values())
        if isinstance(each, Mapping) and (deep or len(line) > LONGEST_LINE):
            yield lead
            yield from _block(each, indent + 2)
        elif isinstance(each, list) and len(line) > LONGEST_LINE:
            yield lead
            yield from (f"{' ' * indent}  - {_flow(item)}" for item in each)
        else:
            yield line


def _flow(value: Any) -> str:
    match value:
        case Mapping():
            return "{" + ", ".join(f"{_scalar(key)}: {_flow(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(map(_flow, value)) + "]"
        case str():
            return _scalar(bounded(value, _LONGEST_TEXT))
        case _:
            return json.dumps(value, default=str)


@cache
def _scalar(text: str) -> str:
    """Write a text without quotation marks where YAML reads it back as the same text, else with them."""
    from ruamel.yaml import YAML
    from ruamel.yaml.error import YAMLError

    try:
        if YAML(typ="safe", pure=True).load(f"[{text}, {{{text}: {text}}}]") == [text, {text: text}]:
            return text
    except (YAMLError, ValueError):
        pass
    return json.dumps(text, ensure_ascii=False)
