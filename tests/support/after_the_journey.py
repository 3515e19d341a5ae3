"""A run of a shipped scenario, brought to one of the steps after the simulation, for screens and views."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any

from esthersim.clock import ManualClock
from esthersim.debriefing.checklists import closing_ids
from esthersim.journal.memory import MemoryStore
from esthersim.journal.scenario_text import scenario_text
from esthersim.journal.session import Session
from esthersim.journal.store import Store
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.play.arrivals import open_options
from esthersim.play.entry import Command
from esthersim.play.handover import can_give
from esthersim.play.vocabulary import FactStatus
from esthersim.shipped import shipped
from support.frames import Stage

START = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)
ACTION: dict[str, Any] = {
    "what": "Skriv i varje avtal vem som får åka tidigt",
    "owner": "Enhetschefen",
    "due": date(2026, 3, 21),
    "measure": "Tio avtal av tio har raden",
    "follow_ups": (date(2026, 4, 11), date(2026, 6, 7)),
}
"""A complete action."""


@contextmanager
def in_utc() -> Iterator[None]:
    """Let the computer's own time zone be UTC, so that a clock in a stored frame is the same everywhere."""
    before = os.environ.get("TZ")
    os.environ["TZ"] = "UTC"
    time.tzset()
    try:
        yield
    finally:
        os.environ.pop("TZ", None)
        if before is not None:
            os.environ["TZ"] = before
        time.tzset()


async def write(stage: Stage, text: str) -> None:
    """Type a text into the field that has the focus."""
    await stage.pilot.press(*({" ": "space"}.get(character, character) for character in text))
    await stage.settle()


def words(stage: Stage) -> str:
    """Return what the screen shows as one line of words, however it is wrapped."""
    return " ".join(stage.text().split())


def do(session: Session, *commands: Command) -> None:
    """Carry out commands that must not be refused."""
    for command in commands:
        refusal = session.do(command)
        assert refusal is None, (command, refusal)


def reflecting(
    store: Store | None = None,
    clock: ManualClock | None = None,
    scenario: str = "tom-sang",
    language: str | None = None,
) -> Session:
    """Return a run that has just come to its reflection: one fact is lost, no read-back is confirmed."""
    clock = clock or ManualClock(START)
    text = scenario_text(shipped("scenarios") / f"{scenario}.yaml")
    session = Session.begin(store or MemoryStore(), text, clock, run="prov", language=language, closing=closing_ids())
    model = session.scenario
    do(session, e.ObjectivesAgreed(tuple(model.objectives)[:2]), c.Advance())
    do(session, *(e.Seated(key) for key in model.roles), c.Advance(override=True))
    for _step in range(40):
        if session.state.at_ending:
            break
        _event(session, clock)
    do(session, c.Advance())
    return session


def _event(session: Session, clock: ManualClock) -> None:
    event = session.state.event
    clock.advance(20)
    handover = event.handover
    if handover is not None:
        known = [fact for fact in handover.must if can_give(session.state, handover, fact)]
        do(session, *(e.FactMarked(fact, FactStatus.GIVEN) for fact in known[1:]), c.Send(), c.Receive())
        do(session, e.ConfidenceRated(4, seat=next(iter(handover.to))))
    do(session, *(e.EstherRated(3) for _rate in range(event.rate)))
    if event.decision is not None:
        do(session, c.Choose(open_options(session.state)[0], override=True))
    elif event.ending is None:
        do(session, c.Proceed(override=True))


def planning(store: Store | None = None, clock: ManualClock | None = None, language: str | None = None) -> Session:
    """Return a run that has just come to its action plan."""
    session = reflecting(store, clock, language=language)
    do(session, c.Advance(override=True))
    return session


def closed(store: Store | None = None, clock: ManualClock | None = None, language: str | None = None) -> Session:
    """Return a run that is closed, with one complete action."""
    session = planning(store, clock, language)
    do(session, e.ActionWritten("action-1", **ACTION), *(e.Ticked(item) for item in session.state.setting.closing))
    do(session, c.Advance())
    return session
