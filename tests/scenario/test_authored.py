"""What every authored file that ships has at its head: where it comes from, under what licence, from when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from esthersim.scenario.authored import Authored, AuthoredError, Piece, read_file
from esthersim.scenario.reading import read_yaml
from esthersim.scenario.shelf import Shelf
from esthersim.shipped import shipped

SHIPPED = [
    *(shipped("debrief").rglob("*.yaml")),
    *(file for folder in ("formats", "rules", "paths") for file in (shipped("scenarios") / folder).glob("*.yaml")),
]


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_what_ships_says_where_it_comes_from(file: Path) -> None:
    """Each file is called as its id, and has its languages, its source, its licence and its day."""
    head = read_yaml(file.read_text(encoding="utf-8")).root
    assert head["id"] == file.stem
    assert head["languages"] == ["sv", "en"]
    assert head["source"]
    assert head["licence"].startswith("MIT")
    assert date.fromisoformat(head["date"]) >= date(2026, 1, 1)


def test_a_user_s_own_file_needs_no_origin(tmp_path: Path) -> None:
    """Source, licence and day may be left out; a day that is none is told."""
    file = tmp_path / "min.yaml"
    file.write_text("id: min\nlanguages: [sv]\n", encoding="utf-8")
    assert read_file(Authored, file).date is None
    file.write_text("id: min\nlanguages: [sv]\ndate: 2026-02-30\n", encoding="utf-8")
    with pytest.raises(AuthoredError, match=r"min.yaml:3:7: 'date' is no day; write it as in 2026-03-07"):
        read_file(Authored, file)


class Small(Authored):
    """A file with nothing but its head."""


def test_a_shelf_finds_what_lies_in_a_folder(tmp_path: Path) -> None:
    """A file is found by its id, never outside the folder; what lies there as something else is left out."""
    for name in ("ett", "annat"):
        (tmp_path / f"{name}.yaml").write_text(f"id: {name}\nlanguages: [sv]\n", encoding="utf-8")
    shelf = Shelf(Small, ("debrief", "guides"), lambda: "there is no thing '{id}'", but=("annat",))
    assert shelf.ids(tmp_path) == ("ett",)
    assert shelf.file("ett", tmp_path).id == "ett"
    for wrong in ("annat", "../ett", "et"):
        with pytest.raises(AuthoredError, match="there is no thing"):
            shelf.file(wrong, tmp_path)


def test_pieces_know_their_keys() -> None:
    """No part of a file takes a key that it does not have."""
    assert Piece.model_config["extra"] == "forbid"
