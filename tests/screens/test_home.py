"""The home screen: scenarios, saved runs, follow-ups."""

from __future__ import annotations

import gc
import sys
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import OptionList

from esthersim.clock import ManualClock
from esthersim.garbage import without_garbage_collection
from esthersim.journal.errors import StoreDamaged
from esthersim.journal.opening import memory_store
from esthersim.journal.scenario_text import scenario_text
from esthersim.journal.session import Session
from esthersim.journal.store import NewLine
from esthersim.library.scenarios import Library
from esthersim.play import commands as c
from esthersim.play import entries as e
from esthersim.screens.choice_list import ChoiceList
from esthersim.screens.follow_up import FollowUpScreen
from esthersim.screens.home import HomeScreen
from esthersim.screens.needs import NeedsScreen
from esthersim.settings import load_settings
from support.after_the_journey import reflecting
from support.frames import room
from support.room_library import room_library

SIZES = [(80, 24), (120, 40)]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["sv", "en"])
async def test_home_shows_scenarios_and_the_details_of_one(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    """The shortest scenario is highlighted, with summary, objectives, roles and time beside it."""
    async with room(tmp_path, size, language) as stage:
        stage.compare("home")


async def test_garbage_is_collected_again_once_the_list_is_there(tmp_path: Path) -> None:
    """The way to the list does without; what is there by then stays out of the rounds that follow."""
    frozen = gc.get_freeze_count()
    try:
        with without_garbage_collection():
            async with room(tmp_path):
                assert gc.isenabled()
                assert gc.get_freeze_count() > frozen
    finally:
        gc.unfreeze()


async def test_enter_begins_the_highlighted_scenario(tmp_path: Path) -> None:
    """A newcomer's first key opens the first step of a run."""
    async with room(tmp_path) as stage:
        await stage.press("enter")
        assert isinstance(stage.app.screen, NeedsScreen)
        assert stage.session.scenario.id == "viktlarm"


async def test_a_broken_scenario_is_listed_with_its_first_problem(tmp_path: Path) -> None:
    """It stands last, says what is wrong and how to see the rest, and does not begin."""
    async with room(tmp_path) as stage:
        await stage.press("end")
        assert "trasig.yaml:" in stage.text()
        assert "esthersim check trasig" in stage.text()
        await stage.press("enter")
        assert stage.run() is None
        assert "has errors to correct first" in stage.text()


@pytest.mark.skipif(sys.platform == "win32", reason="no file can be called so there")
async def test_the_name_of_a_file_moves_no_cursor(tmp_path: Path) -> None:
    """Terminal codes in the name of a file stay out of the list, the details and the refusal."""
    library = room_library(tmp_path)
    (tmp_path / "zz\x1b[2Jz.yaml").write_text("- a\n", encoding="utf-8")
    async with room(tmp_path, library=library) as stage:
        await stage.press("end")
        assert "esthersim check zzz" in stage.text()
        await stage.press("enter")
        assert "has errors to correct first: esthersim check zzz" in stage.text()
        assert "\x1b" not in stage.text()


async def test_people_s_text_is_never_markup(tmp_path: Path) -> None:
    """Brackets in a title are shown as they were written."""
    async with room(tmp_path) as stage:
        assert "Annat [b]larm[/b]" in stage.text()


async def test_a_saved_run_is_resumed_paused(tmp_path: Path) -> None:
    """A run that was interrupted stands first, and goes on where it stopped with the clock standing still."""
    store = memory_store()
    library = room_library(tmp_path)
    with Session.begin(store, scenario_text(library.find("viktlarm")), ManualClock(), run="prov"):
        pass
    async with room(tmp_path, store=store, library=library) as stage:
        assert "Go on with" in stage.text()
        await stage.press("enter")
        assert stage.session.run == "prov"
        assert stage.state().paused


async def test_leaving_a_run_saves_it_and_shows_it_at_home(tmp_path: Path) -> None:
    """Back home after a question; the run is paused on purpose, free for others, and listed."""
    async with room(tmp_path) as stage:
        await stage.press("enter")
        run = stage.session.run
        await stage.press("q")
        assert "Leave this run?" in stage.text()
        await stage.press("escape")
        assert stage.run() is not None
        await stage.press("q", "enter")
        assert stage.run() is None
        assert isinstance(stage.app.screen, HomeScreen)
        assert "Go on with" in stage.text()
        assert stage.app.screen.query_one(ChoiceList).chosen == f"run:{run}"
        with Session(stage.app.store, run, stage.clock) as session:
            assert session.journal[-1].entry == e.Paused()


async def test_a_follow_up_that_is_due_comes_first(tmp_path: Path) -> None:
    """An action whose follow-up date has come stands above everything else, with who and when."""
    store = memory_store()
    clock = ManualClock()
    session = reflecting(store, clock)
    session.do(c.Advance(override=True))
    action = e.ActionWritten("a", "Ring dagen efter", owner="Enhetschefen", follow_ups=(date(2026, 3, 7),))
    assert session.do(action) is None
    session.close()
    async with room(tmp_path, store=store) as stage:
        text = stage.text()
        assert text.index("Follow-ups that are due") < text.index("Scenarios by length")
        assert "Ring dagen efter" in text
        assert "Enhetschefen" in text
        await stage.press("enter")
        assert isinstance(stage.app.screen, FollowUpScreen)


async def test_a_journal_that_fails_leaves_the_scenarios(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message says what is wrong with the journal, and the scenarios can still be read."""
    store = memory_store()

    def heads() -> object:
        raise StoreDamaged("journal.sqlite", detail="prov")

    monkeypatch.setattr(store, "heads", heads)
    async with room(tmp_path, store=store) as stage:
        assert "journal.sqlite" in stage.text()
        assert "Weight alarm" in stage.text()


async def test_a_damaged_run_stands_last_and_says_what_is_wrong(tmp_path: Path) -> None:
    """It hides neither scenarios nor runs, and opening it says so once more."""
    store = memory_store()
    library = room_library(tmp_path)
    for run in ("hel", "trasig"):
        with Session.begin(store, scenario_text(library.find("viktlarm")), ManualClock(), run=run) as session:
            seq = session.state.seq
    store.append("trasig", seq, "x", [NewLine("2026-03-07T08:00:00.000Z", 0.0, "about somebody")], step="action-plan")
    async with room(tmp_path, store=store, library=library) as stage:
        assert "Go on with" in stage.text()
        await stage.press("end")
        assert stage.app.screen.query_one(ChoiceList).chosen == "damaged:0"
        told = " ".join(stage.text().split())
        assert "cannot be read" in told
        assert "esthersim purge trasig" in told
        await stage.press("enter")
        assert stage.run() is None
        assert "about somebody" not in stage.text()


async def test_the_mark_follows_the_highlight(tmp_path: Path) -> None:
    """What is chosen can be told without colours: the mark stands before it, and before it alone."""
    async with room(tmp_path) as stage:
        await stage.press("down")
        marked = [line for line in stage.text().splitlines() if "▸" in line]
        assert len(marked) == 1
        assert "Annat" in marked[0]
        assert stage.app.screen.query_one(ChoiceList).chosen == "scenario:annat"


PATH = """\
id: helgen
languages: [sv, en]
title: {sv: Helgen, en: The weekend}
summary: {sv: Två pass., en: Two sessions.}
for: {sv: Helgpersonal, en: Weekend staff}
scenarios:
  annat: {why: {sv: Börja stort, en: Begin large}}
  viktlarm: {why: {sv: Sluta litet, en: End small}}
  okant: {why: {sv: Kommer i vår, en: To come in spring}}
between: {sv: Ring någon, en: Call somebody}
"""


def library_with_paths(folder: Path) -> Library:
    """Return the small library with a learning path and a broken one."""
    library = room_library(folder)
    (folder / "paths").mkdir()
    (folder / "paths" / "helgen.yaml").write_text(PATH, encoding="utf-8")
    (folder / "paths" / "bruten.yaml").write_text("id: bruten\ntitel: x\n", encoding="utf-8")
    return library


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["sv", "en"])
async def test_a_learning_path_is_told_beside_its_scenarios(
    tmp_path: Path, size: tuple[int, int], language: str
) -> None:
    """What it is, whom it is for, and why the scenario stands where it does, before what the scenario is."""
    async with room(tmp_path, size, language, library=library_with_paths(tmp_path)) as stage:
        await stage.press("g")
        stage.compare("home-paths")


async def test_one_key_steps_through_the_groupings(tmp_path: Path) -> None:
    """The heading says which one is shown and how many there are, and the first scenario is highlighted each time."""
    async with room(tmp_path) as stage:
        shown = []
        for _step in range(5):
            shown.append(stage.text().splitlines()[2].split("    ")[0].strip())
            assert str(stage.app.screen.query_one(ChoiceList).chosen).startswith("scenario:")
            await stage.press("g")
        ways = ("length", "learning path", "role", "organisation", "objective")
        assert shown == [f"Scenarios by {way} · {number}/5" for number, way in enumerate(ways, start=1)]
        assert "Scenarios by length · 1/5" in stage.text()


async def test_the_grouping_stays_while_the_program_runs(tmp_path: Path) -> None:
    """Whoever comes back from a run, or looks again, finds the list as it was."""
    async with room(tmp_path) as stage:
        await stage.press("g", "g", "enter", "q", "enter", "f5")
        assert "Scenarios by role · 3/5" in stage.text()


async def test_the_grouping_is_kept_in_the_settings(tmp_path: Path) -> None:
    """Who always looks by role finds it so the next day, in both front ends."""
    async with room(tmp_path) as stage:
        await stage.press("g", "g")
    settings = load_settings()
    assert settings.grouping == "role"
    async with room(tmp_path, settings=settings) as stage:
        assert "Scenarios by role · 3/5" in stage.text()


async def test_a_scenario_begins_from_each_of_its_places(tmp_path: Path) -> None:
    """Where it stands in several groups, the highlight knows which place is meant, and Enter begins it."""
    async with room(tmp_path) as stage:
        await stage.press("g", "g", "g", "g")
        places = [str(stage.app.screen.query_one(ChoiceList).chosen)]
        for _step in range(2):
            await stage.press("down")
            places.append(str(stage.app.screen.query_one(ChoiceList).chosen))
        assert places == ["scenario:viktlarm", "scenario:annat", "scenario1:viktlarm"]
        await stage.press("enter")
        assert stage.session.scenario.id == "viktlarm"


async def test_a_path_that_names_what_is_not_there_says_so(tmp_path: Path) -> None:
    """The scenario is shown as missing, with why it would stand there, and does not begin."""
    async with room(tmp_path, library=library_with_paths(tmp_path)) as stage:
        await stage.press("g", "down", "down")
        text = stage.text()
        assert "3. okant" in text
        assert "not in the library" in text
        assert "To come in spring" in text
        await stage.press("enter")
        assert stage.run() is None


async def test_a_broken_path_is_told_and_hides_nothing(tmp_path: Path) -> None:
    """It stands last, with file, line and what is wrong; the other paths and the scenarios are there."""
    async with room(tmp_path, library=library_with_paths(tmp_path)) as stage:
        await stage.press("g")
        assert "The weekend" in stage.text()
        await stage.press("end")
        text = " ".join(stage.text().split())
        assert "bruten.yaml: cannot be read" in text
        assert "titel" in text


async def test_the_headings_come_back_with_the_first_line(tmp_path: Path) -> None:
    """Whoever goes down a long list and up again sees what it is grouped by, though headings cannot be gone to."""
    async with room(tmp_path, (80, 16)) as stage:
        await stage.press("g", "g", "g", "g", "end")
        assert "Scenarios by" not in stage.text()
        await stage.press("home")
        assert "Scenarios by objective · 5/5" in stage.text()


async def test_a_scenario_is_found_by_what_is_told_of_it(tmp_path: Path) -> None:
    """All words of the search must be there, in the title or elsewhere; Enter goes to it and begins nothing."""
    async with room(tmp_path) as stage:
        await stage.press("g", "down", "slash", *"larm", "space", *"annat")
        assert stage.app.screen.query_one(OptionList).option_count == 1
        await stage.press("enter")
        assert stage.run() is None
        assert stage.app.screen.query_one(ChoiceList).chosen == "scenario:annat"
        await stage.press("slash", *"hjärtsvikt")
        assert stage.app.screen.query_one(OptionList).option_count == 2
        await stage.press(*"xyz", "enter")
        assert stage.app.screen.query_one(OptionList).option_count == 0
        await stage.press("escape")
        assert stage.app.screen.query_one(ChoiceList).chosen == "scenario:annat"


async def test_languages_are_switched_apart(tmp_path: Path) -> None:
    """F2 changes the program's words alone, F3 the scenarios' alone."""
    async with room(tmp_path) as stage:
        assert "Quit" in stage.text()
        await stage.press("f2")
        assert "Avsluta" in stage.text()
        assert "Weight alarm" in stage.text()
        await stage.press("f3")
        assert "Viktlarm en lördag" in stage.text()
