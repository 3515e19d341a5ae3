"""Lists below a map in a terminal, for what a line has no room for: the way that a run took, and where events lead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from esthersim.cells import folded
from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.maps.events import MapEvent, Way, title_of
from esthersim.maps.heads import Head
from esthersim.maps.text import UNICODE, MapLine, Signs, Style

_INDENT = 4


def way_lines(
    events: Mapping[str, MapEvent], way: Way, *, columns: int = 80, signs: Signs = UNICODE
) -> Iterator[MapLine]:
    """Yield every stop with its number, title and story time, and below it how the team went on; no text is cut."""
    yield MapLine(((_("The way taken"), "way"),))
    arrow = "->" if signs.plain else "→"
    for number, stop in enumerate(way.stops, 1):
        known = events.get(stop.event)
        kind = signs.kinds[known.kind if known else "event"][1]
        line = ", ".join(
            piece for piece in (title_of(events, stop.event), known.word if known else "", stop.when) if piece
        )
        yield from _hanging(f"{number:>2}. ", f"{kind} {line}", "title", columns)
        if stop.how:
            yield from _hanging(f"{arrow:>{_INDENT + len(arrow) + 1}} ", clean_line(stop.how), "way", columns)
        elif number == len(way.stops) and way.current is not None:
            yield from _hanging(f"{signs.here:>{_INDENT + 2}} ", _("here now"), "current", columns)


def onward_lines(heads: Sequence[Head], *, columns: int = 80, signs: Signs = UNICODE) -> Iterator[MapLine]:
    """Yield every event that leads on, with its number, and below it each way with where it leads; no text is cut."""
    yield MapLine(((_("Goes on"), "way"),))
    for head in heads:
        if head.onward:
            yield from _hanging(f"{head.number:>2}. ", head.event.title, "title", columns)
        for way in head.onward:
            arrow, _space, words = way.partition(" ")
            yield from _hanging(f"{'->' if signs.plain else arrow:>{_INDENT + 1}} ", words, "dim", columns)


def _hanging(begin: str, text: str, style: Style, columns: int) -> Iterator[MapLine]:
    """Yield the text in lines of at most `columns`, all but the first indented by the width of `begin`."""
    for index, line in enumerate(folded(text, max(columns - len(begin), 1))):
        yield MapLine(((begin if index == 0 else " " * len(begin), "dim"), (line, style)))
