"""The frame: sizes, themes, languages, Ctrl-C, a journal that fails, starting with a run or a scenario."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.color import Color
from textual.css.stylesheet import Stylesheet

from esthersim.clock import ManualClock
from esthersim.journal.errors import StoreFull
from esthersim.journal.opening import memory_store
from esthersim.journal.scenario_text import scenario_text
from esthersim.journal.session import Session
from esthersim.language import get_language
from esthersim.play.vocabulary import Step
from esthersim.screens.app import INTERRUPTED, EsthersimApp
from esthersim.screens.base import justified
from esthersim.screens.start import failure_line, quick_look
from esthersim.screens.themes import THEMES
from esthersim.settings import Settings, load_settings
from support.frames import on_stage, room
from support.room_library import room_library


async def test_a_window_that_is_too_small_says_so_and_comes_back(tmp_path: Path) -> None:
    """Below 60 x 16 one clear message stands in place of a broken screen; larger again, all is there."""
    async with room(tmp_path) as stage:
        await stage.press("enter")
        await stage.pilot.resize_terminal(40, 10)
        await stage.settle()
        assert "too small" in stage.text()
        await stage.pilot.resize_terminal(60, 16)
        await stage.settle()
        assert "What do we need to train?" in stage.text()


async def test_a_long_title_never_hides_the_clock() -> None:
    """The header's left side is shortened, its right side is not."""
    line = justified("漢" * 60 + "\t12:40", 40)
    assert line.endswith(" 12:40")
    assert justified("abc\t1:00", 12) == "abc     1:00"


async def test_ctrl_c_tells_how_to_leave_and_twice_leaves(tmp_path: Path) -> None:
    """The first says what a second would do; the second ends with the shells' code, and the run is saved and free."""
    async with room(tmp_path) as stage:
        await stage.press("enter")
        store, run = stage.app.store, stage.session.run
        await stage.press("ctrl+c")
        assert "Press Ctrl+C once more" in stage.text()
        assert stage.run() is not None
        await stage.pilot.press("ctrl+c")
        await stage.pilot.pause()
    assert stage.app.return_code == INTERRUPTED
    with Session(store, run, ManualClock()) as session:
        assert session.state.paused


async def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what to do, the state stays as it was, and the same key works when there is room again."""
    async with room(tmp_path) as stage:
        await stage.press("enter")
        append = stage.app.store.append

        def full(*_args: object, **_more: object) -> object:
            raise StoreFull("journal.sqlite")

        monkeypatch.setattr(stage.app.store, "append", full)
        await stage.press("n")
        assert "no room left on the disk" in stage.text()
        assert stage.state().step is Step.NEEDS
        monkeypatch.setattr(stage.app.store, "append", append)
        await stage.press("n")
        assert stage.state().step is Step.STORY


async def test_pause_stops_the_clock_and_continue_lets_it_run(tmp_path: Path) -> None:
    """The header shows room time, and that it stands still."""
    async with room(tmp_path) as stage:
        await stage.press("enter")
        stage.clock.advance(65)
        await stage.press("p")
        assert "1:05 paused" in stage.text().splitlines()[0]
        stage.clock.advance(60)
        await stage.press("p")
        assert stage.text().splitlines()[0].endswith("1:05")


async def test_the_program_can_begin_with_a_scenario(tmp_path: Path) -> None:
    """A scenario's file as start begins a run on it at once."""
    library = room_library(tmp_path)
    async with room(tmp_path, library=library, start=library.find("viktlarm")) as stage:
        assert stage.session.scenario.id == "viktlarm"


async def test_the_program_can_go_on_with_a_run(tmp_path: Path) -> None:
    """A run's id as start opens it; one that is not there is told on the home screen."""
    library, store = room_library(tmp_path), memory_store()
    with Session.begin(store, scenario_text(library.find("viktlarm")), ManualClock(), run="prov"):
        pass
    async with room(tmp_path, library=library, store=store, start="prov") as stage:
        assert stage.session.run == "prov"
    async with room(tmp_path, library=library, store=store, start="prav") as stage:
        assert "did you mean 'prov'" in stage.text()


async def test_a_run_that_another_program_holds_is_told(tmp_path: Path) -> None:
    """Nothing is opened, and the message says what to do."""
    library, store = room_library(tmp_path), memory_store()
    with Session.begin(store, scenario_text(library.find("viktlarm")), ManualClock(), run="prov"):
        async with room(tmp_path, library=library, store=store, start="prov") as stage:
            assert stage.run() is None
            assert "is open in another program" in stage.text()


async def test_the_first_theme_is_there_before_the_style_sheets_are_parsed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A start in any theme has its colours at once: taken later, every sheet would be parsed a second time."""
    parsed_again: list[str] = []
    monkeypatch.setattr(Stylesheet, "reparse", lambda _sheet: parsed_again.append("again"))
    settings = Settings(theme="light")
    app = EsthersimApp(room_library(tmp_path), memory_store(), settings, clock=ManualClock(), theme="light")
    async with on_stage(app, ManualClock(), (80, 24), "en") as stage:
        assert stage.app.screen.styles.background == Color.parse("#fbfaf6")
    assert not parsed_again


async def test_the_theme_goes_round_and_is_kept(tmp_path: Path) -> None:
    """F4 takes the next theme, all four of them, and the settings remember it."""
    async with room(tmp_path) as stage:
        seen = []
        for _ in range(4):
            await stage.press("f4")
            seen.append(stage.app.theme)
        assert len(set(seen)) == 4
        assert {theme.name for theme in THEMES} < set(seen)
    assert load_settings().theme == "dark"


async def test_the_language_switches_while_a_run_is_open(tmp_path: Path) -> None:
    """F2 changes footer, header and body at once, and is remembered; the run goes on where it is."""
    async with room(tmp_path) as stage:
        await stage.press("enter", "f2")
        assert get_language() == "sv"
        assert "Vad behöver vi träna på?" in stage.text()
        assert "Nästa steg" in stage.text()
        assert "We train who does what" in stage.text()
        await stage.press("f3")
        assert "Vi tränar på vem som gör vad" in stage.text()
    assert load_settings().language == "sv"


def test_the_quick_look_never_fails(tmp_path: Path) -> None:
    """Language and theme come from the settings where they can be read; nonsense gives the defaults."""
    file = tmp_path / "settings.toml"
    environ = {"ESTHERSIM_CONFIG": str(file), "LANG": "en_GB.UTF-8"}
    assert quick_look(environ) == ("en", "dark")
    file.write_text('language = "sv"\ntheme = "light"\n', encoding="utf-8")
    assert quick_look(environ) == ("sv", "light")
    assert quick_look({**environ, "ESTHERSIM_LANGUAGE": "en"}) == ("en", "light")
    file.write_bytes(b"\xff = [")
    assert quick_look(environ) == ("en", "dark")


def test_a_failure_is_one_line_that_says_where_the_rest_is() -> None:
    """An expected error has its own words; any other is named, with the log's place."""
    assert "no room left" in failure_line(StoreFull("journal.sqlite"), None)
    line = failure_line(ValueError("first\nsecond"), Path("/data/esthersim.log"))
    assert "ValueError: first" in line
    assert "second" not in line
    assert "/data/esthersim.log" in line
