"""What a scenario takes from files beside it (`uses`): what goes before, where problems are told, its translations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from esthersim.authored.problems import base_scenario
from esthersim.scenario.loading import ScenarioError, load_scenario, read_scenario, scenario_or_error
from esthersim.scenario.shared_parts import looks_shared
from esthersim.scenario.wordings import usual
from support.problem_examples import patched

TOWN = """\
esthersim: 1
language: sv
organisations:
  kommun: {name: Staden}
  region: {name: Regionen, principal: region}
roles:
  granne: {title: Granne, organisation: region, brief: Du bor intill., knows: [katten, nyckeln]}
  lakare: {title: En annan läkare, brief: Du jobbar i staden.}
facts:
  nyckeln: {text: Nyckeln ligger under mattan, known_by: [esther]}
variables: {regn: true}
documents:
  listan: {title: Listan, text: Fem mediciner, facts: [nyckeln]}
stages:
  hemma: {title: Hemma}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Make a folder with a scenario that uses a file of its folder `shared`."""
    write(tmp_path, {"uses": ["shared/staden.yaml"], "organisations": None})
    put(tmp_path, "shared/staden.yaml", TOWN)
    return tmp_path


def write(folder: Path, patch: Mapping[str, Any]) -> None:
    """Write the scenario with these changes."""
    (folder / "kort.yaml").write_text(json.dumps(patched(dict(patch)), ensure_ascii=False, indent=1), encoding="utf-8")


def put(folder: Path, name: str, text: str | bytes) -> Path:
    """Put a file in the folder, or in one below it."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def told(folder: Path, language: str | None = None) -> list[tuple[str, str, int, int]]:
    """Return the problems of the scenario: the code, and the file from the folder with line and column."""
    found = load_scenario(folder / "kort.yaml", language).problems
    return [(each.code, str(Path(each.file).relative_to(folder)), each.line, each.column) for each in found]


def test_what_is_used_is_part_of_the_scenario(folder: Path) -> None:
    """Organisations, roles, facts, variables, documents and stages, after what the scenario has itself."""
    write(folder, {"uses": ["shared/staden.yaml"], "organisations": None, "events": {"hemma": {"stage": "hemma"}}})
    loaded = load_scenario(folder / "kort.yaml")
    assert loaded.problems == ()
    scenario = scenario_or_error(loaded)
    assert list(scenario.organisations) == ["kommun", "region"]
    assert list(scenario.roles) == ["esther", "skoterska", "lakare", "granne"]
    assert scenario.knowledge["granne"] == {"katten", "nyckeln"}
    assert scenario.variables == {"trygghet": 3, "ringde": False, "regn": True}
    assert (scenario.documents["listan"].title, scenario.stages["hemma"].title) == ("Listan", "Hemma")
    assert loaded.uses == {"shared/staden.yaml": TOWN}


def test_what_stands_in_the_scenario_goes_before_whole(folder: Path) -> None:
    """Id by id: nothing of a part with the same id is mixed into it; of two files the first goes before."""
    put(
        folder,
        "lanet.yaml",
        "esthersim: 1\nlanguage: sv\nroles:\n  granne: {title: Annan, brief: X}\n  bud: {title: Bud, brief: X}\n",
    )
    write(folder, {"uses": ["shared/staden.yaml", "lanet.yaml"], "organisations": {"kommun": {"name": "Egen"}}})
    scenario = scenario_or_error(load_scenario(folder / "kort.yaml"))
    assert (scenario.organisations["kommun"].name, scenario.organisations["kommun"].principal) == ("Egen", None)
    assert scenario.roles["lakare"].title == "Läkare"
    assert (scenario.roles["granne"].title, scenario.roles["bud"].title) == ("Granne", "Bud")


def test_roles_and_organisations_may_all_come_from_there(tmp_path: Path) -> None:
    """What is required of a scenario may stand in a file that it uses."""
    roles = base_scenario().partition("roles:\n")[2].partition("facts:")[0]
    put(tmp_path, "s.yaml", f"esthersim: 1\nlanguage: sv\norganisations: {{kommun: {{name: K}}}}\nroles:\n{roles}")
    write(tmp_path, {"uses": ["s.yaml"], "organisations": None, "roles": None})
    assert told(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("organisation: region,", "organisation: regoin,", [("ES115", 7, 41)]),
        ("known_by: [esther]", "known_by: [ester]", [("ES105", 10, 59)]),
        ("principal: region", "princpal: region", [("ES140", 5, 28)]),
        ("regn: true", "regn: [true]", [("ES147", 11, 19)]),
        ("facts: [nyckeln]}", "facts: [nyckel]}", [("ES106", 13, 56)]),
        ("text: Fem mediciner", "text: [{when: trygghet >, text: A}, {text: B}]", [("ES130", 13, 51)]),
        ("  hemma: {title: Hemma}", "  hemma: {title: Hemma\n", [("ES179", 17, 1)]),
        ("stages:", "title: Staden\nstages:", [("ES344", 14, 1)]),
        ("stages:", "uses: [annat.yaml]\nstages:", [("ES344", 14, 1)]),
        ("esthersim: 1\n", "", [("ES345", 1, 1)]),
        ("language: sv\n", "", [("ES345", 1, 1)]),
        ("esthersim: 1\n", "esthersim: 2\n", [("ES345", 1, 1)]),
        ("variables: {regn: true}", "variables: {regn: true}\nvariables: {}", [("ES166", 12, 1)]),
    ],
)
def test_a_problem_is_told_where_it_stands(
    folder: Path, old: str, new: str, expected: list[tuple[str, int, int]]
) -> None:
    """With the used file's name, line and column, and its line beside; one mistake is one problem."""
    assert TOWN.count(old) == 1
    put(folder, "shared/staden.yaml", TOWN.replace(old, new))
    assert told(folder) == [(code, str(Path("shared/staden.yaml")), line, column) for code, line, column in expected]
    [problem] = load_scenario(folder / "kort.yaml").problems
    assert problem.source_line == (folder / "shared/staden.yaml").read_text("utf-8").split("\n")[problem.line - 1]


def test_a_problem_of_the_scenario_stays_in_its_file(folder: Path) -> None:
    """Also where the id that it names could have come from the other."""
    write(folder, {"uses": ["shared/staden.yaml"], "organisations": None, "events": {"hemma": {"stage": "hema"}}})
    [(_code, file, line, _column)] = told(folder)
    assert file == "kort.yaml"
    assert '"hema"' in (folder / "kort.yaml").read_text(encoding="utf-8").splitlines()[line - 1]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../staden.yaml", "ES340"),
        ("shared/../../staden.yaml", "ES340"),
        ("/etc/hostname", "ES340"),
        ("C:\\staden.yaml", "ES340"),
        ("..\\staden.yaml", "ES340"),
        ("ut/staden.yaml", "ES340"),
        ("shared/stade.yaml", "ES341"),
        ("x" * 5000, "ES341"),
        ("shared", "ES342"),
        ("stor.yaml", "ES342"),
        ("bild.yaml", "ES342"),
        ("engelska.yaml", "ES343"),
    ],
)
def test_a_path_that_cannot_be_used_is_one_problem(folder: Path, tmp_path_factory: Any, name: str, code: str) -> None:
    """At the path under `uses`, and nothing in its wake: not there, outside, no text, too large, another language."""
    outside = tmp_path_factory.mktemp("outside")
    put(outside, "staden.yaml", TOWN)
    (folder / "ut").symlink_to(outside)
    put(folder, "stor.yaml", b"#" * 2_000_001)
    put(folder, "bild.yaml", b"\x89PNG\0\0")
    put(folder, "engelska.yaml", TOWN.replace("language: sv", "language: en"))
    write(folder, {"uses": [name], "organisations": None})
    [(found, file, line, _column)] = told(folder)
    assert (found, file) == (code, "kort.yaml")
    assert name[:70].replace("\\", "\\\\") in (folder / "kort.yaml").read_text("utf-8").splitlines()[line - 1]
    assert load_scenario(folder / "kort.yaml").scenario is None


def test_bytes_that_are_no_text_are_told_in_their_file(folder: Path) -> None:
    """At the line of the first of them."""
    put(folder, "shared/staden.yaml", TOWN.encode("latin-1"))
    assert told(folder) == [("ES162", str(Path("shared/staden.yaml")), 8, 29)]


def test_a_list_is_no_file_of_parts(folder: Path) -> None:
    """What is YAML, but of another kind, is told to lack its beginning."""
    put(folder, "shared/staden.yaml", "- ett\n- två\n")
    assert [each[0] for each in told(folder)] == ["ES345"]


def test_the_same_language_may_be_said_more_exactly(folder: Path) -> None:
    """Swedish in Sweden is Swedish."""
    put(folder, "shared/staden.yaml", TOWN.replace("language: sv", "language: sv-SE"))
    assert told(folder) == []


def test_a_file_of_parts_says_what_it_is(folder: Path) -> None:
    """Checked by itself it is no broken scenario; its parts are checked as far as that goes."""
    file = folder / "shared" / "staden.yaml"
    loaded = load_scenario(file)
    assert [(each.code, each.severity) for each in loaded.problems] == [("ES346", "note")]
    with pytest.raises(ScenarioError) as caught:
        scenario_or_error(loaded)
    assert "staden.yaml:1:1: " in caught.value.line
    put(folder, "shared/staden.yaml", TOWN.replace("brief: Du bor intill.", "breif: X"))
    assert [each.code for each in load_scenario(file).problems] == ["ES346", "ES140"]
    put(folder, "shared/staden.yaml", TOWN.replace("facts:", "fakta:"))
    assert [each.code for each in load_scenario(file).problems] == ["ES346", "ES344"]
    put(folder, "shared/staden.yaml", TOWN.replace("language: sv\n", ""))
    assert [each.code for each in load_scenario(file).problems] == ["ES345", "ES346"]


def test_a_file_of_parts_is_known_by_its_keys() -> None:
    """A scenario is none, whatever it lacks; nor is what has no parts."""
    assert looks_shared(TOWN)
    assert looks_shared("# Staden\n" + TOWN.replace("facts:", "fakta:"))
    for text in (base_scenario(), "esthersim: 1\nlanguage: sv\n", "roles: {}\nid: x\nesthersim: 1\n", "", "title: [\n"):
        assert not looks_shared(text)


ENGLISH = 'msgid ""\nmsgstr "Language: en\\n"\n\nmsgctxt "{}"\nmsgid "{}"\nmsgstr "{}"\n'


def test_it_is_translated_by_its_own_file(folder: Path) -> None:
    """Beside the scenario's translations, or beside itself; what lacks one stays as it is, and that is told."""
    put(folder, "locale/en/kort.po", ENGLISH.format("title", "Ett kort fall", "A case"))
    assert told(folder, "en")[0][:2] == ("ES347", "kort.yaml")
    for place in ("shared/locale/en/staden.po", "locale/en/staden.po"):
        put(folder, place, ENGLISH.format("roles.granne.title", "Granne", f"Neighbour of {place[:6]}"))
        loaded = load_scenario(folder / "kort.yaml", "en")
        scenario = scenario_or_error(loaded)
        assert (scenario.title, scenario.roles["granne"].title) == ("A case", f"Neighbour of {place[:6]}")
        assert scenario.stages["hemma"].title == "Hemma"
        incomplete = [Path(each.file).name for each in loaded.problems if each.code == "ES135"]
        assert sorted(incomplete) == ["kort.po", "staden.po"]
    assert scenario_or_error(load_scenario(folder / "kort.yaml")).roles["granne"].title == "Granne"


def test_a_run_reads_what_it_carries(folder: Path) -> None:
    """From texts alone, by their paths, in both languages; without them there is no such file."""
    text = (folder / "kort.yaml").read_text(encoding="utf-8")
    carried = {
        "shared/staden.yaml": TOWN.replace("Hemma", "Hos henne"),
        "locale/en/staden.po": ENGLISH.format("stages.hemma.title", "Hos henne", "At hers"),
    }
    assert scenario_or_error(read_scenario(text, "kort.yaml", uses=carried)).stages["hemma"].title == "Hos henne"
    po = ENGLISH.format("title", "Ett kort fall", "A case")
    assert scenario_or_error(read_scenario(text, "kort.yaml", po, uses=carried)).stages["hemma"].title == "At hers"
    assert [each.code for each in read_scenario(text, "kort.yaml").problems] == ["ES341"]


def test_texts_are_not_changed_by_what_is_used(folder: Path) -> None:
    """A scenario that uses nothing is what it was."""
    write(folder, {"uses": []})
    plain = scenario_or_error(load_scenario(folder / "kort.yaml"))
    assert list(plain.roles) == ["esther", "skoterska", "lakare"]
    assert usual(plain.events["hemma"].text) == "Esther sitter på sängen."
