"""The words of the maps: kinds of events, moments of story time, what leads from one event to the next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Literal

from esthersim.cleaning import clean_line
from esthersim.language import _, quoted
from esthersim.scenario.arrival_words import arrival_words
from esthersim.scenario.condition_words import when_words
from esthersim.scenario.graph import Edge
from esthersim.scenario.model import UNDATED, Inject, Scenario
from esthersim.scenario.story_lengths import length, story_length
from esthersim.scenario.titles import event_title
from esthersim.scenario.wordings import usual

Kind = Literal["event", "decision", "handover", "ending"]


def kind_words() -> dict[Kind, str]:
    """Return the word for each kind of event."""
    return {"event": _("event"), "decision": _("decision"), "handover": _("handover"), "ending": _("ending")}


def story_moment(moment: datetime, starts: datetime) -> str:
    """Return a moment of story time as a day of the story and the clock."""
    days = (moment.date() - starts.date()).days + 1
    return _("day {day}, {time}").format(day=days, time=f"{moment:%H:%M}")


def story_time(scenario: Scenario, key: str) -> str:
    """Return when an event comes, as the scenario tells it; empty where no story time passes before it."""
    event, starts = scenario.events[key], scenario.starts or UNDATED
    if event.at is not None:
        time = f"{event.at.hour:02d}:{event.at.minute:02d}"
        return _("day {day}, {time}").format(day=event.at.day, time=time)
    if event.after is not None:
        return _("after {length}").format(length=story_length(event.after) or length(0))
    return story_moment(starts, starts) if key == scenario.first else ""


def edge_words(scenario: Scenario, edge: Edge) -> str:
    """Return in words what leads from an event to the next: an option, a timer, a condition; empty for a plain `next`.

    Conditions stand in parentheses when they say that an option is on offer, after a colon when it leads this way.
    """
    event = scenario.events[edge.source]
    when = when_words(scenario, edge.condition) if edge.condition else ""
    match edge.kind:
        case "option" if event.decision and edge.label in event.decision.options:
            text = clean_line(usual(event.decision.options[edge.label].text)) or edge.label
            offer = f"{text} ({when_words(scenario, edge.offered)})" if edge.offered else text
            way = when or _("otherwise")
            return offer if edge.place is None else f"{offer}: {way}"
        case "timer" if event.timer is not None:
            limit = length(event.timer.limit.total_seconds)
            return _("when the timer runs out, {length}").format(length=limit)
        case "branch":
            return when or _("otherwise")
        case _:
            return when


def told_ways(scenario: Scenario, ways: Iterable[Edge]) -> dict[str, list[str]]:
    """Return, for each event with more than a plain `next`, its ways in words with where they lead, in their order."""
    told: dict[str, list[str]] = {}
    for edge in ways:
        words = f"{edge_words(scenario, edge)} → {event_title(scenario, edge.target)}"
        told.setdefault(edge.source, []).append(words.strip())
    return {event: words for event, words in told.items() if len(words) > 1 or not words[0].startswith("→")}


def inject_comes(scenario: Scenario, inject: Inject) -> tuple[str, str]:
    """Return when an inject comes, with its condition, and from where it takes the team to another event."""
    comes = arrival_words(scenario, inject)
    here = inject.arrives.since if inject.arrives and inject.arrives.room else None
    start = quoted(event_title(scenario, here) or here) if here else ""
    return (
        f"{comes}, {when_words(scenario, inject.when)}" if inject.when else comes,
        _("inject, from {event}").format(event=start) if start else _("inject, from anywhere"),
    )
