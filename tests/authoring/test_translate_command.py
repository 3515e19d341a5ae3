"""`esthersim translate`: the file it writes, what it says, and what it leaves alone."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from esthersim.authored.problems import base_scenario
from esthersim.cli import run
from esthersim.library import scenarios as library
from esthersim.scenario.loading import load_scenario, scenario_or_error

HEADER = 'msgid ""\nmsgstr ""\n"Language: en\\n"\n'
TITLE = '\nmsgctxt "title"\nmsgid "Ett kort fall"\nmsgstr "A short case"\n'


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a library of one scenario, with a comment and an order of its own."""
    folder = tmp_path / "fall"
    folder.mkdir()
    monkeypatch.setenv("ESTHERSIM_SCENARIOS", str(folder))
    file = folder / "kort.yaml"
    file.write_bytes(base_scenario().replace("\n", "\r\n").replace("summary:", "summary:   ").encode() + b"# the end")
    return file


def translation(path: Path, text: str | None = None, language: str = "en") -> Path:
    """Return the place of the translation; with a text, put it there."""
    file = path.parent / "locale" / language / "kort.po"
    if text is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
    return file


def test_translation_is_written_beside_the_scenario(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By id; the scenario's own file stays as it is, byte for byte, and what was done is said beside the result."""
    before = path.read_bytes()
    assert run(["translate", "kort", "--to", "EN"]) == 0
    file = translation(path)
    assert path.read_bytes() == before
    assert "#: kort.yaml:3\n" in file.read_text(encoding="utf-8")
    out, err = capsys.readouterr()
    assert out == ""
    message = (
        "25 texts: 0 translated, 0 to look at again, 25 missing; 25 new, 0 gone\nThe translation is here: {file}\n"
    )
    assert err == message.format(file=file)


def test_what_is_written_is_played(path: Path) -> None:
    """A translator fills a text in; after the next run it is there still, and the scenario speaks it."""
    run(["translate", str(path), "--to", "en"])
    file = translation(path)
    text = file.read_text(encoding="utf-8").replace('"Ett kort fall"\nmsgstr ""', '"Ett kort fall"\nmsgstr "A case"')
    file.write_text(text, encoding="utf-8")
    run(["translate", str(path), "--to", "en"])
    assert file.read_text(encoding="utf-8") == text
    assert scenario_or_error(load_scenario(path, "en")).title == "A case"
    path.write_text(base_scenario().replace("Ett kort fall", "Ett annat"), encoding="utf-8")
    run(["translate", str(path), "--to", "en"])
    assert '#| msgid "Ett kort fall"\n' in file.read_text(encoding="utf-8")
    assert scenario_or_error(load_scenario(path, "en")).title == "Ett annat"


def test_file_without_changes_is_not_written(path: Path) -> None:
    """A second run leaves even the time of the file alone; line ends stay those of the file."""
    translation(path, (HEADER + TITLE).replace("\n", "\r\n"))
    run(["translate", "kort", "--to", "en"])
    file = translation(path)
    content = file.read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n") > 100
    os.utime(file, (1, 1))
    run(["translate", "kort", "--to", "en"])
    assert file.stat().st_mtime == 1
    assert file.read_bytes() == content


def test_narrower_language_has_a_file_of_its_own(path: Path) -> None:
    """British English is not written over English, which it falls back to."""
    translation(path, HEADER + TITLE)
    run(["translate", "kort", "--to", "en-gb"])
    assert translation(path).read_text(encoding="utf-8") == HEADER + TITLE
    assert "Language: en-GB" in translation(path, language="en-GB").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        (HEADER + "\nmsgctxt title\n", 5, "the translation cannot be read: this line makes no sense here"),
        (HEADER + TITLE + TITLE, 9, "'title' is translated a second time; the first is in line 5"),
        (HEADER.replace("en", "fi") + TITLE, 3, "this is a translation to 'fi', but it is in the folder 'en'"),
        (HEADER + "\0", 4, "there is a character here that cannot be part of a text: U+0000"),
        (
            HEADER + "".join(f'\nmsgctxt "events.e{n}.text"\nmsgid "Text {n}"\nmsgstr "x"\n' for n in range(300)),
            5,
            "this is the translation of another scenario: of its 300 texts only 0 are in this one",
        ),
    ],
    ids=["broken", "twice", "another language", "no text", "another scenario"],
)
def test_file_in_which_something_could_be_lost_is_left_alone(
    text: str, line: int, message: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line says what is wrong and where; not a byte is written."""
    file = translation(path, text)
    assert run(["translate", "kort", "--to", "en"]) == 1
    err = capsys.readouterr().err
    assert err.startswith(f"esthersim: {file}:{line}:1: {message}")
    assert err.count("\n") == 1
    assert file.read_text(encoding="utf-8") == text


def test_file_in_another_encoding_is_left_alone(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The place of the first byte that is no UTF-8 is reported."""
    file = translation(path, "")
    file.write_bytes(HEADER.encode() + '\nmsgctxt "title"\nmsgid "Läkare"\n'.encode("latin-1"))
    assert run(["translate", "kort", "--to", "en"]) == 1
    assert f"{file}:6:9: the file is not UTF-8 text: byte 0xe4" in capsys.readouterr().err
    assert file.read_bytes().endswith(b'L\xe4kare"\n')


def test_folder_in_the_place_of_the_file_is_reported(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing can be written there."""
    translation(path).mkdir(parents=True)
    assert run(["translate", "kort", "--to", "en"]) == 1
    assert "kort.po: the translation cannot be read: it is a folder" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("engelska", "'engelska' is not a language code; write it as BCP 47 does: en, fi or en-GB"),
        ("../en", "'../en' is not a language code"),
        ("sv", "the scenario is written in 'sv'; name another language to translate it to"),
        ("sv-FI", "the scenario is written in 'sv'"),
    ],
)
def test_language_that_cannot_be_translated_to(
    language: str, message: str, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A wrong code and the scenario's own language are wrong use, and nothing is written."""
    assert run(["translate", "kort", "--to", language]) == 2
    assert capsys.readouterr().err.startswith(f"esthersim: {message}")
    assert not (path.parent / "locale").exists()


def test_broken_scenario_is_not_translated(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Half of its texts would be gone from the file."""
    path.write_text("title: [\n", encoding="utf-8")
    translation(path, HEADER + TITLE)
    assert run(["translate", "kort", "--to", "en"]) == 1
    assert capsys.readouterr().err.startswith(f"esthersim: {path}:2:1: ")
    assert translation(path).read_text(encoding="utf-8") == HEADER + TITLE


def test_scenario_of_an_installed_program_is_to_be_copied_first(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The next version would overwrite what is written there."""
    installed = tmp_path / "shipped_data" / "scenarios"
    installed.mkdir(parents=True)
    (installed / "prov.yaml").write_text(base_scenario().replace("id: kort", "id: prov"), encoding="utf-8")
    monkeypatch.setattr(library, "default_library", lambda: library.Library([path.parent, installed], proven=installed))
    assert run(["translate", "prov", "--to", "en"]) == 1
    err = capsys.readouterr().err
    assert f"copy {installed / 'prov.yaml'} to {path.parent} first" in err
    assert not (installed / "locale").exists()


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_folder_that_may_not_be_written_in_is_reported(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line says where, why and what to do."""
    path.parent.chmod(0o500)
    try:
        assert run(["translate", "kort", "--to", "en"]) == 1
    finally:
        path.parent.chmod(0o700)
    assert "it could not be written (Permission denied); copy the scenario" in capsys.readouterr().err


def test_file_in_the_place_of_the_folder_is_reported(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`locale` itself may be a file."""
    (path.parent / "locale").write_text("x", encoding="utf-8")
    assert run(["translate", "kort", "--to", "en"]) == 1
    assert "it could not be written" in capsys.readouterr().err
