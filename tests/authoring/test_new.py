"""`esthersim new`: a file that checks clean and plays, asked for or not, and never in the place of another."""

from __future__ import annotations

import errno
import io
import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from esthersim.authoring.new import Answers, cleaned, new_scenario, slug, title_from
from esthersim.authoring.placeholders import LANGUAGES
from esthersim.cli import run
from esthersim.commands.interface_language import choose_language
from esthersim.play.plays import run_play
from esthersim.rehearsal.exploring import explore
from esthersim.scenario.loading import load_scenario, read_scenario, scenario_or_error
from esthersim.scenario.model import Scenario
from esthersim.scenario.play_steps import TO_ALL

MUCH = Answers(
    "Hem i dag",
    ("Avdelning 4", "Kommunens hemsjukvård"),
    ("Sjuksköterska på avdelning 4", "Sjuksköterska i hemsjukvården", "Dottern"),
    ("Vi frågar", "Vi lämnar över", "Vi följer upp"),
    ("Ronden", "Rapporten", "Hemma", "Kvällen", "Natten"),
    ("Esther har fallit två gånger", "Spisen står på"),
)


def new(answers: Answers = Answers(), language: str = "sv") -> Scenario:  # noqa: B008 - frozen
    """Return a new scenario as it loads."""
    return scenario_or_error(read_scenario(new_scenario("ny", answers, language), "ny.yaml"))


@dataclass(frozen=True)
class Said:
    """What the command said, and how it ended."""

    code: int
    out: str
    err: str


Typist = Callable[..., Said]


class Terminal(io.StringIO):
    """A standard input at which somebody sits; an empty one is Ctrl-D."""

    def isatty(self) -> bool:
        """Say that it is a terminal."""
        return True


@pytest.fixture
def typed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Typist:
    """Return what types `esthersim new` and its answers, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def type_(*arguments: str, answers: str | None = None) -> Said:
        monkeypatch.setattr("sys.stdin", io.StringIO() if answers is None else Terminal(answers))
        choose_language(["--language", "en"])
        code = run(["new", *arguments])
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return type_


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "answers", [Answers(), MUCH, Answers(roles=("Arbetsterapeut",)), Answers(facts=("Katten är sjuk",), patient="Lars")]
)
def test_the_check_has_nothing_to_say(
    language: str, answers: Answers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """No error, no warning, and two notes: its texts are still the program's, and nobody has tried it."""
    file = tmp_path / "ny.yaml"
    file.write_text(new_scenario("ny", answers, language), encoding="utf-8")
    assert run(["check", "--strict", "--format", "json", str(file)]) == 0
    assert [problem["code"] for problem in json.loads(capsys.readouterr().out)] == ["ES323", "ES288"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_another_patient_is_spoken_of_by_name(language: str) -> None:
    """No text, nor id that a condition or a play names, speaks of Esther; `esther:` and her guide are the format's."""
    text = new_scenario("ny", Answers(patient="Lars"), language)
    scenario = new(Answers(patient="Lars"), language)
    assert [scenario.roles[key].title for key in scenario.patients] == ["Lars"]
    assert "Esther" not in text
    assert {line.split(":")[0].strip() for line in text.splitlines() if "esther" in line and "#" not in line} == {
        "esthersim", "esther", "guide",
    }  # fmt: skip
    genitive = {"sv": "i Lars jackficka", "en": "in the pocket of Lars's coat"}[language]
    assert genitive in " ".join(text.split())


def test_every_fact_is_on_the_way() -> None:
    """Each must be handed over and is learned from the patient, and the journey turns on all of them together."""
    scenario = new(Answers(facts=("Pollen ger utslag", "Spisen står på")))
    assert [*scenario.facts] == ["pollen-ger-utslag", "spisen-star-pa"]
    [handover] = [event.handover for event in scenario.events.values() if event.handover]
    assert handover.must == ("pollen-ger-utslag", "spisen-star-pa")
    assert "”Pollen ger utslag”, ”Spisen står på”" in (scenario.roles["esther"].private or "")
    ask, *_ = scenario.plays.values()
    stove = {"hand_over": {TO_ALL: ("spisen-star-pa",)}}
    half = tuple(step.model_copy(update=stove) if step.hand_over else step for step in ask)
    assert run_play(scenario, ask).failure is None
    assert run_play(scenario, half).failure is not None


def test_roles_that_receive_have_their_own_private_texts() -> None:
    """People compare their cards afterwards."""
    scenario = new(Answers(roles=("Anna", "Bo", "Cilla", "Dan")))
    private = [role.private for role in scenario.roles.values()]
    assert len({*private}) == len(private) == 5


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("answers", [Answers(), MUCH])
def test_everything_in_it_is_reached(language: str, answers: Answers) -> None:
    """Of all that can happen, each event comes and each way out of one is gone; the plays come to each ending."""
    scenario = new(answers, language)
    space = explore(scenario)
    assert space.complete
    assert set(space.events) == set(scenario.events)
    assert {edge for steps in space.steps for edge, _to in steps} == set(range(len(space.edges)))
    came = {run_play(scenario, play).state.here.event for play in scenario.plays.values()}
    assert came == {key for key, event in scenario.events.items() if event.ending}


def test_the_fact_is_what_the_journey_turns_on() -> None:
    """Only Esther knows it; who asks her learns it, who receives it goes another way than who does not."""
    scenario = new()
    [fact] = scenario.facts
    assert scenario.knowledge == {"esther": {fact}, "underskoterska": frozenset(), "distriktsskoterska": frozenset()}
    ask, go_on, time_up = scenario.plays.values()
    asked, not_asked = run_play(scenario, ask).state, run_play(scenario, go_on).state
    assert asked.knows("distriktsskoterska", fact)
    assert not not_asked.knows("distriktsskoterska", fact)
    assert asked.event.ending != not_asked.event.ending == run_play(scenario, time_up).state.event.ending


def test_what_is_said_stands_where_it_belongs() -> None:
    """Roles and events are in order; the fact is in the words that Esther's player reads; each role has a workplace."""
    scenario = new(MUCH)
    assert scenario.title == "Hem i dag"
    assert [*scenario.roles] == ["esther", "sjukskoterska-pa-avdelning-4", "sjukskoterska-i-hemsjukvarden", "dottern"]
    assert [role.organisation for role in scenario.roles.values()] == [
        None, "avdelning-4", "kommunens-hemsjukvard", "kommunens-hemsjukvard",
    ]  # fmt: skip
    assert [*scenario.events] == ["ronden", "rapporten", "hemma", "kvallen", "natten", "kom-fram", "kom-bort"]
    assert "”Esther har fallit två gånger”" in (scenario.roles["esther"].private or "")
    assert [*scenario.objectives.values()] == [*MUCH.objectives]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_comments_speak_the_language(language: str) -> None:
    """Both have a comment at every part that a trainer writes, and the same keys."""
    texts = {each: new_scenario("ny", Answers(), each) for each in LANGUAGES}
    comments = [line.strip() for line in texts[language].splitlines() if line.strip().startswith("#")]
    assert len(comments) > 35
    assert max(map(len, texts[language].splitlines())) <= 120
    assert any(word in comments[0] for word in {"sv": ["Ett"], "en": ["A scenario"]}[language])
    assert read_scenario(texts[language], "ny.yaml").problems == ()


def test_both_languages_tell_the_same_kind_of_story() -> None:
    """A key that one of the templates has, the other has too."""
    one, other = (new(language=language) for language in ("sv", "en"))
    assert one.model_fields_set == other.model_fields_set
    for here, there in zip(one.events.values(), other.events.values(), strict=True):
        assert here.model_fields_set == there.model_fields_set
    for here_role, there_role in zip(one.roles.values(), other.roles.values(), strict=True):
        assert here_role.model_fields_set == there_role.model_fields_set


def test_answers_are_cleaned() -> None:
    """What moves a cursor goes, lines are joined, and Esther is not there twice."""
    said = Answers("\x1b[31mHej\nhopp", ("", "  A  "), ("Esther", "B"))
    assert cleaned(said) == Answers("Hej hopp", ("A",), ("B",))


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Undersköterska i hemtjänsten", "underskoterska-i-hemtjansten"),
        ("Doctor: on call!", "doctor-on-call"),
        ("1177", "role-1177"),
        ("AND", "role-and"),
        ("...", "role"),
        ("Øst for Åen", "øst-for-aen"),
        ("祖母", "祖母"),
        ("a" * 90, "a" * 32),
    ],
)
def test_an_id_is_made_of_a_title(text: str, made: str) -> None:
    """It is readable, and no word of the format."""
    assert slug(text, "role") == made


def test_a_title_is_made_of_an_id() -> None:
    """Until somebody says better."""
    assert title_from("viktlarm-hos_esther") == "Viktlarm hos esther"
    assert title_from("-") == "-"


def test_without_a_terminal_nothing_is_asked(typed: Typist, tmp_path: Path) -> None:
    """The file is there, in the language that was asked for, and the next steps are shown."""
    said = typed("vikt", "--in", "sv")
    assert (said.code, said.out) == (0, "")
    assert load_scenario(tmp_path / "vikt.yaml").problems == ()
    assert scenario_or_error(load_scenario(tmp_path / "vikt.yaml")).language == "sv"
    for step in ("run", "preview", "check"):
        assert f"esthersim {step} vikt.yaml" in said.err
    assert "?" not in said.err


def test_with_yes_nothing_is_asked(typed: Typist) -> None:
    """Even where somebody sits at a terminal; the language is then the program's."""
    said = typed("vikt", "--yes", answers="")
    assert said.code == 0
    assert scenario_or_error(load_scenario(Path("vikt.yaml"))).language == "en"


def test_only_what_is_missing_is_asked(typed: Typist) -> None:
    """One line each; an empty one goes on to the next question."""
    said = typed(
        "vikt", "--title", "Vikten", "--role", "Nurse", "--role", "Doctor", "--event", "At home",
        answers="\nHome care\n\nWe ask\nWe tell\n\nThe cat is ill\nThe stove is on\n\n",
    )  # fmt: skip
    assert said.code == 0
    assert "What is the scenario called?" not in said.err
    assert "first, and hands over?" not in said.err
    scenario = scenario_or_error(load_scenario(Path("vikt.yaml")))
    assert scenario.title == "Vikten"
    assert [each.name for each in scenario.organisations.values()] == ["Home care"]
    assert [*scenario.objectives.values()] == ["We ask", "We tell"]
    assert [fact.text for fact in scenario.facts.values()] == ["The cat is ill", "The stove is on"]
    assert next(iter(scenario.events)) == "at-home"


def test_enter_alone_gives_the_example(typed: Typist) -> None:
    """A person with no answers yet gets a complete scenario, under a title made from the id."""
    assert typed("weight-alarm", answers="\n" * 7).code == 0
    assert Path("weight-alarm.yaml").read_text(encoding="utf-8") == new_scenario("weight-alarm", Answers(), "en")


@pytest.mark.parametrize("answers", ["", "Vikten\n", "Vikten\nHome care\n", "/quit\n"])
def test_who_stops_leaves_nothing_behind(answers: str, typed: Typist, tmp_path: Path) -> None:
    """Ctrl-D at any question, or the word for leaving."""
    said = typed("vikt", answers=answers)
    assert said.code == 1
    assert said.err.endswith("Nothing was written.\n")
    assert list(tmp_path.iterdir()) == []


def test_ctrl_c_leaves_nothing_behind(
    typed: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says so, and ends as programs do that were interrupted."""

    def interrupted(*_arguments: object) -> str:
        raise KeyboardInterrupt

    terminal = Terminal("")
    monkeypatch.setattr(terminal, "readline", interrupted)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", terminal)
    choose_language(["--language", "en"])
    assert run(["new", "vikt"]) == 130
    assert "Nothing was written." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_personal_number_is_asked_for_again(typed: Typist) -> None:
    """No scenario tells who somebody is."""
    said = typed("vikt", answers="Esther 191212121212\nVikten\n" + "\n" * 6)
    assert said.code == 0
    assert "looks like a personal number" in said.err
    assert scenario_or_error(load_scenario(Path("vikt.yaml"))).title == "Vikten"


@pytest.mark.parametrize(
    ("arguments", "code", "hint"),
    [
        (("a b",), 2, "'a b' cannot be an id"),
        (("a.yaml",), 2, "'a.yaml' cannot be an id"),
        (("a" * 81,), 2, "cannot be an id"),
        (("x", "--in", "fi"), 2, "sv, en, not in 'fi'"),
        (("x", *("--objective", "a") * 4), 2, "two or three objectives"),
        (("x", "--fact", "191212121212"), 1, "looks like a personal number"),
        (("x", "--output", "y.yaml"), 1, "a scenario's file is named after its id: 'x.yaml'"),
        (("x", "--output", "x.txt"), 1, "a scenario's file is named after its id: 'x.yaml'"),
        (("x", "--output", "none/x.yaml"), 1, "there is no folder 'none'"),
        (("\N{OLD ITALIC LETTER A}" * 80,), 1, "it could not be written"),
        (("x", "--output", "~nobody-at-all/x.yaml"), 1, "it could not be written"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_one_line(
    arguments: tuple[str, ...], code: int, hint: str, typed: Typist, tmp_path: Path
) -> None:
    """What is wrong and what to do; nothing is written."""
    said = typed(*arguments)
    assert (said.code, said.out) == (code, "")
    assert hint in said.err
    assert said.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_folder_gets_the_file(typed: Typist, tmp_path: Path) -> None:
    """`--output FOLDER` is `FOLDER/ID.yaml`, and the next steps name it so that they can be copied."""
    (tmp_path / "mina filer").mkdir()
    said = typed("vikt", "--output", "mina filer")
    assert said.code == 0
    assert load_scenario(tmp_path / "mina filer" / "vikt.yaml").problems == ()
    assert "esthersim run 'mina filer/vikt.yaml'" in said.err


def test_a_schema_beside_it_is_named_for_text_editors(typed: Typist, tmp_path: Path) -> None:
    """The first line names the schema's file where there is one, and only there."""
    assert run(["schema", "--output", str(tmp_path)]) == 0
    assert typed("vikt").code == typed("vag", "--output", str(tmp_path)).code == 0
    for name in ("vikt", "vag"):
        first = Path(f"{name}.yaml").read_text(encoding="utf-8").partition("\n")[0]
        assert first == "# yaml-language-server: $schema=scenario.schema.json"
        assert load_scenario(Path(f"{name}.yaml")).problems == ()
    assert "yaml-language-server" not in new_scenario("vikt", Answers(), "en")


def test_an_existing_file_is_never_written_over(typed: Typist) -> None:
    """It is reported before any question, and the existing file is unchanged."""
    Path("vikt.yaml").write_text("mitt\n", encoding="utf-8")
    said = typed("vikt", answers="Vikten\n")
    assert said.code == 1
    assert "there is a file here already" in said.err
    assert "?" not in said.err
    assert Path("vikt.yaml").read_text(encoding="utf-8") == "mitt\n"


class FullDisk(io.BytesIO):
    """A file on a disk that has no room."""

    def write(self, _content: object) -> int:
        """Refuse."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    ("error", "hint"),
    [(None, "it could not be written (No space left on device)"),
     (PermissionError(errno.EACCES, "denied"), "nothing can be written here")],
)  # fmt: skip
def test_a_place_that_refuses_is_one_line(
    error: OSError | None, hint: str, typed: Typist, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The place, what is wrong with it and what to do; half a file is taken away again."""
    really_open = Path.open

    def refusing(self: Path, mode: str = "r", *arguments: Any, **options: Any) -> Any:
        if mode != "xb":
            return really_open(self, mode, *arguments, **options)
        if error is not None:
            raise error
        really_open(self, mode).close()
        return FullDisk()

    monkeypatch.setattr(Path, "open", refusing)
    said = typed("vikt")
    assert (said.code, said.err.count("\n")) == (1, 1)
    assert hint in said.err
    assert "give another place with --output" in said.err
    assert list(tmp_path.iterdir()) == []


def test_a_taken_id_is_reported(typed: Typist) -> None:
    """It is allowed, since a path names the file as well."""
    said = typed("tom-sang")
    assert said.code == 0
    assert "there is a scenario 'tom-sang' already" in said.err
