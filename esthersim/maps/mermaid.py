"""The map as text for Mermaid: the events as a flowchart, or the roles and handovers as a sequence diagram.

Source: the syntax pages of Mermaid 11 (flowchart, sequence diagram, entity codes). People's text stands in quotation
marks or after a colon, and every sign in it that means something to Mermaid, HTML or Markdown is a numbered entity.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from esthersim.cleaning import clean_line
from esthersim.language import _
from esthersim.maps.events import NOT_STARTED, Kind, Way, map_events
from esthersim.maps.heads import heads
from esthersim.maps.phrases import edge_words
from esthersim.maps.swimlane import Swimlane
from esthersim.scenario.graph import edges
from esthersim.scenario.model import Scenario
from esthersim.scenario.titles import fact_text, role_title

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
    lines = ["flowchart TD"]
    for key, event in map_events(scenario).items():
        numbers = way.numbers(key)
        title = f"{numbers}. {event.title}" if numbers else event.title
        label = "<br/>".join(escaped(line) for line in (title, event.words()) if line)
        opening, closing = _SHAPES[event.kind]
        lines.append(f'  {ids[key]}{opening}"{label}"{closing}')
    for edge in edges(scenario):
        if edge.target not in ids:
            continue
        line = "==>" if edge in way.taken else "-.->" if edge.kind == "timer" else "-->"
        label = escaped(edge_words(scenario, edge))
        said = f'|"{label}"|' if label else ""
        lines.append(f"  {ids[edge.source]} {line}{said} {ids[edge.target]}")
    lines += ["  classDef visited stroke-width:4px", *_visited(ids, way)]
    return "\n".join(lines) + "\n"


def _visited(ids: Mapping[str, str], way: Way) -> Iterator[str]:
    seen = [ids[event] for event in ids if event in way.seen]
    if seen:
        yield f"  class {','.join(seen)} visited"


def sequence(scenario: Scenario, lanes: Swimlane, way: Way = NOT_STARTED) -> str:
    """Return the roles, the events as notes over those who take part, and the handovers as arrows between them."""
    lines = ["sequenceDiagram"]
    for index, role in enumerate(lanes.lanes, 1):
        lines.append(f"  participant r{index} as {escaped(role_title(scenario, role) or role)}")
    for head, column in zip(heads(lanes, scenario, way), lanes.columns, strict=True):
        there = [index for index, part in enumerate(column.parts, 1) if part] or [*range(1, len(lanes.lanes) + 1)]
        lines_of_note = (
            f"{head.number}. {head.event.title}",
            head.event.words(),
            head.time,
            head.how and f"→ {head.how}",
        )
        note = "<br/>".join(escaped(line) for line in lines_of_note if line)
        over = f"r{there[0]},r{there[-1]}" if len(there) > 1 else f"r{there[0]}"
        lines.append(f"  Note over {over}: {note}")
        handover = scenario.events[column.event].handover
        if column.arrow is None or handover is None:
            continue
        facts = ", ".join(fact_text(scenario, fact) for fact in handover.must) or _("handover")
        lines += [f"  r{column.arrow.source + 1}->>r{target + 1}: {escaped(facts)}" for target in column.arrow.targets]
    return "\n".join(lines) + "\n"
