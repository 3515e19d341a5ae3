"""Makers of small scenarios, for whoever needs a graph: `journey`, `ring`, `ladder`, and a strategy for hypothesis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hypothesis import strategies as st

from esthersim.scenario.model import Scenario


def raw_scenario(events: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Return a whole scenario with these events, as the file would hold it; `more` adds or replaces keys."""
    return {
        "esthersim": 1,
        "id": "prov",
        "title": "Prov",
        "summary": "En resa för prov.",
        "language": "sv",
        "fictional": True,
        "time": {"prebriefing": "5 min", "simulation": "10 min", "debriefing": "15 min"},
        "needs": "Vi provar.",
        "objectives": {"ett": "Det första", "tva": "Det andra"},
        "story": "Esther är 81 år.",
        "organisations": {"kommunen": {"name": "Kommunen", "principal": "kommun"}},
        "roles": {
            "esther": {"title": "Esther", "patient": True, "brief": "Du är Esther."},
            "nurse": {"title": "Sjuksköterska", "organisation": "kommunen", "brief": "Du är på väg."},
        },
        "events": dict(events),
        **more,
    }


def raw_event(
    key: str, targets: Sequence[str] = (), timer: str | None = None, title: str | None = None
) -> dict[str, Any]:
    """Return an event: an ending without targets, a `next` with one, a decision with more (options `o0`, `o1`, ...)."""
    event: dict[str, Any] = {"title": title or key, "text": "Det händer något."}
    match targets:
        case []:
            event["ending"] = "Slut"
        case [target]:
            event["next"] = target
        case _:
            options = {f"o{index}": {"text": f"Till {each}", "next": each} for index, each in enumerate(targets)}
            event["decision"] = {"by": "team", "question": "Vad gör ni?", "options": options}
    if timer:
        event["timer"] = {"limit": "4 min", "next": timer}
    return event


def raw_branching(key: str, option: Mapping[str, Any], *ways: tuple[str, str], last: str) -> dict[str, Any]:
    """Return a decision: `o0` leads to `last`; `ring` has ways, each a condition and a target, and then `last`."""
    event = raw_event(key, [last, last])
    del event["decision"]["options"]["o1"]
    listed = [*({"when": when, "to": to} for when, to in ways), {"to": last}]
    event["decision"]["options"]["ring"] = {"text": "Ring jouren", "next": listed, **option}
    return event


def raw_journey(ways: Mapping[str, str | Sequence[str]], timers: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return a scenario from each event's targets, a sequence or one text: `{"a": "b c", "b": ""}`."""
    timers = timers or {}
    lists = {key: targets.split() if isinstance(targets, str) else list(targets) for key, targets in ways.items()}
    return raw_scenario({key: raw_event(key, targets, timers.get(key)) for key, targets in lists.items()})


def journey(ways: Mapping[str, str | Sequence[str]], timers: Mapping[str, str] | None = None) -> Scenario:
    """Return the same as a `Scenario`."""
    return Scenario.model_validate(raw_journey(ways, timers))


def ring(n: int) -> Scenario:
    """Return `n` events, each leading to the next and the last to the first: a journey that never ends."""
    return journey({f"e{index}": [f"e{(index + 1) % n}"] for index in range(n)})


def ladder(n: int) -> Scenario:
    """Return `n` decisions in a row, each with a way on and one to its own ending, and a last ending: 2n + 1."""
    ways: dict[str, list[str]] = {}
    for index in range(n):
        ways[f"e{index}"] = [f"e{index + 1}", f"end{index}"]
        ways[f"end{index}"] = []
    return journey({**ways, f"e{n}": []})


@st.composite
def raw_scenarios(draw: st.DrawFn, most_events: int = 12) -> dict[str, Any]:
    """Draw any graph: loops, several edges between the same two events, timers, unreachable events."""
    names = [f"e{index}" for index in range(draw(st.integers(1, most_events)))]
    targets = st.lists(st.sampled_from(names), max_size=3)
    timers = st.none() | st.sampled_from(names)
    return raw_scenario({name: raw_event(name, draw(targets), draw(timers)) for name in names})


def scenarios(most_events: int = 12) -> st.SearchStrategy[Scenario]:
    """Return a strategy of such scenarios as models."""
    return raw_scenarios(most_events).map(Scenario.model_validate)
