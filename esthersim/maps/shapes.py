"""The signs of the events on paper: each kind has its own outline, which colour only underlines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from esthersim.language import _
from esthersim.maps import paper
from esthersim.maps.paper import number
from esthersim.maps.phrases import Kind, kind_words

LEGEND_STEP = 116.0
Point = tuple[float, float]

_COLOURS: Mapping[Kind, str] = {
    "event": paper.INK,
    "decision": paper.DECISION,
    "handover": paper.WAY,
    "ending": paper.ENDING,
}


def at(point: Point) -> str:
    """Return a point as a path has it."""
    return f"{number(point[0])} {number(point[1])}"


def shape(kind: Kind, x: float, y: float, *, filled: bool) -> str:
    """Return an event's sign: circle, diamond, two arrows or square; filled where the team has been."""
    colour = _COLOURS[kind]
    fill, inner = (colour, paper.PAPER) if filled else (paper.PAPER, colour)
    match kind:
        case "decision":
            return paper.path(f"M{at((x, y - 8.5))}l8.5 8.5l-8.5 8.5l-8.5 -8.5z", colour, 1.8, fill=fill)
        case "ending":
            return paper.rectangle(x - 6.5, y - 6.5, 13, 13, stroke=colour, fill=fill)
        case "handover":
            arrows = f"M{at((x - 5, y - 2.5))}h10l-3 -2.5M{at((x + 5, y + 2.5))}h-10l3 2.5"
            frame = paper.rectangle(x - 9, y - 7.5, 18, 15, stroke=colour, fill=fill, round_by=4)
            return frame + paper.path(arrows, inner, 1.5)
        case _:
            return paper.circle(x, y, 6.5, colour, fill)


def shape_legend(x: float, y: float) -> Iterator[str]:
    """Yield the shape of each kind with its word, in a row, and a timer's."""
    for kind, word in kind_words().items():
        yield shape(kind, x, y, filled=False)
        yield paper.label(x + 15, y + 4, word, size=11, fill=paper.QUIET)
        x += LEGEND_STEP
    yield clock(x, y)
    yield paper.label(x + 15, y + 4, _("timer"), size=11, fill=paper.QUIET)


def clock(x: float, y: float) -> str:
    """Return a timer's sign: a clock face."""
    hands = paper.path(f"M{at((x, y - 3.5))}V{number(y)}h3", paper.QUIET, 1.3)
    return paper.circle(x, y, 6, paper.QUIET, thickness=1.3) + hands
