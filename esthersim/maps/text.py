"""The rail as lines of text, for a terminal, a printout or a screen reader.

Nothing is shown by colour alone: shapes and words name the kinds of event, heavy lines and filled shapes the way taken,
an arrow and a word the event where the team is now. Every glyph is one cell wide.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from esthersim.cells import cut, width
from esthersim.language import _
from esthersim.maps.events import NOT_STARTED, Kind, MapEvent, Way, heavy, title_of
from esthersim.maps.phrases import kind_words
from esthersim.maps.rail import Cell, Jump, Rail, Row

Style = Literal["way", "current", "lane", "title", "ending", "decision", "handover", "dim"]
Spans = tuple[tuple[str, Style], ...]

KIND_STYLES: Mapping[Kind, Style] = {
    "event": "title",
    "decision": "decision",
    "handover": "handover",
    "ending": "ending",
}

NARROWEST_TITLE = 8
NARROWEST_JUMP = 3
NARROWEST_CHOICE = 16

# Every box-drawing character of light and heavy lines, by (up, right, down, left), each 0 no line, 1 light, 2 heavy.
_LINES = " ╴╸╷┐┑╻┒┓╶─╾┌┬┭┎┰┱╺╼━┍┮┯┏┲┳╵┘┙│┤┥╽┧┪└┴┵├┼┽┟╁╅┕┶┷┝┾┿┢╆╈╹┚┛╿┦┩┃┨┫┖┸┹┞╀╃┠╂╉┗┺┻┡╄╇┣╊╋"
_ROUND = {"┐": "╮", "┌": "╭", "┘": "╯", "└": "╰"}


@dataclass(frozen=True, slots=True)
class MapLine:
    """One line: its pieces with the name of their style, and the event whose row it is (`None` on a connector)."""

    spans: Spans
    event: str | None = None
    current: bool = False

    @property
    def text(self) -> str:
        """The line without styles, nothing after its last sign."""
        return "".join(text for text, _style in self.spans).rstrip()


@dataclass(frozen=True, slots=True)
class Signs:
    """The glyphs of a drawing; a pair is (not visited, visited), for lines (light, heavy)."""

    kinds: Mapping[Kind, tuple[str, str]]
    here: str
    arrow: str
    rising: tuple[str, str]
    up: str
    down: str
    timer: str
    times: str
    ellipsis: str = "…"
    lines: str = _LINES
    plain: bool = False

    def line(self, up: int, right: int, down: int, left: int) -> str:
        """Return the glyph with a line in each direction: 0 none, 1 light, 2 heavy."""
        if not self.plain:
            sign = self.lines[27 * up + 9 * right + 3 * down + left]
            return _ROUND.get(sign, sign)
        if (up or down) and (right or left):
            return "+"
        strongest = max(up, right, down, left)
        return (" |#" if up or down else " -=")[strongest]


UNICODE = Signs(
    kinds={"event": ("○", "●"), "decision": ("◇", "◆"), "handover": ("⇄", "⇄"), "ending": ("□", "■")},
    here="▶",
    arrow="◂",
    rising=("┆", "┇"),
    up="↺",
    down="↓",
    timer="⏱",
    times="×",  # noqa: RUF001 - the sign for "times", not a letter
)
ASCII = Signs(
    kinds={"event": ("o", "O"), "decision": ("?", "?"), "handover": ("%", "%"), "ending": ("x", "X")},
    here=">",
    arrow="<",
    rising=("^", "^"),
    up="^",
    down="v",
    timer="@",
    times="x",
    ellipsis="...",
    plain=True,
)


def draw(
    rail: Rail,
    events: Mapping[str, MapEvent],
    way: Way = NOT_STARTED,
    *,
    columns: int = 80,
    signs: Signs = UNICODE,
    words: bool = True,
    clocks: bool = False,
    first: int = 0,
    last: int | None = None,
) -> list[MapLine]:
    """Draw the rail in lines of at most `columns`, one for each row from `first` to before `last`.

    `words` adds the kinds in words where there is room, and `clocks` puts the timer's sign before its words. A screen
    need draw only the rows that it shows.
    """
    pen = _Pen(rail, events, way, columns, signs, words, clocks, way.edges(rail), way.seen, {})
    return [pen.line(row) for row in rail.rows[first:last]]


def plain(lines: Iterable[MapLine]) -> str:
    """Return the lines as one text without styles."""
    return "\n".join(line.text for line in lines)


def legend(signs: Signs = UNICODE, *, taken: bool = True) -> list[MapLine]:
    """Return what the shapes and lines mean, in words; `taken` also what only a map with a way taken has."""
    light, strong = "|#" if signs.plain else "│┃"
    marks: list[tuple[str, Style, str]] = [
        (signs.here, "current", _("here now")),
        (strong, "way", _("the way taken")),
        (light, "lane", _("a way not taken")),
    ]
    marks = [*(marks if taken else []), (signs.rising[0], "lane", _("leads back up"))]
    return [
        MapLine(joined(span for entry in line for span in explained(*entry))) for line in (kind_signs(signs), marks)
    ]


def kind_signs(signs: Signs) -> Sequence[tuple[str, Style, str]]:
    """Return sign, style and word of each kind of event, and of a timer."""
    kinds = [(signs.kinds[kind][0], KIND_STYLES[kind], word) for kind, word in kind_words().items()]
    return [*kinds, (signs.timer, "dim", _("timer"))]


def explained(sign: str, style: Style, word: str) -> Spans:
    """Return an entry of a legend."""
    return (f"{sign} ", style), (f"{word}   ", "dim")


@dataclass(frozen=True, slots=True)
class _Pen:
    rail: Rail
    events: Mapping[str, MapEvent]
    way: Way
    columns: int
    signs: Signs
    words: bool
    clocks: bool
    went: frozenset[int]
    seen: frozenset[str]
    known: dict[int, tuple[str, Style]]

    def line(self, row: Row) -> MapLine:
        lanes = self.lanes(row)[: max(self.columns - 2, 0)]
        if row.event is None:
            band = self.band(row.begins, self.columns - 2 - 2 * self.rail.width) if row.begins is not None else ""
            return MapLine(joined([("  ", "lane"), *lanes, (band, "dim")]))
        here = row.event == self.way.current
        gutter = f"{self.signs.here} " if here else "  "
        label = self.label(row, row.event, self.columns - 2 - 2 * self.rail.width)
        return MapLine(joined([(gutter, "current" if here else "lane"), *lanes, *label]), row.event, here)

    def band(self, event: str, room: int) -> str:
        """Return the line that says which stage begins with an event, or that one is over."""
        rule = ("-" if self.signs.plain else "─") * 2
        title = self.events[event].stage if event in self.events else ""
        return self.cut(f"{rule} {title} {rule}" if title else rule * 2, room)

    def lanes(self, row: Row) -> list[tuple[str, Style]]:
        """Return the row's lanes, two signs each: the cell, and the line from it to the next."""
        spans: list[tuple[str, Style]] = []
        for column, cell in enumerate(row.cells):
            here = column == row.lane
            if here and row.event is not None:
                spans.append(self.shape(row.event))
            else:
                spans.append(self.known.get(id(cell)) or self.cell(cell))  # a lane that runs on is one object
            if not cell.right:
                spans.append((" ", "lane"))
                continue
            strong = heavy(cell.right, self.went)
            gap = self.signs.arrow if here and row.event is None else self.signs.line(0, 1 + strong, 0, 1 + strong)
            spans.append((gap, "way" if strong else "lane"))
        return spans

    def shape(self, event: str) -> tuple[str, Style]:
        kind = self.events[event].kind if event in self.events else "event"
        style: Style = KIND_STYLES[kind] if kind != "event" else "way" if event in self.seen else "lane"
        return self.signs.kinds[kind][event in self.seen], "current" if event == self.way.current else style

    def cell(self, cell: Cell) -> tuple[str, Style]:
        up, right, down, left = (
            (1 + heavy(ways, self.went)) if ways else 0 for ways in (cell.up, cell.right, cell.down, cell.left)
        )
        if cell.crossing:
            right = left = 0
        if cell.rising and up and down and not right and not left:
            sign = self.signs.rising[max(up, down) - 1]
        else:
            sign = self.signs.line(up, right, down, left)
        drawn: tuple[str, Style] = sign, "way" if 2 in {up, right, down, left} else "lane"
        self.known[id(cell)] = drawn
        return drawn

    def label(self, row: Row, event: str, room: int) -> list[tuple[str, Style]]:
        """Return the title, then what there is room for: the jumps, how often the team was here, the kind in words."""
        here, seen = event == self.way.current, event in self.seen
        mark = "  " + _("here now") if here else ""
        mark = mark if width(mark) + NARROWEST_TITLE <= room else ""
        room = max(room - width(mark), 0)
        jumps = [self.jump(jump) for jump in row.jumps]
        kept = sum(min(width(jump), NARROWEST_TITLE + 4) for jump in jumps)
        numbers = self.way.numbers(event) if seen else ""
        title = f"{numbers}. {title_of(self.events, event)}" if numbers else title_of(self.events, event)
        title = self.cut(title, max(room - kept, min(room, NARROWEST_TITLE)))
        spans: list[tuple[str, Style]] = [(title, "current" if here else "way" if seen else "title"), (mark, "current")]
        room -= width(title)
        how = self.how(event, room - sum(map(width, jumps)))
        texts = (*(self.cut(jump, room) for jump in jumps), how, self.times(event), self.word(event))
        for text in (*texts, self.injects(event, room - sum(map(width, texts)))):
            if NARROWEST_JUMP <= width(text) <= room:
                spans.append((text, "way" if text is how else "dim"))
                room -= width(text)
        return spans

    def how(self, event: str, room: int) -> str:
        """Return in words how the team went on from an event, where there is room to begin with it."""
        how = self.way.chosen(event) if self.way.stops and room >= NARROWEST_CHOICE else ""
        return self.cut(f"  {'->' if self.signs.plain else '→'} {how}", room) if how else ""

    def cut(self, text: str, cells: int) -> str:
        return cut(text, cells, self.signs.ellipsis)

    def jump(self, jump: Jump) -> str:
        return f"  {self.signs.up if jump.up else self.signs.down} {title_of(self.events, jump.target)}"

    def times(self, event: str) -> str:
        times = self.way.visited.count(event) if event in self.seen and not self.way.stops else 0
        return f"  {self.signs.times}{times}" if times > 1 else ""

    def injects(self, event: str, room: int) -> str:
        """Return which injects lead to an event, where there is room to begin with it."""
        told = self.events[event].injects if self.words and event in self.events else ""
        return self.cut(f"  {told}", room) if told and room >= NARROWEST_CHOICE else ""

    def word(self, event: str) -> str:
        known = self.events.get(event)
        if known is None:
            return ""
        sign = self.signs.timer if known.limit is not None else ""
        if not self.words:
            return f"  {sign}" if sign else ""
        timer = f"{sign} {known.timer}" if self.clocks and sign else known.timer
        note = ", ".join(word for word in (known.word, timer) if word)
        return f"  {note}" if note else ""


def joined(spans: Iterable[tuple[str, Style]]) -> Spans:
    """Return the pieces with neighbours of one style as one."""
    pieces: list[tuple[str, Style]] = []
    for text, style in spans:
        if pieces and pieces[-1][1] == style:
            pieces[-1] = (pieces[-1][0] + text, style)
        elif text:
            pieces.append((text, style))
    return tuple(pieces)
