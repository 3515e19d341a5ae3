"""From YAML text to plain mappings, lists and texts, in one pass over the parser's events, with a place for everything.

The C parser reads the events where it can be had; it is some six times faster. It speaks YAML 1.1, so scalars are taken
as text (the model gives them their type), characters that only 1.1 takes for line breaks are hidden from it, and where
it refuses a text, the pure parser of YAML 1.2 decides. There is no recursion, and depth and number of values are
bounded while reading, so no text can exhaust the stack or the memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from esthersim.authored.file_bytes import find_no_text
from esthersim.authored.problems import KeyPath, Place
from esthersim.authored.quoted import Quoted

try:
    from _ruamel_yaml import CParser  # type: ignore[import-not-found]  # has no stubs
except ImportError:  # pragma: no cover - PyPy, or a Python that the C reader has no wheel for
    CParser = None

DEEPEST = 40
"""Levels of nesting: the format itself needs ten."""
MOST_VALUES = 60_000
"""Keys and values in a file, aliases counted as what they stand for: some 2,500 events."""
LONGEST_SECOND_READING = 300_000
"""Characters that the pure parser, at ten microseconds each, is asked to read after the C parser."""

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_BREAKS_IN_1_1 = re.compile("[\x85\u2028\u2029]")
_QUESTION = re.compile(r"\?(?<=\w\?)")  # the sign first: the search is then four times as fast
_COLON = re.compile(r":(?<=\w:)(?=[\w/])")
_HIDDEN = re.compile("[\uf8f0-\uf8f4]")
_SHOW = str.maketrans("\uf8f0\uf8f1\uf8f2\uf8f3\uf8f4", "\x85\u2028\u2029?:")
_HIDE = str.maketrans("\x85\u2028\u2029", "\uf8f0\uf8f1\uf8f2")
_NO_KEY = object()
_REPEATED = object()


class Broken(Exception):  # noqa: N818 - it says what the text is
    """The text cannot be read any further: a problem's code, its place and its details."""

    def __init__(self, code: str, place: Place | None, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.place = place
        self.details = details


@dataclass(slots=True)
class Tree:
    """What a file holds. `marks` has, by the id of a mapping or list, where its keys and values begin.

    `taken` are the paths of texts that do not stand in the file, but were put in from a rule pack that it refers to.
    """

    root: Any = None
    start: Place = (0, 0)
    marks: dict[int, Any] = field(default_factory=dict)
    repeated: list[tuple[str, Any, Any]] = field(default_factory=list)
    taken: set[KeyPath] = field(default_factory=set)

    def raw(self, path: KeyPath) -> Any:
        """Return what stands at the path; raise `LookupError` or `TypeError` where nothing does."""
        raw = self.root
        for step in path:
            raw = raw[step]
        return raw

    def place(self, path: KeyPath, *, key: bool = False) -> Place:
        """Return where the value at the path begins, or its key; for a path that does not exist, the deepest part.

        What was taken out since has its place still: the marks stay.
        """
        raw, place = self.root, self.start
        for number, step in enumerate(path, start=1):
            spots = self.marks.get(id(raw)) if isinstance(raw, (dict, list)) else None
            if isinstance(raw, dict) and spots and step in spots:
                key_mark, value_mark = spots[step]
                mark = key_mark if (key and number == len(path)) or raw.get(step) is None else value_mark
            elif isinstance(raw, list) and spots and isinstance(step, int) and step < len(raw):
                mark = spots[step]
            else:
                break
            place = (mark.line, mark.column)
            raw = raw.get(step) if isinstance(raw, dict) else raw[step]
        return place


def read_yaml(text: str, *, pure: bool = False) -> Tree:
    """Read a YAML text without a byte-order mark and without control characters.

    Raises `Broken`, or ruamel.yaml's `YAMLError` for what is no YAML. `pure` leaves the C parser out.
    """
    refused: YAMLError | None = None
    if not pure and CParser is not None:
        try:
            hidden = _hide(text)
            return _build(_events(hidden), shown=hidden is not text, breaks=_BREAKS_IN_1_1.search(text) is not None)
        except YAMLError as error:
            if len(text) > LONGEST_SECOND_READING:
                raise
            refused = error
    breaks = _BREAKS_IN_1_1.search(text) is not None
    text = text.translate(_HIDE) if breaks and not _HIDDEN.search(text) else text
    try:
        return _build(YAML(typ="base", pure=True).parse(text), shown=breaks, breaks=breaks)
    except (ValueError, OverflowError) as error:  # an escape beyond Unicode, as in "\\U00110000"
        raise (refused or YAMLError(str(error))) from error


def _hide(text: str) -> str:
    """Hide from the C parser, each behind one character of the private area, what YAML 1.1 reads otherwise than 1.2.

    That is three kinds of line break, and in braces and brackets a question mark and a colon inside a text, as in
    ``{question: What now?, at: day 2 23:30}``.
    """
    if _HIDDEN.search(text):
        return text
    if _BREAKS_IN_1_1.search(text):
        text = text.translate(_HIDE)
    return _COLON.sub("\uf8f4", _QUESTION.sub("\uf8f3", text))


def _events(text: str) -> Iterator[Any]:
    return iter(CParser(text).get_event, None)


def _build(events: Iterable[Any], *, shown: bool, breaks: bool = False) -> Tree:  # noqa: C901, PLR0912, PLR0915 - the one loop that must be fast
    """Follow the events with a stack of open mappings and lists; one step of the loop is one event."""
    tree = Tree()
    marks = tree.marks
    anchors: dict[str, tuple[Any, int]] = {}
    open_: list[tuple[Any, Any, Any, Any, Any, str | None, int]] = []
    container: Any = None  # the mapping or list that is being filled
    spots: Any = None  # its marks
    key: Any = _NO_KEY
    key_mark: Any = None
    documents = values = 0
    for event in events:
        kind = type(event)
        if kind is ScalarEvent:
            value = event.value
            if shown and not value.isascii() and (breaks or "\uf8f3" in value or "\uf8f4" in value):
                value = value.translate(_SHOW)
            if not event.style:
                if value in _EMPTY:
                    value = None
            else:
                value = Quoted(value)
                if event.style == '"' and (strange := find_no_text(value)):
                    mark = event.start_mark
                    raise Broken("ES163", (mark.line, mark.column), name=strange[2])
            mark = event.start_mark
            if event.ctag is not None:
                raise Broken("ES175", (mark.line, mark.column), tag=str(event.ctag).translate(_SHOW))
            values += 1
            if event.anchor is not None:
                anchors[event.anchor] = (value, 1)
        elif kind is MappingStartEvent or kind is SequenceStartEvent:
            mark = event.start_mark
            if event.ctag is not None:
                raise Broken("ES175", (mark.line, mark.column), tag=str(event.ctag).translate(_SHOW))
            if key is _NO_KEY and type(container) is dict:
                raise Broken("ES176", (mark.line, mark.column))
            if len(open_) >= DEEPEST:
                raise Broken("ES172", (mark.line, mark.column), most=DEEPEST)
            open_.append((container, spots, key, key_mark, mark, event.anchor, values))
            values += 1
            if values > MOST_VALUES:
                raise Broken("ES173", (mark.line, mark.column), most=MOST_VALUES)
            container, spots = ({}, {}) if kind is MappingStartEvent else ([], [])
            marks[id(container)] = spots
            key = _NO_KEY
            continue
        elif kind is MappingEndEvent or kind is SequenceEndEvent:
            value = container
            container, spots, key, key_mark, mark, anchor, before = open_.pop()
            if anchor is not None:
                anchors[anchor] = (value, values - before)
        elif kind is AliasEvent:
            mark = event.start_mark
            if event.anchor not in anchors:
                raise Broken("ES178", (mark.line, mark.column), name=str(event.anchor))
            value, size = anchors[event.anchor]
            values += size
            if values > MOST_VALUES:
                raise Broken("ES170", (mark.line, mark.column), most=MOST_VALUES)
            value = _copy(value, marks)
        else:
            if kind is DocumentStartEvent:
                documents += 1
                if documents > 1:
                    raise Broken("ES169", (event.start_mark.line, event.start_mark.column))
            continue
        if values > MOST_VALUES:
            raise Broken("ES173", (mark.line, mark.column), most=MOST_VALUES)
        # a value is complete: put it where it belongs
        if type(container) is list:
            container.append(value)
            spots.append(mark)
        elif container is None:
            tree.root = value
            tree.start = (mark.line, mark.column)
        elif key is _NO_KEY:
            if value is None or not isinstance(value, str):
                raise Broken("ES176", (mark.line, mark.column))
            if value == "<<" and type(value) is str:
                raise Broken("ES171", (mark.line, mark.column))
            key, key_mark = str(value), mark
            if key in container:
                tree.repeated.append((key, spots[key][0], mark))
                key = _REPEATED
        else:
            if key is not _REPEATED:
                container[key] = value
                spots[key] = (key_mark, mark)
            key = _NO_KEY
    return tree


def _copy(value: Any, marks: dict[int, Any]) -> Any:
    """Copy what an alias stands for, so that every part of the tree has one parent; the size is bounded before."""
    if isinstance(value, dict):
        copy: Any = {key: _copy(part, marks) for key, part in value.items()}
    elif isinstance(value, list):
        copy = [_copy(part, marks) for part in value]
    else:
        return value
    marks[id(copy)] = marks[id(value)]
    return copy


__all__ = ["Broken", "Tree", "YAMLError", "read_yaml"]
