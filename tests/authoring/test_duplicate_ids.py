"""Ids in two places: reported once for each file, and a file named twice is one file."""

from __future__ import annotations

from pathlib import Path

from esthersim.authoring.duplicate_ids import duplicate_ids, each_once
from esthersim.library.scenarios import Library


def files(folder: Path, *names: str) -> list[Path]:
    """Make empty files."""
    for name in names:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).touch()
    return [folder / name for name in names]


def test_same_id_in_two_files_is_reported_for_the_second(tmp_path: Path) -> None:
    """The id is the name of the file; the problem says where the other one is."""
    paths = files(tmp_path, "a/kort.yaml", "a/fel.yaml", "b/kort.yaml")
    [problem] = duplicate_ids(paths, Library([]))
    assert (problem.code, problem.severity, problem.file) == ("ES205", "warning", str(paths[2]))
    assert problem.message == f"the scenario 'kort' is also in {paths[0]}"


def test_what_a_file_of_the_library_hides_is_reported(tmp_path: Path) -> None:
    """A trainer's own version of a shipped scenario is meant from then on: a note, since that may be the purpose."""
    own, shipped = files(tmp_path, "own/kort.yaml", "shipped/kort.yaml")
    library = Library([own.parent, shipped.parent])
    [problem] = duplicate_ids([own], library)
    assert (problem.code, problem.severity, problem.file) == ("ES206", "note", str(own))
    assert str(shipped) in problem.message
    assert [each.code for each in duplicate_ids([own, shipped], library)] == ["ES205"]
    assert list(duplicate_ids([shipped], library)) == []


def test_file_that_is_named_twice_is_one_file(tmp_path: Path) -> None:
    """By its path, by another path, through a link; the first name is the one that is shown."""
    kort, fel = files(tmp_path, "a/kort.yaml", "a/fel.yaml")
    link = tmp_path / "lank.yaml"
    link.symlink_to(kort)
    assert each_once([kort, fel, tmp_path / "a" / ".." / "a" / "kort.yaml", link, kort]) == [kort, fel]
    assert each_once([Path("a\0b"), Path("a\0b")]) == [Path("a\0b")]
