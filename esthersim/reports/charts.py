"""The charts of a report, as inline SVG: Esther's ratings through the journey, and where facts were lost.

They describe what happened, without sums or scores of persons or teams.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from esthersim.language import _
from esthersim.maps import paper
from esthersim.maps.paper import number
from esthersim.play.vocabulary import FactStatus
from esthersim.reports.contents import Rating

LEAST, MOST = 1, 5
_RULE = "#d5d9df"


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact with its mark at each handover (by index); there is no mark where it was not part of the handover."""

    text: str
    marks: Mapping[int, FactStatus]
    critical: bool = False


def curve_svg(ratings: Sequence[Rating], *, title: str) -> str:
    """Draw the ratings in the order of the journey, each with its value and its event.

    Raises `ValueError` for a rating outside 1 to 5.
    """
    for rating in ratings:
        if not LEAST <= rating.value <= MOST:
            raise ValueError(f"a rating goes from {LEAST} to {MOST}, not {rating.value}")
    said = (f"{each.title}: {each.value}" for each in ratings)
    high = _CURVE_BOTTOM + (_LEVEL_HEIGHT if _is_level(ratings) else _TURNED_HEIGHT)
    return paper.sheet(title, "; ".join(said), high, (*_scale(), *_curve(ratings)))


_CURVE_LEFT, _CURVE_RIGHT = 100.0, 620.0
_CURVE_TOP, _CURVE_BOTTOM = 26.0, 186.0
_LEVEL_HEIGHT, _TURNED_HEIGHT = 48.0, 96.0
_LABEL_LENGTH = 114.0
_MOST_LEVEL_LABELS = 5


def _height(value: int) -> float:
    return _CURVE_BOTTOM - (value - LEAST) / (MOST - LEAST) * (_CURVE_BOTTOM - _CURVE_TOP)


def _scale() -> Iterator[str]:
    words = {LEAST: _("very bad"), MOST: _("very good")}
    for value in range(LEAST, MOST + 1):
        y = _height(value)
        yield paper.path(f"M{number(_CURVE_LEFT - 14)} {number(y)}H{number(_CURVE_RIGHT + 14)}", _RULE, 1)
        yield paper.label(_CURVE_LEFT - 22, y + 4, str(value), size=12, fill=paper.QUIET, anchor="end")
        if value in words:
            yield paper.label(_CURVE_LEFT - 36, y + 4, words[value], size=11, fill=paper.QUIET, anchor="end")


def _curve(ratings: Sequence[Rating]) -> Iterator[str]:
    step = (_CURVE_RIGHT - _CURVE_LEFT) / max(len(ratings) - 1, 1)
    first = _CURVE_LEFT if len(ratings) > 1 else (_CURVE_LEFT + _CURVE_RIGHT) / 2
    places = [first + index * step for index in range(len(ratings))]
    points = [(x, _height(each.value)) for x, each in zip(places, ratings, strict=True)]
    for (x, y), (next_x, next_y) in pairwise(points):
        yield paper.path(f"M{number(x)} {number(y)}L{number(next_x)} {number(next_y)}", paper.WAY, 2.6)
    for (x, y), rating in zip(points, ratings, strict=True):
        yield paper.path(f"M{number(x)} {number(_CURVE_BOTTOM)}v5", paper.QUIET, 1)
        yield paper.circle(x, y, 5, paper.WAY, paper.WAY)
        yield paper.label(x, y - 11, str(rating.value), bold=True, clear=True, anchor="middle")
        yield from _name(rating.title, x, step, level=_is_level(ratings))


def _is_level(ratings: Sequence[Rating]) -> bool:
    return len(ratings) <= _MOST_LEVEL_LABELS


def _name(name: str, x: float, step: float, *, level: bool) -> Iterator[str]:
    """Yield the name of an event under its point: in two horizontal lines if there is room, else rotated."""
    if not level:
        name = paper.fitted(name, _LABEL_LENGTH, 11)
        yield paper.label(x + 4, _CURVE_BOTTOM + 16, name, size=11, anchor="end", turned=-38)
        return
    for index, line in enumerate(paper.wrapped(name, min(step, _LABEL_LENGTH) - 4, 11)):
        yield paper.label(x, _CURVE_BOTTOM + 20 + 14 * index, line, size=11, anchor="middle")


_FACTS_LEFT, _FACTS_RIGHT = 256.0, 110.0
_ROW, _LINE = 26.0, 14.0
_WIDEST_COLUMN, _NARROWEST_COLUMN = 84.0, 28.0
_HEAD_LENGTH = 140.0


def facts_svg(facts: Sequence[FactRow], handovers: Sequence[str], *, title: str = "") -> str:
    """Draw the outcome of each fact at each handover or receiver: a row for each fact, the columns in time order.

    Raises `ValueError` if a fact has a mark at a handover that does not exist.
    """
    for fact in facts:
        if any(not 0 <= index < len(handovers) for index in fact.marks):
            raise ValueError("a fact has a mark at a handover that is not there")
    column = (paper.PAGE - _FACTS_LEFT - _FACTS_RIGHT) / max(len(handovers), 1)
    column = max(min(column, _WIDEST_COLUMN), _NARROWEST_COLUMN)
    end = _FACTS_LEFT + column * len(handovers)
    names = [paper.fitted(handover, _HEAD_LENGTH, 11) for handover in handovers]
    y = 24 + 0.6 * max((paper.length_of(name, 11) for name in names), default=0.0)
    pieces: list[str] = []
    for index, name in enumerate(names):
        pieces.append(paper.label(_FACTS_LEFT + (index + 0.5) * column - 4, y - 6, name, size=11, turned=-36))
    for fact in facts:
        lines = paper.wrapped(fact.text, _FACTS_LEFT - 16, 12.5 if fact.critical else 12)
        height = _ROW + _LINE * (len(lines) - 1)
        pieces.append(paper.path(f"M4 {number(y)}H{number(end)}", _RULE, 1))
        for index, line in enumerate(lines):
            pieces.append(paper.label(4, y + 17 + _LINE * index, line, size=12, bold=fact.critical))
        for index, mark in sorted(fact.marks.items()):
            pieces.append(_sign(mark, _FACTS_LEFT + (index + 0.5) * column, y + height / 2))
        y += height
    pieces.append(paper.path(f"M4 {number(y)}H{number(end)}", _RULE, 1))
    words = _mark_words()
    pieces.extend(_mark_legend(y + 26, words))
    said = ". ".join(_fact_in_words(fact, handovers, words) for fact in facts)
    wide = max(paper.PAGE, end + _FACTS_RIGHT)
    return paper.sheet(title or _("Where facts were lost"), said, y + 44, pieces, wide)


def _mark_words() -> dict[FactStatus, str]:
    return {
        FactStatus.GIVEN: _("given"),
        FactStatus.REQUESTED: _("asked for"),
        FactStatus.WRONG: _("wrong"),
        FactStatus.MISSING: _("missing"),
        FactStatus.NOT_NEEDED: _("not needed"),
    }


def _sign(mark: FactStatus, x: float, y: float) -> str:
    """Return a mark; problems are dark and filled, so that they stand out even in greyscale."""
    match mark:
        case FactStatus.GIVEN:
            return paper.path(f"M{number(x - 5)} {number(y)}l4 4.5l7 -9", paper.QUIET, 2)
        case FactStatus.REQUESTED:
            return paper.label(x, y + 5.5, "?", size=16, fill=paper.WAY, bold=True, anchor="middle")
        case FactStatus.WRONG:
            cross = f"M{number(x - 4)} {number(y - 4)}l8 8m0 -8l-8 8"
            frame = paper.rectangle(x - 9, y - 9, 18, 18, stroke=paper.INK, fill=paper.INK, round_by=3)
            return frame + paper.path(cross, paper.PAPER, 2.4)
        case FactStatus.MISSING:
            return paper.circle(x, y, 7, "#9b1c1c", thickness=3)
        case _:
            return paper.path(f"M{number(x - 4)} {number(y)}h8", paper.LINE, 1.6)


def _mark_legend(y: float, words: Mapping[FactStatus, str]) -> Iterator[str]:
    x = 14.0
    for mark in FactStatus:
        yield _sign(mark, x, y)
        yield paper.label(x + 14, y + 4, words[mark], size=11, fill=paper.QUIET)
        x += 14 + paper.length_of(words[mark], 12) + 30


def _fact_in_words(fact: FactRow, handovers: Sequence[str], words: Mapping[FactStatus, str]) -> str:
    marks = ", ".join(f"{handovers[index]}: {words[mark]}" for index, mark in sorted(fact.marks.items()))
    return f"{fact.text}: {marks}" if marks else fact.text
