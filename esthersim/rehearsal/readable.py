"""What the conditions of a journey can read. Each such thing gets a bit, or a place among the values.

Nothing else can change where a journey goes, so nothing else is kept during the exploration.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from esthersim.authored import conditions as c
from esthersim.authored.conditions import ANYBODY, CLOCK, DAY, EVERYBODY, NEWS2, Condition
from esthersim.authored.problems import KeyPath
from esthersim.rehearsal.asking import asked_in
from esthersim.scenario.changes import Add
from esthersim.scenario.handovers import Handover
from esthersim.scenario.model import VITAL_SIGNS, Arrival, Effect, Event, Inject, Scenario

Atom = tuple[str, ...]
"""Something that is true or false: a verb and its names, as `("knows", role, fact)` or `("visited", event)`.

Besides those of conditions there are `("fired", inject)` and `("asked", inject)` for injects that happened by hand or
whose own time came, `("there", event, role)` and `("sends", event, role)` where conditions decide who is present and
who hands over, and `HANDED`: the handover at the present event is done.
"""
HANDED: Atom = ("handed",)
Source = tuple[str, ...]
"""From when time is counted: `("visited", event)`, `("chose", event, option)` or `("inject", inject)`."""


def knows(role: str, fact: str) -> Atom:
    """Return the atom of a role's knowing a fact."""
    return ("knows", role, fact)


def journey_conditions(scenario: Scenario) -> Iterator[tuple[KeyPath, Condition]]:
    """Yield every condition that the journey depends on, with its key path; those of the debriefing are left out.

    What they ask of `anybody` or `everybody` is asked of each role.
    """
    for path, condition in asked_in(scenario):
        part = each_asked(condition.part, scenario)
        yield path, condition if part is condition.part else Condition(condition.text, part)


def each_asked(part: c.Part, scenario: Scenario) -> c.Part:
    """Return a condition that asks each role where it asked for `anybody` or `everybody`."""
    match part:
        case c.Knows(role, fact) if role.text in {ANYBODY, EVERYBODY} and role.text not in scenario.roles:
            every = tuple(c.Knows(c.Name(each, "role", role.column), fact) for each in scenario.roles)
            return c.Any(every) if role.text == ANYBODY else c.All(every)
        case c.Not(inner):
            other = each_asked(inner, scenario)
            return part if other is inner else c.Not(other)
        case c.All(parts) | c.Any(parts):
            others = tuple(each_asked(each, scenario) for each in parts)
            same = all(one is other for one, other in zip(parts, others, strict=True))
            return part if same else type(part)(others)
        case _:
            return part


def effects(scenario: Scenario) -> Iterator[Effect]:
    """Yield every effect: of events, of options, of injects."""
    for event in scenario.events.values():
        yield from event.effects
        for option in event.decision.options.values() if event.decision else ():
            yield from option.effects
    for inject in scenario.injects.values():
        yield from inject.effects


def tests(part: c.Part) -> Iterator[c.Knows | c.Happened | c.Chose | c.Compare | c.Since]:
    """Yield the single tests that a condition is made of."""
    match part:
        case c.Not(inner):
            yield from tests(inner)
        case c.All(parts) | c.Any(parts):
            for each in parts:
                yield from tests(each)
        case _:
            yield part


def atoms(part: c.Part) -> Iterator[Atom]:
    """Yield what a condition asks about, apart from variables and time."""
    for test in tests(part):
        match test:
            case c.Knows(role, fact):
                yield knows(role.text, fact.text)
            case c.Happened(verb, name, receiver):
                yield (verb, name.text, receiver.text) if receiver else (verb, name.text)
            case c.Chose(option, event):
                yield ("chose", option.text, event.text) if event else ("chose", option.text)
            case _:
                continue


def variables(part: c.Part) -> Iterator[str]:
    """Yield the variables that a condition reads; an early warning score reads every vital sign of its patient."""
    for test in tests(part):
        for side in (test.left, test.right) if isinstance(test, c.Compare) else ():
            if isinstance(side, c.Name):
                yield from vital_signs(side.text) or (side.text,)


def vital_signs(name: str) -> tuple[str, ...]:
    """Return the variables that a score is made of: of `beata.news2` those of Beata; none where it is no score."""
    patient, _point, score = name.rpartition(".")
    if score != NEWS2:
        return ()
    return tuple(f"{patient}.{sign}" if patient else sign for sign in VITAL_SIGNS)


def is_clock(name: str, scenario: Scenario) -> bool:
    """Return whether a name in a condition is the day or the time of day, and no variable of the scenario."""
    return name in {DAY, CLOCK} and name not in scenario.variables


def tells_time(conditions: Iterable[Condition], scenario: Scenario) -> bool:
    """Return whether some of the conditions asks for story time."""
    return any(
        isinstance(test, c.Since)
        or (
            isinstance(test, c.Compare)
            and any(isinstance(side, c.Name) and is_clock(side.text, scenario) for side in (test.left, test.right))
        )
        for condition in conditions
        for test in tests(condition.part)
    )


def matters(inject: Inject) -> bool:
    """Return whether an inject changes anything, leads anywhere or asks anything, by itself."""
    texts = any(case.when for case in inject.text)
    return bool(inject.effects or inject.next or inject.when or texts)


@dataclass(frozen=True, slots=True)
class Readable:
    """The bit of each atom and the place of each variable that some condition of the journey can read."""

    bits: dict[Atom, int]
    """The mask of each: one bit."""
    places: dict[str, int]
    """The places of variables among the values; those of story time come after them."""
    now: int | None = None
    """The place of the seconds since the start of the story."""
    since: Mapping[Source, int] = field(default_factory=dict)
    """The places of the seconds since something last happened."""

    def mask(self, atom: Atom) -> int:
        """Return the bit of an atom, or 0 where no condition can read it."""
        return self.bits.get(atom, 0)

    def place(self, source: Source) -> int:
        """Return the place of the time since something, or -1 where nothing can read it."""
        return self.since.get(source, -1)

    @property
    def tells_time(self) -> bool:
        """Whether anything can read story time."""
        return self.now is not None or bool(self.since)

    @property
    def size(self) -> int:
        """How many values there are."""
        return len(self.places) + (self.now is not None) + len(self.since)


def readable(
    scenario: Scenario, conditions: Iterable[Condition], also: Sequence[Atom] = (), *, clock: bool = False
) -> Readable:
    """Find what the journey's conditions can read, and what decides that in turn: the sender of a fact must know it.

    `also` names atoms to be kept though no condition reads them; with `clock` story time is kept, too.
    """
    conditions = tuple(conditions)
    asked = dict.fromkeys(also)
    named: dict[str, None] = {}
    for condition in conditions:
        asked.update(dict.fromkeys(atoms(condition.part)))
        named.update(dict.fromkeys(variables(condition.part)))
    came = coming(scenario)
    for key, inject in scenario.injects.items():
        if key in came:
            asked["asked", key] = None
        elif any(isinstance(change, Add) for effect in inject.effects for change in effect.changes):
            asked["fired", key] = None
    _close(scenario, asked)
    bits = {atom: 1 << number for number, atom in enumerate(asked)}
    known = [name for name in scenario.variables if name in named]
    sources = _sources(scenario, conditions, came)
    absolute = clock or _asks_the_clock(scenario, named, sources, came)
    first = len(known) + absolute
    return Readable(
        bits,
        {name: place for place, name in enumerate(known)},
        len(known) if absolute else None,
        {source: first + place for place, source in enumerate(sources)},
    )


def _close(scenario: Scenario, asked: dict[Atom, None]) -> None:
    """Add what decides, in turn, whether the atoms become true."""
    deciding = _Deciding(scenario)
    waiting = list(asked)
    while waiting:
        fresh = [each for each in deciding.what_decides(waiting.pop()) if each not in asked]
        asked.update(dict.fromkeys(fresh))
        waiting += fresh
    if deciding.handovers and any(matters(inject) for inject in scenario.injects.values()):
        asked[HANDED] = None


class _Deciding:
    """The handovers of a scenario and the documents that are shown, by what they can make true."""

    def __init__(self, scenario: Scenario) -> None:
        self.handovers = [(key, event.handover) for key, event in scenario.events.items() if event.handover]
        self.to: dict[str, list[tuple[str, Handover]]] = {}
        for key, handover in self.handovers:
            for role in handover.to:
                self.to.setdefault(role, []).append((key, handover))
        self.read: dict[str, list[tuple[str, Event]]] = {}
        for key, event in scenario.events.items():
            for name, readers in event.shows.items():
                document = scenario.documents.get(name)
                for fact in document.facts if document and not readers else ():
                    self.read.setdefault(fact, []).append((key, event))

    def what_decides(self, atom: Atom) -> Iterator[Atom]:
        """Yield what decides whether an atom becomes true."""
        match atom:
            case ("knows", role, fact):
                for key, handover in self.to.get(role, ()):
                    yield from _can_be_given(fact, key, handover)
                for key, event in self.read.get(fact, ()):
                    yield from _reads(role, key, event)
            case ("lost", fact, *_):
                for _key, handover in self.handovers:
                    yield from (knows(role, fact) for role in handover.must_reach.get(fact, ()))
            case ("leaked", fact, *_):
                for key, handover in self.handovers:
                    if fact in handover.must_not_reach:
                        yield from _can_be_given(fact, key, handover)


def _can_be_given(fact: str, key: str, handover: Handover) -> Iterator[Atom]:
    for role in handover.sender_ids:
        yield knows(role, fact)
        if len(handover.sender_ids) > 1:
            yield ("sends", key, role)


def _reads(role: str, key: str, event: Event) -> Iterator[Atom]:
    """Yield what decides whether a role is there to read a document."""
    if any(each.role == role and each.when for each in event.present):
        yield ("there", key, role)
    senders = event.handover.sender_ids if event.handover else ()
    if role in senders and len(senders) > 1:
        yield ("sends", key, role)


def coming(scenario: Scenario) -> frozenset[str]:
    """Return the injects whose coming by itself can make a difference, by their own or since others wait for them."""
    arriving = {key: each.arrives for key, each in scenario.injects.items() if each.arrives}
    found = {key for key in arriving if matters(scenario.injects[key])}
    while more := {arriving[key].since or "" for key in found if arriving[key].after} & arriving.keys() - found:
        found |= more
    return frozenset(found)


def source_of(scenario: Scenario, arrival: Arrival) -> Source | None:
    """Return what an arrival by story time is counted from; `None` where it has a moment of its own."""
    since = arrival.since or ""
    event, _point, option = since.partition(".")
    if arrival.after is None:
        return None
    if option:
        return ("chose", event, option)
    return ("visited", since) if since in scenario.events else ("inject", since)


def _sources(scenario: Scenario, conditions: Sequence[Condition], came: frozenset[str]) -> list[Source]:
    """Return from when time is counted, by conditions and by the injects that come."""
    found: dict[Source, None] = {}
    for condition in conditions:
        for test in tests(condition.part):
            if isinstance(test, c.Since):
                found["visited", test.event.text] = None
    for key in scenario.comes_by_story_time:
        arrives = scenario.injects[key].arrives
        source = source_of(scenario, arrives) if arrives and key in came else None
        if source:
            found[source] = None
    return list(found)


def _asks_the_clock(scenario: Scenario, named: Iterable[str], sources: Sequence[Source], came: frozenset[str]) -> bool:
    """Return whether it makes a difference when, and not only how long after something, a team is somewhere."""
    if any(is_clock(name, scenario) for name in named):
        return True
    arrivals = [each.arrives for key, each in scenario.injects.items() if key in came and each.arrives]
    if any(each.at or (each.after and each.after.months) for each in arrivals):
        return True
    dated = any(event.at or (event.after and event.after.months) for event in scenario.events.values())
    return bool(sources) and dated
