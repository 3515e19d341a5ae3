"""Mending a scenario's plain tree after a mistake, so that the checks that follow find something valid everywhere."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from esthersim.authored.problems import KeyPath
from esthersim.authored.tree import Tree
from esthersim.scenario.key_paths import is_part, keys_of, type_at
from esthersim.scenario.part import Part


@dataclass(slots=True)
class Mended:
    """The paths that have been reported on; what is there may be missing or a stand-in, and is not reported again."""

    paths: set[KeyPath] = field(default_factory=set)

    def covers(self, path: KeyPath) -> bool:
        """Tell whether the path or something above it was mended."""
        return bool(self.paths) and any(path[:length] in self.paths for length in range(1, len(path) + 1))

    def within(self, path: KeyPath) -> bool:
        """Tell whether something at or below the path was mended."""
        return any(mended[: len(path)] == path for mended in self.paths)


def container_at(tree: Tree, path: KeyPath) -> dict[Any, Any] | list[Any] | None:
    """Return the mapping or list at the path, or `None` where it was removed with another mistake."""
    try:
        found = tree.raw(path)
    except (LookupError, TypeError):
        return None
    return found if isinstance(found, (dict, list)) else None


def put_stand_in(tree: Tree, path: KeyPath, mended: Mended) -> bool:
    """Put a stand-in where a required key is missing, or remove the part that lacks it."""
    mended.paths.add(path)
    part = type_at(path[:-1])
    stand_in = _stand_in_for(part, str(path[-1])) if is_part(part) else None
    if stand_in is None:
        return len(path) > 1 and take_out(tree, path[:-1], mended)
    tree.raw(path[:-1])[path[-1]] = deepcopy(stand_in)
    return True


def take_out(tree: Tree, path: KeyPath, mended: Mended) -> bool:
    """Remove a value, or replace it by a stand-in where the format requires it."""
    if not path:
        return False
    parent: Any = container_at(tree, path[:-1])
    if parent is None:
        return True  # removed together with the part that it was in
    step = path[-1]
    if step == "when":
        parent[step] = "true"
        return True
    mended.paths.add(path)
    if isinstance(parent, list):
        if isinstance(step, int) and step < len(parent):
            tree.remove_item(parent, step)
            mended.paths.add(path[:-1])
        return True
    if step in parent:
        del parent[step]
    part = type_at(path[:-1])
    if is_part(part) and keys_of(part).get(str(step)):
        return put_stand_in(tree, path, mended)
    return True


@cache
def _stand_in_for(part: type[Part], key: str) -> Any:
    """Return something simple that the key accepts, or `None` where nothing simple fits."""
    info = next(info for name, info in part.model_fields.items() if (info.alias or name) == key)
    inner = info.annotation
    if isinstance(inner, type) and issubclass(inner, Part):
        required = {each: _stand_in_for(inner, each) for each, needed in keys_of(inner).items() if needed}
        return None if None in required.values() else required
    annotation: Any = Annotated[(inner, *info.metadata)] if info.metadata else inner
    adapter = TypeAdapter[Any](annotation)
    candidates: tuple[Any, ...] = ("x", "sv", "1 min", "1", {})
    for candidate in candidates:
        try:
            adapter.validate_python(candidate)
        except ValidationError:
            continue
        return candidate
    return None


def rename_key(tree: Tree, parent: KeyPath, old: str, new: str) -> None:
    """Give a key another name, at the same place in the order."""
    raw = tree.raw(parent)
    while new in raw:
        new += "-"
    tree.rename_key(raw, old, new)
