"""Where documents are found: those that ship, those in a folder, those that a run carries."""

from __future__ import annotations

from pathlib import Path

import pytest

from esthersim.authored.documents import Document, DocumentError
from esthersim.authored.papers import DocumentFile, DocumentFolder
from esthersim.debriefing.guides import guide_ids

HEAD = "id: {id}\nlanguages: [sv]\n"


class Small(Document):
    """A file with nothing but its head, and perhaps a licence."""


def folder(name: str = "guides") -> DocumentFolder[Small]:
    """Return the folder of a kind, of which nothing has been read."""
    return DocumentFolder(Small, ("debrief", name), lambda: "there is no thing '{id}'", but=("annat",))


def test_a_folder_finds_what_lies_in_a_folder(tmp_path: Path) -> None:
    """A file is found by its id, never outside the folder; what lies there as something else is left out."""
    for name in ("ett", "annat"):
        (tmp_path / f"{name}.yaml").write_text(HEAD.format(id=name), encoding="utf-8")
    assert folder().ids(tmp_path) == ("ett",)
    assert folder().load("ett", tmp_path).id == "ett"
    for wrong in ("annat", "../ett", "et"):
        with pytest.raises(DocumentError, match="there is no thing"):
            folder().load(wrong, tmp_path)


def test_a_file_is_called_as_its_id(tmp_path: Path) -> None:
    """What is found under one name does not answer to another, in a folder or in a run."""
    (tmp_path / "a.yaml").write_text(HEAD.format(id="b"), encoding="utf-8")
    for source in (tmp_path, {"guides/a": HEAD.format(id="b")}):
        with pytest.raises(DocumentError, match="the id is not the name of the file; write 'a'"):
            folder().load("a", source)


def test_a_run_has_what_it_carries_and_nothing_else() -> None:
    """A guide that ships and is not among those of the run is not there, and the hint names one that is."""
    carried = {"guides/ester": HEAD.format(id="ester"), "guides/annat": "[", "findings": "["}
    assert folder().ids(carried) == ("ester",)
    same = folder()
    assert same.load("ester", carried) is same.load("ester", dict(carried))  # read once
    with pytest.raises(DocumentError, match="there is no thing 'esther'; did you mean 'ester'"):
        folder().load("esther", carried)


def test_what_a_run_carries_none_of_ships() -> None:
    """A run of a version that carried no guides has those of today."""
    assert folder().ids({"checklists/a": ""}) == guide_ids()
    assert DocumentFile(Small, "nothing").name == "nothing"


def test_a_document_alone_is_that_of_the_run_or_the_one_that_ships() -> None:
    """Where a run carries no such text, the file of this name is read; a mistake is said with its place."""
    alone = DocumentFile(Small, "findings")
    assert alone.read({"findings": HEAD.format(id="min")}).id == "min"
    with pytest.raises(DocumentError, match=r"findings.yaml:"):
        alone.read({"guides/esther": ""})
    with pytest.raises(DocumentError, match=r"findings.yaml:1:"):
        alone.read({"findings": "["})
