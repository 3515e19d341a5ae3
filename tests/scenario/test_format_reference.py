"""Every example of docs/format.md is right, and the page names every key of the format."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from esthersim.authored.durations import parse_duration
from esthersim.authoring.rule_runner import examine
from esthersim.scenario.formats import format_ids
from esthersim.scenario.key_paths import keys_of
from esthersim.scenario.loading import read_scenario, scenario_or_error
from esthersim.scenario.part import Part
from esthersim.scenario.rule_packs import read_pack, rule_pack_ids
from esthersim.scenario.shipped_ids import behaviour_ids
from esthersim.scenario.wordings import usual
from support.problem_examples import lay_over

FILE = Path(__file__).parents[2] / "docs" / "format.md"
if not FILE.exists():
    pytest.skip("the documentation is not beside the tests", allow_module_level=True)
PAGE = FILE.read_text(encoding="utf-8")
SHARED, PACK = re.findall(r"^```yml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
WHOLE, *PIECES = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def test_whole_example_loads_without_a_problem() -> None:
    """A trainer can begin with a copy of it: it keeps to every rule, too, but for what has to come with use."""
    loaded = read_scenario(WHOLE, "viktlarm.yaml")
    assert loaded.problems == ()
    assert [(each.code, each.severity) for each in examine(loaded)] == [("ES323", "note"), ("ES315", "note")]


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: piece.split(":")[0])
def test_piece_loads_without_a_problem(piece: str) -> None:
    """Each shorter example fits into the whole one."""
    yaml = YAML(typ="base", pure=True)
    tree = lay_over(yaml.load(WHOLE), yaml.load(piece))
    text = re.sub(r'"(-?\d+(?:\.\d+)?|true|false)"', r"\1", json.dumps(tree, ensure_ascii=False, indent=1))
    assert read_scenario(text, "viktlarm.yaml").problems == ()


def test_rule_pack_of_the_page_is_one() -> None:
    """A workplace can begin with a copy of it, and refer to its rule."""
    pack = read_pack(PACK).in_language("en")
    whole = WHOLE.replace("within: 30 min, text: Vården vet inom en halvtimme}", "rule: avtalet/kallelse}")
    scenario = scenario_or_error(read_scenario(whole, "viktlarm.yaml", None, {pack.id: PACK}))
    assert scenario.deadlines["kontakt"].within == pack.rules[0].within == parse_duration("2 days")


def test_file_of_parts_of_the_page_is_one() -> None:
    """The whole example can use it as it stands."""
    whole = f"{WHOLE}uses: [shared/staden.yaml]\n"
    loaded = read_scenario(whole, "viktlarm.yaml", uses={"shared/staden.yaml": SHARED})
    assert loaded.problems == ()
    assert scenario_or_error(loaded).roles["grannen"].organisation == "kommunen"


def test_translation_example_fits() -> None:
    """The entry of a .po file has the key path and the text of the whole example."""
    [entry] = re.findall(r"^```po\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    scenario = scenario_or_error(read_scenario(WHOLE, "viktlarm.yaml", entry))
    decision = scenario.events["frukost"].decision
    assert decision is not None
    assert usual(decision.options["ring"].text) == "Call the heart failure clinic"


def test_durations_of_the_page_are_durations() -> None:
    """What the page says can be written is understood."""
    section = PAGE.split("## Durations")[1].split("##")[0]
    examples = re.findall(r"`([^`]+)`", section)
    assert len(examples) > 20
    assert all(parse_duration(example) for example in examples)


def test_page_names_every_key() -> None:
    """No key, handover format, behaviour or rule pack is left unsaid."""
    keys = {key for part in Part.__subclasses__() for key in keys_of(part)}
    words = set(re.findall(r"[\w-]+", PAGE))
    assert keys | format_ids() | behaviour_ids() | set(rule_pack_ids()) <= words
