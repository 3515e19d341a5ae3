"""One random team at a time, walking the compiled rules. What has been worked out once is never worked out again.

How a team goes on hangs on the event, on the bits that the event reads, and on the values: a *moment*. Each is made
when a team first comes to it, and so is each *leg* out of it; after that a step is a random number and two look-ups.
Only `random()` and `getrandbits()` are used, which give the same for a seed in every Python, and nothing hangs on the
order of a set: the same seed gives the same teams everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from esthersim.rehearsal.compiled import Compiled, Passing, Place, compile_scenario, what_it_reads
from esthersim.rehearsal.pace import Pace, pace
from esthersim.rehearsal.questions import Values
from esthersim.rehearsal.readable import Atom, atoms, journey_conditions, knows
from esthersim.rehearsal.trying import Outcome, Rules, Trial
from esthersim.scenario.model import Event, Scenario

TIMER_RUNS_OUT = 1 / 8
"""How many of the teams at a timer that moves on let it run out."""
INJECT_COMES = 1 / 32
"""For each step and each open inject that changes something: how often it comes then; none comes twice."""
FEWEST_LEGS = 500
"""No walk is cut before this many steps, nor before twice the number of events."""


class Handed(NamedTuple):
    """What became of each must and should fact of a handover, as masks over its facts in their order."""

    given: int
    """The receivers know it now, whoever told them."""
    lost: int
    """The sender knew it, and some receiver does not."""
    unknown: int
    """The sender did not know it, and some receiver does not either."""


@dataclass(slots=True, eq=False)
class Leg:
    """What a team did at an event, and where that leads. Legs are told apart by who they are: they are counted."""

    place: int
    edge: int
    """A number among the edges, or `INJECT`."""
    target: int
    bits: int
    """The bits that are set then."""
    pace: Pace
    how: Trial | str
    handed: Handed | None
    reads: int
    moments: dict[int, Moment]
    """The moments at the target that are known so far, by the bits that the target reads."""
    values: Values


class Doing(NamedTuple):
    """One way of doing an event: the legs that are open then, and the one that the timer takes."""

    legs: tuple[Leg, ...]
    timer: Leg | None


@dataclass(slots=True, eq=False)
class Moment:
    """An event with all that it depends on how a team goes on."""

    place: Place
    bits: int
    values: Values
    over: bool
    passing: tuple[tuple[int, Passing], ...] = ()
    """The facts that can be handed over here, each with its bit among the event's."""
    likely: int = 0
    """Those that the handover must or should carry, as a mask over `passing`."""
    ticks: tuple[int, ...] = ()
    slips: tuple[int, ...] = ()
    doing: Doing | None = None
    """The only way of doing the event, where there is no other."""
    doings: dict[int, Doing] = field(default_factory=dict)
    injects: tuple[Leg, ...] = ()
    rare: float = 0.0
    """How often a timer runs out or an inject comes."""


class Walk(NamedTuple):
    """What one team did."""

    legs: list[Leg]
    clock: list[float]
    """Room time in seconds before each leg and after the last."""
    handed: dict[int, Leg]
    """The last leg of each event with a handover that was carried out."""
    end: int
    """The number of the event where the team is in the end."""


class Walker:
    """Walks one team after the other, with random numbers from a seed."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        """Compile the scenario, which has no errors, so that also the loss of a fact that nobody reads is seen."""
        self.compiled = _compiled(scenario)
        self.rules = Rules(self.compiled)
        self.paces = [pace(event) for event in scenario.events.values()]
        self.most_legs = max(FEWEST_LEGS, 2 * len(scenario.events))
        self._random = Random(seed)  # noqa: S311 - chance, not secrecy
        self._moments: dict[tuple[int, Values], dict[int, Moment]] = {}
        events = scenario.events.values()
        self._facts = [carried(event) for event in events]
        self._bits, values = self.rules.arrived(
            self.compiled.places[0], self.compiled.start_bits, self.compiled.start_values
        )
        self._start = self._moment(self.compiled.places[0], self._bits, values)

    def walk(self) -> Walk:
        """Walk one team from the start to an ending, to where there is no way on, or to the bound."""
        random, draw, most = self._random.random, self._draw, self.most_legs
        bits, moment = self._bits, self._start
        legs: list[Leg] = []
        clock, now = [0.0], 0.0
        handed: dict[int, Leg] = {}
        while not moment.over and len(legs) < most:
            doing = moment.doing or draw(moment)
            ways = doing[0]
            where = random() * len(ways)  # its whole part is the way out, the rest is as random: the time
            way = int(where)
            where -= way
            if where < moment.rare or not ways:
                rare = self._rare(moment, doing, where)
                if rare is None:
                    break
                leg = rare
            else:
                leg = ways[way]
            least, more = leg.pace
            now += least + more * where
            clock.append(now)
            legs.append(leg)
            if leg.handed is not None:
                handed[leg.place] = leg
            bits |= leg.bits
            read = bits & leg.reads
            moment = leg.moments.get(read) or self._moment(self.compiled.places[leg.target], read, leg.values)
        return Walk(legs, clock, handed, moment.place.number)

    def _moment(self, place: Place, bits: int, values: Values) -> Moment:
        bits &= place.reads
        known = self._moments.setdefault((place.number, values), {})
        if bits not in known:
            known[bits] = self._new_moment(place, bits, values)
        return known[bits]

    def _new_moment(self, place: Place, bits: int, values: Values) -> Moment:
        moment = Moment(place, bits, values, over=not place.exits and place.timer is None)
        if moment.over:
            return moment
        fired = list(self.rules.fired(place, bits, values)) if self.compiled.injects else []
        facts = self._facts[place.number]
        passing = [
            (1 << number, each)
            for number, each in enumerate(place.passing)
            if bits & each.sender and bits & each.receivers != each.receivers
        ]
        moment.passing = tuple(passing)
        moment.likely = sum(1 << number for number, (_bit, each) in enumerate(passing) if each.fact in facts)
        moment.ticks = tuple(bit for _item, bit in place.ticks if not bit & (bits | place.required))
        moment.slips = tuple(bit for bit in (*place.marks, place.waits) if bit & ~bits)
        moment.rare = len(fired) * INJECT_COMES + (TIMER_RUNS_OUT if place.timer else 0)
        moment.injects = tuple(self._leg(moment, each, Pace(0.0, 0.0), None) for each in fired)
        if not (moment.passing or moment.ticks or moment.slips):
            moment.doing = self._doing(moment, 0)
        return moment

    def _draw(self, moment: Moment) -> Doing:
        """Draw what is done at an event: each fact, item and slip by itself; see `teams` for how likely each is."""
        facts, ticks, slips = len(moment.passing), len(moment.ticks), len(moment.slips)
        drawn = self._random.getrandbits(2 * facts + ticks + 3 * slips)
        every = (1 << facts) - 1
        one, other = drawn & every, drawn >> facts & every
        done = (one & other) | ((one | other) & moment.likely)
        if ticks or slips:
            drawn >>= 2 * facts
            ticked = drawn & ((1 << ticks) - 1)
            drawn >>= ticks
            slipped = drawn & drawn >> slips & drawn >> 2 * slips & ((1 << slips) - 1)
            done |= (ticked | slipped << ticks) << facts
        return moment.doings.get(done) or self._doing(moment, done)

    def _doing(self, moment: Moment, done: int) -> Doing:
        place, bits, values = moment.place, moment.bits, moment.values
        after, passed = bits, 0
        for number, (bit, each) in enumerate(moment.passing):
            if done >> number & 1:
                after |= each.receivers
                passed |= bit
        for each in place.passing:
            if each.lost and after & each.receivers != each.receivers:
                after |= each.lost
        chosen = sum(
            bit for number, bit in enumerate((*moment.ticks, *moment.slips), len(moment.passing)) if done >> number & 1
        )
        trial = Trial(after | chosen, passed, chosen)
        handed = self._handed(place, bits, after)
        stay = self.paces[place.number]
        more = stay.more / (1 - moment.rare)  # the rest of the random number begins where the rare things end
        usual = Pace(stay.least - more * moment.rare, more)
        legs = tuple(self._leg(moment, each, usual, handed) for each in self.rules.left(place, trial, values))
        timer = None
        if place.timer:
            limit = Pace(stay.least + stay.more, 0.0)
            outcome = self.rules.timed_out(place.timer, trial, values)
            timer = self._leg(moment, outcome, limit, handed if passed else None)
        doing = moment.doings[done] = Doing(legs, timer)
        return doing

    def _handed(self, place: Place, bits: int, after: int) -> Handed | None:
        given = lost = unknown = 0
        facts = self._facts[place.number]
        if not facts:
            return None
        for each in place.passing:
            if each.fact in facts:
                bit = 1 << facts.index(each.fact)
                if after & each.receivers == each.receivers:
                    given |= bit
                elif bits & each.sender:
                    lost |= bit
                else:
                    unknown |= bit
        return Handed(given, lost, unknown)

    def _leg(self, moment: Moment, outcome: Outcome, stay: Pace, handed: Handed | None) -> Leg:
        target = self.compiled.places[outcome.target]
        moments = self._moments.setdefault((outcome.target, outcome.values), {})
        return Leg(
            moment.place.number, outcome.edge, outcome.target, outcome.bits, stay, outcome.how, handed,
            target.reads, moments, outcome.values,
        )  # fmt: skip

    def _rare(self, moment: Moment, doing: Doing, where: float) -> Leg | None:
        """Return an inject's leg or the timer's; `None` where there is no way on at all."""
        inject = int(where / INJECT_COMES)
        if inject < len(moment.injects):
            return moment.injects[inject]
        return doing.timer or next(iter(moment.injects), None)


def carried(event: Event) -> tuple[str, ...]:
    """Return the facts that an event's handover must or should carry, each once."""
    return tuple(dict.fromkeys((*event.handover.must, *event.handover.should))) if event.handover else ()


def _compiled(scenario: Scenario) -> Compiled:
    """Compile with what a team's facts need beyond the conditions: who knows what a handover is there to carry."""
    compiled = compile_scenario(scenario, also=tuple(_watched(scenario)))
    asked = {
        atom[2]
        for _path, condition in journey_conditions(scenario)
        for atom in atoms(condition.part)
        if atom[0] == "knows"
    }
    for place in compiled.places:
        handover = scenario.events[place.key].handover
        if handover:
            named = {*handover.facts, *asked}
            place.passing = tuple(each for each in place.passing if each.fact in named)
    for place in compiled.places:
        place.reads = what_it_reads(place, compiled.places, compiled.injects)
    return compiled


def _watched(scenario: Scenario) -> Iterator[Atom]:
    for event in scenario.events.values():
        for fact in carried(event):
            yield from (knows(role, fact) for role in (event.handover.to if event.handover else ()))
    yield from (("fired", key) for key, inject in scenario.injects.items() if inject.effects)
