"""On the disk: whole or not at all, never over another run's report, and every refusal says what to do."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from esthersim.reports import FORMATS, ReportError, render, write
from esthersim.reports.material import Material, material_of
from esthersim.reports.writing import safe_name
from support.modes import is_owners_alone, with_modes
from support.report_runs import RUN, Playing, small_run


@pytest.fixture(scope="module")
def small() -> Material:
    """Return the material of the small run."""
    return material_of(small_run().session)


@pytest.fixture(scope="module")
def other() -> Material:
    """Return the material of another run."""
    return material_of(Playing(run="viktlarm-2026-03-08-cd34").session)


@pytest.mark.parametrize("name", FORMATS)
def test_a_report_is_written_under_the_runs_name(name: str, small: Material, tmp_path: Path) -> None:
    """Without a target it lands in the folder, which is made."""
    folder = tmp_path / "new" / "reports"
    file = write(name, small, None, folder)
    assert file == folder / f"{RUN}{FORMATS[name].suffix}"
    assert file.read_bytes() == render(name, small)
    assert list(folder.iterdir()) == [file]


def test_a_folder_as_target_gets_the_file(small: Material, tmp_path: Path) -> None:
    """Naming a folder is enough."""
    assert write("md", small, tmp_path, tmp_path / "unused") == tmp_path / f"{RUN}.md"
    assert not (tmp_path / "unused").exists()


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_run_replaces_its_report_and_another_does_not(
    name: str, small: Material, other: Material, tmp_path: Path
) -> None:
    """A report can be made again; somebody else's is left as it is, unless that is asked for."""
    target = tmp_path / f"report{FORMATS[name].suffix}"
    write(name, small, target, tmp_path)
    write(name, small, target, tmp_path)
    before = target.read_bytes()
    with pytest.raises(ReportError, match="not a report of the run 'viktlarm-2026-03-08-cd34'"):
        write(name, other, target, tmp_path)
    assert target.read_bytes() == before
    write(name, other, target, tmp_path, replace=True)
    assert target.read_bytes() == render(name, other)


def test_a_file_of_ones_own_is_not_written_over(small: Material, tmp_path: Path) -> None:
    """A letter that has the name already stays."""
    target = tmp_path / "letter.md"
    target.write_text("Dear all", encoding="utf-8")
    with pytest.raises(ReportError, match="another file"):
        write("md", small, target, tmp_path)
    assert target.read_text(encoding="utf-8") == "Dear all"


def test_a_full_disk_leaves_the_report_that_was_there(
    small: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half a report never takes the place of a whole one, and nothing is left beside it."""
    target = write("md", small, tmp_path / "report.md", tmp_path)
    before = target.read_bytes()

    def full(_descriptor: int) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReportError, match="the disk is full; make room"):
        write("md", small, target, tmp_path)
    assert target.read_bytes() == before
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no device that is always full")
def test_a_device_is_no_file(small: Material, tmp_path: Path) -> None:
    """What is no file is never replaced."""
    with pytest.raises(ReportError, match="this is not a file"):
        write("md", small, Path("/dev/full"), tmp_path)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write everywhere")
def test_a_read_only_folder_is_reported(small: Material, tmp_path: Path) -> None:
    """The message names the file and what to do."""
    tmp_path.chmod(0o500)
    with pytest.raises(ReportError, match="nothing can be written here; give another place"):
        write("md", small, tmp_path / "report.md", tmp_path)


def test_a_refusal_of_the_system_is_reported_as_such(
    small: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same as above for whoever is root: a read-only file system."""

    def refused(*_args: object) -> NoReturn:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(Path, "replace", refused)
    with pytest.raises(ReportError, match="nothing can be written here") as caught:
        write("md", small, tmp_path / "report.md", tmp_path)
    assert caught.value.where == str(tmp_path / "report.md")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_missing_or_none_is_reported(small: Material, tmp_path: Path) -> None:
    """A slip in the path is named, and no folder is made for it."""
    with pytest.raises(ReportError, match="there is no folder"):
        write("md", small, tmp_path / "no" / "report.md", tmp_path)
    (tmp_path / "file").write_text("x", encoding="utf-8")
    with pytest.raises(ReportError, match="the folder cannot be made"):
        write("md", small, None, tmp_path / "file")
    with pytest.raises(ReportError, match="too long"):
        write("md", small, tmp_path / ("x" * 300), tmp_path)
    with pytest.raises(ReportError, match="could not be written"):
        write("md", small, tmp_path / "a\0b", tmp_path)


def test_an_unknown_format_names_those_that_there_are(small: Material) -> None:
    """A slip in the format is met with what may have been meant."""
    with pytest.raises(ReportError, match=r"no report format 'htm'; did you mean 'html'\?; there are html, md"):
        render("htm", small)


@pytest.mark.parametrize("run", ["a/b", "../x", ".", "", "a\x1b[31mb", "å ä"])
def test_a_runs_name_is_always_the_name_of_a_file(run: str) -> None:
    """Whatever a run is called, its report stays in the folder."""
    name = safe_name(run)
    assert name
    assert not set(name) & set("/\\\x1b ")
    assert not name.startswith(".")


@with_modes
def test_a_report_is_its_owners_alone(small: Material, tmp_path: Path) -> None:
    """It holds what people said in confidence: also one that replaces a report that others could read."""
    folder = tmp_path / "reports"
    for name in FORMATS:
        assert is_owners_alone(write(name, small, None, folder))
    assert is_owners_alone(folder)
    target = tmp_path / "report.md"
    write("md", small, target, folder)
    target.chmod(0o644)
    write("md", small, target, folder)
    assert is_owners_alone(target)
