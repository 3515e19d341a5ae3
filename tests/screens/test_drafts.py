"""What is typed on the screens is not lost, wherever people write and however they are interrupted."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from esthersim.clock import ManualClock
from esthersim.journal.memory import MemoryStore
from esthersim.journal.opening import memory_store
from esthersim.journal.scenario_text import scenario_text
from esthersim.journal.session import Session
from esthersim.journal.store import Store
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.reports import render
from esthersim.reports.material import material
from esthersim.screens.handover import HandoverScreen
from esthersim.screens.observer import ObserverScreen
from esthersim.shipped import shipped
from support.after_the_journey import closed, do, planning, reflecting, write
from support.frames import Stage, room

HALF, NUMBER = "half a sentence", "191212121212"


def at_handover(store: Store) -> Session:
    """Return a run that stands at its first handover, which the sender can make."""
    text = scenario_text(shipped("scenarios") / "tom-sang.yaml")
    session = Session.begin(store, text, ManualClock(), run="prov", language="en")
    do(session, *(c.Advance(override=True) for _step in range(2)))
    do(session, c.GoTo(next(key for key, event in session.scenario.events.items() if event.handover)))
    return session


@dataclass(frozen=True)
class Place:
    """A place where people write: how a run comes to it, the keys to the field, and those that save."""

    begin: Callable[[Store], Session]
    keys: tuple[str, ...]
    save: tuple[str, ...]
    again: tuple[str, ...] | None = None
    """The keys to the field from the step's screen once something is written there, where they are others."""


PLACES = {
    "note": Place(at_handover, ("t",), ("enter",)),
    "observation": Place(at_handover, ("w",), ("f8",)),
    "handover": Place(at_handover, ("h", "f6", "enter", "enter"), ("f8",), ("h", "enter", "enter")),
    "read-back": Place(
        at_handover,
        ("h", "f6", "enter", "enter", "x", "f8", "enter"),
        ("f8", "enter", "enter", "enter"),
        ("h", "enter", "enter"),
    ),
    "answer": Place(reflecting, ("1", "enter"), ("f10",), ("enter",)),
    "action": Place(planning, ("a",), ("f10",), ("enter",)),
    "follow-up": Place(closed, ("f", "enter", "tab"), ("f10",)),
}
"""The read-back is used when the facilitator marks the handover as received."""

EACH_PLACE = pytest.mark.parametrize("place", PLACES.values(), ids=PLACES)


def begun(place: Place) -> Store:
    """Return a store with a run that has come to a place."""
    store = memory_store()
    place.begin(store).close()
    return store


async def begin_to_write(stage: Stage, place: Place, text: str = HALF) -> None:
    """Let the clock run, go to the field, and type."""
    if stage.state().paused:
        await stage.press("p")
    await stage.press(*place.keys)
    await write(stage, text)


async def go_back_to_it(stage: Stage, place: Place) -> None:
    """Go to the field where something is written."""
    await stage.press(*(place.again or place.keys))


def shown(stage: Stage) -> str:
    """Return what the screen shows as one line."""
    return " ".join(stage.text().split())


@EACH_PLACE
async def test_escape_size_and_language_lose_nothing(place: Place, tmp_path: Path) -> None:
    """The field has it in another size and language, and after it was left and opened again."""
    async with room(tmp_path, store=begun(place), start="prov") as stage:
        await begin_to_write(stage, place)
        await stage.pilot.resize_terminal(120, 40)
        await stage.settle()
        assert HALF in shown(stage)
        await stage.press("f2", "f3")
        assert HALF in shown(stage)
        screens = len(stage.app.screen_stack)
        await stage.press("escape")
        if len(stage.app.screen_stack) == screens and HALF in shown(stage):
            await stage.press("enter")  # in a form, escape goes to the list
        else:
            await stage.press(*(place.again or place.keys)[-2 if place.again and place.begin is at_handover else 0 :])
        assert HALF in shown(stage)


@EACH_PLACE
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP], ids=lambda number: number.name)
async def test_a_signal_loses_nothing(place: Place, number: signal.Signals, tmp_path: Path) -> None:
    """The program ends at once, and the next one has what was typed to the last letter."""
    store = begun(place)
    async with room(tmp_path, store=store, start="prov") as stage:
        await begin_to_write(stage, place)
        os.kill(os.getpid(), number)
        await stage.settle()
        assert stage.run() is None
    async with room(tmp_path, store=store, start="prov") as stage:
        await go_back_to_it(stage, place)
        assert HALF in shown(stage)


@EACH_PLACE
async def test_it_is_in_the_store_while_people_type(place: Place, tmp_path: Path) -> None:
    """So that a kill takes two seconds of it at most; see `test_terminal` for the kill itself."""
    store = begun(place)
    async with room(tmp_path, store=store, start="prov") as stage:
        await begin_to_write(stage, place)
        stage.clock.advance(3)
        tick(stage)
        assert HALF in {draft.text for draft in store.drafts("prov").values()}


@EACH_PLACE
async def test_it_is_forgotten_once_it_is_saved(place: Place, tmp_path: Path) -> None:
    """The journal has it then, and only the journal."""
    store = begun(place)
    async with room(tmp_path, store=store, start="prov") as stage:
        await begin_to_write(stage, place)
        await stage.press(*place.save)
        assert [line for line in store.read("prov") if HALF in line.entry], shown(stage)
        assert not store.drafts("prov")


@EACH_PLACE
async def test_what_is_refused_stays_and_no_number_is_kept(place: Place, tmp_path: Path) -> None:
    """A personal number is refused: the text stays where it was written, and the file never has the number."""
    store = begun(place)
    async with room(tmp_path, store=store, start="prov") as stage:
        await begin_to_write(stage, place, f"{HALF} {NUMBER}")
        await stage.press(place.save[0])
        tick(stage)
        assert "personal number" in shown(stage)
        assert NUMBER in shown(stage)
        stage.clock.advance(3)
        tick(stage)
        assert f"{HALF} …" in {draft.text for draft in store.drafts("prov").values()}


def tick(stage: Stage) -> None:
    """Let the step's screen see the time, under a question too."""
    stage.session.tick()


@pytest.mark.parametrize("form", ["md", "html", "jsonl", "json", "ics"])
async def test_no_report_has_it(form: str, tmp_path: Path) -> None:
    """What is not saved is told to nobody."""
    store = begun(PLACES["action"])
    async with room(tmp_path, store=store, start="prov") as stage:
        await begin_to_write(stage, PLACES["action"])
    assert store.drafts("prov")
    assert HALF.encode() not in render(form, material(store, "prov", "en"))


async def test_the_form_of_a_handover_comes_back(tmp_path: Path) -> None:
    """Written stays written after the end of the program, and spoken is spoken again when that is chosen."""
    store = begun(PLACES["handover"])
    for form in (False, True, False):
        async with room(tmp_path, store=store, start="prov") as stage:
            await stage.press("h")
            assert isinstance(stage.app.screen, HandoverScreen)
            assert stage.app.screen.written == form
            await stage.press("f6")


async def test_the_receiver_does_not_see_what_the_sender_began(tmp_path: Path) -> None:
    """Each page has its own seat's words: the facilitator's note is on neither."""
    async with room(tmp_path, store=begun(PLACES["handover"]), start="prov") as stage:
        await begin_to_write(stage, PLACES["note"], "for me alone")
        await stage.press("escape", "h", "f6", "enter", "enter")
        await write(stage, "Her bed is empty")
        assert "for me alone" not in shown(stage)
        await stage.press("f8", "enter")
        await write(stage, "She is up")
        await stage.press("escape")
        seats = {(seat, draft.text) for (seat, _key), draft in stage.app.store.drafts("prov").items()}
        handover = stage.session.state.event.handover
        assert handover is not None
        assert seats == {("facilitator", "for me alone"), (next(iter(handover.to)), "She is up")}


async def test_an_observation_comes_back_with_whose_and_what_it_is_about(tmp_path: Path) -> None:
    """Who observes, both texts and both choices; at the next event the page is empty, after going back it is not."""
    store = begun(PLACES["observation"])
    async with room(tmp_path, store=store, start="prov") as stage:
        await begin_to_write(stage, PLACES["observation"])
        await stage.press("f6", "tab", "tab", "enter", "down", "enter")
        arrival = stage.state().here.way.seq
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("p", "w")
        assert HALF in shown(stage)
        assert "Esther" in shown(stage)
        await stage.press("escape")
        here = stage.state().here.event
        do(stage.session, c.GoTo(next(each for each in stage.session.scenario.events if each != here)))
        await stage.press("w")
        assert HALF not in shown(stage)
        await stage.press("escape")
        do(stage.session, e.Rewound(arrival))
        await stage.press("w", "f8")
        (entry,) = [each.entry for each in stage.session.journal if isinstance(each.entry, e.Observed)]
        assert (entry.seen, entry.about, entry.seat) == (HALF, "esther", "overlamningarna")


async def test_an_answer_comes_back_at_its_question_with_whose_words_it_is(tmp_path: Path) -> None:
    """The reflection stands at the question that was being answered."""
    store = begun(PLACES["answer"])
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("p", "f", "right", "1", "3", "enter")
        await write(stage, HALF)
    async with room(tmp_path, store=store, start="prov") as stage:
        assert HALF in shown(stage)
        await stage.press("s")
        (answer,) = stage.session.state.plan.answers.values()
        assert (answer.text, len(answer.heard)) == (HALF, 2)


async def test_a_changed_action_comes_back_with_all_its_parts(tmp_path: Path) -> None:
    """What was emptied is empty, what was chosen is chosen; thrown away, it is as the plan has it."""
    store = begun(PLACES["action"])
    with Session.resume(store, "prov", ManualClock()) as session:
        do(session, c.Continue(), e.ActionWritten("action-1", "Call", support="Time"))
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("e", "end")
        await write(stage, " first")
        await stage.press(*["tab"] * 7, *["backspace"] * 4)
    async with room(tmp_path, store=store, start="prov") as stage:
        assert "✎ Call first" in shown(stage)
        await stage.press("enter", "f10")
        action = stage.session.state.plan.actions["action-1"]
        assert (action.what, action.support) == ("Call first", "")
        assert not store.drafts("prov")


class Full(MemoryStore):
    """A store that has room for no draft."""

    def keep_draft(self, run: str, seat: str, place: str, text: str, at: str) -> None:
        """Fail, as a full disk does."""
        from esthersim.journal.errors import StoreFull

        raise StoreFull("the journal")


async def test_a_store_that_keeps_no_draft_stops_nobody(tmp_path: Path) -> None:
    """It is said once over whatever is shown, and writing goes on."""
    store = Full()
    at_handover(store).close()
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("p", "w")
        await write(stage, "half")
        assert isinstance(stage.app.screen, ObserverScreen)
        stage.app.screen.tick()
        await stage.settle()
        (notice,) = stage.app._notifications
        assert "not safe until it is saved" in notice.message
        await write(stage, " more")
        await stage.press("f8")
        assert [each.entry for each in stage.session.journal if isinstance(each.entry, e.Observed)] == [
            e.Observed("half more")
        ]
