"""The rail as inline SVG, for a report on paper or a page: the same layout as in the terminal, with round tracks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from esthersim.language import _
from esthersim.maps import paper
from esthersim.maps.events import NOT_STARTED, Kind, MapEvent, Way, heavy, title_of
from esthersim.maps.paper import number
from esthersim.maps.rail import Cell, Edges, Rail, Row

STEP = 22.0
EVENT_HEIGHT = 26.0
CONNECTOR_HEIGHT = 14.0
MARGIN = 18.0
LEGEND_HEIGHT = 52.0
PAGE_HEIGHT = 990.0  # A4 at 96 dots an inch, less margins of 15 mm and a line for the page's head
SMALLEST_ROOM = 30.0
LEGEND_STEP = 120.0

_COLOURS: Mapping[Kind, str] = {
    "event": paper.INK,
    "decision": paper.DECISION,
    "handover": paper.WAY,
    "ending": paper.ENDING,
}


def rail_svg(
    rail: Rail,
    events: Mapping[str, MapEvent],
    way: Way = NOT_STARTED,
    *,
    title: str = "",
    first: int = 0,
    last: int | None = None,
) -> str:
    """Draw the rail, or its rows from `first` to before `last`, as one SVG element with a legend.

    The way taken is bold and its events are filled; the event of now has a ring and the word.
    """
    drawing = _Drawing(rail, events, way, way.edges(rail), way.seen)
    rows = rail.rows[first:last]
    y = MARGIN / 2
    for row in rows:
        drawing.row(row, y)
        y += _height(row)
    pieces = (*drawing.tracks(), *drawing.stops, *_legend(y + 18))
    return paper.sheet(title or _("Map of the journey"), _in_words(events, way), y + LEGEND_HEIGHT, pieces)


def rail_pages(rail: Rail, events: Mapping[str, MapEvent], way: Way = NOT_STARTED, *, title: str = "") -> list[str]:
    """Draw the rail in pieces that each fit on an A4 page; lanes go on at the same place on the next."""
    starts, high = [0], 0.0
    for index, row in enumerate(rail.rows):
        high += _height(row)
        if high > PAGE_HEIGHT - LEGEND_HEIGHT - MARGIN / 2:
            starts.append(index)
            high = _height(row)
    ends = (*starts[1:], len(rail.rows))
    return [
        rail_svg(rail, events, way, title=title, first=first, last=last)
        for first, last in zip(starts, ends, strict=True)
    ]


Point = tuple[float, float]


@dataclass(slots=True)
class _Drawing:
    """Collects the tracks by their look, so that the way taken lies on top, and the events above them."""

    rail: Rail
    events: Mapping[str, MapEvent]
    way: Way
    went: frozenset[int]
    seen: frozenset[str]
    under: dict[bool, list[str]] = field(default_factory=lambda: {False: [], True: []})
    halos: list[str] = field(default_factory=list)
    over: dict[tuple[bool, bool], list[str]] = field(default_factory=dict)
    stops: list[str] = field(default_factory=list)

    def row(self, row: Row, y: float) -> None:
        height = _height(row)
        middle = y + height / 2
        for column, cell in enumerate(row.cells):
            x = MARGIN + column * STEP
            ports = {
                "up": (x, y),
                "right": (x + STEP / 2, middle),
                "down": (x, y + height),
                "left": (x - STEP / 2, middle),
            }
            if row.event is not None and column == row.lane:
                self.exits(cell, (x, middle), ports)
            else:
                self.through(cell, (x, middle), ports)
            if row.event is None and column == row.lane and cell.right:
                self.stops.append(_arrow(x + 6, middle, strong=heavy(cell.right, self.went)))
        if row.event is not None:
            self.stop(row, row.event, MARGIN + row.lane * STEP, middle)

    def exits(self, cell: Cell, middle: Point, ports: Mapping[str, Point]) -> None:
        for heading, ways in _directions(cell):
            self.track(ways, f"M{_at(middle)}L{_at(ports[heading])}", rising=False)

    def through(self, cell: Cell, middle: Point, ports: Mapping[str, Point]) -> None:
        """Draw every way through a cell: from each direction to each other that shares an edge with it."""
        sides = _directions(cell)
        for index, (one, ways) in enumerate(sides):
            for other, more in sides[index + 1 :]:
                shared = tuple(way for way in ways if way in more)
                if not shared:
                    continue
                begin, end = ports[one], ports[other]
                if {one, other} == {"left", "right"}:
                    d = f"M{_at(begin)}H{number(end[0])}"
                    if cell.crossing:
                        self.under[heavy(shared, self.went)].append(d)
                    else:
                        self.track(shared, d, rising=False)
                elif {one, other} == {"up", "down"}:
                    d = f"M{_at(begin)}V{number(end[1])}"
                    if cell.crossing:
                        self.halos.append(d)
                    self.track(shared, d, rising=cell.rising)
                else:
                    self.track(shared, f"M{_at(begin)}Q{_at(middle)} {_at(end)}", rising=cell.rising)

    def track(self, ways: Edges, d: str, *, rising: bool) -> None:
        self.over.setdefault((heavy(ways, self.went), rising), []).append(d)

    def tracks(self) -> Iterator[str]:
        """Yield the tracks: what passes under, a margin round what passes over, that, and the way taken on top."""
        for strong in (False, True):
            if self.under[strong]:
                yield _track("".join(self.under[strong]), strong=strong)
        if self.halos:
            yield paper.path("".join(self.halos), paper.PAPER, 8)
        for strong, rising in ((False, False), (False, True), (True, False), (True, True)):
            if d := self.over.get((strong, rising)):
                yield _track("".join(d), strong=strong, rising=rising)

    def stop(self, row: Row, event: str, x: float, y: float) -> None:
        """Draw an event's sign, its title, and in smaller letters what else is known."""
        here, seen = event == self.way.current, event in self.seen
        known = self.events.get(event, MapEvent(event))
        if here:
            self.stops.append(paper.circle(x, y, 12.5, paper.WAY, thickness=2.4))
        self.stops.append(_shape(known.kind, x, y, filled=seen))
        left = MARGIN + self.rail.width * STEP
        room = paper.PAGE - left
        mark = "◀ " + _("here now") if here else ""
        title = paper.fitted(known.title, room - paper.length_of(mark))
        room -= paper.length_of(f"{title}  {mark}", 14)
        jumps = (f"{'↺' if jump.up else '↓'} {title_of(self.events, jump.target)}" for jump in row.jumps)
        times = self.way.visited.count(event)
        words = (*jumps, f"\N{MULTIPLICATION SIGN}{times}" if times > 1 else "", known.words())
        small = paper.fitted(" · ".join(word for word in words if word), room, 11) if room > SMALLEST_ROOM else ""
        after = paper.more(mark, size=12, fill=paper.WAY, bold=True) + paper.more(small)
        self.stops.append(paper.label(left, y + 4.5, title, bold=seen, after=after))


def _height(row: Row) -> float:
    return CONNECTOR_HEIGHT if row.event is None else EVENT_HEIGHT


def _track(d: str, *, strong: bool, rising: bool = False) -> str:
    if strong:
        return paper.path(d, paper.WAY, 4.2, dashes="1 6" if rising else "")
    return paper.path(d, dashes="3 4" if rising else "")


def _arrow(x: float, y: float, *, strong: bool) -> str:
    wide, high, colour = (8.0, 6.0, paper.WAY) if strong else (6.0, 3.5, paper.LINE)
    tip = f"M{_at((x, y))}l{number(wide)} {number(-high)}v{number(2 * high)}z"
    return paper.path(tip, colour, 1, fill=colour)


def _directions(cell: Cell) -> list[tuple[str, Edges]]:
    sides = (("up", cell.up), ("right", cell.right), ("down", cell.down), ("left", cell.left))
    return [(heading, ways) for heading, ways in sides if ways]


def _at(point: Point) -> str:
    return f"{number(point[0])} {number(point[1])}"


def _shape(kind: Kind, x: float, y: float, *, filled: bool) -> str:
    """Return an event's sign: circle, diamond, two arrows or square; filled where the team has been."""
    colour = _COLOURS[kind]
    fill, inner = (colour, paper.PAPER) if filled else (paper.PAPER, colour)
    match kind:
        case "decision":
            return paper.path(f"M{_at((x, y - 8.5))}l8.5 8.5l-8.5 8.5l-8.5 -8.5z", colour, 1.8, fill=fill)
        case "ending":
            return paper.rectangle(x - 6.5, y - 6.5, 13, 13, stroke=colour, fill=fill)
        case "handover":
            arrows = f"M{_at((x - 5, y - 2.5))}h10l-3 -2.5M{_at((x + 5, y + 2.5))}h-10l3 2.5"
            frame = paper.rectangle(x - 9, y - 7.5, 18, 15, stroke=colour, fill=fill, round_by=4)
            return frame + paper.path(arrows, inner, 1.5)
        case _:
            return paper.circle(x, y, 6.5, colour, fill)


def _legend(y: float) -> Iterator[str]:
    """Yield what each shape and line means, in words, in two rows from `y` down."""
    kinds: tuple[tuple[Kind, str], ...] = (
        ("event", _("event")),
        ("decision", _("decision")),
        ("handover", _("handover")),
        ("ending", _("ending")),
    )
    tracks = (
        (_("the way taken"), True, False),
        (_("a way not taken"), False, False),
        (_("leads back up"), False, True),
    )
    x = MARGIN
    for kind, word in kinds:
        yield _shape(kind, x, y, filled=False)
        yield paper.label(x + 15, y + 4, word, size=11, fill=paper.QUIET)
        x += LEGEND_STEP
    x, y = MARGIN, y + 22
    for word, strong, rising in tracks:
        yield _track(f"M{_at((x - 8, y))}h26", strong=strong, rising=rising)
        yield paper.label(x + 26, y + 4, word, size=11, fill=paper.QUIET)
        x += LEGEND_STEP * 1.5


def _in_words(events: Mapping[str, MapEvent], way: Way) -> str:
    """Return the way taken as a sentence, for those who hear the drawing."""
    if not way.visited:
        return ", ".join(event.title for event in events.values())
    steps = " → ".join(title_of(events, event) for event in way.visited)
    return _("The way taken: {steps}").format(steps=steps)
