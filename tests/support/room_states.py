"""Every state that the room screen has, each as what the pages know then: for axe, for pictures, for tests."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from esthersim.clock import ManualClock
from esthersim.debriefing.checklists import PREBRIEFING, load_checklist
from esthersim.journal.opening import memory_store
from esthersim.journal.session import Session
from esthersim.journal.store import ScenarioText
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.arrivals import open_options
from esthersim.play.people import deciders
from esthersim.play.state import State
from esthersim.play.timers import read_timer
from esthersim.seats.wire import Look
from esthersim.web.house import House
from support.after_the_journey import ACTION, START, closed, do, planning, reflecting
from support.room_houses import device, house_of
from support.shipped_journeys import text_of

STATES = (
    "joining", "needs", "story", "prebriefing", "event", "urgent", "time out", "proposals", "handover", "written",
    "document", "checklist", "closed event", "ending", "paused", "reflection", "empty plan", "plan", "closed",
)  # fmt: skip
GONE = {"event": 0.3, "proposals": 0.4, "urgent": 0.9, "time out": 1.01}
"""How much of the time of the event's timer has gone in these states."""


def room_state(name: str, look: Look | None = None) -> House:
    """Return what the pages know in a state."""
    session = _MADE[name]()
    devices = [device(seat, number) for number, seat in enumerate(session.state.setting.seats, 2)]
    reading = read_timer(session.state, session.state.room)
    gone = GONE.get(name, 0.0) * reading.limit if reading else 0.0
    return house_of(session, device(), *devices, look=look, door=name in {"joining", "story"}, gone=gone)


@cache
def open_text(scenario: str) -> ScenarioText:
    """Return a shipped journey in which everybody hears every event, so that the room screen shows all of it."""
    text = text_of(scenario)
    return replace(text, text=re.sub(r"^( *heard_by):.*$", r"\1: all", text.text, flags=re.MULTILINE))


def _begun() -> Session:
    points = tuple(each.id for each in load_checklist(PREBRIEFING, "sv").items)
    clock = ManualClock(START)
    return Session.begin(memory_store(), text_of("tom-sang"), clock, language="sv", prebriefing=points)


def _joining() -> Session:
    session = _begun()
    do(session, *(e.Seated(each) for each in list(session.scenario.roles)[:3]))
    return session


def _needs() -> Session:
    session = _begun()
    do(session, e.ObjectivesAgreed(tuple(session.scenario.objectives)[:2]))
    return session


def _story() -> Session:
    session = _needs()
    do(session, c.Advance())
    return session


def _prebriefing() -> Session:
    session = _story()
    do(session, *(e.Ticked(each) for each in session.state.setting.prebriefing[:2]))
    return session


def _at(wanted: Callable[[State], bool], scenario: str = "tom-sang", *, closed: bool = False) -> Callable[[], Session]:
    """Return how to come to the first event of a journey that is wanted; everybody hears it unless it is `closed`."""

    def gone_there() -> Session:
        text = text_of(scenario) if closed else open_text(scenario)
        session = Session.begin(memory_store(), text, ManualClock(START), language="sv")
        do(session, *(c.Advance(override=True) for _step in range(2)))
        for event in session.scenario.events:
            do(session, c.GoTo(event))
            if wanted(session.state):
                return session
        raise LookupError(scenario)

    return gone_there


def _timed(state: State) -> bool:
    return state.event.timer is not None and len(open_options(state)) > 1


def _hands_over(state: State) -> bool:
    return state.event.handover is not None


def _proposals() -> Session:
    session = _at(_timed)()
    do(session, e.SettlingAgreed(by_deciders=False))
    do(session, e.Proposed(open_options(session.state)[0], seat=deciders(session.state)[0]))
    return session


def _written() -> Session:
    session = _at(_hands_over)()
    do(session, c.Send(words={"situation": "Mattan har larmat två gånger. Esther svarar inte i luren."}))
    return session


def _paused() -> Session:
    session = _at(_timed)()
    do(session, c.Pause())
    return session


def _planned() -> Session:
    session = planning()
    do(session, e.ActionWritten("action-1", **ACTION))
    do(session, e.ActionWritten("action-2", what="Ring nattpatrullen innan någon går hem från kvällen", owner="Basen"))
    return session


_MADE: Mapping[str, Callable[[], Session]] = {
    "joining": _joining,
    "needs": _needs,
    "story": _story,
    "prebriefing": _prebriefing,
    "event": _at(_timed),
    "urgent": _at(_timed),
    "time out": _at(_timed),
    "proposals": _proposals,
    "handover": _at(_hands_over),
    "written": _written,
    "document": _at(lambda state: () in state.event.shows.values(), "malsattningssamtal"),
    "checklist": _at(lambda state: len(state.event.checklist) > 3, "forebyggande-hembesok"),
    "closed event": _at(_timed, closed=True),
    "ending": _at(lambda state: state.at_ending),
    "paused": _paused,
    "reflection": reflecting,
    "empty plan": planning,
    "plan": _planned,
    "closed": closed,
}
