"""What a look at a scenario's file tells, whatever state the file is in."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from esthersim.authoring.check import severity_word
from esthersim.authoring.preview import FileSnapshot, changed_events, event_of, found_line, take_snapshot
from support.room_library import TRANSLATION
from support.scenarios import VIKTLARM

AT = datetime(2026, 3, 7, 8, 0, tzinfo=UTC)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return the file of the small scenario."""
    file = tmp_path / "viktlarm.yaml"
    file.write_text(VIKTLARM, encoding="utf-8")
    return file


def edited(file: Path, old: str, new: str) -> FileSnapshot:
    """Return a look at the file after an edit."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return take_snapshot(file, AT)


def test_a_look_has_the_text_and_where_each_event_stands(file: Path) -> None:
    """The scenario is there to be played, and the line of an event is that of its id in the file."""
    look = take_snapshot(file, AT)
    scenario = look.scenario()
    assert scenario is not None
    assert tuple(scenario.events) == tuple(look.lines)
    lines = VIKTLARM.splitlines()
    assert [lines[line - 1].split(":")[0].strip() for line in look.lines.values()] == list(scenario.events)


def test_a_rule_pack_beside_it_goes_with_its_text(file: Path) -> None:
    """The trial is played on the text alone, and has the deadline that the pack gives."""
    pack = "id: avtalet\nlanguages: sv\nsource: vi\nlicence: MIT\ndate: 2026-11-22\ntitle: Avtalet\n"
    pack += "rules: {kontakt: {within: 20 min, text: Vården vet}}\n"
    (file.parent / "rules").mkdir()
    (file.parent / "rules" / "avtalet.yaml").write_text(pack, encoding="utf-8")
    scenario = edited(file, "within: 30 min, text: Vården vet inom en halvtimme", "rule: avtalet/kontakt").scenario()
    assert scenario is not None
    assert scenario.deadlines["kontakt"].text == "Vården vet"


def test_a_translation_beside_it_is_read_with_it(file: Path) -> None:
    """The languages are the text's own and those beside it, and a language that is not there is the own one."""
    (tmp := file.parent / "locale" / "en").mkdir(parents=True)
    (tmp / "viktlarm.po").write_text(TRANSLATION, encoding="utf-8")
    look = take_snapshot(file, AT)
    assert look.languages == ("sv", "en")
    titles = [scenario.title for each in ("en", "fi", None) if (scenario := look.scenario(each))]
    assert titles == ["Weight alarm on a Saturday", "Viktlarm en lördag", "Viktlarm en lördag"]


def test_a_file_with_an_error_has_problems_and_no_text(file: Path) -> None:
    """A way that leads nowhere is reported with its event, and there is nothing to play."""
    before = take_snapshot(file, AT).scenario()
    look = edited(file, "next: samtalet,", "next: samtal,")
    assert look.text is None
    assert look.scenario() is None
    assert before is not None
    assert [event_of(each, before) for each in look.problems if each.code == "ES104"] == ["frukost"]


@pytest.mark.parametrize("what", ["missing", "folder", "no yaml"])
def test_whatever_stands_there_is_reported_as_a_problem(file: Path, what: str) -> None:
    """A file that is not there just now, a folder in its place and half a text are problems of no event."""
    before = take_snapshot(file, AT).scenario()
    assert before is not None
    file.unlink()
    if what == "folder":
        file.mkdir()
    elif what == "no yaml":
        file.write_text("events: [", encoding="utf-8")
    look = take_snapshot(file, AT)
    assert look.text is None
    assert look.problems
    assert {event_of(each, before) for each in look.problems} == {None}


def test_what_a_save_changed(file: Path) -> None:
    """An event that reads otherwise is changed, and so is a new one; a fact's text changes no event."""
    before = take_snapshot(file, AT).scenario()
    after = edited(file, "title: Samtalet", "title: Samtalet igen").scenario()
    assert changed_events(before, after) == ("samtalet",)
    assert changed_events(None, after) == ()
    same = edited(file, "Katten heter Sture", "Katten heter Sven").scenario()
    assert changed_events(after, same) == ()


def test_how_much_was_found_is_given_in_words(file: Path) -> None:
    """Errors, warnings and notes are counted apart; kinds without any are left out."""
    look = edited(file, "next: samtalet,", "next: samtal,")
    (error,) = [each for each in look.problems if each.code == "ES104"]
    assert found_line(()) == "no problems"
    assert found_line([error, error]) == "2 errors"
    assert severity_word(error.severity) == "error"
