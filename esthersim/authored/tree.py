"""What a YAML file holds, as plain mappings, lists and texts, and where in the file each of them begins."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, NamedTuple, Protocol

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
    not in the file itself, but were put in from a rule pack or another file that it refers to. `beside` are the trees
    of such files: they are kept so that no other mapping gets the `id()` of theirs.
    """

    root: Any = None
    start: Place = (0, 0)
    key_marks: dict[int, KeyMarks] = field(default_factory=dict)
    item_marks: dict[int, ItemMarks] = field(default_factory=dict)
    repeated: list[tuple[str, Mark, Mark]] = field(default_factory=list)
    cut: dict[Place, Place] = field(default_factory=dict)
    taken: set[KeyPath] = field(default_factory=set)
    beside: list[Tree] = field(default_factory=list)

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

    def take_in(self, other: Tree, section: str, before: int) -> tuple[str, ...]:
        """Put in what a section of another file's tree has and this one's has not; return the ids of what was put in.

        `before` is added to the lines of its places, which count on after those of this file.
        """
        theirs, own = other.root.get(section), self.root.get(section)
        if not isinstance(theirs, dict) or not (own is None or isinstance(own, dict)):
            return ()
        if own is None:
            own = self.root[section] = {}
            self.key_marks[id(own)] = {}
            self.key_marks[id(self.root)][section] = _moved(other.key_marks[id(other.root)][section], before)
        new = tuple(key for key in theirs if key not in own)
        for key in new:
            own[key] = theirs[key]
            self.key_marks[id(own)][key] = _moved(other.key_marks[id(theirs)][key], before)
            self._take_marks(other, theirs[key], before)
        self.beside.append(other)
        return new

    def _take_marks(self, other: Tree, value: Any, before: int) -> None:
        if isinstance(value, dict):
            marks = other.key_marks[id(value)]
            self.key_marks[id(value)] = {key: _moved(pair, before) for key, pair in marks.items()}
        elif isinstance(value, list):
            items = other.item_marks[id(value)]
            self.item_marks[id(value)] = [_Moved(mark.line + before, mark.column) for mark in items]
        for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            self._take_marks(other, part, before)

    def remove_item(self, holder: list[Any], number: int) -> None:
        """Take an item out of a list; the places of the others stay right."""
        del holder[number]
        del self.item_marks[id(holder)][number]

    def rename_key(self, holder: dict[str, Any], old: str, new: str) -> None:
        """Give a key another name, at the same place in the order."""
        _rename(holder, old, new)
        _rename(self.key_marks[id(holder)], old, new)


class _Moved(NamedTuple):
    """The mark of something from another file."""

    line: int
    column: int


def _moved(marks: tuple[Mark, Mark], before: int) -> tuple[Mark, Mark]:
    return _Moved(marks[0].line + before, marks[0].column), _Moved(marks[1].line + before, marks[1].column)


def _rename(content: dict[str, Any], old: str, new: str) -> None:
    items = list(content.items())
    content.clear()
    content.update((new if key == old else key, value) for key, value in items)
