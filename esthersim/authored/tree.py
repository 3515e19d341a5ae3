"""What a YAML file holds, as plain mappings, lists and texts, and where in the file each of them begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Protocol

from esthersim.authored.problems import KeyPath, Place


class Quoted(str):
    """A scalar that stood in quotation marks: text, even when it looks like a number or a truth value."""

    __slots__ = ()


class Mark(Protocol):
    """Where something begins in the text, counted from 0; the YAML readers' own marks are used as they are."""

    @property
    def line(self) -> int:
        """The line."""

    @property
    def column(self) -> int:
        """The column."""


KeyMarks = dict[str, tuple[Mark, Mark]]
"""For each key of a mapping, where the key begins and where its value does."""
ItemMarks = list[Mark]
"""For each item of a list, where it begins."""


@dataclass(slots=True)
class Tree:
    """The content of a file. The marks are kept by the `id()` of the mapping or list that they belong to.

    So the mappings and lists under `root` are plain ones, which pydantic reads fastest; a copy of one has no places.
    `repeated` are the keys that a mapping has twice, with both places. `cut` has where a scalar without quotation marks
    begins, and where it ends because a number sign follows after one space. `taken` are the paths of texts that are
    not in the file itself, but were put in from a rule pack that it refers to.
    """

    root: Any = None
    start: Place = (0, 0)
    key_marks: dict[int, KeyMarks] = field(default_factory=dict)
    item_marks: dict[int, ItemMarks] = field(default_factory=dict)
    repeated: list[tuple[str, Mark, Mark]] = field(default_factory=list)
    cut: dict[Place, Place] = field(default_factory=dict)
    taken: set[KeyPath] = field(default_factory=set)

    def raw(self, path: KeyPath) -> Any:
        """Return what is at the path; raise `LookupError` or `TypeError` where there is nothing."""
        raw = self.root
        for step in path:
            raw = raw[step]
        return raw

    def place(self, path: KeyPath, *, key: bool = False) -> Place:
        """Return where the value at the path begins, or its key; for a path that does not exist, the deepest part.

        Keys that were taken out since still have their places.
        """
        raw, place = self.root, self.start
        for number, step in enumerate(path, start=1):
            if isinstance(raw, dict) and isinstance(step, str):
                marks = self.key_marks.get(id(raw), {}).get(step)
                if marks is None:
                    break
                value = raw.get(step)
                mark = marks[0 if (key and number == len(path)) or value is None else 1]
            elif isinstance(raw, list) and isinstance(step, int) and step < len(raw) and id(raw) in self.item_marks:
                value, mark = raw[step], self.item_marks[id(raw)][step]
            else:
                break
            raw, place = value, (mark.line, mark.column)
        return place

    def put(self, holder: dict[str, Any], key: str, value: object, referrer: dict[str, Any], reference: str) -> None:
        """Put a value in, and give it the place of the key `reference` of `referrer`, which asked for it."""
        holder[key] = value
        if isinstance(value, dict):
            self.key_marks[id(value)] = {}
        self.key_marks[id(holder)].setdefault(key, self.key_marks[id(referrer)][reference])

    def remove_item(self, holder: list[Any], number: int) -> None:
        """Take an item out of a list; the places of the others stay right."""
        del holder[number]
        del self.item_marks[id(holder)][number]

    def rename_key(self, holder: dict[str, Any], old: str, new: str) -> None:
        """Give a key another name, at the same place in the order."""
        _rename(holder, old, new)
        _rename(self.key_marks[id(holder)], old, new)


def _rename(content: dict[str, Any], old: str, new: str) -> None:
    items = list(content.items())
    content.clear()
    content.update((new if key == old else key, value) for key, value in items)
