"""The order of the rail's rows: which event stands above which, and which way is the main one.

By hand: the rail is drawn while a team plays, where networkx takes longer to import than this takes for 300 events; and
its topological orders are for graphs without loops.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

Targets = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Order:
    """The events from top to bottom.

    `place` is an event's index in `events`; `height` the number of steps on the longest way down from it; `trunk` the
    main way: from the first event, always to the next event with the longest way before it.
    """

    events: tuple[str, ...]
    place: Mapping[str, int]
    height: Mapping[str, int]
    trunk: frozenset[str]

    def downward(self, event: str, targets: Sequence[str]) -> list[str]:
        """Return those of the event's targets that stand below it, the one with the longest way first."""
        here = self.place[event]
        return sorted((each for each in targets if self.place[each] > here), key=lambda each: -self.height[each])


def order_of(targets: Targets) -> Order:
    """Order the events of a graph (each event with its distinct targets, the first event first).

    Depth first and topological: an event stands below all that lead to it, but for the edges that close a loop. Short
    branches come before long ones, so that their lanes end soon; ties in file order. Events that no way leads to come
    last, with what only they lead to.
    """
    closing: set[tuple[str, str]] = set()
    height: dict[str, int] = {}
    rows: list[str] = []
    for root in targets:
        if root in height:
            continue
        above = set(height)
        block = list(_depth_first(root, targets, above, closing))
        for event in block:  # postorder: what stands below is measured first
            ahead = (height[each] for each in targets[event] if each not in above and (event, each) not in closing)
            height[event] = 1 + max(ahead, default=-1)
        tree = {
            event: sorted(
                (each for each in targets[event] if each not in above and (event, each) not in closing),
                key=height.__getitem__,
            )[::-1]
            for event in block
        }
        rows.extend(reversed(list(_depth_first(root, tree, (), set()))))
    place = {event: index for index, event in enumerate(rows)}
    order = Order(tuple(rows), place, height, frozenset())
    trunk = rows[:1]
    while below := order.downward(trunk[-1], targets[trunk[-1]]) if trunk else []:
        trunk.append(below[0])
    return Order(order.events, place, height, frozenset(trunk))


def _depth_first(root: str, targets: Targets, known: Iterable[str], closing: set[tuple[str, str]]) -> Iterator[str]:
    """Yield the events in postorder; collect the edges that lead back to an event on the way to themselves.

    Without recursion: a journey may be longer than Python's stack.
    """
    seen = {root, *known}
    on_way = {root}
    stack = [(root, iter(targets[root]))]
    while stack:
        event, ahead = stack[-1]
        for target in ahead:
            if target in on_way:
                closing.add((event, target))
            elif target not in seen:
                seen.add(target)
                on_way.add(target)
                stack.append((target, iter(targets[target])))
                break
        else:
            stack.pop()
            on_way.discard(event)
            yield event
