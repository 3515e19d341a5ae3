"""The report on the screen and its files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from esthersim.journal.opening import memory_store
from esthersim.journal.store import Store
from esthersim.screens.report import ReportScreen, preview_lines
from esthersim.settings import report_folder
from support.after_the_journey import closed, in_utc, words, write
from support.frames import room


@pytest.fixture
def store() -> Iterator[Store]:
    """Return a store with a closed run."""
    store = memory_store()
    with in_utc():
        closed(store).close()
        yield store


async def test_each_key_writes_its_file(store: Store, tmp_path: Path) -> None:
    """Web page, text, calendar and journal lie in the folder afterwards, and the status line says where."""
    async with room(tmp_path, (120, 40), store=store, start="prov") as stage:
        await stage.press("r")
        for key, ending in (("h", ".html"), ("m", ".md"), ("c", ".ics"), ("j", ".jsonl")):
            await stage.press(key)
            (file,) = report_folder().glob(f"*{ending}")
            assert file.stat().st_size > 100
            assert file.name in words(stage)


async def test_the_preview_reads_as_the_text_report(store: Store, tmp_path: Path) -> None:
    """The preview begins with the scenario's title and can be scrolled to the plan."""
    async with room(tmp_path, store=store, start="prov") as stage:
        await stage.press("r")
        assert "Empty bed" in words(stage)
        assert "▼ more below" in words(stage)
        top = stage.text()
        await stage.press("pagedown")
        assert stage.text() != top


async def test_another_folder_and_one_that_cannot_be_written(store: Store, tmp_path: Path) -> None:
    """A folder can be typed; where nothing can be written, a line says so and the report stays open."""
    (tmp_path / "taken").write_text("a file")
    async with room(tmp_path, (120, 40), store=store, start="prov") as stage:
        await stage.press("r", "d")
        await write(stage, str(tmp_path / "taken"))
        await stage.press("enter")
        assert "a file, not a folder" in words(stage)
        await stage.press("escape", "d")
        await write(stage, str(tmp_path / "taken" / "below"))
        await stage.press("enter", "m")
        assert "Nothing is lost" in words(stage)
        await stage.press("d")
        await write(stage, str(tmp_path / "mine"))
        await stage.press("enter", "m")
        assert list((tmp_path / "mine").glob("*.md"))


async def test_a_full_disk_is_told(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An error of the disk becomes one line; the program goes on."""
    import errno

    def full(*_arguments: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    async with room(tmp_path, (120, 40), store=store, start="prov") as stage:
        await stage.press("r")
        with monkeypatch.context() as patched:
            patched.setattr("os.fsync", full)
            await stage.press("m")
        assert "the disk is full" in words(stage)
        assert isinstance(stage.app.screen, ReportScreen)
        assert not list(report_folder().glob("*.md"))


def test_text_of_people_stays_text() -> None:
    """Escapes of Markdown are undone, tags and rules of tables left out; brackets are what was written."""
    lines = preview_lines("# T\\[i\\]tle\n\n| a | b |\n| --- | --- |\n**bold** \\[b\\]x\\[/b\\]", 40)
    assert [line.plain for line in lines] == ["T[i]tle", "", "| a | b |", "bold [b]x[/b]"]
