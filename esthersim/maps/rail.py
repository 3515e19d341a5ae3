"""The rail: one event per row, lanes for branches, as `git log --graph` draws a history.

Three rules make it readable, and let a program read it back:

- On an event's row, every horizontal line leaves the event. On a connector row, every one leads to the event below.
- A lane leads to one event only. It runs down, or, where it closes a loop, it is rising: right of its event, upwards.
- Where a horizontal line meets a lane with which it shares no edge, it passes under it.

Where another stage begins, a row of its own stands above the event: the lanes run through it.

An edge that would run too far, or for which no lane is left, is no line but a jump: its target is named at the row.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from esthersim.maps.order import Order, order_of
from esthersim.scenario.graph import Edge, edges
from esthersim.scenario.model import Scenario

MOST_LANES = 10
LONGEST_DOWN = 30
LONGEST_UP = 12

Edges = tuple[int, ...]


class Cell(NamedTuple):
    """One lane in one row: the edges (indexes into `Rail.edges`) that leave the cell's middle in each direction.

    `rising` says that the vertical line is read upwards.
    """

    up: Edges = ()
    right: Edges = ()
    down: Edges = ()
    left: Edges = ()
    rising: bool = False

    @property
    def crossing(self) -> bool:
        """Whether a horizontal line passes under a vertical one here, without meeting it."""
        across, along = {*self.left, *self.right}, {*self.up, *self.down}
        return bool(across and along) and not across & along


_EMPTY = Cell()


class Jump(NamedTuple):
    """Edges of an event that are not drawn as a line: where they lead, and whether that is further up."""

    target: str
    edges: Edges
    up: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row: an event with its lane, or a connector (`event` is None) above the event in that lane.

    A row that only says that another stage begins has no lane (-1), and in `begins` the event with which it does.
    """

    event: str | None
    lane: int
    cells: tuple[Cell, ...]
    jumps: tuple[Jump, ...] = ()
    begins: str | None = None


@dataclass(frozen=True, slots=True)
class Rail:
    """The whole map, apart from any drawing. `width` is the number of lanes; every row has that many cells."""

    rows: tuple[Row, ...]
    width: int
    edges: tuple[Edge, ...]


def rail(scenario: Scenario, *, most_lanes: int = MOST_LANES) -> Rail:
    """Lay out a scenario. Pure and the same every time; some milliseconds for 300 events, so keep the result."""
    stages = {key: event.stage for key, event in scenario.events.items() if event.stage}
    return lay_out(tuple(scenario.events), edges(scenario), stages, most_lanes=most_lanes)


def lay_out(
    events: Sequence[str],
    ways: Sequence[Edge],
    stages: Mapping[str, str] | None = None,
    *,
    most_lanes: int = MOST_LANES,
    longest_down: int = LONGEST_DOWN,
    longest_up: int = LONGEST_UP,
) -> Rail:
    """Lay out events and the edges between them; edges from or to anything else are left out.

    The first event is the start. `stages` says to which stage an event belongs, if any. `most_lanes` (2 or more) bounds
    the width; `longest_down` and `longest_up` count events: an edge that spans more becomes a jump, but never one of
    the main way.
    """
    known = dict.fromkeys(events)
    drawn = tuple(edge for edge in ways if edge.source in known and edge.target in known)
    bundles: dict[str, dict[str, Edges]] = {event: {} for event in known}
    for index, edge in enumerate(drawn):
        bundle = bundles[edge.source]
        bundle[edge.target] = (*bundle.get(edge.target, ()), index)
    order = order_of({event: tuple(bundle) for event, bundle in bundles.items()})
    layout = _Layout(order, bundles, max(most_lanes, 2), longest_down, longest_up)
    stage = None
    for event in order.events:
        if (stages or {}).get(event) != stage:
            stage = (stages or {}).get(event)
            layout.begin(event)
        layout.add(event)
    width = max((len(row.cells) for row in layout.rows), default=0)
    rows = [row if len(row.cells) == width else _widened(row, width) for row in layout.rows]
    return Rail(tuple(rows), width, drawn)


def _widened(row: Row, width: int) -> Row:
    return replace(row, cells=row.cells + (_EMPTY,) * (width - len(row.cells)))


@dataclass(slots=True)
class _Lane:
    """A lane that runs at the row being laid out: down to `target`, or up to it from the sources still to come."""

    target: str
    edges: Edges = ()
    rising: bool = False
    cell: Cell = field(default_factory=Cell)

    def carry(self, ways: Edges) -> None:
        self.edges = ways
        self.cell = Cell(up=ways, down=ways, rising=self.rising)


@dataclass(slots=True)
class _Layout:
    """Lays out row by row, from the top."""

    order: Order
    bundles: dict[str, dict[str, Edges]]
    most_lanes: int
    longest_down: int
    longest_up: int
    rows: list[Row] = field(default_factory=list)
    running: list[_Lane | None] = field(default_factory=list)
    returns: dict[str, dict[str, Edges]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Collect for every event the edges that rise to it."""
        place = self.order.place
        for source in self.order.events:
            for target, ways in self.bundles[source].items():
                if 0 <= place[source] - place[target] <= self.longest_up:
                    self.returns.setdefault(target, {})[source] = ways

    def begin(self, event: str) -> None:
        """Add the row above an event with which another stage begins; all lanes run through it."""
        cells = tuple(lane.cell if lane else _EMPTY for lane in self.running)
        self.rows.append(Row(None, -1, cells, begins=event))

    def add(self, event: str) -> None:
        """Add the rows of one event: a connector where lanes meet above it, and its own."""
        arriving = [column for column, lane in enumerate(self.running) if lane and lane.target == event]
        column = arriving[0] if arriving else self.free(0)
        self.reach(column)
        rising = self.rise(event, column)
        if len(arriving) > 1 or rising is not None:
            above = self.connect(column, arriving, rising)
        else:
            lane = self.running[column]
            above = lane.edges if lane else ()
        for each in arriving:
            self.running[each] = None
        self.leave(event, column, above)

    def reach(self, column: int) -> None:
        """Make the row wide enough."""
        self.running.extend([None] * (column + 1 - len(self.running)))

    def free(self, near: int) -> int:
        """Return the free column nearest to one, the right one of two."""
        width = len(self.running)
        candidates = [column for column in range(width + 1) if column == width or self.running[column] is None]
        return min(candidates, key=lambda column: (abs(column - near), -column))

    def rise(self, event: str, column: int) -> int | None:
        """Open the lane on which loops come back to the event; none where nothing comes back, or no lane is left."""
        sources = self.returns.get(event)
        if not sources:
            return None
        place = column + 1
        while place < len(self.running) and self.running[place] is not None:
            place += 1
        if place >= self.most_lanes - 1:
            del self.returns[event]
            return None
        self.reach(place)
        lane = _Lane(event, rising=True)
        lane.carry(tuple(way for ways in sources.values() for way in ways))
        self.running[place] = lane
        return place

    def connect(self, column: int, arriving: list[int], rising: int | None) -> Edges:
        """Add the connector row above an event and return what arrives."""
        cells = [lane.cell if lane else _EMPTY for lane in self.running]
        carried: Edges = ()
        for place in range(len(cells) - 1, column - 1, -1):
            lane = self.running[place]
            own = lane.edges if lane and (place in arriving or place == rising) else ()
            if place == column:
                cells[place] = Cell(up=own, right=carried, down=own + carried)
            elif place == rising:
                cells[place] = Cell(right=carried, down=own, left=own + carried, rising=True)
            elif own:
                cells[place] = Cell(up=own, right=carried, left=own + carried)
            elif carried:
                cells[place] = cells[place]._replace(right=carried, left=carried)
            carried += own if place != column else ()
        lane = self.running[column]
        self.rows.append(Row(None, column, tuple(cells)))
        return (lane.edges if lane and column in arriving else ()) + carried

    def leave(self, event: str, column: int, above: Edges) -> None:
        """Add the event's own row, with every way that leaves it."""
        exits: dict[int, Edges] = {}
        jumps: list[Jump] = []
        place = self.order.place
        targets = self.bundles[event]
        for target, ways in targets.items():
            if place[target] <= place[event]:
                lane = self.rising_to(target) if event in self.returns.get(target, ()) else None
                if lane is None:
                    jumps.append(Jump(target, ways, up=True))
                else:
                    exits[lane] = ways
        below = self.order.downward(event, tuple(targets))
        for target in sorted(below, key=lambda each: (each != below[0], -place[each])):
            lane = self.lane_down(event, column, target, main=target == below[0])
            if lane is None:
                jumps.append(Jump(target, targets[target], up=False))
                continue
            exits[lane] = targets[target]
            self.reach(lane)
            if self.running[lane] is None:
                self.running[lane] = _Lane(target)
        self.rows.append(Row(event, column, self.cells(column, above, exits), tuple(jumps)))
        while self.running and self.running[-1] is None:
            self.running.pop()

    def rising_to(self, target: str) -> int | None:
        """Return the column of the lane that rises to an event."""
        for column, lane in enumerate(self.running):
            if lane and lane.rising and lane.target == target:
                return column
        return None

    def lane_down(self, event: str, column: int, target: str, *, main: bool) -> int | None:
        """Choose the column in which an event's way to one target goes down, None where it has to be a jump."""
        place, trunk = self.order.place, self.order.trunk
        span = place[target] - place[event]
        on_trunk = main and event in trunk
        if span > self.longest_down and not on_trunk:
            return None
        lanes = [each for each, lane in enumerate(self.running) if lane and not lane.rising and lane.target == target]
        straight = self.running[column] is None and (span == 1 or column < self.most_lanes - 1)
        if main and straight and not any(each < column for each in lanes) and (on_trunk or span == 1 or not lanes):
            return column
        if lanes:
            return min(lanes, key=lambda each: (abs(each - column), each))
        free = self.free(column)
        return free if free < self.most_lanes - (span > 1) else None

    def cells(self, column: int, above: Edges, exits: dict[int, Edges]) -> tuple[Cell, ...]:
        """Draw the exits into the running lanes and return the event's row."""
        self.reach(column)
        cells = [lane.cell if lane else _EMPTY for lane in self.running]
        straight = exits.get(column, ())
        right: Edges = ()
        for place in range(len(cells) - 1, column, -1):
            if place in exits or right:
                cells[place] = self.pass_by(place, exits.get(place, ()))._replace(
                    left=exits.get(place, ()) + right, right=right
                )
                right += exits.get(place, ())
        left: Edges = ()
        for place in range(column):
            if place in exits or left:
                cells[place] = self.pass_by(place, exits.get(place, ()))._replace(
                    right=exits.get(place, ()) + left, left=left
                )
                left += exits.get(place, ())
        lane = self.running[column]
        if lane:
            lane.carry(straight)
        cells[column] = Cell(up=above, right=right, down=straight, left=left)
        return tuple(cells)

    def pass_by(self, place: int, joining: Edges) -> Cell:
        """Return the vertical line of a lane that an exit joins, and let the lane carry on from there."""
        lane = self.running[place]
        if lane is None or not joining:
            return lane.cell if lane else _EMPTY
        before = lane.edges
        lane.carry(tuple(way for way in before if way not in joining) if lane.rising else before + joining)
        if lane.rising and not lane.edges:
            self.running[place] = None
        return Cell(up=before, down=lane.edges, rising=lane.rising)
