"""Mermaid and DOT: every line keeps to the grammar, whatever the titles, and the texts come back as they were."""

from __future__ import annotations

import html
import re
import shutil
import subprocess

import pytest
from hypothesis import given

from esthersim.cleaning import clean_line
from esthersim.maps.dot import digraph, lanes_digraph, quoted
from esthersim.maps.events import NOT_STARTED, Stop, Way
from esthersim.maps.heads import heads
from esthersim.maps.mermaid import escaped, flowchart, sequence
from esthersim.maps.swimlane import swimlane
from esthersim.scenario.graph import edges
from esthersim.scenario.model import Scenario
from support.examples import examples
from support.graphs import raw_branching, raw_event, raw_scenario
from support.lanes import HOSTILE, peopled, titles
from support.small_journey import small_journey

TEXT = r"(?:[^\x00-\x7f]|[A-Za-z0-9 ,]|#\d+;|<br/>)*"
"""What may stand in a text of Mermaid's: no ASCII sign but as an entity, and our own line breaks."""
OPENING, CLOSING = r"(?:\(\[|\[\[|\(|\{)", r"(?:\]\)|\]\]|\)|\})"
FLOWCHART = re.compile(
    rf'  e\d+{OPENING}"{TEXT}"{CLOSING}'
    rf'|  e\d+ (?:-->|==>|-\.->)(?:\|"{TEXT}"\|)? e\d+'
    r"|  classDef visited stroke-width:4px|  class e\d+(?:,e\d+)* visited"
)
SEQUENCE = re.compile(rf"  participant r\d+ as {TEXT}|  Note over r\d+(?:,r\d+)?: {TEXT}|  r\d+->>r\d+: {TEXT}")
STRING = r'"(?:[^"\\]|\\.)*"'
DOT = re.compile(
    rf"  (?:graph|node|edge|[er]\d+(?:r\d+)?(?: -> e\d+(?:r\d+)?)?) \[(?:\w+=(?:{STRING}|[\w.]+)(?:, )?)+\];"
)


def entities(text: str) -> str:
    """Read Mermaid's entities back."""
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text)


@given(peopled(hostile=True))
def test_a_flowchart_keeps_to_the_grammar(scenario: Scenario) -> None:
    """Each line is a node, an edge or a class, and no title adds a line or ends its own."""
    first, *lines = flowchart(scenario, Way.of((Stop("e0"),), over=False)).splitlines()

    assert first == "flowchart TD"
    assert not [line for line in lines if not FLOWCHART.fullmatch(line)]
    assert len([line for line in lines if re.match(r"  e\d+[({\[]", line)]) == len(scenario.events)
    assert len([line for line in lines if re.match(r"  e\d+ ", line)]) == len(edges(scenario))


@given(peopled(hostile=True))
def test_a_sequence_keeps_to_the_grammar(scenario: Scenario) -> None:
    """Each line is a role, an event or a handover, and each is there."""
    lanes = swimlane(scenario)
    first, *lines = sequence(scenario, lanes).splitlines()
    arrows = sum(len(column.arrow.targets) for column in lanes.columns if column.arrow)

    assert first == "sequenceDiagram"
    assert not [line for line in lines if not SEQUENCE.fullmatch(line)]
    assert len(lines) == len(scenario.roles) + len(scenario.events) + arrows


@given(peopled(hostile=True))
def test_dot_keeps_to_the_grammar(scenario: Scenario) -> None:
    """Each line is one statement with quoted texts, in a graph that is opened once and closed once."""
    for source in (digraph(scenario), lanes_digraph(scenario, swimlane(scenario))):
        first, *lines, last = source.splitlines()

        assert (first, last) == ('digraph "prov" {', "}")
        assert not [line for line in lines if not DOT.fullmatch(line)]


@given(titles)
def test_a_text_for_mermaid_comes_back(text: str) -> None:
    """What Mermaid reads is what was written, but for joiners that nobody sees and the fl of its own entities."""
    read = entities(escaped(text)).replace("\u200c", "")

    bare = clean_line(text.translate({0xFFFE: None, 0xFFFF: None, 0xFB02: "fl"}))
    assert read == bare.replace("\u200c", "")


@given(titles)
def test_a_text_for_dot_comes_back(text: str) -> None:
    """Read as Graphviz reads it, escapes first and entities then, a text is what it was."""
    read = html.unescape(re.sub(r"\\(.)", r"\1", quoted(text)[1:-1]))

    assert read == clean_line(text.translate({0xFFFE: None, 0xFFFF: None}))


def test_kinds_have_a_shape_and_a_word() -> None:
    """In the text of either tool a decision, a handover and an ending differ from an event twice over."""
    chart, graph = flowchart(small_journey()), digraph(small_journey())

    for line in (
        'e1{"Breakfast at Esther#39;s<br/>decision, timer 4 min"}',
        'e2[["The call<br/>handover, timer 90 s"]]',
        'e3("Weighed again")',
        'e4(["A calm weekend<br/>ending"])',
        'e1 -->|"Wait until Monday"| e5',
        'e1 -.->|"when the timer runs out#44; 4 min"| e5'.replace("#44;", ","),
    ):
        assert f"  {line}\n" in chart
    for line in (
        r'e1 [label="Breakfast at Esther\'s\ndecision, timer 4 min", shape=diamond];'.replace("\\'", "'"),
        'e3 [label="Weighed again", shape=box, style=rounded];',
        r'e1 -> e5 [label="when the timer runs out,\n4 min", style=dashed];',
    ):
        assert f"  {line}\n" in graph


def test_a_way_of_an_option_is_labelled_with_the_option_and_its_condition() -> None:
    """In parentheses when it is on offer, after a colon when it leads there; the last is what happens otherwise."""
    home = raw_branching("home", {"when": "nurse knows fall"}, ("trust > 2", "far"), last="end")
    scenario = Scenario.model_validate(
        raw_scenario(
            {"home": home, "far": raw_event("far"), "end": raw_event("end")},
            facts={"fall": {"text": "Föll i natt"}},
            variables={"trust": 3},
        )
    )
    chart = entities(flowchart(scenario))
    assert '|"Ring jouren (if Sjuksköterska knows “Föll i natt”): if “trust” is more than 2"| e2' in chart
    assert '|"Ring jouren (if Sjuksköterska knows “Föll i natt”): otherwise"| e3' in chart
    assert '|"Till end"| e3' in chart
    graph = digraph(scenario).replace(r"\n", " ")
    assert 'label="Ring jouren (if Sjuksköterska knows “Föll i natt”): if “trust” is more than 2"' in graph
    told = [head.onward for head in heads(swimlane(scenario), scenario, NOT_STARTED)]
    assert any("Ring jouren (if Sjuksköterska knows “Föll i natt”): otherwise" in way for ways in told for way in ways)


def test_the_option_that_was_taken_is_told_from_the_others() -> None:
    """Of three ways between the same two events only the one that the run took is thick."""
    scenario = small_journey()
    waited = next(edge for edge in edges(scenario) if edge.label == "wait")
    way = Way.of((Stop("breakfast", by=waited), Stop("too-late")), over=True)

    assert [line for line in flowchart(scenario, way).splitlines() if "==>" in line] == [
        '  e1 ==>|"Wait until Monday"| e5'
    ]
    assert [line for line in digraph(scenario, way).splitlines() if "->" in line and "penwidth" in line] == [
        '  e1 -> e5 [label="Wait until Monday", penwidth=3];'
    ]
    assert '"2. Sunday night' in digraph(scenario, way)


def _dot(source: str) -> str:
    found = shutil.which("dot")
    if found is None:
        pytest.skip("Graphviz is not installed")
    return subprocess.run([found, "-Tsvg"], input=source, capture_output=True, text=True, check=True).stdout


def test_graphviz_draws_what_is_written() -> None:
    """The real tool accepts either graph, hostile titles and all, and shows the text."""
    for text in HOSTILE:
        scenario = small_journey(calm={"title": text})
        for source in (digraph(scenario), lanes_digraph(scenario, swimlane(scenario))):
            drawn = _dot(source)
            assert "<script" not in drawn
            assert drawn.count('class="node"') >= len(scenario.events)


@examples(1 / 12)
@given(peopled(hostile=True))
def test_graphviz_accepts_any_scenario(scenario: Scenario) -> None:
    """No title ends a graph, whatever it holds."""
    assert "</svg>" in _dot(digraph(scenario))
    assert "</svg>" in _dot(lanes_digraph(scenario, swimlane(scenario)))
