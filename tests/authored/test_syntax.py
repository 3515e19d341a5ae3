"""What is no YAML is told in a trainer's words, at the place where the mistake is."""

from __future__ import annotations

import pytest

from esthersim.scenario.loading import read_scenario

CASES = {
    "tab as indentation": ("time:\n\tsimulation: 5 min\n", "ES164", 2, 1),
    "tab after spaces": ("time:\n  simulation: 5 min\n \tdebriefing: 5 min\n", "ES164", 3, 2),
    "colon in a text": ("needs: Hon sa: vänta\n", "ES165", 1, 14),
    "colon in a deeper text": ("roles:\n  esther:\n    brief: Minns detta: ring\n    title: E\n", "ES165", 3, 23),
    "colon in a text in braces": ("roles: {esther: {brief: Minns: ring}}\n", "ES165", 1, 30),
    "space missing after a colon": ("title:Hej\nstory: x\n", "ES138", 1, 6),
    "space missing in the middle": ("title: Hej\nstory:x\nneeds: x\n", "ES138", 2, 6),
    "key without a colon": ("title: Hej\nstory\nneeds: x\n", "ES139", 2, 1),
    "text that goes on too far out": ("title: Hej\nstory: En lång\ntext\nneeds: x\n", "ES139", 3, 1),
    "indented further than its key": ("title: Hej\n  story: x\n", "ES167", 2, 3),
    "further out than its neighbours": ("time:\n   simulation: 5 min\n  debriefing: 5 min\n", "ES167", 3, 3),
    "key in a list": ("sources:\n  - en\n  title: x\n", "ES167", 3, 3),
    "unclosed quotation mark": ('title: "Hej\nstory: x\n', "ES168", 1, 8),
    "apostrophe in quotation marks": ("title: 'Esther's hem'\n", "ES168", 1, 16),
    "text after a quotation mark": ('title: "Esther" hemma\n', "ES168", 1, 17),
    "bracket not closed": ("sources: [en, två\ntitle: x\n", "ES179", 2, 6),
    "brace not closed": ("time: {simulation: 5 min\ntitle: x\n", "ES179", 2, 6),
    "comma missing": ('a: {b: "x" c: 1}\n', "ES179", 1, 12),
    "nothing between commas": ("sources: [en,, två]\n", "ES179", 1, 14),
    "value in a text in braces": ("a: {text: Vikten är {vikt}, place: x}\n", "ES348", 1, 21),
    "bracket in a text in a list": ("a: [Vikten [kg], b]\n", "ES348", 1, 12),
    "text that begins with a value in braces": ("a: {text: {vikt} är vikten}\n", "ES348", 1, 18),
    "text that begins with brackets": ("title: [suckar] Jaha\n", "ES348", 1, 17),
    "comma missing before a mapping": ("a: {b: x {c: d}}\n", "ES179", 1, 10),
    "comma missing after a mapping": ("a: {b: {c: d} e: f}\n", "ES179", 1, 15),
    "comma missing after a list": ("a: {b: [c] d: 1}\n", "ES179", 1, 12),
    "bracket too many": ("a: {b: c}}\n", "ES177", 1, 10),
    "text that begins with an at": ("title: @hemma\n", "ES159", 1, 8),
    "text that begins with a percent sign": ("title: %hemma\n", "ES159", 1, 8),
    "text that begins with a star": ("title: *viktigt* Hej\n", "ES178", 1, 8),
    "text that is an unknown alias": ("title: *viktigt\n", "ES178", 1, 8),
    "text that begins with an and": ("title: & hon\n", "ES178", 1, 8),
    "text that begins with an exclamation mark": ("title: !viktigt Hej\n", "ES175", 1, 8),
    "text beside a bar": ("story: | Esther\n  x\n", "ES137", 1, 10),
    "backslash in quotation marks": ('title: "C:\\skola"\n', "ES129", 1, 12),
    "two documents": ("title: Ett\n---\ntitle: Två\n", "ES169", 2, 1),
    "template braces": ("title: {{namn}}\n", "ES176", 1, 9),
    "empty key": (": x\n", "ES176", 1, 1),
    "merge key": ("a: &a {b: c}\nd:\n  <<: *a\n", "ES171", 3, 3),
    "alias of itself": ("a: &a [*a]\n", "ES178", 1, 8),
    "nothing at all": ("", "ES174", 1, 1),
    "a comment alone": ("# bara en kommentar\n", "ES174", 1, 1),
    "a text": ("Esther är 81 år.\n", "ES174", 1, 1),
    "a list": ("- ett\n- två\n", "ES174", 1, 1),
    "control character": ("title: Hej\n story: \x07\n", "ES163", 2, 9),
    "escaped NUL": ('title: "a\\0b"\n', "ES163", 1, 8),
    "escaped half character": ('title: "a\\ud800b"\n', "ES163", 1, 8),
}


@pytest.mark.parametrize("case", CASES)
def test_mistake_is_named_where_it_is(case: str) -> None:
    """One problem, of the kind that says what to do, with line and column."""
    text, code, line, column = CASES[case]
    found = read_scenario(text, "fall")
    assert [(problem.code, problem.line, problem.column) for problem in found.problems] == [(code, line, column)]
    assert found.scenario is None


def test_every_repeated_key_is_told_with_both_lines() -> None:
    """A second key is no silent replacement; both places are named."""
    found = read_scenario("title: Ett\nroles:\n  esther: {title: a}\n  esther: {title: b}\ntitle: Två\n", "fall")
    repeated = [problem for problem in found.problems if problem.code == "ES166"]
    assert [(problem.line, problem.column) for problem in repeated] == [(4, 3), (5, 1)]
    assert "line 3" in repeated[0].message
    assert "line 1" in repeated[1].message


@pytest.mark.parametrize("text", ["\ufefftitle: Hej\n", "---\ntitle: Hej\n", "%YAML 1.2\n---\ntitle: Hej\n...\n"])
def test_what_editors_put_round_a_document_is_fine(text: str) -> None:
    """A byte-order mark, a version and document marks are no mistakes."""
    assert {problem.code for problem in read_scenario(text, "fall").problems} == {"ES141"}


def test_source_line_stands_beside_the_message() -> None:
    """The line is shown as it was written, safe for a terminal."""
    problem = read_scenario("needs: Hon sa: \u202evänta\n", "fall").problems[0]
    assert problem.source_line == "needs: Hon sa:  vänta"
