"""`esthersim explain`: one problem with its examples, the list of them, and the page of the documentation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from esthersim.authored.problems import Kind, base_scenario
from esthersim.authoring.examination import all_kinds, can_be_switched, rule_base, rule_kinds
from esthersim.authoring.examples import LONGEST_LINE, example_problem, example_yaml
from esthersim.authoring.explain import explain_command
from esthersim.authoring.rules_page import document
from esthersim.language import get_language, set_language
from esthersim.scenario.loading import read_scenario
from support.problem_examples import example_text, lay_over, plain_tree

PAGE = Path(__file__).parents[2] / "docs" / "rules.md"
WITH_EXAMPLES = [kind for kind in all_kinds().values() if kind.bad]


@pytest.fixture
def swedish() -> Iterator[None]:
    """Speak Swedish for the length of a test."""
    before = get_language()
    set_language("sv")
    yield
    set_language(before)


def explained(code: str | None, *, colour: bool = False) -> tuple[int, str, str]:
    """Run the command; return its exit code, what it wrote and what it complained of."""
    written: list[str] = []
    said: list[str] = []
    exit_code = explain_command(code, colour=colour, write=written.append, complain=said.append)
    return exit_code, "\n".join(written), "\n".join(said)


def test_explanation_has_all_that_helps() -> None:
    """Code and severity, the message as it reads, why, what to do, both examples, and the switch."""
    assert explained("ES210") == (
        0,
        """\
ES210 warning

role 'granne' has nothing to do

Why
Somebody comes, is seated with a role card, and waits the whole simulation for
a turn that never comes.

What to do
Let the role be 'present' at an event, decide, hand over or receive, or give
it an 'expect' or an inject; or remove it.

# wrong
roles:
  granne: {title: Granne, brief: Du hör allt genom väggen.}
events:
  hemma: {present: [esther, skoterska]}

# right
roles:
  granne: {title: Granne, brief: Du hör allt genom väggen.}
events:
  hemma: {present: [esther, skoterska, granne]}

To leave it out, write 'check: {ES210: off}' at the top level of the scenario.
Instead of off: note, warning or error.""",
        "",
    )


@pytest.mark.parametrize("code", ["ES104", "es104", "104", " Es104 "])
def test_code_may_be_written_carelessly(code: str) -> None:
    """Small letters and a missing ES are understood."""
    exit_code, written, _said = explained(code)
    assert exit_code == 0
    assert written.startswith("ES104 error\n")


def test_unknown_code() -> None:
    """It is used wrongly, and the message says what may have been meant."""
    exit_code, written, said = explained("ES21O")
    assert (exit_code, written) == (2, "")
    assert said.startswith("esthersim: no problem has the code 'ES21O'; did you mean 'ES")
    assert explained("frukost") == (2, "", "esthersim: no problem has the code 'frukost'")


@pytest.mark.parametrize("kind", all_kinds().values(), ids=lambda kind: kind.code)
def test_every_kind_is_explained(kind: Kind) -> None:
    """No gap is left open, and whether it can be switched is said."""
    _code, written, _said = explained(kind.code)
    prose = written.split("\n# ")[0]
    assert not any(gap in prose for gap in ("{where}", "{name}", "{hint}", "{{"))
    assert (f"check: {{{kind.code}: off}}" in written) == can_be_switched(kind.code)
    assert ("cannot be switched off" in written) != can_be_switched(kind.code)
    assert ("# wrong" in written) == ("# right" in written) == bool(kind.bad)


@pytest.mark.parametrize("kind", WITH_EXAMPLES, ids=lambda kind: kind.code)
def test_message_is_that_of_the_example(kind: Kind) -> None:
    """What is shown as the message is what the check says about the wrong example."""
    problem = example_problem(kind)
    assert problem is not None
    assert problem.code == kind.code


@pytest.mark.parametrize("kind", WITH_EXAMPLES, ids=lambda kind: kind.code)
def test_examples_are_yaml_to_copy(kind: Kind) -> None:
    """Laid over the base scenario they hold what the whole example holds; nothing is shown that is not in it."""
    if kind.whole:
        assert example_yaml(kind, kind.bad) == kind.bad
        return
    base = rule_base() if kind.code in rule_kinds() else base_scenario()
    for example in (kind.bad, kind.good):
        shown = example_yaml(kind, example)
        whole = plain_tree(example_text(kind, example, base))
        laid_over = lay_over(whole, plain_tree(shown))
        assert laid_over == whole or "…" in shown
        assert all(len(line) <= LONGEST_LINE for line in shown.splitlines()) or "…" in shown or "ask:" in shown


def test_wrong_and_right_differ() -> None:
    """The reader sees what was changed."""
    for kind in WITH_EXAMPLES:
        assert example_yaml(kind, kind.bad) != example_yaml(kind, kind.good), kind.code


def test_list_has_every_code_once() -> None:
    """Without a code: all of them, those of a file by itself first, errors before warnings before notes."""
    exit_code, written, said = explained(None)
    codes = [line.split()[0] for line in written.splitlines() if line.startswith("  ES")]
    assert (exit_code, said) == (0, "")
    assert sorted(codes) == list(all_kinds())
    of_files = [code for code in codes if not can_be_switched(code)]
    assert codes[: len(of_files)] == of_files
    grades = [all_kinds()[code].severity for code in of_files]
    assert grades == sorted(grades, key=["error", "warning", "note"].index)
    assert max(map(len, written.splitlines())) <= 80


def test_colours_only_where_asked_for() -> None:
    """Escape codes are for a terminal alone."""
    assert "\x1b" not in explained("ES210")[1] + explained(None)[1]
    assert explained("ES210", colour=True)[1].startswith("\x1b[1;33mES210 warning\x1b[0m")
    assert "\x1b[1;31merror" in explained(None, colour=True)[1]


@pytest.mark.usefixtures("swedish")
def test_explanation_in_swedish() -> None:
    """The interface's language is spoken; the examples are a scenario's own words."""
    _code, written, _said = explained("ES210")
    assert "# fel" in written
    assert "rollen 'granne'" in written
    assert "Somebody comes" not in written


@pytest.mark.skipif(not PAGE.exists(), reason="the documentation is not beside the tests")
def test_the_page_of_rules_is_up_to_date() -> None:
    """`docs/rules.md` says what the data says: write it anew with `python -m esthersim.authoring.rules_page`."""
    assert PAGE.read_text(encoding="utf-8") == document()


def test_switches_that_are_shown_work() -> None:
    """The page's own example is read without a problem."""
    example = document().split("```yaml\n")[1].split("```")[0]
    tree = lay_over(plain_tree(rule_base()), plain_tree(example))
    loaded = read_scenario(json.dumps(tree, ensure_ascii=False), "kort.yaml")
    assert loaded.problems == ()
