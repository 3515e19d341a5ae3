"""Laws of new scenarios: whatever people answer, the file loads without a problem and holds just what they said."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from esthersim.authored.conditions import RESERVED
from esthersim.authored.scalars import ID_PATTERN
from esthersim.authored.yaml_parser import read_yaml
from esthersim.authoring.new import Answers, cleaned, folded, new_scenario, scalar, slug
from esthersim.authoring.placeholders import LANGUAGES
from esthersim.play.plays import run_play
from esthersim.scenario.loading import read_scenario, scenario_or_error
from support.examples import examples

NASTY = (
    "null", "~", "true", "no", "1177", "3.0", "0x1F", "2027-03-08 08:00", "- a", "a: b", "a #b", "#a", "'", '"', "''",
    '"a" b', "[a", "{a}", "*a", "&a", "!a", "%a", "@a", "`a", "|", ">-", "?", "? a", ":", "a:", "---", "...", "<<", "=",
    "{{ id }}", "{% raw %}", "{# a #}", "{facts}", "\\", "\\x", "\x1b[31ma", "a\u2028b", "a\x85b", "\ufeffa", "\ufffea",
    "\ud800a", "\uf8f3?", "å", "e\u0301", "日本", "😀", "\u202eabc", "Esther", "esther", "at", "and", "team", "knows",
    "a" * 300, "a\tb", "a\nb", "😀" * 40,
)  # fmt: skip
texts = (
    st.text(max_size=60) | st.sampled_from(NASTY) | st.tuples(st.sampled_from(NASTY), st.text(max_size=5)).map("".join)
)
lists = st.lists(texts, max_size=4).map(tuple)
answers = st.builds(
    Answers, title=texts, organisations=lists, roles=lists, objectives=st.lists(texts, max_size=3).map(tuple),
    events=lists, facts=lists, patient=texts,
)  # fmt: skip


@given(answers, st.sampled_from(LANGUAGES))
@example(
    Answers(
        title="null", roles=NASTY, events=NASTY, organisations=NASTY, facts=("{facts}", "{fact}"), patient="{facts}"
    ),
    "sv",
)
@example(Answers(title="1177", objectives=("- a", "a: b", "#"), facts=("\\",)), "en")
@examples(2 / 3)
def test_what_people_say_comes_back(said: Answers, language: str) -> None:
    """The file loads without error, warning or note, and every answer stands in it as it was given, cleaned."""
    loaded = read_scenario(new_scenario("ny", said, language), "ny.yaml")
    assert [problem.message for problem in loaded.problems] == []
    scenario, kept = scenario_or_error(loaded), cleaned(said)
    assert scenario.title == kept.title or not kept.title
    assert [fact.text for fact in scenario.facts.values()][: len(kept.facts)] == [*kept.facts]
    assert scenario.roles[scenario.patients[0]].title == (kept.patient or "Esther")
    assert [each.name for each in scenario.organisations.values()][: len(kept.organisations)] == [*kept.organisations]
    assert [role.title for role in scenario.roles.values()][1 : len(kept.roles) + 1] == [*kept.roles]
    assert [*scenario.objectives.values()][: len(kept.objectives)] == [*kept.objectives]
    assert [event.title for event in scenario.events.values()][: len(kept.events)] == [*kept.events]


@given(answers, st.sampled_from(LANGUAGES))
@examples(1 / 4)
def test_it_plays_as_it_says(said: Answers, language: str) -> None:
    """Each of the plays in the file comes where it says, and together they come to both endings."""
    scenario = scenario_or_error(read_scenario(new_scenario("ny", said, language), "ny.yaml"))
    results = [run_play(scenario, play) for play in scenario.plays.values()]
    assert [result.failure for result in results] == [None] * len(results)
    endings = {key for key, event in scenario.events.items() if event.ending}
    assert {result.state.here.event for result in results} == endings
    assert len(endings) == 2


@given(st.text())
@example("\U0001d468")
def test_an_id_can_be_made_of_any_text(text: str) -> None:
    """It is one by the format's rule, it means nothing else in a condition, and it is short enough to be read."""
    made = slug(text, "role")
    assert re.fullmatch(ID_PATTERN, made)
    assert made not in RESERVED | {"team", "all", "none", "null"}
    assert not made.isnumeric()
    assert len(made) <= 40
    assert slug(made, "role") == made or made.startswith("role-")


@given(
    st.text(st.characters(exclude_categories=["C", "Z"]))
    | st.sampled_from([each for each in NASTY if each.isprintable()])
)
def test_a_scalar_is_read_as_it_was_written(text: str) -> None:
    """Whatever it begins with, and whatever YAML would otherwise take it for."""
    assert read_yaml(f"a: {scalar(text)}\n").root == {"a": text}
    assert read_yaml(f"a:\n  - {scalar(text)}\n").root == {"a": [text]}


@given(
    st.lists(st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=200), min_size=1, max_size=60)
)
def test_folded_text_is_one_line_again(words: list[str]) -> None:
    """However long it is, reading joins its lines to what was written."""
    text = " ".join(words)
    assert read_yaml(f"a: >-\n  {folded(text, 2)}\n").root["a"] == text
