"""The preview beside the editor: map, texts and check anew at each save, and trials that follow the text."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.events import AppBlur, AppFocus

from esthersim.clock import ManualClock
from esthersim.commands.preview import preview, printed
from esthersim.commands.surroundings import Surroundings
from esthersim.failure import Failure
from esthersim.language import set_language
from esthersim.library.scenarios import Library, ScenarioUnknown
from esthersim.scenario.loading import read_scenario, scenario_or_error
from esthersim.screens.preview import PreviewScreen, Watch
from esthersim.screens.preview_app import PreviewApp
from esthersim.screens.preview_event import preview_lines
from esthersim.screens.preview_trial import TrialScreen
from esthersim.settings import Settings
from support.after_the_journey import in_utc
from support.frames import Stage, on_stage
from support.many_additions import many_additions
from support.playing_room import SIZES, hostile_scenario, wait
from support.room_library import TRANSLATION
from support.scenarios import BRANCHING, VIKTLARM

EACH_SIZE = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
EACH_LANGUAGE = pytest.mark.parametrize("language", ["sv", "en"])
WIDE = (120, 40)
BROKEN = "next: samtalet,", "next: samtal,"


@pytest.fixture(autouse=True)
def coordinated_time() -> Iterator[None]:
    """Let the clock on the wall be UTC."""
    with in_utc():
        yield


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the file of the small scenario."""
    file = tmp_path / "viktlarm.yaml"
    file.write_text(VIKTLARM, encoding="utf-8")
    return file


@asynccontextmanager
async def previewing(
    file: Path, size: tuple[int, int] = (80, 24), language: str = "en", watch: Watch | None = None
) -> AsyncIterator[Stage]:
    """Open the preview of a file; nobody watches it unless a test says who."""
    set_language(language)
    clock = ManualClock()
    app = PreviewApp(file, Settings(), watch=watch, clock=clock)
    async with on_stage(app, clock, size, language) as stage:
        yield stage


def on(stage: Stage) -> PreviewScreen:
    """Return the preview, which lies at the bottom."""
    screen = stage.app.screen_stack[0]
    assert isinstance(screen, PreviewScreen)
    return screen


def shown(stage: Stage) -> type:
    """Return the kind of screen that is on top."""
    return type(stage.app.screen)


def failing(error: BaseException) -> Iterator[None]:
    """Yield nothing, and raise an error when asked for the first save."""

    def fail(_each: int) -> None:
        raise error

    return map(fail, range(1))


def put(file: Path, old: str = "", new: str = "") -> None:
    """Write the scenario with an edit, by a rename as editors do; without one, as it was."""
    assert old in VIKTLARM
    beside = file.with_name("4913")
    beside.write_text(VIKTLARM.replace(old, new, 1) if old else VIKTLARM, encoding="utf-8")
    beside.replace(file)


def translate(file: Path, text: str) -> None:
    """Write a translation beside the scenario."""
    (folder := file.parent / "locale" / "en").mkdir(parents=True, exist_ok=True)
    (folder / "viktlarm.po").write_text(text, encoding="utf-8")


async def save(stage: Stage, file: Path, old: str = "", new: str = "") -> None:
    """Save the scenario with an edit, or as it was, and let the preview be told."""
    put(file, old, new)
    await told(stage)


async def told(stage: Stage) -> None:
    """Tell the preview that the file was saved, a second later."""
    stage.clock.advance(1)
    on(stage).post_message(PreviewScreen.Saved())
    await stage.settle()


def test_an_option_that_branches_shows_every_way() -> None:
    """When it is on offer, and below where it leads and when; one that leads to one event has both on its line."""
    text = BRANCHING.replace("{text: Ring,", "{text: Ring, when: not ringde,")
    text = text.replace("{text: Vänta till måndag,", "{text: Vänta till måndag, when: not ringde,")
    scenario = scenario_or_error(read_scenario(text, "viktlarm.yaml"))
    lines = [line.plain.strip() for line in preview_lines(scenario, "frukost", None, 76)]
    start = lines.index("1  Ring")
    assert lines[start + 1 : start + 6] == [
        "if “ringde” is false",
        "→ Samtalet, if “trygghet” is at least 4",
        "→ Söndag natt",
        "2  Vänta till måndag",
        "→ Söndag natt, if “ringde” is false",
    ]


def test_what_depends_is_shown_with_its_condition() -> None:
    """Who is there, who hands over, what each receiver is told, and what happens, all in words."""
    scenario = many_additions()
    lines = [line.plain for key in ("glimpse", "call") for line in preview_lines(scenario, key, None, 76)]
    said = " ".join(" ".join(lines).split())

    for words in (
        "Present: Night nurse · Doctor (if more than 30 min have passed since “A glimpse”)",
        "· Shows “Her medicines” to Night nurse: She has diabetes",
        "· “called” becomes true, if it is day 2 or later",
        "Doctor (if “Ring the doctor” was chosen); otherwise Night nurse hands over to Esther · Help desk",
        "· must: She fell",
        "· must (Help desk): The account is locked",
        "· must not (Help desk): She has diabetes",
    ):
        assert words in said


@EACH_SIZE
@EACH_LANGUAGE
async def test_the_map_beside_the_text(
    file: Path, size: tuple[int, int], language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first event, a handover with the list of problems open, and a file that is broken look as stored."""
    # the file's own problems only: what the rules find has tests of its own
    monkeypatch.setattr("esthersim.authoring.preview.check_loaded", lambda _path, loaded: list(loaded.problems))
    async with previewing(file, size, language) as stage:
        stage.compare("preview-first")
        await stage.press("down")
        stage.compare("preview-handover")
        await save(stage, file, *BROKEN)
        stage.compare("preview-broken")
        await stage.press("f")
        stage.compare("preview-problems")


async def test_a_save_is_shown_and_the_cursor_goes_to_what_it_changed(file: Path) -> None:
    """The new title stands in the map and beside it, though the cursor was elsewhere before."""
    async with previewing(file) as stage:
        assert on(stage).event == "frukost"
        await save(stage, file, "title: Samtalet", "title: Samtalet igen")
        assert on(stage).event == "samtalet"
        assert stage.text().count("Samtalet igen") >= 2
        assert "Saved; changed: 'samtalet'" in stage.text()


async def test_a_broken_file_leaves_the_last_map(file: Path) -> None:
    """Map and text stay with a line that says from when they are; mended, the line is gone."""
    async with previewing(file, WIDE) as stage:
        await save(stage, file, *BROKEN)
        assert "map and text are still those of 08:00:00" in stage.text()
        assert "Esther sitter på sängkanten" in stage.text()
        assert "error 40:34 ES104" in stage.text().replace("\n", " ")
        await save(stage, file)
        assert "still those of" not in stage.text()


async def test_a_file_that_is_gone_for_a_moment_is_nothing_to_end_for(file: Path) -> None:
    """While it is away the last map stays, and it comes back with the file."""
    async with previewing(file) as stage:
        await asyncio.to_thread(file.unlink)
        await told(stage)
        assert "there is no such file" in " ".join(stage.text().split())
        assert "Frukost hos Esther" in stage.text()
        await save(stage, file, "title: Frukost hos Esther", "title: Frukost igen")
        assert "Frukost igen" in stage.text()


async def test_a_file_that_was_never_right_shows_what_is_wrong(file: Path) -> None:
    """There is no map and nothing to play, but the problems, until the file is mended."""
    put(file, "events:", "events: [")
    async with previewing(file) as stage:
        assert "nothing to see yet" in stage.text()
        await stage.press("enter", "down")
        assert shown(stage) is PreviewScreen
        assert "nothing to play yet" in stage.text()
        await save(stage, file)
        assert "Frukost hos Esther" in stage.text()


async def test_saves_are_told_by_whoever_watches(file: Path) -> None:
    """Each save that the watch yields is looked at; the watch is told when the preview ends."""
    saved, seen, ended = threading.Event(), threading.Event(), threading.Event()

    def watch(_path: Path, stop: threading.Event) -> Iterator[None]:
        saved.wait(30)
        yield
        seen.set()
        stop.wait(30)
        ended.set()

    async with previewing(file, watch=watch) as stage:
        put(file, "title: Samtalet", "title: Telefon")
        saved.set()
        seen.wait(30)
        await stage.settle()
        assert "Telefon" in stage.text()
    assert ended.wait(30)


async def test_a_watch_that_fails_is_told_with_the_key_that_helps(file: Path) -> None:
    """The preview goes on, and R looks at the file by hand."""
    async with previewing(file, watch=lambda _path, _stop: failing(OSError("no more watches"))) as stage:
        assert "r: check again" in stage.text()
        put(file, "title: Samtalet", "title: Telefon")
        await stage.press("r")
        assert "Telefon" in stage.text()


async def test_a_problem_leads_to_its_event(file: Path) -> None:
    """By its number, and by the enter key in the list; one of no event is told so."""
    async with previewing(file) as stage:
        await save(stage, file, *BROKEN)
        await stage.press("end")
        assert on(stage).event == "for-sent"
        await stage.press("1")
        assert on(stage).event == "frukost"
        await stage.press("end", "f", "enter")
        assert on(stage).event == "frukost"
        assert stage.app.focused is None
        await save(stage, file, "summary:", "summry:")
        await stage.press("1")
        assert "does not belong to an event" in stage.text()


async def test_escape_leaves_the_list_and_not_the_preview(file: Path) -> None:
    """Q ends the preview; escape only goes back to the map."""
    async with previewing(file) as stage:
        await save(stage, file, *BROKEN)
        await stage.press("f", "escape")
        assert stage.app.focused is None
        await stage.press("escape")
        assert stage.app.return_code is None
        await stage.press("q")
        assert stage.app.return_code == 0


async def test_a_click_on_the_map_goes_to_that_event(file: Path) -> None:
    """The mouse works and is never needed."""
    async with previewing(file) as stage:
        row = next(number for number, line in enumerate(stage.text().splitlines()) if "Samtalet" in line)
        await stage.pilot.click(offset=(12, row))
        await stage.settle()
        assert on(stage).event == "samtalet"


async def test_the_texts_in_another_language(file: Path) -> None:
    """F3 shows the translation beside the file, also as it was just saved; without one it says so."""
    async with previewing(file, WIDE) as stage:
        await stage.press("f3")
        assert "in one language only" in stage.text()
        translate(file, TRANSLATION)
        await told(stage)
        await stage.press("f3")
        assert "Weight alarm on a Saturday" in stage.text()
        translate(file, TRANSLATION.replace("Weight", "Scale"))
        await told(stage)
        assert "Scale alarm on a Saturday" in stage.text()


async def test_a_trial_begins_at_the_cursor_and_leads_back(file: Path) -> None:
    """Enter plays from the event by a real way; leaving asks nothing, and the cursor is where the trial stood."""
    async with previewing(file) as stage:
        await stage.press("down", "enter")
        assert shown(stage) is TrialScreen
        assert stage.session.state.here.event == "samtalet"
        assert "nothing is saved" in stage.text()
        assert "the shortest way" in stage.text()
        await wait(stage, 181)
        await stage.press("n", "q")
        assert shown(stage) is PreviewScreen
        assert stage.app.session is None


async def test_a_trial_has_no_telephones(file: Path) -> None:
    """It is for the author alone: the key for seats does nothing there, and the palette does not offer it."""
    async with previewing(file) as stage:
        await stage.press("enter", "z")
        assert shown(stage) is TrialScreen
        await stage.press("ctrl+p", *"seats")
        assert "Seats and devices" not in stage.text()


async def test_a_trial_ends_with_the_journey(file: Path) -> None:
    """From an ending it goes on to the map, not to a reflection that nobody has."""
    async with previewing(file) as stage:
        await stage.press("end", "enter")
        assert stage.session.state.at_ending
        await stage.press("enter")
        assert shown(stage) is PreviewScreen
        assert on(stage).event == "for-sent"


async def test_a_save_during_a_trial_keeps_what_was_done(file: Path) -> None:
    """The choice stands on the new text; a dialog that was open is closed, and the status line tells."""
    async with previewing(file) as stage:
        await stage.press("enter", "1", "h")
        await save(stage, file, "title: Samtalet", "title: Telefon")
        assert shown(stage) is TrialScreen
        assert stage.session.state.here.event == "samtalet"
        assert "Telefon" in stage.text()
        assert "everything done so far fits it" in stage.text()


async def test_a_save_that_leads_elsewhere_tells_where(file: Path) -> None:
    """The trial stands where the way still is the same, and says what is not; it can be played on."""
    async with previewing(file) as stage:
        await stage.press("enter", "1")
        await save(stage, file, "next: samtalet,", "next: trygg-helg,")
        assert stage.session.state.here.event == "frukost"
        line = " ".join(stage.text().split())
        assert "Before: The choice leads to: Samtalet. Now: The choice leads to: En lugn helg." in line
        await stage.press("1")
        assert stage.session.state.here.event == "trygg-helg"


async def test_a_save_that_a_trial_cannot_take_is_told_in_one_line(file: Path) -> None:
    """The trial goes on with the text before."""
    async with previewing(file, WIDE) as stage:
        await stage.press("enter")
        stage.session.asked = None  # as in a run of an older version
        await save(stage, file, "Det tutar fem gånger.", "Det tutar tio gånger.")
        assert shown(stage) is TrialScreen
        assert "kept too little to take an edited text" in " ".join(stage.text().split())
        assert stage.session.text.text == VIKTLARM


async def test_a_broken_save_during_a_trial_changes_nothing_in_it(file: Path) -> None:
    """The trial goes on with the text before, and says so."""
    async with previewing(file) as stage:
        await stage.press("enter")
        await save(stage, file, *BROKEN)
        assert "the trial goes on with the text as it was" in stage.text()
        await stage.press("1")
        assert stage.session.state.here.event == "samtalet"


async def test_the_clock_stands_still_while_the_author_writes(file: Path) -> None:
    """Another window in front pauses a trial, back here it runs again; a pause that was asked for stays."""
    async with previewing(file) as stage:
        await stage.press("enter")
        for paused in (False, True):
            stage.app.post_message(AppBlur())
            await stage.settle()
            assert stage.state().paused
            stage.app.post_message(AppFocus())
            await stage.settle()
            assert stage.state().paused is paused
            if not paused:
                await stage.press("p")


async def test_ctrl_c_ends_at_once(file: Path) -> None:
    """There is nothing to lose."""
    async with previewing(file) as stage:
        await stage.press("ctrl+c")
        assert stage.app.return_code == 0


async def test_people_s_text_is_never_markup(tmp_path: Path) -> None:
    """Brackets, codes and direction marks stand as plain text at every event."""
    async with previewing(hostile_scenario(tmp_path), WIDE) as stage:
        for _event in range(3):
            assert "[@click=app.quit]" in stage.text()
            assert not {"\x1b", "\u202e"} & set(stage.text())
            await stage.press("down")


def test_printed_after_each_save_until_ctrl_c(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The check and the map, once and after each save; a broken file has its problems and no map; Ctrl-C is an end."""
    lines: list[str] = []

    def saves() -> Iterator[None]:
        file.write_text(VIKTLARM.replace(*BROKEN, 1), encoding="utf-8")
        yield
        yield from failing(KeyboardInterrupt())

    assert printed(file, saves(), lines.append) == 0
    first, second = lines
    assert "Frukost hos Esther" in first
    assert "ES104" in second
    assert "no map until the errors are corrected" in second
    assert "Ctrl-C ends" in capsys.readouterr().err


def test_a_watch_that_fails_is_one_line(file: Path) -> None:
    """Where saves cannot be noticed, the command says of which file and why."""
    with pytest.raises(Failure, match=r"viktlarm.yaml.*no more watches"):
        printed(file, failing(OSError("no more watches")), lambda _text: None)


def test_a_folder_is_no_scenario(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder is told as one, however it is named, and used wrongly; what is not there at all is told otherwise."""
    around = Surroundings(plain=True)
    around.__dict__["library"] = Library([tmp_path])
    monkeypatch.chdir(tmp_path)
    for name in (f"{tmp_path}/", "."):
        with pytest.raises(Failure, match="is a folder") as failed:
            preview(around, name)
        assert failed.value.exit_code == 2
    with pytest.raises(ScenarioUnknown, match="there is no file"):
        preview(around, "nowhere.yaml")


async def test_help_tells_how_to_end(file: Path) -> None:
    """The preview's keys are listed, and that one Ctrl+C is enough."""
    async with previewing(file, WIDE) as stage:
        await stage.press("question_mark")
        assert "Ctrl+C ends the program. Nothing of a trial is saved." in stage.text()
        assert "Scroll the text down" in stage.text()
