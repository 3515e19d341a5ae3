"""A trial: the simulation played from any event while the scenario is being written. Nothing is saved.

When the text is saved while a trial is open, the choices made so far are replayed on the new text.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from esthersim.clock import Clock
from esthersim.journal.codec import encode, encode_command
from esthersim.journal.opening import memory_store
from esthersim.journal.reading import scenario_of, timestamp
from esthersim.journal.session import Session
from esthersim.journal.store import NewLine, ScenarioText
from esthersim.play.commands import Advance, GoTo
from esthersim.play.entry import Entry
from esthersim.play.plays import run_play
from esthersim.play.refusal import Refusal
from esthersim.play.replay import Asked, Difference
from esthersim.rehearsal.ways import as_play, way_to
from esthersim.views.journal import sentence
from esthersim.views.refusals import refusal_text

RUN = "trial"


class Fork(NamedTuple):
    """Where the choices made so far stop fitting a new text: what happened then, and what happens now, in sentences."""

    before: str
    now: str


def way_here(text: ScenarioText, event: str) -> tuple[Asked, ...]:
    """Return the commands on the shortest way from the start to an event; empty where none is known.

    Explores every state that can be reached, which may take a second.
    """
    from esthersim.rehearsal.exploring import explore

    scenario = scenario_of(text)
    space = explore(scenario)
    states = space.states_at(event)
    if not states:
        return ()
    played = run_play(scenario, as_play(way_to(space, states[0])))
    return played.asked if played.failure is None and played.state.here.event == event else ()


def begin_trial(
    text: ScenarioText, event: str, clock: Clock, language: str | None, way: Sequence[Asked] = ()
) -> Session:
    """Begin a trial at an event, by a way that leads there (see `way_here`), or without one by an override.

    Where the text does not have the event, the trial begins at the first one.
    """
    if way:
        now = clock.utc()
        dated = [each._replace(recorded=tuple(one._replace(at=now) for one in each.recorded)) for each in way]
        return _having(text, dated, clock, language)
    session = Session.begin(memory_store(), text, clock, run=RUN, language=language)
    for command in (Advance(override=True), Advance(override=True)):
        session.do(command)
    if session.state.here.event != event:
        session.do(GoTo(event))
    return session


def _having(text: ScenarioText, asked: Sequence[Asked], clock: Clock, language: str | None) -> Session:
    """Return a session in which these commands have been carried out already."""
    store = memory_store()
    store.create(RUN, text, timestamp(clock.utc()))
    for number, (command, recorded, asker) in enumerate(asked):
        lines = [NewLine(timestamp(each.at), each.room, encode(each.entry)) for each in recorded]
        store.append(RUN, recorded[0].seq - 1, f"kept-{number}", lines, command=encode_command(command, asker))
    return Session(store, RUN, clock, language=language)


def renew_trial(session: Session, text: ScenarioText, event: str) -> tuple[Session, Fork | None]:
    """Replay a trial on a new text; return the session to go on with, and the first difference if there is one.

    Where everything fits, it is the same session. Otherwise it is a new one, up to the last choice that fits, and the
    old session is closed. `event` is the event at which the trial began.
    """
    difference = session.adopt(text)
    if difference is None:
        return session, None
    session.close()
    new = _as_far_as_it_fits(session, text, difference, event)
    return new, _fork(session, new, difference)


def _as_far_as_it_fits(session: Session, text: ScenarioText, difference: Difference, event: str) -> Session:
    fits = [each for each in session.asked or () if each.recorded[-1].seq < difference.recorded.seq]
    new = _having(text, fits, session.clock, session.words_language)
    if new.state.journey is None:  # it differs at the start of the simulation, as when another event comes first
        new.close()
        return begin_trial(text, event, session.clock, session.words_language)
    return new


def _fork(session: Session, new: Session, difference: Difference) -> Fork:
    """Return the first differing entry as two sentences, each with the words of its own text."""
    start = difference.recorded.seq - 1
    at = session.retelling.moments[start].event
    now = difference.now
    if isinstance(now, Refusal):
        return Fork(_told(difference.recorded.entry, session, at), refusal_text(now, new.shown))
    then = [each.entry for each in session.journal[start : start + len(now)]]
    for old, other in zip_longest(then, now):
        if old != other:
            return Fork(_told(old, session, at), _told(other, new, at))
    return Fork(_told(difference.recorded.entry, session, at), "")


def _told(entry: Entry | None, session: Session, event: str) -> str:
    return sentence(entry, session.shown, event, session.text.debrief) if entry is not None else ""
