"""The map as text for Mermaid: the events as a flowchart, or the roles and handovers as a sequence diagram.

Source: the syntax pages of Mermaid 11 (flowchart, sequence diagram, entity codes). People's text stands in quotation
marks or after a colon, and every sign in it that means something to Mermaid, HTML or Markdown is a numbered entity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.maps.events import NOT_STARTED, Kind, Way, map_events
from esthersim.maps.heads import heads
from esthersim.maps.phrases import edge_words, inject_comes
from esthersim.maps.swimlane import Swimlane
from esthersim.scenario.graph import edges
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import fact_text, inject_title, role_title

_SHAPES: Mapping[Kind, tuple[str, str]] = {
    "event": ("(", ")"),
    "decision": ("{", "}"),
    "handover": ("[[", "]]"),
    "ending": ("([", "])"),
}
_NOT_IN_TEXT = {0xFFFE: None, 0xFFFF: None, 0xFB02: "fl"}
_LOOKED_FOR = ("$$", ":fa-", "\\n")


def escaped(text: str) -> str:
    """Return a text as Mermaid takes it: letters, digits and spaces stay, other ASCII signs are entities.

    What Mermaid looks for once it has read the entities (formulas, icons, a backslash with n) is parted by a joiner
    that cannot be seen; the ligature fl, with which it marks entities, becomes its two letters.
    """
    line = clean_line(text.translate(_NOT_IN_TEXT))
    for sign in _LOOKED_FOR:
        line = line.replace(sign, f"{sign[0]}\u200c{sign[1:]}")
    return "".join(
        f"#{ord(each)};" if each.isascii() and not each.isalnum() and each not in " ," else each for each in line
    )


def flowchart(scenario: Scenario, way: Way = NOT_STARTED) -> str:
    """Return the events and the ways between them; a way that a run took is thick, and its events are numbered."""
    ids = {event: f"e{index}" for index, event in enumerate(scenario.events, 1)}
    lines = ["flowchart TD", *_nodes(scenario, ids, way)]
    for edge in edges(scenario):
        if edge.target not in ids:
            continue
        line = "==>" if edge in way.taken else "-.->" if edge.kind == "timer" else "-->"
        label = escaped(edge_words(scenario, edge))
        said = f'|"{label}"|' if label else ""
        lines.append(f"  {ids[edge.source]} {line}{said} {ids[edge.target]}")
    for number, (key, inject) in enumerate(scenario.injects.items(), 1):
        if inject.next in ids:
            said = "<br/>".join(
                escaped(line) for line in (inject_title(scenario, key), *inject_comes(scenario, inject))
            )
            lines += [f'  i{number}>"{said}"]', f"  i{number} -.-> {ids[inject.next]}"]
    lines += ["  classDef visited stroke-width:4px", *_visited(ids, way)]
    return "\n".join(lines) + "\n"


def _nodes(scenario: Scenario, ids: Mapping[str, str], way: Way) -> Iterator[str]:
    """Yield the events, those of a stage together, in the order in which the stages first come."""
    known = map_events(scenario)
    stages = dict.fromkeys(event.stage for event in known.values())
    for number, stage in enumerate(stages, 1):
        if stage:
            yield f'  subgraph s{number} ["{escaped(stage)}"]'
        for key, event in known.items():
            if event.stage == stage:
                numbers = way.numbers(key)
                title = f"{numbers}. {event.title}" if numbers else event.title
                label = "<br/>".join(escaped(line) for line in (title, event.words()) if line)
                opening, closing = _SHAPES[event.kind]
                yield f'  {ids[key]}{opening}"{label}"{closing}'
        if stage:
            yield "  end"


def _visited(ids: Mapping[str, str], way: Way) -> Iterator[str]:
    seen = [ids[event] for event in ids if event in way.seen]
    if seen:
        yield f"  class {','.join(seen)} visited"


def sequence(scenario: Scenario, lanes: Swimlane, way: Way = NOT_STARTED) -> str:
    """Return the roles, the events as notes over those who take part, and the handovers as arrows between them.

    Where somebody who is not there stands between them, each group has a note, and the first says everything.
    """
    lines = ["sequenceDiagram"]
    for index, role in enumerate(lanes.lanes, 1):
        lines.append(f"  participant r{index} as {escaped(role_title(scenario, role) or role)}")
    for head, column in zip(heads(lanes, scenario, way), lanes.columns, strict=True):
        there = [index for index, part in enumerate(column.parts, 1) if part] or [*range(1, len(lanes.lanes) + 1)]
        title = f"{head.number}. {head.event.title}"
        more = (head.event.words(), head.event.injects, head.time, head.how and f"→ {head.how}")
        note = "<br/>".join(escaped(line) for line in (title, *more) if line)
        for first, last in _neighbours(there):
            over = f"r{first},r{last}" if first < last else f"r{first}"
            lines.append(f"  Note over {over}: {note}")
            note = escaped(title)
        handover = scenario.events[column.event].handover
        if column.arrow is None or handover is None:
            continue
        for target in column.arrow.targets:
            musts = handover.receivers[lanes.lanes[target]].must
            facts = ", ".join(fact_text(scenario, fact) for fact in musts) or _("handover")
            lines.append(f"  r{column.arrow.source + 1}->>r{target + 1}: {escaped(facts)}")
    return "\n".join(lines) + "\n"


def _neighbours(lanes: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and the last of the lanes that stand next to each other: a note covers nobody who is absent."""
    first = last = lanes[0]
    for lane in lanes[1:]:
        if lane > last + 1:
            yield first, last
            first = lane
        last = lane
    yield first, last
