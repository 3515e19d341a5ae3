"""Rules about unreachable events, options, ways, effects and injects. Each cause is reported once.

Parts of an unreachable event are not reported separately, nor is a condition that only fails because of something
else that is reported.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import cached_property

from esthersim.authored.conditions import Condition
from esthersim.authored.problems import KeyPath
from esthersim.authoring.examination import Examination, Finding, Rule, found
from esthersim.language import _
from esthersim.rehearsal.control import NO, YES, possible
from esthersim.rehearsal.knowing import Knowing, spread_knowledge, who_may_know
from esthersim.rehearsal.readable import Readable, journey_conditions, readable
from esthersim.rehearsal.space import Space
from esthersim.scenario.graph import Edge
from esthersim.scenario.key_paths import subject

IsCause = Callable[[KeyPath, int], bool]
"""Takes a condition and a result that it never has; returns whether the cause lies in the condition itself."""
NO_WAY, SHUT, NEVER_OFFERED, NEVER_TAKEN = "ES250", "ES251", "ES252", "ES253"
NEVER_TRUE, NEVER_SHOWN = "ES254", "ES319"


def never_met(examination: Examination) -> Iterator[Finding]:
    """Find events, options, ways, effects, advice, injects and texts that no team can reach."""
    space = examination.space
    ways = {number for number, edge in enumerate(space.edges) if edge.kind != "inject"}
    everything = ways <= space.set_out and all(_is_met(*each) for each in space.truths.items())
    if space.complete and not (everything and len(space.reached) == len(space.scenario.events)):
        yield from _Search(space).findings()


def _is_met(path: KeyPath, answers: Collection[bool]) -> bool:
    """Return whether a condition is true at times; of a text, whether it is also false, so that others are shown."""
    return True in answers and (not _is_of_text(path) or False in answers)


def _is_of_text(path: KeyPath) -> bool:
    """Return whether a condition decides which text stands somewhere."""
    return isinstance(path[-2], int) and path[-3] not in {"effects", "next", "advice", "present", "from"}


class _Search:
    """The search for unreachable parts in one space, with their causes."""

    def __init__(self, space: Space) -> None:
        self.space = space
        self.scenario = space.scenario
        self.reached = space.reached
        self.taken = space.set_out
        self.conditions = dict(journey_conditions(space.scenario))
        self.paths = edge_paths(space.edges)
        going_on = self.reached - self.stuck
        self.shut = [
            number
            for number, edge in enumerate(space.edges)
            if number not in self.taken and edge.source in going_on and edge.kind not in {"timer", "inject"}
        ]

    @cached_property
    def stuck(self) -> frozenset[str]:
        """The events where no way is ever open; they are reported as dead ends, with everything behind them."""
        left = {self.space.edges[number].source for number in self.taken}
        return frozenset(key for key in self.reached - left if self.scenario.events[key].ending is None)

    def findings(self) -> Iterator[Finding]:
        """Yield the parts that are causes themselves; where there are none, all parts that block each other."""
        lonely = [found(NO_WAY, ("events", event), at_key=True) for event in self._lonely()]
        causes = [*self._shut_events(self.is_cause), *self._within(self.is_cause)]
        if not lonely and not causes and not self.stuck:
            causes = [*self._shut_events(_always), *self._within(_always)]
        yield from (*lonely, *causes)

    def is_cause(self, path: KeyPath, missing: int = YES) -> bool:
        """Return whether a condition would never have this result even if every other part could happen.

        Also true if the parts that do happen seem to allow the result: then the cause is not elsewhere either.
        """
        part = self.conditions[path].part
        if possible(part, 0, self._never_here, self._readable) & missing:
            return True
        return not possible(part, 0, self._never_at_all, self._readable) & missing

    @cached_property
    def _readable(self) -> Readable:
        return readable(self.scenario, self.conditions.values())

    @cached_property
    def _never_here(self) -> int:
        """The bits of the atoms that no team ever makes true."""
        return self._never(self.reached, self.taken, who_may_know(self.space))

    @cached_property
    def _never_at_all(self) -> int:
        """The bits of the atoms that would be false even if teams came to every event by every way."""
        everywhere = spread_knowledge(self.scenario, self.space.edges, self.scenario.events, lambda _path: True)
        return self._never(self.scenario.events, range(len(self.space.edges)), everywhere)

    def _never(self, events: Collection[str], numbers: Collection[int], known: Knowing) -> int:
        """Return the bits of the atoms that cannot be true where only these events and edges are reached."""
        here = [self.scenario.events[key] for key in events]
        edges = [self.space.edges[number] for number in numbers]
        happens = {
            *(("visited", key) for key in events),
            *(("expired", key) for key in events if self.scenario.events[key].timer),
            *(("checked", item) for event in here for item in event.checklist),
            *(("chose", edge.label) for edge in edges if edge.kind == "option"),
            *(("chose", edge.label, edge.source) for edge in edges if edge.kind == "option"),
            *self._can_leak(events, known),
        }
        never = 0
        for atom, bit in self._readable.bits.items():
            if atom[0] == "knows":
                never |= 0 if known.anywhere(*atom[1:]) else bit
            elif atom[0] in {"visited", "expired", "checked", "chose", "leaked"}:
                never |= 0 if atom in happens else bit
        return never

    def _can_leak(self, events: Collection[str], known: Knowing) -> Iterator[tuple[str, ...]]:
        """Yield what can leak at some events, as a condition can name it: facts that a sender may know."""
        for key in events:
            handover = self.scenario.events[key].handover
            for fact, roles in handover.must_not_reach.items() if handover else ():
                if handover and any(fact in known.may_know(key, sender) for sender in handover.sender_ids):
                    yield from (("leaked", fact), *(("leaked", fact, role) for role in roles))

    def _lonely(self) -> Iterator[str]:
        """Yield the events that no way leads to, and the first event of each ring that no way leads into."""
        unreached = [key for key in self.scenario.events if key not in self.reached]
        sources: dict[str, set[str]] = {key: set() for key in unreached}
        for edge in self.space.edges:
            if edge.target in sources and edge.source != edge.target:
                sources[edge.target].add(edge.source)
        covered = {key for key in unreached if sources[key] & self.reached}
        roots = [key for key in unreached if not sources[key]]
        for key in (*roots, *unreached):
            self._cover(covered, sources)
            if key not in covered:
                covered.add(key)
                yield key

    @staticmethod
    def _cover(covered: set[str], sources: dict[str, set[str]]) -> None:
        """Add the events that those accounted for lead to."""
        fresh = covered
        while fresh:
            fresh = {key for key, before in sources.items() if key not in covered and before & fresh}
            covered |= fresh

    def _shut_events(self, is_cause: IsCause) -> Iterator[Finding]:
        """Yield the unreached events to which all ways are closed."""
        diverted = self.space.set_out - self.space.taken
        for key in self.scenario.events:
            ways = [number for number in self.shut if self.space.edges[number].target == key]
            ways += [number for number in sorted(diverted) if self.space.edges[number].target == key]
            if key in self.reached or not ways:
                continue
            if any(self._is_reported(number, is_cause) for number in ways):
                reasons = dict.fromkeys(f"{self._place(number)}: {self._reason(number)}" for number in ways)
                yield found(SHUT, ("events", key), at_key=True, reason="; ".join(reasons))

    def _is_reported(self, number: int, is_cause: IsCause) -> bool:
        if number in self.taken:
            return True
        shut = self._shut_by(number)
        if shut is not None:
            return is_cause(shut, YES)
        *ways, position = self.paths[number]
        before = [(*ways, place, "when") for place in range(int(position))]
        always = [path for path in before if self.space.truths[path] == {True}]
        return not always or is_cause(always[0], NO)

    def _shut_by(self, number: int) -> KeyPath | None:
        """Return the condition that is never true; `None` where it is never evaluated: a way before it always holds."""
        asked = conditions_of(self.space.edges[number], self.paths[number])
        return next((path for path in asked if self.space.truths[path] == {False}), None)

    def _place(self, number: int) -> str:
        """Return the place of what is closed: the way, or the option that all its branches share."""
        shut = self._shut_by(number)
        return subject(self.paths[number] if shut is None else shut[:-1])

    def _reason(self, number: int) -> str:
        if number in self.taken:
            return _("an inject always takes the team elsewhere first")
        shut = self._shut_by(number)
        return _("a way before it always holds") if shut is None else never_true(self.conditions[shut])

    def _within(self, is_cause: IsCause) -> Iterator[Finding]:
        """Yield the options, ways, effects, advice, injects and texts that are never met although their event is."""
        reported = {
            self._shut_by(number) for number in self.shut if self.space.edges[number].target not in self.reached
        }
        for number in self.shut:
            path, shut = self.paths[number], self._shut_by(number)
            cause = path[:-1] if shut is None else shut
            if self.space.edges[number].target not in self.reached or cause in reported:
                continue
            if not self._is_reported(number, is_cause):
                continue
            reported.add(cause)
            if shut is None:
                yield found(NEVER_TAKEN, path, reason=self._reason(number))
            else:
                code = NEVER_OFFERED if shut[-3] == "options" else NEVER_TAKEN
                yield found(code, shut, where=subject(shut[:-1]), reason=self._reason(number))
        pairs = zip(self.space.edges, self.paths, strict=True)
        ways = {asked for edge, path in pairs if edge.kind != "inject" for asked in conditions_of(edge, path)}
        for path, answers in self.space.truths.items():
            if answers == {False} and path not in ways and is_cause(path, YES):
                where = subject(path[:-1])
                code = NEVER_SHOWN if _is_of_text(path) else NEVER_TRUE
                yield found(code, path, where=where, reason=never_true(self.conditions[path]))
            elif answers == {True} and _is_of_text(path) and is_cause(path, NO):
                reason = _("'{condition}' always holds").format(condition=self.conditions[path].text.strip())
                yield found(NEVER_SHOWN, path, where=subject(path[:-2]), reason=reason)


def _always(_path: KeyPath, _missing: int) -> bool:
    return True


def never_true(condition: Condition) -> str:
    """Make the finding that a condition is never true."""
    return _("'{condition}' is never true").format(condition=condition.text.strip())


def edge_paths(edges: tuple[Edge, ...]) -> list[KeyPath]:
    """Return the key path of each way out: an option, an item of its `next` or of an event's, a timer."""
    return [_edge_path(edge) for edge in edges]


def _edge_path(edge: Edge) -> KeyPath:
    match edge.kind:
        case "option":
            option: KeyPath = ("events", edge.source, "decision", "options", edge.label)
            return option if edge.place is None else (*option, "next", edge.place)
        case "timer":
            return ("events", edge.source, "timer")
        case "inject":
            return ("injects", edge.label)
        case _:
            return ("events", edge.source, "next", edge.place or 0)


def conditions_of(edge: Edge, path: KeyPath) -> list[KeyPath]:
    """Return the key paths of a way's conditions, at most two, in the order of evaluation."""
    offered = [(*path[:5], "when")] if edge.offered else []
    return [*offered, (*path, "when")] if edge.condition else offered


RULES: tuple[Rule, ...] = (never_met,)
