"""The routes through a journey, as far as what was visited, chosen and expired decides them; all else is left open.

A loop that can be taken only once ("not visited natten") looks endless from the edges alone, and would keep alive all
that is read in it. So the liveness analysis looks at each event once for every set of visited, chosen and expired bits.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from esthersim.authored import conditions as c
from esthersim.rehearsal.compiled import Compiled, Exit, Place
from esthersim.rehearsal.questions import Question
from esthersim.rehearsal.readable import Readable, atoms

MOST_NODES = 20_000
NO, YES, BOTH = 1, 2, 3
_DECIDED_BY_THE_WAY = ("visited", "chose", "expired")


class Node(NamedTuple):
    """An event, and the bits of the route to it."""

    place: int
    bits: int


Ways = dict[Node, list[tuple[Exit, Node]]]


def control_mask(readable: Readable) -> int:
    """Return the bits that the route itself decides."""
    return sum(bit for atom, bit in readable.bits.items() if atom[0] in _DECIDED_BY_THE_WAY)


def control_graph(compiled: Compiled) -> Ways | None:
    """Return every node that can be reached, with the exits from each; `None` if there are too many.

    Also `None` if no condition asks about the route, so that it would make no difference.
    """
    known = control_mask(compiled.readable)
    if not known:
        return None
    questions = {compiled.numbers[path]: condition.part for path, condition in compiled.conditions.items()}
    start = Node(0, compiled.places[0].arrival_bits & compiled.places[0].control)
    ways: Ways = {}
    waiting = [start]
    diverted = diverted_to(compiled)
    while waiting:
        node = waiting.pop()
        if node in ways:
            continue
        if len(ways) > MOST_NODES:
            return None
        place = compiled.places[node.place]
        found: dict[tuple[int, Node], tuple[Exit, Node]] = {}
        elsewhere = [compiled.places[number] for number in diverted] if not place.over else []
        for bits in {node.bits, node.bits | (place.waits & known)}:
            for way in _open(place, bits, known, questions, compiled.readable):
                for target in (compiled.places[way.target], *elsewhere):
                    after = Node(target.number, (bits | way.bits | target.arrival_bits) & known & target.control)
                    found[way.edge, after] = (way, after)
        ways[node] = list(found.values())
        waiting += [after for _way, after in ways[node]]
    return ways


def diverted_to(compiled: Compiled) -> tuple[int, ...]:
    """Return the events to which injects can take a team on its way from any event to any other."""
    return tuple(dict.fromkeys(inject.target for inject in compiled.on_the_way if inject.target >= 0))


def _open(place: Place, bits: int, known: int, parts: dict[int, c.Part], readable: Readable) -> Iterator[Exit]:
    if place.timer:
        yield place.timer
    yield from place.leads.values()
    gone = -1
    for way in place.exits:
        if way.choice == gone or not _answers(way.question, bits, known, parts, readable) & YES:
            continue
        answers = _answers(way.branch, bits | way.bits & known, known, parts, readable)
        if answers & YES:
            yield way
        if not answers & NO:
            gone = way.choice


def _answers(question: Question | None, bits: int, known: int, parts: dict[int, c.Part], readable: Readable) -> int:
    return YES if question is None else possible(parts[question.number], bits, known, readable)


def possible(part: c.Part, bits: int, known: int, readable: Readable) -> int:
    """Return which answers a condition can give (`NO`, `YES` or `BOTH`), when only the known bits are settled."""
    match part:
        case c.Not(inner):
            answers = possible(inner, bits, known, readable)
            return (answers & NO and YES) | (answers & YES and NO)
        case c.All(parts):
            each = [possible(inner, bits, known, readable) for inner in parts]
            return (YES if all(one & YES for one in each) else 0) | (NO if any(one & NO for one in each) else 0)
        case c.Any(parts):
            each = [possible(inner, bits, known, readable) for inner in parts]
            return (YES if any(one & YES for one in each) else 0) | (NO if all(one & NO for one in each) else 0)
        case c.Compare() | c.Since():
            return BOTH
        case _:
            (atom,) = atoms(part)
            bit = readable.mask(atom)
            if not bit & known:
                return BOTH
            return YES if bits & bit else NO
