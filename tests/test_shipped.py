"""The authored files come with the program, from a checkout and from a wheel alike."""

from __future__ import annotations

from pathlib import Path

import pytest

import esthersim
from esthersim import shipped as module
from esthersim.shipped import shipped


def test_the_two_scenarios_are_there() -> None:
    """Both journeys that the README names, with their English translations."""
    folder = shipped("scenarios")
    for scenario in ("tom-sang", "hem-fran-sjukhuset"):
        assert (folder / f"{scenario}.yaml").is_file()
        assert (folder / "locale" / "en" / f"{scenario}.po").is_file()


def test_the_guide_is_there() -> None:
    """The default guide of a debriefing is one of the shipped files."""
    assert list((shipped("debrief") / "guides").glob("esther*"))


def test_a_wheels_own_folder_is_used_before_one_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies beside an installed package is somebody else's."""
    package = tmp_path / "esthersim"
    (package / "shipped_data" / "debrief").mkdir(parents=True)
    (tmp_path / "debrief").mkdir()
    (tmp_path / "scenarios").mkdir()
    monkeypatch.setattr(module, "_PACKAGE", package)
    assert shipped("debrief") == package / "shipped_data" / "debrief"
    assert shipped("scenarios") == tmp_path / "scenarios"


def test_a_broken_installation_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message names the folder and what to do."""
    monkeypatch.setattr(module, "_PACKAGE", tmp_path / "esthersim")
    with pytest.raises(FileNotFoundError, match=r"'scenarios'.*install it again"):
        shipped("scenarios")


def test_the_package_says_that_it_is_typed() -> None:
    """Type checkers of those who use it look for the marker."""
    assert (Path(esthersim.__file__).parent / "py.typed").is_file()


def test_every_shipped_catalogue_is_beside_its_language() -> None:
    """Each translation of a scenario translates a scenario that is there."""
    folder = shipped("scenarios")
    strays = [file for file in folder.glob("locale/*/*.po") if not (folder / f"{file.stem}.yaml").is_file()]
    assert strays == []
