"""`esthersim library`: streams, exit codes, files, and the page of the library in the documentation."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from esthersim.cli import run

OWN_PACK = """\
id: avtalet
languages: [sv, en]
source: Överenskommelsen mellan region och kommun
licence: MIT
date: 2026-11-22
title: {sv: Vår överenskommelse, en: Our agreement}
rules:
  kallelse: {within: 2 days, text: {sv: Kallelsen går inom två dagar, en: The call goes within two days}}
"""


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


def test_a_name_with_line_breaks_is_told_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever is asked for, the answer is one line."""
    assert run(["library", "a\n\x1b[2Jb"]) == 2
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "\x1b" not in err


@pytest.mark.parametrize("name", ["mine.yaml", "sv.po", "journal.sqlite"])
def test_what_somebody_wrote_is_not_written_over(tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A slip of the hand in --output costs no scenario, for a sheet as for a map."""
    file = tmp_path / name
    file.write_text("work", encoding="utf-8")
    assert run(["library", "sbar", "--output", str(file)]) == 1
    assert "never overwritten; give another name with --output" in capsys.readouterr().err
    assert run(["map", "tom-sang", "--output", str(file)]) == 1
    assert file.read_text(encoding="utf-8") == "work"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_a_file_takes_the_place_of_no_device(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What is no ordinary file stays what it is, also where whoever runs the program may do anything."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    assert run(["library", "sbar", "--output", str(pipe)]) == 1
    assert "this is not a file" in capsys.readouterr().err
    assert pipe.is_fifo()


def test_what_a_path_lacks_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A scenario that is not there is said to be missing, and a path that cannot be read is told beside the list."""
    (tmp_path / "paths").mkdir()
    (tmp_path / "paths" / "egen.yaml").write_text(
        "id: egen\nlanguages: en\ntitle: {en: A}\nsummary: {en: B}\nscenarios: {borta: {why: {en: C}}}\n",
        encoding="utf-8",
    )
    (tmp_path / "paths" / "trasig.yaml").write_text("- a\n", encoding="utf-8")
    monkeypatch.setenv("ESTHERSIM_SCENARIOS", str(tmp_path))
    assert run(["library", "egen", "--language", "en"]) == 0
    assert "borta · not in the library" in capsys.readouterr().out
    assert run(["library", "--language", "en"]) == 0
    assert "trasig.yaml:1:1: this is not a learning path" in capsys.readouterr().err


def test_a_workplaces_own_rule_packs_are_held_and_a_broken_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Beside the scenarios of one's own folder: `library` lists what can be used, and tells of what cannot."""
    monkeypatch.setenv("ESTHERSIM_SCENARIOS", str(tmp_path))
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "avtalet.yaml").write_text(OWN_PACK, encoding="utf-8")
    (tmp_path / "rules" / "sip.yaml").write_text("id: sip\n", encoding="utf-8")

    assert run(["library", "--language", "en"]) == 0
    told = capsys.readouterr()
    assert "avtalet/kallelse" in told.out
    assert "law-2017-612/sip-call" in told.out
    assert "sip.yaml: line 1: 'languages' is missing" in told.err
    assert run(["library", "rules/avtalet", "--language", "en"]) == 0
    assert "2 days" in capsys.readouterr().out
