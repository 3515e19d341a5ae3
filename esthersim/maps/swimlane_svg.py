"""The swimlane as SVG, for a page that lies down (A4 landscape): bands of events, each with all the lanes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from esthersim.cells import folded
from esthersim.language import _
from esthersim.maps import paper
from esthersim.maps.events import NOT_STARTED, Way
from esthersim.maps.heads import Head, heads
from esthersim.maps.paper import number
from esthersim.maps.shapes import LEGEND_STEP, at, clock, shape, shape_legend
from esthersim.maps.swimlane import Arrow, Part, Swimlane
from esthersim.maps.way_sheets import way_sheets
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import role_title

WIDE, HIGH = paper.LYING, 650.0
"""An A4 page that lies down, at 96 dots an inch, less margins of 15 mm and a line for the page's head."""
NAMES = 168.0
ACROSS, FEWEST_ACROSS = 7, 4
MARGIN = 14.0
LINE, SIZE, SMALL = 13.0, 11.0, 9.0
SIGN_HEIGHT = 24.0
LANE, NARROWEST_LANE = 30.0, 14.0
FOOT_HEIGHT, MOST_FOOT = 12.0, 80.0
GAP = 22.0
LEGEND_HEIGHT = 50.0
ARROW_AWAY = 20.0
MOST_TITLE_LINES = 4
_STRIPE, _RULE = "#f1f3f6", "#c9ced6"


def swimlane_pages(
    lanes: Swimlane, scenario: Scenario, way: Way = NOT_STARTED, *, title: str = "", lists: bool = False
) -> list[str]:
    """Draw the swimlane in sheets that each fit on an A4 page lying down, as many bands on each as it holds.

    `scenario` is the scenario in the language that is read; with the stops of `way`, they are the columns. No event is
    parted between two sheets. What leads from an event to the next is written out at every event; a band has fewer
    events if the words need wider columns. Where they do not fit even so, there are numbers at every event, and with
    `lists` sheets at the end that list the words. What the signs mean stands on the first sheet.
    """
    shown = heads(lanes, scenario, way)
    title = title or _("Roles and handovers")
    for most in range(ACROSS, FEWEST_ACROSS - 1, -1):
        told = _drawing(lanes, scenario, shown, lanes.across(most), tells=True)
        if all(told.fits(band) for band in told.bands):
            return told.drawn(title)
    drawing = _drawing(lanes, scenario, shown, lanes.across(ACROSS), tells=False)
    return [*drawing.drawn(title), *(way_sheets(shown, title) if lists else ())]


def _drawing(lanes: Swimlane, scenario: Scenario, shown: Sequence[Head], across: int, *, tells: bool) -> _Drawing:
    column = (WIDE - NAMES) / max(across, FEWEST_ACROSS)
    above = [_above(head, column) for head in shown]
    below = [_below(head, column, tells=tells) for head in shown]
    return _Drawing(lanes, scenario, shown, tuple(lanes.bands(across)), column, above, below)


def _above(head: Head, column: float) -> list[tuple[str, bool]]:
    """Return the lines below an event's sign, each with whether it is of the title."""
    titles = _wrapped(head.event.title, column, MOST_TITLE_LINES)
    more = (head.event.word, head.time, head.event.timer, head.event.injects)
    return [(line, True) for line in titles] + [(line, False) for text in more for line in _wrapped(text, column)]


def _below(head: Head, column: float, *, tells: bool) -> list[str]:
    """Return the lines below the lanes: what comes next, in numbers or in words, or how a run went on."""
    late = _("timer {arrow} {numbers}").format(arrow="→", numbers=head.late)
    short = (f"→ {head.ways}" if head.ways else "", late if head.late else "")
    feet = (
        *(head.onward if tells else short),
        f"→ {head.how}" if head.how else "",
        "◀ " + _("here now") if head.here else "",
    )
    return [line for foot in feet for line in _wrapped(foot, column)]


def _wrapped(text: str, column: float, lines: int | None = None) -> list[str]:
    return folded(paper.bare(text), int((column - 8) / (paper.LETTER * SIZE)), lines)


@dataclass(frozen=True, slots=True)
class _Drawing:
    lanes: Swimlane
    scenario: Scenario
    heads: Sequence[Head]
    bands: Sequence[range]
    column: float
    above: Sequence[list[tuple[str, bool]]]
    below: Sequence[list[str]]

    def sheets(self) -> list[list[range]]:
        """Return the bands that each sheet holds, the first of them besides the legend."""
        sheets: list[list[range]] = [[]]
        high = MARGIN + LEGEND_HEIGHT
        for band in self.bands:
            height = self.height(band)
            if sheets[-1] and high + height > HIGH:
                sheets.append([])
                high = MARGIN
            sheets[-1].append(band)
            high += height + GAP
        return sheets

    def drawn(self, title: str) -> list[str]:
        """Return the sheets."""
        return [self.sheet(title, bands, explained=number == 0) for number, bands in enumerate(self.sheets())]

    def fits(self, band: range) -> bool:
        """Say whether a sheet can hold a band without being made smaller."""
        return MARGIN + self.height(band) + GAP + LEGEND_HEIGHT <= HIGH

    def sheet(self, title: str, bands: Sequence[range], *, explained: bool) -> str:
        pieces: list[str] = []
        y = MARGIN
        for band in bands:
            pieces += self.band(band, y)
            y += self.height(band) + GAP
        described = "; ".join(self.described(index) for band in bands for index in band)
        high = y + LEGEND_HEIGHT if explained else y
        legend = _legend(y + 4) if explained else ()
        return paper.sheet(title, described, high, (*pieces, *legend), WIDE, min(1, HIGH / high))

    def lane_height(self, band: range) -> float:
        """Return how high a lane is: lower where there are so many that they would not fit on a page."""
        feet = min(self.foot_height(band), MOST_FOOT)
        room = HIGH - LEGEND_HEIGHT - MARGIN - GAP - self.head_height(band) - feet
        return max(min(LANE, room / max(len(self.lanes.lanes), 1)), NARROWEST_LANE)

    def head_height(self, band: range) -> float:
        return SIGN_HEIGHT + LINE * max((len(self.above[index]) for index in band), default=0) + 6

    def foot_height(self, band: range) -> float:
        return FOOT_HEIGHT + LINE * max((len(self.below[index]) for index in band), default=0)

    def height(self, band: range) -> float:
        lanes = self.lane_height(band) * len(self.lanes.lanes)
        return self.head_height(band) + lanes + self.foot_height(band)

    def band(self, band: range, y: float) -> Iterator[str]:
        """Yield the lanes, what the roles have to do with each event, and the words above and below."""
        lane, top = self.lane_height(band), y + self.head_height(band)
        yield from self.names(top, lane, NAMES + self.column * len(band))
        for place, index in enumerate(band):
            x = NAMES + self.column * place
            column, head = self.lanes.columns[index], self.heads[index]
            yield from self.head(index, x, y)
            if column.arrow is not None:
                yield from _arrow(column.arrow, x + MARGIN, top, lane)
            for each, part in enumerate(column.parts):
                if part is not None:
                    yield _part(part, x + MARGIN, top + (each + 0.5) * lane)
            below = top + lane * len(self.lanes.lanes) + FOOT_HEIGHT
            for row, line in enumerate(self.below[index]):
                fill = paper.WAY if head.how or head.here else paper.QUIET
                yield paper.label(x + 4, below + LINE * row + 4, line, size=SIZE, fill=fill, bold=head.here)

    def names(self, top: float, lane: float, right: float) -> Iterator[str]:
        for index, role in enumerate(self.lanes.lanes):
            y = top + index * lane
            if index % 2 == 0:
                yield paper.band(0, y, right, lane, _STRIPE)
            yield paper.path(f"M{at((NAMES, y + lane / 2))}H{number(right)}", _RULE, 1)
            size, step = (SIZE, LINE) if lane >= 2 * LINE else (SMALL, SMALL + 1)
            name = role_title(self.scenario, role) or role
            lines = paper.wrapped(name, NAMES - 14, size, int(lane / step))
            if lines[-1].endswith("…"):
                size, step = SMALL, SMALL + 1
                lines = paper.wrapped(name, NAMES - 14, size, int(lane / step))
            for row, line in enumerate(lines):
                middle = y + lane / 2 + size / 3 + (row - (len(lines) - 1) / 2) * step
                yield paper.label(6, middle, line, size=size, bold=role in self.scenario.patients)

    def head(self, index: int, x: float, y: float) -> Iterator[str]:
        """Yield shape, number and clock, and below them the title, the kind, the story time and the timer."""
        head = self.heads[index]
        if head.here:
            yield paper.circle(x + MARGIN, y + 10, 12.5, paper.WAY, thickness=2.4)
        yield shape(head.event.kind, x + MARGIN, y + 10, filled=head.visited)
        yield paper.label(x + MARGIN + 16, y + 14, str(head.number), size=12, bold=True)
        if head.event.limit is not None:
            yield clock(x + MARGIN + 26 + paper.length_of(str(head.number)), y + 10)
        for row, (line, is_title) in enumerate(self.above[index]):
            fill = paper.INK if is_title else paper.QUIET
            yield paper.label(x + 4, y + SIGN_HEIGHT + LINE * (row + 1), line, size=SIZE, fill=fill, bold=is_title)

    def described(self, index: int) -> str:
        """Return a column in words, for those who hear the drawing."""
        head, column = self.heads[index], self.lanes.columns[index]
        arrow = column.arrow
        passed = ""
        if arrow is not None:
            receivers = ", ".join(self.name(lane) for lane in arrow.targets)
            passed = _("{sender} hands over to {receivers}").format(sender=self.name(arrow.source), receivers=receivers)
        pieces = (head.event.title, head.event.word, passed, head.how)
        return f"{head.number}. " + ", ".join(piece for piece in pieces if piece)

    def name(self, lane: int) -> str:
        return role_title(self.scenario, self.lanes.lanes[lane])


def _part(part: Part, x: float, y: float) -> str:
    """Return a role's sign: a dot, or the diamond of who decides."""
    if part == "decides":
        return shape("decision", x, y, filled=True)
    return paper.circle(x, y, 6 if part == "gives" else 4.5, paper.INK, paper.INK)


def _arrow(arrow: Arrow, x: float, top: float, lane: float) -> Iterator[str]:
    """Yield the handover: out of the sender's dot, along, and into each receiver's with a point."""
    level = {each: top + (each + 0.5) * lane for each in (arrow.source, *arrow.targets)}
    bend = x + ARROW_AWAY
    sides = f"M{at((x, level[arrow.source]))}H{number(bend)}"
    sides += "".join(f"M{at((bend, level[target]))}H{number(x + 12)}" for target in arrow.targets)
    spine = f"M{at((bend, top + (arrow.above + 0.5) * lane))}V{number(top + (arrow.below + 0.5) * lane)}"
    yield paper.path(sides + spine, paper.WAY, 2.4)
    for target in arrow.targets:
        yield paper.path(f"M{at((x + 6, level[target]))}l9 -5v10z", paper.WAY, 1, fill=paper.WAY)


def _legend(y: float) -> Iterator[str]:
    """Yield what each shape means, in words, in two rows from `y` down."""
    yield from shape_legend(MARGIN, y)
    x, y = MARGIN, y + 24
    for part, word in (("present", _("takes part")), ("decides", _("decides"))):
        yield _part("decides" if part == "decides" else "present", x, y)
        yield paper.label(x + 15, y + 4, word, size=11, fill=paper.QUIET)
        x += LEGEND_STEP
    yield paper.path(f"M{at((x, y))}h40", paper.WAY, 2.4)
    yield _part("gives", x, y)
    yield paper.path(f"M{at((x + 49, y))}l-9 -5v10z", paper.WAY, 1, fill=paper.WAY)
    yield paper.label(x + 60, y + 4, _("hands over, and who receives"), size=11, fill=paper.QUIET)
    yield paper.label(
        x + 2.5 * LEGEND_STEP,
        y + 4,
        "→ 2",
        size=11,
        fill=paper.QUIET,
        after=paper.more(_("goes on to event {number}").format(number=2)),
    )
