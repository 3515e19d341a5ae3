"""What every authored file that ships has at its head: where it comes from, under what licence, from when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from esthersim.authored.documents import Document, DocumentError, DocumentPart, read_document
from esthersim.authored.yaml_parser import read_yaml
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
    assert read_document(Document, file).date is None
    file.write_text("id: min\nlanguages: [sv]\ndate: 2026-02-30\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"min.yaml:3:7: 'date' is not a date; write it as in 2026-03-07"):
        read_document(Document, file)


def test_pieces_know_their_keys() -> None:
    """No part of a file takes a key that it does not have."""
    assert DocumentPart.model_config["extra"] == "forbid"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id: a\nlanguages: [sv, [en]]\n", "2:17: 'languages.1' is not text; write one line of words"),
        ("id: a\nlanguages: []\n", "2:12: 'languages' is missing; write it"),
        ("id: a\nlanguages: [sv]\nlicence: [MIT]\n", "3:10: 'licence' is not text; write one line of words"),
        ('id: a\nlanguages: [sv]\nlicence: "\\UFFFFFFFF"\n', "3:"),
    ],
)
def test_a_broken_file_is_told_in_plain_words(tmp_path: Path, text: str, told: str) -> None:
    """File, line and column, what is wrong and what to do; never the words of a programmer."""
    file = tmp_path / "a.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DocumentError) as error:
        read_document(Document, file)
    assert str(error.value).startswith(f"{file}:{told}")
