"""The JSON Schema of the format: what loads is valid by it, what editors can tell is wrong is not, and it says why."""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft7Validator

import esthersim
from esthersim.authored.scalars import ID_PATTERN
from esthersim.authored.tree import Quoted
from esthersim.authored.yaml_parser import read_yaml
from esthersim.authoring.new import Answers, new_scenario
from esthersim.authoring.placeholders import LANGUAGES
from esthersim.authoring.schema import FILE_NAME, URN, scenario_schema, schema_text
from esthersim.cli import run
from esthersim.scenario.key_paths import keys_of
from esthersim.scenario.loading import read_scenario
from esthersim.scenario.model import Deadline, Scenario
from esthersim.scenario.part import Part
from esthersim.shipped import shipped
from support.examples import examples
from support.graphs import raw_scenarios
from support.problem_examples import lay_over
from support.scenarios import VIKTLARM
from support.shipped_journeys import each_scenario, file_of

PAGE = Path(__file__).parents[2] / "docs" / "format.md"
WORDS = Path(esthersim.__file__).parent / "authoring" / "schema_words.toml"
SCHEMA = scenario_schema()
VALIDATOR = Draft7Validator(SCHEMA)


def values(raw: Any) -> Any:
    """Return what a text editor sees in a tree as this program reads it: YAML 1.2's core types for plain scalars."""
    match raw:
        case dict():
            return {key: values(value) for key, value in raw.items()}
        case list():
            return [values(value) for value in raw]
        case str() if not isinstance(raw, Quoted):
            if raw.casefold() in {"true", "false"}:
                return raw.casefold() == "true"
            if re.fullmatch(r"[-+]?[0-9]+", raw):
                return int(raw)
            return float(raw) if re.fullmatch(r"[-+]?[0-9]+\.[0-9]+", raw) else str(raw)
        case _:
            return None if raw is None else str(raw)


def errors(instance: Any) -> list[str]:
    """Return what the schema has against a scenario."""
    return [f"{error.json_path}: {error.message}" for error in VALIDATOR.iter_errors(instance)]


def file_values(text: str) -> dict[str, Any]:
    """Return a scenario's text as an editor sees it."""
    tree: dict[str, Any] = values(read_yaml(text).root)
    return tree


SMALL = file_values(VIKTLARM)


def test_it_is_a_schema_of_its_draft() -> None:
    """It names the draft that language servers read, and is one."""
    Draft7Validator.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert SCHEMA["$id"] == URN


def test_the_shipped_file_is_what_the_command_prints(capsys: pytest.CaptureFixture[str]) -> None:
    """`esthersim schema --output scenarios` brings it in step."""
    assert run(["schema"]) == 0
    out, err = capsys.readouterr()
    assert out == schema_text() == (shipped("scenarios") / FILE_NAME).read_text(encoding="utf-8")
    assert err == ""


@each_scenario
def test_shipped_scenarios_are_valid(scenario: str) -> None:
    """An editor underlines nothing in them."""
    assert errors(file_values(file_of(scenario).read_text(encoding="utf-8"))) == []


@pytest.mark.skipif(not PAGE.exists(), reason="the documentation is not beside the tests")
def test_examples_of_the_reference_are_valid() -> None:
    """The whole example of the format's page is, and so is each shorter one, laid over it."""
    whole, *pieces = re.findall(r"^```yaml\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    assert errors(file_values(whole)) == []
    assert len(pieces) > 5
    for piece in pieces:
        assert errors(lay_over(deepcopy(file_values(whole)), file_values(piece))) == [], piece


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_new_scenario_is_valid(language: str) -> None:
    """So is one whose author has named a great deal."""
    answers = Answers("1177", ("A",), ("B", "C", "D"), ("E", "F", "G"), ("1", "2", "3", "4"), ("true",))
    for each in (Answers(), answers):
        assert errors(file_values(new_scenario("ny", each, language))) == []


@given(raw_scenarios())
@examples(2 / 3)
def test_any_graph_is_valid(raw: dict[str, Any]) -> None:
    """Loops, timers and events that nobody reaches are not for a schema to judge."""
    assert errors(raw) == []


def test_any_id_is_an_id() -> None:
    """Every letter and digit that the format takes in an id, of any language, is taken by the schema."""
    pattern = re.compile(SCHEMA["definitions"]["id"]["pattern"])
    letters = filter(re.compile(ID_PATTERN).fullmatch, map(chr, range(sys.maxunicode + 1)))
    assert [f"U+{ord(letter):04X}" for letter in letters if not pattern.search(letter)] == []
    assert not any(pattern.search(wrong) for wrong in ("två ord", "a.b", "a:b", "", "a" * 81, "[a]", "”a”", "a/b"))


def put(*path: str | int, value: Any) -> Callable[[dict[str, Any]], None]:
    """Return what puts a value into a scenario."""

    def change(raw: dict[str, Any]) -> None:
        place: Any = raw
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


def take(*path: str) -> Callable[[dict[str, Any]], None]:
    """Return what takes a key out of a scenario."""

    def change(raw: dict[str, Any]) -> None:
        place: Any = raw
        for step in path[:-1]:
            place = place[step]
        del place[path[-1]]

    return change


WRONG = {
    "a key that there is not": put("events", "frukost", "titel", value="Frukost"),
    "a key of the whole that there is not": put("roller", value={}),
    "no title": take("title"),
    "no text of an event": take("events", "frukost", "text"),
    "neither fictional nor consent": take("fictional"),
    "no roles at all": take("roles"),
    "no organisations at all": take("organisations"),
    "a version to come": put("esthersim", value=2),
    "no way out of an event": take("events", "frukost", "decision"),
    "two ways out of an event": put("events", "frukost", "ending", value="Slut"),
    "no duration": put("time", "simulation", value="tio minuter"),
    "a duration without a unit": put("time", "simulation", value=10),
    "no moment": put("events", "for-sent", "at", value="dag 2"),
    "no date": put("starts", value="i dag"),
    "no language": put("language", value="på svenska"),
    "no id in an id's place": put("events", "samtalet", "next", value="två ord"),
    "no id for an event": put("events", "två ord", value={"title": "A", "text": "B", "ending": "C"}),
    "a text for truth": put("roles", "esther", "patient", value="ja"),
    "no such handover format": put("events", "samtalet", "handover", "format", value="sabr"),
    "no such element": put("facts", "vikten", "element", value="assesment"),
    "no such behaviour": put("events", "frukost", "observe", value=["comunication"]),
    "no such guide": put("debriefing", value={"guide": "ester"}),
    "no roles": put("roles", value={}),
    "a list of roles": put("roles", value=["esther"]),
    "nobody plays a role": put("roles", "esther", "people", value=0),
    "three numbers of people": put("roles", "esther", "people", value=[1, 2, 3]),
    "a word for a variable": put("variables", value={"humor": "bra"}),
    "an option without a way": take("events", "frukost", "decision", "options", "ring", "next"),
    "a play of no steps": put("plays", value={"en": []}),
    "a step with two keys": put("plays", value={"en": [{"choose": "ring", "wait": "1 min"}]}),
    "a step of another word": put("plays", value={"en": ["procede"]}),
    "a grade that there is not": put("check", value={"ES210": "silent"}),
    "a text that is empty": put("title", value=""),
    "a deadline without a time": put("deadlines", value={"svar": {"from": "frukost", "to": "samtalet", "text": "A"}}),
    "a rule without its pack": put(
        "deadlines", value={"svar": {"from": "frukost", "to": "samtalet", "rule": "sip-call"}}
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_wrong_files_are_not_valid(name: str) -> None:
    """What an editor can see in one place is refused, and only a change away from what is right."""
    raw = deepcopy(SMALL)
    assert errors(raw) == []
    WRONG[name](raw)
    assert errors(raw)
    assert read_scenario(json.dumps(raw, ensure_ascii=False), "viktlarm.yaml").scenario is None


SHORT = {
    "one id for a list": put("facts", "vikten", "known_by", value="esther"),
    "a list of ways": put("events", "samtalet", "next", value=[{"to": "for-sent"}]),
    "a soft timer": put("events", "frukost", "timer", value="4 min"),
    "a number as a title": put("title", value=1177),
    "one number of people": put("roles", "esther", "people", value=2),
    "two numbers of people": put("roles", "esther", "people", value=[1, 2]),
    "one goal": put("roles", "esther", "goals", value="Komma hem"),
    "several goals": put("roles", "esther", "goals", value=["Komma hem", "Sova"]),
    "the team": put("events", "frukost", "decision", "by", value="team"),
    "a word for a step": put("plays", value={"en": [{"choose": "ring"}, "proceed", {"hand_over": "all"}]}),
    "an event that a play comes to": put("plays", value={"en": [{"choose": "ring"}, {"expect": "samtalet"}]}),
    "a deadline that leaves all to its rule": put(
        "deadlines", value={"svar": {"from": "frukost", "to": "samtalet", "rule": "law-2017-612/sip-call"}}
    ),
    "a checklist of a pack": put("events", "samtalet", "checklist_of", value="sip"),
    "a rule switched off": put("check", value={"ES210": "off"}),
}


@pytest.mark.parametrize("name", SHORT)
def test_short_forms_are_valid(name: str) -> None:
    """Whatever the models widen may be written short, and loads."""
    raw = deepcopy(SMALL)
    SHORT[name](raw)
    assert errors(raw) == []
    text = json.dumps(raw, ensure_ascii=False)
    assert [each.message for each in read_scenario(text, "viktlarm.yaml").problems if each.severity == "error"] == []


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Give every part of a schema that has keys."""
    if isinstance(schema, dict):
        if isinstance(schema.get("properties"), dict):
            yield schema
        for each in schema.values():
            yield from objects(each)


def _parts() -> Iterator[type[Part]]:
    """Yield the parts of the format; other tests may have made some of their own."""
    return (part for part in Part.__subclasses__() if part.__module__.startswith("esthersim."))


def test_every_key_is_described() -> None:
    """An editor has a sentence to show for each key of each part, and takes no others."""
    found = list(objects(SCHEMA))
    assert len(found) == len([*_parts()])
    for part in found:
        assert part["description"]
        assert part["additionalProperties"] is False
        for key, schema in part["properties"].items():
            assert len(schema["description"].split()) > 1, (part["title"], key)


def test_the_words_name_only_what_there_is() -> None:
    """No description stays behind when its key has gone."""
    words = tomllib.loads(WORDS.read_text(encoding="utf-8"))
    assert set(words.pop("wrong")) - {"way_out", "consent"} <= SCHEMA["definitions"].keys()
    assert {part: table.keys() - {"about"} for part, table in words.items()} == {
        part.__name__: keys_of(part).keys() for part in _parts()
    }


TAKEN: dict[type[Part], set[str]] = {Deadline: {"within", "text"}, Scenario: {"organisations", "roles"}}


def test_required_keys_are_those_of_the_models() -> None:
    """What an editor puts in by itself is what the check asks for; a deadline may leave two of them to its rule.

    And a scenario two of them to a file that it uses.
    """
    parts = {part["title"].replace(" ", "").casefold(): part for part in objects(SCHEMA)}
    for part in _parts():
        required = {key for key, needed in keys_of(part).items() if needed}
        taken = TAKEN.get(part, set())
        assert set(parts[part.__name__.casefold()].get("required", ())) == required - taken


def test_output_goes_to_a_file_or_into_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is brought in step where it was written before; the message tells the line that a scenario begins with."""
    assert run(["schema", "--output", str(tmp_path)]) == 0
    assert run(["schema", "--output", str(tmp_path / FILE_NAME)]) == 0
    out, err = capsys.readouterr()
    assert (tmp_path / FILE_NAME).read_text(encoding="utf-8") == schema_text()
    assert out == ""
    assert f"# yaml-language-server: $schema={FILE_NAME}" in err


def test_another_file_is_never_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A scenario that is named by mistake stands as it stood."""
    file = tmp_path / "viktlarm.yaml"
    file.write_text(VIKTLARM, encoding="utf-8")
    assert run(["schema", "--output", str(file)]) == 1
    assert file.read_text(encoding="utf-8") == VIKTLARM
    assert "there is another file here" in capsys.readouterr().err


def test_a_folder_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What, where, and what to do."""
    assert run(["schema", "--output", str(tmp_path / "none" / "a.json")]) == 1
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert "give another place with --output" in err
