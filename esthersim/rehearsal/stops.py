"""What a random team does at an event before it goes on: facts handed over, items ticked, slips.

The lowest bits say who knows the facts that handovers carry, role by role and always in the same order of facts. With
this *layout* a whole handover is a few shifts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from esthersim.rehearsal.compiled import Compiled, Place, what_ways_read
from esthersim.rehearsal.liveness import dead_values
from esthersim.rehearsal.readable import Atom, Readable, knows
from esthersim.scenario.handovers import Handover
from esthersim.scenario.model import Event, Scenario


class HandingOver(NamedTuple):
    """A handover, as masks over the bits of the layout."""

    number: int
    """Of the event."""
    key: int
    """The number of the event above all bits of the layout; see `Layout.keyed`."""
    sender: int
    """The position of the sender's first fact among the bits."""
    others: tuple[tuple[int, int], ...]
    """Where conditions decide who hands over: for each role but the first, the bit that says so and its position."""
    named: int
    """The facts that are told to all of some receivers at once, as a mask over the layout's."""
    likely: int
    """Those that must or should be."""
    receivers: int
    """A mask of facts times this is the mask of all receivers' knowing them."""
    meant: int
    """Of these bits, those of the receivers to whom a fact is told."""
    rarely: tuple[tuple[int, int, int], ...]
    """What is drawn for itself: a fact, the bits that it sets, and for how many bits all must be drawn as zero."""
    everybody: int
    """The bits of what senders and receivers know of the facts that the handover names."""
    watched: tuple[tuple[int, int], ...]
    """For each fact and receiver that `lost` asks about in a condition: the bit of its knowing it, and of the loss."""


@dataclass(slots=True)
class Stop:
    """An event."""

    number: int
    over: bool
    """Whether the journey ends here."""
    reads: int
    """The bits that the exits read."""
    draws: bool
    """Whether chance decides anything here besides the exit."""
    cleared: int = 0
    """The bits to clear on arrival, because effects on the way here took away what they stand for."""
    dead: tuple[int, ...] = ()
    """The places of the values that nothing reads from here on; the time since the start is told at the end."""
    gone: float = 0
    """Seconds of room time since the arrival, at which something came."""
    handover: HandingOver | None = None
    parts: Parts | None = None
    """The same as a plain tuple, which is unpacked much faster."""
    ticks: tuple[int, ...] = ()
    slips: tuple[int, ...] = ()
    """Marked expectations, deadlines that break, a soft timer that runs out."""
    loose: bool = False
    """Whether there are any ticks or slips."""
    later: int = 0
    """Seconds of story time since the previous event, if that is a fixed number."""
    dated: bool = False
    """Whether story time on arrival depends on the calendar (`at`, or months) instead, and nothing reads it."""
    stories: dict[int, int] = field(default_factory=dict)
    """Story time on arrival, by the story time before it; both in seconds from the start. Filled in as teams arrive."""


Parts: TypeAlias = "tuple[int, int, int, Pairs, int, int, int, int, tuple[tuple[int, int, int], ...], int, Pairs]"
Pairs: TypeAlias = tuple[tuple[int, int], ...]


class FactBits(NamedTuple):
    """The bits that show, after a handover, what became of a fact."""

    received: int
    """All set if every receiver for whom it is meant knows it."""
    sent: int
    """Set if the sender knows it, or one of those who may be."""


class Layout(NamedTuple):
    """The facts that handovers carry, the roles that hand them over or receive them, and the injects."""

    scenario: Scenario
    facts: tuple[str, ...]
    roles: tuple[str, ...]

    @property
    def width(self) -> int:
        """The number of bits for each role."""
        return len(self.facts)

    @property
    def atoms(self) -> tuple[Atom, ...]:
        """The atoms to be kept besides those that conditions read, in the order of their bits."""
        every = [knows(role, fact) for role in self.roles for fact in self.facts]
        by_hand = [("fired", key) for key, inject in self.scenario.injects.items() if not inject.arrives]
        return (*every, *by_hand, *_settled(self.scenario))

    def keyed(self, handed: int) -> tuple[int, int]:
        """Split a number into that of an event, and the bits of who knows what after its handover."""
        place = handed >> len(self.roles) * self.width
        return place, handed ^ place << len(self.roles) * self.width

    def fact_bits(self, handover: Handover, fact: str) -> FactBits:
        """Return the bits that show what became of a fact at a handover that carries it."""
        receivers = [role for role, each in handover.receivers.items() if fact in (*each.must, *each.should)]
        return FactBits(self.knowing(receivers, (fact,)), self.knowing(handover.sender_ids, (fact,)))

    def knowing(self, roles: Iterable[str], facts: Sequence[str]) -> int:
        """Return the bits of some roles' knowing some facts."""
        return sum(self.mask(facts) << self.width * self.roles.index(role) for role in dict.fromkeys(roles))

    def mask(self, facts: Sequence[str]) -> int:
        """Return the bits of some facts."""
        return sum(1 << self.facts.index(fact) for fact in set(facts))

    def stops(self, compiled: Compiled) -> list[Stop]:
        """Return every event of the scenario, compiled with `atoms`."""
        stops = [self._stop(compiled, place) for place in compiled.places]
        for stop, dead in zip(stops, dead_values(compiled), strict=True):
            stop.dead = tuple(each for each in dead if each != compiled.clock.now)
        return stops

    def _stop(self, compiled: Compiled, place: Place) -> Stop:
        event = self.scenario.events[place.key]
        stop = Stop(
            place.number,
            over=not place.exits and place.timer is None,
            reads=what_ways_read(place, compiled),
            draws=False,
            ticks=tuple(bit for _item, bit in place.ticks if not bit & place.required),
            slips=tuple(bit for bit in (*place.marks, 0 if place.waits_after else place.waits) if bit),
            later=event.after.seconds if event.after and not event.after.months else 0,
            dated=not compiled.clock.runs and bool(event.after.months if event.after else event.at),
        )
        if event.handover and event.handover.facts:
            stop.handover = self._handing_over(compiled.readable, place, event.handover)
            stop.parts = (*stop.handover,)
        stop.loose = bool(stop.ticks or stop.slips)
        stop.draws = stop.loose or stop.handover is not None
        return stop

    def _handing_over(self, known: Readable, place: Place, handover: Handover) -> HandingOver:
        first, *others = handover.sender_ids
        likely = {fact: roles for fact in handover.facts if (roles := _receivers(handover, fact, "must", "should"))}
        noise = {fact: roles for fact in handover.facts if (roles := _receivers(handover, fact, "noise"))}
        together = {**noise, **likely}
        rarely = [
            (self.mask((fact,)), self.knowing(roles, (fact,)), 2) for fact, roles in noise.items() if fact in likely
        ]
        for fact, kept_from in handover.must_not_reach.items():
            for role in kept_from:
                leaked = known.mask(("leaked", fact)) | known.mask(("leaked", fact, role))
                rarely.append((self.mask((fact,)), self.knowing((role,), (fact,)) | leaked, 3))
        return HandingOver(
            place.number,
            place.number << len(self.roles) * self.width,
            self._position(first),
            tuple((known.mask(("sends", place.key, role)), self._position(role)) for role in others),
            self.mask(tuple(together)),
            self.mask(tuple(likely)),
            sum(1 << self._position(role) for role in handover.to),
            sum(self.knowing(roles, (fact,)) for fact, roles in together.items()),
            tuple(rarely),
            self.knowing((*handover.sender_ids, *handover.to), handover.facts),
            place.losses,
        )

    def _position(self, role: str) -> int:
        return self.width * self.roles.index(role)


def layout(scenario: Scenario) -> Layout:
    """Return the layout of a scenario, in the order of the file."""
    handovers = [event.handover for event in scenario.events.values() if event.handover]
    facts = {fact for each in handovers for fact in each.facts}
    roles = {role for each in handovers for role in (*each.sender_ids, *each.to)}
    return Layout(
        scenario,
        tuple(fact for fact in scenario.facts if fact in facts),
        tuple(role for role in scenario.roles if role in roles),
    )


def carried(event: Event) -> tuple[str, ...]:
    """Return the facts that an event's handover must or should carry, each once."""
    receivers = event.handover.receivers.values() if event.handover else ()
    parts = (*(each.must for each in receivers), *(each.should for each in receivers))
    return tuple(dict.fromkeys(fact for facts in parts for fact in facts))


def _receivers(handover: Handover, fact: str, *parts: str) -> list[str]:
    """Return the receivers for whom a fact stands under one of these keys."""
    return [role for role, each in handover.receivers.items() if any(fact in getattr(each, part) for part in parts)]


def _settled(scenario: Scenario) -> Iterator[Atom]:
    """Yield the atoms that say who is there, and who hands over, where conditions decide it."""
    for key, event in scenario.events.items():
        yield from (("there", key, each.role) for each in event.present if each.when)
        senders = event.handover.sender_ids if event.handover else ()
        yield from (("sends", key, role) for role in senders if len(senders) > 1)
