"""From YAML text to plain mappings, lists and texts, in one pass over the parser's events, with a place for everything.

The C parser is used where it is installed; it is some six times faster. It follows YAML 1.1, so scalars are taken as
text (the model gives them their type), characters that only 1.1 takes for line breaks are hidden from it, and where it
refuses a text, the pure parser of YAML 1.2 decides. There is no recursion, and depth and number of values are bounded
while reading, so no text can exhaust the stack or the memory.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
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

from esthersim.authored.problems import Place
from esthersim.authored.text_files import find_no_text
from esthersim.authored.tree import Quoted, Tree

try:
    from _ruamel_yaml import CParser  # type: ignore[import-not-found]  # has no stubs
except ImportError:  # pragma: no cover - PyPy, or a Python that the C reader has no wheel for
    CParser = None

DEEPEST = 40
"""Levels of nesting: the format itself needs ten."""
MOST_VALUES = 60_000
"""The most keys and values in a file, with aliases expanded: some 2,500 events."""
LONGEST_SECOND_READING = 300_000
"""The most characters that the pure parser, at ten microseconds each, reads again after the C parser."""

_CUT = re.compile(r" #(?<=\S #)")  # the signs first, as below
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})
_BREAKS_IN_1_1 = re.compile("[\x85\u2028\u2029]")
_QUESTION = re.compile(r"\?(?<=\w\?)")  # the sign first: the search is then four times as fast
_COLON = re.compile(r":(?<=\w:)(?=[\w/])")
_HIDDEN = re.compile("[\uf8f0-\uf8f4]")
_SHOW = str.maketrans("\uf8f0\uf8f1\uf8f2\uf8f3\uf8f4", "\x85\u2028\u2029?:")
_HIDE = str.maketrans("\x85\u2028\u2029", "\uf8f0\uf8f1\uf8f2")
_NO_KEY = object()
_REPEATED = object()


class UnreadableYAML(Exception):  # noqa: N818 - it says what the text is
    """The text cannot be read any further: a problem's code, its place and its details."""

    def __init__(self, code: str, place: Place | None, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.place = place
        self.details = details


def read_yaml(text: str, *, pure: bool = False) -> Tree:
    """Read a YAML text without a byte-order mark and without control characters.

    Raises `UnreadableYAML`, or ruamel.yaml's `YAMLError` for what is not YAML. With `pure` the C parser is not used.
    """
    refused: YAMLError | None = None
    if not pure and CParser is not None:
        try:
            hidden = _hide(text)
            return _build(
                _events(hidden), hidden, shown=hidden is not text, breaks=_BREAKS_IN_1_1.search(text) is not None
            )
        except YAMLError as error:
            if len(text) > LONGEST_SECOND_READING:
                raise
            refused = error
    breaks = _BREAKS_IN_1_1.search(text) is not None
    text = text.translate(_HIDE) if breaks and not _HIDDEN.search(text) else text
    try:
        return _build(YAML(typ="base", pure=True).parse(text), text, shown=breaks, breaks=breaks)
    except (ValueError, OverflowError) as error:  # an escape beyond Unicode, as in "\\U00110000"
        raise (refused or YAMLError(str(error))) from error


def _hide(text: str) -> str:
    """Replace what YAML 1.1 and 1.2 read differently, each by one character of the private area.

    These are three kinds of line break and, in braces and brackets, a question mark or a colon inside a text, as in
    ``{question: What now?, at: day 2 23:30}``.
    """
    if _HIDDEN.search(text):
        return text
    if _BREAKS_IN_1_1.search(text):
        text = text.translate(_HIDE)
    return _COLON.sub("\uf8f4", _QUESTION.sub("\uf8f3", text))


def _events(text: str) -> Iterator[Any]:
    return iter(CParser(text).get_event, None)


def _build(events: Iterable[Any], text: str, *, shown: bool, breaks: bool = False) -> Tree:
    """Build the tree of a text's events; with `shown` the characters that `_hide` replaced are put back."""
    builder = _Builder(shown=shown, breaks=breaks)
    builder.cuts = frozenset(match.start() for match in _CUT.finditer(text))
    steps = {
        ScalarEvent: builder.scalar,
        MappingStartEvent: builder.start,
        SequenceStartEvent: builder.start,
        MappingEndEvent: builder.end,
        SequenceEndEvent: builder.end,
        AliasEvent: builder.alias,
        DocumentStartEvent: builder.document,
    }
    for event in events:
        step = steps.get(type(event))
        if step is not None:
            step(event)
    return builder.tree


class _Builder:
    """Builds a tree from the parser's events: a method for each kind of event, a stack of open containers."""

    def __init__(self, *, shown: bool, breaks: bool) -> None:
        self.tree = Tree()
        self.shown, self.breaks = shown, breaks
        self.cuts: frozenset[int] = frozenset()  # where a number sign follows after one space
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.open: list[tuple[Any, Any, Any, Any, Any, str | None, int]] = []  # what to go back to, mark and anchor
        self.container: Any = None  # the mapping or list that is being filled
        self.marks: Any = None  # its marks
        self.key: Any = _NO_KEY
        self.key_mark: Any = None
        self.documents = self.values = 0

    def scalar(self, event: Any) -> None:
        mark = event.start_mark
        value = event.value
        if self.shown and not value.isascii() and (self.breaks or "\uf8f3" in value or "\uf8f4" in value):
            value = value.translate(_SHOW)
        if event.style:
            value = Quoted(value)
            if event.style == '"' and (strange := find_no_text(value)):
                raise UnreadableYAML("ES163", (mark.line, mark.column), name=strange[2])
        elif value in _EMPTY:
            value = None
        elif self.cuts and event.end_mark.index in self.cuts:
            self.tree.cut[mark.line, mark.column] = (event.end_mark.line, event.end_mark.column)
        if event.ctag is not None:
            raise _tagged(event)
        self.values += 1
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, 1)
        self.put(value, mark)

    def start(self, event: Any) -> None:
        mark = event.start_mark
        if event.ctag is not None:
            raise _tagged(event)
        if self.key is _NO_KEY and type(self.container) is dict:
            raise UnreadableYAML("ES176", (mark.line, mark.column))
        if len(self.open) >= DEEPEST:
            raise UnreadableYAML("ES172", (mark.line, mark.column), most=DEEPEST)
        self.open.append((self.container, self.marks, self.key, self.key_mark, mark, event.anchor, self.values))
        self.values += 1
        if self.values > MOST_VALUES:
            raise UnreadableYAML("ES173", (mark.line, mark.column), most=MOST_VALUES)
        if type(event) is MappingStartEvent:
            self.container, self.marks = {}, {}
            self.tree.key_marks[id(self.container)] = self.marks
        else:
            self.container, self.marks = [], []
            self.tree.item_marks[id(self.container)] = self.marks
        self.key = _NO_KEY

    def end(self, _event: Any) -> None:
        value = self.container
        self.container, self.marks, self.key, self.key_mark, mark, anchor, before = self.open.pop()
        if anchor is not None:
            self.anchors[anchor] = (value, self.values - before)
        self.put(value, mark)

    def alias(self, event: Any) -> None:
        mark = event.start_mark
        if event.anchor not in self.anchors:
            raise UnreadableYAML("ES178", (mark.line, mark.column), name=str(event.anchor))
        value, size = self.anchors[event.anchor]
        self.values += size
        if self.values > MOST_VALUES:
            raise UnreadableYAML("ES170", (mark.line, mark.column), most=MOST_VALUES)
        self.put(_copy(value, self.tree), mark)

    def document(self, event: Any) -> None:
        self.documents += 1
        if self.documents > 1:
            raise UnreadableYAML("ES169", (event.start_mark.line, event.start_mark.column))

    def put(self, value: Any, mark: Any) -> None:
        """Put a complete value where it belongs: into the list, or into the mapping as a key or as the key's value."""
        if self.values > MOST_VALUES:
            raise UnreadableYAML("ES173", (mark.line, mark.column), most=MOST_VALUES)
        container = self.container
        if type(container) is list:
            container.append(value)
            self.marks.append(mark)
        elif container is None:
            self.tree.root = value
            self.tree.start = (mark.line, mark.column)
        elif self.key is _NO_KEY:
            if value is None or not isinstance(value, str):
                raise UnreadableYAML("ES176", (mark.line, mark.column))
            if value == "<<" and type(value) is str:
                raise UnreadableYAML("ES171", (mark.line, mark.column))
            self.key, self.key_mark = str(value), mark
            if self.key in container:
                self.tree.repeated.append((self.key, self.marks[self.key][0], mark))
                self.key = _REPEATED
        else:
            if self.key is not _REPEATED:
                container[self.key] = value
                self.marks[self.key] = (self.key_mark, mark)
            self.key = _NO_KEY


def _tagged(event: Any) -> UnreadableYAML:
    mark = event.start_mark
    return UnreadableYAML("ES175", (mark.line, mark.column), tag=str(event.ctag).translate(_SHOW))


def _copy(value: Any, tree: Tree) -> Any:
    """Copy what an alias refers to, so that every part of the tree has one parent; the size is bounded before."""
    if isinstance(value, dict):
        copied = {key: _copy(part, tree) for key, part in value.items()}
        tree.key_marks[id(copied)] = tree.key_marks[id(value)]
        return copied
    if isinstance(value, list):
        items = [_copy(part, tree) for part in value]
        tree.item_marks[id(items)] = tree.item_marks[id(value)]
        return items
    return value


__all__ = ["UnreadableYAML", "YAMLError", "read_yaml"]
