"""Moments of a shipped journey: every arrival that looks another way, as a run that can be put on a screen at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from esthersim.authored.conditions import holds
from esthersim.clock import ManualClock
from esthersim.journal.codec import encode
from esthersim.journal.opening import memory_store
from esthersim.journal.reading import timestamp
from esthersim.journal.session import Session
from esthersim.journal.store import NewLine
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.plays import Player, PlayResult, run_play
from esthersim.rehearsal.ways import as_play, way_to
from support.shipped_journeys import journey, played_to, space, text_of


@dataclass(frozen=True, slots=True)
class Moment:
    """A run of a journey that has come to a point worth looking at, and what that is."""

    name: str
    session: Session


def moments(scenario: str, language: str) -> tuple[Moment, ...]:
    """Return each event, each choice that was just made, and each inject where it fits, fired at its fullest event."""
    for moment in _moments(scenario):
        moment.session.speak(language)
    return _moments(scenario)


def arrivals(scenario: str, language: str) -> tuple[Moment, ...]:
    """Return each event by the shortest way there."""
    return moments(scenario, language)[: len(journey(scenario).events)]


@cache
def _moments(scenario: str) -> tuple[Moment, ...]:
    return tuple(Moment(f"{scenario}, {name}", _run(scenario, journal)) for name, journal in _played(scenario))


def _played(scenario: str) -> Iterator[tuple[str, tuple[e.Recorded, ...]]]:
    shown = journey(scenario)
    for event in shown.events:
        yield event, played_to(scenario, event).journal
    for number, edge in enumerate(space(scenario).edges):
        if edge.kind == "option":
            yield f"{edge.source}.{edge.label}", _chosen(scenario, number)
    for inject in shown.injects:
        yield inject, _fired(scenario, inject)


def _chosen(scenario: str, number: int) -> tuple[e.Recorded, ...]:
    """Play to where an option can be chosen, and choose it."""
    found = space(scenario)
    state = next(at for at, steps in enumerate(found.steps) if any(edge == number for edge, _to in steps))
    player = _player(run_play(journey(scenario), as_play(way_to(found, state))))
    if player.do(c.Choose(found.edges[number].label)) is not None:
        for item in player.state.event.checklist:
            player.do(e.Checked(item))
        refusal = player.do(c.Choose(found.edges[number].label))
        assert refusal is None, f"{scenario}: {refusal}"
    return tuple(player.journal)


def _fired(scenario: str, inject: str) -> tuple[e.Recorded, ...]:
    """Play to the event with the longest text where an inject fits, and fire it."""
    events = sorted(journey(scenario).events.items(), key=lambda each: -len(each[1].text))
    when = journey(scenario).injects[inject].when
    open_events = [key for key, event in events if not event.ending]
    fits = (key for key in open_events if holds(when, played_to(scenario, key).state))
    player = _player(played_to(scenario, next(fits, open_events[0])))
    assert player.do(c.FireInject(inject, override=True)) is None
    return tuple(player.journal)


def _player(result: PlayResult) -> Player:
    return Player(result.state, result.state.room, list(result.journal))


def _run(scenario: str, journal: tuple[e.Recorded, ...]) -> Session:
    """Return a run whose journal is this one, as if it had been played."""
    store, clock = memory_store(), ManualClock()
    now = timestamp(clock.utc())
    store.create("a-run", text_of(scenario), now)
    lines = [NewLine(now, recorded.room, encode(recorded.entry)) for recorded in journal]
    store.append("a-run", 0, "played", lines, step="simulation")
    return Session(store, "a-run", clock)
