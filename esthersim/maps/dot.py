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
from esthersim.maps.heads import Head, heads
from esthersim.maps.phrases import edge_words, inject_comes
from esthersim.maps.swimlane import Column, Part, Swimlane
from esthersim.scenario.graph import edges
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import inject_title, role_title

NODE_COLUMNS, EDGE_COLUMNS, LANE_COLUMNS = 26, 24, 18
ACROSS, DOWN = 3.0, 1.1
"""From one event to the next, and from one lane to the next, in inches."""
MOST_ACROSS = 8
"""Events in a band: some 2,500 pixels at 96 dots an inch."""
BETWEEN_BANDS = 2.5
"""From the last lane of a band to the events of the next, in lanes."""
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
    lines += _nodes(scenario, ids, way)
    for edge in edges(scenario):
        if edge.target in ids:
            look = [f"label={quoted(*folded(clean_line(edge_words(scenario, edge)), EDGE_COLUMNS))}"]
            look += ["penwidth=3"] if edge in way.taken else []
            look += ["style=dashed"] if edge.kind == "timer" else []
            lines.append(f"  {ids[edge.source]} -> {ids[edge.target]} [{', '.join(look)}];")
    for number, (key, inject) in enumerate(scenario.injects.items(), 1):
        if inject.next in ids:
            said = (inject_title(scenario, key), *inject_comes(scenario, inject))
            label = quoted(*(line for text in said for line in folded(clean_line(text), NODE_COLUMNS)))
            lines.append(f"  i{number} [label={label}, shape=note];")
            lines.append(f"  i{number} -> {ids[inject.next]} [style=dashed];")
    return "\n".join((*lines, "}")) + "\n"


def _nodes(scenario: Scenario, ids: Mapping[str, str], way: Way) -> Iterator[str]:
    """Yield the events, those of a stage in a frame, in the order in which the stages first come."""
    known = map_events(scenario)
    for number, stage in enumerate(dict.fromkeys(event.stage for event in known.values()), 1):
        if stage:
            yield f"  subgraph cluster_{number} {{"
            yield f"  graph [label={quoted(stage)}, color=gray];"
        for key, event in known.items():
            if event.stage == stage:
                yield f"  {ids[key]} [{', '.join(_node(key, event, way))}];"
        if stage:
            yield "  }"


def lanes_digraph(scenario: Scenario, lanes: Swimlane, way: Way = NOT_STARTED) -> str:
    """Return the roles from above, the events across, each role's part in each, and the handovers as arrows.

    The places are given (`layout=neato`), as dot by itself knows no lanes. Many events stand in bands below each other,
    each with all the roles.
    """
    said: Mapping[Part, str] = {
        "present": _("takes part"),
        "decides": _("decides"),
        "gives": _("hands over"),
        "receives": _("receives"),
    }
    lines = [
        f"digraph {quoted(scenario.id)} {{",
        f"  graph [label={quoted(scenario.title)}, labelloc=t, layout=neato, splines=curved];",
        '  node [fontname="Helvetica", fontsize=11];',
    ]
    shown = heads(lanes, scenario, way)
    for number, band in enumerate(lanes.bands(lanes.across(MOST_ACROSS))):
        top = number * (len(lanes.lanes) + BETWEEN_BANDS)
        for lane, role in enumerate(lanes.lanes, 1):
            name = quoted(*folded(role_title(scenario, role) or role, NODE_COLUMNS))
            lines.append(f"  b{number + 1}r{lane} [label={name}, shape=plaintext, {_place(0, top + lane)}];")
        for across, index in enumerate(band, 1):
            lines += _column(shown[index], lanes.columns[index], said, across, top)
    return "\n".join((*lines, "}")) + "\n"


def _column(head: Head, column: Column, said: Mapping[Part, str], across: int, top: float) -> Iterator[str]:
    """Yield an event, each role's part in it below, and the handover."""
    texts = (f"{head.number}. {head.event.title}", head.event.word, head.time, head.event.injects, head.how)
    label = quoted(*(line for text in texts for line in folded(text, LANE_COLUMNS)))
    shape = _SHAPES[head.event.kind]
    yield f"  e{head.number} [label={label}, shape={shape}, {_place(across, top)}];"
    for lane, part in enumerate(column.parts, 1):
        if part is not None:
            look = f"label={quoted(said[part])}, shape={_PARTS[part]}, {_place(across, top + lane)}"
            yield f"  e{head.number}r{lane} [{look}];"
    if column.arrow is not None:
        for target in column.arrow.targets:
            yield f"  e{head.number}r{column.arrow.source + 1} -> e{head.number}r{target + 1} [penwidth=2];"


def _place(across: int, down: float) -> str:
    """Return a node's place, in inches."""
    return f'pos="{across * ACROSS:g},{-down * DOWN:g}!"'


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
