"""`esthersim map`: what it draws, where it puts it, and what it says when it cannot."""

from __future__ import annotations

import io
import os
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from esthersim.cells import width
from esthersim.cli import run
from esthersim.clock import ManualClock
from esthersim.journal.opening import memory_store, open_store
from esthersim.journal.session import Session
from esthersim.language import set_language
from esthersim.play import commands as c
from esthersim.play.entries import Rewound
from esthersim.play.vocabulary import Step
from esthersim.settings import default_store
from esthersim.views.way_taken import way_taken
from support.modes import is_owners_alone, with_modes
from support.scenarios import BRANCHING, VIKTLARM, viktlarm_text
from support.tom_sang import tom_sang


@dataclass(frozen=True)
class Said:
    """What a command line said, and how it ended."""

    code: int
    out: str
    err: str


class Typist:
    """Types command lines."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self._capsys = capsys

    def __call__(self, *arguments: str) -> Said:
        """Carry out a command line, and return what it said."""
        code = run(("map", *arguments))
        out, err = self._capsys.readouterr()
        return Said(code, out, err)


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Typist:
    """Return what types `esthersim map`, in 80 columns and without a terminal."""
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setattr("sys.stdin", io.StringIO())
    return Typist(capsys)


@pytest.fixture
def scenario(tmp_path: Path) -> Path:
    """Return the file of the small scenario."""
    file = tmp_path / "viktlarm.yaml"
    file.write_text(VIKTLARM, encoding="utf-8")
    return file


def begun(name: str, *commands: c.Command, to: Step = Step.SIMULATION) -> None:
    """Put a run into the store, at a step, with what was done there."""
    with Session.begin(open_store(default_store()), viktlarm_text(), ManualClock(), run=name) as session:
        while session.state.step is not to:
            assert session.do(c.Advance(override=True)) is None
        for command in commands:
            assert session.do(command) is None


def test_the_rail_stands_in_the_terminal(typed: Typist, scenario: Path) -> None:
    """Title, every event, and the legend; nothing on stderr, and no colour where there is no terminal."""
    said = typed(str(scenario))

    assert (said.code, said.err) == (0, "")
    assert said.out.startswith("Viktlarm en lördag\n\n")
    assert "◇" in said.out
    assert "Frukost hos Esther" in said.out
    assert "⏱ timer" in said.out
    assert "\x1b" not in said.out


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("view", ["rail", "swimlane"])
@pytest.mark.parametrize("scenario_id", ["tom-sang", "hem-fran-sjukhuset"])
def test_a_shipped_scenario_fits_in_80_columns(typed: Typist, scenario_id: str, view: str, language: str) -> None:
    """Map and legend, in either language, are no wider than the smallest terminal."""
    said = typed(scenario_id, "--view", view, "--language", language)

    assert said.code == 0
    assert max(map(width, said.out.split("\n"))) <= 80


def test_the_texts_speak_the_language_of_the_interface(typed: Typist) -> None:
    """Where the scenario is translated its own words are too."""
    assert "Empty bed" in typed("tom-sang").out
    assert "Tom säng" in typed("tom-sang", "--language", "sv").out


def test_a_terminal_gets_colours_unless_it_asks_for_none(
    typed: Typist, scenario: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Escape sequences are for terminals; NO_COLOR and a dumb one go without, and read the same."""
    plain = typed(str(scenario)).out
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    coloured = typed(str(scenario)).out
    monkeypatch.setenv("NO_COLOR", "1")

    assert "\x1b[1;33m◇" in coloured
    assert typed(str(scenario)).out == plain


@pytest.mark.parametrize("view", ["rail", "swimlane"])
@pytest.mark.parametrize(
    ("form", "begins"), [("svg", "<svg "), ("html", "<!DOCTYPE html>"), ("mermaid", ""), ("dot", 'digraph "viktlarm"')]
)
def test_every_form_of_every_view(
    typed: Typist, scenario: Path, tmp_path: Path, view: str, form: str, begins: str
) -> None:
    """What is shown is what is written, whole, and the message says where."""
    file = tmp_path / "drawn"
    shown = typed(str(scenario), "--view", view, "--format", form)
    written = typed(str(scenario), "--view", view, "--format", form, "--output", str(file))

    assert (shown.code, shown.err, written.code, written.out) == (0, "", 0, "")
    assert shown.out == file.read_text(encoding="utf-8")
    assert shown.out.startswith(begins or ("flowchart TD" if view == "rail" else "sequenceDiagram"))
    assert str(file) in written.err
    if form == "svg":
        ET.fromstring(shown.out)  # noqa: S314 - our own drawing


def test_the_way_of_a_run_is_told(typed: Typist, scenario: Path) -> None:
    """Which option was chosen stands in words, though two ways lead to the same event, and where the team is now."""
    begun("one", c.Choose("vanta"))
    said = typed(str(scenario), "--run", "one")

    assert said.code == 0
    assert "1. Frukost hos Esther" in said.out
    assert "→ chose “Vänta till måndag”" in said.out
    assert "2. Söndag natt" in said.out
    assert "chose “Vänta till måndag”" in typed(str(scenario), "--run", "one", "--view", "swimlane").out.replace(
        "\n                        ", " "
    )
    mermaid = typed(str(scenario), "--run", "one", "--format", "mermaid").out
    assert [line for line in mermaid.splitlines() if "==>" in line] == ['  e1 ==>|"Vänta till måndag"| e4']


def test_a_timer_that_ran_out_is_told_from_an_option() -> None:
    """Both lead from the same event to the same; the way knows which it was."""
    session, clock = tom_sang()
    with session:
        assert session.do(c.Proceed()) is None
        assert session.do(c.Proceed()) is None
        clock.advance(91)
        session.tick()
        way = way_taken(session.retelling, session.shown)

    assert [(stop.event, stop.by.kind if stop.by else None, stop.how) for stop in way.stops] == [
        ("kvallssamtalet", "next", ""),
        ("forsta-titten", "next", ""),
        ("skarmen-svart", "timer", "the timer ran out"),
        ("vantan", None, ""),
    ]
    assert [stop.when for stop in way.stops] == ["day 1, 22:50", "day 2, 01:30", "day 2, 01:30", "day 2, 01:31"]
    assert way.current == "vantan"


def test_what_the_team_went_back_on_is_not_on_the_way() -> None:
    """After a rewind the way that stands is shown, with the option that was chosen then."""
    session, _clock = tom_sang()
    with session:
        for command in (c.Proceed(), c.Proceed(), c.Choose("vanta")):
            assert session.do(command) is None
        arrival = next(visit for visit in session.state.here.visits() if visit.event == "skarmen-svart")
        assert session.do(Rewound(arrival.seq)) is None
        assert session.do(c.Choose("aka-nu")) is None
        way = way_taken(session.retelling, session.shown)

    assert [stop.event for stop in way.stops] == ["kvallssamtalet", "forsta-titten", "skarmen-svart", "samtalet"]
    assert way.stops[2].by is not None
    assert way.stops[2].by.label == "aka-nu"
    assert "Ring patrullen nu" in way.stops[2].how


def test_of_an_option_that_branches_the_way_taken_is_known() -> None:
    """It is asked as it stood when the team arrived, after the option's own effects and before the event's."""
    text = viktlarm_text(text=BRANCHING)
    with Session.begin(memory_store(), text, ManualClock()) as session:
        for command in (c.Advance(override=True), c.Advance(override=True), c.Choose("ring")):
            assert session.do(command) is None
        way = way_taken(session.retelling, session.shown)

    assert [stop.event for stop in way.stops] == ["frukost", "samtalet"]
    assert way.stops[0].by is not None
    assert (way.stops[0].by.label, way.stops[0].by.place) == ("ring", 0)


def test_where_the_facilitator_led_the_team_no_way_is_drawn() -> None:
    """A jump is told in words and is none of the scenario's edges."""
    session, _clock = tom_sang()
    with session:
        assert session.do(c.GoTo("dorren")) is None
        way = way_taken(session.retelling, session.shown)

    assert [(stop.event, stop.by, stop.how) for stop in way.stops] == [
        ("kvallssamtalet", None, "the facilitator led the team on"),
        ("dorren", None, ""),
    ]


LED = (
    VIKTLARM.partition("injects:")[0]
    + """
injects:
  grannen: {title: Grannen ringer på, text: Hon undrar., next: samtalet}
  larmet: {title: Larmet, text: Det ringer., arrives: {after: 5 min, from: frukost.ring}, next: for-sent}
"""
)


def test_where_an_inject_led_the_team_it_is_named() -> None:
    """Fired by hand, or come by itself on the way to where a choice would have led."""
    for command, how, arrived in (
        (c.FireInject("grannen"), "the inject “Grannen ringer på” led on", "samtalet"),
        (c.Choose("ring"), "chose “Ring”; the inject “Larmet” led on", "for-sent"),
    ):
        with Session.begin(memory_store(), viktlarm_text(text=LED), ManualClock()) as session:
            for each in (c.Advance(override=True), c.Advance(override=True), command):
                assert session.do(each) is None
            way = way_taken(session.retelling, session.shown)

        assert [(stop.event, stop.by, stop.how) for stop in way.stops] == [
            ("frukost", None, how),
            (arrived, None, ""),
        ]


def test_a_run_that_has_not_come_to_the_simulation(typed: Typist, scenario: Path) -> None:
    """The whole map is drawn, and the line says why."""
    begun("one", to=Step.NEEDS)
    said = typed(str(scenario), "--run", "one")

    assert said.code == 0
    assert "has not reached the simulation" in said.err
    assert said.out == typed(str(scenario)).out


def test_a_run_of_another_scenario(typed: Typist) -> None:
    """One line says which scenario the run is of."""
    begun("one")
    said = typed("tom-sang", "--run", "one")

    assert (said.code, said.out) == (2, "")
    what = "the run 'one' belongs to the scenario 'viktlarm', not to 'tom-sang'"
    assert said.err == f"esthersim: {what}; name that scenario instead\n"


def test_a_run_that_is_not_there(typed: Typist, scenario: Path) -> None:
    """It is told as every other command tells it."""
    said = typed(str(scenario), "--run", "none")

    assert said.code == 2
    assert "'none'" in said.err
    assert said.err.count("\n") == 1


def test_a_scenario_with_errors(typed: Typist, scenario: Path) -> None:
    """The first problem is told with its place, and nothing is drawn."""
    scenario.write_text(VIKTLARM.replace("next: samtalet", "next: samtal"), encoding="utf-8")
    said = typed(str(scenario))

    assert (said.code, said.out) == (1, "")
    assert "viktlarm.yaml:" in said.err
    assert "'samtal'" in said.err


def test_a_scenario_that_is_not_there(typed: Typist) -> None:
    """An id that nothing has, with what may have been meant."""
    said = typed("tom-san")

    assert said.code == 2
    assert "did you mean 'tom-sang'" in said.err


def test_a_folder_gets_a_file_named_after_the_map(typed: Typist, scenario: Path, tmp_path: Path) -> None:
    """As a report is: the name says what it is of."""
    said = typed(str(scenario), "--format", "svg", "--output", str(tmp_path))

    assert said.code == 0
    assert (tmp_path / "viktlarm-rail.svg").is_file()


def test_another_file_is_left_as_it_is(typed: Typist, scenario: Path) -> None:
    """A slip of the hand does not cost the scenario; a map of the same form is drawn anew."""
    before = scenario.read_bytes()
    said = typed(str(scenario), "--format", "svg", "--output", str(scenario))

    assert said.code == 1
    assert said.err.count("\n") == 1
    assert "another file" in said.err
    assert scenario.read_bytes() == before

    for _again in range(2):
        assert typed(str(scenario), "--output", str(scenario.with_suffix(".txt"))).code == 0


@pytest.mark.parametrize(
    ("place", "told"), [("missing/map.svg", "there is no folder"), ("x" * 300 + ".svg", "the name is too long")]
)
def test_a_place_that_cannot_be_written(typed: Typist, scenario: Path, tmp_path: Path, place: str, told: str) -> None:
    """One line says what, where and what to do, and nothing is left behind."""
    said = typed(str(scenario), "--format", "svg", "--output", str(tmp_path / place))

    assert (said.code, said.out, said.err.count("\n")) == (1, "", 1)
    assert told in said.err
    assert [file.name for file in tmp_path.iterdir()] == ["viktlarm.yaml"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_something_that_is_no_file_is_left_alone(typed: Typist, scenario: Path, tmp_path: Path) -> None:
    """A pipe or a device is not replaced by a map, nor waited for."""
    os.mkfifo(tmp_path / "pipe")
    said = typed(str(scenario), "--format", "svg", "--output", str(tmp_path / "pipe"))

    assert said.code == 1
    assert "this is not a file" in said.err
    assert (tmp_path / "pipe").is_fifo()


def test_a_terminal_without_unicode_gets_signs_that_it_has(scenario: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where stdout has ASCII alone no sign of the map becomes a question mark."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace")
    monkeypatch.setattr("sys.stdout", out)
    set_language("en")

    assert run(("map", str(scenario))) == 0
    out.flush()
    text = out.buffer.getvalue().decode("ascii")
    assert "% handover" in text
    assert "@ timer 4 min" in text
    assert "o event   ? decision" in text


@with_modes
def test_the_way_of_a_run_is_its_owners_alone(typed: Typist, scenario: Path, tmp_path: Path) -> None:
    """What a team did is private; a scenario's map is for everybody."""
    begun("one")
    for folder, options in (("run", ("--run", "one")), ("scenario", ())):
        (tmp_path / folder).mkdir()
        assert typed(str(scenario), "--format", "svg", "--output", str(tmp_path / folder), *options).code == 0
        (drawn,) = (tmp_path / folder).iterdir()
        assert is_owners_alone(drawn) is (folder == "run")
