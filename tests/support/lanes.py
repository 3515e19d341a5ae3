"""Scenarios with people in them: several roles, who is present, decides and hands over, for maps with lanes."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from esthersim.scenario.model import Scenario
from support.graphs import raw_event, raw_scenario

HOSTILE = (
    '"; DROP #quot; #35; %%{init: {}}%%',
    "<script>alert('x')</script> & &amp; &lt;b&gt;",
    "back\\slash \\n \\N \\",
    "`code` **bold** $$x$$ [[a]] {b} (c) |d|",
    "end\nsubgraph x\n--> e1",
    'style: x #1; classDef a:#b; click e1 href "javascript:alert(1)"',
    "\x1b[31mred\x1b[0m \x00\ufffe\u202e fa:fa-car ;",
    "1. list - dash # head > quote // /* */",
    "夜勤の引き継ぎ 👩‍👩‍👧 ﬂ°°60¶ß",
)
"""Titles that mean something to XML, HTML, Markdown, Mermaid, DOT or a terminal."""

titles = st.sampled_from(HOSTILE) | st.text(min_size=1, max_size=60).filter(str.strip)


def people(count: int) -> dict[str, Any]:
    """Return so many roles, `r0` the patient."""
    return {
        f"r{index}": {"title": f"Role {index}", "brief": "Du är med.", "patient": index == 0} for index in range(count)
    }


@st.composite
def raw_peopled(draw: st.DrawFn, most_events: int = 10, *, hostile: bool = False) -> dict[str, Any]:
    """Draw a scenario with up to six roles; any may be present, decide, hand over or receive, at any event.

    An option may lead to one event or to another, an inject anywhere; who is there or hands over may depend.
    """
    roles = people(draw(st.integers(1, 6)))
    some = st.lists(st.sampled_from(sorted(roles)), max_size=4, unique=True)
    one_or_more = st.lists(st.sampled_from(sorted(roles)), min_size=1, max_size=4, unique=True)
    names = [f"e{index}" for index in range(draw(st.integers(1, most_events)))]
    some_event = st.sampled_from(names)
    events: dict[str, Any] = {}
    for name in names:
        targets = draw(st.lists(some_event, max_size=3))
        event = raw_event(name, targets, draw(st.none() | some_event))
        event["present"] = [draw(st.just(role) | depending(role, some_event)) for role in draw(some)]
        if stage := draw(st.none() | st.sampled_from(("dag", "natt"))):
            event["stage"] = stage
        if "decision" in event:
            event["decision"]["by"] = draw(st.just(["team"]) | one_or_more)
            option = draw(st.sampled_from(list(event["decision"]["options"].values())))
            ways = st.fixed_dictionaries({"when": st.builds("visited {}".format, some_event), "to": some_event})
            option["next"] = [*draw(st.lists(ways, max_size=2)), {"to": option["next"]}]
        elif draw(st.booleans()) and targets:
            receivers = draw(one_or_more)
            sender = draw(st.sampled_from(sorted(roles)))
            senders = [draw(depending(role, some_event)) for role in draw(some)] + [{"role": sender}]
            event["handover"] = {"from": draw(st.sampled_from((sender, senders))), "to": receivers, "format": "sbar"}
        if draw(st.booleans()):
            event["after"] = draw(st.sampled_from(["10 min", "5 weeks", "2 days", "3 months", "1 h 30 min"]))
        if hostile:
            event["title"] = draw(titles)
            for option in event.get("decision", {}).get("options", {}).values():
                option["text"] = draw(titles)
        events[name] = event
    named = titles if hostile else st.just("Natten")
    injects = {
        f"i{index}": {"title": draw(named), "text": "Det ringer.", **draw(st.sampled_from(({}, {"next": names[0]})))}
        for index in range(draw(st.integers(0, 2)))
    }
    if hostile:
        for role in roles.values():
            role["title"] = draw(titles)
    stages = {"dag": {"title": draw(named)}, "natt": {"title": draw(named)}}
    more = {"title": draw(titles)} if hostile else {}
    return raw_scenario(events, roles=roles, stages=stages, injects=injects, **more)


def depending(role: str, events: st.SearchStrategy[str]) -> st.SearchStrategy[dict[str, str]]:
    """Return a strategy of a role whose presence or part depends on where the team has been."""
    return st.builds(lambda event: {"role": role, "when": f"visited {event}"}, events)


def peopled(most_events: int = 10, *, hostile: bool = False) -> st.SearchStrategy[Scenario]:
    """Return a strategy of such scenarios as models; with `hostile` every text that is drawn on a map is."""
    return raw_peopled(most_events, hostile=hostile).map(Scenario.model_validate)


def shift(events: int = 12) -> Scenario:
    """Return a row of events with six roles, each event a handover from one role to the next but one."""
    raw: dict[str, Any] = {}
    for index in range(events):
        event = raw_event(f"e{index}", [f"e{index + 1}"] if index < events - 1 else [])
        if index < events - 1:
            event["handover"] = {"from": f"r{index % 6}", "to": [f"r{(index + 2) % 6}"], "format": "sbar"}
        raw[f"e{index}"] = event
    return Scenario.model_validate(raw_scenario(raw, roles=people(6)))
