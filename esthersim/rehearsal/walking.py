"""One random team at a time, walking the compiled rules. Nothing is computed twice.

Where a team can go depends on the event, on the bits that its exits read, and on the values: a *moment*. Each is made
when a team first comes to it, with its *legs*, the exits; after that a step is a random number and a look-up. Only
`random()` and `getrandbits()` are used, which give the same for a seed in every Python, and nothing depends on the
order of a set: the same seed gives the same teams everywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple, TypeAlias

from esthersim.play.story import story_time_at
from esthersim.rehearsal.arriving import Deed, Outcome, Trial
from esthersim.rehearsal.compiling import compile_scenario
from esthersim.rehearsal.pace import paces
from esthersim.rehearsal.questions import Values
from esthersim.rehearsal.readable import journey_conditions, tells_time
from esthersim.rehearsal.space import INJECT
from esthersim.rehearsal.stops import Layout, Stop, layout
from esthersim.rehearsal.trying import Rules
from esthersim.scenario.model import UNDATED, Scenario

TIMER_RUNS_OUT = 1 / 8
"""The share of teams that let a timer that moves them on run out."""
INJECT_COMES = 1 / 32
"""The probability that an inject that changes something is fired at a step, if it can be; none is fired twice."""
_made = tuple.__new__
FEWEST_LEGS = 500
"""No walk is cut before this many steps, nor before twice the number of events."""


# Legs and moments are plain tuples: a named one is unpacked through an iterator, which takes three times as long.
Leg: TypeAlias = "tuple[int, Stop, bool, int, int, Moments, Values, float, float, int]"
"""A way out of an event, or an inject that comes there, and where it leads:

- its number among the edges; of an inject its number among those that change something, as `-1 - number`
- the event where the team is then, and whether there is anything to do there besides leaving
- the bits that are set then, with the marks of what is met by it above them; and the bits that the exits there read
- the moments there that are known so far, by the latter bits
- the values then
- the least room time at the previous event, in seconds, and how much more it can be
- story time until the arrival, in seconds, if that is a fixed number
"""
Moment: TypeAlias = "tuple[tuple[Leg, ...], int, float, tuple[Leg, ...], Leg | None]"
"""How a team can go on: the legs, and how many; the probability of an inject or the timer instead; their legs."""
Moments: TypeAlias = dict[int, Moment]
Trace: TypeAlias = "list[tuple[int, float]]"
"""Each edge taken and each inject, as numbered in `Leg`, with the room time then, in seconds."""


def is_plain(scenario: Scenario) -> bool:
    """Return whether this walker can do it: whatever comes by hand stays, all receivers are alike, all are there."""
    handovers = [event.handover for event in scenario.events.values() if event.handover]
    present = [each for event in scenario.events.values() for each in event.present]
    return not (
        any(inject.arrives or inject.next for inject in scenario.injects.values())
        or any(each.when for each in present)
        or any(
            len(each.senders) > 1 or each.must_not or any(own.facts for own in each.to.values()) for each in handovers
        )
        or tells_time((condition for _path, condition in journey_conditions(scenario)), scenario)
    )


class Walk(NamedTuple):
    """What one team did."""

    met: int
    """The marks of all that the team met, joined with `|`."""
    steps: int
    room: float
    """Room time in seconds at the last step."""
    handed: dict[int, int]
    """By the event: what sender and receivers knew after its handover, the last time (`Layout.keyed`)."""
    end: int
    """The number of the event where the team ended up."""
    story: int
    """Story time then, in seconds from the start."""


class Walker:
    """Walks one team after the other, with random numbers from a seed."""

    def __init__(self, scenario: Scenario, seed: int, marks: Sequence[int] = ()) -> None:
        """Compile the scenario, which has no errors, with the facts that no condition reads: their loss counts too.

        The exploration compiles it without them, as they would slow it down more than compiling once would save.
        `marks` are the bits that taking each edge adds to `Walk.met`; the last are those of being at the start.
        """
        self.layout: Layout = layout(scenario)
        compiled = compile_scenario(scenario, also=self.layout.atoms)
        changing = tuple(each for each in compiled.by_hand if scenario.injects[each.key].effects)
        self.compiled = compiled = replace(compiled, by_hand=changing)
        self.stops = self.layout.stops(self.compiled)
        self._quiet = [replace(stop, over=False, dated=False, draws=False) for stop in self.stops]
        self._marks = marks or [0] * (len(compiled.edges) + 1)
        self._marked_from = len(compiled.readable.bits)
        self._numbers = {inject.key: -1 - number for number, inject in enumerate(compiled.by_hand)}
        self._most_steps = max(FEWEST_LEGS, 2 * len(scenario.events))
        self._events = tuple(scenario.events.values())
        self._paces = tuple(paces(scenario).values())
        self._starts = scenario.starts or UNDATED
        self._latest = self._since_start(datetime.max)  # noqa: DTZ901 - story time has no time zone
        self._rules = Rules(self.compiled)
        random = Random(seed)  # noqa: S311 - chance, not secrecy
        self._random, self._draw = random.random, random.getrandbits
        self._width, self._twice = self.layout.width, 2 * self.layout.width
        self._moments: dict[tuple[int, Values], Moments] = {}
        nothing = Deed(INJECT, Trial(0, 0, 0, handed=False))
        self._start = self._leg(0, Outcome(len(compiled.edges), 0, *self._rules.begun(), nothing), 0.0, 0.0)

    def walk(self, trace: Trace | None = None, _present: object = None) -> Walk:  # noqa: C901, PLR0912 - the one loop that must be quick
        """Walk one team from the start to an ending, to where there is no way on, or to the bound.

        Where a `trace` is given, each step is appended to it.
        """
        random, do = self._random, self.do
        now = 0.0
        handed: dict[int, int] = {}
        leg: Leg | None
        _edge, stop, halts, bits, reads, moments, values, _least, _more, story = self._start
        for steps in range(self._most_steps):  # noqa: B007 - how many there were is used afterwards
            if halts:
                if stop.cleared:
                    bits &= ~stop.cleared
                if stop.draws:
                    bits = do(stop, bits, handed)
                if stop.dated:
                    before = story
                    story = stop.stories.get(before, -1)
                    if story < 0:
                        story = self._story(stop, before)
                if stop.over:
                    break
            try:
                ways, many, rare, injects, timer = moments[bits & reads]
            except KeyError:
                moment = moments[bits & reads] = self._moment(stop, bits & reads, values)
                ways, many, rare, injects, timer = moment
            if many == 1:
                where = random()
                way = 0
            else:
                where = random() * many  # its whole part is the way out; the rest, as random, is the time
                way = int(where)
                where -= way
            if where >= rare:
                leg = ways[way]
            else:
                inject = int(where / INJECT_COMES)
                leg = injects[inject] if inject < len(injects) else timer
                if leg is None:
                    break
            edge, stop, halts, more_bits, reads, moments, values, least, more, later = leg
            bits |= more_bits
            now += least + more * where
            story += later
            if trace is not None:
                trace.append((edge, now))
        else:  # the last of the steps led somewhere, too
            steps = self._most_steps
            if halts and stop.dated:
                story = self._story(stop, story)
        return _made(Walk, (bits >> self._marked_from, steps, now, handed, stop.number, min(story, self._latest)))

    def do(self, stop: Stop, bits: int, handed: dict[int, int]) -> int:
        """Draw what is done at an event, each fact, item and slip by itself; see `teams` for how likely each is.

        Return the bits then, and put into `handed` what sender and receivers of a handover know.
        """
        draw = self._draw
        parts = stop.parts
        if parts is not None:
            number, key, sender, named, likely, receivers, everybody, watched = parts
            one = draw(self._twice)
            passed = bits >> sender & named & (one & one >> self._width ^ likely)  # both of two: 1/4; not both: 3/4
            bits |= passed * receivers
            handed[number] = bits & everybody | key
            for known, lost in watched:
                if bits & known != known:
                    bits |= lost
        if stop.loose:
            for tick in stop.ticks:
                if draw(1):
                    bits |= tick
            for slip in stop.slips:
                if not draw(3):
                    bits |= slip
        return bits

    def _story(self, stop: Stop, before: int) -> int:
        """Return story time on arrival at an event for which it depends on the calendar."""
        try:
            moment = self._starts + timedelta(seconds=before)
        except OverflowError:
            moment = datetime.max  # noqa: DTZ901 - story time has no time zone
        arrival = story_time_at(self._events[stop.number], moment, self._starts)
        story = stop.stories[before] = self._since_start(arrival)
        return story

    def _since_start(self, moment: datetime) -> int:
        return int((moment - self._starts).total_seconds())

    def _moment(self, stop: Stop, bits: int, values: Values) -> Moment:
        place = self.compiled.places[stop.number]
        stay = self._paces[stop.number]
        trial = Trial(bits, 0, 0, handed=True)
        can_be_fired = [inject for inject in self.compiled.by_hand if not inject.happened & bits]
        fired = [each for inject in can_be_fired for each in self._rules.fired(place, inject, trial, values)]
        injects = tuple([self._leg(bits, each, 0.0, 0.0) for each in fired])
        rare = len(injects) * INJECT_COMES
        timer = None
        if place.timer:
            rare += TIMER_RUNS_OUT
            timer = self._leg(
                bits, self._rules.timed_out(place, place.timer, trial, values), stay.least + stay.more, 0.0
            )
        more = stay.more / (1 - rare)  # of the random number, the time uses what the rare things leave
        least = stay.least - more * rare
        legs = tuple([self._leg(bits, each, least, more) for each in self._rules.left(place, trial, values)])
        return legs, len(legs), rare if legs else 1.0, injects, timer

    def _leg(self, before: int, outcome: Outcome, least: float, more: float) -> Leg:
        edge, target, bits, values, deed = outcome
        stop = self.stops[target]
        later = stop.later
        if edge == INJECT:  # the team has been here for a while, and nothing is done twice
            edge, later = self._numbers[deed.inject], 0
            stop = self._quiet[target]
        else:
            bits |= self._marks[edge] << self._marked_from
        if cleared := before & ~bits:
            stop = replace(stop, cleared=cleared)
        halts = stop.over or stop.dated or stop.draws or cleared != 0
        if stop.dead:
            values = tuple([None if place in stop.dead else value for place, value in enumerate(values)])
        moments = self._moments.setdefault((target, values), {})
        return edge, stop, halts, bits, stop.reads, moments, values, least, more, later
