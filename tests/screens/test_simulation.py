"""The facilitator's console during the simulation."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.play.commands import GoTo
from esthersim.play.entries import Chose, CueGiven, EstherRated, InjectFired, Noted, Spoke, TimerExpired
from esthersim.play.vocabulary import Observation, Step
from esthersim.screens.simulation import SimulationScreen
from esthersim.screens.widgets.pane import Pane, TextBlock
from support.frames import Stage
from support.playing_room import SIZES, hostile_scenario, playing, wait, write

EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
EACH_LANGUAGE = pytest.mark.parametrize("language", ["sv", "en"])


def entries(stage: Stage, kind: type) -> list[object]:
    """Return the journal's entries of a kind."""
    return [recorded.entry for recorded in stage.session.journal if isinstance(recorded.entry, kind)]


@EACH_SIZE
@EACH_LANGUAGE
async def test_the_console_shows_the_event_and_whatis_private(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    """The first event, a cue that is due, and a decision whose time is short look as stored."""
    async with playing(tmp_path, size=size, language=language) as stage:
        stage.compare("simulation-first")
        await stage.press("enter")
        await wait(stage, 16)
        stage.compare("simulation-cue")
        await stage.press("enter")
        await wait(stage, 76)
        stage.compare("simulation-hurry")
        await stage.press("f")
        stage.compare("simulation-private")
        await stage.press("f", "m")
        stage.compare("simulation-map")


@EACH_SIZE
async def test_an_ending_closes_strongly_and_leads_to_the_reflection(tmp_path: Path, size: tuple[int, int]) -> None:
    """The ending's line stands apart, and the enter key goes on to the next step."""
    async with playing(tmp_path, hostile_scenario(tmp_path), size) as stage:
        await stage.press("1", "enter", "enter", "enter", "y", "enter", "enter", "3", "enter")
        assert stage.session.state.at_ending
        assert "The journey ends here" in stage.text()
        await stage.press("enter")
        assert stage.session.state.step is Step.REFLECTION


async def test_a_digit_makes_the_decision(tmp_path: Path) -> None:
    """The option of that number is chosen, told on the status line, and its feedback comes first."""
    async with playing(tmp_path) as stage:
        await stage.press("enter", "enter", "9")
        assert not entries(stage, Chose)
        await stage.press("2")
        assert entries(stage, Chose) == [Chose("aka-nu")]
        assert stage.text().count("Ring the patrol now") >= 1
        assert "Someone will soon be on the way" in stage.text()


async def test_letters_tick_what_is_expected(tmp_path: Path) -> None:
    """Shift and letter goes round: done, missed, wrong, not observed, and done again."""
    async with playing(tmp_path) as stage:
        marks = []
        for _press in range(5):
            await stage.press("A")
            marks.append(stage.session.state.here.marks["kvallssamtalet", "fragar-i-kvall"])
        assert marks == [
            Observation.DONE, Observation.MISSED, Observation.WRONG, Observation.NOT_OBSERVED, Observation.DONE,
        ]  # fmt: skip
        await stage.press("B")
        assert stage.session.state.here.marks == {("kvallssamtalet", "fragar-i-kvall"): Observation.DONE}


async def test_a_checklist_has_the_first_letters(tmp_path: Path) -> None:
    """An item goes on and off, and the letters of what is expected come after it."""
    async with playing(tmp_path, hostile_scenario(tmp_path)) as stage:
        await stage.press("A")
        assert stage.session.state.here.checked == {"item"}
        assert "A [x]" in stage.text()
        await stage.press("A", "B")
        assert not stage.session.state.here.checked
        assert stage.session.state.here.marks["start", "asks"] is Observation.DONE


async def test_a_cue_stands_out_when_its_time_comes(tmp_path: Path) -> None:
    """The line below says so, u marks it as given, and then it is gone."""
    async with playing(tmp_path) as stage:
        await stage.press("enter")
        assert "CUE NOW" not in stage.text()
        await stage.press("u")
        assert not entries(stage, CueGiven)
        await wait(stage, 16)
        assert "CUE NOW" in stage.text()
        await stage.press("u")
        assert entries(stage, CueGiven) == [CueGiven("ljusstrimman")]
        assert "CUE NOW" not in stage.text()


async def test_a_timer_that_runs_out_moves_the_screen_on(tmp_path: Path) -> None:
    """The event that the timer leads to is shown without a key."""
    async with playing(tmp_path) as stage:
        await stage.press("enter")
        await wait(stage, 31)
        assert stage.session.state.here.event == "skarmen-svart"
        assert "The screen is black" in stage.text()


async def test_more_time_and_no_more_time(tmp_path: Path) -> None:
    """Plus gives a minute; x lets the time run out, after a question."""
    async with playing(tmp_path) as stage:
        await stage.press("enter", "plus")
        assert "1:30" in stage.text()
        await stage.press("x")
        assert not entries(stage, TimerExpired)
        await stage.press("escape")
        assert not entries(stage, TimerExpired)
        await stage.press("x", "enter")
        assert entries(stage, TimerExpired) == [TimerExpired("forsta-titten", early=True)]


async def test_a_pause_stops_the_clock_and_says_so(tmp_path: Path) -> None:
    """While paused nothing moves, and the screen tells how to go on."""
    async with playing(tmp_path) as stage:
        await stage.press("enter", "p")
        await wait(stage, 100)
        assert stage.session.state.here.event == "forsta-titten"
        assert "PAUSED" in stage.text()
        await stage.press("p")
        assert "PAUSED" not in stage.text()


async def test_esther_is_asked(tmp_path: Path) -> None:
    """Where the event asks, e opens the question and a digit answers it, in her name."""
    async with playing(tmp_path) as stage:
        await stage.press("e")
        assert "how is it for you" in stage.text()
        await stage.press("4")
        assert entries(stage, EstherRated) == [EstherRated(4, seat="esther")]
        await stage.press("enter", "e")
        assert isinstance(stage.app.screen, SimulationScreen)


async def test_a_note_that_cannot_be_kept_is_not_lost(tmp_path: Path) -> None:
    """A personal number is refused with the text still there; a mended note is kept, brackets and all."""
    async with playing(tmp_path) as stage:
        await stage.press("t")
        await write(stage, "191212121212")
        await stage.press("enter")
        assert "191212121212" in stage.text()
        assert "personal number" in stage.text()
        await stage.press("ctrl+u")
        await write(stage, "[b]quiet")
        await stage.press("enter")
        assert entries(stage, Noted) == [Noted("[b]quiet")]
        await stage.press("f")
        assert "[b]quiet" in stage.text()


async def test_an_inject_that_does_not_fit_can_be_let_happen_all_the_same(tmp_path: Path) -> None:
    """The refusal names the key that overrides it, and the journal keeps that it was."""
    async with playing(tmp_path) as stage:
        await stage.press("i", "1")
        assert not entries(stage, InjectFired)
        assert "o: go on anyway" in stage.text()
        await stage.press("o")
        fired = entries(stage, InjectFired)
        assert [each.overridden for each in fired if isinstance(each, InjectFired)] == [True]


async def test_the_facilitator_goes_anywhere(tmp_path: Path) -> None:
    """Letters find the event, and enter goes there."""
    async with playing(tmp_path) as stage:
        await stage.press("g")
        await write(stage, "black")
        await stage.press("enter")
        assert stage.session.state.here.event == "skarmen-svart"


async def test_a_role_that_took_part_is_noted(tmp_path: Path) -> None:
    """The letter r and a digit, for those whose part no decision or handover shows."""
    async with playing(tmp_path) as stage:
        await stage.press("r", "2")
        assert entries(stage, Spoke) == [Spoke("natt")]


async def test_the_clock_is_drawn_under_a_question(tmp_path: Path) -> None:
    """While a note is written the time can be seen to pass."""
    async with playing(tmp_path, size=(120, 40)) as stage:
        await stage.press("enter", "t")
        stage.clock.advance(10)
        screen = stage.app.screen_stack[-2]
        assert isinstance(screen, SimulationScreen)
        screen.tick()
        await stage.settle()
        assert "0:20" in stage.text()


async def test_an_answer_that_comes_too_late_is_not_written(tmp_path: Path) -> None:
    """A timer moved the team on while the question stood: the answer was not meant for the event that is here now."""
    async with playing(tmp_path) as stage:
        await stage.press("enter", "x")
        stage.clock.advance(31)
        screen = stage.app.screen_stack[-2]
        assert isinstance(screen, SimulationScreen)
        screen.tick()
        await stage.press("enter")
        assert stage.session.state.here.event == "skarmen-svart"
        assert "nothing was recorded" in stage.text()
        assert len(entries(stage, TimerExpired)) == 1


async def test_a_tick_draws_only_what_changed(tmp_path: Path) -> None:
    """A second on the clock draws no pane anew but the private one, and builds no widget."""
    async with playing(tmp_path, size=(120, 40)) as stage:
        await stage.press("enter")
        screen = stage.app.screen
        papers = [screen.query_one(f"#{pane}", Pane).block for pane in ("event", "map")]
        drawn = [paper.lines(paper.size.width) for paper in papers]
        widgets = list(screen.query("*"))
        for _second in range(5):
            await wait(stage, 1)
        for paper, before in zip(papers, drawn, strict=True):
            assert paper.lines(paper.size.width) is before
        assert list(screen.query("*")) == widgets


@EACH_SIZE
async def test_hostile_texts_are_only_text(tmp_path: Path, size: tuple[int, int]) -> None:
    """Markup stays as written, codes and direction marks are gone, and no line is wider than the screen."""
    async with playing(tmp_path, hostile_scenario(tmp_path), size) as stage:
        text = stage.text()
        assert "[bold]x[/]" in text
        for event in ("start", "call"):
            assert stage.session.do(GoTo(event)) is None
            for page in ("f", "f", "m", "m", "s"):
                await stage.press(page)
                shown = stage.text()
                assert not {"\x1b", "\x07", "\u202e", "\u202c"} & set(shown)
            for paper in stage.app.screen.query(TextBlock):
                assert all(line.cell_length <= paper.size.width for line in paper.lines(paper.size.width))
            await stage.press("s")


@EACH_SIZE
@pytest.mark.parametrize("scenario", ["tom-sang", "hem-fran-sjukhuset"])
async def test_nothing_is_clipped_at_any_event(tmp_path: Path, scenario: str, size: tuple[int, int]) -> None:
    """At every event of the shipped scenarios each line fits its pane, and what does not fit can be scrolled to."""
    async with playing(tmp_path, scenario, size, "sv") as stage:
        for event in stage.session.scenario.events:
            assert stage.session.do(GoTo(event)) is None
            stage.app.screen.redraw()  # type: ignore[attr-defined] # SimulationScreen's
            await stage.settle()
            pane = stage.app.screen.query_one("#event", Pane)
            lines = pane.block.lines(pane.block.size.width)
            assert all(line.cell_length <= pane.block.size.width for line in lines)
            assert pane.block.size.height == len(lines)
            assert pane.max_scroll_y >= len(lines) - pane.size.height
            assert (pane.border_subtitle == "") == (pane.max_scroll_y == 0)
