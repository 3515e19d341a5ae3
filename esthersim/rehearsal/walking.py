"""One random team at a time, walking the compiled rules. Nothing is computed twice.

Where a team can go depends on the event, on the bits that its exits read, on the values, and on how long it has been
there: a *moment*. Each is made when a team first comes to it, with its *legs*, the exits and whatever else can come;
after that a step is a random number and a look-up. What is assumed about a team stands in `teams`; what it does at an
event it does before anything comes there.

Only `random()` and `getrandbits()` are used, which give the same for a seed in every Python, and nothing depends on the
order of a set: the same seed gives the same teams everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple, TypeAlias

from esthersim.play.story import story_time_at
from esthersim.rehearsal.arriving import Deed, Outcome, Trial
from esthersim.rehearsal.compiled import Place
from esthersim.rehearsal.compiling import compile_scenario
from esthersim.rehearsal.pace import Pace, always_busy, busy_on_condition, paces
from esthersim.rehearsal.questions import Values
from esthersim.rehearsal.space import INJECT
from esthersim.rehearsal.stops import Layout, Stop, layout
from esthersim.rehearsal.trying import Rules, with_losses
from esthersim.scenario.model import UNDATED, Event, Inject, Scenario

TIMER_RUNS_OUT = 1 / 8
"""The share of teams that let a timer that moves them on run out."""
INJECT_COMES = 1 / 32
"""The probability that an inject that changes something is fired at a step, if it can be; none is fired twice."""
MOST_MOMENTS = 200_000
"""How many moments are remembered, before all are forgotten: in a loop that counts there is no end of them."""
_made = tuple.__new__
START = -2
"""Stands for the edge where a step is the start."""
FEWEST_LEGS = 500
"""No walk is cut before this many steps, nor before twice the number of events."""


class Taken(NamedTuple):
    """A step of a team: how the rules see it, and who is needed then."""

    outcome: Outcome
    """Its bits are those that the rules look at, and those that are set."""
    needed: frozenset[str] | None
    """The roles that are present or act; `None` where something comes, and these are the same as before."""


# Legs and moments are plain tuples: a named one is unpacked through an iterator, which takes three times as long.
Leg: TypeAlias = "tuple[Taken, Stop, bool, int, int, Moments, Values, float, float, int]"
"""A way out of an event, or something that comes there, and where it leads:

- the step that it is
- the event where the team is then, and whether there is anything to do there besides leaving
- the bits that are set then, with the marks of what is met by it above them; and the bits that the exits there read
- the moments there that are known so far, by the latter bits
- the values then
- the least time before it, in seconds, with reading and ticking there, and how much more it can be
- story time until then, in seconds, if that is a fixed number
"""
Chance: TypeAlias = "tuple[float, Leg | None]"
"""Something else than the exits, and up to which random number it happens: `None` where there is no way on."""
Moment: TypeAlias = "tuple[tuple[Leg, ...], int, float, tuple[Chance, ...]]"
"""How a team can go on: the exits, and how many; up to which random number something else happens instead, and what."""
Moments: TypeAlias = dict[int, Moment]
Trace: TypeAlias = "list[tuple[Taken, float]]"
"""The start and each step, with the time when the team begins there, in seconds: after reading and ticking."""


class Marks(NamedTuple):
    """What a team meets, as bits that are joined with `|`."""

    here: Sequence[int]
    """By being at each event: the event, and the roles that are always there."""
    options: Sequence[int]
    """By setting out on each edge: the option, if it is one."""
    roles: Mapping[str, int]


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

    def __init__(self, scenario: Scenario, seed: int, marks: Marks) -> None:
        """Compile the scenario, which has no errors, with the facts that no condition reads: their loss counts too.

        The exploration compiles it without them, as they would slow it down more than compiling once would save.
        """
        self.layout: Layout = layout(scenario)
        compiled = compile_scenario(scenario, also=self.layout.atoms)
        if compiled.clock.runs and not compiled.clock.exact:
            compiled = compile_scenario(scenario, also=self.layout.atoms, clock=True)
        changing = tuple(each for each in compiled.by_hand if _changes(scenario.injects[each.key]) or each.resets >= 0)
        self.compiled = compiled = replace(compiled, by_hand=changing)
        self.stops = self.layout.stops(compiled)
        self._marks = marks
        self._marked_from = len(compiled.readable.bits)
        self._most_steps = max(FEWEST_LEGS, 2 * len(scenario.events))
        self._events = tuple(scenario.events.values())
        self._paces = tuple(paces(scenario).values())
        endings = [event.ending is not None for event in self._events]
        self.aside = [0.0 if ends else stay.aside for ends, stay in zip(endings, self._paces, strict=True)]
        self._needed = [always_busy(scenario, event) for event in self._events]
        self._on_condition = [self._needed_if_there(scenario, key, event) for key, event in scenario.events.items()]
        self._starts = scenario.starts or UNDATED
        self._latest = self._since_start(datetime.max)  # noqa: DTZ901 - story time has no time zone
        self._rules = Rules(compiled)
        random = Random(seed)  # noqa: S311 - chance, not secrecy
        self._random, self._draw = random.random, random.getrandbits
        self._width, self._twice = self.layout.width, 2 * self.layout.width
        self._moments: dict[tuple[int, float, Values], Moments] = {}
        self._remembered = 0
        bits, values = self._rules.begun()
        passed = self._since_start(story_time_at(self._events[0], self._starts, self._starts))
        begun = Outcome(START, 0, bits, values, Deed(START, Trial(0, 0, 0, handed=False)), passed)
        self._start = self._leg(self.stops[0], 0, begun, 0.0, 0.0)

    def walk(self, trace: Trace | None = None) -> Walk:  # noqa: C901, PLR0912 - the one loop that must be quick
        """Walk one team from the start to an ending, to where there is no way on, or to the bound.

        Where a `trace` is given, the start and each step are appended to it.
        """
        random, do = self._random, self.do
        now = self.aside[0]
        handed: dict[int, int] = {}
        taken, stop, halts, bits, reads, moments, values, _least, _more, story = self._start
        if trace is not None:
            trace.append((taken, now))
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
                ways, many, rare, chances = moments[bits & reads]
            except KeyError:
                moment = moments[bits & reads] = self._moment(stop, bits & reads, values)
                ways, many, rare, chances = moment
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
                for until, chance in chances:  # noqa: B007 - the one at which it stops is used afterwards
                    if where < until:
                        break
                if chance is None:
                    break
                leg = chance
            taken, stop, halts, more_bits, reads, moments, values, least, more, later = leg
            bits |= more_bits
            now += least + more * where
            story += later
            if trace is not None:
                trace.append((taken, now))
        else:  # the last of the steps led somewhere, too
            steps = self._most_steps
            if halts and stop.dated:
                story = self._story(stop, story)
        return _made(Walk, (bits >> self._marked_from, steps, now, handed, stop.number, min(story, self._latest)))

    def do(self, stop: Stop, bits: int, handed: dict[int, int]) -> int:  # noqa: C901 - quick, so one piece
        """Draw what is done at an event, each fact, item and slip by itself; see `teams` for how likely each is.

        Return the bits then, and put into `handed` what sender and receivers of a handover know.
        """
        draw = self._draw
        parts = stop.parts
        if parts is not None:
            number, key, sender, others, named, likely, receivers, meant, rarely, everybody, watched = parts
            if others:
                sender = next((other for sends, other in others if bits & sends), sender)
            knows = bits >> sender
            one = draw(self._twice)
            passed = knows & named & (one & one >> self._width ^ likely)  # both of two: 1/4; not both: 3/4
            bits |= passed * receivers & meant
            if rarely:
                for fact, given, all_zero in rarely:
                    if knows & fact and not draw(all_zero):
                        bits |= given
            if watched:
                bits = with_losses(watched, bits)
            handed[number] = bits & everybody | key
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
        """Work out how a team can go on that has been at an event for `stop.gone` seconds."""
        self._remembered += 1
        if self._remembered > MOST_MOMENTS:
            self._forget()
        place, rules = self.compiled.places[stop.number], self._rules
        trial = Trial(bits, 0, 0, handed=True)
        can_be_fired = [inject for inject in self.compiled.by_hand if not inject.happened & bits]
        fired = [each for inject in can_be_fired for each in rules.fired(place, inject, trial, values)]
        rare = 0.0
        chances: list[Chance] = []
        for each in fired:
            rare += INJECT_COMES
            chances.append((rare, self._leg(stop, bits, each, 0.0, 0.0)))
        left = stay = self._paces[stop.number]
        runs_out = TIMER_RUNS_OUT if place.timer or (place.waits and place.waits_after) else 0.0
        comes = rules.coming(place, bits) if place.coming else None
        here = 1.0
        if stop.gone:
            left, here = stay.after(stop.gone), runs_out + (1 - runs_out) * stay.stay(stop.gone)
        until = runs_out * (comes.second <= stay.most) + (1 - runs_out) * stay.stay(comes.second) if comes else 0.0
        if comes and until:
            rare = 1.0 if until >= here else rare + (1 - rare) * until / here
            (outcome,) = rules.come(place, comes, [trial], values)
            wait = comes.second - stop.gone
            chances.append((rare, self._leg(stop, bits, outcome, wait, 0.0)))
            left = Pace(0.0, left.least, max(wait - left.least, 0.0))
        elif runs_out:
            late = self._run_out(place, trial, values)
            runs_out = min(runs_out / here, 1 - rare)
            for each in late:
                rare += runs_out / len(late)
                chances.append((rare, self._leg(stop, bits, each, left.most, 0.0)))
        rest = 1 - rare
        more = left.more / rest if rest > 0 else 0.0  # of the random number, the time uses what the rest leaves
        least = left.least - more * rare
        ways = tuple([self._leg(stop, bits, each, least, more) for each in rules.left(place, trial, values)])
        if not ways:
            chances.append((rare := 1.0, None))
        return ways, len(ways), rare, tuple(chances)

    def _forget(self) -> None:
        for moments in self._moments.values():
            moments.clear()
        self._moments.clear()
        self._remembered = 0

    def _run_out(self, place: Place, trial: Trial, values: Values) -> list[Outcome]:
        if place.timer:
            return [self._rules.timed_out(place, place.timer, trial, values)]
        return [*self._rules.left(place, trial._replace(bits=trial.bits | place.waits), values)]

    def _leg(self, here: Stop, before: int, outcome: Outcome, least: float, more: float) -> Leg:
        edge, target, bits, values, deed, passed = outcome
        stop = self.stops[target]
        later = passed if self.compiled.clock.runs else stop.later
        if edge == INJECT:  # the team has been here for a while, and nothing is done twice
            later, marks = 0, 0
            gone = max(deed.second, here.gone)
            stop = replace(stop, over=False, dated=False, draws=False, gone=gone)
            taken = Taken(outcome, None)
        else:
            needed, marks = self._needed[target], self._marks.here[target]
            if edge != START:
                marks |= self._marks.options[deed.by]
            for there, role in self._on_condition[target]:
                if bits & there:
                    needed, marks = needed | {role}, marks | self._marks.roles[role]
            taken = Taken(outcome, needed)
            least += self.aside[target]
        if cleared := before & ~bits:
            stop = replace(stop, cleared=cleared)
        halts = stop.over or stop.dated or stop.draws or cleared != 0
        if stop.dead:
            values = tuple([None if place in stop.dead else value for place, value in enumerate(values)])
        moments = self._moments.setdefault((target, stop.gone, values), {})
        return taken, stop, halts, bits | marks << self._marked_from, stop.reads, moments, values, least, more, later

    def _needed_if_there(self, scenario: Scenario, key: str, event: Event) -> list[tuple[int, str]]:
        """Return the roles that are needed at an event only where a condition holds, with the bits that say so."""
        known = self.compiled.readable
        roles = sorted(busy_on_condition(scenario, event))
        return [(known.mask(("there", key, role)) | known.mask(("sends", key, role)), role) for role in roles]


def _changes(inject: Inject) -> bool:
    return bool(inject.effects or inject.next)
