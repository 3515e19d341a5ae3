"""What people write, paste and damage: numbers of thousands of digits, control characters, rows of a journal."""

from __future__ import annotations

import io
import sqlite3
from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult

from esthersim import clock as clocks
from esthersim.clock import AwakeClock, ManualClock
from esthersim.journal.errors import JournalError
from esthersim.journal.opening import open_store
from esthersim.journal.session import Session
from esthersim.library.cards import scenario_card
from esthersim.library.scenarios import LibraryEntry
from esthersim.plain.console import StreamConsole
from esthersim.plain.typed_words import whole_number
from esthersim.play.vocabulary import Step
from esthersim.screens.widgets.field import LONGEST, Field, LineField
from support.frames import room
from support.plain import at_table, until_the_script_ends
from support.scenarios import viktlarm_text

DIGITS = "9" * 5000
"""More than Python makes a number of."""
TRICKS = "\x1b]0;title\x07\x1b[2J\x1b[31m\u202eturned\u202c\u2066 \x9b5n\x00[bold][/][@click=app.quit]"


@pytest.mark.parametrize(
    "line", [DIGITS, "²", "٣٣٣٣٣٣٣٣٣٣٣٣", f"extend {DIGITS}", f"rate {DIGITS}", f"inject {DIGITS}", f"go {DIGITS}"]
)
def test_no_number_is_too_long_for_a_prompt(line: str) -> None:
    """A line of thousands of digits, or of strange ones, is no number of any list, and the session goes on."""
    with at_table(line, "quit", step=Step.SIMULATION) as table, until_the_script_ends():
        from esthersim.plain.simulation import Simulation

        Simulation(table.run).play()
    assert "> quit" in table.console.said


@pytest.mark.parametrize("digits", [DIGITS, "", "-1", "1.5", "²", "1e3"])
def test_only_short_whole_numbers_are_numbers(digits: str) -> None:
    """Everything else is an answer like any other."""
    assert whole_number(digits) is None


def test_nothing_that_is_said_moves_a_cursor() -> None:
    """Line by line, whatever a text holds, no control character and no turning mark reaches the terminal."""
    target = io.StringIO()
    console = StreamConsole(io.StringIO(f"{TRICKS}\n"), target)
    console.say(TRICKS)
    console.ask(TRICKS)
    assert "[bold][/][@click=app.quit]" in target.getvalue()
    assert not any(each in target.getvalue() for each in "\x1b\x07\x00\x9b\u202e\u2066")


class _Fields(App[None]):
    """A line and a longer field."""

    def compose(self) -> ComposeResult:
        yield LineField(max_length=100)
        yield Field(lines=True)


async def test_a_long_paste_is_cut_and_told_and_its_lines_are_kept() -> None:
    """A paste of 100 kB fills the field and is told about; several lines become one in a field of one line."""
    async with _Fields().run_test() as pilot:
        line, field = pilot.app.query_one(LineField), pilot.app.query_one(Field)
        line.post_message(events.Paste("one\ntwo\x1b[2J\n\nthree"))
        await pilot.pause()
        assert line.value == "one two three"
        line.post_message(events.Paste("x" * 100_000))
        field.post_message(events.Paste("[/] " * 25_000))
        await pilot.pause()
        assert len(line.value) == 100
        assert len(field.text) == LONGEST
        assert len(pilot.app._notifications) == 2


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE entry SET at = 'yesterday' WHERE seq = 1",
        "UPDATE entry SET room = 'long' WHERE seq = 1",
        "UPDATE entry SET entry = '[]' WHERE seq = 1",
        "UPDATE text SET body = '['",
        "UPDATE carried SET field = 'key'",
        "UPDATE run SET scenario_version = 2",
        "DELETE FROM entry WHERE seq = 1",
    ],
)
def test_a_damaged_row_is_an_error_of_the_journal(tmp_path: Path, damage: str) -> None:
    """Whatever a row has become, opening the run tells it as an error of the journal and changes nothing."""
    file = tmp_path / "journal.sqlite"
    store = open_store(str(file))
    Session.begin(store, viktlarm_text(), ManualClock(), run="a-run").close()
    store.close()
    with sqlite3.connect(file) as connection:
        connection.execute(damage)
    connection.close()
    store = open_store(str(file))
    try:
        with pytest.raises(JournalError):
            Session.resume(store, "a-run", ManualClock())
    finally:
        store.close()


def test_a_scenario_that_cannot_be_read_has_no_place_in_it(tmp_path: Path) -> None:
    """The home screen names no line where there is none."""
    folder = tmp_path / "mine.yaml"
    folder.mkdir()
    problem = scenario_card(LibraryEntry(folder), None).problem
    assert problem
    assert not problem.startswith("0:0")


def test_time_asleep_is_not_played(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine hours without a look at the clock are sleep: its seconds go on where they stopped, and it tells once."""
    now = [1000.0]
    monkeypatch.setattr("time.monotonic", lambda: now[0])
    monkeypatch.setattr(clocks, "_with_sleep", lambda: now[0])
    clock = AwakeClock()
    start = clock.monotonic()
    now[0] += 30
    assert clock.monotonic() - start == 30
    now[0] += 9 * 3600
    assert clock.monotonic() - start == 30
    assert clock.slept() == 9 * 3600
    assert clock.slept() == 0


async def test_a_run_is_paused_after_sleep(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the lid is opened again, the run stands still and the facilitator is told why."""
    async with room(tmp_path) as stage:
        await stage.press("enter")
        monkeypatch.setattr(type(stage.app), "slept", lambda _app: 0.0 if stage.state().paused else 32_400.0)
        stage.app.screen.tick()  # type: ignore[attr-defined]  # a RunScreen
        await stage.settle()
        assert stage.state().paused
        assert "asleep for 9 h" in stage.text()
