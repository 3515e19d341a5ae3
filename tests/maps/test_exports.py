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
from support.lanes import HOSTILE, peopled, shift, titles
from support.many_additions import many_additions
from support.small_journey import small_journey

WIDEST_NODE = 2.6
"""Inches of 26 letters at 11 points, and the margin of a node."""
TEXT = r"(?:[^\x00-\x7f]|[A-Za-z0-9 ,]|#\d+;|<br/>)*"
"""What may stand in a text of Mermaid's: no ASCII sign but as an entity, and our own line breaks."""
OPENING, CLOSING = r"(?:\(\[|\[\[|\(|\{)", r"(?:\]\)|\]\]|\)|\})"
FLOWCHART = re.compile(
    rf'  e\d+{OPENING}"{TEXT}"{CLOSING}'
    rf'|  e\d+ (?:-->|==>|-\.->)(?:\|"{TEXT}"\|)? e\d+'
    rf'|  i\d+>"{TEXT}"\]|  i\d+ -\.-> e\d+|  subgraph s\d+ \["{TEXT}"\]|  end'
    r"|  classDef visited stroke-width:4px|  class e\d+(?:,e\d+)* visited"
)
SEQUENCE = re.compile(rf"  participant r\d+ as {TEXT}|  Note over r\d+(?:,r\d+)?: {TEXT}|  r\d+->>r\d+: {TEXT}")
STRING = r'"(?:[^"\\]|\\.)*"'
DOT = re.compile(
    rf"  (?:graph|node|edge|[bei]\d+(?:r\d+)?(?: -> e\d+(?:r\d+)?)?) \[(?:\w+=(?:{STRING}|[\w.]+)(?:, )?)+\];"
    r"|  subgraph cluster_\d+ {|  }"
)


def entities(text: str) -> str:
    """Read Mermaid's entities back."""
    return re.sub(r"#(\d+);", lambda found: chr(int(found[1])), text)


@given(peopled(hostile=True))
def test_a_flowchart_keeps_to_the_grammar(scenario: Scenario) -> None:
    """Each line is a node, an edge, a class or the frame of a stage; no title adds a line or ends its own."""
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
    assert len([line for line in lines if line.startswith("  Note over")]) >= len(scenario.events)
    assert len([line for line in lines if "->>" in line]) == arrows


@given(peopled())
def test_a_note_covers_nobody_who_is_absent(scenario: Scenario) -> None:
    """The notes of an event cover the lanes of those who have a part in it, each once; all lanes if nobody is named."""
    lanes = swimlane(scenario)
    notes = re.findall(r"Note over r(\d+)(?:,r(\d+))?: (\d+)#46;", sequence(scenario, lanes))

    for number, column in enumerate(lanes.columns, 1):
        covered = [
            lane
            for first, last, event in notes
            if int(event) == number
            for lane in range(int(first), int(last or first) + 1)
        ]
        there = [lane for lane, part in enumerate(column.parts, 1) if part]
        assert covered == (there or [*range(1, len(lanes.lanes) + 1)])


@given(peopled(hostile=True))
def test_dot_keeps_to_the_grammar(scenario: Scenario) -> None:
    """Each line is one statement with quoted texts, in a graph that is opened once and closed once."""
    for source in (digraph(scenario), lanes_digraph(scenario, swimlane(scenario))):
        first, *lines, last = source.splitlines()

        assert (first, last) == ('digraph "prov" {', "}")
        assert not [line for line in lines if not DOT.fullmatch(line)]
        assert len([line for line in lines if line.endswith(" {")]) == lines.count("  }")


@pytest.mark.parametrize("events", [5, 9, 60, 61])
def test_dot_lanes_are_no_wider_than_a_screen_can_show(events: int) -> None:
    """Sixty events stand in bands below each other, none of them 3,000 pixels wide, and no two nodes in one place."""
    scenario = shift(events)
    places = re.findall(r'pos="([\d.]+),-?([\d.]+)!"', lanes_digraph(scenario, swimlane(scenario)))
    widest = max(float(x) for x, _y in places) + WIDEST_NODE

    assert widest * 96 < 3000
    assert len({*places}) == len(places)


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


def test_an_inject_is_a_node_with_where_it_leads() -> None:
    """One dashed line comes from it, and none from each event where it may come."""
    chart, graph = entities(flowchart(many_additions())), digraph(many_additions())

    assert '  i1>"The alarm<br/>3 min of room time' in chart
    assert "inject, from “A glimpse”" in chart
    assert [line for line in chart.splitlines() if line.startswith("  i") and "->" in line] == [
        "  i1 -.-> e3",
        "  i5 -.-> e4",
    ]
    assert r"inject, from anywhere" in graph
    assert "  i5 -> e4 [style=dashed];" in graph


def test_the_events_of_a_stage_stand_together() -> None:
    """Each stage has a frame with its title, and the events without one stand in none."""
    chart, graph = flowchart(many_additions()), digraph(many_additions())

    assert '  subgraph s1 ["The night"]\n  e1' in chart
    assert '  subgraph cluster_1 {\n  graph [label="The night", color=gray];\n  e1' in graph


def test_an_arrow_has_what_its_receiver_must_be_told() -> None:
    """Two receivers of one handover hear different things."""
    drawn = sequence(many_additions(), swimlane(many_additions()))

    assert "  r2->>r1: She fell\n" in drawn
    assert "  r2->>r4: The account is locked, She fell\n" in drawn
