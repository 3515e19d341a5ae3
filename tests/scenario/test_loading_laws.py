"""Loading never raises, whatever the text is, and what it says about a text always holds together."""

from __future__ import annotations

import contextlib
import re
import sys

from hypothesis import given
from hypothesis import strategies as st

from esthersim.authored.po import PoError, parse_po
from esthersim.authored.problems import base_scenario
from esthersim.cleaning import clean_line
from esthersim.scenario.loading import Loaded, read_scenario
from support.examples import examples

BASE = base_scenario()
_SIGNS = ("\n", "\n  ", "\t", ": ", "- ", "'", '"', "|", "&a ", "*a", "#")
WORDS = [*sorted(set(re.findall(r"[\w-]+|[^\w\s]", BASE))), *_SIGNS]
SNIPPETS = st.one_of(st.sampled_from(WORDS), st.text(max_size=6))
SCALARS = st.one_of(st.none(), st.booleans(), st.integers(), st.sampled_from(WORDS), st.text(max_size=8))
KEYS = st.sampled_from([word for word in WORDS if word.isidentifier()] + ["x y", "", "1"])
TREES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=25
)


@st.composite
def mutations(draw: st.DrawFn) -> str:
    """Cut pieces out of the base scenario, put others in."""
    text = BASE
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(text)))
        end = min(len(text), start + draw(st.integers(0, 30)))
        text = text[:start] + draw(SNIPPETS) + text[end:]
    return text


@st.composite
def transplants(draw: st.DrawFn) -> str:
    """Put a value of any shape somewhere into the base scenario."""
    import json

    from support.problem_examples import base_tree

    tree = base_tree()
    place = tree
    for _ in range(draw(st.integers(0, 5))):
        inner = [each for each in place.values() if isinstance(each, dict) and each]
        if not inner:
            break
        place = draw(st.sampled_from(inner))
    place[draw(st.sampled_from([*place, "next", "timer", "handover", "decision", "when"]))] = draw(TREES)
    return json.dumps(tree, ensure_ascii=False, indent=draw(st.sampled_from([None, 1])))


def holds_together(loaded: Loaded) -> None:
    """Assert that there is a scenario or an error; places inside the text; messages in which every gap is filled."""
    errors = [problem for problem in loaded.problems if problem.severity == "error"]
    assert (loaded.scenario is None) == bool(errors)
    lines = re.split("\r\n|\r|\n", loaded.text)
    for problem in loaded.problems:
        assert 0 <= problem.line <= len(lines) + 1
        assert "{" not in re.sub("'[^']*'", "", problem.message) or "{" in loaded.text
        assert "\n" not in problem.message + problem.source_line
        assert clean_line(problem.message) == problem.message.rstrip()
        assert problem.help


@given(st.one_of(mutations(), transplants()))
@examples(2.5)
def test_a_mutated_scenario_never_raises(text: str) -> None:
    """One typing error or ten: there is an answer."""
    holds_together(read_scenario(text, "kort.yaml"))


@given(st.one_of(st.text(max_size=60), st.lists(SNIPPETS, max_size=30).map("".join)))
@examples(2.5)
def test_any_text_never_raises(text: str) -> None:
    """Text of any kind, half of it with the signs that YAML knows."""
    holds_together(read_scenario(text, "kort.yaml"))


@given(
    st.lists(
        st.sampled_from(['msgctxt "title"\n', 'msgid "a"\n', 'msgstr "b"\n', '"c\\n"\n', "#, fuzzy\n", "x\n", "\n"])
    )
)
@examples(2.5)
def test_any_translation_is_read_or_broken(lines: list[str]) -> None:
    """A .po file gives entries or the line where it breaks, and a scenario is loaded either way."""
    text = "".join(lines)
    with contextlib.suppress(PoError):
        assert set(parse_po(text).messages) <= {"title"}
    assert read_scenario(BASE, "kort.yaml", text).scenario is not None


def test_loading_needs_no_heavy_library() -> None:
    """A scenario can be loaded before anything is drawn, laid out or stored."""
    import subprocess

    program = (
        "import sys; from pathlib import Path; from esthersim.scenario.loading import load_scenario; "
        "load_scenario(Path('missing.yaml')); "
        "heavy = {'networkx', 'textual', 'rich', 'sqlalchemy', 'babel', 'jinja2', 'click'} & set(sys.modules); "
        "sys.exit(f'{heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
