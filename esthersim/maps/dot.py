r"""The map as text for Graphviz: the events and the ways between them, or the roles' lanes and the handovers.

Source: "The DOT Language" and "escString" of Graphviz. People's text stands in quotation marks; a backslash, a
quotation mark and the ampersand of an entity are written so that they mean themselves. No label is HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from esthersim.cells import folded
from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.maps.events import NOT_STARTED, Kind, MapEvent, Way, map_events
from esthersim.maps.heads import heads
from esthersim.maps.phrases import edge_words
from esthersim.maps.swimlane import Part, Swimlane
from esthersim.scenario.graph import edges
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import role_title

NODE_COLUMNS, EDGE_COLUMNS, LANE_COLUMNS = 26, 24, 18
_SHAPES: Mapping[Kind, str] = {
    "event": "box, style=rounded",
    "decision": "diamond",
    "handover": "parallelogram",
    "ending": "box, peripheries=2",
}
_PARTS: Mapping[Part, str] = {"present": "ellipse", "decides": "diamond", "gives": "box", "receives": "ellipse"}
_NOT_IN_XML = {0xFFFE: None, 0xFFFF: None}


def quoted(*lines: str) -> str:
    """Return lines of a text from the scenario as one quoted string, centred below each other."""
    safe = (_safe(line) for line in lines)
    return '"' + r"\n".join(line for line in safe if line) + '"'


def digraph(scenario: Scenario, way: Way = NOT_STARTED) -> str:
    """Return the events and the ways between them; a way that a run took is thick, and its events are numbered."""
    ids = {event: f"e{index}" for index, event in enumerate(scenario.events, 1)}
    lines = [
        f"digraph {quoted(scenario.id)} {{",
        f"  graph [label={quoted(scenario.title)}, labelloc=t, rankdir=TB];",
        '  node [fontname="Helvetica", fontsize=11];',
        '  edge [fontname="Helvetica", fontsize=9];',
    ]
    for key, event in map_events(scenario).items():
        lines.append(f"  {ids[key]} [{', '.join(_node(key, event, way))}];")
    for edge in edges(scenario):
        if edge.target in ids:
            look = [f"label={quoted(*folded(clean_line(edge_words(scenario, edge)), EDGE_COLUMNS))}"]
            look += ["penwidth=3"] if edge in way.taken else []
            look += ["style=dashed"] if edge.kind == "timer" else []
            lines.append(f"  {ids[edge.source]} -> {ids[edge.target]} [{', '.join(look)}];")
    return "\n".join((*lines, "}")) + "\n"


def lanes_digraph(scenario: Scenario, lanes: Swimlane, way: Way = NOT_STARTED) -> str:
    """Return the roles from above, the events across, each role's part in each, and the handovers as arrows.

    The places are given (`layout=neato`), as dot by itself knows no lanes.
    """
    said = {"present": _("takes part"), "decides": _("decides"), "gives": _("hands over"), "receives": _("receives")}
    lines = [
        f"digraph {quoted(scenario.id)} {{",
        f"  graph [label={quoted(scenario.title)}, labelloc=t, layout=neato, splines=curved];",
        '  node [fontname="Helvetica", fontsize=11];',
    ]
    for lane, role in enumerate(lanes.lanes, 1):
        name = quoted(*folded(role_title(scenario, role) or role, NODE_COLUMNS))
        lines.append(f"  r{lane} [label={name}, shape=plaintext, {_place(0, lane)}];")
    for head, column in zip(heads(lanes, scenario, way), lanes.columns, strict=True):
        title = folded(f"{head.number}. {head.event.title}", LANE_COLUMNS)
        label = (*title, head.event.word, head.time, *folded(head.how, LANE_COLUMNS))
        shape = _SHAPES[head.event.kind]
        lines.append(f"  e{head.number} [label={quoted(*label)}, shape={shape}, {_place(head.number, 0)}];")
        for lane, part in enumerate(column.parts, 1):
            if part is not None:
                look = f"label={quoted(said[part])}, shape={_PARTS[part]}, {_place(head.number, lane)}"
                lines.append(f"  e{head.number}r{lane} [{look}];")
        if column.arrow is not None:
            source = f"e{head.number}r{column.arrow.source + 1}"
            lines += [f"  {source} -> e{head.number}r{target + 1} [penwidth=2];" for target in column.arrow.targets]
    return "\n".join((*lines, "}")) + "\n"


def _place(across: int, down: int) -> str:
    """Return a node's place, in inches."""
    return f'pos="{across * 3:g},{-down * 1.1:g}!"'


def _node(key: str, event: MapEvent, way: Way) -> Iterator[str]:
    numbers = way.numbers(key)
    title = f"{numbers}. {event.title}" if numbers else event.title
    yield f"label={quoted(*folded(title, NODE_COLUMNS), event.words())}"
    yield f"shape={_SHAPES[event.kind]}"
    if key in way.seen:
        yield "penwidth=3"


def _safe(text: str) -> str:
    line = clean_line(text.translate(_NOT_IN_XML))
    return line.replace("&", "&amp;").replace("\\", r"\\").replace('"', r"\"")
