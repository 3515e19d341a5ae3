"""One random team at a time, by the whole of the compiled rules: slower than `walking`, and for every journey.

Needed where receivers are told apart, where conditions decide who is there, or where something comes by itself. What is
assumed about a team stands in `teams`; what it does at an event it does before anything comes there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from random import Random
from typing import NamedTuple

from esthersim.rehearsal.arriving import Outcome, Trial
from esthersim.rehearsal.compiled import Place
from esthersim.rehearsal.compiling import compile_scenario
from esthersim.rehearsal.pace import always_busy, busy_on_condition, paces
from esthersim.rehearsal.questions import Values
from esthersim.rehearsal.readable import Atom, Readable, knows
from esthersim.rehearsal.space import INJECT
from esthersim.rehearsal.stops import Layout, layout
from esthersim.rehearsal.tallying import Marks
from esthersim.rehearsal.trying import Rules, with_losses
from esthersim.rehearsal.walking import FEWEST_LEGS, INJECT_COMES, TIMER_RUNS_OUT, Trace, Walk
from esthersim.scenario.handovers import Handover
from esthersim.scenario.model import Event, Scenario

Present = list[frozenset[str]]
"""The roles that are present or act: at the start, and then after each step of a trace."""
LIKELY, UNLIKELY, LEAKS = 3 / 4, 1 / 4, 1 / 8
"""The share of teams that pass on a fact that must or should be, that is noise, and that must not be."""


class Giving(NamedTuple):
    """A fact that one sender can pass on: with what probability, and to which receivers at a time."""

    allowed: int
    """The bits that must all be set."""
    share: float
    bits: int


class Visit(NamedTuple):
    """A team at an event: since when in room time, and how long it means to stay, in seconds."""

    began: float
    stays: float
    times_out: bool


class Wanderer:
    """Lets one team after the other play, with random numbers from a seed."""

    def __init__(self, scenario: Scenario, seed: int, marks: Marks) -> None:
        """Compile the scenario, which has no errors, with the facts that no condition reads, and with story time."""
        self.layout: Layout = layout(scenario)
        self.compiled = compile_scenario(scenario, also=(*self.layout.atoms, *_settled(scenario)), clock=True)
        self._rules = Rules(self.compiled)
        self._marks = marks
        self._most_steps = max(FEWEST_LEGS, 2 * len(scenario.events))
        self._paces = tuple(paces(scenario).values())
        self._giving = [
            tuple(self._can_be_given(key, event.handover)) if event.handover else ()
            for key, event in scenario.events.items()
        ]
        self._known = [self._everybody(event) for event in scenario.events.values()]
        self._busy = [always_busy(scenario, event) for event in scenario.events.values()]
        self._on_condition = [
            [(self._there(key, role), role) for role in busy_on_condition(scenario, event)]
            for key, event in scenario.events.items()
        ]
        self._random = Random(seed).random  # noqa: S311 - chance, not secrecy

    def walk(self, trace: Trace | None = None, present: Present | None = None) -> Walk:
        """Walk one team from the start to an ending, to where there is no way on, or to a bound.

        Where a `trace` is given, each step is appended to it; those who are present then, to `present`.
        """
        bits, values = self._rules.begun()
        place = self.compiled.places[0]
        met = self._marks.here[0] | self._marked(place, bits)
        handed: dict[int, int] = {}
        now, steps = 0.0, 0
        visit = self._visit(place, now)
        if present is not None:
            present.append(self._who(place, bits))
        arrived = True
        while True:
            if arrived:
                bits = self.do(place, bits, handed)
            if place.over or steps == self._most_steps:
                break
            step = self._step(place, visit, bits, values, now)
            if step is None:
                break
            now, outcome = step
            edge, target, bits, values, deed = outcome
            arrived = edge != INJECT
            place = self.compiled.places[target]
            met |= self._marked(place, bits)
            if arrived:
                visit = self._visit(place, now)
                met |= self._marks.options[deed.by] | self._marks.here[target]
            steps += 1
            if trace is not None:
                trace.append((edge, now))
            if present is not None:
                present.append(self._who(place, bits))
        return Walk(met, steps, now, handed, place.number, self._story(values))

    def _story(self, values: Values) -> int:
        return int(values[self.compiled.clock.now] or 0)

    def _visit(self, place: Place, now: float) -> Visit:
        stay = self._paces[place.number]
        can_run_out = place.timer is not None or (place.waits and place.waits_after)
        times_out = bool(can_run_out) and self._random() < TIMER_RUNS_OUT
        return Visit(now, stay.least + stay.more * (1 if times_out else self._random()), times_out)

    def _step(self, place: Place, visit: Visit, bits: int, values: Values, now: float) -> tuple[float, Outcome] | None:
        """Return what happens next and when; `None` where there is no way on."""
        rules, done = self._rules, Trial(bits, 0, 0, handed=True)
        comes = rules.coming(place, bits)
        if comes and comes.second <= visit.stays:
            return max(now, visit.began + comes.second), next(rules.come(place, comes, [done], values))
        fired = [
            each
            for inject in self.compiled.by_hand
            if not inject.happened & bits
            for each in rules.fired(place, inject, done, values)
        ]
        if fired and (drawn := self._random() / INJECT_COMES) < len(fired):
            return now, fired[int(drawn)]
        later = max(now, visit.began + visit.stays)
        if visit.times_out and place.timer:
            return later, rules.timed_out(place, place.timer, done, values)
        if visit.times_out:
            done = done._replace(bits=bits | place.waits)
        ways = list(rules.left(place, done, values))
        return (later, ways[int(self._random() * len(ways))]) if ways else None

    def do(self, place: Place, bits: int, handed: dict[int, int]) -> int:
        """Draw what is done at an event: each fact, item and slip by itself; each receiver, where they differ.

        Return the bits then, and put into `handed` what those who hand over and receive know.
        """
        draw = self._random
        if place.hands_over:
            before = bits
            for allowed, share, given in self._giving[place.number]:
                if before & allowed == allowed and draw() < share:
                    bits |= given
            bits = with_losses(place, bits) | place.handed
            if known := self._known[place.number]:
                handed[place.number] = bits & known | place.number << len(self.layout.roles) * self.layout.width
        for _item, bit in place.ticks:
            if not bit & place.required and draw() < 1 / 2:
                bits |= bit
        for slip in (*place.marks, 0 if place.waits_after else place.waits):
            if slip and draw() < 1 / 8:
                bits |= slip
        return bits

    def _can_be_given(self, key: str, handover: Handover) -> Iterator[Giving]:
        """Yield what a handover can pass on: to all for whom a fact is the same at once, what must not be to each."""
        known = self.compiled.readable
        for fact in handover.facts:
            parts = sorted(_parts(handover, fact), key=lambda part: part[0])
            for share, group in groupby(parts, key=lambda part: part[0]):
                roles = [role for _share, role in group]
                for some in [[role] for role in roles] if share == LEAKS else [roles]:
                    bits = 0
                    for role in some:
                        bits |= known.mask(knows(role, fact)) | (_leaked(known, fact, role) if share == LEAKS else 0)
                    for sender in handover.sender_ids:
                        yield Giving(known.mask(knows(sender, fact)) | known.mask(("sends", key, sender)), share, bits)

    def _everybody(self, event: Event) -> int:
        handover = event.handover
        return self.layout.knowing((*handover.sender_ids, *handover.to), handover.facts) if handover else 0

    def _there(self, key: str, role: str) -> int:
        """Return the bits that say that a role is there, or hands over."""
        known = self.compiled.readable
        return known.mask(("there", key, role)) | known.mask(("sends", key, role))

    def _who(self, place: Place, bits: int) -> frozenset[str]:
        return self._busy[place.number] | {role for bit, role in self._on_condition[place.number] if bits & bit}

    def _marked(self, place: Place, bits: int) -> int:
        """Return the marks of the roles that are there on a condition."""
        marks = 0
        for bit, role in self._on_condition[place.number]:
            if bits & bit:
                marks |= self._marks.roles[role]
        return marks


def _parts(handover: Handover, fact: str) -> Iterator[tuple[float, str]]:
    """Yield with what probability each receiver is told a fact."""
    for role, receiver in handover.receivers.items():
        if fact in receiver.must_not:
            yield LEAKS, role
        elif fact in (*receiver.must, *receiver.should):
            yield LIKELY, role
        elif fact in receiver.noise:
            yield UNLIKELY, role


def _leaked(known: Readable, fact: str, role: str) -> int:
    return known.mask(("leaked", fact)) | known.mask(("leaked", fact, role))


def _settled(scenario: Scenario) -> Sequence[Atom]:
    """Return the atoms that say who is there, and who hands over, where conditions decide it."""
    found: dict[Atom, None] = {}
    for key, event in scenario.events.items():
        found |= dict.fromkeys(("there", key, each.role) for each in event.present if each.when)
        senders = event.handover.sender_ids if event.handover else ()
        found |= dict.fromkeys(("sends", key, role) for role in senders if len(senders) > 1)
    return tuple(found)
