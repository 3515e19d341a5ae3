"""One random team at a time, walking the compiled rules. What has been worked out once is never worked out again.

Where a team can go on hangs on the event, on those bits that its ways out read, and on the values: a *moment*. Each is
made when a team first comes to it, with its *legs*, the ways out; after that a step is a random number and a look-up.
Only `random()` and `getrandbits()` are used, which give the same for a seed in every Python, and nothing hangs on the
order of a set: the same seed gives the same teams everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from esthersim.rehearsal.compiled import Compiled, Place, compile_scenario, what_ways_read
from esthersim.rehearsal.pace import Pace, pace
from esthersim.rehearsal.questions import Values
from esthersim.rehearsal.readable import Atom, knows
from esthersim.rehearsal.space import INJECT
from esthersim.rehearsal.trying import Outcome, Rules, Trial
from esthersim.scenario.model import Event, Scenario

TIMER_RUNS_OUT = 1 / 8
"""How many of the teams at a timer that moves on let it run out."""
INJECT_COMES = 1 / 32
"""For each step and each open inject that changes something: how often it comes then; none comes twice."""
FEWEST_LEGS = 500
"""No walk is cut before this many steps, nor before twice the number of events."""


class Leg(NamedTuple):
    """A way out of an event, or an inject that comes there, and where it leads."""

    edge: int
    """A number among the edges, or `INJECT`."""
    stop: Stop
    """The event where the team is then."""
    bits: int
    """What is set then."""
    moments: dict[int, Moment]
    """The moments there that are known so far, by the bits that its ways out read."""
    values: Values
    least: float
    """Room time at the event before, in seconds, and how much more it can be."""
    more: float
    inject: str = ""


class Moment(NamedTuple):
    """How a team can go on."""

    legs: tuple[Leg, ...]
    rare: float
    """How often, instead, an inject comes or the timer runs out."""
    injects: tuple[Leg, ...]
    timer: Leg | None


class Carried(NamedTuple):
    """A fact that a handover names: its own bit here, who must know it, who then does, and what is set where not."""

    bit: int
    sender: int
    receivers: int
    lost: int


class Stop(NamedTuple):
    """An event, and what can be done there before it is left."""

    number: int
    over: bool
    """Whether no way leads on."""
    free: bool
    """Whether anything is drawn but the way out."""
    reads: int
    carried: tuple[Carried, ...]
    facts: tuple[str, ...]
    """Their names."""
    likely: int
    """Which of them must or should be carried."""
    ticks: tuple[int, ...]
    slips: tuple[int, ...]
    """What the facilitator marks, deadlines that break, a soft timer that runs out."""


class Handed(NamedTuple):
    """What became of each fact of a handover, as masks over `carried`."""

    given: int
    """The receivers know it now, whoever told them."""
    lost: int
    """The sender knew it, and some receiver does not."""
    unknown: int
    """The sender did not know it, and some receiver does not either."""


class Walk(NamedTuple):
    """What one team did."""

    legs: list[Leg]
    clock: list[float]
    """Room time in seconds before each leg and after the last."""
    handed: dict[int, Handed]
    """By the number of the event: what its handover came to, the last time."""
    done: list[tuple[int, int]]
    """The bits before and after what was done at each event, where anything could be: for whoever traces a team."""
    end: int
    """The number of the event where the team is in the end."""


class Walker:
    """Walks one team after the other, with random numbers from a seed."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        """Compile the scenario, which has no errors, so that also the loss of a fact that nobody reads is seen."""
        self.compiled = compile_scenario(scenario, also=tuple(_watched(scenario)))
        self.most_legs = max(FEWEST_LEGS, 2 * len(scenario.events))
        self.stops = [_stop(self.compiled, place) for place in self.compiled.places]
        self._paces = [pace(event) for event in scenario.events.values()]
        self._rules = Rules(self.compiled)
        self._random = Random(seed)  # noqa: S311 - chance, not secrecy
        self._moments: dict[tuple[int, Values], dict[int, Moment]] = {}
        first = self.compiled.places[0]
        bits, values = self._rules.arrived(first, self.compiled.start_bits, self.compiled.start_values)
        self._start = Leg(INJECT, self.stops[0], bits, self._known(0, values), values, 0.0, 0.0)

    def walk(self) -> Walk:
        """Walk one team from the start to an ending, to where there is no way on, or to the bound."""
        random, most = self._random.random, self.most_legs
        legs: list[Leg] = []
        clock, now = [0.0], 0.0
        handed: dict[int, Handed] = {}
        done: list[tuple[int, int]] = []
        _edge, stop, bits, moments, values, _least, _more, _inject = self._start
        fresh = True
        while not stop.over and len(legs) < most:
            if fresh and stop.free:
                before = bits
                bits = self._do(stop, bits, handed)
                done.append((before, bits))
            moment = moments.get(bits & stop.reads)
            if moment is None:
                moment = moments[bits & stop.reads] = self._moment(stop, bits & stop.reads, values)
            ways, rare, injects, timer = moment
            where = random() * len(ways)  # its whole part is the way out; the rest, as random, is the time
            way = int(where)
            where -= way
            if where < rare or not ways:
                inject = int(where / INJECT_COMES)
                if inject < len(injects):
                    leg = injects[inject]
                elif timer is not None:
                    leg = timer
                else:
                    break
            else:
                leg = ways[way]
            edge, stop, more_bits, moments, values, least, more, _inject = leg
            bits |= more_bits
            fresh = edge != INJECT
            now += least + more * where
            clock.append(now)
            legs.append(leg)
        return Walk(legs, clock, handed, done, stop.number)

    def _do(self, stop: Stop, bits: int, handed: dict[int, Handed]) -> int:
        """Draw what is done at an event, each fact, item and slip by itself; see `teams` for how likely each is."""
        _number, _over, _free, _reads, carried, _facts, likely, ticks, slips = stop
        draw = self._random.getrandbits
        if carried:
            one, other = draw(len(carried)), draw(len(carried))
            passed = (one & other) | ((one | other) & likely)
            given = lost = unknown = 0
            for bit, sender, receivers, told in carried:
                if bits & receivers == receivers:
                    given |= bit
                elif not bits & sender:
                    unknown |= bit
                    bits |= told
                elif passed & bit:
                    given |= bit
                    bits |= receivers
                else:
                    lost |= bit
                    bits |= told
            handed[stop.number] = Handed(given, lost, unknown)
        for tick in ticks:
            if draw(1):
                bits |= tick
        for slip in slips:
            if not draw(3):
                bits |= slip
        return bits

    def _known(self, number: int, values: Values) -> dict[int, Moment]:
        return self._moments.setdefault((number, values), {})

    def _moment(self, stop: Stop, bits: int, values: Values) -> Moment:
        place = self.compiled.places[stop.number]
        stay = self._paces[stop.number]
        trial = Trial(bits, 0, 0)
        nothing = Pace(0.0, 0.0)
        fired = self._rules.fired(place, bits, values) if self.compiled.injects else ()
        injects = tuple(self._leg(each, nothing, str(each.how)) for each in fired)
        rare = len(injects) * INJECT_COMES
        timer = None
        if place.timer:
            rare += TIMER_RUNS_OUT
            timer = self._leg(self._rules.timed_out(place.timer, trial, values), Pace(stay.least + stay.more, 0.0))
        more = stay.more / (1 - rare)  # the time's part of the random number begins where the rare things end
        usual = Pace(stay.least - more * rare, more)
        legs = tuple(self._leg(each, usual) for each in self._rules.left(place, trial, values))
        return Moment(legs, rare, injects, timer)

    def _leg(self, outcome: Outcome, stay: Pace, inject: str = "") -> Leg:
        edge, target, bits, values, _how = outcome
        return Leg(edge, self.stops[target], bits, self._known(target, values), values, *stay, inject)


def carried(event: Event) -> tuple[str, ...]:
    """Return the facts that an event's handover must or should carry, each once."""
    return tuple(dict.fromkeys((*event.handover.must, *event.handover.should))) if event.handover else ()


def _watched(scenario: Scenario) -> Iterator[Atom]:
    """Yield what is to be kept beyond what conditions read: who knows what a handover is there to carry; injects."""
    for event in scenario.events.values():
        for fact in carried(event):
            yield from (knows(role, fact) for role in (event.handover.to if event.handover else ()))
    yield from (("fired", key) for key, inject in scenario.injects.items() if inject.effects)


def _stop(compiled: Compiled, place: Place) -> Stop:
    event = compiled.scenario.events[place.key]
    handover, facts = event.handover, carried(event)
    passing = {each.fact: each for each in place.passing}
    named = [passing[fact] for fact in (handover.facts if handover else ()) if fact in passing]
    ticks = tuple(bit for _item, bit in place.ticks if not bit & place.required)
    slips = tuple(bit for bit in (*place.marks, place.waits) if bit)
    return Stop(
        place.number,
        over=not place.exits and place.timer is None,
        free=bool(named or ticks or slips),
        reads=what_ways_read(place, compiled.places, compiled.injects),
        carried=tuple(Carried(1 << number, *each[1:]) for number, each in enumerate(named)),
        facts=tuple(each.fact for each in named),
        likely=sum(1 << number for number, each in enumerate(named) if each.fact in facts),
        ticks=ticks,
        slips=slips,
    )
