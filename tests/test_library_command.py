"""`esthersim library`: streams, exit codes, files, and the page of the library in the documentation."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from esthersim.cli import run


def test_the_page_of_the_library_is_up_to_date(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`docs/library.md` tells what ships; the message says how it is written anew."""
    assert run(["library", "--language", "en", "--format", "markdown"]) == 0
    made = capsys.readouterr().out
    assert made == (repository / "docs" / "library.md").read_text(encoding="utf-8"), (
        "write it anew: esthersim library --language en --format markdown --output docs/library.md"
    )


def test_the_library_is_a_result_and_nothing_else(capsys: pytest.CaptureFixture[str]) -> None:
    """The overview and a thing in full stand on stdout, in the language that was asked for."""
    assert run(["library", "--language", "sv"]) == 0
    out, err = capsys.readouterr()
    assert "tom-sang" in out
    assert "Tom säng" in out
    assert err == ""
    assert run(["library", "guide/esther", "--format", "json", "--language", "sv"]) == 0
    assert json.loads(capsys.readouterr().out)["language"] == "sv"


def test_a_sheet_is_written_to_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder gets a file by the thing's name; what stood there as something else is told in one line."""
    assert run(["library", "instrument/fidelity", "--format", "html", "--output", str(tmp_path)]) == 0
    assert "instrument-fidelity.html" in capsys.readouterr().err
    assert "<svg" not in (tmp_path / "instrument-fidelity.html").read_text(encoding="utf-8")
    assert run(["library", "sbar", "--output", str(tmp_path / "none" / "a.txt")]) == 1
    err = capsys.readouterr().err
    assert "there is no folder" in err
    assert len(err.splitlines()) == 1


def test_what_the_library_does_not_hold_is_used_wrongly(capsys: pytest.CaptureFixture[str]) -> None:
    """One line, exit code 2."""
    assert run(["library", "sbarrr"]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err == "esthersim: the library holds nothing called 'sbarrr'; did you mean 'sbarr'?\n"
