"""The swimlane as lines of text: as many columns as a terminal holds, then the next ones below.

Nothing is shown by colour alone: each kind of event has its shape and its word, an arrow its corners and its point.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from esthersim.cells import cut, folded, width
from esthersim.language import _
from esthersim.maps.events import NOT_STARTED, Way
from esthersim.maps.heads import Head, heads
from esthersim.maps.swimlane import Column, Part, Swimlane
from esthersim.maps.text import KIND_STYLES, UNICODE, MapLine, Signs, Spans, Style, explained, joined, kind_signs
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import role_title

WIDEST_NAMES, NARROWEST_NAMES = 24, 6
WIDEST_COLUMN, NARROWEST_COLUMN = 22, 14
MOST_TITLE_LINES = 4
MOST_NAME_LINES = 3

_PART_STYLES: Mapping[Part, Style] = {
    "present": "way",
    "decides": "decision",
    "gives": "handover",
    "receives": "handover",
}


def swimlane_lines(
    lanes: Swimlane, scenario: Scenario, way: Way = NOT_STARTED, *, columns: int = 80, signs: Signs = UNICODE
) -> list[MapLine]:
    """Draw the swimlane in lines of at most `columns`: bands of events, each with all the lanes.

    `scenario` is the scenario in the language that is read; with the stops of `way`, they are the columns.
    """
    names = min(WIDEST_NAMES, max(NARROWEST_NAMES, columns // 3))
    room = max(columns - names, 1)
    across = lanes.across(room // NARROWEST_COLUMN)
    pen = _Pen(
        lanes, scenario, heads(lanes, scenario, way), min(names, columns), min(room // across, WIDEST_COLUMN), signs
    )
    lines: list[MapLine] = []
    for band in lanes.bands(across):
        lines += [MapLine(()), *pen.band(band)] if lines else pen.band(band)
    return [MapLine(_cut(line.spans, columns)) for line in lines]


def swimlane_legend(signs: Signs = UNICODE) -> list[MapLine]:
    """Return what the shapes mean, in words."""
    marks = _marks(signs)
    arrow = "-+" if signs.plain else "─╮"
    parts: list[tuple[str, Style, str]] = [
        (marks["present"], "way", _("takes part")),
        (marks["decides"], "decision", _("decides")),
        (marks["gives"] + arrow, "handover", _("hands over")),
        (marks["receives"] + signs.arrow, "handover", _("receives")),
        (_arrow(signs) + " 2", "dim", _("goes on to event {number}").format(number=2)),
    ]
    return [MapLine(joined(span for entry in row for span in explained(*entry))) for row in (kind_signs(signs), parts)]


def _marks(signs: Signs) -> dict[Part, str]:
    return {
        "present": signs.kinds["event"][1],
        "decides": signs.kinds["decision"][1],
        "gives": signs.kinds["handover"][1],
        "receives": signs.kinds["event"][1],
    }


def _arrow(signs: Signs) -> str:
    return "->" if signs.plain else "→"


def _cut(spans: Spans, columns: int) -> Spans:
    kept: list[tuple[str, Style]] = []
    for text, style in spans:
        kept.append((cut(text, columns, ""), style))
        columns -= width(kept[-1][0])
    return joined(kept)


@dataclass(frozen=True, slots=True)
class _Pen:
    lanes: Swimlane
    scenario: Scenario
    heads: Sequence[Head]
    names: int
    column: int
    signs: Signs

    def band(self, band: range) -> Iterator[MapLine]:
        """Yield the lines of one band: the events' heads, the lanes, and what comes after."""
        yield from self.words_of([self.head(self.heads[index]) for index in band])
        for lane in range(len(self.lanes.lanes)):
            yield from self.lane(lane, band)
        yield from self.words_of([self.foot(self.heads[index]) for index in band])

    def words_of(self, pieces: Sequence[Spans]) -> Iterator[MapLine]:
        """Yield lines of words, a piece of each in every column."""
        for index in range(max(map(len, pieces), default=0)):
            spans: list[tuple[str, Style]] = [(" " * self.names, "lane")]
            for each in pieces:
                text, style = each[index] if index < len(each) else ("", "dim")
                spans += [(text, style), (" " * (self.column - width(text)), "lane")]
            yield MapLine(joined(spans))

    def head(self, head: Head) -> Spans:
        """Return number, shape and word, then the title, the story time and the timer."""
        room = max(self.column - 1, 1)
        kind = head.event.kind
        first = f"{head.number} {self.signs.kinds[kind][head.visited]} {head.event.word}"
        style: Style = "current" if head.here else KIND_STYLES[kind]
        title: Style = "current" if head.here else "title"
        return (
            *((line, style) for line in folded(first, room)),
            *((line, title) for line in folded(head.event.title, room, MOST_TITLE_LINES, self.signs.ellipsis)),
            *((line, "dim") for line in folded(head.time, room)),
            *(
                (line, "dim")
                for line in folded(f"{self.signs.timer} {head.event.timer}" if head.event.timer else "", room)
            ),
            *((line, "dim") for line in folded(head.event.injects, room)),
        )

    def foot(self, head: Head) -> Spans:
        room = max(self.column - 1, 1)
        arrow = _arrow(self.signs)
        late = _("timer {arrow} {numbers}").format(arrow=arrow, numbers=head.late)
        feet: tuple[tuple[str, Style], ...] = (
            (f"{arrow} {head.ways}" if head.ways else "", "dim"),
            (f"{self.signs.timer} {late}" if head.late else "", "dim"),
            (f"{arrow} {head.how}" if head.how else "", "way"),
            (f"{self.signs.here} " + _("here now") if head.here else "", "current"),
        )
        return tuple((line, style) for foot, style in feet for line in folded(foot, room))

    def lane(self, lane: int, band: range) -> Iterator[MapLine]:
        """Yield the lines of one lane: the role's name, and a sign where it takes part."""
        room = max(self.names - 1, 1)
        title = role_title(self.scenario, self.lanes.lanes[lane])
        names = folded(title, room, MOST_NAME_LINES, self.signs.ellipsis) or [self.lanes.lanes[lane]]
        for index, name in enumerate(names):
            spans: list[tuple[str, Style]] = [
                (name, "title"),
                (" " * max(self.names - width(name), 0), "lane"),
            ]
            for each in band:
                spans += self.cell(self.lanes.columns[each], lane, first=index == 0)
            yield MapLine(joined(spans))

    def cell(self, column: Column, lane: int, *, first: bool) -> Iterator[tuple[str, Style]]:
        """Yield a lane's part in an event: its sign, and the arrow that leaves it, ends in it or passes it by."""
        part, arrow = (column.parts[lane], column.arrow) if first else (None, column.arrow)
        line = " " if not first else "." if self.signs.plain else "┈"
        yield (_marks(self.signs)[part] if part else line), _PART_STYLES[part] if part else "lane"
        down = arrow is not None and arrow.above <= lane < arrow.below
        up = arrow is not None and arrow.above < lane <= arrow.below if first else down
        if not (up or down):
            yield line * (self.column - 1), "lane"
            return
        if part == "receives":
            yield self.signs.arrow, "handover"
        else:
            yield (self.signs.line(0, 1, 0, 1) if part == "gives" else line), "handover" if part == "gives" else "lane"
        yield self.signs.line(up, 0, down, part in {"gives", "receives"}), "handover"
        yield line * (self.column - 3), "lane"
