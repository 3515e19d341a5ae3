"""The rail as inline SVG, for a report on paper or a page: the same layout as in the terminal, with round tracks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from esthersim.language import _
from esthersim.maps import paper
from esthersim.maps.events import NOT_STARTED, MapEvent, Way, heavy, title_of
from esthersim.maps.paper import number
from esthersim.maps.rail import Cell, Edges, Rail, Row
from esthersim.maps.shapes import LEGEND_STEP, Point, at, clock, shape, shape_legend

STEP = 22.0
EVENT_HEIGHT = 26.0
CONNECTOR_HEIGHT = 14.0
STAGE_HEIGHT, STAGE_COLOUR = 24.0, "#eaf0f7"
MARGIN = 18.0
LEGEND_HEIGHT = 52.0
PAGE_HEIGHT = 990.0  # A4 at 96 dots an inch, less margins of 15 mm and a line for the page's head
SMALLEST_ROOM = 30.0
CLOCK_WIDTH = 14.0
CHOICE_LINE, CHOICE_SIZE = 14.0, 11.0
MOST_CHOICE_LINES = 8
NUMBER_SIZE = 9.0

Told = Mapping[str, Sequence[str]]
"""The ways from each event in words, in the order of the rail's edges."""


def rail_svg(
    rail: Rail,
    events: Mapping[str, MapEvent],
    way: Way = NOT_STARTED,
    *,
    title: str = "",
    told: Told | None = None,
    first: int = 0,
    last: int | None = None,
) -> str:
    """Draw the rail, or its rows from `first` to before `last`, as one SVG element with a legend.

    The way taken is bold and its events are filled; the event of now has a ring and the word. Where the ways from an
    event are `told`, they stand below its title, and of several each has a number, here and at its line.
    """
    drawing = _Drawing(rail, events, way, told or {}, way.edges(rail), way.seen)
    y = MARGIN / 2
    for row in rail.rows[first:last]:
        drawing.row(row, y)
        y += drawing.height(row)
    pieces = (*drawing.bands, *drawing.tracks(), *drawing.stops, *_legend(y + 18, taken=bool(way.visited)))
    return paper.sheet(title or _("Map of the journey"), _in_words(events, way), y + LEGEND_HEIGHT, pieces)


def rail_pages(
    rail: Rail,
    events: Mapping[str, MapEvent],
    way: Way = NOT_STARTED,
    *,
    title: str = "",
    told: Told | None = None,
) -> list[str]:
    """Draw the rail in pieces that each fit on an A4 page; lanes go on at the same place on the next."""
    drawing = _Drawing(rail, events, way, told or {}, frozenset(), frozenset())
    starts, high = [0], 0.0
    for index, row in enumerate(rail.rows):
        height = drawing.height(row)
        high += height
        if high > PAGE_HEIGHT - LEGEND_HEIGHT - MARGIN / 2:
            starts.append(index)
            high = height
    ends = (*starts[1:], len(rail.rows))
    return [
        rail_svg(rail, events, way, title=title, told=told, first=first, last=last)
        for first, last in zip(starts, ends, strict=True)
    ]


@dataclass(slots=True)
class _Drawing:
    """Collects the tracks by their look, so that the way taken lies on top, and the events above them."""

    rail: Rail
    events: Mapping[str, MapEvent]
    way: Way
    told: Told
    went: frozenset[int]
    seen: frozenset[str]
    under: dict[bool, list[str]] = field(default_factory=lambda: {False: [], True: []})
    halos: list[str] = field(default_factory=list)
    over: dict[tuple[bool, bool], list[str]] = field(default_factory=dict)
    stops: list[str] = field(default_factory=list)
    bands: list[str] = field(default_factory=list)

    def row(self, row: Row, y: float) -> None:
        if row.begins is not None:
            self.band(row.begins, y)
        height = self.height(row)
        middle = y + (CONNECTOR_HEIGHT if row.event is None else EVENT_HEIGHT) / 2
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
            self.numbers(row, row.event, middle)
            self.stop(row, row.event, MARGIN + row.lane * STEP, middle)

    def band(self, event: str, y: float) -> None:
        """Draw the strip with the title of the stage that begins with an event; a rule where one is over."""
        title = self.events[event].stage if event in self.events else ""
        if not title:
            self.bands.append(paper.band(0, y + STAGE_HEIGHT / 2, paper.PAGE, 1, paper.LINE))
            return
        self.bands.append(paper.band(0, y + 1, paper.PAGE, STAGE_HEIGHT - 4, STAGE_COLOUR))
        left = _left(self.rail)
        fitted = paper.fitted(title, paper.PAGE - left, 12)
        self.stops.append(paper.label(left, y + STAGE_HEIGHT - 8, fitted, size=12, fill=paper.WAY, bold=True))

    def exits(self, cell: Cell, middle: Point, ports: Mapping[str, Point]) -> None:
        for heading, ways in _directions(cell):
            self.track(ways, f"M{at(middle)}L{at(ports[heading])}", rising=False)

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
                    d = f"M{at(begin)}H{number(end[0])}"
                    if cell.crossing:
                        self.under[heavy(shared, self.went)].append(d)
                    else:
                        self.track(shared, d, rising=False)
                elif {one, other} == {"up", "down"}:
                    d = f"M{at(begin)}V{number(end[1])}"
                    if cell.crossing:
                        self.halos.append(d)
                    self.track(shared, d, rising=cell.rising)
                else:
                    self.track(shared, f"M{at(begin)}Q{at(middle)} {at(end)}", rising=cell.rising)

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
        self.stops.append(shape(known.kind, x, y, filled=seen))
        left = _left(self.rail)
        room = paper.PAGE - left
        mark = "◀ " + _("here now") if here else ""
        numbers = self.way.numbers(event) if seen else ""
        title = paper.fitted(f"{numbers}. {known.title}" if numbers else known.title, room - paper.length_of(mark))
        room -= paper.length_of(f"{title}  {mark}", 14)
        jumps = (f"{'↺' if jump.up else '↓'} {title_of(self.events, jump.target)}" for jump in row.jumps)
        times = 0 if numbers else self.way.visited.count(event)
        words = (*jumps, f"\N{MULTIPLICATION SIGN}{times}" if times > 1 else "", known.words(), known.injects)
        if known.limit is not None:
            self.stops.append(clock(left - CLOCK_WIDTH / 2 - 3, y))
        small = paper.fitted(" · ".join(word for word in words if word), room, 11) if room > SMALLEST_ROOM else ""
        after = paper.more(mark, size=12, fill=paper.WAY, bold=True) + paper.more(small)
        self.stops.append(paper.label(left, y + 4.5, title, bold=seen, after=after))
        fill = paper.WAY if self.way.stops else paper.QUIET
        for index, line in enumerate(self.choices(row), 1):
            self.stops.append(paper.label(left, y + 4.5 + CHOICE_LINE * index, line, size=CHOICE_SIZE, fill=fill))

    def numbers(self, row: Row, event: str, middle: float) -> None:
        """Put the numbers of an event's ways where each leaves it, next to the line."""
        ways = [index for index, edge in enumerate(self.rail.edges) if edge.source == event]
        if len(self.told.get(event, ())) < 2 or self.way.stops:
            return
        for column, cell in enumerate(row.cells):
            along = {*(cell.up if cell.rising else cell.down)}
            if own := ",".join(str(number) for number, way in enumerate(ways, 1) if way in along):
                place = (MARGIN + column * STEP + 4, middle + (18 if column == row.lane else 12))
                self.stops.append(paper.label(*place, own, size=NUMBER_SIZE, fill=paper.QUIET))

    def choices(self, row: Row) -> list[str]:
        """Return the lines below an event's title: how a run went on, or else the ways that lead on."""
        if row.event is None:
            return []
        room = paper.PAGE - _left(self.rail)
        if self.way.stops:
            how = self.way.chosen(row.event)
            return paper.wrapped(f"→ {how}", room, CHOICE_SIZE, MOST_CHOICE_LINES) if how else []
        told = self.told.get(row.event, ())
        numbered = [f"{number}. {words}" for number, words in enumerate(told, 1)] if len(told) > 1 else told
        return [line for words in numbered for line in paper.wrapped(words, room, CHOICE_SIZE, MOST_CHOICE_LINES)]

    def height(self, row: Row) -> float:
        """Return how high a row is."""
        if row.begins is not None:
            return STAGE_HEIGHT
        if row.event is None:
            return CONNECTOR_HEIGHT
        return EVENT_HEIGHT + CHOICE_LINE * len(self.choices(row))


def _left(rail: Rail) -> float:
    """Return where the titles begin."""
    return MARGIN + rail.width * STEP + CLOCK_WIDTH


def _track(d: str, *, strong: bool, rising: bool = False) -> str:
    if strong:
        return paper.path(d, paper.WAY, 4.2, dashes="1 6" if rising else "")
    return paper.path(d, dashes="3 4" if rising else "")


def _arrow(x: float, y: float, *, strong: bool) -> str:
    wide, high, colour = (8.0, 6.0, paper.WAY) if strong else (6.0, 3.5, paper.LINE)
    tip = f"M{at((x, y))}l{number(wide)} {number(-high)}v{number(2 * high)}z"
    return paper.path(tip, colour, 1, fill=colour)


def _directions(cell: Cell) -> list[tuple[str, Edges]]:
    sides = (("up", cell.up), ("right", cell.right), ("down", cell.down), ("left", cell.left))
    return [(heading, ways) for heading, ways in sides if ways]


def _legend(y: float, *, taken: bool) -> Iterator[str]:
    """Yield what each shape and line means, in words, in two rows from `y` down; of a way taken where there is one."""
    tracks = (
        (_("the way taken"), True, False),
        (_("a way not taken"), False, False),
        (_("leads back up"), False, True),
    )
    yield from shape_legend(MARGIN, y)
    x, y = MARGIN, y + 22
    for word, strong, rising in tracks if taken else tracks[-1:]:
        yield _track(f"M{at((x - 8, y))}h26", strong=strong, rising=rising)
        yield paper.label(x + 26, y + 4, word, size=11, fill=paper.QUIET)
        x += LEGEND_STEP * 1.5


def _in_words(events: Mapping[str, MapEvent], way: Way) -> str:
    """Return the way taken as a sentence, for those who hear the drawing."""
    if not way.visited:
        return ", ".join(event.title for event in events.values())
    steps = " → ".join(title_of(events, event) for event in way.visited)
    if way.stops:
        stops = (
            f"{title_of(events, stop.event)} ({stop.how})" if stop.how else title_of(events, stop.event)
            for stop in way.stops
        )
        steps = " → ".join(stops)
    return _("The way taken: {steps}").format(steps=steps)
